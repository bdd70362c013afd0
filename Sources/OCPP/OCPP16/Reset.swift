public import Values

extension OCPP16 {
    /// Reset: 1.6 §5.14, central system → charge point.
    public enum Reset: Action {
        /// The name on the wire.
        public static let name = "Reset"

        /// How to restart.
        public enum ResetType: String, CaseIterable, Sendable {
            case hard = "Hard"
            case soft = "Soft"
        }

        /// Whether the charge point restarts.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// A wish that the charge point restart.
        public struct Request: Payload {
            /// How to restart.
            public var type: Open<ResetType>

            /// Makes a request.
            public init(type: ResetType) {
                self.type = .known(type)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                type = try fields.listed("type", ResetType.self)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["type": .string(type.rawValue)]) }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
