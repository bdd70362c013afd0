import Postgres
import TestSupport
import Testing
import Values

/// Returns a value as it came, together with what PostgreSQL reads it as.
struct Echo<Value: PostgresValue>: Statement {
    static var sql: String { "SELECT $1::\(Value.postgresType), $1::\(Value.postgresType)::text" }
    static var sample: Echo { Echo(value: Value.sample) }
    let value: Value?
    func bind(to values: inout Bindings) { values.append(value) }
    static func decode(_ row: inout RowReader) throws -> (value: Value?, text: String?) {
        (try row.next(), try row.next())
    }
}

enum Colour: String, CaseIterable, PostgresValue, PostgresElement { case red, green }
enum Level: Int, CaseIterable, PostgresValue { case low = 1, high }

struct CodecTests {
    /// What PostgreSQL returns for the value and how it prints it.
    private func echo<Value: PostgresValue & Equatable>(
        _ values: [Value],
        texts: [String]? = nil,
        location: SourceLocation = #_sourceLocation
    ) async throws {
        try await Fixture.lease { test in
            try await test.database.read(alpha) { tx in
                for (index, value) in values.enumerated() {
                    let answer = try await tx.one(Echo(value: value))
                    #expect(answer.value == value, sourceLocation: location)
                    if let texts { #expect(answer.text == texts[index], sourceLocation: location) }
                }
                let null = try await tx.one(Echo<Value>(value: nil))
                #expect(null.value == nil, sourceLocation: location)
            }
        }
    }

    @Test func `integers, booleans and texts come back as they went`() async throws {
        try await echo([Int16.min, -1, 0, .max], texts: ["-32768", "-1", "0", "32767"])
        try await echo([Int32.min, 7, .max])
        try await echo([Int64.min, -1, 0, .max], texts: ["\(Int64.min)", "-1", "0", "\(Int64.max)"])
        try await echo([true, false], texts: ["true", "false"])
        try await echo(["", "'; DROP TABLE things; --", "é€𝄞\u{1}\\", "$1", "\"\n"])
        try await echo([[UInt8](), Array(0...255)])
    }

    @Test func `identifiers and enums travel as their raw values`() async throws {
        try await echo([OperatorID(42)], texts: ["42"])
        try await echo([Colour.red, .green], texts: ["red", "green"])
        try await echo([Level.high], texts: ["2"])
        try await echo([[Colour.green, .red]], texts: ["{green,red}"])
    }

    @Test func `moments and days count from the year 2000 and back`() async throws {
        let moments: [Int64] = [0, 1, -1, 946_684_800_000_000, 1_750_000_000_123_456, -62_135_596_800_000_000]
        try await echo(moments.map { Timestamp(microseconds: $0) })
        try await echo([Timestamp(seconds: 1_750_000_000)], texts: ["2025-06-15 15:06:40+00"])
        let days = [LocalDate("2025-02-28"), LocalDate("2000-01-01"), LocalDate("0001-01-01"), LocalDate("9999-12-31")]
        try await echo(days.compactMap(\.self), texts: ["2025-02-28", "2000-01-01", "0001-01-01", "9999-12-31"])
    }

    @Test func `JSON and arrays keep their content`() async throws {
        try await echo([JSON.dictionary(["a": .array([.null, .bool(true), .string("x\"y")])])])
        try await echo([[Int64](), [1, -2, .max]], texts: ["{}", "{1,-2,9223372036854775807}"])
        try await echo([["a", "", "{},\"\\"]])
        try await echo([[Timestamp(seconds: 1), Timestamp(seconds: -1)]])
        try await echo([["a", nil, "c"]], texts: ["{a,NULL,c}"])
        try await echo([[Exact(mantissa: 125, scale: 2)]], texts: ["{1.25}"])
    }

    @Test func `exact numbers of every size and scale agree with what PostgreSQL prints`() async throws {
        var generator = SystemRandomNumberGenerator()
        var numbers = [Exact.zero, Exact(10_000), Exact(mantissa: 1, scale: 30), Exact(mantissa: -1, scale: 5)]
        numbers.append(Exact(mantissa: Int128("99999999999999999999999999999999999999") ?? 0, scale: 0))
        numbers.append(Exact(mantissa: Int128("-99999999999999999999999999999999999999") ?? 0, scale: 30))
        numbers.append(Exact(mantissa: Int128("10000000000000000000000000000000000000") ?? 0, scale: 0))
        for _ in 0..<2_000 {
            let digits = Int.random(in: 1...38, using: &generator)
            let text = (0..<digits).map { _ in Bool.random(using: &generator) ? "0" : "\(Int.random(in: 0...9))" }
                .joined()
            let sign: Int128 = Bool.random(using: &generator) ? -1 : 1
            let scale = Int.random(in: 0...30, using: &generator)
            numbers.append(Exact(mantissa: sign * (Int128(text) ?? 0), scale: scale))
        }
        try await echo(numbers, texts: numbers.map(\.description))
    }

    @Test(arguments: ["NaN", "Infinity", "2e38", "1e-31", "170141183460469231731687303715884105728"])
    func `a numeric that is no exact number is refused`(text: String) async throws {
        struct Numeric: Statement {
            static let sql = "SELECT $1::text::numeric"
            static let sample = Numeric(text: "1")
            let text: String
            func bind(to values: inout Bindings) { values.append(text) }
            static func decode(_ row: inout RowReader) throws -> Exact { try row.next() }
        }
        try await Fixture.lease { test in
            let fault = try await fault { _ = try await test.database.all(alpha, Numeric(text: text)) }
            #expect(fault.kind == .invalidValue)
            #expect(fault.column == "numeric")
        }
    }

    @Test func `values that PostgreSQL cannot store are refused before they are sent`() async throws {
        try await Fixture.lease { test in
            let nul = try await fault { _ = try await test.database.all(alpha, Echo(value: "a\0b")) }
            #expect(nul.kind == .invalidValue && nul.column == "$1")
            let day = LocalDate(daysSinceEpoch: Int64.max)
            #expect(try await fault { _ = try await test.database.all(alpha, Echo(value: day)) }.kind == .invalidValue)
            let never = Timestamp(microseconds: .min)
            #expect(
                try await fault { _ = try await test.database.all(alpha, Echo(value: never)) }.kind == .invalidValue
            )
        }
    }

    struct WrongType: Statement {
        static let sql = "SELECT 1::int AS number"
        static let sample = WrongType()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }
    struct WrongNull: Statement {
        static let sql = "SELECT NULL::text AS gap"
        static let sample = WrongNull()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }
    struct TooMany: Statement {
        static let sql = "SELECT 1::bigint, 2::bigint"
        static let sample = TooMany()
        static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
    }
    struct TooFew: Statement {
        static let sql = "SELECT 1::bigint"
        static let sample = TooFew()
        static func decode(_ row: inout RowReader) throws -> [Int64] { [try row.next(), try row.next()] }
    }

    @Test func `a row that does not fit names statement, column, expected and found`() async throws {
        try await Fixture.lease { test in
            let type = try await fault { _ = try await test.database.all(alpha, WrongType()) }
            #expect(type.kind == .wrongType && type.column == "number")
            #expect(type.description.contains("expected text, found int4"))
            #expect(type.statement?.hasSuffix("CodecTests.WrongType") == true)
            let null = try await fault { _ = try await test.database.all(alpha, WrongNull()) }
            #expect(null.kind == .unexpectedNull && null.column == "gap")
            #expect(try await fault { _ = try await test.database.all(alpha, TooMany()) }.kind == .columnCount)
            #expect(try await fault { _ = try await test.database.all(alpha, TooFew()) }.kind == .columnCount)
        }
    }
}
