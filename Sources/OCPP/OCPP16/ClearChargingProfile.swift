public import Values

extension OCPP16 {
    /// ClearChargingProfile: 1.6 §5.5, central system → charge point.
    public enum ClearChargingProfile: Action {
        /// The name on the wire.
        public static let name = "ClearChargingProfile"

        /// Whether profiles were found.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case unknown = "Unknown"
        }

        /// Which profiles shall go; all when nothing is said.
        public struct Request: Payload {
            /// The profile's number.
            public var id: Int64?
            /// The connector; 0 is the charge point as a whole.
            public var connectorId: Int64?
            /// Profiles of this purpose.
            public var chargingProfilePurpose: Open<ChargingProfilePurpose>?
            /// Profiles of this level.
            public var stackLevel: Int64?

            /// Makes a request.
            public init(
                id: Int64? = nil,
                connectorId: Int64? = nil,
                chargingProfilePurpose: ChargingProfilePurpose? = nil,
                stackLevel: Int64? = nil
            ) {
                self.id = id
                self.connectorId = connectorId
                self.chargingProfilePurpose = chargingProfilePurpose.map(Open.known)
                self.stackLevel = stackLevel
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                id = fields.optionalInteger("id")
                connectorId = fields.optionalInteger("connectorId")
                chargingProfilePurpose = fields.optionalListed("chargingProfilePurpose", ChargingProfilePurpose.self)
                stackLevel = fields.optionalInteger("stackLevel")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "id": .optional(id),
                    "connectorId": .optional(connectorId),
                    "chargingProfilePurpose": .optional(chargingProfilePurpose),
                    "stackLevel": .optional(stackLevel),
                ])
            }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
