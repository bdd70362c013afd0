public import Values

extension OCPP16 {
    /// GetDiagnostics: 1.6 §5.9, central system → charge point.
    public enum GetDiagnostics: Action {
        /// The name on the wire.
        public static let name = "GetDiagnostics"

        /// A wish that diagnostics be uploaded.
        public struct Request: Payload {
            /// The folder to upload to, as a URL.
            public var location: String
            /// How often to try.
            public var retries: Int64?
            /// Seconds between tries.
            public var retryInterval: Int64?
            /// The oldest that is wished for.
            public var startTime: Timestamp?
            /// The newest that is wished for.
            public var stopTime: Timestamp?

            /// Makes a request.
            public init(
                location: String,
                retries: Int64? = nil,
                retryInterval: Int64? = nil,
                startTime: Timestamp? = nil,
                stopTime: Timestamp? = nil
            ) {
                self.location = location
                self.retries = retries
                self.retryInterval = retryInterval
                self.startTime = startTime
                self.stopTime = stopTime
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                location = try fields.text("location", max: 2000)
                retries = fields.optionalInteger("retries")
                retryInterval = fields.optionalInteger("retryInterval")
                startTime = fields.optionalTimestamp("startTime")
                stopTime = fields.optionalTimestamp("stopTime")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "location": .string(location),
                    "retries": .optional(retries),
                    "retryInterval": .optional(retryInterval),
                    "startTime": .optional(startTime),
                    "stopTime": .optional(stopTime),
                ])
            }
        }

        /// What the charge point answers.
        public struct Confirmation: Payload {
            /// The file's name; absent when there is nothing.
            public var fileName: String?

            /// Makes a confirmation.
            public init(fileName: String? = nil) {
                self.fileName = fileName
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                fileName = fields.optionalText("fileName", max: 255)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["fileName": .optional(fileName)]) }
        }
    }
}
