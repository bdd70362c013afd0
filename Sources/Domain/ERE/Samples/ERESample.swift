import Crypto
package import Postgres
package import Values

/// By which rule a verifier chooses lines.
package enum ERESampleRule: String, CaseIterable, Hashable, Sendable, PostgresValue {
    /// The lines with the lowest hashes of seed and number: whoever knows the seed gets the same ones.
    case random
    /// Those with most energy.
    case largest
    /// Connections and quarters that the verifier names.
    case named
}

/// A connection and quarter that is named.
package struct ERENamedLine: Hashable, Sendable {
    package let ean: String
    package let quarter: EREQuarter

    package init(ean: String, quarter: EREQuarter) {
        self.ean = ean
        self.quarter = quarter
    }

    /// Lines of a text, `EAN; quarter` each; empty lines are left out.
    ///
    /// The failure is the number of the first line that says something else.
    package static func read(_ text: String) -> Result<[ERENamedLine], EREFailedLineFault> {
        var named: [ERENamedLine] = []
        for (index, row) in text.split(whereSeparator: \.isNewline).enumerated() {
            let fields = row.split(separator: ";", omittingEmptySubsequences: false)
                .map { $0.split(whereSeparator: \.isWhitespace).joined() }
            if fields.allSatisfy(\.isEmpty) { continue }
            guard fields.count == 2, let quarter = EREQuarter(fields[1]), !fields[0].isEmpty else {
                return .failure(EREFailedLineFault(line: index + 1))
            }
            named.append(ERENamedLine(ean: fields[0], quarter: quarter))
        }
        return .success(named)
    }

    package var text: String { "\(ean); \(quarter)" }
}

/// What a verifier asks for.
package struct ERESampleOrder: Sendable {
    package let year: Int
    package let rule: ERESampleRule
    package let size: Int
    /// Of a random choice; drawn where none is given.
    package let seed: Int64?
    package let named: [ERENamedLine]
    package let note: String
    /// Who asks, as the operator's people read it.
    package let name: String

    package init(
        year: Int,
        rule: ERESampleRule,
        size: Int,
        seed: Int64? = nil,
        named: [ERENamedLine] = [],
        note: String = "",
        name: String
    ) {
        self.year = year
        self.rule = rule
        self.size = size
        self.seed = seed
        self.named = named
        self.note = note
        self.name = name
    }
}

/// A request as it was written down.
package struct ERESample: Hashable, Sendable {
    package let id: ERESampleID
    package let year: Int
    package let rule: ERESampleRule
    /// How many lines were asked for, and how many were chosen.
    package let size: Int
    package let lines: Int
    package let seed: Int64?
    package let named: String
    package let note: String
    package let filingsThrough: EREFilingID
    package let populationLines: Int
    package let populationSHA256: [UInt8]
    package let requestedBy: String
    package let requestedAt: Timestamp
    /// How often the answer was made, and its hash.
    package let answers: Int
    package let answerSHA256: [UInt8]?
    package let answerBytes: Int64?
}

/// A line that was chosen.
package struct ERESampledLine: Hashable, Sendable {
    package let position: Int
    package let booking: EREBookingID
    package let filing: String
    package let ean: String
    package let quarter: EREQuarter
    package let energy: Energy
    package let units: Int64
    /// Lines of filings behind it: itself, and those that it took the place of.
    package let versions: Int
}

/// Why nothing was written down or made; where several reasons apply, the first listed is given.
package enum ERESampleRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// Only a person asks.
    case needsPerson
    case year
    case size
    case note
    /// Nothing of the year is filed.
    case nothingFiled
    /// No line of a filing is of it.
    case unknownLine(ean: String, EREQuarter)
    case twice(ean: String, EREQuarter)
    /// The population, or the answer, is not what it was.
    case differs(String)

    package var code: String {
        switch self {
        case .needsPerson: "ere_sample.needs_person"
        case .year: "ere_sample.year"
        case .size: "ere_sample.size"
        case .note: "ere_sample.note"
        case .nothingFiled: "ere_sample.nothing_filed"
        case .unknownLine: "ere_sample.unknown_line"
        case .twice: "ere_sample.twice"
        case .differs: "ere_sample.differs"
        }
    }
    package var description: String {
        switch self {
        case .unknownLine(let ean, let quarter), .twice(let ean, let quarter): "\(code): \(ean), \(quarter)"
        case .differs(let what): "\(code): \(what) is not what it was"
        default: "\(code): nothing was written down"
        }
    }
}

/// Chooses lines of a population as it passes by; the same population and order give the same lines.
struct ERESampleChooser {
    private struct Candidate {
        let booking: EREBookingID
        let key: [UInt8]
        let energy: Int64
    }

    private let rule: ERESampleRule
    private let size: Int
    private let seed: Int64
    private let named: [ERENamedLine: Int]
    private var best: [Candidate] = []
    private var found: [Int: EREBookingID] = [:]

    init(_ rule: ERESampleRule, size: Int, seed: Int64, named: [ERENamedLine]) {
        self.rule = rule
        self.size = size
        self.seed = seed
        self.named = Dictionary(zip(named, 0...)) { first, _ in first }
    }

    /// Lines that a later one took the place of are never chosen; they come along with it.
    mutating func take(_ line: EREPopulationLine) {
        guard line.replacedBy == nil else { return }
        switch rule {
        case .named:
            if let place = named[ERENamedLine(ean: line.ean, quarter: line.quarter)] { found[place] = line.booking }
        case .random:
            let hash = SHA256.hash(data: Array("\(seed):\(line.booking)".utf8))
            keep(Candidate(booking: line.booking, key: Array(hash), energy: 0))
        case .largest:
            keep(Candidate(booking: line.booking, key: [], energy: line.energy.thousandthsWh))
        }
    }

    private mutating func keep(_ candidate: Candidate) {
        best.append(candidate)
        // Sorted some at a time, so that a large population costs no more than its pieces.
        if best.count >= 2 * size + 1_000 { cut() }
    }

    private mutating func cut() {
        best.sort { left, right in
            if left.energy != right.energy { return left.energy > right.energy }
            if left.key != right.key { return left.key.lexicographicallyPrecedes(right.key) }
            return left.booking < right.booking
        }
        best.removeLast(max(0, best.count - size))
    }

    /// What was chosen, in the order of the rule.
    mutating func chosen() -> [EREBookingID] {
        cut()
        return rule == .named ? found.sorted { $0.key < $1.key }.map(\.value) : best.map(\.booking)
    }

    /// The places of named lines of which the population has none.
    var missing: [Int] { named.values.filter { found[$0] == nil }.sorted() }
}
