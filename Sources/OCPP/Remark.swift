/// Something unusual about a payload that was read all the same.
public struct Remark: Hashable, Sendable, CustomStringConvertible {
    /// What was unusual.
    public enum Kind: String, CaseIterable, Sendable {
        /// An optional field was `null` instead of absent.
        case nullValue
        /// A string with U+0000, which became U+FFFD.
        case nulCharacter
        /// A string longer than its field allows.
        case tooLong
        /// A number where a string belongs.
        case numberAsString
        /// A string where a number belongs.
        case stringAsNumber
        /// A single object where a list belongs.
        case objectAsList
        /// A list without elements where at least one belongs.
        case emptyList
        /// A value that its list does not have.
        case unknownValue
        /// A timestamp without zone; it was read as UTC.
        case timestampWithoutZone
        /// A timestamp is missing.
        case missingTimestamp
        /// A timestamp that could not be read.
        case unreadableTimestamp
        /// A meter value is missing.
        case missingMeterValue
        /// A meter value that is no number.
        case unreadableMeterValue
        /// A meter value with a fraction of a watt-hour where whole ones belong.
        case fractionalMeterValue
        /// An optional field whose value could not be read; it counts as absent.
        case unreadableOptional
        /// An element of a list that could not be read; it was left out.
        case unreadableElement
    }

    /// The field's place in the payload: `meterValue[0].sampledValue[2].unit`.
    public let field: String
    /// What was unusual.
    public let kind: Kind

    /// Makes a remark.
    public init(field: String, kind: Kind) {
        self.field = field
        self.kind = kind
    }

    /// Field and kind; never the value.
    public var description: String { "\(field): \(kind.rawValue)" }
}

/// Why a payload could not be read: the field, what is wrong with it, and the code that says so to the sender.
public struct FieldFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: String, CaseIterable, Sendable {
        /// The payload is no object.
        case notAnObject
        /// A required field is missing.
        case missing
        /// The value has the wrong type.
        case wrongType
        /// The value lies outside what the field allows.
        case outOfRange
        /// A list has too few elements.
        case tooFew
    }

    /// The field's place in the payload; empty for the payload itself.
    public let field: String
    /// What is wrong.
    public let reason: Reason

    /// Makes a fault.
    public init(field: String, reason: Reason) {
        self.field = field
        self.reason = reason
    }

    /// The code for the CALLERROR.
    ///
    /// Source: OCPP-J 1.6 §4.2.3.
    public var code: CallErrorCode {
        switch reason {
        case .notAnObject: .formationViolation
        case .missing: .protocolError
        case .wrongType: .typeConstraintViolation
        case .outOfRange: .propertyConstraintViolation
        case .tooFew: .occurenceConstraintViolation
        }
    }

    /// Field and reason; never the value.
    public var description: String {
        switch reason {
        case .notAnObject: "the payload is no object"
        case .missing: "\(field) is missing"
        case .wrongType: "\(field) has the wrong type"
        case .outOfRange: "\(field) is out of range"
        case .tooFew: "\(field) has too few elements"
        }
    }
}
