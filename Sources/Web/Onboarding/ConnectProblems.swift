import Domain
import Templates
import Values

/// Refusals of charge points in words that an installer understands, the latest kind of each first.
enum ConnectProblems {
    static func problems(
        _ refused: [RefusedHandshake],
        of identity: String,
        for side: ConnectSide
    ) -> [ConnectWait.Problem] {
        var seen: Set<String> = []
        // Having to wait says nothing new where the reason for it is known.
        let telling = refused.contains { $0.reason != .tooMany } ? refused.filter { $0.reason != .tooMany } : refused
        return telling.compactMap { refusal in
            let shown = shown(refusal)
            guard seen.insert(refusal.reason.rawValue + refusal.detail + shown).inserted else { return nil }
            return ConnectWait.Problem(
                title: title(refusal.reason),
                advice: advice(refusal, identity, side),
                seen: shown,
                count: Int(refusal.count),
                lastAt: refusal.lastAt
            )
        }
    }

    private static func shown(_ refusal: RefusedHandshake) -> String {
        switch refusal.reason {
        case .unknownIdentity: refusal.identity
        case .tlsFailed: ""
        default: refusal.detail
        }
    }

    private static func title(_ reason: RefusedHandshake.Reason) -> Text {
        switch reason {
        case .unknownIdentity:
            Text(en: "It calls itself differently", nl: "Het noemt zich anders")
        case .noCredentials: Text(en: "It sends no password", nl: "Het stuurt geen wachtwoord")
        case .wrongKey: Text(en: "It sends another key", nl: "Het stuurt een andere sleutel")
        case .noSubprotocol: Text(en: "It names no protocol", nl: "Het noemt geen protocol")
        case .otherSubprotocol: Text(en: "It speaks another protocol", nl: "Het spreekt een ander protocol")
        case .tooMany: Text(en: "It tried too often", nl: "Het probeerde het te vaak")
        case .notReady: Text(en: "We could not take it at the moment", nl: "Wij konden het even niet aannemen")
        case .tlsFailed:
            Text(
                en: "A device could not set up TLS; it may be this one",
                nl: "Een apparaat kwam niet door TLS; misschien dit"
            )
        case .upstreamRefused: Text(en: "The platform turned it away", nl: "Het platform wees het af")
        case .upstreamUnreachable: Text(en: "The platform cannot be reached", nl: "Het platform is niet bereikbaar")
        case .upstreamNoProtocol:
            Text(en: "The platform speaks another protocol", nl: "Het platform spreekt een ander protocol")
        }
    }

    private static func advice(_ refusal: RefusedHandshake, _ identity: String, _ side: ConnectSide) -> Text {
        switch refusal.reason {
        case .unknownIdentity:
            Text(
                en:
                    "Set its identity to \(identity) exactly, capitals and hyphens included, and only once in the address.",
                nl:
                    "Stel de identiteit precies in op \(identity), met hoofdletters en streepjes, en maar één keer in het adres."
            )
        case .noCredentials:
            Text(
                en:
                    "Put the key into the field for the password (AuthorizationKey, HTTP Basic), and choose security profile 1 or 2.",
                nl:
                    "Zet de sleutel in het veld voor het wachtwoord (AuthorizationKey, HTTP Basic) en kies beveiligingsprofiel 1 of 2."
            )
        case .wrongKey: side == .operators ? wrongKey : wrongKeyForHosts
        case .noSubprotocol: side == .operators ? noSubprotocol : noSubprotocolForHosts
        case .otherSubprotocol:
            Text(
                en: "Choose OCPP 1.6 JSON (not SOAP, and no version that is not spoken here).",
                nl: "Kies OCPP 1.6 JSON (geen SOAP, en geen versie die hier niet wordt gesproken)."
            )
        case .tooMany:
            Text(
                en: "After five refusals it has to wait a minute. Correct its settings first.",
                nl: "Na vijf weigeringen moet het een minuut wachten. Verbeter eerst de instellingen."
            )
        case .notReady:
            Text(
                en: "It will try again by itself; nothing is to be done at the charge point.",
                nl: "Het probeert het vanzelf opnieuw; aan het laadpunt hoeft niets te gebeuren."
            )
        case .tlsFailed: tlsAdvice(refusal.detail)
        case .upstreamRefused, .upstreamUnreachable, .upstreamNoProtocol:
            UpstreamProblems.advice(refusal, identity, side)
        }
    }

    private static let wrongKey = Text(
        en:
            "Copy the key again without blanks, or make a new one on the page of the charge point. The user name is the identity.",
        nl:
            "Kopieer de sleutel opnieuw zonder spaties, of maak een nieuwe op de pagina van het laadpunt. De gebruikersnaam is de identiteit."
    )
    private static let wrongKeyForHosts = Text(
        en: "Copy the key again without blanks, or use a new one. The user name is the identity.",
        nl: "Kopieer de sleutel opnieuw zonder spaties, of gebruik een nieuwe. De gebruikersnaam is de identiteit."
    )
    private static let noSubprotocol = Text(
        en:
            "Choose OCPP 1.6 JSON. Older models that cannot name it are let in with a tick in the charge point's settings here.",
        nl:
            "Kies OCPP 1.6 JSON. Oudere modellen die dat niet kunnen noemen, laat u toe met een vinkje bij het laadpunt hier."
    )
    private static let noSubprotocolForHosts = Text(
        en: "Choose OCPP 1.6 JSON. Older models that cannot name it have to be let in by us: tell us the identity.",
        nl: "Kies OCPP 1.6 JSON. Oudere modellen die dat niet kunnen noemen laten wij toe: meld ons de identiteit."
    )

    private static func tlsAdvice(_ kind: String) -> Text {
        switch kind {
        case "not_tls":
            Text(
                en: "It spoke without TLS: the address must begin with wss://, not ws://.",
                nl: "Het sprak zonder TLS: het adres moet met wss:// beginnen, niet met ws://."
            )
        case "certificate":
            Text(
                en: "It does not trust our certificate: load the root certificate into it, and set its clock.",
                nl: "Het vertrouwt ons certificaat niet: laad het rootcertificaat erin, en zet de klok goed."
            )
        case "version":
            Text(
                en: "It knows only old TLS; 1.2 is the least. Update its firmware.",
                nl: "Het kent alleen oude TLS; 1.2 is het minste. Werk de firmware bij."
            )
        default:
            Text(
                en:
                    "The handshake broke off, most often because it does not trust our certificate or its clock is wrong.",
                nl: "De handdruk brak af, meestal omdat het ons certificaat niet vertrouwt of de klok verkeerd staat."
            )
        }
    }
}
