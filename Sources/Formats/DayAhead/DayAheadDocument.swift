package import Values

/// A document of day-ahead prices: our CSV or ENTSO-E's `Publication_MarketDocument`, told apart by the content.
package enum DayAheadDocument {
    /// The most intervals taken from one document: more than 25 years of quarter hours.
    ///
    /// A few bytes of a curve A03 can stand for any number of intervals, so the bytes alone limit nothing.
    package static let maxIntervals = 1_000_000

    /// Reads a document; the whole of it is checked before anything is returned.
    ///
    /// `zone` is the zone of a CSV, which names none. For XML it is the zone the document has to be for, by name or
    /// EIC code; `nil` accepts any. Series come in file order: for XML one per TimeSeries and Period, for CSV one per
    /// run of rows with equal `minutes`.
    ///
    /// - Throws: ``DayAheadRefusal`` with every problem found.
    package static func read(
        _ bytes: [UInt8],
        zone: String? = nil
    ) throws(DayAheadRefusal) -> [PriceSeries] {
        if isXML(bytes) { return try PublicationReader.read(bytes, zone: zone) }
        return try DayAheadCSV.read(bytes, zone: zone)
    }

    /// `{"series": […]}` as `laadboek prices inspect --json` prints it.
    package static func json(_ series: [PriceSeries]) -> JSON {
        .dictionary(["series": .array(series.map(\.json))])
    }

    /// XML begins with `<` after white space, or with a byte order mark of UTF-16.
    package static func isXML(_ bytes: [UInt8]) -> Bool {
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) { return true }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return text.first { $0 != 32 && $0 != 9 && $0 != 10 && $0 != 13 } == UInt8(ascii: "<")
    }
}

/// Why a document was not taken as day-ahead prices.
package struct DayAheadRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// The kinds of refusal.
    package enum Code: String, Sendable {
        /// Neither XML nor CSV that can be read, or larger than is read.
        case unreadable = "day_ahead.unreadable"
        /// An XML document that declares a document type or nests too deep.
        case unsafe = "day_ahead.unsafe"
        /// An `Acknowledgement_MarketDocument`: the answer to a query that found nothing or was wrong.
        case acknowledgement = "day_ahead.acknowledgement"
        /// Another kind of document.
        case otherDocument = "day_ahead.other_document"
        /// A price document with faults in it.
        case invalid = "day_ahead.invalid"
    }

    /// The most problems listed, the others are counted; a file wrong in every line says so in the first hundred.
    package static let maxProblems = 100

    /// The kind of refusal.
    package let code: Code
    /// What is wrong, in file order; at least one.
    package let problems: [DayAheadProblem]

    init(_ code: Code, _ problems: [DayAheadProblem]) {
        self.code = code
        self.problems = problems
    }

    /// Everything that was found, as far as it is listed.
    init(_ code: Code, _ found: DayAheadProblems) {
        let rest = found.count - found.first.count
        let more = rest > 0 ? [DayAheadProblem(line: nil, reason: "and \(rest) more, which are not listed")] : []
        self.init(code, found.first + more)
    }

    init(_ code: Code, line: Int? = nil, _ reason: String) {
        self.init(code, [DayAheadProblem(line: line, reason: reason)])
    }

    /// One line per problem.
    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

/// One fault of a document.
package struct DayAheadProblem: Hashable, Sendable, CustomStringConvertible {
    /// The line, from 1; `nil` where the whole document is meant.
    package let line: Int?
    /// What is wrong.
    package let reason: String

    /// Reason with its line.
    package var description: String { line.map { "line \($0): \(reason)" } ?? reason }
}

/// Collects problems: the first of them are kept, all are counted.
struct DayAheadProblems {
    private(set) var first: [DayAheadProblem] = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }

    mutating func note(_ problem: DayAheadProblem) {
        count += 1
        if first.count < DayAheadRefusal.maxProblems { first.append(problem) }
    }

    mutating func note(line: Int?, _ reason: String) { note(DayAheadProblem(line: line, reason: reason)) }

    /// What is read, or nothing and the problem noted.
    mutating func take<Value>(_ read: () throws(DayAheadProblem) -> Value) -> Value? {
        do {
            return try read()
        } catch {
            note(error)
            return nil
        }
    }
}
