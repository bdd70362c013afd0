package import Values

/// A file in which the register says what it credited, kept as it came.
package struct ERECreditFile: Hashable, Sendable {
    package let id: ERECreditFileID
    package let name: String
    package let figures: ERECreditFigures
    package let sha256: [UInt8]
    /// Bytes.
    package let size: Int64
    /// Empty when a command did it.
    package let uploadedBy: String
    package let uploadedAt: Timestamp
    /// What came of it; `nil` as long as it was only looked at.
    package let recorded: ERECreditRecorded?
}

/// What came of a file that was recorded.
package struct ERECreditRecorded: Hashable, Sendable {
    /// Lines that had no figure before.
    package let new: Int
    /// Lines whose figure differs from the one before.
    package let changed: Int
    /// Lines with the figure that was known.
    package let unchanged: Int
    /// Units by which a line might differ from what was filed, then.
    package let tolerance: Int64
    package let by: String
    package let at: Timestamp

    package var lines: Int { new + changed + unchanged }
}

/// A line of a file held against what was filed.
package struct ERECreditOutcome: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case new, changed, unchanged
    }

    /// Its number in the file.
    package let line: Int
    package let booking: EREBookingID
    package let customerName: String
    package let ean: String
    package let quarter: EREQuarter
    package let isCorrection: Bool
    package let kind: Kind
    /// The figure of the file, and what it is added to.
    package let stated: Int64
    package let base: Int64
    /// What was known before.
    package let before: Int64?
    package let filed: Int64

    /// Of the line's connection and quarter in all.
    package var units: Int64 { stated + base }
    /// What the register credited more than was filed; below zero for less.
    package var difference: Int64 { units - filed }

    package func isBeyond(_ tolerance: Int64) -> Bool { abs(difference) > tolerance }
}

/// A file held against what was filed: what would be recorded, or what is wrong.
package struct ERECreditCheck: Hashable, Sendable {
    /// In the order of the file.
    package let outcomes: [ERECreditOutcome]
    /// By line; nothing of a file with one is recorded.
    package let faults: [ERECreditSheet.LineFault]
    package let tolerance: Int64

    package var filed: Int64 { outcomes.reduce(0) { $0 + $1.filed } }
    package var credited: Int64 { outcomes.reduce(0) { $0 + $1.units } }
    package func count(_ kind: ERECreditOutcome.Kind) -> Int { outcomes.count { $0.kind == kind } }
    /// Lines that differ by more than is tolerated.
    package var beyond: [ERECreditOutcome] { outcomes.filter { $0.isBeyond(tolerance) } }
}

/// What the register credited in a quarter, against what was filed; of a connection the last credited line holds.
package struct ERECreditedQuarter: Hashable, Sendable {
    package let quarter: EREQuarter
    /// Connections with a figure.
    package let connections: Int
    package let filed: Int64
    package let credited: Int64
    /// Those that differ by more than is tolerated today.
    package let beyond: Int
    /// Filed lines without a figure whose correction has none either.
    package let open: Int
}

/// Why nothing was recorded; where several reasons apply, the first listed is given.
package enum ERECreditRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// The headings name no units, or neither references nor connections and quarters.
    case noColumns
    case columnTwice(String)
    /// There is no line below the headings.
    case empty
    case tooManyLines
    case nameLength
    /// Lines have faults; the first ones.
    case faults([ERECreditSheet.LineFault], count: Int)
    /// A tolerance that is none, or without a source.
    case tolerance

    package var code: String {
        switch self {
        case .noColumns: "ere_credit.no_columns"
        case .columnTwice: "ere_credit.column_twice"
        case .empty: "ere_credit.empty"
        case .tooManyLines: "ere_credit.too_many_lines"
        case .nameLength: "ere_credit.name_length"
        case .faults: "ere_credit.faults"
        case .tolerance: "ere_credit.tolerance"
        }
    }

    package var description: String {
        switch self {
        case .noColumns: "\(code): the headings need units, and a reference or EAN and quarter"
        case .columnTwice(let heading): "\(code): two columns are called \(heading)"
        case .empty: "\(code): there is no line below the headings"
        case .tooManyLines: "\(code): more than \(ERECreditSheet.mostLines) lines"
        case .nameLength: "\(code): the name of the file is empty or too long"
        case .faults(_, let count): "\(code): \(count) lines are wrong, nothing was recorded"
        case .tolerance: "\(code): a tolerance is 0 to 1,000,000 units and says where it comes from"
        }
    }
}
