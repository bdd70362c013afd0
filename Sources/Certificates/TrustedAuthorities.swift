internal import Foundation
internal import SwiftASN1
package import Values
internal import X509

/// The authorities whose client certificates let the charge points of an operator in.
package struct TrustedAuthorities: Sendable {
    private let authorities: [Certificate]

    /// The authorities of some PEM texts; what cannot be read trusts nobody.
    package init(pem texts: [String] = []) {
        authorities = texts.compactMap { try? Certificate.reading($0) }.filter(\.isAuthority)
    }

    /// How many there are.
    package var count: Int { authorities.count }

    /// Certificates between a charge point's own and an authority; makers have one or two.
    private static let longestChain = 4

    /// Whether a chain, DER, the client's own certificate first, lets a charge point in.
    ///
    /// The names must be its own, the times must fit, and each certificate must be signed by the next, the last by an
    /// authority. That the client holds the key was shown in the TLS handshake.
    package func admit(_ chain: [[UInt8]], as identity: String, at now: Timestamp) -> Bool {
        let certificates = chain.prefix(TrustedAuthorities.longestChain).compactMap { try? Certificate(derEncoded: $0) }
        guard let client = certificates.first, client.names(identity), client.isForClients, !client.isAuthority else {
            return false
        }
        return isTrusted(client, above: certificates.dropFirst(), at: now)
    }

    private func isTrusted(_ certificate: Certificate, above rest: ArraySlice<Certificate>, at now: Timestamp) -> Bool {
        guard certificate.isValid(at: now) else { return false }
        if authorities.contains(where: { $0.isValid(at: now) && certificate.isSigned(by: $0) }) { return true }
        guard let next = rest.first, next.isAuthority, certificate.isSigned(by: next) else { return false }
        return isTrusted(next, above: rest.dropFirst(), at: now)
    }
}

extension Certificate {
    fileprivate func isValid(at now: Timestamp) -> Bool { notValidBefore <= now.date && now.date <= notValidAfter }

    fileprivate func isSigned(by other: Certificate) -> Bool {
        issuer == other.subject && other.publicKey.isValidSignature(signature, for: self)
    }

    /// Whether the common name is the identity, as it stands.
    fileprivate func names(_ identity: String) -> Bool {
        let name = subject.lazy.flatMap { $0 }.first { $0.type == .RDNAttributeType.commonName }
        return name.flatMap { String($0.value) } == identity
    }

    /// Whether clients may use it; one that does not say is for everything.
    fileprivate var isForClients: Bool {
        guard let usage = try? extensions.extendedKeyUsage else { return true }
        return usage.contains(.clientAuth) || usage.contains(.any)
    }
}
