/// Takes comments and the content of literals out of Swift text, so that only code is left; line ends stay.
struct CodeReader {
    private let input: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var output: [UInt8] = []

    static func code(of text: String) -> String {
        var text = text
        return text.withUTF8 { buffer in
            var reader = CodeReader(buffer)
            reader.readCode(until: 0)
            return String(decoding: reader.output, as: UTF8.self)
        }
    }

    private init(_ buffer: UnsafeBufferPointer<UInt8>) {
        input = buffer
        output.reserveCapacity(buffer.count)
    }

    private static let newline = UInt8(ascii: "\n")
    private static let quote = UInt8(ascii: "\"")
    private static let slash = UInt8(ascii: "/")
    private static let star = UInt8(ascii: "*")
    private static let pound = UInt8(ascii: "#")
    private static let backslash = UInt8(ascii: "\\")

    /// The byte so many places on; 0 behind the end.
    private func byte(_ distance: Int = 0) -> UInt8 {
        position + distance < input.count ? input[position + distance] : 0
    }

    /// Whether so many equal bytes come from some place on.
    private func repeats(_ expected: UInt8, _ count: Int, from distance: Int = 0) -> Bool {
        var index = 0
        while index < count {
            if byte(distance + index) != expected { return false }
            index += 1
        }
        return true
    }

    /// Drops bytes, keeping line ends.
    private mutating func blank(_ count: Int) {
        let end = min(input.count, position + count)
        while position < end {
            output.append(input[position] == CodeReader.newline ? CodeReader.newline : UInt8(ascii: " "))
            position += 1
        }
    }

    private mutating func keep(_ count: Int) {
        let end = min(input.count, position + count)
        while position < end {
            output.append(input[position])
            position += 1
        }
    }

    /// Reads code to the end, or to the parenthesis that closes an interpolation.
    private mutating func readCode(until end: UInt8) {
        var depth = 0
        while position < input.count {
            let byte = input[position]
            switch byte {
            case CodeReader.slash where self.byte(1) == CodeReader.slash: readLineComment()
            case CodeReader.slash where self.byte(1) == CodeReader.star: readBlockComment()
            case CodeReader.quote: readString(pounds: 0)
            case CodeReader.pound: readPound()
            case UInt8(ascii: ")") where end != 0 && depth == 0: return
            default:
                if byte == UInt8(ascii: "(") { depth += 1 }
                if byte == UInt8(ascii: ")") { depth -= 1 }
                keep(1)
            }
        }
    }

    private mutating func readLineComment() {
        while position < input.count, input[position] != CodeReader.newline { blank(1) }
    }

    private mutating func readBlockComment() {
        var depth = 0
        repeat {
            if byte() == CodeReader.slash, byte(1) == CodeReader.star {
                depth += 1
                blank(2)
            } else if byte() == CodeReader.star, byte(1) == CodeReader.slash {
                depth -= 1
                blank(2)
            } else {
                blank(1)
            }
        } while depth > 0 && position < input.count
    }

    /// A pound sign begins a raw literal, a regular expression (never a bare slash, which divides), or a directive.
    private mutating func readPound() {
        var pounds = 0
        while byte(pounds) == CodeReader.pound { pounds += 1 }
        switch byte(pounds) {
        case CodeReader.quote: readString(pounds: pounds)
        case CodeReader.slash: readExpression(pounds: pounds)
        default: keep(pounds)
        }
    }

    private mutating func readExpression(pounds: Int) {
        blank(pounds + 1)
        while position < input.count, !(byte() == CodeReader.slash && repeats(CodeReader.pound, pounds, from: 1)) {
            blank(1)
        }
        blank(pounds + 1)
    }

    /// Blanks what stands between the quotes but for interpolated code.
    private mutating func readString(pounds: Int) {
        blank(pounds)
        let quotes = repeats(CodeReader.quote, 3) ? 3 : 1
        keep(quotes)
        while position < input.count {
            if repeats(CodeReader.quote, quotes), repeats(CodeReader.pound, pounds, from: quotes) { break }
            if byte() == CodeReader.backslash, repeats(CodeReader.pound, pounds, from: 1) {
                readEscape(pounds: pounds)
            } else {
                blank(1)
            }
        }
        keep(quotes)
        blank(pounds)
    }

    private mutating func readEscape(pounds: Int) {
        let isInterpolation = byte(pounds + 1) == UInt8(ascii: "(")
        blank(pounds + 2)
        guard isInterpolation else { return }
        readCode(until: UInt8(ascii: ")"))
        blank(1)
    }
}
