internal import HTTPServer
internal import OCPP
internal import Values

/// Answers the calls of charge points from memory alone.
///
/// No database stands behind an answer, so PostgreSQL may be away without a charge point noticing. A transaction
/// message is never refused: what cannot be read is answered, kept raw, and flagged by the projection. Calls before an
/// accepted BootNotification are served too, since a charge point that reconnects sends none. Source: OCPP-J 1.6 §5.4.
struct AnswerDesk: Sendable {
    /// Something a call told about the charge point's state.
    enum Observation {
        case boot(OCPP16.BootNotification.Request)
        case connector(Int64, ConnectorState)
    }

    /// What to do about a call.
    enum Answer {
        /// Send this.
        case result(CallResult, Observation? = nil)
        /// Send this error.
        case error(CallError)
        /// Say nothing and hang up, so that the charge point keeps the message: nothing can be promised now.
        case unable
    }

    private typealias Handler =
        @Sendable (AnswerDesk, Call, RegisteredChargePoint, Timestamp) throws(FieldFault) -> Answer

    let book: TransactionBook
    let authorizations: Authorizations
    let metrics: GatewayMetrics

    /// What answers which action.
    private static let handlers: [String: Handler] = [
        OCPP16.Authorize.name: { desk, call, point, now throws(FieldFault) in try desk.authorize(call, point, now) },
        OCPP16.BootNotification.name: { desk, call, point, now throws(FieldFault) in try desk.boot(call, point, now) },
        OCPP16.DataTransfer.name: { desk, call, point, now throws(FieldFault) in try desk.dataTransfer(call) },
        OCPP16.DiagnosticsStatusNotification.name: { desk, call, point, now throws(FieldFault) in
            .result(OCPP16.DiagnosticsStatusNotification.result(call.id, .init()))
        },
        OCPP16.FirmwareStatusNotification.name: { desk, call, point, now throws(FieldFault) in
            .result(OCPP16.FirmwareStatusNotification.result(call.id, .init()))
        },
        OCPP16.Heartbeat.name: { desk, call, point, now throws(FieldFault) in
            .result(OCPP16.Heartbeat.result(call.id, .init(currentTime: now.toSecond)))
        },
        OCPP16.LogStatusNotification.name: { desk, call, point, now throws(FieldFault) in
            .result(OCPP16.LogStatusNotification.result(call.id, .init()))
        },
        OCPP16.MeterValues.name: { desk, call, point, now throws(FieldFault) in try desk.meterValues(call) },
        OCPP16.SecurityEventNotification.name: { desk, call, point, now throws(FieldFault) in
            .result(OCPP16.SecurityEventNotification.result(call.id, .init()))
        },
        OCPP16.SignCertificate.name: { desk, call, point, now throws(FieldFault) in try desk.signCertificate(call) },
        OCPP16.SignedFirmwareStatusNotification.name: { desk, call, point, now throws(FieldFault) in
            .result(OCPP16.SignedFirmwareStatusNotification.result(call.id, .init()))
        },
        OCPP16.StartTransaction.name: { desk, call, point, now throws(FieldFault) in try desk.start(call, point, now) },
        OCPP16.StatusNotification.name: { desk, call, point, now throws(FieldFault) in try desk.status(call, now) },
        OCPP16.StopTransaction.name: { desk, call, point, now throws(FieldFault) in try desk.stop(call, point, now) },
    ]

    /// The actions that are answered with something other than an error.
    static var actions: Set<String> { Set(handlers.keys) }

    /// Answers a call in the protocol of its connection.
    func answer(
        _ call: Call,
        from chargePoint: RegisteredChargePoint,
        in spoken: SpokenProtocol = .ocpp16,
        at now: Timestamp
    ) -> Answer {
        metrics.called(call.action)
        do throws(FieldFault) {
            if spoken == .ocpp201 { return try answer201(call, from: chargePoint, at: now) }
            guard let handler = AnswerDesk.handlers[call.action] else {
                return .error(CallErrorMapping.unserved(call, in: spoken))
            }
            return try handler(self, call, chargePoint, now)
        } catch {
            return .error(CallErrorMapping.error(for: error, in: call))
        }
    }

    private func authorize(
        _ call: Call,
        _ point: RegisteredChargePoint,
        _ now: Timestamp
    ) throws(FieldFault) -> Answer {
        let request = try OCPP16.Authorize.Request.decode(call.payload).value
        let verdict = authorizations.verdict(on: request.idTag, for: point.operatorID, at: now)
        return .result(OCPP16.Authorize.result(call.id, .init(idTagInfo: verdict)))
    }

    private func boot(_ call: Call, _ point: RegisteredChargePoint, _ now: Timestamp) throws(FieldFault) -> Answer {
        let request = try OCPP16.BootNotification.Request.decode(call.payload).value
        let confirmation = OCPP16.BootNotification.Confirmation(
            status: .accepted,
            currentTime: now.toSecond,
            interval: point.heartbeatSeconds
        )
        return .result(OCPP16.BootNotification.result(call.id, confirmation), .boot(request))
    }

    /// No vendor's messages are understood; they are kept raw.
    func dataTransfer(_ call: Call) throws(FieldFault) -> Answer {
        _ = try OCPP16.DataTransfer.Request.decode(call.payload)
        return .result(OCPP16.DataTransfer.result(call.id, .init(status: .unknownVendorId)))
    }

    /// The request is put before a person; it comes from the recorded frame.
    func signCertificate(_ call: Call) throws(FieldFault) -> Answer {
        _ = try OCPP16.SignCertificate.Request.decode(call.payload)
        return .result(OCPP16.SignCertificate.result(call.id, .init(status: .accepted)))
    }

    /// The readings are not looked at here: whatever they are, they are kept.
    private func meterValues(_ call: Call) throws(FieldFault) -> Answer {
        try call.requireObject()
        return .result(OCPP16.MeterValues.result(call.id, .init()))
    }

    private func start(_ call: Call, _ point: RegisteredChargePoint, _ now: Timestamp) throws(FieldFault) -> Answer {
        try call.requireObject()
        let request = try? OCPP16.StartTransaction.Request.decode(call.payload).value  // Kept all the same.
        if request == nil { metrics.unreadableFields.increment() }
        let key = request.map { StartKey($0) } ?? StartKey(unreadable: call.payload)
        guard let (number, isRetry) = book.number(for: key, at: point.id) else {
            metrics.startsWithoutNumber.increment()
            return .unable
        }
        (isRetry ? metrics.startsAgain : metrics.startsNew).increment()
        let verdict = request.map { authorizations.verdict(on: $0.idTag, for: point.operatorID, at: now) }
        let confirmation = OCPP16.StartTransaction.Confirmation(
            idTagInfo: verdict ?? OCPP16.IdTagInfo(status: .invalid),
            transactionId: Int64(number)
        )
        return .result(OCPP16.StartTransaction.result(call.id, confirmation))
    }

    private func status(_ call: Call, _ now: Timestamp) throws(FieldFault) -> Answer {
        let request = try OCPP16.StatusNotification.Request.decode(call.payload).value
        let state = ConnectorState(
            status: request.status,
            errorCode: request.errorCode,
            since: request.timestamp ?? now
        )
        let result = OCPP16.StatusNotification.result(call.id, .init())
        return .result(result, .connector(request.connectorId, state))
    }

    private func stop(_ call: Call, _ point: RegisteredChargePoint, _ now: Timestamp) throws(FieldFault) -> Answer {
        try call.requireObject()
        // What cannot be read is kept all the same.
        guard let request = try? OCPP16.StopTransaction.Request.decode(call.payload).value else {
            metrics.unreadableFields.increment()
            return .result(OCPP16.StopTransaction.result(call.id, .init()))
        }
        switch book.stop(request.transactionId, at: point.id) {
        case .first: metrics.stopsFirst.increment()
        case .again: metrics.stopsAgain.increment()
        case .unknown: metrics.stopsUnknown.increment()
        }
        let verdict = request.idTag.map { authorizations.verdict(on: $0, for: point.operatorID, at: now) }
        return .result(OCPP16.StopTransaction.result(call.id, .init(idTagInfo: verdict)))
    }
}

extension Call {
    /// The least that is asked of a payload: that it is an object.
    func requireObject() throws(FieldFault) {
        guard payload.objectValue != nil else { throw FieldFault(field: "", reason: .notAnObject) }
    }
}

extension Timestamp {
    /// The moment without its fraction, which some clocks of charge points cannot read.
    var toSecond: Timestamp { Timestamp(seconds: seconds) }
}
