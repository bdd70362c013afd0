public import Values

extension OCPP201 {
    /// More about a status.
    public struct StatusInfo: PayloadPart {
        /// A code of the vendor's or of the specification.
        public var reasonCode: String
        /// A text.
        public var additionalInfo: String?

        /// Makes the information.
        public init(reasonCode: String, additionalInfo: String? = nil) {
            self.reasonCode = reasonCode
            self.additionalInfo = additionalInfo
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            reasonCode = try fields.text("reasonCode", max: 20)
            additionalInfo = fields.optionalText("additionalInfo", max: 512)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "reasonCode": .string(reasonCode),
                "additionalInfo": .optional(additionalInfo),
            ])
        }
    }

    /// A charging place, with a connector of it.
    public struct EVSE: PayloadPart {
        /// The place, from 1; 0 is the station as a whole.
        public var id: Int64
        /// The connector of the place.
        public var connectorId: Int64?

        /// Names a place.
        public init(id: Int64, connectorId: Int64? = nil) {
            self.id = id
            self.connectorId = connectorId
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            id = try fields.integer("id")
            connectorId = fields.optionalInteger("connectorId")
        }

        /// The fields as JSON.
        public var json: JSON { .fields(["id": .integer(id), "connectorId": .optional(connectorId)]) }
    }
}
