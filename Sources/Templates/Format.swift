package import Values

/// The person in front of the page: in which language texts and numbers are written, in which zone times are shown.
///
/// All formatting of money, energy, prices and times happens here. No amount passes through a binary fraction.
package struct Reader: Hashable, Sendable {
    package let language: Language
    package let zone: Zone

    package init(language: Language, zone: Zone) {
        self.language = language
        self.zone = zone
    }

    /// The same reader looking at a place in another time zone.
    package func at(_ zone: Zone) -> Reader { Reader(language: language, zone: zone) }

    /// The wording of a text.
    package func callAsFunction(_ text: Text) -> String { text(language) }
}

// MARK: Numbers

extension Reader {
    /// A whole number with its thousands grouped: `12,345`.
    package func count(_ number: Int) -> String { decimal(Exact(Int64(number)), minimumDecimals: 0) }

    /// An exact number with all its decimals, at least so many: `1,234.50`.
    package func decimal(_ number: Exact, minimumDecimals: Int) -> String {
        (number.isNegative ? minus : "") + unsigned(number, minimumDecimals: minimumDecimals)
    }

    /// A posted amount: `€1,234.56`, `€ 1.234,56`.
    package func money(_ amount: Money) -> String {
        amountText(amount.exact, amount.currency, minimumDecimals: amount.currency.exponent)
    }

    /// An amount before its rounding, with every decimal it has: `€1.100496`.
    package func exactAmount(_ amount: Exact, _ currency: Currency) -> String {
        amountText(amount, currency, minimumDecimals: currency.exponent)
    }

    /// Energy in kWh with three decimals, more only where the meter gave thousandths of a Wh: `8.080 kWh`.
    package func energy(_ energy: Energy) -> String { energyNumber(energy) + noBreak + "kWh" }

    /// The number of ``energy(_:)`` alone, for table columns that name the unit in their head.
    package func energyNumber(_ energy: Energy) -> String { decimal(energy.kWh, minimumDecimals: 3) }

    /// A price per kWh with all its decimals, four at least: `€0.1362/kWh`.
    package func unitPrice(_ price: Exact, _ currency: Currency) -> String {
        amountText(price, currency, minimumDecimals: 4) + "/kWh"
    }

    /// A contract's price per kWh.
    package func unitPrice(_ price: UnitPrice, _ currency: Currency) -> String {
        unitPrice(price.perKWh, currency)
    }

    /// An exchange's price per MWh with two decimals or more: `€136.20/MWh`.
    package func indexPrice(_ price: IndexPrice, _ currency: Currency) -> String {
        amountText(price.perMWh, currency, minimumDecimals: 2) + "/MWh"
    }

    /// A percentage as contracts state it: `2.5%`.
    package func percent(_ percentage: Exact) -> String { decimal(percentage, minimumDecimals: 0) + "%" }

    private var noBreak: String { "\u{00A0}" }
    private var minus: String { "\u{2212}" }

    /// English puts the sign before the symbol, Dutch between symbol and number.
    private func amountText(_ amount: Exact, _ currency: Currency, minimumDecimals: Int) -> String {
        let digits = unsigned(amount, minimumDecimals: minimumDecimals)
        let sign = amount.isNegative ? minus : ""
        let symbol = Reader.symbol(currency)
        switch language {
        case .english: return sign + (symbol ?? currency.code + noBreak) + digits
        case .dutch: return (symbol ?? currency.code) + noBreak + sign + digits
        }
    }

    private static func symbol(_ currency: Currency) -> String? {
        switch currency {
        case .eur: "€"
        case .gbp: "£"
        default: nil
        }
    }

    /// Groups the digits before the point by three and writes both signs in the reader's way.
    private func unsigned(_ number: Exact, minimumDecimals: Int) -> String {
        let plain = Array(number.magnitude.text(minimumDecimals: minimumDecimals).utf8)
        let point = plain.firstIndex(of: UInt8(ascii: ".")) ?? plain.count
        var written: [UInt8] = []
        written.reserveCapacity(plain.count + point / 3)
        for (index, digit) in plain.enumerated() {
            if index == point {
                written.append(decimalSign)
                continue
            }
            if index > 0, index < point, (point - index).isMultiple(of: 3) { written.append(groupSign) }
            written.append(digit)
        }
        return String(decoding: written, as: UTF8.self)
    }

    private var decimalSign: UInt8 {
        switch language {
        case .english: UInt8(ascii: ".")
        case .dutch: UInt8(ascii: ",")
        }
    }

    private var groupSign: UInt8 {
        switch language {
        case .english: UInt8(ascii: ",")
        case .dutch: UInt8(ascii: ".")
        }
    }
}

// MARK: Page texts

extension Reader {
    /// A text that belongs to one page only, in every language.
    package func callAsFunction(en: String, nl: String) -> String { self(Text(en: en, nl: nl)) }
}
