package import Values

/// Which month is closed, and on which day.
package struct MonthCloseOrder: Hashable, Sendable {
    /// The month.
    package let period: YearMonth
    /// The day of issue: today in the operator's time zone.
    package let today: LocalDate
    /// The moment that is noted as that of recording.
    package let now: Timestamp

    package init(period: YearMonth, today: LocalDate, now: Timestamp) {
        self.period = period
        self.today = today
        self.now = now
    }
}

/// Why a contract's credit cannot be made.
package enum CreditFinding: Error, Hashable, Sendable {
    /// The VAT treatment is open.
    case vat(VATFinding)
    /// The table of VAT rates knows none for a country and day.
    case rateMissing(VATRateMissing)
    /// Lines are in another currency than the operator's books.
    case currencyDiffers
    /// The contract has no version that says when to pay.
    case termMissing
    /// Amounts beyond what can be calculated exactly; no real contract has them.
    case amountTooLarge

    /// The stable code.
    package var code: String {
        switch self {
        case .vat(let finding): finding.code
        case .rateMissing: VATRateMissing.code
        case .currencyDiffers: "credit.currency_differs"
        case .termMissing: "credit.term_missing"
        case .amountTooLarge: "credit.amount_too_large"
        }
    }

    /// What is wrong and what to do, for the operator.
    package var reason: String {
        switch self {
        case .vat(let finding): finding.reason
        case .rateMissing(let missing): missing.reason
        case .currencyDiffers: "Lines are in another currency than the operator's: credits are made in one currency."
        case .termMissing: "No version of the contract holds in the month or before it: add one."
        case .amountTooLarge: "The amounts are too large for an exact calculation: check the contract's prices."
        }
    }

    /// The country and day whose VAT rate is missing; `nil` for everything else.
    var missingRate: VATRateMissing? {
        guard case .rateMissing(let missing) = self else { return nil }
        return missing
    }
}

extension CreditFinding {
    private static let plain: [CreditFinding] =
        VATFinding.allCases.map(CreditFinding.vat) + [.currencyDiffers, .termMissing, .amountTooLarge]

    /// The finding of a code as stored; `nil` for a code that is not known.
    package init?(code: String, country: String? = nil, day: LocalDate? = nil) {
        if code == VATRateMissing.code {
            guard let country, let day else { return nil }
            self = .rateMissing(VATRateMissing(country: country, day: day))
            return
        }
        guard let found = CreditFinding.plain.first(where: { $0.code == code }) else { return nil }
        self = found
    }
}

/// A contract whose credit was not made.
package struct BlockedCredit: Hashable, Sendable {
    /// The contract.
    package let contractID: ReimbursementContractID
    /// The contract's title.
    package let contractName: String
    /// The host.
    package let hostID: HostID
    /// The host's name.
    package let hostName: String
    /// Why.
    package let finding: CreditFinding
}

/// Sessions that could not be credited yet; they go into the document of a later month.
package struct OpenLines: Hashable, Sendable {
    /// A price is missing.
    package let waiting: Int
    /// A person has to decide.
    package let held: Int
    /// No contract covers them.
    package let withoutContract: Int

    package init(waiting: Int, held: Int, withoutContract: Int) {
        self.waiting = waiting
        self.held = held
        self.withoutContract = withoutContract
    }
}

/// What closing a month did.
package struct MonthCloseResult: Hashable, Sendable {
    /// The month.
    package let period: YearMonth
    /// Documents made by this run.
    package let issued: Int
    /// All documents of the month, those of earlier runs included.
    package let documents: Int
    /// Contracts whose document was not made, with the reason, by contract.
    package let blocked: [BlockedCredit]
    /// Sessions of the month and before that could not be credited yet.
    package let open: OpenLines
}

/// Why a month is not closed; where several reasons apply, the first listed is given.
package enum MonthCloseRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// The month is not over in the operator's time zone.
    case periodNotOver = "close.period_not_over"
    /// The operator's currency is none that documents can be made in.
    case currencyUnknown = "close.currency_unknown"

    /// The stable code.
    package var code: String { rawValue }
    /// Code and reason.
    package var description: String { "\(code): \(reason)" }

    private var reason: String {
        switch self {
        case .periodNotOver: "the month is not over yet; it can be closed from the first day of the next one"
        case .currencyUnknown: "no documents can be made in the operator's currency"
        }
    }
}
