public import Values

extension OCPP16 {
    /// SetChargingProfile: 1.6 §5.16, central system → charge point.
    public enum SetChargingProfile: Action {
        /// The name on the wire.
        public static let name = "SetChargingProfile"

        /// Whether the profile was taken.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case notSupported = "NotSupported"
        }

        /// A limit for a connector.
        public struct Request: Payload {
            /// The connector; 0 is the charge point as a whole.
            public var connectorId: Int64
            /// The profile.
            public var csChargingProfiles: ChargingProfile

            /// Makes a request.
            public init(connectorId: Int64, csChargingProfiles: ChargingProfile) {
                self.connectorId = connectorId
                self.csChargingProfiles = csChargingProfiles
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                connectorId = try fields.integer("connectorId")
                csChargingProfiles = try fields.part("csChargingProfiles", ChargingProfile.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "connectorId": .integer(connectorId),
                    "csChargingProfiles": csChargingProfiles.json,
                ])
            }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
