import Domain
import Templates
import Values

/// What a platform behind us said to a charge point, in words that an installer understands.
enum UpstreamProblems {
    static func advice(_ refusal: RefusedHandshake, _ identity: String, _ side: ConnectSide) -> Text {
        switch refusal.reason {
        case .upstreamNoProtocol: noProtocol
        case .upstreamUnreachable: unreachable(refusal.detail)
        default: refused(Int(refusal.detail) ?? 0, identity, side)
        }
    }

    /// By the HTTP status of the answer.
    private static func refused(_ status: Int, _ identity: String, _ side: ConnectSide) -> Text {
        switch status {
        case 401 where side == .hosts:
            Text(
                en:
                    "The platform wants another password for \(identity): enter in the charge point the one the platform knows.",
                nl:
                    "Het platform wil voor \(identity) een ander wachtwoord: stel in het laadpunt het wachtwoord in dat het platform kent."
            )
        case 300..<400 where side == .hosts:
            Text(
                en: "The platform has moved: ask there for its new address and tell it to us.",
                nl: "Het platform is verhuisd: vraag daar het nieuwe adres en geef het aan ons door."
            )
        case 401:
            Text(
                en:
                    "The platform wants another password for \(identity): enter in the charge point the one the platform knows, or let us send it on the charge point's page.",
                nl:
                    "Het platform wil voor \(identity) een ander wachtwoord: stel in het laadpunt het wachtwoord in dat het platform kent, of laat ons het sturen op de pagina van het laadpunt."
            )
        case 403:
            Text(
                en:
                    "The platform knows \(identity) but does not let it in: ask there whether it is switched off, or bound to another address or certificate.",
                nl:
                    "Het platform kent \(identity) maar laat het niet toe: vraag daar of het uitgezet is, of aan een ander adres of certificaat gebonden."
            )
        case 404:
            Text(
                en:
                    "The platform does not know \(identity) at this address: check the identity, capitals included, and the address it had before.",
                nl:
                    "Het platform kent \(identity) niet op dit adres: controleer de identiteit, ook hoofdletters, en het vorige adres."
            )
        case 429, 500...:
            Text(
                en: "The platform is too busy or down at the moment. The charge point tries again by itself.",
                nl: "Het platform is te druk of ligt eruit. Het laadpunt probeert het vanzelf opnieuw."
            )
        case 300..<400:
            Text(
                en: "The platform has moved: ask there for its new address and enter it as the back-office's.",
                nl: "Het platform is verhuisd: vraag daar het nieuwe adres en stel dat in bij de backoffice."
            )
        default:
            Text(
                en: "Check the address it had before, and whether the platform knows this identity and password.",
                nl: "Controleer het vorige adres, en of het platform deze identiteit en dit wachtwoord kent."
            )
        }
    }

    /// By the kind of failure.
    private static func unreachable(_ kind: String) -> Text {
        switch kind {
        case "tls":
            Text(
                en:
                    "Its certificate is not trusted here, or it speaks no TLS: check wss or ws, and the authorities of the back-office.",
                nl:
                    "Het certificaat wordt hier niet vertrouwd, of het spreekt geen TLS: controleer wss of ws, en de autoriteiten van de backoffice."
            )
        case "timed_out":
            Text(
                en: "It did not answer within five seconds: check host and port. The charge point keeps its messages.",
                nl:
                    "Het gaf binnen vijf seconden geen antwoord: controleer host en poort. Het laadpunt bewaart zijn berichten."
            )
        case "malformed":
            Text(
                en: "What answered is no OCPP server: check host, port and path of the address it had before.",
                nl: "Wat antwoordde is geen OCPP-server: controleer host, poort en pad van het vorige adres."
            )
        default:
            Text(
                en: "Check the address it had before: host, port, and ws or wss. It keeps its messages meanwhile.",
                nl: "Controleer het vorige adres: host, poort en ws of wss. Het bewaart intussen zijn berichten."
            )
        }
    }

    private static let noProtocol = Text(
        en: "Choose in the charge point the version of OCPP that the platform speaks, most often 1.6 JSON.",
        nl: "Kies in het laadpunt de OCPP-versie die het platform spreekt, meestal 1.6 JSON."
    )
}
