import Templates

/// Leaves of the cards' numbers in a frame no more than a host may see.
///
/// Who drives is nobody's business but the operator's. Everything else stays byte for byte.
package enum CardMask {
    /// What carries a card's number in OCPP 1.6 and 2.0.1.
    private static let members: Set<String> = ["idTag", "parentIdTag", "idToken"]

    /// The frame with masked numbers: those of the known members, and the session's own wherever it stands.
    package static func masked(_ frame: String, card: String) -> String {
        var walk = Walk(bytes: Array(frame.utf8), card: card)
        let masked = walk.masked()
        // A short number could be any word of the frame.
        return card.count < 5 ? masked : masked.replacing(card, with: maskedCard(card))
    }

    /// One pass over the string literals of a frame, which need not be JSON.
    private struct Walk {
        let bytes: [UInt8]
        let card: String
        var place = 0
        /// The member whose value comes next.
        var member: String?
        var written: [UInt8] = []

        init(bytes: [UInt8], card: String) {
            self.bytes = bytes
            self.card = card
        }

        mutating func masked() -> String {
            while place < bytes.count {
                if bytes[place] == UInt8(ascii: "\"") { literal() } else { other() }
            }
            return String(decoding: written, as: UTF8.self)
        }

        private mutating func other() {
            let byte = bytes[place]
            if byte != UInt8(ascii: ":"), !Walk.isSpace(byte) { member = nil }
            written.append(byte)
            place += 1
        }

        private mutating func literal() {
            let end = closing
            let text = String(decoding: bytes[(place + 1)..<end], as: UTF8.self)
            let isValue = member != nil
            let hides = members.contains(member ?? "") || (!isValue && text.lowercased() == card.lowercased())
            written.append(UInt8(ascii: "\""))
            written += Array((hides && !text.isEmpty ? maskedCard(text) : text).utf8)
            if end < bytes.count { written.append(UInt8(ascii: "\"")) }
            place = min(end + 1, bytes.count)
            member = !isValue && nextIsColon ? text : nil
        }

        /// Where the literal that begins here ends.
        private var closing: Int {
            var at = place + 1
            while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
            return min(at, bytes.count)
        }

        private var nextIsColon: Bool {
            bytes[place...].first { !Walk.isSpace($0) } == UInt8(ascii: ":")
        }

        private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
    }
}
