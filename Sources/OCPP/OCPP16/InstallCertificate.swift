public import Values

extension OCPP16 {
    /// InstallCertificate: security whitepaper for 1.6, central system → charge point.
    public enum InstallCertificate: Action {
        /// The name on the wire.
        public static let name = "InstallCertificate"

        /// Whether the certificate was taken.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case failed = "Failed"
            case rejected = "Rejected"
        }

        /// A root certificate to trust.
        public struct Request: Payload {
            /// What it vouches for.
            public var certificateType: Open<CertificateUse>
            /// The certificate, PEM.
            public var certificate: String

            /// Makes a request.
            public init(certificateType: CertificateUse, certificate: String) {
                self.certificateType = .known(certificateType)
                self.certificate = certificate
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                certificateType = try fields.listed("certificateType", CertificateUse.self)
                certificate = try fields.text("certificate", max: 5500)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "certificateType": .string(certificateType.rawValue),
                    "certificate": .string(certificate),
                ])
            }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
