package import Postgres
package import Values

/// Units by which what is credited for a line may differ from what was filed, before somebody should ask why.
package enum ERECreditTolerance {
    /// Without a row of the installation: lines are rounded once, and how the register rounds is not known.
    package static let standard: Int64 = 1
    package static let largest: Int64 = 1_000_000

    /// What holds now, in units per line.
    ///
    /// - Throws: `PostgresFault`.
    package static func current(in tx: Transaction) async throws -> Int64 {
        try await tx.first(ERECreditToleranceRow(scheme: .netherlands)) ?? standard
    }

    /// Adds a tolerance of the installation.
    ///
    /// - Throws: ``ERECreditRejection/tolerance``, ``NotPermitted``, `PostgresFault`.
    package static func supply(
        _ scope: Scope,
        units: Int64,
        source: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require()
        guard (0...largest).contains(units), (1...EREFactors.sourceLength).contains(source.count) else {
            throw ERECreditRejection.tolerance
        }
        try await tx.run(
            InsertERECreditTolerance(scheme: .netherlands, units: units, source: source, at: now)
        )
    }
}

/// What the register credited: files are kept, looked at, and recorded whole or not at all.
package enum ERECredits {
    /// Files that a page lists; four quarters of some corrections are a dozen a year.
    package static let filesShown = 200
    /// Lines that are looked up and written together.
    static let linesPerPage = 5_000
    private static let reason = "the register credits another number"

    // MARK: Files

    /// Keeps a file for looking at it; the same bytes are the same file.
    ///
    /// - Throws: ``ERECreditRejection``, ``NotPermitted``, `PostgresFault`.
    package static func keep(
        _ scope: Scope,
        name: String,
        _ content: [UInt8],
        _ figures: ERECreditFigures,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> ERECreditFileID {
        let operatorID = try check(scope)
        guard (1...200).contains(name.count) else { throw ERECreditRejection.nameLength }
        let insert = InsertERECreditFile(
            operatorID: operatorID,
            name: name,
            figures: figures,
            content: content,
            by: scope.userID,
            at: now
        )
        if let id = try await tx.first(insert) {
            let detail = JSON.dictionary(["name": .string(name), "figures": .string(figures.rawValue)])
            let record = AuditRecord("ere.credit_file", subject: "credit_file/\(id)", detail: detail)
            try await AuditLog.record(scope, record, in: tx)
            return id
        }
        return try await tx.one(FindERECreditFile(operatorID: operatorID, content: content, figures: figures))
    }

    /// Files, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func files(_ scope: Scope, in tx: Transaction) async throws -> [ERECreditFile] {
        try await tx.all(ListERECreditFiles(operatorID: try check(scope), id: nil, limit: filesShown))
    }

    /// One file.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func file(
        _ scope: Scope,
        _ id: ERECreditFileID,
        in tx: Transaction
    ) async throws -> ERECreditFile {
        let list = ListERECreditFiles(operatorID: try check(scope), id: id, limit: 1)
        guard let file = try await tx.first(list) else { throw NotFound("credit_file") }
        return file
    }

    /// The bytes of a file, as they came.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func content(
        _ scope: Scope,
        _ id: ERECreditFileID,
        in tx: Transaction
    ) async throws -> [UInt8] {
        guard let content = try await tx.first(ERECreditFileContent(operatorID: try check(scope), id: id)) else {
            throw NotFound("credit_file")
        }
        return content
    }

    // MARK: What is credited

    /// What was credited per quarter, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func quarters(_ scope: Scope, in tx: Transaction) async throws -> [ERECreditedQuarter] {
        let operatorID = try check(scope)
        let tolerance = try await ERECreditTolerance.current(in: tx)
        return try await tx.all(SumERECredits(operatorID: operatorID, tolerance: tolerance))
    }

    /// Holds lines against what was filed; writes nothing.
    ///
    /// - Throws: ``ERECreditRejection``, ``NotPermitted``, `PostgresFault`.
    package static func look(
        _ scope: Scope,
        _ sheet: ERECreditSheet,
        _ figures: ERECreditFigures,
        in tx: Transaction
    ) async throws -> ERECreditCheck {
        try await judge(scope, sheet, figures, in: tx).check
    }

    /// The figures that a file brought when it was recorded; those that were known are not among them.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func recorded(
        _ scope: Scope,
        _ id: ERECreditFileID,
        in tx: Transaction
    ) async throws -> [ERECreditOutcome] {
        try await tx.all(ERECreditsOfFile(operatorID: try check(scope), file: id))
    }

    /// Records a file: each figure that is new becomes a fact of its line, in one transaction.
    ///
    /// A file that was recorded before changes nothing; `sheet` is what the file says.
    ///
    /// - Returns: what came of it, and whether it came of it now.
    /// - Throws: ``ERECreditRejection``, ``EREFactRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func record(
        _ scope: Scope,
        _ id: ERECreditFileID,
        _ sheet: ERECreditSheet,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> (recorded: ERECreditRecorded, isNew: Bool) {
        let operatorID = try check(scope)
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        let known = try await file(scope, id, in: tx)
        if let recorded = known.recorded { return (recorded, false) }
        let (check, news) = try await judge(scope, sheet, known.figures, in: tx)
        guard check.faults.isEmpty else {
            throw ERECreditRejection.faults(Array(check.faults.prefix(faultsTold)), count: check.faults.count)
        }
        let insert = InsertERECreditImport(operatorID: operatorID, file: id, check: check, by: scope.userID, at: now)
        try await tx.run(insert)
        for start in stride(from: 0, to: news.count, by: linesPerPage) {
            let page = Array(news[start..<min(start + linesPerPage, news.count)])
            try await write(operatorID, id, page, by: scope.userID, at: now, in: tx)
        }
        let detail = JSON.dictionary([
            "new": .integer(check.count(.new)), "changed": .integer(check.count(.changed)),
            "unchanged": .integer(check.count(.unchanged)),
        ])
        let record = AuditRecord("ere.credited", subject: "credit_file/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
        guard let recorded = try await file(scope, id, in: tx).recorded else { throw NotFound("credit_file") }
        return (recorded, true)
    }

    /// Faults that a rejection carries; all are on the file's page.
    private static let faultsTold = 100

    private static func write(
        _ operatorID: OperatorID,
        _ file: ERECreditFileID,
        _ news: [ERECreditJudge.News],
        by person: UserID?,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let insert = InsertERECredits(operatorID: operatorID, file: file, at: now, news: news)
        let credits = Dictionary(try await tx.all(insert).map { ($0.booking, $0.credit) }) { first, _ in first }
        let facts = news.map { new in
            InsertEREFacts.Fact(
                booking: new.candidate.booking,
                customer: new.candidate.customer,
                after: new.candidate.ordinal,
                credit: credits[new.candidate.booking],
                takesBack: new.candidate.state != .booked
            )
        }
        let add = InsertEREFacts(
            operatorID: operatorID,
            state: .credited,
            reason: reason,
            by: person,
            at: now,
            facts: facts,
            givesReason: false
        )
        guard try await EREFactRejection.mapping({ try await tx.run(add) }) == facts.count else {
            throw EREBookingRejection.changed
        }
    }

    private static func judge(
        _ scope: Scope,
        _ sheet: ERECreditSheet,
        _ figures: ERECreditFigures,
        in tx: Transaction
    ) async throws -> (check: ERECreditCheck, news: [ERECreditJudge.News]) {
        let operatorID = try check(scope)
        guard !sheet.lines.isEmpty || !sheet.faults.isEmpty else { throw ERECreditRejection.empty }
        guard sheet.lines.count <= ERECreditSheet.mostLines else { throw ERECreditRejection.tooManyLines }
        var pairs: [(line: ERECreditSheet.Line, candidate: ERECreditCandidate?)] = []
        for start in stride(from: 0, to: sheet.lines.count, by: linesPerPage) {
            let page = Array(sheet.lines[start..<min(start + linesPerPage, sheet.lines.count)])
            let found = try await tx.all(ERECreditCandidates(operatorID: operatorID, lines: page))
            let candidates = Dictionary(found.map { ($0.place, $0.candidate) }) { first, _ in first }
            pairs += page.enumerated().map { ($1, candidates[$0 + 1]) }
        }
        var judge = ERECreditJudge(figures)
        judge.take(pairs)
        let check = ERECreditCheck(
            outcomes: judge.outcomes,
            faults: (sheet.faults + judge.faults).sorted { $0.line < $1.line },
            tolerance: try await ERECreditTolerance.current(in: tx)
        )
        return (check, judge.news)
    }

    private static func check(_ scope: Scope) throws(NotPermitted) -> OperatorID {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try scope.requireOperator()
    }
}
