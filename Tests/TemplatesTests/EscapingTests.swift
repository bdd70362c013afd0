import Templates
import Testing

struct EscapingTests {
    /// Texts made of what is dangerous, what is long, and what is foreign, the same every run.
    static let texts: [String] = {
        var generator = SplitMix(state: 20_251_026)
        let alphabet = Array("<>&\"'/=`abc 01\n\r\t;#é€😀\u{202E}</script><!--]]>&amp;&lt;")
        return (0..<200).map { _ in
            String(
                (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                    alphabet.randomElement(using: &generator) ?? "x"
                }
            )
        }
    }()

    @Test(arguments: texts)
    func `a text stays a text`(text: String) {
        var scanner = MarkupScanner(p { text }.text)
        let inner = scanner.pieces().dropFirst().dropLast()
        #expect(inner.allSatisfy { if case .text = $0 { true } else { false } })
        #expect(inner.map { if case .text(let part) = $0 { part } else { "" } }.joined() == text)
    }

    @Test(arguments: texts)
    func `an attribute value stays one value`(text: String) {
        let tags = MarkupScanner.tags(input(.value(text), .name("n")).text)
        #expect(tags == [.init(name: "input", attributes: ["value": text, "name": "n"], isClosing: false)])
    }

    @Test func `a nul never reaches a document`() {
        #expect(HTML("a\u{0}b").text == "a\u{FFFD}b")
        #expect(!input(.value("\u{0}")).bytes.contains(0))
    }

    @Test func `a link keeps any text in its query`() {
        let link = Link(.sessions, query: [.init("host", "a&b=c d\"<é"), .init("empty", "")])
        #expect(link.text == "/sessions?host=a%26b%3Dc%20d%22%3C%C3%A9")
    }

    @Test func `absent and false attributes leave no trace`() {
        let text = input(.none, .required(false), .when(false, .autofocus()), .class("", "")).text
        #expect(text == "<input>")
    }

    @Test func `raw JSON is laid out without changing a value`() {
        let raw = #"[2,"a",{"n":1.10,"s":"x{\"},[","e":{},"l":[]}]"#
        let text = MarkupScanner.decode(strip(jsonView(raw).text))
        #expect(
            text.contains(#""n": 1.10"#) && text.contains(#""x{\"},[""#) && text.contains("{}") && text.contains("[]")
        )
        #expect(text.filter { !$0.isWhitespace } == raw.filter { !$0.isWhitespace })
    }

    @Test(arguments: ["", "{", "]]]]", "\"open", "\"\\", "no json <b>", String(repeating: "[", count: 5_000)])
    func `what is no JSON is shown whole`(raw: String) {
        #expect(
            MarkupScanner.decode(strip(jsonView(raw).text)).filter { !$0.isWhitespace }
                == raw.filter { !$0.isWhitespace }
        )
    }

    private func strip(_ markup: String) -> String {
        var scanner = MarkupScanner(markup)
        return scanner.pieces().map { if case .text(let text) = $0 { HTML(text).text } else { "" } }.joined()
    }
}

/// A small generator whose numbers repeat for a seed.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
