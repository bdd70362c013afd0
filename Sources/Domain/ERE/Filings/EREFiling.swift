package import Values

/// A filing of a quarter: a population of lines that never changes again.
package struct EREFiling: Hashable, Sendable {
    package let id: EREFilingID
    package let quarter: EREQuarter
    /// 1 for the first one of a quarter; those after it hold what came later and what is corrected.
    package let number: Int
    /// Such as `VOL-ERE-2026-Q3-1`.
    package let reference: String
    package let schemaVersion: String
    package let generator: String
    package let providerName: String
    package let providerCompanyNumber: String
    package let createdByName: String
    package let createdAt: Timestamp
}

/// A filing with what it comes to.
package struct EREFilingSummary: Hashable, Sendable {
    package let filing: EREFiling
    package let lines: Int
    package let corrections: Int
    package let energy: Energy
    package let units: Int64
    /// Lines that were accepted and are not in it.
    package let refused: Int
    package let documents: [EREFilingDocument]
}

/// A document of a filing, valid under its schema when it was made.
package struct EREFilingDocument: Hashable, Sendable {
    package let name: String
    /// Bytes.
    package let size: Int64
    package let sha256: [UInt8]

    package init(name: String, size: Int64, sha256: [UInt8]) {
        self.name = name
        self.size = size
        self.sha256 = sha256
    }
}

/// A line of a filing as its documents print it, as it was when the filing was made.
package struct EREFilingLine: Sendable {
    package let position: Int
    package let booking: EREBookingID
    package let energy: Energy
    package let units: Int64
    /// What the documents say, see ``InsertEREFilingLines``.
    package let content: JSON
}

/// What a filing is made of.
package struct EREFilingOrder: Sendable {
    package let quarter: EREQuarter
    package let schemaVersion: String
    package let generator: String
    package let at: Timestamp

    package init(quarter: EREQuarter, schemaVersion: String, generator: String, at: Timestamp) {
        self.quarter = quarter
        self.schemaVersion = schemaVersion
        self.generator = generator
        self.at = at
    }
}

/// Why no filing is made; where several reasons apply, the first listed is given.
package enum EREFilingRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// A filing is made by a person, so that it is another than who accepted.
    case nobody
    /// Deliveries are booked after they happened, a quarter when it is over.
    case quarterOpen
    /// Nothing accepted may be booked; with what stands in the way of accepted lines.
    case nothing([String: Int])
    /// Documents are not valid under their schema, which is a fault of the product.
    case invalid(document: String, finding: String)
    /// Documents came out otherwise than when the filing was made.
    case differs(document: String)

    package var code: String {
        switch self {
        case .nobody: "ere_filing.nobody"
        case .quarterOpen: "ere_filing.quarter_open"
        case .nothing: "ere_filing.nothing"
        case .invalid: "ere_filing.invalid"
        case .differs: "ere_filing.differs"
        }
    }
    package var description: String {
        switch self {
        case .nobody: "\(code): a filing is made by a person of the operator"
        case .quarterOpen: "\(code): the quarter is not over"
        case .nothing(let gates) where gates.isEmpty: "\(code): no line is accepted"
        case .nothing(let gates):
            "\(code): " + gates.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        case .invalid(let document, let finding): "\(code): \(document): \(finding)"
        case .differs(let document): "\(code): \(document) differs from what was filed"
        }
    }
}
