public import Values

extension OCPP16 {
    /// ChangeAvailability: 1.6 §5.2, central system → charge point.
    public enum ChangeAvailability: Action {
        /// The name on the wire.
        public static let name = "ChangeAvailability"

        /// What the connector shall be.
        public enum AvailabilityType: String, CaseIterable, Sendable {
            case inoperative = "Inoperative"
            case operative = "Operative"
        }

        /// Whether the availability changes.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case scheduled = "Scheduled"
        }

        /// A wish that a connector go in or out of use.
        public struct Request: Payload {
            /// The connector, from 1; 0 is the charge point as a whole.
            public var connectorId: Int64
            /// What it shall be.
            public var type: Open<AvailabilityType>

            /// Makes a request.
            public init(connectorId: Int64, type: AvailabilityType) {
                self.connectorId = connectorId
                self.type = .known(type)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                connectorId = try fields.integer("connectorId")
                type = try fields.listed("type", AvailabilityType.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields(["connectorId": .integer(connectorId), "type": .string(type.rawValue)])
            }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
