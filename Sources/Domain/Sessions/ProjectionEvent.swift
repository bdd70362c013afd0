package import OCPP
package import Values

/// What a raw frame means to the projection.
package enum ProjectionEvent: Sendable {
    /// A transaction began; its number is in the answer.
    case start(MessageID, OCPP16.StartTransaction.Request, [Remark])
    /// A transaction ended.
    case stop(OCPP16.StopTransaction.Request, [Remark])
    /// Readings.
    case meterValues(OCPP16.MeterValues.Request)
    /// An answer to a call of the other side; it may be the one to a start.
    case result(MessageID, JSON)
    /// A refusal of a call of the other side.
    case refusal(MessageID, CallErrorCode)
    /// A step of a transaction of OCPP 2.0.1.
    case transaction(MessageID, OCPP201.TransactionEvent.Request, [Remark])
    /// A request for a client certificate, PEM.
    case certificateRequest(String)
    /// A report of firmware, uploads or security.
    case report(ChargePointReport)
    /// What it tells of its meters.
    case meterFacts([MeterFact])
    /// Something a person should see.
    case fault(FrameFault)
    /// Nothing that sessions are made of.
    case other

    /// Reads a frame; never fails, since what cannot be read is a fault to be kept.
    ///
    /// What only we and a back-office said to each other tells nothing that the charge point's own frames do not.
    package static func read(_ frame: StoredFrame) -> ProjectionEvent {
        guard frame.passage != .upstream else { return .other }
        return switch Frame(reading: frame.payload) {
        case .call(let call): frame.isOutgoing ? .other : read(call, receivedAt: frame.reference.receivedAt)
        case .callResult(let result):
            frame.isOutgoing ? .result(result.id, result.payload) : told(MeterFact.all(inAnswer: result.payload))
        case .callError(let error): frame.isOutgoing ? .refusal(error.id, error.code) : .other
        case .unreadable(let unreadable):
            frame.isOutgoing ? .other : .fault(FrameFault(code: .unreadable, reason: "\(unreadable.reason)"))
        }
    }

    private static func told(_ facts: [MeterFact]) -> ProjectionEvent { facts.isEmpty ? .other : .meterFacts(facts) }

    private static func read(_ call: Call, receivedAt: Timestamp) -> ProjectionEvent {
        do throws(FieldFault) {
            switch call.action {
            case OCPP16.StartTransaction.name:
                let decoded = try OCPP16.StartTransaction.Request.decode(call.payload)
                return .start(call.id, decoded.value, decoded.remarks)
            case OCPP16.StopTransaction.name:
                let decoded = try OCPP16.StopTransaction.Request.decode(call.payload)
                return .stop(decoded.value, decoded.remarks)
            case OCPP201.TransactionEvent.name:
                let decoded = try OCPP201.TransactionEvent.Request.decode(call.payload)
                return .transaction(call.id, decoded.value, decoded.remarks)
            case OCPP16.MeterValues.name:
                // Readings of OCPP 2.0.1 that come by themselves belong to no transaction.
                if call.payload["evseId"] != nil { return .other }
                return .meterValues(try OCPP16.MeterValues.Request.decode(call.payload).value)
            case OCPP16.SignCertificate.name:
                return .certificateRequest(try OCPP16.SignCertificate.Request.decode(call.payload).value.csr)
            case "NotifyReport": return told(MeterFact.all(inReport: call.payload))
            default:
                let report = try ChargePointReport(call, receivedAt: receivedAt)
                return report.map(ProjectionEvent.report) ?? .other
            }
        } catch {
            return .fault(FrameFault(code: .unreadablePayload, reason: "\(call.action): \(error)"))
        }
    }

    /// The transaction a frame speaks of, so that its session can be at hand when the event is applied.
    package var transactionID: Int64? {
        switch self {
        case .stop(let request, _): request.transactionId
        case .meterValues(let request): request.transactionId
        case .result(_, let payload): payload["transactionId"]?.integerValue
        default: nil
        }
    }

    /// The session keys a frame may touch, as far as the frame alone tells.
    package var naturalKeys: [String] {
        if case .transaction(_, let event, _) = self {
            return [SessionKey.station(event.transactionInfo.transactionId)]
        }
        guard let transactionID else { return [] }
        if case .stop(let request, _) = self {
            return [SessionKey.transaction(transactionID), SessionKey.orphan(request)]
        }
        return [SessionKey.transaction(transactionID)]
    }
}

/// Why a frame stands on the exceptions page.
package struct FrameFault: Hashable, Sendable {
    /// The kinds of faults.
    package enum Code: String, CaseIterable, Sendable {
        /// The frame is no OCPP message.
        case unreadable
        /// The action is known and its payload cannot be read.
        case unreadablePayload = "unreadable_payload"
        /// Readings for a transaction nobody knows.
        case unknownTransaction = "unknown_transaction"
        /// A start was answered with an error.
        case startRefused = "start_refused"
        /// A start was answered with something that has no transaction id.
        case startAnswerUnreadable = "start_answer_unreadable"
    }

    /// The kind.
    package let code: Code
    /// What and where, without the values.
    package let reason: String

    package init(code: Code, reason: String) {
        self.code = code
        self.reason = reason
    }
}

/// The names of sessions within a charge point.
package enum SessionKey {
    /// A session whose start is known.
    package static func transaction(_ id: Int64) -> String { "T:\(id)" }

    /// A session of OCPP 2.0.1, named by its charging station.
    package static func station(_ id: String) -> String { "X:\(id)" }

    /// A further session under a transaction id that was used before.
    package static func reused(_ id: Int64, startedAt: Timestamp) -> String { "T:\(id)@\(startedAt.microseconds)" }

    /// Whether a key names a further session under a transaction id.
    package static func isReuse(_ key: String, of id: Int64) -> Bool { key.hasPrefix(transaction(id) + "@") }

    /// A stop without a start.
    package static func orphan(_ stop: OCPP16.StopTransaction.Request) -> String {
        let meter = stop.meterStop.map { "\($0.thousandthsWh)" } ?? "?"
        let time = stop.timestamp.map { "\($0.microseconds)" } ?? "?"
        return "O:\(stop.transactionId):\(time):\(meter)"
    }
}
