public import Values

extension OCPP16 {
    /// SignCertificate: security whitepaper for 1.6, charge point → central system.
    public enum SignCertificate: Action {
        /// The name on the wire.
        public static let name = "SignCertificate"

        /// Whether the request will be looked at.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case rejected = "Rejected"
        }

        /// A request for a client certificate.
        public struct Request: Payload {
            /// The request after PKCS #10, PEM.
            public var csr: String

            /// Makes a request.
            public init(csr: String) {
                self.csr = csr
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                csr = try fields.text("csr", max: 5500)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["csr": .string(csr)]) }
        }

        /// What the central system answers.
        public typealias Confirmation = StatusConfirmation<Status>
    }
}
