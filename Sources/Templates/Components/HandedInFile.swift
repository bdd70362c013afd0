import Values

/// What pages of files share that people hand in, look at and record.
enum HandedInFile {
    static let kinds = ".csv,.txt,.tsv,.xlsx"
    static let control = Control(
        "file",
        Text(en: "File", nl: "Bestand"),
        hint: Text(
            en: "CSV or Excel (XLSX). It is kept as it is, with its hash.",
            nl: "CSV of Excel (XLSX). Het wordt bewaard zoals het is, met de hash."
        )
    )
    static let lookFirst = Text(en: "Look at it first", nl: "Eerst bekijken")
    static let new = Text(en: "New", nl: "Nieuw")
    static let known = Text(en: "Known", nl: "Bekend")

    /// The lines that are wrong, the first ones by name.
    static func faults(_ faults: [(line: Int, text: Text)], of count: Int, _ say: Reader) -> HTML {
        guard count > 0 else { return .empty }
        let heading = Text(
            en: "\(say.count(count)) lines are wrong. Nothing of the file can be recorded until they are right.",
            nl: "\(say.count(count)) regels kloppen niet. Van het bestand kan niets worden vastgelegd tot zij kloppen."
        )
        return notice(.bad, say(heading)) {
            ul {
                faults.map { fault in
                    li { say(en: "Line \(fault.line): ", nl: "Regel \(fault.line): ") + say(fault.text) }
                }
            }
        }
    }

    /// Size, hash, who handed it in and when.
    static func facts(_ size: Int64, sha256: String, by person: String, at moment: Timestamp, _ say: Reader) -> [Fact] {
        [
            Fact(say(en: "Bytes", nl: "Bytes"), say.count(Int(size))),
            Fact("SHA-256", HTML { code { sha256 } }),
            Fact(say(en: "Handed in by", nl: "Ingelezen door"), person.isEmpty ? "Laadboek" : person),
            Fact(say(en: "Handed in at", nl: "Ingelezen op"), say.dateTime(moment)),
        ]
    }

    static func state(isRecorded: Bool, _ say: Reader) -> HTML {
        isRecorded
            ? badge(say(en: "Recorded", nl: "Vastgelegd"), .good)
            : badge(say(en: "Looked at", nl: "Bekeken"), .neutral)
    }

    /// How many lines a table leaves out.
    static func more(_ count: Int, _ say: Reader) -> HTML {
        guard count > 0 else { return .empty }
        return p(.class("soft")) { say(en: "And \(say.count(count)) more.", nl: "En nog \(say.count(count)) meer.") }
    }
}
