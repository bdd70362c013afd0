/// Why a certificate or a request for one cannot be used.
package enum CertificateFault: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// The text is no PEM of the kind that was expected.
    case unreadable = "certificate.unreadable"
    /// The request is not signed by the key it names.
    case badSignature = "certificate.bad_signature"
    /// The certificate does not belong to an authority.
    case noAuthority = "certificate.no_authority"
    /// Certificate and private key do not belong together.
    case keyMismatch = "certificate.key_mismatch"
    /// The stored private key cannot be opened with this installation's secret.
    case sealed = "certificate.sealed"
    /// The library could not make the certificate.
    case notMade = "certificate.not_made"

    package var code: String { rawValue }
    package var description: String { "\(code): the certificate cannot be used" }
}
