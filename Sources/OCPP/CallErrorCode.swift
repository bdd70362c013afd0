/// The code of a CALLERROR: an open type, since charge points send codes of their own.
///
/// Source: OCPP-J 1.6 §4.2.3; the two misspelt names are the specification's own.
public struct CallErrorCode: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    /// The text on the wire.
    public let rawValue: String

    /// A code by its text.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The action is not known to the receiver.
    public static let notImplemented = CallErrorCode(rawValue: "NotImplemented")
    /// The action is recognised and not supported.
    public static let notSupported = CallErrorCode(rawValue: "NotSupported")
    /// An internal error kept the receiver from processing the call.
    public static let internalError = CallErrorCode(rawValue: "InternalError")
    /// The payload is incomplete.
    public static let protocolError = CallErrorCode(rawValue: "ProtocolError")
    /// A security issue kept the receiver from completing the action.
    public static let securityError = CallErrorCode(rawValue: "SecurityError")
    /// The payload is syntactically wrong or does not fit the action; the specification's spelling.
    public static let formationViolation = CallErrorCode(rawValue: "FormationViolation")
    /// A field holds a value that is not allowed.
    public static let propertyConstraintViolation = CallErrorCode(rawValue: "PropertyConstraintViolation")
    /// A field occurs too seldom or too often; the specification's spelling.
    public static let occurenceConstraintViolation = CallErrorCode(rawValue: "OccurenceConstraintViolation")
    /// A field has the wrong data type.
    public static let typeConstraintViolation = CallErrorCode(rawValue: "TypeConstraintViolation")
    /// Any other error.
    public static let genericError = CallErrorCode(rawValue: "GenericError")

    /// The codes of the specification.
    public static let specified: [CallErrorCode] = [
        .notImplemented, .notSupported, .internalError, .protocolError, .securityError, .formationViolation,
        .propertyConstraintViolation, .occurenceConstraintViolation, .typeConstraintViolation, .genericError,
    ]

    /// Whether the specification names the code.
    public var isSpecified: Bool { CallErrorCode.specified.contains(self) }

    /// The text on the wire.
    public var description: String { rawValue }
}
