public import Values

/// A request: message type 2.
public struct Call: Hashable, Sendable {
    /// The id the answer will carry.
    public let id: MessageID
    /// The action's name as sent, known or not.
    public let action: String
    /// The payload; `{}` where the sender left it out.
    public let payload: JSON

    /// Makes a call.
    public init(id: MessageID, action: String, payload: JSON) {
        self.id = id
        self.action = action
        self.payload = payload
    }
}

/// A positive answer: message type 3.
public struct CallResult: Hashable, Sendable {
    /// The id of the call.
    public let id: MessageID
    /// The payload; `{}` where the sender left it out.
    public let payload: JSON

    /// Makes an answer.
    public init(id: MessageID, payload: JSON) {
        self.id = id
        self.payload = payload
    }
}

/// A negative answer: message type 4.
public struct CallError: Hashable, Sendable {
    /// The id of the call.
    public let id: MessageID
    /// What kind of failure.
    public let code: CallErrorCode
    /// A sentence for people; may be empty.
    public let reason: String
    /// Further details; `{}` when there are none.
    public let details: JSON

    /// Makes a negative answer.
    public init(id: MessageID, code: CallErrorCode, reason: String, details: JSON = .object([])) {
        self.id = id
        self.code = code
        self.reason = reason
        self.details = details
    }
}

/// One OCPP-J message.
///
/// Reading never fails: what is no message becomes ``Frame/unreadable(_:)`` and is kept by whoever received it.
///
/// Source: OCPP-J 1.6 §4.2.
public enum Frame: Hashable, Sendable {
    /// A request.
    case call(Call)
    /// A positive answer.
    case callResult(CallResult)
    /// A negative answer.
    case callError(CallError)
    /// Anything else, with what could be made of it.
    case unreadable(UnreadableFrame)

    /// A request from its parts.
    public static func call(_ id: MessageID, _ action: String, _ payload: JSON) -> Frame {
        .call(Call(id: id, action: action, payload: payload))
    }

    /// A positive answer from its parts.
    public static func callResult(_ id: MessageID, _ payload: JSON) -> Frame {
        .callResult(CallResult(id: id, payload: payload))
    }

    /// A negative answer from its parts.
    public static func callError(_ id: MessageID, _ code: CallErrorCode, _ reason: String) -> Frame {
        .callError(CallError(id: id, code: code, reason: reason))
    }

    /// The message id, as far as one could be read.
    public var id: MessageID? {
        switch self {
        case .call(let call): call.id
        case .callResult(let result): result.id
        case .callError(let error): error.id
        case .unreadable(let frame): frame.id
        }
    }
}

/// A text that is no OCPP-J message, with what could be made of it.
public struct UnreadableFrame: Hashable, Sendable {
    /// Why a text is no message.
    public enum Reason: Hashable, Sendable, CustomStringConvertible {
        /// The text is no JSON.
        case notJSON(JSONError)
        /// The text is JSON and no array with a message type.
        case notAMessage
        /// The message type is none of 2, 3 and 4; later versions of OCPP have more.
        case unknownMessageType(Int64)
        /// The message id is missing or no string.
        case withoutID
        /// A call without an action's name.
        case withoutAction

        /// A note for software, in a form that is stored and stays; a person gets sentences made from it.
        public var description: String {
            switch self {
            case .notJSON(let error): "notJSON(\(error))"
            case .notAMessage: "notAMessage"
            case .unknownMessageType(let type): "unknownMessageType(\(type))"
            case .withoutID: "withoutID"
            case .withoutAction: "withoutAction"
            }
        }
    }

    /// Why it is no message.
    public let reason: Reason
    /// The message type, where it could be read.
    public let messageType: Int64?
    /// The message id, where it could be read even though the rest could not.
    public let id: MessageID?
    /// The action's name, where it could be read even though the rest could not.
    public let action: String?

    init(_ reason: Reason, messageType: Int64? = nil, id: MessageID? = nil, action: String? = nil) {
        self.reason = reason
        self.messageType = messageType
        self.id = id
        self.action = action
    }

    /// The code of the CALLERROR that tells the sender of a call; `nil` when the frame asks for no answer.
    public var answerCode: CallErrorCode? {
        guard id != nil, messageType == 2 else { return nil }
        return switch reason {
        case .withoutAction: .protocolError
        default: .formationViolation
        }
    }
}
