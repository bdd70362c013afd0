public import Values

extension OCPP16 {
    /// DeleteCertificate: security whitepaper for 1.6, central system → charge point.
    public enum DeleteCertificate: Action {
        /// The name on the wire.
        public static let name = "DeleteCertificate"

        /// Whether the certificate is gone.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case failed = "Failed"
            case notFound = "NotFound"
        }

        /// A wish that a root certificate go.
        public struct Request: Payload {
            /// Which one.
            public var certificateHashData: CertificateHashData

            /// Makes a request.
            public init(certificateHashData: CertificateHashData) {
                self.certificateHashData = certificateHashData
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                certificateHashData = try fields.part("certificateHashData", CertificateHashData.self)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["certificateHashData": certificateHashData.json]) }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
