import Domain
import Templates
import Values

/// What the pages of sessions show, made from what the contexts know.
enum SessionModels {
    static func row(_ session: SessionSummary, _ links: PageLinks = .operatorPages) -> SessionIndex.Row {
        SessionIndex.Row(
            session: Mention("\(session.id)", links.session(session.id)),
            host: Mention(session.hostName, links.host(session.hostID)),
            site: Mention(session.siteName, links.site(session.siteID)),
            chargePoint: chargePoint(session, links),
            connector: session.connector,
            startedAt: session.startedAt,
            durationSeconds: session.stoppedAt.map { $0.seconds(since: session.startedAt) },
            energy: session.energy,
            amount: session.amount,
            currency: session.currency,
            state: state(session.standing),
            flags: session.flags.map(flag)
        )
    }

    static func show(
        _ detail: SessionDetail,
        _ frames: [SessionFrame],
        reason: Field = Field(),
        links: PageLinks = .operatorPages
    ) -> SessionShow.Model {
        let session = detail.summary
        var model = SessionShow.Model(
            id: session.id,
            chargePoint: chargePoint(session, links),
            connector: session.connector,
            site: Mention(session.siteName, links.site(session.siteID)),
            host: Mention(session.hostName, links.host(session.hostID)),
            zone: detail.zone,
            currency: session.currency,
            state: state(session.standing),
            idTag: detail.idTag,
            transactionID: session.transactionID,
            startedAt: session.startedAt,
            stoppedAt: session.stoppedAt,
            startReceivedAt: detail.startReceivedAt,
            stopReceivedAt: detail.stopReceivedAt,
            meterStart: detail.meterStart,
            meterStop: detail.meterStop,
            energy: session.energy,
            readingCount: detail.readingCount,
            stopReason: detail.stopReason,
            flags: session.flags.map(flag),
            decisions: detail.decisions.map(decision),
            curve: curve(detail),
            prices: detail.prices.known.map { .init(from: $0.from, until: $0.until, price: $0.price.price) },
            missingPrices: detail.prices.gaps.map { .init(from: $0.from, until: $0.until) },
            lines: detail.lines.map { LineModels.line($0, links) },
            frames: frames.map { frame($0, masking: links == .operatorPages ? nil : detail.idTag) },
            mayDecide: links == .operatorPages && detail.isHeld,
            decisionReason: reason
        )
        model.endings = detail.endings.map(ending)
        return model
    }

    private static func ending(_ record: EndingRecord) -> SessionShow.Ending {
        SessionShow.Ending(
            endedAt: record.ending.at,
            register: record.ending.register,
            reason: record.reason,
            by: record.by,
            at: record.at
        )
    }

    /// Energy since the start at the end of each quarter hour; flat from the last one that drew energy until the stop.
    private static func curve(_ detail: SessionDetail) -> [SessionShow.CurveSpan] {
        guard let curve = detail.curve else { return [] }
        var soFar = Energy.zero
        var spans: [SessionShow.CurveSpan] = []
        curve.forEachSlice { slice in
            soFar = soFar + slice.energy
            spans.append(.init(from: slice.from, until: slice.until, energySoFar: soFar))
        }
        if let last = spans.last?.until, let stop = detail.summary.stoppedAt, last < stop {
            spans.append(.init(from: last, until: stop, energySoFar: soFar))
        }
        return spans
    }

    private static func chargePoint(_ session: SessionSummary, _ links: PageLinks) -> Mention {
        let name = session.chargePointName.isEmpty ? session.chargePointIdentity : session.chargePointName
        return Mention(name, links.chargePoint(session.chargePointID))
    }

    private static func state(_ standing: SessionStanding) -> SessionState {
        switch standing {
        case .open: .open
        case .completed: .completed
        case .held: .held
        }
    }

    static func flag(_ flag: Domain.SessionFlag) -> Templates.SessionFlag {
        Templates.SessionFlag(code: flag.rawValue, isHolding: flag.holdsPayment)
    }

    private static func decision(_ record: DecisionRecord) -> SessionShow.Decision {
        SessionShow.Decision(
            accepted: record.decision == .accept,
            reason: record.reason,
            by: record.by,
            at: record.at
        )
    }

    /// A frame, with masked cards for hosts.
    private static func frame(_ frame: SessionFrame, masking card: String?) -> FrameRow {
        let raw = String(decoding: frame.payload, as: UTF8.self)
        return FrameRow(
            at: frame.reference.receivedAt,
            isOutgoing: frame.isOutgoing,
            action: frame.action,
            raw: card.map { CardMask.masked(raw, card: $0) } ?? raw
        )
    }

    static func problem(_ rejection: SessionDecisionRejection) -> Text {
        switch rejection {
        case .reasonMissing: .required
        case .reasonTooLong: .tooLong(Sessions.reasonLength)
        case .notHeld:
            Text(en: "Nobody needs to decide about this session.", nl: "Over deze sessie hoeft niemand te beslissen.")
        case .energyUnknown:
            Text(
                en: "This session cannot be paid: its energy or times are not known. It can only be excluded.",
                nl:
                    "Deze sessie kan niet worden vergoed: energie of tijden zijn onbekend. U kunt haar alleen uitsluiten."
            )
        }
    }
}
