import Crypto
import Domain

/// Signs and derives with one secret; every purpose has a key of its own.
struct Signer: Sendable {
    /// What a key is for; two purposes never accept each other's signatures.
    enum Purpose: String {
        /// Tokens against forged requests of visitors who are not signed in.
        case visitor = "laadboek.visitor"
        /// Tokens against forged requests.
        case forgery = "laadboek.forgery"
        /// Messages carried over a redirect.
        case notice = "laadboek.notice"
    }

    private let secret: SymmetricKey

    init(secret: [UInt8]) {
        self.secret = SymmetricKey(data: secret)
    }

    /// A key for a purpose and a subject, such as one visitor; 32 bytes.
    func key(for purpose: Purpose, _ subject: [UInt8] = []) -> [UInt8] {
        var code = HMAC<SHA256>(key: secret)
        code.update(data: Array(purpose.rawValue.utf8) + [0])
        code.update(data: subject)
        return Array(code.finalize())
    }

    /// The signature of a text in hexadecimal digits.
    func signature(of text: String, for purpose: Purpose, _ subject: [UInt8]) -> String {
        let key = SymmetricKey(data: key(for: purpose, subject))
        return Hex.text(HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key))
    }

    /// Whether the signature is the text's, found out in constant time.
    func accepts(_ signature: String, of text: String, for purpose: Purpose, _ subject: [UInt8]) -> Bool {
        equalInConstantTime(Array(signature.utf8), Array(self.signature(of: text, for: purpose, subject).utf8))
    }
}

/// The tokens of one visitor that show that a form came from our own page.
struct ForgeryGuard: Sendable {
    private static let size = 32
    private let code: [UInt8]

    /// `secret` is the session's own, or derived from the visitor's cookie.
    init(secret: [UInt8]) {
        code = Signer(secret: secret).key(for: .forgery)
    }

    /// A token for one page; each is masked by other random bytes, so that compressed pages do not give it away.
    func token() -> String {
        let mask = randomBytes(ForgeryGuard.size)
        return Hex.text(mask) + Hex.text(zip(mask, code).map { $0 ^ $1 })
    }

    /// Whether the token came from a page of this visitor.
    func accepts(_ token: String) -> Bool {
        guard token.utf8.count == 4 * ForgeryGuard.size, let bytes = Hex.bytes(token) else { return false }
        let (mask, masked) = (bytes.prefix(ForgeryGuard.size), bytes.suffix(ForgeryGuard.size))
        return equalInConstantTime(zip(mask, masked).map { $0 ^ $1 }, code)
    }
}
