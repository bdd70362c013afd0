internal import OCPP

/// Which error answers what cannot be served.
///
/// Source: OCPP-J 1.6 §4.2.3.
enum CallErrorMapping {
    /// For a payload whose fields cannot be read.
    static func error(for fault: FieldFault, in call: Call) -> CallError {
        CallError(id: call.id, code: fault.code, reason: "\(call.action): \(fault)")
    }

    /// For an action that is not served: known to the protocol, or not at all.
    static func unserved(_ call: Call, in spoken: SpokenProtocol) -> CallError {
        let isKnown =
            switch spoken {
            case .ocpp16: OCPP16.ActionName(rawValue: call.action) != nil
            case .ocpp201: OCPP201.actions.contains { $0.name == call.action }
            }
        guard isKnown else {
            let reason = "This action is not known here in \(spoken.title)."
            return CallError(id: call.id, code: .notImplemented, reason: reason)
        }
        return CallError(id: call.id, code: .notSupported, reason: "This action is not supported here.")
    }

    /// For a frame that is no message; `nil` when its sender cannot be told.
    static func error(for frame: UnreadableFrame) -> CallError? {
        guard let id = frame.id, let code = frame.answerCode else { return nil }
        let reason = frame.reason == .withoutAction ? "The action's name is missing." : "The message is no valid JSON."
        return CallError(id: id, code: code, reason: reason)
    }
}
