public import Values

extension OCPP201 {
    /// RequestStopTransaction: 2.0.1 F03, CSMS → charging station.
    public enum RequestStopTransaction: Action {
        /// The name on the wire.
        public static let name = "RequestStopTransaction"

        /// Whether the station will stop.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// A wish that a transaction end.
        public struct Request: Payload {
            /// The transaction.
            public var transactionId: String

            /// Makes a request.
            public init(transactionId: String) {
                self.transactionId = transactionId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                transactionId = try fields.text("transactionId", max: 36)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["transactionId": .string(transactionId)]) }
        }

        /// What the station answers.
        public struct Confirmation: Payload {
            /// Whether the station does it.
            public var status: Open<Status>
            /// More about the status.
            public var statusInfo: StatusInfo?

            /// Makes a response.
            public init(status: Status, statusInfo: StatusInfo? = nil) {
                self.status = .known(status)
                self.statusInfo = statusInfo
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
                statusInfo = try fields.optionalPart("statusInfo", StatusInfo.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "status": .string(status.rawValue),
                    "statusInfo": statusInfo?.json,
                ])
            }
        }
    }
}
