import Testing

/// Words that do not occur in some places, each with what stands there instead.
struct BanTests {
    struct Ban: Sendable, CustomTestStringConvertible {
        let name: String
        /// One of these stands in a line before it is looked at closely, which takes time.
        let words: [String]
        let pattern: @Sendable (Substring) -> Bool
        var places = ["Sources", "Tests"]
        var except: [String] = []
        let instead: String

        var testDescription: String { name }
    }

    private static let bans = [
        Ban(
            name: "Date()",
            words: ["Date()"],
            pattern: { $0.contains(#/\bDate\(\)/#) },
            instead: "take the moment as an argument; App passes SystemClock.now"
        ),
        Ban(
            name: "print",
            words: ["print("],
            pattern: { $0.contains(#/\bprint\(/#) },
            instead: "App says things by `say` and `complain`, the server by its logger"
        ),
        Ban(
            name: "binary floating point near money",
            words: ["Double", "Float"],
            pattern: { $0.contains(#/\b(?:Double|Float|CGFloat)\b/#) },
            places: ["Sources/Values", "Sources/Ledger", "Sources/Domain"],
            instead: "Exact, Money, Energy, UnitPrice"
        ),
        Ban(
            name: "unstructured tasks",
            words: ["Task"],
            pattern: { $0.contains(#/\bTask(?:\.detached)?\s*(?:\(.*\)\s*)?\{/#) },
            places: ["Sources"],
            except: ["Sources/App", "Sources/TestSupport"],
            instead: "a task group, or a Service that App runs"
        ),
        Ban(
            name: "fatalError",
            words: ["fatalError"],
            pattern: { $0.contains(#/\bfatalError\(/#) },
            places: ["Sources"],
            instead: "an error; `precondition` with a sentence for what only a bug can cause"
        ),
        Ban(
            name: "forced try and cast",
            words: ["try!", "as!"],
            pattern: { $0.contains(#/\btry!|\bas!/#) },
            places: ["Sources"],
            instead: "`try` and `as?` with an error"
        ),
        Ban(
            name: "forced unwrapping",
            words: ["!"],
            pattern: { $0.contains(#/[\w\)\]\?]!(?!=)/#) },
            places: ["Sources"],
            instead: "`guard let`, or a type that cannot be empty"
        ),
        Ban(
            name: "Foundation's Process",
            words: ["Process()"],
            pattern: { $0.contains(#/\bProcess\(\)/#) },
            except: ["Sources/App/Bench"],
            instead: "Program of TestSupport: Process reads beyond its memory when many files are open"
        ),
        Ban(
            name: "names that say nothing",
            words: ["Manager", "Helper", "Util"],
            pattern: { $0.contains(#/\b(?:class|struct|enum|actor|protocol)\s+\w*(?:Manager|Helper|Util|Utils)\b/#) },
            instead: "the field's word for it; see docs/GLOSSARY.md"
        ),
    ]

    @Test(arguments: bans)
    func `banned words do not occur`(_ ban: Ban) {
        var found: [String] = []
        for file in SourceTree.swift where file.file.isBelow(ban.places) && !file.file.isBelow(ban.except) {
            found += file.lines(ban.words, where: ban.pattern)
        }
        #expect(found == [], "\(ban.name) is banned here; instead: \(ban.instead)")
    }

    @Test func `every exception is still one`() {
        for ban in Self.bans {
            for path in ban.except where path.hasSuffix(".swift") {
                let found = SourceTree.swift.first { $0.file.path == path }?.lines(ban.words, where: ban.pattern)
                #expect(found?.isEmpty == false, "\(path) needs no exception for \(ban.name)")
            }
        }
    }

    @Test func `SQL names its columns`() {
        // A function's columns are named where it is called.
        let allowed = #/\* FROM (?:unnest|jsonb_to_recordset|jsonb_to_record)\(/#
        let found = SourceTree.files.filter { $0.isBelow(["Sources"]) && $0.path.hasSuffix(".swift") }.flatMap { file in
            file.lines(["SELECT", "select"]) { line in
                line.contains(#/(?i)\bselect\s+(?:\w+\.)?\*/#) && !line.contains(allowed)
                    && !line.drop(while: { $0 == " " }).hasPrefix("//")
            }
        }
        #expect(found == [], "SELECT * is banned; name the columns that are decoded")
    }

    @Test func `whoever silences the compiler says why it is safe`() {
        let found = SourceTree.swift.flatMap { file in
            file.lines(["@unchecked Sendable", "nonisolated(unsafe)"]) { _ in
                true
            } unless: { number in
                let lines = file.file.lines
                return lines[max(0, number - 3)...min(number + 2, lines.count - 1)].contains {
                    $0.contains("// Safety:")
                }
            }
        }
        #expect(found == [], "a line that begins with // Safety: stands beside it")
    }
}
