package import Values

/// What became of checking the signature of a meter value.
package enum SignatureCheck: Sendable, Hashable {
    /// With the curve's name.
    case valid(String)
    case invalid(String)
    /// Nothing is said about the value; with the reason.
    case notVerifiable(Text)

    var tone: Tone {
        switch self {
        case .valid: .good
        case .invalid: .bad
        case .notVerifiable: .caution
        }
    }

    func title(_ say: Reader) -> String {
        switch self {
        case .valid: say(en: "Signature valid", nl: "Handtekening geldig")
        case .invalid: say(en: "Signature invalid", nl: "Handtekening ongeldig")
        case .notVerifiable: say(en: "Not verifiable here", nl: "Hier niet te controleren")
        }
    }

    func explanation(_ say: Reader) -> String {
        switch self {
        case .valid(let curve): say(en: "ECDSA on \(curve)", nl: "ECDSA op \(curve)")
        case .invalid(let curve):
            say(
                en: "The value, the signature and the meter's key do not belong together (\(curve)).",
                nl: "Waarde, handtekening en sleutel van de meter horen niet bij elkaar (\(curve))."
            )
        case .notVerifiable(let reason): say(reason)
        }
    }
}

/// Signed meter values of a session with what was found about them.
package enum SignedValuesCard {
    /// A reading inside a signed value.
    package struct Reading: Sendable {
        package let kind: String
        package let time: String
        package let value: String
        package let register: String
        /// Whether the meter itself says that the value may be used.
        package let isUsable: Bool

        package init(kind: String, time: String, value: String, register: String, isUsable: Bool) {
            self.kind = kind
            self.time = time
            self.value = value
            self.register = register
            self.isUsable = isUsable
        }
    }

    package struct Value: Sendable {
        package let receivedAt: Timestamp
        package let context: String
        package let format: String
        package let meter: String
        package let readings: [Reading]
        package let check: SignatureCheck
        /// Where the key came from; `nil` when there was none.
        package var keySource: Text?
        /// As received.
        package let raw: String

        package init(
            receivedAt: Timestamp,
            context: String,
            format: String,
            meter: String,
            readings: [Reading],
            check: SignatureCheck,
            raw: String
        ) {
            self.receivedAt = receivedAt
            self.context = context
            self.format = format
            self.meter = meter
            self.readings = readings
            self.check = check
            self.raw = raw
        }
    }

    package struct Model: Sendable {
        package var values: [Value] = []
        /// From the signed begin to the signed end, in watt-hours.
        package var energyWh: Exact?
        /// What is odd about the values together.
        package var doubts: [Text] = []

        package init() {}
    }

    static func card(_ model: Model, _ say: Reader) -> HTML {
        guard !model.values.isEmpty else { return .empty }
        return Templates.card(say(en: "Signed meter values", nl: "Ondertekende meterwaarden")) {
            if let energy = model.energyWh {
                facts([Fact(say(signedEnergy), say.decimal(energy, minimumDecimals: 0) + "\u{00A0}Wh")])
            }
            if !model.doubts.isEmpty {
                notice(.caution, say(en: "Worth a look", nl: "Het bekijken waard")) {
                    ul { model.doubts.map { doubt in li { say(doubt) } } }
                }
            }
            model.values.map { value($0, say) }
        }
    }

    private static func value(_ value: Value, _ say: Reader) -> HTML {
        div(.class("stack", "stack--tight")) {
            p {
                badge(value.check.title(say), value.check.tone)
                " "
                strong { value.context.isEmpty ? value.format : value.format + " · " + value.context }
                " "
                exactMoment(value.receivedAt, say)
            }
            p(.class("soft")) { value.check.explanation(say) }
            if let source = value.keySource { p(.class("soft")) { say(en: "Key: ", nl: "Sleutel: ") + say(source) } }
            if !value.meter.isEmpty { p { say(en: "Meter: ", nl: "Meter: ") + value.meter } }
            if !value.readings.isEmpty { readings(value.readings, say) }
            disclosure(say(en: "As received", nl: "Zoals ontvangen")) { jsonView(value.raw) }
        }
    }

    private static func readings(_ readings: [Reading], _ say: Reader) -> HTML {
        plainTable(
            say(en: "Readings", nl: "Standen"),
            [
                Column(say(en: "Kind", nl: "Soort")) { row in row.kind },
                Column(say(en: "Time of the meter", nl: "Tijd van de meter")) { row in row.time },
                Column.number(say(en: "Value", nl: "Waarde")) { row in row.value },
                Column(say(en: "Register", nl: "Telwerk")) { row in row.register },
                Column(say(.state)) { row in
                    if row.isUsable {
                        badge(say(en: "Usable", nl: "Bruikbaar"), .good)
                    } else {
                        badge(say(en: "The meter reports a fault", nl: "De meter meldt een fout"), .bad)
                    }
                },
            ],
            readings
        )
    }

    private static let signedEnergy = Text(
        en: "Signed energy, begin to end",
        nl: "Ondertekende energie, van begin tot eind"
    )
}
