public import Values

extension OCPP201 {
    /// StatusNotification: 2.0.1 G01, charging station → CSMS.
    public enum StatusNotification: Action {
        /// The name on the wire.
        public static let name = "StatusNotification"

        /// The state of a connector.
        public enum ConnectorStatus: String, CaseIterable, Sendable {
            case available = "Available"
            case occupied = "Occupied"
            case reserved = "Reserved"
            case unavailable = "Unavailable"
            case faulted = "Faulted"
        }

        /// A change of state.
        public struct Request: Payload {
            /// When the state began.
            public var timestamp: Timestamp?
            /// The state.
            public var connectorStatus: Open<ConnectorStatus>
            /// The charging place.
            public var evseId: Int64
            /// The connector of the place.
            public var connectorId: Int64

            /// Makes a request.
            public init(timestamp: Timestamp, connectorStatus: ConnectorStatus, evseId: Int64, connectorId: Int64) {
                self.timestamp = timestamp
                self.connectorStatus = .known(connectorStatus)
                self.evseId = evseId
                self.connectorId = connectorId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                timestamp = fields.timestamp("timestamp")
                connectorStatus = try fields.listed("connectorStatus", ConnectorStatus.self)
                evseId = try fields.integer("evseId")
                connectorId = try fields.integer("connectorId")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "timestamp": .optional(timestamp),
                    "connectorStatus": .string(connectorStatus.rawValue),
                    "evseId": .integer(evseId),
                    "connectorId": .integer(connectorId),
                ])
            }
        }

        /// No fields.
        public struct Confirmation: EmptyPayload {
            /// Makes a confirmation.
            public init() {}
        }
    }
}
