public import Values

extension OCPP16 {
    /// SignedFirmwareStatusNotification: security whitepaper for 1.6, charge point → central system.
    public enum SignedFirmwareStatusNotification: Action {
        /// The name on the wire.
        public static let name = "SignedFirmwareStatusNotification"

        /// How far an update of the firmware is.
        public enum Status: String, CaseIterable, Sendable {
            case downloaded = "Downloaded"
            case downloadFailed = "DownloadFailed"
            case downloading = "Downloading"
            case downloadScheduled = "DownloadScheduled"
            case downloadPaused = "DownloadPaused"
            case idle = "Idle"
            case installationFailed = "InstallationFailed"
            case installing = "Installing"
            case installed = "Installed"
            case installRebooting = "InstallRebooting"
            case installScheduled = "InstallScheduled"
            case installVerificationFailed = "InstallVerificationFailed"
            case invalidSignature = "InvalidSignature"
            case signatureVerified = "SignatureVerified"
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
