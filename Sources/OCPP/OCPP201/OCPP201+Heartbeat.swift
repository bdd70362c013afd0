public import Values

extension OCPP201 {
    /// Heartbeat: 2.0.1 G02, charging station → CSMS.
    public enum Heartbeat: Action {
        /// The name on the wire.
        public static let name = "Heartbeat"

        /// A sign of life.
        public struct Request: EmptyPayload {
            /// Makes a request.
            public init() {}
        }

        /// The time.
        public struct Confirmation: Payload {
            /// The CSMS's time.
            public var currentTime: Timestamp?

            /// Makes a response.
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
