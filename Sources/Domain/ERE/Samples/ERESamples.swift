import Crypto
package import Postgres
package import Values

/// What verifiers ask for, and the population from which they choose.
package enum ERESamples {
    /// Lines of one request; the answer has megabytes of papers for each.
    package static let mostLines = 500
    package static let noteLimit = 400
    /// Chosen lines that a page lists.
    package static let linesShown = 500

    // MARK: Population

    /// What of a year was filed until a moment.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func population(
        _ scope: Scope,
        _ year: Int,
        until moment: Timestamp,
        in tx: Transaction
    ) async throws -> EREYearPopulation {
        let operatorID = try reader(scope)
        let filings = try await tx.all(EREPopulationFilings(operatorID: operatorID, year: year, until: moment))
        var whole: [EREPopulationFiling] = []
        for filing in filings {
            let documents = try await tx.all(EREFilingDocumentsOf(operatorID: operatorID, filing: filing.id))
            whole.append(
                EREPopulationFiling(
                    id: filing.id,
                    reference: filing.reference,
                    quarter: filing.quarter,
                    filedAt: filing.filedAt,
                    lines: filing.lines,
                    corrections: filing.corrections,
                    energy: filing.energy,
                    units: filing.units,
                    documents: documents
                )
            )
        }
        let count = CountEREPopulationConnections(operatorID: operatorID, year: year, until: moment)
        return EREYearPopulation(year: year, filings: whole, connections: try await tx.one(count))
    }

    /// The lines of a year's filings through one, in their order.
    ///
    /// - Throws: ``NotPermitted``.
    package static func lines(
        _ scope: Scope,
        _ year: Int,
        through filing: EREFilingID,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREPopulationLine, any Error> {
        tx.stream(EREPopulationLines(operatorID: try reader(scope), year: year, through: filing))
    }

    // MARK: Requests

    /// Writes down what is asked for, and chooses.
    ///
    /// - Throws: ``ERESampleRejection``, ``NotPermitted``, `PostgresFault`.
    package static func request(
        _ scope: Scope,
        _ order: ERESampleOrder,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> ERESampleID {
        let operatorID = try reader(scope)
        guard let person = scope.userID else { throw ERESampleRejection.needsPerson }
        try check(order)
        // No filing comes in between.
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        guard let through = try await population(scope, order.year, until: now, in: tx).filings.map(\.id).max() else {
            throw ERESampleRejection.nothingFiled
        }
        // A seed that fits into every program's numbers.
        let seed = order.rule == .random ? order.seed ?? Int64.random(in: 0..<1 << 53) : nil
        let choice = try await choose(scope, order, seed ?? 0, through, in: tx)
        let insert = InsertERESample(
            operatorID: operatorID,
            order: order,
            seed: seed,
            through: through,
            population: choice.population,
            by: person,
            at: now
        )
        let id = try await tx.one(insert)
        let lines = InsertERESampleLines(operatorID: operatorID, sample: id, bookings: choice.bookings)
        guard try await tx.run(lines) == choice.bookings.count else { throw EREBookingRejection.changed }
        let detail = JSON.dictionary([
            "year": .integer(order.year), "rule": .string(order.rule.rawValue),
            "lines": .integer(choice.bookings.count),
        ])
        try await AuditLog.record(
            scope,
            AuditRecord("ere.sample_requested", subject: "sample/\(id)", detail: detail),
            in: tx
        )
        return id
    }

    private static func check(_ order: ERESampleOrder) throws(ERESampleRejection) {
        guard (EREYears.first...2100).contains(order.year) else { throw .year }
        guard (1...mostLines).contains(order.rule == .named ? order.named.count : order.size) else { throw .size }
        guard order.note.count <= noteLimit, (order.seed ?? 0) >= 0 else { throw .note }
        var seen: Set<ERENamedLine> = []
        for line in order.named where !seen.insert(line).inserted { throw .twice(ean: line.ean, line.quarter) }
    }

    private static func choose(
        _ scope: Scope,
        _ order: ERESampleOrder,
        _ seed: Int64,
        _ through: EREFilingID,
        in tx: Transaction
    ) async throws -> (bookings: [EREBookingID], population: EREPopulationHash) {
        var chooser = ERESampleChooser(order.rule, size: order.size, seed: seed, named: order.named)
        var hash = EREPopulationHasher()
        for try await line in try lines(scope, order.year, through: through, in: tx) {
            hash.take(line)
            chooser.take(line)
        }
        if let place = chooser.missing.first {
            throw ERESampleRejection.unknownLine(ean: order.named[place].ean, order.named[place].quarter)
        }
        return (chooser.chosen(), hash.finish())
    }

    /// Requests of a year, or one, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(_ scope: Scope, _ year: Int, in tx: Transaction) async throws -> [ERESample] {
        try await tx.all(ListERESamples(operatorID: try reader(scope), year: year, id: nil))
    }

    /// A request with the lines that were chosen.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: ERESampleID,
        in tx: Transaction
    ) async throws -> (sample: ERESample, lines: [ERESampledLine]) {
        let operatorID = try reader(scope)
        let find = ListERESamples(operatorID: operatorID, year: nil, id: id)
        guard let sample = try await tx.first(find) else { throw NotFound("sample") }
        return (sample, try await tx.all(ERESampleLinesOf(operatorID: operatorID, sample: id, limit: linesShown)))
    }

    // MARK: Answers

    /// Makes sure that the population is what it was when a sample was asked for.
    ///
    /// - Throws: ``ERESampleRejection/differs(_:)``, ``NotPermitted``, `PostgresFault`.
    package static func checkPopulation(_ scope: Scope, _ sample: ERESample, in tx: Transaction) async throws {
        var hash = EREPopulationHasher()
        for try await line in try lines(scope, sample.year, through: sample.filingsThrough, in: tx) { hash.take(line) }
        let now = hash.finish()
        guard now.lines == sample.populationLines, now.sha256 == sample.populationSHA256 else {
            throw ERESampleRejection.differs("the population of \(sample.year)")
        }
    }

    /// Notes that an answer was made; all of a sample are the same.
    ///
    /// - Throws: ``ERESampleRejection/differs(_:)``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func note(
        _ scope: Scope,
        _ id: ERESampleID,
        answer: (sha256: [UInt8], bytes: Int64),
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let sample = try await find(scope, id, in: tx).sample
        guard sample.answerSHA256 == nil || sample.answerSHA256 == answer.sha256 else {
            throw ERESampleRejection.differs("the answer to sample \(id)")
        }
        let insert = InsertERESampleAnswer(
            operatorID: try scope.requireOperator(),
            sample: id,
            sha256: answer.sha256,
            bytes: answer.bytes,
            by: scope.userID,
            at: now
        )
        try await tx.run(insert)
    }

    /// Chooses the lines of every request again from its population.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func verify(_ scope: Scope, on database: Database) async throws -> [VerifyReport] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await database.read(scope, isolation: .repeatableRead) { tx in
            var (checked, difference) = (0, String?.none)
            for sample in try await tx.all(ListERESamples(operatorID: operatorID, year: nil, id: nil))
            where difference == nil {
                checked += 1
                difference = try await check(scope, sample, in: tx)
            }
            return [VerifyReport(kind: "ere_samples", checked: checked, firstDifference: difference)]
        }
    }

    private static func check(_ scope: Scope, _ sample: ERESample, in tx: Transaction) async throws -> String? {
        guard case .success(let named) = ERENamedLine.read(sample.named) else {
            return "sample \(sample.id): its names"
        }
        let order = ERESampleOrder(year: sample.year, rule: sample.rule, size: sample.size, named: named, name: "")
        do {
            let choice = try await choose(scope, order, sample.seed ?? 0, sample.filingsThrough, in: tx)
            let lines = ERESampleLinesOf(operatorID: try reader(scope), sample: sample.id, limit: mostLines)
            let stored = try await tx.all(lines).map(\.booking)
            if choice.population.sha256 != sample.populationSHA256 { return "sample \(sample.id): its population" }
            return choice.bookings == stored ? nil : "sample \(sample.id): its lines are not what the rule gives"
        } catch let rejection as ERESampleRejection {
            return "sample \(sample.id): \(rejection)"
        }
    }

    static func reader(_ scope: Scope) throws(NotPermitted) -> OperatorID {
        try scope.require(.operatorAdmin, .operatorFinance, .platformAdmin, .platformFinance, .verifier)
        return try scope.requireOperator()
    }
}

/// The hash of a population and how many lines it has.
package struct EREPopulationHash: Hashable, Sendable {
    package let lines: Int
    package let sha256: [UInt8]
}

/// Hashes the table of a population row by row.
package struct EREPopulationHasher {
    private var hash = SHA256()
    private var lines = 0

    package init() { hash.update(data: EREPopulationLine.headBytes) }

    package mutating func take(_ line: EREPopulationLine) {
        hash.update(data: line.bytes)
        lines += 1
    }

    package func finish() -> EREPopulationHash {
        EREPopulationHash(lines: lines, sha256: Array(hash.finalize()))
    }
}
