public import Values

extension OCPP16 {
    /// UnlockConnector: 1.6 §5.18, central system → charge point.
    public enum UnlockConnector: Action {
        /// The name on the wire.
        public static let name = "UnlockConnector"

        /// What became of the lock.
        public enum Status: String, CaseIterable, Sendable {
            case unlocked = "Unlocked"
            case unlockFailed = "UnlockFailed"
            case notSupported = "NotSupported"
        }

        /// A wish that a connector let go of its cable.
        public struct Request: Payload {
            /// The connector, from 1.
            public var connectorId: Int64

            /// Makes a request.
            public init(connectorId: Int64) {
                self.connectorId = connectorId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                connectorId = try fields.integer("connectorId")
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["connectorId": .integer(connectorId)]) }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
