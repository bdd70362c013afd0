import Values

/// What forms and pages say of the end of evidence.
enum EREEvidenceWords {
    static func until(_ day: LocalDate, _ say: Reader) -> Text {
        Text(en: "holds until \(say.date(day))", nl: "geldt tot en met \(say.date(day))")
    }

    static func field(_ name: String, _ field: Field, _ say: Reader) -> HTML {
        inputField(Control(name, title, hint: hint, type: .date).optional, field, say)
    }

    private static let title = Text(en: "Holds until", nl: "Geldt tot en met")
    private static let hint = Text(
        en: "Only when the paper itself says until when this meter may be used; most do not.",
        nl: "Alleen als het papier zelf zegt tot wanneer deze meter mag worden gebruikt; meestal staat dat er niet."
    )
}
