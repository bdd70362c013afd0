/// A method that the parser does not know: one that could be, or no method at all.
enum UnknownMethod {
    /// Bytes of a request line that are looked at; the longest registered method has 17.
    static let readBytes = 48

    /// 501 for a name that may be a method's, 400 for anything else.
    ///
    /// Source: RFC 9110 §9.1, §15.6.2.
    static func failure(_ lineStart: [UInt8]) -> HTTPError {
        // Source: RFC 9112 §2.2: an empty line before a request is ignored.
        let line = lineStart.drop { $0 == 0x0D || $0 == 0x0A }
        let name = line.prefix { $0 != 0x20 }
        guard !name.isEmpty, name.count < line.count, name.allSatisfy(isToken) else {
            return HTTPError(.badRequest, "The method is unknown.")
        }
        return HTTPError(.notImplemented, "This server knows no such method.")
    }

    /// Source: RFC 9110 §5.6.2.
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }
}
