public import Values

extension OCPP16 {
    /// UpdateFirmware: 1.6 §5.19, central system → charge point.
    public enum UpdateFirmware: Action {
        /// The name on the wire.
        public static let name = "UpdateFirmware"

        /// A wish that firmware be fetched and installed.
        public struct Request: Payload {
            /// The firmware as a URL.
            public var location: String
            /// How often to try.
            public var retries: Int64?
            /// From when on it may be fetched.
            public var retrieveDate: Timestamp?
            /// Seconds between tries.
            public var retryInterval: Int64?

            /// Makes a request.
            public init(
                location: String,
                retries: Int64? = nil,
                retrieveDate: Timestamp,
                retryInterval: Int64? = nil
            ) {
                self.location = location
                self.retries = retries
                self.retrieveDate = retrieveDate
                self.retryInterval = retryInterval
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                location = try fields.text("location", max: 2000)
                retries = fields.optionalInteger("retries")
                retrieveDate = fields.timestamp("retrieveDate")
                retryInterval = fields.optionalInteger("retryInterval")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "location": .string(location),
                    "retries": .optional(retries),
                    "retrieveDate": .optional(retrieveDate),
                    "retryInterval": .optional(retryInterval),
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
