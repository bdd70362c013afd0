/// Where a page is: scheme, host and port, as browsers name them.
///
/// Source: RFC 6454 §6.2.
package struct PageOrigin: Hashable, Sendable, CustomStringConvertible {
    /// Longer than any name of a host with its scheme and port that people use.
    package static let lengthLimit = 200

    private let scheme: String
    private let host: String
    private let port: Int?

    /// Reads `https://www.example.nl` as people type it; `nil` for anything with a path, a user or a wildcard.
    package init?(_ text: String) {
        let parts = text.lowercased().split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard text.utf8.count <= PageOrigin.lengthLimit, parts.count == 2, ["https", "http"].contains(parts[0]) else {
            return nil
        }
        let rest = parts[1].hasSuffix("/") ? parts[1].dropLast() : parts[1]
        let isLiteral = rest.hasPrefix("[")
        let end = isLiteral ? rest.firstIndex(of: "]").map(rest.index(after:)) : rest.firstIndex(of: ":")
        let host = rest[..<(end ?? rest.endIndex)]
        let tail = rest[(end ?? rest.endIndex)...]
        guard isLiteral ? PageOrigin.isAddress(host) : PageOrigin.isName(host) else { return nil }
        scheme = String(parts[0])
        self.host = String(host)
        guard !tail.isEmpty else {
            port = nil
            return
        }
        guard tail.hasPrefix(":"), tail.dropFirst().allSatisfy({ $0.isASCII && $0.isNumber }),
            let number = Int(tail.dropFirst()), (1...65_535).contains(number)
        else { return nil }
        port = number == (scheme == "https" ? 443 : 80) ? nil : number
    }

    /// Labels of letters, digits and hyphens.
    private static func isName(_ host: Substring) -> Bool {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        return labels.allSatisfy { label in
            (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                && label.utf8.allSatisfy { isDigitOrLetter($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isAddress(_ host: Substring) -> Bool {
        host.hasSuffix("]") && host.utf8.count > 3
            && host.dropFirst().dropLast().utf8.allSatisfy { isDigitOrLetter($0) || $0 == UInt8(ascii: ":") }
    }

    private static func isDigitOrLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    /// Whether pages come over TLS.
    package var isSecure: Bool { scheme == "https" }

    /// Whether it is the reader's own machine, as with people who build a page.
    package var isLocal: Bool {
        ["localhost", "127.0.0.1", "[::1]"].contains(host) || host.hasSuffix(".localhost")
    }

    package var description: String { "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "") }
}
