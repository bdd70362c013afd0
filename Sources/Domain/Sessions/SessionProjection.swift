import OCPP
package import Values

/// A reading kept for a session.
package struct ProjectedReading: Hashable, Sendable {
    /// The session.
    package let naturalKey: String
    /// The frame it came in.
    package let reference: FrameReference
    /// Its place in the frame, from 0.
    package let ordinal: Int
    /// When it was taken.
    package let sampledAt: Timestamp
    /// What the register showed.
    package let register: Energy
    /// Why it was taken, as the charge point said.
    package let context: String
}

/// A frame that began or ended a session.
package struct ProjectedFrame: Hashable, Sendable {
    /// What the frame is to the session.
    package enum Part: String, CaseIterable, Sendable {
        case start
        case startAnswer = "start_answer"
        case stop
    }

    /// The session.
    package let naturalKey: String
    /// What the frame is to it.
    package let part: Part
    /// The frame.
    package let reference: FrameReference
}

/// Folds the frames of one charge point, in order, into its sessions: a pure state machine.
///
/// Live and replayed frames give the same sessions, because nothing else goes in: no clock, no database, no settings.
/// Whoever drives it puts the sessions at hand that a frame names (``ProjectionEvent/naturalKeys``) and those that
/// are open, and writes what changed.
package struct SessionProjection: Sendable {
    /// The version of the rules by which frames become sessions; grows when known frames give other sessions than
    /// before, and has what was projected by older rules projected again (``SessionRebuild``).
    package static let version: Int32 = 3

    /// The charge point's small memory.
    package var state: ProjectionState
    /// Sessions at hand, by key.
    package var sessions: [String: SessionRecord]
    /// Keys of sessions that changed.
    package internal(set) var changedKeys: Set<String> = []
    /// Readings to be kept.
    package internal(set) var readings: [ProjectedReading] = []
    /// Frames that began or ended sessions.
    package internal(set) var frames: [ProjectedFrame] = []
    /// Faults to be shown.
    package private(set) var faults: [(reference: FrameReference, fault: FrameFault)] = []
    /// Requests for certificates to be kept.
    package private(set) var certificateRequests: [(reference: FrameReference, csr: String)] = []
    /// Reports to be kept.
    package private(set) var reports: [(reference: FrameReference, report: ChargePointReport)] = []
    /// What was told of meters, to be kept where it differs from what is known.
    package private(set) var meterFacts: [(reference: FrameReference, fact: MeterFact)] = []
    /// What was told of meters last, by setting: some back-offices ask every hour.
    private var toldOfMeters: [String: String] = [:]

    package init(state: ProjectionState = ProjectionState(), sessions: [String: SessionRecord] = [:]) {
        self.state = state
        self.sessions = sessions
    }

    /// Applies one frame.
    package mutating func apply(_ frame: StoredFrame) {
        apply(ProjectionEvent.read(frame), of: frame)
    }

    /// Applies what a frame means.
    package mutating func apply(_ event: ProjectionEvent, of frame: StoredFrame) {
        switch event {
        case .start(let id, let request, _): remember(start: request, id: id, frame: frame)
        case .result(let id, let payload):
            hear(payload, frame)
            answered(id, payload: payload, frame: frame)
        case .refusal(let id, let code): refused(id, code: code, frame: frame)
        case .meterValues(let request): take(request, frame: frame)
        case .stop(let request, let remarks): take(request, remarks: remarks, frame: frame)
        case .transaction(let id, let request, let remarks): apply(request, id: id, remarks: remarks, frame: frame)
        case .certificateRequest(let csr): certificateRequests.append((frame.reference, csr))
        case .report(let report): reports.append((frame.reference, report))
        case .meterFacts(let facts):
            for fact in facts where toldOfMeters.updateValue(fact.value, forKey: fact.name) != fact.value {
                meterFacts.append((frame.reference, fact))
            }
        case .fault(let fault): note(fault, frame)
        case .other: break
        }
    }

    /// Numbers that a connector may have; the largest charge points have some dozens.
    private static let connectors: ClosedRange<Int64> = 1...1000

    /// The number of a connector; 0 for one that no charge point has.
    static func connector(_ stated: Int64) -> Int64 { connectors.contains(stated) ? stated : 0 }

    // MARK: Start

    private mutating func remember(start request: OCPP16.StartTransaction.Request, id: MessageID, frame: StoredFrame) {
        let payload = SessionProjection.payload(of: frame) ?? request.json
        let before = takePending(id, frame)
        remember(
            ProjectionState.PendingStart(
                connectionID: frame.connectionID,
                messageID: id.text,
                payload: payload,
                // The same call again, before it was answered, is the first one still.
                reference: before?.payload == payload ? before?.reference ?? frame.reference : frame.reference
            )
        )
    }

    /// Remembers a call whose answer tells something of its session.
    mutating func remember(_ pending: ProjectionState.PendingStart) {
        state.pendingStarts.append(pending)
        let excess = state.pendingStarts.count - ProjectionState.maxPendingStarts
        if excess > 0 { state.pendingStarts.removeFirst(excess) }
    }

    /// The payload as it came: what the reader made of it would lose how a missing time looked.
    private static func payload(of frame: StoredFrame) -> JSON? {
        guard case .call(let call) = Frame(reading: frame.payload) else { return nil }
        return call.payload
    }

    private mutating func takePending(_ id: MessageID, _ frame: StoredFrame) -> ProjectionState.PendingStart? {
        let index = state.pendingStarts.firstIndex {
            $0.connectionID == frame.connectionID && $0.reference.nodeID == frame.reference.nodeID
                && $0.messageID == id.text
        }
        return index.map { state.pendingStarts.remove(at: $0) }
    }

    private mutating func refused(_ id: MessageID, code: CallErrorCode, frame: StoredFrame) {
        guard let pending = takePending(id, frame), pending.sessionKey == nil else { return }
        note(FrameFault(code: .startRefused, reason: "StartTransaction was answered \(code.rawValue)"), frame)
    }

    private mutating func answered(_ id: MessageID, payload: JSON, frame: StoredFrame) {
        guard let pending = takePending(id, frame) else { return }
        if let key = pending.sessionKey { return self.answered(eventOf: key, payload: payload) }
        guard let answer = try? OCPP16.StartTransaction.Confirmation.decode(payload).value,
            let start = try? OCPP16.StartTransaction.Request.decode(pending.payload)
        else {
            note(FrameFault(code: .startAnswerUnreadable, reason: "the answer to StartTransaction has no id"), frame)
            return
        }
        // Of an earlier one the answer never came by; whoever is behind a relay may have taken it all the same.
        let isAgain = state.pendingStarts.contains { $0.payload == pending.payload }
        let frames = (call: pending.reference, answer: frame.reference)
        begin(start.value, remarks: start.remarks, answer: answer, of: frames, isAgain: isAgain)
    }

    private mutating func begin(
        _ start: OCPP16.StartTransaction.Request,
        remarks: [Remark],
        answer: OCPP16.StartTransaction.Confirmation,
        of references: (call: FrameReference, answer: FrameReference),
        isAgain: Bool
    ) {
        let received = references.call.receivedAt
        var record = SessionProjection.record(start, remarks: remarks, answer: answer, received: received)
        let known = state.keys(ofTransaction: record.transactionID).compactMap { sessions[$0] }
        if let same = known.first(where: { SessionProjection.isSameStart($0, record) }) {
            change(same.naturalKey) { $0.flags.insert(.repeatedStart) }
            return
        }
        if !known.isEmpty {
            record.naturalKey = SessionKey.reused(record.transactionID, startedAt: record.startedAt)
            record.flags.insert(.transactionIDReused)
            state.remember(reusedKey: record.naturalKey)
        }
        if isAgain || hasBegunOtherwise(record) { record.flags.insert(.repeatedStart) }
        occupyConnector(with: &record)
        let key = record.naturalKey
        add(record, startedBy: references.call)
        frames.append(ProjectedFrame(naturalKey: key, part: .startAnswer, reference: references.answer))
    }

    private static func isSameStart(_ left: SessionRecord, _ right: SessionRecord) -> Bool {
        left.connectorID == right.connectorID && left.idTag == right.idTag && left.meterStart == right.meterStart
            && (left.startedAt == right.startedAt || left.flags.contains(.clockFault))
    }

    /// Whether the same start got another transaction before: a back-office behind a relay that does not look for it.
    private func hasBegunOtherwise(_ record: SessionRecord) -> Bool {
        let open = state.connectors[record.connectorID]?.openKey.flatMap { sessions[$0] }
        return open.map { SessionProjection.isSameStart($0, record) } ?? false
    }

    private static func record(
        _ start: OCPP16.StartTransaction.Request,
        remarks: [Remark],
        answer: OCPP16.StartTransaction.Confirmation,
        received: Timestamp
    ) -> SessionRecord {
        var record = SessionRecord(
            naturalKey: SessionKey.transaction(answer.transactionId),
            connectorID: connector(start.connectorId),
            transactionID: answer.transactionId,
            startedAt: received,
            startReceivedAt: received
        )
        record.idTag = start.idTag
        record.meterStart = start.meterStart
        let clock = ClockCheck(start.timestamp, received: received, remarks: remarks)
        record.startedAt = clock.moment
        record.flags.formUnion(clock.flags(inFuture: .startInFuture))
        if start.meterStart == nil { record.flags.insert(.missingRegister) }
        if start.meterStart?.isNegative == true { record.flags.insert(.negativeRegister) }
        if record.connectorID < 1 { record.flags.insert(.badConnector) }
        if answer.idTagInfo.status != .known(.accepted) { record.flags.insert(.tokenNotAccepted) }
        return record
    }

    mutating func occupyConnector(with record: inout SessionRecord) {
        var connector = state.connectors[record.connectorID] ?? ProjectionState.Connector()
        if let open = connector.openKey, open != record.naturalKey {
            change(open) { $0.flags.insert(.missingStop) }
        }
        if let register = connector.lastRegister, let start = record.meterStart, start < register {
            record.flags.insert(.registerReset)
        }
        if let stopped = connector.lastStoppedAt, mayHaveStarted(record), record.startedAt < stopped {
            record.flags.insert(.overlap)
        }
        connector.openKey = record.naturalKey
        state.connectors[record.connectorID] = connector
    }

    /// Whether the time of a start may be true; one that cannot be proves no overlap.
    private func mayHaveStarted(_ record: SessionRecord) -> Bool {
        record.flags.isDisjoint(with: [.clockFault, .startInFuture]) && !state.isClockAstray
    }

    // MARK: Bookkeeping

    /// Adds a session that began with a frame.
    mutating func add(_ record: SessionRecord, startedBy reference: FrameReference) {
        sessions[record.naturalKey] = record
        changedKeys.insert(record.naturalKey)
        frames.append(ProjectedFrame(naturalKey: record.naturalKey, part: .start, reference: reference))
    }

    /// Notes the frame that ended a session, and that its connector is free.
    mutating func ended(_ key: String, by reference: FrameReference, at clock: ClockCheck) {
        frames.append(ProjectedFrame(naturalKey: key, part: .stop, reference: reference))
        releaseConnector(of: key, at: clock)
    }

    mutating func change(_ key: String, _ body: (inout SessionRecord) -> Void) {
        guard var record = sessions[key] else { return }
        let before = record
        body(&record)
        guard record != before else { return }
        if before.state == .completed { record.revision += 1 }
        sessions[key] = record
        changedKeys.insert(key)
    }

    mutating func note(_ fault: FrameFault, _ frame: StoredFrame) {
        faults.append((frame.reference, fault))
    }

    /// Forgets what has been written, keeping state and sessions for the next frames.
    package mutating func clearEffects() {
        changedKeys = []
        readings = []
        frames = []
        faults = []
        reports = []
        meterFacts = []
        certificateRequests = []
    }
}
