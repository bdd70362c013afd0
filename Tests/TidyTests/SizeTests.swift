import Testing

/// Files and functions that a reader can hold in mind.
struct SizeTests {
    private static let fileLines = 400
    private static let functionLines = 70

    @Test func `no file is too long`() {
        let long = SourceTree.swift.filter { $0.code.count - 1 > Self.fileLines }
        let found = long.map { "\($0.file.path): \($0.code.count - 1) lines" }
        #expect(found == [], "a file has \(Self.fileLines) lines at most; part it by what it does")
    }

    @Test func `no function is too long`() {
        var found: [String] = []
        for file in SourceTree.swift {
            for body in FunctionFinder.bodies(in: file.code) where body.lines > Self.functionLines {
                found.append("\(file.file.path):\(body.line): \(body.lines) lines")
            }
        }
        #expect(found == [], "a function has \(Self.functionLines) lines at most; name its parts")
    }

    @Test func `functions are found whatever they look like`() {
        let text = """
            protocol P {
                func none()
                var also: Int { get }
            }
            func plain() {
                work { 1 }
            }
            init?(
                a: Int,
                b: () -> Int = { 2 }
            ) async throws -> X
            where X: Y {
                body()
                body()
            }
            var computed: Int {
                switch self {
                case .one: 1
                case .two: 2
                }
            }
            """
        let lines = CodeReader.code(of: text).split(separator: "\n", omittingEmptySubsequences: false)
        let bodies = FunctionFinder.bodies(in: lines)
        #expect(bodies.map(\.line) == [3, 5, 8, 16])
        #expect(bodies.map(\.lines) == [1, 3, 8, 4])
    }
}

/// Finds functions and computed properties by their braces.
enum FunctionFinder {
    struct Body {
        /// The line of its first word, from 1.
        let line: Int
        /// Lines from there to its closing brace, rows of tables left out.
        let lines: Int
    }

    static func bodies(in code: [Substring]) -> [Body] {
        code.indices.compactMap { index in
            guard isStart(code[index]), let end = end(of: code[index...]) else { return nil }
            return Body(line: index + 1, lines: code[index...end].count { !isTableRow($0) })
        }
    }

    /// A case that says its value on the same line is a row of a table and asks nothing of a reader's memory.
    private static func isTableRow(_ line: Substring) -> Bool {
        line.contains("case ") && line.contains(#/^\s*case .*:\s*\S/#)
    }

    private static func isStart(_ line: Substring) -> Bool {
        // Regular expressions take their time.
        guard ["func ", "init", "subscript", "var "].contains(where: { line.contains($0) }) else { return false }
        if line.contains(#/^\s*(?:[@\w]+(?:\(\w+\))?\s+)*(?:func\s|init[?(<]|deinit\s*\{|subscript\s*[(<])/#) {
            return true
        }
        return line.contains(#/^\s*(?:[@\w]+(?:\(\w+\))?\s+)*var\s[^=]*\{/#)
    }

    /// The line that closes the first brace outside parentheses; `nil` when there is no body.
    private static func end(of code: ArraySlice<Substring>) -> Int? {
        var (round, curly) = (0, 0)
        var last = UInt8(ascii: " ")
        for index in code.indices {
            if index > code.startIndex, round == 0, curly == 0, !continues(code[index], after: last) { return nil }
            for character in code[index].utf8 where character != UInt8(ascii: " ") {
                last = character
                switch character {
                case UInt8(ascii: "("), UInt8(ascii: "["): round += 1
                case UInt8(ascii: ")"), UInt8(ascii: "]"): round -= 1
                case UInt8(ascii: "{") where round == 0: curly += 1
                case UInt8(ascii: "}") where round == 0:
                    curly -= 1
                    if curly == 0 { return index }
                    if curly < 0 { return nil }
                default: break
                }
            }
        }
        return nil
    }

    /// Whether a declaration goes on in a line.
    private static func continues(_ line: Substring, after last: UInt8) -> Bool {
        let text = line.drop { $0 == " " }
        return text.isEmpty || ",>&:".utf8.contains(last)
            || ["{", "->", "async", "throws", "rethrows", "where", ")", "&"].contains { text.hasPrefix($0) }
    }
}
