public import Values

extension OCPP16 {
    /// CertificateSigned: security whitepaper for 1.6, central system → charge point.
    public enum CertificateSigned: Action {
        /// The name on the wire.
        public static let name = "CertificateSigned"

        /// Whether the certificate was taken.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// The certificate that was asked for.
        public struct Request: Payload {
            /// The certificate and those above it, PEM.
            public var certificateChain: String

            /// Makes a request.
            public init(certificateChain: String) {
                self.certificateChain = certificateChain
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                certificateChain = try fields.text("certificateChain", max: 10000)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["certificateChain": .string(certificateChain)]) }
        }

        /// What the charge point answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
