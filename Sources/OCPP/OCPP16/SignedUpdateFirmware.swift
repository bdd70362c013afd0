public import Values

extension OCPP16 {
    /// SignedUpdateFirmware: security whitepaper for 1.6, central system → charge point.
    public enum SignedUpdateFirmware: Action {
        /// The name on the wire.
        public static let name = "SignedUpdateFirmware"

        /// Whether the firmware will be fetched.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
            case acceptedCanceled = "AcceptedCanceled"
            case invalidCertificate = "InvalidCertificate"
            case revokedCertificate = "RevokedCertificate"
        }

        /// Signed firmware.
        public struct Firmware: PayloadPart {
            /// The firmware as a URL.
            public var location: String
            /// From when on it may be fetched.
            public var retrieveDateTime: Timestamp?
            /// From when on it may be installed.
            public var installDateTime: Timestamp?
            /// The certificate of the signer, PEM.
            public var signingCertificate: String
            /// The signature, Base64.
            public var signature: String

            /// Describes firmware.
            public init(
                location: String,
                retrieveDateTime: Timestamp,
                installDateTime: Timestamp? = nil,
                signingCertificate: String,
                signature: String
            ) {
                self.location = location
                self.retrieveDateTime = retrieveDateTime
                self.installDateTime = installDateTime
                self.signingCertificate = signingCertificate
                self.signature = signature
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                location = try fields.text("location", max: 512)
                retrieveDateTime = fields.timestamp("retrieveDateTime")
                installDateTime = fields.optionalTimestamp("installDateTime")
                signingCertificate = try fields.text("signingCertificate", max: 5500)
                signature = try fields.text("signature", max: 800)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "location": .string(location),
                    "retrieveDateTime": .optional(retrieveDateTime),
                    "installDateTime": .optional(installDateTime),
                    "signingCertificate": .string(signingCertificate),
                    "signature": .string(signature),
                ])
            }
        }

        /// A wish that signed firmware be fetched and installed.
        public struct Request: Payload {
            /// How often to try.
            public var retries: Int64?
            /// Seconds between tries.
            public var retryInterval: Int64?
            /// The number that the reports will carry.
            public var requestId: Int64
            /// The firmware.
            public var firmware: Firmware

            /// Makes a request.
            public init(retries: Int64? = nil, retryInterval: Int64? = nil, requestId: Int64, firmware: Firmware) {
                self.retries = retries
                self.retryInterval = retryInterval
                self.requestId = requestId
                self.firmware = firmware
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                retries = fields.optionalInteger("retries")
                retryInterval = fields.optionalInteger("retryInterval")
                requestId = try fields.integer("requestId")
                firmware = try fields.part("firmware", Firmware.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "retries": .optional(retries),
                    "retryInterval": .optional(retryInterval),
                    "requestId": .integer(requestId),
                    "firmware": firmware.json,
                ])
            }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
