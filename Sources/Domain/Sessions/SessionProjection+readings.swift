import OCPP
import Values

extension SessionProjection {
    /// The session of a message that came before, by its content; empty when it belonged to none.
    func earlierKey(of digest: String) -> String? {
        state.taken.last { $0.digest == digest }?.key
    }

    /// Takes readings, unless they came before.
    mutating func take(_ request: OCPP16.MeterValues.Request, frame: StoredFrame) {
        let digest = MessageDigest.text(of: frame.payload)
        if let earlier = earlierKey(of: digest) {
            change(earlier) { $0.flags.insert(.repeatedReading) }
            return
        }
        let key = key(of: request)
        state.remember(ProjectionState.Taken(digest: digest, key: key ?? ""))
        if let key {
            keep(request.meterValue, for: key, frame: frame)
        } else if request.transactionId != nil {
            let reason = "MeterValues of connector \(request.connectorId) for a transaction that is not known"
            note(FrameFault(code: .unknownTransaction, reason: reason), frame)
        }
    }

    /// Readings without a transaction belong to the session that is open on the connector, if any.
    private func key(of request: OCPP16.MeterValues.Request) -> String? {
        if let id = request.transactionId, let key = key(ofTransaction: id) { return key }
        guard request.transactionId.map({ $0 <= 0 }) ?? true, request.connectorId > 0 else { return nil }
        return state.connectors[request.connectorId]?.openKey
    }

    /// The session of a transaction: one that is open, else the latest with that id.
    func key(ofTransaction id: Int64) -> String? {
        let known = state.keys(ofTransaction: id).filter { sessions[$0] != nil }
        let open = Set(state.openKeys)
        return known.last { open.contains($0) } ?? known.last
    }

    /// Keeps the readings of a session; those that a stop brings may repeat what was told before.
    mutating func keep(
        _ values: [OCPP16.MeterValue],
        for key: String,
        frame: StoredFrame,
        isSummary: Bool = false
    ) {
        for (ordinal, value) in values.enumerated() {
            guard let record = sessions[key] else { continue }
            if value.isRegisterUnreadable { change(key) { $0.flags.insert(.unreadableReading) } }
            guard let register = value.energyRegister, let sampledAt = value.timestamp else { continue }
            if record.lastSampledAt == sampledAt, record.lastRegister == register {
                if !isSummary { change(key) { $0.flags.insert(.repeatedReading) } }
                continue
            }
            readings.append(
                ProjectedReading(
                    naturalKey: key,
                    reference: frame.reference,
                    ordinal: ordinal,
                    sampledAt: sampledAt,
                    register: register,
                    context: value.sampledValue.first?.effectiveContext.rawValue ?? ""
                )
            )
            change(key) { $0.take(register, at: sampledAt, mayBeEarlier: isSummary) }
        }
    }
}
