internal import Crypto
internal import Foundation
internal import SwiftASN1
package import Values
internal import X509

/// A small authority that signs the client certificates of charge points.
///
/// Source: OCPP 1.6 security whitepaper, profile 3; RFC 5280 §4.2 for the extensions.
package struct Authority: Sendable {
    /// The authority's own certificate, PEM.
    package let certificate: String
    /// Its private key, PEM; secret.
    package let privateKey: String

    /// An authority whose parts belong together.
    ///
    /// - Throws: ``CertificateFault``.
    package init(certificate: String, privateKey: String) throws(CertificateFault) {
        let own = try Certificate.reading(certificate)
        guard own.isAuthority else { throw CertificateFault.noAuthority }
        guard let key = try? Certificate.PrivateKey(pemEncoded: privateKey) else { throw CertificateFault.unreadable }
        guard key.publicKey == own.publicKey else { throw CertificateFault.keyMismatch }
        self.certificate = certificate
        self.privateKey = privateKey
    }

    /// Years for which an authority of ours is valid: longer than a charge point stands.
    private static let authorityYears: Int64 = 20
    /// Days for which a certificate of a charge point is valid: two years, so that renewal is rehearsed.
    private static let clientDays: Int64 = 730
    /// Seconds by which certificates begin early, for charge points whose clock is behind.
    private static let headStartSeconds: Int64 = 86_400

    /// Makes an authority with a new key on P-256.
    ///
    /// - Throws: ``CertificateFault``.
    package static func make(named name: String, at now: Timestamp) throws(CertificateFault) -> Authority {
        do {
            let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
            let subject = try DistinguishedName { CommonName(name) }
            let identifier = SubjectKeyIdentifier(hash: key.publicKey)
            let certificate = try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: key.publicKey,
                notValidBefore: now.adding(seconds: -headStartSeconds).date,
                notValidAfter: now.adding(seconds: authorityYears * 366 * 86_400).date,
                issuer: subject,
                subject: subject,
                signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                    identifier
                },
                issuerPrivateKey: key
            )
            return try Authority(
                certificate: certificate.serializeAsPEM().pemString,
                privateKey: key.serializeAsPEM().pemString
            )
        } catch let fault as CertificateFault { throw fault } catch { throw CertificateFault.notMade }
    }

    /// Signs the request of a charge point; the certificate names its identity, whatever the request calls itself.
    ///
    /// - Returns: The certificate followed by the authority's own, PEM.
    /// - Throws: ``CertificateFault``.
    package func sign(
        _ request: ClientRequest,
        for identity: String,
        of organisation: String,
        at now: Timestamp
    ) throws(CertificateFault) -> String {
        do {
            let own = try Certificate.reading(certificate)
            let key = try Certificate.PrivateKey(pemEncoded: privateKey)
            let subject = try DistinguishedName {
                OrganizationName(organisation)
                CommonName(identity)
            }
            let signed = try Certificate(
                version: .v3,
                serialNumber: Certificate.SerialNumber(),
                publicKey: request.csr.publicKey,
                notValidBefore: now.adding(seconds: -Authority.headStartSeconds).date,
                notValidAfter: now.adding(seconds: Authority.clientDays * 86_400).date,
                issuer: own.subject,
                subject: subject,
                extensions: try Authority.clientExtensions(of: request.csr.publicKey, under: own),
                issuerPrivateKey: key
            )
            return try signed.serializeAsPEM().pemString + "\n" + certificate
        } catch let fault as CertificateFault { throw fault } catch { throw CertificateFault.notMade }
    }

    private static func clientExtensions(
        of key: Certificate.PublicKey,
        under own: Certificate
    ) throws -> Certificate.Extensions {
        let above = AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: own.publicKey).keyIdentifier)
        return try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true))
            try ExtendedKeyUsage([.clientAuth])
            SubjectKeyIdentifier(hash: key)
            above
        }
    }
}

/// A charge point's request for a certificate, after PKCS #10.
package struct ClientRequest: Sendable {
    let csr: CertificateSigningRequest

    /// Reads a request and checks that its sender holds the key.
    ///
    /// - Throws: ``CertificateFault``.
    package init(pem: String) throws(CertificateFault) {
        guard let csr = try? CertificateSigningRequest(pemEncoded: pem) else { throw CertificateFault.unreadable }
        guard csr.publicKey.isValidSignature(csr.signature, for: csr) else { throw CertificateFault.badSignature }
        self.csr = csr
    }

    /// What the request calls itself, such as `CN=CP-1,O=Maker`.
    package var subject: String { csr.subject.description }
    /// The kind of key.
    package var key: String { csr.publicKey.description }
    /// SHA-256 of the key, in hexadecimal digits, to be compared with what an installer reads on the spot.
    package var fingerprint: String {
        SHA256.hash(data: Array(csr.publicKey.subjectPublicKeyInfoBytes)).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }
}

extension Certificate {
    static func reading(_ pem: String) throws(CertificateFault) -> Certificate {
        guard let certificate = try? Certificate(pemEncoded: pem) else { throw CertificateFault.unreadable }
        return certificate
    }

    /// Whether it says that it signs others.
    var isAuthority: Bool {
        guard case .isCertificateAuthority = try? extensions.basicConstraints else { return false }
        return true
    }
}

extension Timestamp {
    /// For the library, which wants Foundation's dates; whole seconds are exact in them.
    var date: Date { Date(timeIntervalSince1970: TimeInterval(seconds)) }
}
