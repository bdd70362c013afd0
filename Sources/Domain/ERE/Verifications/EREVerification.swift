package import Values

/// What the verifier says of a year's bookings.
package enum EREVerificationOutcome: String, CaseIterable, Hashable, Sendable {
    /// They are right, apart from the lines that failed.
    case verified
    /// The verifier does not state that; nothing changes.
    case refused
}

/// A line of which the verifier states less than was credited, as somebody wrote it down.
package struct EREFailedLine: Hashable, Sendable {
    package let ean: String
    package let quarter: EREQuarter
    /// What is right of it.
    package let energy: Energy
    package let reason: String

    package init(ean: String, quarter: EREQuarter, energy: Energy, reason: String) {
        self.ean = ean
        self.quarter = quarter
        self.energy = energy
        self.reason = reason
    }

    /// Lines of a text, `EAN; quarter; kWh that is right; reason` each; empty lines are left out.
    ///
    /// The failure is the number of the first line that says something else.
    package static func read(_ text: String) -> Result<[EREFailedLine], EREFailedLineFault> {
        var lines: [EREFailedLine] = []
        for (index, row) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let fields = row.split(separator: ";", maxSplits: 3, omittingEmptySubsequences: false)
                .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
            if fields.allSatisfy(\.isEmpty) { continue }
            guard fields.count == 4, let quarter = EREQuarter(fields[1]), let kWh = Exact(fields[2]),
                let energy = energy(kWh), (1...400).contains(fields[3].count)
            else { return .failure(EREFailedLineFault(line: index + 1)) }
            lines.append(EREFailedLine(ean: fields[0], quarter: quarter, energy: energy, reason: fields[3]))
        }
        return .success(lines)
    }

    private static func energy(_ kWh: Exact) -> Energy? {
        // More digits than a number has are no energy.
        guard let wh = try? kWh * Exact(1_000), wh >= .zero else { return nil }
        return Energy(wh: wh)
    }
}

/// Where a text of failed lines cannot be read.
package struct EREFailedLineFault: Error, Hashable, Sendable {
    /// From 1.
    package let line: Int
}

/// A verifier's statement before it is written down.
package struct EREVerificationDraft: Sendable {
    /// Of delivery.
    package var year: Int
    package var outcome: EREVerificationOutcome
    /// The code that the verifier gave it.
    package var statementCode: String
    package var verifier: String
    package var statedOn: LocalDate
    package var findings: String
    package var documentName: String
    package var document: [UInt8]
    package var failed: [EREFailedLine]

    package init(
        year: Int,
        outcome: EREVerificationOutcome,
        statementCode: String,
        verifier: String,
        statedOn: LocalDate,
        findings: String,
        documentName: String,
        document: [UInt8],
        failed: [EREFailedLine] = []
    ) {
        self.year = year
        self.outcome = outcome
        self.statementCode = statementCode
        self.verifier = verifier
        self.statedOn = statedOn
        self.findings = findings
        self.documentName = documentName
        self.document = document
        self.failed = failed
    }
}

/// A verifier's statement as it was written down, and what became of it.
package struct EREVerificationRecord: Hashable, Sendable {
    package struct Decision: Hashable, Sendable {
        package let isConfirmed: Bool
        package let reason: String
        package let by: String
        package let at: Timestamp
    }

    package let id: EREVerificationID
    package let year: Int
    package let outcome: EREVerificationOutcome
    package let statementCode: String
    package let verifier: String
    package let statedOn: LocalDate
    package let findings: String
    package let documentName: String
    package let sha256: [UInt8]
    package let recordedByID: UserID?
    package let recordedBy: String
    package let recordedAt: Timestamp
    /// Lines that failed, and the units that they lose.
    package let failedLines: Int
    package let lostUnits: Int64
    /// `nil` as long as nobody confirmed it or threw it away.
    package let decision: Decision?
}

/// A line that failed.
package struct EREVerificationLine: Hashable, Sendable {
    package let booking: EREBookingID
    package let customer: CustomerID
    package let customerName: String
    package let ean: String
    package let quarter: EREQuarter
    /// What is right of it.
    package let energy: Energy
    package let units: Int64
    /// What was measured, and credited when it was written down.
    package let measured: Energy
    package let credited: Int64
    package let reason: String
}

/// What of a year is verified.
package struct EREVerifiedYear: Hashable, Sendable {
    package let year: Int
    /// Connections and quarters with credited units.
    package let lines: Int
    package let units: Int64
    package let verifiedLines: Int
    package let verifiedUnits: Int64
    package let verifiedEnergy: Energy
}

/// Why a statement was not written down, or nothing was decided about it; where several reasons apply, the first listed is
/// given.
package enum EREVerificationRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// The year of delivery was not over on the day of the statement, or that day is still to come.
    case day
    case code
    case verifier
    case findings
    case document
    /// A statement with this code is there.
    case codeKnown
    /// A statement that refuses has no lines that failed.
    case linesOfRefused
    /// No line of it was credited.
    case unknownLine(ean: String, EREQuarter)
    case twice(ean: String, EREQuarter)
    /// As much is right of it as was credited.
    case notLess(ean: String, EREQuarter)
    /// Only a person decides.
    case needsPerson
    /// Somebody decided already.
    case decided
    /// The operator wants four eyes, and this person wrote it down.
    case fourEyes
    case reason
    /// What was credited changed since it was written down.
    case changed

    package var code: String {
        switch self {
        case .day: "ere_verification.day"
        case .code: "ere_verification.code"
        case .verifier: "ere_verification.verifier"
        case .findings: "ere_verification.findings"
        case .document: "ere_verification.document"
        case .codeKnown: "ere_verification.code_known"
        case .linesOfRefused: "ere_verification.lines_of_refused"
        case .unknownLine: "ere_verification.unknown_line"
        case .twice: "ere_verification.twice"
        case .notLess: "ere_verification.not_less"
        case .needsPerson: "ere_verification.needs_person"
        case .decided: "ere_verification.decided"
        case .fourEyes: "ere_verification.four_eyes"
        case .reason: "ere_verification.reason"
        case .changed: "ere_verification.changed"
        }
    }
    package var description: String {
        switch self {
        case .unknownLine(let ean, let quarter), .twice(let ean, let quarter), .notLess(let ean, let quarter):
            "\(code): \(ean), \(quarter)"
        default: "\(code): nothing was changed"
        }
    }
}
