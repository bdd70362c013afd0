public import Values

extension OCPP16 {
    /// ReserveNow: 1.6 §5.13, central system → charge point.
    public enum ReserveNow: Action {
        /// The name on the wire.
        public static let name = "ReserveNow"

        /// Whether the connector is kept free.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case faulted = "Faulted"
            case occupied = "Occupied"
            case rejected = "Rejected"
            case unavailable = "Unavailable"
        }

        /// A wish that a connector be kept for a token.
        public struct Request: Payload {
            /// The connector; 0 is any of them.
            public var connectorId: Int64
            /// When the reservation ends by itself.
            public var expiryDate: Timestamp?
            /// The token it is for.
            public var idTag: String
            /// The group it is for.
            public var parentIdTag: String?
            /// Its number; the same number replaces it.
            public var reservationId: Int64

            /// Makes a request.
            public init(
                connectorId: Int64,
                expiryDate: Timestamp,
                idTag: String,
                parentIdTag: String? = nil,
                reservationId: Int64
            ) {
                self.connectorId = connectorId
                self.expiryDate = expiryDate
                self.idTag = idTag
                self.parentIdTag = parentIdTag
                self.reservationId = reservationId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                connectorId = try fields.integer("connectorId")
                expiryDate = fields.timestamp("expiryDate")
                idTag = try fields.text("idTag", max: 20)
                parentIdTag = fields.optionalText("parentIdTag", max: 20)
                reservationId = try fields.integer("reservationId")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "connectorId": .integer(connectorId),
                    "expiryDate": .optional(expiryDate),
                    "idTag": .string(idTag),
                    "parentIdTag": .optional(parentIdTag),
                    "reservationId": .integer(reservationId),
                ])
            }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
