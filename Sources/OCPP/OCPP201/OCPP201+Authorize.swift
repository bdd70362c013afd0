public import Values

extension OCPP201 {
    /// Authorize: 2.0.1 C01, charging station → CSMS.
    public enum Authorize: Action {
        /// The name on the wire.
        public static let name = "Authorize"

        /// Whether a contract certificate is valid.
        public enum CertificateStatus: String, CaseIterable, Sendable {
            case accepted = "Accepted"
            case signatureError = "SignatureError"
            case certificateExpired = "CertificateExpired"
            case certificateRevoked = "CertificateRevoked"
            case noCertificateAvailable = "NoCertificateAvailable"
            case certChainError = "CertChainError"
            case contractCancelled = "ContractCancelled"
        }

        /// A certificate whose validity is asked for.
        public struct OCSPRequestData: PayloadPart {
            /// How the issuer is hashed.
            public var hashAlgorithm: Open<OCPP16.HashAlgorithm>
            /// The hash of the issuer's name.
            public var issuerNameHash: String
            /// The hash of the issuer's public key.
            public var issuerKeyHash: String
            /// The serial number.
            public var serialNumber: String
            /// Where to ask.
            public var responderURL: String

            /// Names a certificate.
            public init(
                hashAlgorithm: OCPP16.HashAlgorithm,
                issuerNameHash: String,
                issuerKeyHash: String,
                serialNumber: String,
                responderURL: String
            ) {
                self.hashAlgorithm = .known(hashAlgorithm)
                self.issuerNameHash = issuerNameHash
                self.issuerKeyHash = issuerKeyHash
                self.serialNumber = serialNumber
                self.responderURL = responderURL
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                hashAlgorithm = try fields.listed("hashAlgorithm", OCPP16.HashAlgorithm.self)
                issuerNameHash = try fields.text("issuerNameHash", max: 128)
                issuerKeyHash = try fields.text("issuerKeyHash", max: 128)
                serialNumber = try fields.text("serialNumber", max: 40)
                responderURL = try fields.text("responderURL", max: 512)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "hashAlgorithm": .string(hashAlgorithm.rawValue),
                    "issuerNameHash": .string(issuerNameHash),
                    "issuerKeyHash": .string(issuerKeyHash),
                    "serialNumber": .string(serialNumber),
                    "responderURL": .string(responderURL),
                ])
            }
        }

        /// A token that asks to charge.
        public struct Request: Payload {
            /// The token.
            public var idToken: IdToken
            /// The contract certificate, PEM.
            public var certificate: String?
            /// The certificates of its chain.
            public var iso15118CertificateHashData: [OCSPRequestData]

            /// Makes a request.
            public init(
                idToken: IdToken,
                certificate: String? = nil,
                iso15118CertificateHashData: [OCSPRequestData] = []
            ) {
                self.idToken = idToken
                self.certificate = certificate
                self.iso15118CertificateHashData = iso15118CertificateHashData
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                idToken = try fields.part("idToken", IdToken.self)
                certificate = fields.optionalText("certificate", max: 5500)
                iso15118CertificateHashData = try fields.parts("iso15118CertificateHashData", OCSPRequestData.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "idToken": idToken.json,
                    "certificate": .optional(certificate),
                    "iso15118CertificateHashData": iso15118CertificateHashData.isEmpty
                        ? nil : .array(iso15118CertificateHashData.map(\.json)),
                ])
            }
        }

        /// The verdict.
        public struct Confirmation: Payload {
            /// The verdict on the token.
            public var idTokenInfo: IdTokenInfo
            /// The verdict on the certificate.
            public var certificateStatus: Open<CertificateStatus>?

            /// Makes a response.
            public init(idTokenInfo: IdTokenInfo, certificateStatus: CertificateStatus? = nil) {
                self.idTokenInfo = idTokenInfo
                self.certificateStatus = certificateStatus.map(Open.known)
            }

            /// Reads the fields.
            public init(reading fields: inout FieldReader) throws(FieldFault) {
                idTokenInfo = try fields.part("idTokenInfo", IdTokenInfo.self)
                certificateStatus = fields.optionalListed("certificateStatus", CertificateStatus.self)
            }

            /// The fields as JSON.
            public var json: JSON {
                .fields([
                    "idTokenInfo": idTokenInfo.json,
                    "certificateStatus": .optional(certificateStatus),
                ])
            }
        }
    }
}
