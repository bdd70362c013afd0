public import Values

extension OCPP16 {
    /// ChangeConfiguration: 1.6 §5.3, central system → charge point.
    public enum ChangeConfiguration: Action {
        /// The name on the wire.
        public static let name = "ChangeConfiguration"

        /// What became of the setting.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case rebootRequired = "RebootRequired"
            case notSupported = "NotSupported"
        }

        /// A new value of a setting.
        public struct Request: Payload {
            /// The setting's name.
            public var key: String
            /// Its new value; secret for some keys.
            public var value: String

            /// Makes a request.
            public init(key: String, value: String) {
                self.key = key
                self.value = value
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                key = try fields.text("key", max: 50)
                value = try fields.text("value", max: 500)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["key": .string(key), "value": .string(value)]) }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
