package import Postgres
package import Values

/// Everything that is known of one session, from its money down to the frames it came from.
package struct SessionDetail: Sendable {
    package let summary: SessionSummary
    /// The zone of the site, in which its days are cut.
    package let zone: Zone
    /// The bidding zone of the site.
    package let biddingZone: String
    package let idTag: String
    package let stopIDTag: String
    package let stopReason: String
    package let meterStart: Energy?
    package let meterStop: Energy?
    package let readingCount: Int
    package let isHeld: Bool
    package let revision: Int
    package let startReceivedAt: Timestamp
    package let stopReceivedAt: Timestamp?
    /// What the register showed when it was last told, and when.
    package let lastReading: RegisterPoint?
    /// The register over time, in order; at most ``Sessions/readingLimit``.
    package var readings: [RegisterPoint] = []
    /// What people decided, the newest first.
    package var decisions: [DecisionRecord] = []
    /// The ends that people gave it, the newest first.
    package var endings: [EndingRecord] = []
    /// The versions of its journal line, the newest first.
    package var lines: [LineVersion] = []
    /// The market's prices while it lasted, and where there are none.
    package var prices = PriceSpans()

    /// The register over time; of an open session as far as its readings reach; `nil` when it cannot be drawn.
    package var curve: MeterCurve? {
        guard let meterStart, let end = lastPoint, end.register >= meterStart, end.at > summary.startedAt else {
            return nil
        }
        let start = RegisterPoint(at: summary.startedAt, register: meterStart)
        return MeterCurve(start: start, readings: readings, stop: end)
    }

    private var lastPoint: RegisterPoint? {
        guard let stoppedAt = summary.stoppedAt else { return readings.last }
        return meterStop.map { RegisterPoint(at: stoppedAt, register: $0) }
    }
}

/// What a person decided about a held session.
package struct DecisionRecord: Hashable, Sendable {
    package let decision: SessionDecision
    package let reason: String
    /// The person's name; empty for work of the installation.
    package let by: String
    package let at: Timestamp
}

/// A raw frame behind a session.
package struct SessionFrame: Hashable, Sendable {
    package let reference: FrameReference
    package let isOutgoing: Bool
    /// The action of a call, else the kind of message.
    package let action: String
    /// Byte for byte as on the wire.
    package let payload: [UInt8]
}

extension Sessions {
    /// Readings of one session that are loaded: a quarter-hourly meter over seven months.
    package static let readingLimit = 20_000
    /// Frames that a page lists: a quarter-hourly meter over ten days; the download has all.
    package static let frameLimit = 1_000
    /// The longest session over which prices are drawn, in days; a wrong clock may claim years.
    package static let drawnDays: Int64 = 31

    /// One session with its readings, decisions, lines and prices.
    ///
    /// - Throws: ``NotFound`` also for another operator's or another host's session, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: SessionID, in tx: Transaction) async throws -> SessionDetail {
        let operatorID = try scope.requireOperator()
        let statement = FindSession(operatorID: operatorID, id: id, hostID: scope.hostID)
        guard var detail = try await tx.first(statement) else { throw NotFound("session") }
        detail.readings = try await tx.all(ReadingsOfSession(operatorID: operatorID, session: id, limit: readingLimit))
        detail.decisions = try await tx.all(DecisionsOfSession(operatorID: operatorID, session: id))
        detail.endings = try await tx.all(EndingsOfSession(operatorID: operatorID, session: id))
        detail.lines = try await tx.all(LineVersions(operatorID: operatorID, session: id))
        detail.prices = try await prices(of: detail, in: tx)
        return detail
    }

    /// The end that a person may confirm or change; `nil` while the session cannot be ended by hand.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func proposedEnding(
        _ scope: Scope,
        _ id: SessionID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> SessionEnding? {
        try scope.require(.operatorAdmin, .operatorFinance)
        let find = FindSessionRecord(operatorID: try scope.requireOperator(), id: id)
        return try await tx.first(find)?.proposedEnding(at: now)
    }

    /// The raw frames of a session in the order of their arrival: those that began and ended it, and its readings'.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`, and whatever the closure throws.
    package static func forEachFrame(
        _ scope: Scope,
        _ id: SessionID,
        in tx: Transaction,
        _ body: (SessionFrame) async throws -> Void
    ) async throws {
        let all = try await frameStatement(scope, id, limit: .max, in: tx)
        for try await frame in tx.stream(all) { try await body(frame) }
    }

    /// The first raw frames of a session, at most ``frameLimit``.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func frames(_ scope: Scope, _ id: SessionID, in tx: Transaction) async throws -> [SessionFrame] {
        try await tx.all(try await frameStatement(scope, id, limit: frameLimit, in: tx))
    }

    /// Frames carry no host, so the session is looked up within the scope first.
    private static func frameStatement(
        _ scope: Scope,
        _ id: SessionID,
        limit: Int,
        in tx: Transaction
    ) async throws -> FramesOfSession {
        let operatorID = try scope.requireOperator()
        let find = FindSessionPlace(operatorID: operatorID, id: id, hostID: scope.hostID)
        guard let place = try await tx.first(find) else { throw NotFound("session") }
        return FramesOfSession(operatorID: operatorID, session: id, place: place, limit: limit)
    }

    /// Gaps count only where the price of the hour matters.
    private static func prices(of detail: SessionDetail, in tx: Transaction) async throws -> PriceSpans {
        let from = detail.summary.startedAt
        guard let until = detail.summary.stoppedAt ?? detail.readings.last?.at, until > from,
            until.seconds(since: from) <= drawnDays * 86_400
        else { return PriceSpans() }
        let terms = detail.lines.first?.detail.terms
        let zone = terms?.supply.zone ?? detail.biddingZone
        let first = from.floored(toMinutes: 60)
        let known = try await tx.all(
            PricesOfSpan(zone: zone, currency: detail.summary.currency, from: first, until: until)
        )
        var spans = PriceSpans(ZonePrices(known), from: from, until: until)
        if terms?.supply.zone == nil { spans.gaps = [] }
        return spans
    }
}
