public import Values

extension OCPP16 {
    /// DiagnosticsStatusNotification: 1.6 §4.4, charge point → central system.
    public enum DiagnosticsStatusNotification: Action {
        /// The name on the wire.
        public static let name = "DiagnosticsStatusNotification"

        /// How far an upload of diagnostics is.
        public enum Status: String, CaseIterable, Sendable {
            case idle = "Idle"
            case uploaded = "Uploaded"
            case uploadFailed = "UploadFailed"
            case uploading = "Uploading"
        }

        /// A step of the work.
        public struct Request: Payload {
            /// How far the work is.
            public var status: Open<Status>

            /// Makes a request.
            public init(status: Status) {
                self.status = .known(status)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                status = try fields.listed("status", Status.self)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["status": .string(status.rawValue)]) }
        }

        /// No fields.
        public struct Confirmation: EmptyPayload {
            /// Makes a confirmation.
            public init() {}
        }
    }
}
