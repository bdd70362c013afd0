public import Values

extension OCPP16 {
    /// Heartbeat: 1.6 §4.6, charge point → central system.
    public enum Heartbeat: Action {
        /// The name on the wire.
        public static let name = "Heartbeat"

        /// No fields.
        public struct Request: EmptyPayload {
            /// Makes a request.
            public init() {}
        }

        /// The time for the charge point's clock.
        public struct Confirmation: Payload {
            /// The central system's time.
            public var currentTime: Timestamp?

            /// Makes a confirmation.
            public init(currentTime: Timestamp) {
                self.currentTime = currentTime
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                currentTime = fields.timestamp("currentTime")
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["currentTime": .optional(currentTime)]) }
        }
    }
}
