package import Values

/// How an observer stands, in words.
package enum ObserverWords {
    package static let observers = Text(en: "Observers", nl: "Meekijkers")
    package static let observer = Text(en: "Observer", nl: "Meekijker")

    /// The state of its connection, with how loud it is said; `off` where it is switched off.
    static func state(_ state: String, isEnabled: Bool) -> (Text, Tone) {
        guard isEnabled else { return (Text(en: "Switched off", nl: "Uitgeschakeld"), .neutral) }
        return switch state {
        case "connected": (Text(en: "Connected", nl: "Verbonden"), .good)
        case "away": (Text(en: "Cannot be reached", nl: "Onbereikbaar"), .bad)
        case "not_accepted": (Text(en: "Does not accept it yet", nl: "Accepteert het nog niet"), .caution)
        case "resting": (Text(en: "Everything told", nl: "Alles verteld"), .neutral)
        default: (Text(en: "Not dialled yet", nl: "Nog niet gebeld"), .neutral)
        }
    }

    /// Why it cannot be reached, or does not accept the charge point.
    static func reason(_ reason: String, _ say: Reader) -> String {
        let (name, words) = parts(of: reason)
        guard let text = reasons[name] else { return reason }
        return words.isEmpty ? say(text) : say(text) + ": " + words
    }

    private static let reasons: [String: Text] = [
        "unreachable": Text(en: "No connection", nl: "Geen verbinding"),
        "tls": Text(en: "No secure connection", nl: "Geen beveiligde verbinding"),
        "timed_out": Text(en: "No answer in time", nl: "Geen antwoord op tijd"),
        "malformed": Text(
            en: "What answers there speaks no WebSocket",
            nl: "Wat daar antwoordt, spreekt geen WebSocket"
        ),
        "closed": Text(en: "The connection was closed", nl: "De verbinding werd gesloten"),
        "refused": Text(en: "It turned the charge point away with status", nl: "Het wees het laadpunt af met status"),
        "put_off": Text(en: "Too many connect at once", nl: "Te veel tegelijk"),
        "Pending": Text(en: "It answered the boot with Pending", nl: "Het antwoordde Pending op het opstartbericht"),
        "Rejected": Text(en: "It answered the boot with Rejected", nl: "Het antwoordde Rejected op het opstartbericht"),
    ]

    // MARK: Transactions

    /// How a transaction stands there.
    static func state(ofTransaction state: String, isUnderWay: Bool) -> (Text, Tone) {
        if isUnderWay { return (Text(en: "Being told again", nl: "Wordt opnieuw verteld"), .caution) }
        return switch state {
        case "open": (Text(en: "Under way", nl: "Loopt"), .good)
        case "stopped": (Text(en: "Told", nl: "Verteld"), .good)
        case "stop_untold": (Text(en: "End not taken", nl: "Einde niet aangenomen"), .bad)
        default: (Text(en: "Not told", nl: "Niet verteld"), .bad)
        }
    }

    /// Why a transaction is not told, or what is odd about it.
    static func reason(ofTransaction reason: String, _ say: Reader) -> String {
        let (name, words) = parts(of: reason)
        guard let text = oddities[name] else { return reason }
        return words.isEmpty ? say(text) : say(text) + ": " + words
    }

    private static let oddities: [String: Text] = [
        "start_unknown": Text(
            en: "It began before the observer was added, or its start is not known.",
            nl: "Begonnen voordat de meekijker werd toegevoegd, of het begin is onbekend."
        ),
        "refused": Text(en: "The observer refused it", nl: "De meekijker weigerde het"),
        "no_answer": Text(
            en: "Sent twice, no answer: look there whether it is known before trying again.",
            nl: "Twee keer gestuurd, geen antwoord: kijk daar of het bekend is voordat u opnieuw probeert."
        ),
        "no_number": Text(en: "The observer gave it no number.", nl: "De meekijker gaf het geen nummer."),
        "not_accepted": Text(
            en: "Told, though the observer does not accept the card",
            nl: "Verteld, hoewel de meekijker de pas niet accepteert"
        ),
        "repeated": Text(
            en: "The start came twice; the observer knows the first.",
            nl: "Het begin kwam twee keer; de meekijker kent het eerste."
        ),
    ]

    private static func parts(of reason: String) -> (name: String, words: String) {
        let parts = reason.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
        return (parts.first.map(String.init) ?? "", parts.count > 1 ? String(parts[1]) : "")
    }

    /// How many messages wait; many are not counted.
    static func behind(_ count: Int, atMost limit: Int, _ say: Reader) -> String {
        count > limit ? say(Text(en: "more than", nl: "meer dan")) + " " + say.count(limit) : say.count(count)
    }
}
