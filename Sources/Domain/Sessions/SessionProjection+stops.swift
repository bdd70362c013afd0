import OCPP
import Values

extension SessionProjection {
    /// Takes a stop, unless it came before.
    mutating func take(_ request: OCPP16.StopTransaction.Request, remarks: [Remark], frame: StoredFrame) {
        let digest = MessageDigest.text(of: frame.payload)
        if let earlier = earlierKey(of: digest) {
            change(earlier) { $0.flags.insert(.repeatedStop) }
            return
        }
        let key = stop(request, remarks: remarks, frame: frame)
        state.remember(ProjectionState.Taken(digest: digest, key: key))
    }

    /// Finds the session of a stop and ends it; its key.
    private mutating func stop(
        _ request: OCPP16.StopTransaction.Request,
        remarks: [Remark],
        frame: StoredFrame
    ) -> String {
        if let key = key(ofTransaction: request.transactionId) {
            finish(key, request, remarks: remarks, frame: frame)
            return key
        }
        if let key = onlyOpenSession(for: request) {
            change(key) { $0.flags.insert(.matchedByTime) }
            finish(key, request, remarks: remarks, frame: frame)
            return key
        }
        return keepOrphan(request, remarks: remarks, frame: frame)
    }

    /// Charge points that never got a number stop with 0 or less; one open session that fits is theirs.
    private func onlyOpenSession(for request: OCPP16.StopTransaction.Request) -> String? {
        guard request.transactionId <= 0 else { return nil }
        let fitting = state.openKeys.filter { key in
            guard let record = sessions[key], record.state == .open else { return false }
            guard let stop = request.meterStop, let start = record.meterStart else { return false }
            return start <= stop && request.timestamp.map { record.startedAt <= $0 } ?? true
        }
        return fitting.count == 1 ? fitting[0] : nil
    }

    private mutating func finish(
        _ key: String,
        _ request: OCPP16.StopTransaction.Request,
        remarks: [Remark],
        frame: StoredFrame
    ) {
        guard let record = sessions[key] else { return }
        let clock = ClockCheck(request.timestamp, received: frame.reference.receivedAt, remarks: remarks)
        if record.state == .completed {
            let isSame =
                record.meterStop == request.meterStop
                && (record.stoppedAt == clock.moment || !clock.isTrusted)
            change(key) { $0.flags.insert(isSame ? .repeatedStop : .secondStopDiffers) }
            return
        }
        keep(request.transactionData, for: key, frame: frame, isSummary: true)
        change(key) { $0.complete(request, clock: clock, received: frame.reference.receivedAt) }
        frames.append(ProjectedFrame(naturalKey: key, part: .stop, reference: frame.reference))
        releaseConnector(of: key, at: clock)
    }

    /// Frees the connector of a session that stopped, and moves its boundary when the time of the stop may be true.
    mutating func releaseConnector(of key: String, at clock: ClockCheck) {
        guard let record = sessions[key], let received = record.stopReceivedAt else { return }
        var connector = state.connectors[record.connectorID] ?? ProjectionState.Connector()
        let wasOpen = connector.openKey == key
        if wasOpen { connector.openKey = nil }
        // Whatever a clock that runs a little ahead says: what was received is over.
        let boundary = min(clock.moment, received)
        let isLatest = mayBeTrue(clock) && boundary >= connector.lastStoppedAt ?? boundary
        if isLatest { connector.lastStoppedAt = boundary }
        // A stop that comes after a later session's says nothing about where the meter is now.
        if isLatest || wasOpen { connector.lastRegister = record.meterStop ?? connector.lastRegister }
        state.connectors[record.connectorID] = connector
    }

    /// Whether a time may be true, by its receipt and by what the charge point was last told the time is.
    private func mayBeTrue(_ clock: ClockCheck) -> Bool { clock.mayBeTrue && !state.isClockAstray }

    /// Notes whether the back-office told the right time: who was told a wrong one stamps wrongly until told better.
    mutating func hear(_ payload: JSON, _ frame: StoredFrame) {
        // BootNotification and Heartbeat, and no other call, are answered with it, in both versions of OCPP.
        guard let told = (try? OCPP16.Heartbeat.Confirmation.decode(payload))?.value.currentTime else { return }
        let difference = told.seconds(since: frame.reference.receivedAt)
        state.isClockAstray = abs(difference) > ClockCheck.toleratedAheadSeconds
    }

    private mutating func keepOrphan(
        _ request: OCPP16.StopTransaction.Request,
        remarks: [Remark],
        frame: StoredFrame
    ) -> String {
        let key = SessionKey.orphan(request)
        guard sessions[key] == nil else {
            change(key) { $0.flags.insert(.repeatedStop) }
            return key
        }
        let received = frame.reference.receivedAt
        let clock = ClockCheck(request.timestamp, received: received, remarks: remarks)
        var record = SessionRecord(
            naturalKey: key,
            connectorID: 0,
            transactionID: request.transactionId,
            startedAt: clock.moment,
            startReceivedAt: received
        )
        record.flags = [.unmatchedStop]
        record.complete(request, clock: clock, received: received)
        sessions[key] = record
        changedKeys.insert(key)
        frames.append(ProjectedFrame(naturalKey: key, part: .stop, reference: frame.reference))
        keep(request.transactionData, for: key, frame: frame, isSummary: true)
        return key
    }
}
