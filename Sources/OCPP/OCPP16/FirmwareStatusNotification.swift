public import Values

extension OCPP16 {
    /// FirmwareStatusNotification: 1.6 §4.5, charge point → central system.
    public enum FirmwareStatusNotification: Action {
        /// The name on the wire.
        public static let name = "FirmwareStatusNotification"

        /// How far an update of the firmware is.
        public enum Status: String, CaseIterable, Sendable {
            case downloaded = "Downloaded"
            case downloadFailed = "DownloadFailed"
            case downloading = "Downloading"
            case idle = "Idle"
            case installationFailed = "InstallationFailed"
            case installing = "Installing"
            case installed = "Installed"
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
