package import Values

/// A reading inside a record; what a reading leaves out is as in the one before.
///
/// Source: OCMF 1.4.1, table of readings.
package struct OCMFReading: Hashable, Sendable {
    /// `TM` as written.
    package let timeText: String
    /// The moment of `TM`; `nil` when it cannot be read.
    package let at: Timestamp?
    /// The last letter of `TM`: `U` unknown, `I` informative, `S` synchronised, `R` relative.
    package let timeQuality: String
    /// `TX`: `B` begin, `E` end and others; empty outside a transaction.
    package let transaction: String
    /// `RV` as written, blanks at the ends left out.
    package let valueText: String
    /// `RV` as a number; `nil` when it is none.
    package let value: Exact?
    /// `RI`: the register.
    package let register: String
    /// `RU`: `kWh` or `Wh`.
    package let unit: String
    /// `EF`: `E` energy, `t` time cannot be used.
    package let errors: String
    /// `ST`: `G` when the meter was all right.
    package let state: String

    static func all(_ list: [JSON]) -> [OCMFReading] {
        var known: [String: JSON] = [:]
        return list.map { entry in
            for member in entry.objectValue ?? [] { known[member.name] = member.value }
            return OCMFReading(known)
        }
    }

    private init(_ fields: [String: JSON]) {
        let time = OCMFRecord.text(fields["TM"])
        let parts = time.split(separator: " ")
        timeText = time
        at = parts.first.flatMap { OCMFReading.moment(String($0)) }
        timeQuality = parts.count > 1 ? String(parts[1]) : ""
        transaction = OCMFRecord.text(fields["TX"])
        valueText = EncodedText.withoutBlanks(OCMFRecord.text(fields["RV"]))
        value = JSON.number(valueText).exactValue
        register = OCMFRecord.text(fields["RI"])
        unit = OCMFRecord.text(fields["RU"])
        errors = OCMFRecord.text(fields["EF"])
        state = OCMFRecord.text(fields["ST"])
    }

    /// `2019-08-13T10:03:15,000+0000`.
    private static func moment(_ text: String) -> Timestamp? {
        var plain = text.replacing(",", with: ".")
        if let sign = plain.lastIndex(where: { $0 == "+" || $0 == "-" }), plain[sign...].count == 5 {
            plain.insert(":", at: plain.index(sign, offsetBy: 3))
        }
        return Timestamp(plain)
    }

    /// The energy in watt-hours; `nil` for other units and for what is no number.
    package var energyWh: Exact? {
        switch unit.lowercased() {
        case "kwh": value.flatMap { try? $0 * Exact(1000) }
        case "wh": value
        default: nil
        }
    }

    /// Whether the meter itself says that the value may be used.
    package var isUsable: Bool { (state == "G" || state.isEmpty) && !errors.contains("E") }
}
