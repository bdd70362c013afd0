internal import HTTPServer
internal import OCPP
internal import Values

/// The answers in OCPP 2.0.1: charging stations give their transactions ids of their own, so nothing is promised but
/// that a message is kept.
extension AnswerDesk {
    private typealias Handler =
        @Sendable (AnswerDesk, Call, RegisteredChargePoint, Timestamp) throws(FieldFault) -> Answer

    /// What answers which action; reports that are only acknowledged come on top.
    private static let handlers201: [String: Handler] = [
        OCPP201.Authorize.name: { desk, call, point, now throws(FieldFault) in try desk.authorize201(call, point, now)
        },
        OCPP201.BootNotification.name: { desk, call, point, now throws(FieldFault) in
            try desk.boot201(call, point, now)
        },
        OCPP16.DataTransfer.name: { desk, call, point, now throws(FieldFault) in try desk.dataTransfer(call) },
        OCPP201.Heartbeat.name: { desk, call, point, now throws(FieldFault) in
            .result(OCPP201.Heartbeat.result(call.id, .init(currentTime: now.toSecond)))
        },
        OCPP201.MeterValues.name: { desk, call, point, now throws(FieldFault) in
            try call.requireObject()
            return .result(OCPP201.MeterValues.result(call.id, .init()))
        },
        OCPP16.SignCertificate.name: { desk, call, point, now throws(FieldFault) in try desk.signCertificate(call) },
        OCPP201.StatusNotification.name: { desk, call, point, now throws(FieldFault) in
            try desk.status201(call, now)
        },
        OCPP201.TransactionEvent.name: { desk, call, point, now throws(FieldFault) in
            try desk.transactionEvent(call, point, now)
        },
    ]

    /// The actions of OCPP 2.0.1 that are answered with something other than an error.
    static var actions201: Set<String> { Set(handlers201.keys).union(OCPP201.acknowledgedReports) }

    /// Answers a call in OCPP 2.0.1.
    func answer201(
        _ call: Call,
        from chargePoint: RegisteredChargePoint,
        at now: Timestamp
    ) throws(FieldFault) -> Answer {
        if OCPP201.acknowledgedReports.contains(call.action) {
            return .result(CallResult(id: call.id, payload: .object([])))
        }
        guard let handler = AnswerDesk.handlers201[call.action] else {
            return .error(CallErrorMapping.unserved(call, in: .ocpp201))
        }
        return try handler(self, call, chargePoint, now)
    }

    private func boot201(_ call: Call, _ point: RegisteredChargePoint, _ now: Timestamp) throws(FieldFault) -> Answer {
        let request = try OCPP201.BootNotification.Request.decode(call.payload).value
        let confirmation = OCPP201.BootNotification.Confirmation(
            currentTime: now.toSecond,
            interval: point.heartbeatSeconds,
            status: .accepted
        )
        return .result(
            OCPP201.BootNotification.result(call.id, confirmation),
            .boot(OCPP16.BootNotification.Request(request.chargingStation))
        )
    }

    private func authorize201(
        _ call: Call,
        _ point: RegisteredChargePoint,
        _ now: Timestamp
    ) throws(FieldFault) -> Answer {
        let request = try OCPP201.Authorize.Request.decode(call.payload).value
        let verdict = verdict201(on: request.idToken, point, now)
        return .result(OCPP201.Authorize.result(call.id, .init(idTokenInfo: verdict)))
    }

    /// Without an authorization, as with a button, nobody need be known.
    private func verdict201(
        on token: OCPP201.IdToken,
        _ point: RegisteredChargePoint,
        _ now: Timestamp
    ) -> OCPP201.IdTokenInfo {
        if token.type == .known(.noAuthorization) { return OCPP201.IdTokenInfo(status: .accepted) }
        let verdict = authorizations.verdict(on: token.idToken, for: point.operatorID, at: now)
        return OCPP201.IdTokenInfo(verdict)
    }

    private func status201(_ call: Call, _ now: Timestamp) throws(FieldFault) -> Answer {
        let request = try OCPP201.StatusNotification.Request.decode(call.payload).value
        let state = ConnectorState(
            status: Open(rawValue: request.connectorStatus.rawValue),
            errorCode: .known(.noError),
            since: request.timestamp ?? now
        )
        return .result(OCPP201.StatusNotification.result(call.id, .init()), .connector(request.evseId, state))
    }

    /// What cannot be read is kept all the same.
    private func transactionEvent(
        _ call: Call,
        _ point: RegisteredChargePoint,
        _ now: Timestamp
    ) throws(FieldFault) -> Answer {
        try call.requireObject()
        guard let request = try? OCPP201.TransactionEvent.Request.decode(call.payload).value else {
            metrics.unreadableFields.increment()
            return .result(OCPP201.TransactionEvent.result(call.id, .init()))
        }
        switch request.eventType {
        case .known(.started): metrics.startsNew.increment()
        case .known(.ended): metrics.stopsFirst.increment()
        default: break
        }
        let verdict = request.idToken.map { verdict201(on: $0, point, now) }
        return .result(OCPP201.TransactionEvent.result(call.id, .init(idTokenInfo: verdict)))
    }
}

extension OCPP16.BootNotification.Request {
    /// What a charging station says of itself, in the words of 1.6; lengths do not matter here.
    fileprivate init(_ station: OCPP201.BootNotification.ChargingStation) {
        self.init(chargePointVendor: station.vendorName, chargePointModel: station.model)
        chargePointSerialNumber = station.serialNumber
        firmwareVersion = station.firmwareVersion
        iccid = station.modem?.iccid
        imsi = station.modem?.imsi
    }
}
