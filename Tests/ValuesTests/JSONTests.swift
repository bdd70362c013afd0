import Testing
import Values

struct JSONTests {
    @Test func `numbers keep their digits`() throws {
        let text = #"{"a":0.10,"b":[1e2,-3],"c":"é\n\"","d":null,"e":true}"#
        let json = try JSON(parsing: Array(text.utf8))
        #expect(json["a"] == .number("0.10"))
        #expect(json["b"]?[0]?.integerValue == 100)
        #expect(json["a"]?.exactValue == Exact("0.1"))
        #expect(try JSON(parsing: json.compactBytes) == json)
        #expect(try JSON(parsing: Array(json.prettyText.utf8)) == json)
    }

    @Test(arguments: ["", "{", "[1,]", "{\"a\" 1}", "01", "1.", "\"\u{1}\"", "tru", "[1] 2", "\"\\x\""])
    func `what is no JSON says where`(text: String) {
        #expect(throws: JSONError.self) { try JSON(parsing: Array(text.utf8)) }
    }

    @Test func `every value of a file knows its line`() throws {
        let text = "{\n \"hosts\": [\n  {\"name\": \"a\"},\n  {\"name\": 5}\n ]\n}"
        let document = try JSONDocument(parsing: Array(text.utf8))
        let second = try #require(document.cursor["hosts"]?.elements?[1]["name"])
        #expect(second.line == 4)
        #expect(second.path == "/hosts/1/name")
    }

    @Test func `deep nesting is refused and no crash`() {
        let text = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError.self) { try JSON(parsing: Array(text.utf8)) }
    }
}
