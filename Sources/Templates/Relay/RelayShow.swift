package import Values

/// A charge point's way to its back-office: what passes, what was noticed, and where it may be changed.
package enum RelayShow {
    /// What passes now, with the proof that we only listen.
    package struct Passage: Sendable {
        package let upstream: String
        package let url: String
        package let mode: Text
        package let since: Timestamp
        package let up: Int
        package let down: Int
        package let ownCalls: Int
        package let lastAt: Timestamp?
        /// What happens while the back-office is away.
        package let absence: Text

        package init(
            upstream: String,
            url: String,
            mode: Text,
            since: Timestamp,
            up: Int,
            down: Int,
            ownCalls: Int,
            lastAt: Timestamp?,
            absence: Text
        ) {
            self.upstream = upstream
            self.url = url
            self.mode = mode
            self.since = since
            self.up = up
            self.down = down
            self.ownCalls = ownCalls
            self.lastAt = lastAt
            self.absence = absence
        }
    }

    /// Something that was noticed and not blocked.
    package struct Event: Sendable {
        package let at: Timestamp
        package let code: String
        package let detail: String

        package init(at: Timestamp, code: String, detail: String) {
            self.at = at
            self.code = code
            self.detail = detail
        }
    }

    package struct Model: Sendable {
        package let id: ChargePointID
        package let name: String
        package let zone: Zone
        /// `nil` when the charge point is ours.
        package let passage: Passage?
        package let events: [Event]
        package let observers: [ObserverIndex.Row]
        /// Messages that wait for an observer are counted up to here.
        package let countedMessages: Int
        package let upstream: Field
        package let upstreams: [Choice]
        package let authorization: Field
        package let authorizations: [Choice]
        package let password: Field
        package let absence: Field
        package let absences: [Choice]
        package let unknownTokens: Field
        package let bootsAgain: Field
        package let mayEdit: Bool

        package init(
            id: ChargePointID,
            name: String,
            zone: Zone,
            passage: Passage?,
            events: [Event],
            observers: [ObserverIndex.Row],
            countedMessages: Int,
            upstream: Field,
            upstreams: [Choice],
            authorization: Field,
            authorizations: [Choice],
            password: Field,
            absence: Field,
            absences: [Choice],
            unknownTokens: Field,
            bootsAgain: Field,
            mayEdit: Bool
        ) {
            self.id = id
            self.name = name
            self.zone = zone
            self.passage = passage
            self.events = events
            self.observers = observers
            self.countedMessages = countedMessages
            self.upstream = upstream
            self.upstreams = upstreams
            self.authorization = authorization
            self.authorizations = authorizations
            self.password = password
            self.absence = absence
            self.absences = absences
            self.unknownTokens = unknownTokens
            self.bootsAgain = bootsAgain
            self.mayEdit = mayEdit
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.zone)
        let crumbs = [Crumb(say(.chargePoints), .chargePoints)]
        return Page.app(model.name, frame: frame, crumbs: crumbs) {
            chargePointTabs(model.id, .relay, say)
            formErrors([model.upstream, model.authorization, model.password, model.absence], say)
            if let passage = model.passage {
                card(say(passes)) {
                    facts(passageFacts(passage, say))
                    p { a(.href(.chargePointOutbox(model.id))) { say(outbox) } }
                }
            }
            if model.mayEdit { card(say(change)) { form(model, frame, say) } }
            ObserverIndex.table(model.observers, countedMessages: model.countedMessages, say)
            p { a(.href(.chargePointObservers(model.id))) { say(observers) } }
            tableCard(say(noticed)) {
                if model.events.isEmpty {
                    emptyState(say(en: "Nothing noticed", nl: "Niets opgemerkt"), say(nothing))
                } else {
                    plainTable(say(noticed), eventColumns(say), model.events)
                }
            }
        }
    }

    private static func passageFacts(_ passage: Passage, _ say: Reader) -> [Fact] {
        [
            Fact(say(.upstream), passage.upstream),
            Fact(say(en: "Address", nl: "Adres"), passage.url),
            Fact(say(en: "Credentials", nl: "Inloggegevens"), say(passage.mode)),
            Fact(say(en: "Since", nl: "Sinds"), exactMoment(passage.since, say)),
            Fact(say(en: "Messages of the charge point", nl: "Berichten van het laadpunt"), say.count(passage.up)),
            Fact(say(en: "Messages of the back-office", nl: "Berichten van de backoffice"), say.count(passage.down)),
            Fact(
                say(en: "Commands of ours", nl: "Opdrachten van ons"),
                badge(say.count(passage.ownCalls), passage.ownCalls == 0 ? .good : .bad)
            ),
            Fact(
                say(en: "Last message", nl: "Laatste bericht"),
                passage.lastAt.map { exactMoment($0, say) } ?? HTML("–")
            ),
            Fact(say(absenceTitle), say(passage.absence)),
        ]
    }

    private static func form(_ model: Model, _ frame: PageFrame, _ say: Reader) -> HTML {
        HTML {
            postForm(frame, to: .chargePointRelay(model.id), .class("form")) {
                selectField(Control("upstream", .upstream, hint: upstreamHint), model.upstreams, model.upstream, say)
                radioField(Control("authorization", authorizationTitle), model.authorizations, model.authorization, say)
                inputField(
                    Control("password", passwordTitle, hint: passwordHint, type: .password).optional
                        .autocomplete("off"),
                    model.password,
                    say
                )
                radioField(Control("absence", absenceTitle, hint: absenceHint), model.absences, model.absence, say)
                checkField(Control("unknown_tokens", unknownTokens, hint: unknownTokensHint), model.unknownTokens, say)
                checkField(Control("boots_again", bootsAgain, hint: bootsAgainHint), model.bootsAgain, say)
                formActions { submitButton(say(en: "Send through from now on", nl: "Vanaf nu doorleiden")) }
            }
            if model.passage != nil {
                actionButton(
                    frame,
                    say(en: "Make it ours", nl: "Maak het van ons"),
                    to: .chargePointRelayEnd(model.id),
                    style: .danger,
                    confirm: endQuestion
                )
            }
        }
    }

    private static func eventColumns(_ say: Reader) -> [Column<Event>] {
        [
            Column(say(en: "When", nl: "Wanneer")) { event in exactMoment(event.at, say) },
            Column(say(en: "What", nl: "Wat")) { event in
                div {
                    say(NoticeWords.text(event.code))
                    small { event.detail }
                }
            },
        ]
    }

    private static let passes = Text(
        en: "Passed on unchanged; commands go through the back-office",
        nl: "Ongewijzigd doorgegeven; opdrachten gaan via de backoffice"
    )
    private static let change = Text(en: "Where it goes on to", nl: "Waar het heen gaat")
    private static let noticed = Text(en: "Noticed, not blocked", nl: "Opgemerkt, niet tegengehouden")
    private static let nothing = Text(
        en: "A back-office that refuses, moves or re-keys the charge point shows up here.",
        nl: "Een backoffice die het laadpunt weigert, verplaatst of een nieuwe sleutel geeft, verschijnt hier."
    )
    private static let upstreamHint = Text(
        en: "The charge point keeps its own identity; set our address in it in the place of this one.",
        nl: "Het laadpunt houdt zijn identiteit; stel er ons adres in op de plek van dit adres."
    )
    private static let authorizationTitle = Text(
        en: "What the back-office sees as credentials",
        nl: "Wat de backoffice als inloggegevens ziet"
    )
    private static let passwordTitle = Text(en: "Key at the back-office", nl: "Sleutel bij de backoffice")
    private static let passwordHint = Text(
        en: "Only when other credentials are shown; kept sealed and never shown again.",
        nl: "Alleen bij andere inloggegevens; verzegeld bewaard en nooit meer getoond."
    )
    private static let outbox = Text(
        en: "What the back-office was not told yet",
        nl: "Wat de backoffice nog niet weet"
    )
    private static let observers = Text(
        en: "Who else is told what it says",
        nl: "Wie nog meer hoort wat het zegt"
    )
    private static let absenceTitle = Text(
        en: "While the back-office is away",
        nl: "Terwijl de backoffice weg is"
    )
    private static let absenceHint = Text(
        en: "Answering here deviates from the protocol: who pays for a session that the back-office refuses later?",
        nl: "Hier antwoorden wijkt af van het protocol: wie betaalt een sessie die de backoffice later weigert?"
    )
    private static let unknownTokens = Text(
        en: "Cards that the back-office never spoke of may charge meanwhile",
        nl: "Passen waarover de backoffice nooit iets zei, mogen dan laden"
    )
    private static let unknownTokensHint = Text(
        en: "Only when we answer; others get the last verdict of the back-office.",
        nl: "Alleen als wij antwoorden; andere krijgen het laatste oordeel van de backoffice."
    )
    private static let bootsAgain = Text(
        en: "When it is back, begin with the last boot",
        nl: "Begin met de laatste opstart als hij terug is"
    )
    private static let bootsAgainHint = Text(
        en: "Only when we answer, for back-offices that take nothing before one.",
        nl: "Alleen als wij antwoorden, voor backoffices die daarvoor niets aannemen."
    )
    private static let endQuestion = Text(
        en: "We answer the charge point ourselves from its next connection on. Go on?",
        nl: "Vanaf de volgende verbinding antwoorden wij zelf. Doorgaan?"
    )
}
