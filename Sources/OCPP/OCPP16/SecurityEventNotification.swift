public import Values

extension OCPP16 {
    /// SecurityEventNotification: security whitepaper for 1.6, charge point → central system.
    public enum SecurityEventNotification: Action {
        /// The name on the wire.
        public static let name = "SecurityEventNotification"

        /// Something that touches security.
        public struct Request: Payload {
            /// What happened, by the list of security events.
            public var type: String
            /// When.
            public var timestamp: Timestamp?
            /// More about it.
            public var techInfo: String?

            /// Makes a request.
            public init(type: String, timestamp: Timestamp, techInfo: String? = nil) {
                self.type = type
                self.timestamp = timestamp
                self.techInfo = techInfo
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                type = try fields.text("type", max: 50)
                timestamp = fields.timestamp("timestamp")
                techInfo = fields.optionalText("techInfo", max: 255)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "type": .string(type),
                    "timestamp": .optional(timestamp),
                    "techInfo": .optional(techInfo),
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
