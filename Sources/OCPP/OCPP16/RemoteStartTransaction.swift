public import Values

extension OCPP16 {
    /// RemoteStartTransaction: 1.6 §5.11, central system → charge point.
    public enum RemoteStartTransaction: Action {
        /// The name on the wire.
        public static let name = "RemoteStartTransaction"

        /// Whether the charge point will try to start.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// A wish that a transaction begin.
        public struct Request: Payload {
            /// The connector, from 1; the charge point chooses when absent.
            public var connectorId: Int64?
            /// The token that is to charge.
            public var idTag: String

            /// Makes a request.
            public init(connectorId: Int64?, idTag: String) {
                self.connectorId = connectorId
                self.idTag = idTag
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                connectorId = fields.optionalInteger("connectorId")
                idTag = try fields.text("idTag", max: OCPP16.idTagLength)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields(["connectorId": .optional(connectorId), "idTag": .string(idTag)])
            }
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
