public import Values

extension OCPP16 {
    /// RemoteStopTransaction: 1.6 §5.12, central system → charge point.
    public enum RemoteStopTransaction: Action {
        /// The name on the wire.
        public static let name = "RemoteStopTransaction"

        /// Whether the charge point will try to stop.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// A wish that a transaction end.
        public struct Request: Payload {
            /// The transaction's number.
            public var transactionId: Int64

            /// Makes a request.
            public init(transactionId: Int64) {
                self.transactionId = transactionId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                transactionId = try fields.integer("transactionId")
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["transactionId": .integer(transactionId)]) }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
