public import Values

extension OCPP16 {
    /// GetLog: security whitepaper for 1.6, central system → charge point.
    public enum GetLog: Action {
        /// The name on the wire.
        public static let name = "GetLog"

        /// Which log.
        public enum LogType: String, CaseIterable, Sendable {
            case diagnosticsLog = "DiagnosticsLog"
            case securityLog = "SecurityLog"
        }

        /// Whether the log will be uploaded.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case acceptedCanceled = "AcceptedCanceled"
        }

        /// Where to and what of a log.
        public struct LogParameters: PayloadPart {
            /// The folder to upload to, as a URL.
            public var remoteLocation: String
            /// The oldest that is wished for.
            public var oldestTimestamp: Timestamp?
            /// The newest that is wished for.
            public var latestTimestamp: Timestamp?

            /// Makes the parameters.
            public init(
                remoteLocation: String,
                oldestTimestamp: Timestamp? = nil,
                latestTimestamp: Timestamp? = nil
            ) {
                self.remoteLocation = remoteLocation
                self.oldestTimestamp = oldestTimestamp
                self.latestTimestamp = latestTimestamp
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                remoteLocation = try fields.text("remoteLocation", max: 512)
                oldestTimestamp = fields.optionalTimestamp("oldestTimestamp")
                latestTimestamp = fields.optionalTimestamp("latestTimestamp")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "remoteLocation": .string(remoteLocation),
                    "oldestTimestamp": .optional(oldestTimestamp),
                    "latestTimestamp": .optional(latestTimestamp),
                ])
            }
        }

        /// A wish that a log be uploaded.
        public struct Request: Payload {
            /// Where to and what of it.
            public var log: LogParameters
            /// Which log.
            public var logType: Open<LogType>
            /// The number that the reports will carry.
            public var requestId: Int64
            /// How often to try.
            public var retries: Int64?
            /// Seconds between tries.
            public var retryInterval: Int64?

            /// Makes a request.
            public init(
                log: LogParameters,
                logType: LogType,
                requestId: Int64,
                retries: Int64? = nil,
                retryInterval: Int64? = nil
            ) {
                self.log = log
                self.logType = .known(logType)
                self.requestId = requestId
                self.retries = retries
                self.retryInterval = retryInterval
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                log = try fields.part("log", LogParameters.self)
                logType = try fields.listed("logType", LogType.self)
                requestId = try fields.integer("requestId")
                retries = fields.optionalInteger("retries")
                retryInterval = fields.optionalInteger("retryInterval")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "log": log.json,
                    "logType": .string(logType.rawValue),
                    "requestId": .integer(requestId),
                    "retries": .optional(retries),
                    "retryInterval": .optional(retryInterval),
                ])
            }
        }

        /// What the charge point answers.
        public struct Confirmation: Payload {
            /// Whether the log will be uploaded.
            public var status: Open<Status>
            /// The file's name.
            public var filename: String?

            /// Makes a confirmation.
            public init(status: Status, filename: String? = nil) {
                self.status = .known(status)
                self.filename = filename
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
                filename = fields.optionalText("filename", max: 255)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "status": .string(status.rawValue),
                    "filename": .optional(filename),
                ])
            }
        }
    }
}
