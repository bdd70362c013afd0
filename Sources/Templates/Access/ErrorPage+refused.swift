extension ErrorPage {
    /// What programs and old browsers send rather than people: each with the sentence that is true of it.
    package enum Refused: Sendable, Hashable {
        /// 401: nobody is signed in.
        case signInFirst
        /// 405: the address is there for other methods, which are named.
        case methodNotAllowed(String)
        /// 408: the request did not come in time.
        case tooSlow
        /// 411: the body's length was not told.
        case lengthMissing
        /// 414: the address is too long.
        case addressTooLong
        /// 415: the content is of a kind that is not taken.
        case unknownContent
        /// 417: something was expected of the server that it does not do.
        case expectation
        /// 426: the address is for charge points.
        case upgradeRequired
        /// 431: there are too many header fields, cookies among them, or too large ones.
        case headersTooLarge
        /// 501: the request is made in a way that is not spoken here.
        case notSpoken
        /// Any other status.
        case other(Int)

        /// The refusal of a status; `methods` are those that an address is there for.
        package init(status: Int, methods: String) {
            self =
                switch status {
                case 401: .signInFirst
                case 405: .methodNotAllowed(methods)
                case 408: .tooSlow
                case 411: .lengthMissing
                case 414: .addressTooLong
                case 415: .unknownContent
                case 417: .expectation
                case 426: .upgradeRequired
                case 431: .headersTooLarge
                case 501: .notSpoken
                default: .other(status)
                }
        }

        package var status: Int {
            switch self {
            case .signInFirst: 401
            case .methodNotAllowed: 405
            case .tooSlow: 408
            case .lengthMissing: 411
            case .addressTooLong: 414
            case .unknownContent: 415
            case .expectation: 417
            case .upgradeRequired: 426
            case .headersTooLarge: 431
            case .notSpoken: 501
            case .other(let status): status
            }
        }
    }
}

extension ErrorPage.Refused {
    var heading: Text {
        switch self {
        case .signInFirst: Text(en: "Please sign in", nl: "Log eerst in")
        case .methodNotAllowed: Text(en: "This cannot be done here", nl: "Dit kan hier niet")
        case .tooSlow: Text(en: "This took too long", nl: "Dit duurde te lang")
        case .addressTooLong: Text(en: "This address is too long", nl: "Dit adres is te lang")
        case .headersTooLarge: Text(en: "This is too large", nl: "Dit is te groot")
        case .upgradeRequired: Text(en: "This address is for charge points", nl: "Dit adres is voor laadpunten")
        case .lengthMissing, .unknownContent, .expectation, .notSpoken, .other:
            Text(en: "This is not taken here", nl: "Dit wordt hier niet aangenomen")
        }
    }

    var explanation: Text {
        switch self {
        case .signInFirst:
            Text(en: "This page is for people who are signed in.", nl: "Deze pagina is voor wie is ingelogd.")
        case .methodNotAllowed(let methods):
            Text(
                en: "The address exists, but not for this kind of request. Allowed here: \(methods).",
                nl: "Het adres bestaat, maar niet voor dit soort verzoek. Hier mag: \(methods)."
            )
        case .tooSlow:
            Text(
                en: "The request did not come in whole in time. Check your connection and try again.",
                nl: "Het verzoek kwam niet op tijd helemaal binnen. Controleer uw verbinding en probeer het opnieuw."
            )
        case .lengthMissing:
            Text(
                en: "The request does not say how long its content is (Content-Length).",
                nl: "Het verzoek zegt niet hoe lang de inhoud is (Content-Length)."
            )
        case .addressTooLong:
            Text(
                en: "The address with everything behind it is longer than we take. Use fewer filters.",
                nl: "Het adres met alles erachter is langer dan wij aannemen. Gebruik minder filters."
            )
        case .unknownContent:
            Text(
                en: "A form is expected here, and something else was sent.",
                nl: "Hier wordt een formulier verwacht, en er werd iets anders gestuurd."
            )
        case .expectation: ErrorPage.Refused.expectationText
        case .upgradeRequired: ErrorPage.Refused.upgradeText
        case .headersTooLarge: ErrorPage.Refused.headersText
        case .notSpoken:
            Text(
                en: "The request is made in a way that this server does not know (method or Transfer-Encoding).",
                nl: "Het verzoek is gedaan op een manier die deze server niet kent (methode of Transfer-Encoding)."
            )
        case .other:
            Text(
                en: "The request was understood, but it is not answered as it was sent.",
                nl: "Het verzoek is begrepen, maar wordt zo niet beantwoord."
            )
        }
    }

    private static let expectationText = Text(
        en: "The request expects something of the server that it does not do (Expect).",
        nl: "Het verzoek verwacht iets van de server dat deze niet doet (Expect)."
    )
    private static let upgradeText = Text(
        en: "Charge points connect here by WebSocket; there is no page to see.",
        nl: "Laadpunten maken hier verbinding via WebSocket; er is geen pagina te zien."
    )
    private static let headersText = Text(
        en: "Your browser sends more with its request than we take. Deleting the cookies of this site may help.",
        nl: "Uw browser stuurt meer mee dan wij aannemen. Cookies van deze site wissen kan helpen."
    )
}
