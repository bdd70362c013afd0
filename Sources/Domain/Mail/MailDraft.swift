/// An e-mail address that can stand in a header and an SMTP command without ending either.
package struct MailAddress: Hashable, Sendable, CustomStringConvertible {
    /// The longest address.
    ///
    /// Source: RFC 5321 §4.5.3.1.3.
    package static let maximumBytes = 254

    package let text: String

    /// Checks the form; `nil` for anything with blanks, control characters, brackets, quotes or not just one `@`.
    package init?(_ text: String) {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }), text.utf8.count <= MailAddress.maximumBytes,
            text.unicodeScalars.allSatisfy(MailAddress.isPlain), !parts[1].hasPrefix("."), !parts[1].hasSuffix(".")
        else { return nil }
        self.text = text
    }

    /// Addresses are personal, so logs get the domain only.
    package var description: String { "•••@" + (text.split(separator: "@").last.map(String.init) ?? "") }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        guard scalar.value > 32, scalar.value != 127, !scalar.properties.isWhitespace else { return false }
        guard scalar.properties.generalCategory != .control else { return false }
        return !"<>()[]\\,;:\"".unicodeScalars.contains(scalar)
    }
}

/// A mail before it has a number: one recipient, plain text.
package struct MailDraft: Hashable, Sendable {
    /// The longest subject kept, in characters; mail programs show about 70.
    package static let maximumSubject = 150

    package let recipient: MailAddress
    package let subject: String
    package let body: String
    /// In whose name; empty for the installation's.
    package var senderName = ""
    /// From where; empty for the installation's.
    package var senderAddress = ""

    /// Control characters of a subject become blanks, so that it cannot begin another header.
    package init(to recipient: MailAddress, subject: String, body: String) {
        self.recipient = recipient
        let scalars = subject.unicodeScalars.map { MailDraft.isControl($0) ? " " : $0 }
        self.subject = String(String(String.UnicodeScalarView(scalars)).prefix(MailDraft.maximumSubject))
        self.body = body
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }
}

/// The address a draft was to go to is none.
package struct InvalidMailAddress: Error, Sendable, CustomStringConvertible {
    package init() {}
    package var code: String { "mail.invalid_address" }
    package var description: String { "\(code): this is no e-mail address" }
}
