/// The page for everything that did not go as wanted: what happened, what to do, and an id to quote.
package enum ErrorPage {
    package enum Kind: Sendable, Hashable {
        /// 400: what was sent cannot be understood, with the reason.
        case badRequest(Text)
        /// 403: signed in, but not allowed.
        case forbidden
        /// 403: a form of a session that has ended, or of another site.
        case staleForm(StaleForm)
        /// 404: no such page, or not of this tenant.
        case notFound
        /// 409: something changed in the meantime, with what.
        case conflict(Text)
        /// 413: the upload is too large.
        case tooLarge
        /// 429: too many attempts.
        case tooMany(retryAfterSeconds: Int64)
        /// 500: our fault.
        case fault
        /// 503: the database is away for a moment.
        case unavailable
        /// 503: too much at once, or the process is on its way out.
        case busy
        /// Every other answer to a request that is not taken as it is.
        case refused(Refused)

        package var status: Int {
            switch self {
            case .badRequest: 400
            case .forbidden, .staleForm: 403
            case .notFound: 404
            case .conflict: 409
            case .tooLarge: 413
            case .tooMany: 429
            case .fault: 500
            case .unavailable, .busy: 503
            case .refused(let refused): refused.status
            }
        }
    }

    package struct Model: Sendable {
        package let kind: Kind
        /// The request's id as in the log.
        package let requestID: String
        /// The page with the form that was sent, where it is known.
        package let back: Link?

        package init(kind: Kind, requestID: String, back: Link? = nil) {
            self.kind = kind
            self.requestID = requestID
            self.back = back
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let (heading, explanation) = words(model.kind, say)
        // Who is signed in keeps the menu; the page inside it prints the heading itself.
        guard frame.user == nil else {
            return Page.app(heading, frame: frame) { whole(model, .empty, explanation, frame) }
        }
        return Page.plain(heading, frame: frame) { whole(model, h1 { heading }, explanation, frame) }
    }

    private static func whole(_ model: Model, _ heading: HTML, _ explanation: String, _ frame: PageFrame) -> HTML {
        section(.class("oops")) {
            p(.class("oops__code")) { String(model.kind.status) }
            heading
            p { explanation }
            if case .staleForm(let form) = model.kind {
                form.html(frame)
            } else {
                div(.class("oops__actions")) { ways(model, frame) }
            }
            if !model.requestID.isEmpty { requestLine(model.requestID, frame.say) }
        }
    }

    private static func ways(_ model: Model, _ frame: PageFrame) -> HTML {
        HTML {
            if let back = model.back {
                linkButton(frame.say(en: "Back to the form", nl: "Terug naar het formulier"), to: back, style: .primary)
            }
            let first = frame.say(en: "To the first page", nl: "Naar de eerste pagina")
            linkButton(first, to: frame.start, style: model.back == nil ? .primary : .secondary)
            if frame.user == nil, frame.embedding == nil { linkButton(frame.say(.signIn), to: .signIn) }
        }
    }

    private static func requestLine(_ id: String, _ say: Reader) -> HTML {
        p(.class("soft")) {
            small {
                say(en: "If you ask us about it, mention ", nl: "Noem bij een vraag hierover ")
                code { id }
            }
        }
    }

    private static func words(_ kind: Kind, _ say: Reader) -> (String, String) {
        switch kind {
        case .badRequest(let reason): (say(badRequest), say(reason))
        case .forbidden: (say(forbidden.0), say(forbidden.1))
        case .staleForm(let form): (say(form.cause.heading), say(form.cause.explanation))
        case .notFound: (say(notFound.0), say(notFound.1))
        case .conflict(let reason): (say(conflict), say(reason))
        case .tooLarge: (say(tooLarge.0), say(tooLarge.1))
        case .tooMany(let seconds): (say(tooMany), say(waitFor(say.duration(seconds: seconds))))
        case .fault: (say(fault.0), say(fault.1))
        case .unavailable: (say(unavailable.0), say(unavailable.1))
        case .busy: (say(busy.0), say(busy.1))
        case .refused(let refused): (say(refused.heading), say(refused.explanation))
        }
    }
}

// The wording of each kind.
extension ErrorPage {
    private static let badRequest = Text(en: "This could not be understood", nl: "Dit kon niet worden begrepen")
    private static let conflict = Text(en: "Something changed in the meantime", nl: "Intussen is iets veranderd")
    private static let forbidden = (
        Text(en: "This is not open to you", nl: "Dit is niet voor u toegankelijk"),
        Text(
            en: "Your role does not allow it. An administrator of your operator can change that.",
            nl: "Uw rol laat het niet toe. Een beheerder van uw exploitant kan dat veranderen."
        )
    )
    private static let notFound = (
        Text(en: "There is no such page", nl: "Deze pagina bestaat niet"),
        Text(
            en: "The address may be mistyped, or the thing it leads to belongs to somebody else.",
            nl: "Het adres is misschien verkeerd getypt, of hoort bij iets van een ander."
        )
    )
    private static let tooLarge = (
        Text(en: "This is too large", nl: "Dit is te groot"),
        Text(en: "What you sent is larger than we take.", nl: "Wat u stuurde is groter dan wij aannemen.")
    )
    private static let tooMany = Text(en: "Too many attempts", nl: "Te veel pogingen")
    private static func waitFor(_ duration: String) -> Text {
        Text(en: "Please try again in \(duration).", nl: "Probeer het over \(duration) opnieuw.")
    }
    private static let fault = (
        Text(en: "Something went wrong on our side", nl: "Bij ons ging iets mis"),
        Text(
            en: "Nothing was changed by it. The fault is in our log with the number below.",
            nl: "Er is daardoor niets veranderd. De fout staat met het nummer hieronder in ons logboek."
        )
    )
    private static let unavailable = (
        Text(en: "Back in a moment", nl: "Zo terug"),
        Text(
            en:
                """
                The database is not reachable right now. Charge points keep working; what they report is kept \
                and will appear.
                """,
            nl:
                """
                De database is even niet bereikbaar. Laadpunten werken door; wat zij melden wordt bewaard en \
                verschijnt vanzelf.
                """
        )
    )
    private static let busy = (
        Text(en: "Back in a moment", nl: "Zo terug"),
        Text(
            en: "More is asked at once than can be answered. Please try again in a few seconds.",
            nl: "Er wordt meer tegelijk gevraagd dan beantwoord kan worden. Probeer het over een paar seconden opnieuw."
        )
    )
}
