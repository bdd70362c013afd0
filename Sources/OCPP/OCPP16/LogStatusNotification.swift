public import Values

extension OCPP16 {
    /// LogStatusNotification: security whitepaper for 1.6, charge point → central system.
    public enum LogStatusNotification: Action {
        /// The name on the wire.
        public static let name = "LogStatusNotification"

        /// How far an upload is.
        public enum Status: String, CaseIterable, Sendable {
            case badMessage = "BadMessage"
            case idle = "Idle"
            case notSupportedOperation = "NotSupportedOperation"
            case permissionDenied = "PermissionDenied"
            case uploaded = "Uploaded"
            case uploadFailure = "UploadFailure"
            case uploading = "Uploading"
        }

        /// A step of the work.
        public struct Request: Payload {
            /// How far the work is.
            public var status: Open<Status>
            /// The number of the request.
            public var requestId: Int64?

            /// Makes a request.
            public init(status: Status, requestId: Int64? = nil) {
                self.status = .known(status)
                self.requestId = requestId
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
                requestId = fields.optionalInteger("requestId")
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "status": .string(status.rawValue),
                    "requestId": .optional(requestId),
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
