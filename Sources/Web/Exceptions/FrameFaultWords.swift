import Templates

/// What is wrong with a frame, in sentences; the reason that is stored with it is a note for software.
///
/// Faults are never changed once they are kept, so the notes of every version are read.
enum FrameFaultWords {
    /// The sentences of a stored reason; the reason itself when it is none we ever wrote.
    static func text(_ reason: String) -> Text {
        notJSON(reason) ?? otherType(reason) ?? field(reason) ?? reading(reason) ?? start(reason)
            ?? fixed[reason] ?? Text(verbatim: reason)
    }

    // MARK: Messages

    private static func notJSON(_ reason: String) -> Text? {
        guard let found = reason.wholeMatch(of: /notJSON\(line ([0-9]+), column ([0-9]+): (.+)\)/)?.output else {
            return nil
        }
        let (line, column, what) = (String(found.1), String(found.2), String(found.3))
        return Text(
            en: "The message is no JSON; at byte \(column) of line \(line): \(what).",
            nl: "Het bericht is geen JSON; bij byte \(column) van regel \(line): \(dutch[what] ?? what)."
        )
    }

    private static func otherType(_ reason: String) -> Text? {
        guard let found = reason.wholeMatch(of: /unknownMessageType\((-?[0-9]+)\)/)?.output else { return nil }
        return Text(
            en: "The message is of type \(found.1), at its first place; OCPP has 2 (call), 3 (result) and 4 (error).",
            nl:
                "Het bericht is van type \(found.1), op de eerste plaats; OCPP kent 2 (vraag), 3 (antwoord) en 4 (fout)."
        )
    }

    // MARK: Payloads

    private static func field(_ reason: String) -> Text? {
        for (ending, words) in endings {
            guard reason.hasSuffix(ending), let colon = reason.firstIndex(of: ":") else { continue }
            let action = String(reason[..<colon])
            let name = reason[colon...].dropFirst(2).dropLast(ending.count)
            return Text(
                en: "In \(action): \(name)\(ending).",
                nl: "In \(action): \(name)\(words)."
            )
        }
        return nil
    }

    /// What can be wrong with a field, as the note ends, and in Dutch.
    private static let endings: KeyValuePairs<String, String> = [
        "the payload is no object": "de inhoud is geen object",
        " is missing": " ontbreekt",
        " has the wrong type": " heeft het verkeerde type",
        " is out of range": " ligt buiten wat mag",
        " has too few elements": " heeft te weinig elementen",
    ]

    private static func reading(_ reason: String) -> Text? {
        let note = /MeterValues of connector (-?[0-9]+) for a transaction that is not known/
        guard let found = reason.wholeMatch(of: note)?.output else { return nil }
        return Text(
            en: "Readings of connector \(found.1) name a transaction that nobody started.",
            nl: "Standen van aansluiting \(found.1) noemen een transactie die niemand startte."
        )
    }

    private static func start(_ reason: String) -> Text? {
        guard let found = reason.wholeMatch(of: /StartTransaction was answered (\w+)/)?.output else { return nil }
        return Text(
            en: "The start of a session was refused with \(found.1).",
            nl: "De start van een sessie werd geweigerd met \(found.1)."
        )
    }

    private static let fixed: [String: Text] = [
        "notAMessage": Text(
            en: "The message is JSON, but no list that begins with a message type.",
            nl: "Het bericht is JSON, maar geen lijst die met een berichttype begint."
        ),
        "withoutID": Text(
            en: "The message has no id at its second place.",
            nl: "Het bericht heeft geen kenmerk op de tweede plaats."
        ),
        "withoutAction": Text(
            en: "The call has no action at its third place.",
            nl: "De vraag heeft geen actie op de derde plaats."
        ),
        "the answer to StartTransaction has no id": Text(
            en: "The start of a session was answered without a transaction number.",
            nl: "De start van een sessie werd beantwoord zonder transactienummer."
        ),
    ]

    /// What the reader of JSON says, in Dutch.
    private static let dutch = [
        "expected a value": "er hoort een waarde te staan",
        "a number with a leading zero": "een getal met een voorloopnul",
        "expected digits after the decimal point": "na de punt horen cijfers",
        "expected digits in the exponent": "in de exponent horen cijfers",
        "a control character in a string": "een stuurteken in een tekst",
        "a string without its closing quote": "een tekst zonder sluitend aanhalingsteken",
        "a string that is no UTF-8": "een tekst die geen UTF-8 is",
        "an unknown escape in a string": "een onbekend ontsnappingsteken in een tekst",
        "an incomplete \\u escape": "een onvolledige \\u-reeks",
        "text after the end of the document": "tekst na het einde van het document",
        "the text ends where a value should be": "de tekst eindigt waar een waarde hoort",
        "nested more than 64 deep": "meer dan 64 diep genest",
        "expected , or ] in an array": "in een lijst hoort , of ]",
        "expected , or } in an object": "in een object hoort , of }",
        "expected a member name in quotes": "er hoort een naam tussen aanhalingstekens",
        "expected : after a member name": "na een naam hoort :",
    ]
}
