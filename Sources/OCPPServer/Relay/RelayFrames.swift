internal import NIOCore
internal import OCPP
internal import Values

/// What a relay reads of the messages that it passes on.
enum RelayFrames {
    /// Calls that a charge point queues until they are answered: their answer promises that they are kept.
    ///
    /// Source: OCPP 1.6 §3.7; OCPP 2.0.1 E04.
    static let promised: Set<String> = [
        OCPP16.StartTransaction.name, OCPP16.StopTransaction.name, OCPP16.MeterValues.name, "TransactionEvent",
    ]
    /// Calls that tell about the charge point's state.
    static let observed: Set<String> = [OCPP16.BootNotification.name, OCPP16.StatusNotification.name]

    /// Type, id and action of a message; `nil` when it is no OCPP message.
    static func head(of payload: ByteBuffer) -> FrameHead? {
        payload.withUnsafeReadableBytes { bytes in
            let text = bytes.bindMemory(to: UInt8.self)
            return FrameHead(scanning: text) ?? FrameHead(Frame(reading: text))
        }
    }

    /// The whole call.
    static func call(in payload: ByteBuffer) -> Call? {
        guard case .call(let call) = frame(in: payload) else { return nil }
        return call
    }

    /// Whether a charge point's answer says that what was asked is or will be done; of a variable, when one is named.
    static func accepts(_ payload: ByteBuffer, variable: String? = nil) -> Bool {
        guard case .callResult(let result) = frame(in: payload) else { return false }
        let results = result.payload["setVariableResult"]?.arrayValue
        let own = results?.first { variable == nil || $0["variable"]?["name"]?.stringValue == variable }
        let status = result.payload["status"]?.stringValue ?? own?["attributeStatus"]?.stringValue
        if results != nil, own == nil { return false }
        // UpdateFirmware of 1.6 is answered with nothing at all.
        return status.map { ["Accepted", "RebootRequired"].contains($0) } ?? true
    }

    /// What a call tells about the charge point's state.
    static func observation(in payload: ByteBuffer, at now: Timestamp) -> AnswerDesk.Observation? {
        guard let call = call(in: payload) else { return nil }
        if call.action == OCPP16.BootNotification.name {
            return (try? OCPP16.BootNotification.Request.decode(call.payload)).map { .boot($0.value) }
        }
        guard let status = try? OCPP16.StatusNotification.Request.decode(call.payload).value else { return nil }
        let state = ConnectorState(
            status: status.status,
            errorCode: status.errorCode,
            since: status.timestamp ?? now
        )
        return .connector(status.connectorId, state)
    }

    static func frame(in payload: ByteBuffer) -> Frame {
        payload.withUnsafeReadableBytes { Frame(reading: $0.bindMemory(to: UInt8.self)) }
    }
}
