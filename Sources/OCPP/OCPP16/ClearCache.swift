public import Values

extension OCPP16 {
    /// ClearCache: 1.6 §5.4, central system → charge point.
    public enum ClearCache: Action {
        /// The name on the wire.
        public static let name = "ClearCache"

        /// Whether the cache was emptied.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// No fields.
        public struct Request: EmptyPayload {
            /// Makes a request.
            public init() {}
        }

        /// What the charge point answers.
        public struct Confirmation: Payload {
            /// Whether the charge point does it.
            public var status: Open<Status>

            /// Makes a confirmation.
            public init(status: Status) {
                self.status = .known(status)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["status": .string(status.rawValue)]) }
        }
    }
}
