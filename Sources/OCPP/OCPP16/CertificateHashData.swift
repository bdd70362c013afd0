public import Values

extension OCPP16 {
    /// How a certificate's issuer is hashed.
    public enum HashAlgorithm: String, CaseIterable, Sendable {
        case sha256 = "SHA256"
        case sha384 = "SHA384"
        case sha512 = "SHA512"
    }

    /// What a root certificate vouches for.
    public enum CertificateUse: String, CaseIterable, Sendable {
        case centralSystemRootCertificate = "CentralSystemRootCertificate"
        case manufacturerRootCertificate = "ManufacturerRootCertificate"
    }

    /// What names a certificate that a charge point holds.
    ///
    /// Source: security whitepaper for 1.6, `CertificateHashDataType`.
    public struct CertificateHashData: PayloadPart {
        /// How the issuer is hashed.
        public var hashAlgorithm: Open<HashAlgorithm>
        /// The hash of the issuer's name.
        public var issuerNameHash: String
        /// The hash of the issuer's public key.
        public var issuerKeyHash: String
        /// The serial number in hexadecimal digits.
        public var serialNumber: String

        /// Names a certificate.
        public init(
            hashAlgorithm: HashAlgorithm,
            issuerNameHash: String,
            issuerKeyHash: String,
            serialNumber: String
        ) {
            self.hashAlgorithm = .known(hashAlgorithm)
            self.issuerNameHash = issuerNameHash
            self.issuerKeyHash = issuerKeyHash
            self.serialNumber = serialNumber
        }

        /// Reads the fields.
        public init(reading fields: inout FieldReader) throws(FieldFault) {
            hashAlgorithm = try fields.listed("hashAlgorithm", HashAlgorithm.self)
            issuerNameHash = try fields.text("issuerNameHash", max: 128)
            issuerKeyHash = try fields.text("issuerKeyHash", max: 128)
            serialNumber = try fields.text("serialNumber", max: 40)
        }

        /// The fields as JSON.
        public var json: JSON {
            .fields([
                "hashAlgorithm": .string(hashAlgorithm.rawValue),
                "issuerNameHash": .string(issuerNameHash),
                "issuerKeyHash": .string(issuerKeyHash),
                "serialNumber": .string(serialNumber),
            ])
        }
    }
}
