import Crypto
import Foundation
import Values

/// The secret by which an endpoint knows our messages.
///
/// Source: Standard Webhooks 1.0, "Signature scheme".
package struct WebhookSecret: Sendable, CustomStringConvertible {
    private static let prefix = "whsec_"
    private static let size = 32

    /// `whsec_` and 32 random bytes in base64.
    package let text: String
    private let key: SymmetricKey

    package static func random() -> WebhookSecret {
        var random = SystemRandomNumberGenerator()
        let bytes = (0..<size).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        return WebhookSecret(bytes: bytes, text: prefix + Data(bytes).base64EncodedString())
    }

    private init(bytes: [UInt8], text: String) {
        self.text = text
        key = SymmetricKey(data: bytes)
    }

    /// Reads the text; `nil` for what is none of ours.
    package init?(text: String) {
        guard text.hasPrefix(WebhookSecret.prefix),
            let bytes = Data(base64Encoded: String(text.dropFirst(WebhookSecret.prefix.count))),
            (24...64).contains(bytes.count)
        else { return nil }
        self.init(bytes: Array(bytes), text: text)
    }

    /// `v1,` and the signature of a message at a moment.
    package func signature(of id: String, at seconds: Int64, _ body: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array("\(id).\(seconds).\(body)".utf8), using: key)
        return "v1," + Data(code).base64EncodedString()
    }

    /// Does not say it.
    package var description: String { "whsec_•••" }
}
