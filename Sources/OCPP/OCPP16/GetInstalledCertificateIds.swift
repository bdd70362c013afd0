public import Values

extension OCPP16 {
    /// GetInstalledCertificateIds: security whitepaper for 1.6, central system → charge point.
    public enum GetInstalledCertificateIds: Action {
        /// The name on the wire.
        public static let name = "GetInstalledCertificateIds"

        /// Whether there are any.
        public enum Status: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case notFound = "NotFound"
        }

        /// A question for root certificates.
        public struct Request: Payload {
            /// What they vouch for.
            public var certificateType: Open<CertificateUse>

            /// Makes a request.
            public init(certificateType: CertificateUse) {
                self.certificateType = .known(certificateType)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                certificateType = try fields.listed("certificateType", CertificateUse.self)
            }

            /// The fields as JSON.
            public var json: JSON { .fields(["certificateType": .string(certificateType.rawValue)]) }
        }

        /// What the charge point answers.
        public struct Confirmation: Payload {
            /// The certificates.
            public var certificateHashData: [CertificateHashData]
            /// Whether there are any.
            public var status: Open<Status>

            /// Makes a confirmation.
            public init(certificateHashData: [CertificateHashData] = [], status: Status) {
                self.certificateHashData = certificateHashData
                self.status = .known(status)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                certificateHashData = try fields.parts("certificateHashData", CertificateHashData.self)
                status = try fields.listed("status", Status.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "certificateHashData": certificateHashData.isEmpty ? nil : .array(certificateHashData.map(\.json)),
                    "status": .string(status.rawValue),
                ])
            }
        }
    }
}
