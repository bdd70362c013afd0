import Foundation
package import Values

/// Under which name the installation sends.
package struct MailSender: Hashable, Sendable {
    package let name: String
    package let address: MailAddress

    package init(name: String, address: MailAddress) {
        self.name = name
        self.address = address
    }
}

/// A stored mail on its way out.
package struct MailMessage: Hashable, Sendable {
    package let id: Int64
    package let draft: MailDraft
    package let createdAt: Timestamp

    package init(id: Int64, draft: MailDraft, createdAt: Timestamp) {
        self.id = id
        self.draft = draft
        self.createdAt = createdAt
    }

    /// The longest line of a readable body without its end.
    ///
    /// Source: RFC 5322 §2.1.1.
    private static let longestLine = 998

    /// The message as sent: ASCII headers, body in base64 so that no line of it means anything to SMTP.
    ///
    /// `isReadable` leaves the body as it is (8bit), for files that people open with any program.
    ///
    /// A mail in somebody else's name says who hands it over, too.
    ///
    /// Source: RFC 5322 §3.6, RFC 2047 §2, RFC 2045 §6.8.
    package func bytes(from sender: MailSender, isReadable: Bool = false) -> [UInt8] {
        let plain = MailMessage.lines(draft.body)
        let author = MailSender(
            name: draft.senderName.isEmpty ? sender.name : draft.senderName,
            address: MailAddress(draft.senderAddress) ?? sender.address
        )
        let isPlain = isReadable && plain.allSatisfy { $0.utf8.count <= MailMessage.longestLine }
        let lines =
            [
                "Date: \(MailMessage.date(createdAt))",
                "From: \(MailMessage.encodedWords(author.name)) <\(author.address.text)>",
            ] + (author.address == sender.address ? [] : ["Sender: <\(sender.address.text)>"]) + [
                "To: <\(draft.recipient.text)>",
                "Subject: \(MailMessage.encodedWords(draft.subject))",
                "Message-ID: <mail-\(id)-\(createdAt.microseconds)@\(MailMessage.domain(of: sender.address))>",
                "Auto-Submitted: auto-generated",
                "MIME-Version: 1.0",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: \(isPlain ? "8bit" : "base64")",
                "",
            ] + (isPlain ? plain : MailMessage.base64Lines(plain))
        return Array((lines.joined(separator: "\r\n") + "\r\n").utf8)
    }

    private static func domain(of address: MailAddress) -> Substring {
        address.text.split(separator: "@").last ?? "localhost"
    }

    private static func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// 76 characters to a line.
    private static func base64Lines(_ lines: [String]) -> [String] {
        let encoded = Array(Data(lines.joined(separator: "\r\n").utf8).base64EncodedString().utf8)
        return stride(from: 0, to: encoded.count, by: 76).map { start in
            String(decoding: encoded[start..<min(start + 76, encoded.count)], as: UTF8.self)
        }
    }

    /// Words short enough for lines of 76 characters with a field name, cut between characters, one to a line.
    static func encodedWords(_ text: String) -> String {
        var words: [String] = []
        var piece = ""
        for character in text {
            if piece.utf8.count + character.utf8.count > 36 {
                words.append(piece)
                piece = ""
            }
            piece.append(character)
        }
        words.append(piece)
        return words.map { "=?utf-8?B?\(Data($0.utf8).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    /// `Fri, 21 Nov 2025 07:41:03 +0000`.
    static func date(_ moment: Timestamp) -> String {
        let (year, month, number) = Zone.utc.date(of: moment).components
        let time = Zone.utc.timeOfDay(of: moment)
        let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let weekday = weekdays[Zone.utc.date(of: moment).weekday - 1]
        let clock = [time.hour, time.minute, time.second].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(weekday), \(number) \(months[month - 1]) \(year) \(clock) +0000"
    }
}
