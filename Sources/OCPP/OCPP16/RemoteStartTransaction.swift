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
            /// A limit for the transaction, a `TxProfile`.
            public var chargingProfile: ChargingProfile?

            /// Makes a request.
            public init(connectorId: Int64? = nil, idTag: String, chargingProfile: ChargingProfile? = nil) {
                self.connectorId = connectorId
                self.idTag = idTag
                self.chargingProfile = chargingProfile
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                connectorId = fields.optionalInteger("connectorId")
                idTag = try fields.text("idTag", max: 20)
                chargingProfile = try fields.optionalPart("chargingProfile", ChargingProfile.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "connectorId": .optional(connectorId),
                    "idTag": .string(idTag),
                    "chargingProfile": chargingProfile?.json,
                ])
            }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
