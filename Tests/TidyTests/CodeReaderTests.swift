import Testing

struct CodeReaderTests {
    @Test(arguments: [
        ("a // b", "a     "), ("a /* b /* c */ d */ e", "a                   e"), (#"x("y z")"#, #"x("   ")"#),
        (##"let a = #"say "hi""# + b"##, ##"let a =  "        "  + b"##), (#""a \(b + "c") d""#, #""    b + " "   ""#),
        ("a / b // c", "a / b     "), ("#/[\"]x/# y", "         y"), (#"("", a)"#, #"("", a)"#),
    ])
    func `only code is left`(text: String, code: String) {
        #expect(CodeReader.code(of: text) == code)
    }

    @Test func `lines stay lines`() {
        let text = "let a = \"\"\"\n    \\(b)\n    print(c)\n    \"\"\" // d\nprint(e)\n"
        let lines = CodeReader.code(of: text).split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 6)
        #expect(lines[1].contains("b") && !lines[2].contains("print") && lines[4] == "print(e)")
    }
}
