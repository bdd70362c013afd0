package import Values

/// One session, from the money down to the frames it came from.
package enum SessionShow {
    /// Energy since the start at the end of a span.
    package struct CurveSpan: Sendable {
        package let from: Timestamp
        package let until: Timestamp
        package let energySoFar: Energy

        package init(from: Timestamp, until: Timestamp, energySoFar: Energy) {
            self.from = from
            self.until = until
            self.energySoFar = energySoFar
        }
    }

    /// A market price that held during a part of the session.
    package struct PriceSpan: Sendable {
        package let from: Timestamp
        package let until: Timestamp
        package let price: IndexPrice

        package init(from: Timestamp, until: Timestamp, price: IndexPrice) {
            self.from = from
            self.until = until
            self.price = price
        }
    }

    package struct TimeSpan: Sendable, Hashable {
        package let from: Timestamp
        package let until: Timestamp

        package init(from: Timestamp, until: Timestamp) {
            self.from = from
            self.until = until
        }
    }

    /// What a person decided about a held session.
    package struct Decision: Sendable {
        package let accepted: Bool
        package let reason: String
        package let by: String
        package let at: Timestamp

        package init(accepted: Bool, reason: String, by: String, at: Timestamp) {
            self.accepted = accepted
            self.reason = reason
            self.by = by
            self.at = at
        }
    }

    /// The end that a person gave a session whose stop never came.
    package struct Ending: Sendable {
        package let endedAt: Timestamp
        package let register: Energy
        package let reason: String
        package let by: String
        package let at: Timestamp

        package init(endedAt: Timestamp, register: Energy, reason: String, by: String, at: Timestamp) {
            self.endedAt = endedAt
            self.register = register
            self.reason = reason
            self.by = by
            self.at = at
        }
    }

    package struct Model: Sendable {
        package let id: SessionID
        package let chargePoint: Mention
        package let connector: Int
        package let site: Mention
        package let host: Mention
        package let zone: Zone
        package let currency: Currency
        package let state: SessionState
        package let idTag: String
        package let transactionID: Int64
        package let startedAt: Timestamp
        package let stoppedAt: Timestamp?
        package let startReceivedAt: Timestamp
        package let stopReceivedAt: Timestamp?
        package let meterStart: Energy?
        package let meterStop: Energy?
        package let energy: Energy?
        package let readingCount: Int
        package let stopReason: String
        package let flags: [SessionFlag]
        package let decisions: [Decision]
        package let curve: [CurveSpan]
        package let prices: [PriceSpan]
        package let missingPrices: [TimeSpan]
        /// The newest first.
        package let lines: [LineDetail]
        package let frames: [FrameRow]
        /// Whether the reader may accept or exclude a held session.
        package let mayDecide: Bool
        package let decisionReason: Field
        /// Its signed meter values.
        package var signed = SignedValuesCard.Model()
        /// The ends that people gave it.
        package var endings: [Ending] = []
        /// The form to end it; `nil` where that is not offered.
        package var endForm: SessionEndForm.Model?

        package init(
            id: SessionID,
            chargePoint: Mention,
            connector: Int,
            site: Mention,
            host: Mention,
            zone: Zone,
            currency: Currency,
            state: SessionState,
            idTag: String,
            transactionID: Int64,
            startedAt: Timestamp,
            stoppedAt: Timestamp?,
            startReceivedAt: Timestamp,
            stopReceivedAt: Timestamp?,
            meterStart: Energy?,
            meterStop: Energy?,
            energy: Energy?,
            readingCount: Int,
            stopReason: String,
            flags: [SessionFlag],
            decisions: [Decision],
            curve: [CurveSpan],
            prices: [PriceSpan],
            missingPrices: [TimeSpan],
            lines: [LineDetail],
            frames: [FrameRow],
            mayDecide: Bool,
            decisionReason: Field
        ) {
            self.id = id
            self.chargePoint = chargePoint
            self.connector = connector
            self.site = site
            self.host = host
            self.zone = zone
            self.currency = currency
            self.state = state
            self.idTag = idTag
            self.transactionID = transactionID
            self.startedAt = startedAt
            self.stoppedAt = stoppedAt
            self.startReceivedAt = startReceivedAt
            self.stopReceivedAt = stopReceivedAt
            self.meterStart = meterStart
            self.meterStop = meterStop
            self.energy = energy
            self.readingCount = readingCount
            self.stopReason = stopReason
            self.flags = flags
            self.decisions = decisions
            self.curve = curve
            self.prices = prices
            self.missingPrices = missingPrices
            self.lines = lines
            self.frames = frames
            self.mayDecide = mayDecide
            self.decisionReason = decisionReason
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.zone)
        let heading = say(.session) + " \(model.id)"
        return Page.app(
            heading,
            frame: frame,
            crumbs: [Crumb(say(.sessions), .sessions)],
            lead: lead(model, say)
        ) {
            SessionParts.flagNotes(model.flags, say)
            if model.state == .held { decisionForm(model, frame) }
            if let form = model.endForm { SessionEndForm.card(form, model, frame) }
            tiles(figures(model, say))
            if !model.curve.isEmpty { SessionParts.curveCard(model, say) }
            columns {
                card(say(en: "Facts", nl: "Feiten")) { facts(SessionParts.facts(model, say)) }
                card(say(en: "What happened", nl: "Wat er gebeurde")) { timeline(steps(model, say), say) }
            }
            SignedValuesCard.card(model.signed, say)
            model.lines.enumerated().map { index, line in
                LineParts.lineCard(line, isNewest: index == 0, say)
            }
            card(say(en: "Raw frames", nl: "Ruwe berichten"), actions: framesLink(model, say)) {
                frameList(model.frames, say)
            }
        }
    }

    private static func lead(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            model.chargePoint.html
            " · "
            model.site.html
            " · "
            model.host.html
        }
    }

    private static func framesLink(_ model: Model, _ say: Reader) -> HTML {
        a(.href(.sessionFrames(model.id)), .download()) { say(en: "Download as JSON", nl: "Downloaden als JSON") }
    }

    /// A host has no page of the line by itself, so its figures carry no link.
    static func figures(_ model: Model, _ say: Reader, linked: Bool = true) -> [Tile] {
        let line = model.lines.first
        let amount = line?.amount.map { say.exactAmount($0, model.currency) } ?? "–"
        let seconds = model.stoppedAt.map { $0.seconds(since: model.startedAt) }
        return [
            Tile(say(.energy), model.energy.map { say.energy($0) } ?? "–"),
            Tile(say(.duration), seconds.map { say.duration(seconds: $0) } ?? say(SessionState.open.title)),
            Tile(
                say(.amount),
                amount,
                detail: line.map { say($0.state.title) } ?? "",
                tone: line?.state == .waiting ? .caution : .neutral,
                to: linked ? line.map { .line($0.id) } : nil
            ),
            Tile(say(.state), say(model.state.title), tone: model.state == .held ? .caution : .neutral),
        ]
    }

    private static func steps(_ model: Model, _ say: Reader) -> [TimelineStep] {
        let start = TimelineStep(
            at: model.startedAt,
            say(en: "Started", nl: "Gestart"),
            detail: received(model.startReceivedAt, say),
            tone: .info
        )
        let stop = model.stoppedAt.map { at in
            TimelineStep(
                at: at,
                say(en: "Stopped", nl: "Gestopt") + (model.stopReason.isEmpty ? "" : ": " + model.stopReason),
                detail: model.stopReceivedAt.map { received($0, say) } ?? .empty,
                tone: .good
            )
        }
        let lines = model.lines.reversed().map { line in
            TimelineStep(
                at: line.recordedAt,
                say(.lineVersion(line.version)),
                detail: HTML(say(line.state.title)),
                tone: line.state.tone
            )
        }
        let decisions = model.decisions.map { decision in
            TimelineStep(
                at: decision.at,
                decision.accepted ? say(.accepted) : say(.excluded),
                detail: HTML(decision.by + ": " + decision.reason)
            )
        }
        let steps = [start] + (stop.map { [$0] } ?? []) + lines + decisions + model.endings.map { ended($0, say) }
        return steps.sorted { $0.at < $1.at }
    }

    private static func ended(_ ending: Ending, _ say: Reader) -> TimelineStep {
        TimelineStep(
            at: ending.at,
            say(SessionFlag(code: "ended_by_hand", isHolding: false).title),
            detail: HTML {
                exactMoment(ending.endedAt, say)
                ", " + say.decimal(ending.register.kWh, minimumDecimals: 0) + "\u{00A0}kWh. "
                ending.by + ": " + ending.reason
            }
        )
    }

    private static func received(_ at: Timestamp, _ say: Reader) -> HTML {
        HTML {
            say(en: "received ", nl: "ontvangen ")
            exactMoment(at, say)
        }
    }

    /// One form with two buttons: the reason is asked for both.
    private static func decisionForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard model.mayDecide else { return .empty }
        return card(say(en: "Decide about this session", nl: "Beslis over deze sessie")) {
            p { say(decisionHint) }
            postForm(frame, to: .sessionDecisions(model.id), .class("form")) {
                inputField(
                    Control("reason", Text(en: "Reason", nl: "Reden"), hint: .laterReaders),
                    model.decisionReason,
                    say
                )
                formActions {
                    decisionButton("accept", say(en: "Accept and pay", nl: "Accepteren en vergoeden"), .primary)
                    decisionButton("exclude", say(en: "Exclude from credits", nl: "Uitsluiten van vergoeding"), .danger)
                }
            }
        }
    }

    private static func decisionButton(_ value: String, _ text: String, _ style: ButtonStyle) -> HTML {
        button(.class("button", style.className), .type(.submit), .name("decision"), .value(value)) { text }
    }

    private static let decisionHint = Text(
        en:
            """
            Nothing flagged this way is paid until a person decides. The decision and its reason stay with \
            the session.
            """,
        nl: "Wat zo is gemarkeerd wordt pas vergoed als een mens beslist. Besluit en reden blijven bij de sessie staan."
    )
}

extension Text {
    static let accepted = Text(en: "Accepted", nl: "Geaccepteerd")
    static let excluded = Text(en: "Excluded", nl: "Uitgesloten")
    static func lineVersion(_ version: Int) -> Text {
        Text(en: "Journal line, version \(version)", nl: "Journaalregel, versie \(version)")
    }
}
