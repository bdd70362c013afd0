import Crypto
package import Postgres
package import Values

/// What a connection delivered in a quarter, with all that it rests on.
struct EREMeasured: Sendable {
    let customer: CustomerID
    let enrolment: EREEnrolmentID
    let energy: Energy
    let counted: [ERECountedSession]
    let findings: [EREFinding]
    let content: JSON
    let sha256: [UInt8]
    /// `nil` as long as nobody knows the factors of the year.
    let units: Int64?

    init(
        _ row: EREMeasuredEnrolments.Row,
        _ meter: EREMeter,
        _ rules: EREUnitRules
    ) throws {
        customer = row.customer
        enrolment = row.id
        energy = meter.claimed
        counted = meter.counted
        findings = meter.found(hasSource: row.hasSource)
        var parts: [JSONMember] = [
            JSONMember(name: "registers", value: .array(meter.spans.map(\.json))),
            JSONMember(name: "findings", value: .array(findings.map(\.json))),
            JSONMember(name: "exact_thousandths_wh", value: .integer(meter.energy.thousandthsWh)),
        ]
        // Lines without it are what they were before this was known.
        if !meter.leftOut.isEmpty {
            parts.append(JSONMember(name: "left_out", value: .array(meter.leftOut.map(\.json))))
        }
        content = .object(parts)
        units = try rules.units(of: energy)
        var hash = SHA256()
        hash.update(data: content.compactBytes)
        hash.update(data: Array("\(rules)".utf8))
        for session in counted {
            hash.update(data: session.canonicalBytes)
        }
        sha256 = Array(hash.finalize())
    }
}

/// How energy of a year becomes whole units.
package struct EREUnitRules: Hashable, Sendable, CustomStringConvertible {
    /// `nil` as long as nobody knows them.
    package let factors: EREFactors?
    package let rounding: Rounding

    package init(factors: EREFactors?, rounding: Rounding) {
        self.factors = factors
        self.rounding = rounding
    }

    /// The whole units of a line.
    ///
    /// - Throws: `ArithmeticOverflow` beyond 38 digits.
    package func units(of energy: Energy) throws(ArithmeticOverflow) -> Int64? {
        guard let factors else { return nil }
        return try EREBookingLine(energy, factors, rounding: rounding).units
    }

    package var description: String {
        guard let factors else { return rounding.rawValue }
        return "\(factors.share) \(factors.comparator) \(factors.mjPerKWh) \(rounding.rawValue)"
    }

    /// Adds a rule of rounding for everybody; work of the installation only.
    ///
    /// - Throws: ``EREFactorRejection``, ``NotPermitted``, `PostgresFault`.
    package static func supply(
        _ scope: Scope,
        _ rounding: Rounding,
        source: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require()
        guard (1...EREFactors.sourceLength).contains(source.count) else { throw EREFactorRejection.sourceLength }
        try await tx.run(InsertERERounding(scheme: .netherlands, rounding: rounding, source: source, at: now))
    }

    /// The rules of a year.
    ///
    /// - Throws: `PostgresFault`.
    package static func of(_ year: Int, in tx: Transaction) async throws -> EREUnitRules {
        let rounding = try await tx.first(ERERoundingRule(scheme: .netherlands))
        return EREUnitRules(
            factors: try await EREFactorBook.table(.netherlands, in: tx).factors(of: year, .grid),
            rounding: rounding ?? EREBookingLine.standardRounding
        )
    }
}

/// What measuring a quarter did.
package struct EREMeasuringResult: Hashable, Sendable {
    /// Connections with a mandate for the year.
    package fileprivate(set) var connections = 0
    /// Lines of which something new was measured.
    package fileprivate(set) var changed = 0
    /// Of those, lines that correct one that is booked already.
    package fileprivate(set) var corrections = 0
}

/// Measures what connections delivered, from their charge points' sessions.
package enum EREMeasuring {
    /// Connections per transaction: some ten thousand sessions of a quarter, a few megabytes.
    package static let connectionsPerPage = 200
    /// Lines that are new or changed, from which on what there is differs from what statements are planned for: in a new
    /// installation a page of these is read by going through all customers for each of them.
    private static let statisticsAfter = 200

    /// Measures a quarter for all connections whose mandate covers it; repeating it changes nothing.
    ///
    /// What is booked stays as it was: a difference becomes a line of its own that names the booked one.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func run(
        _ scope: Scope,
        _ quarter: EREQuarter,
        at now: Timestamp,
        on database: Database,
        pageSize: Int = connectionsPerPage
    ) async throws -> EREMeasuringResult {
        try scope.requireCustomerDesk()
        var result = EREMeasuringResult()
        var last: EREEnrolmentID? = EREEnrolmentID(0)
        while let after = last {
            try Task.checkCancellation()
            let (page, end) = try await database.write(scope, repeating: .onConflict) { tx in
                try await measure(scope, quarter, after: after, limit: pageSize, at: now, in: tx)
            }
            result.connections += page.connections
            result.changed += page.changed
            result.corrections += page.corrections
            last = end
        }
        if result.changed >= statisticsAfter {
            // Without them what follows is slower, and that is all.
            _ = try? await database.run(.system, RefreshBookingStatistics())
        }
        return result
    }

    /// One page.
    private static func measure(
        _ scope: Scope,
        _ quarter: EREQuarter,
        after: EREEnrolmentID,
        limit: Int,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> (EREMeasuringResult, EREEnrolmentID?) {
        let operatorID = try scope.requireOperator()
        try await tx.run(LockEREMeasuring(operatorID: operatorID))
        let rules = try await EREUnitRules.of(quarter.year, in: tx)
        let page = try await tx.all(
            EREMeasuredEnrolments(operatorID: operatorID, quarter: quarter.firstDay, after: after, limit: limit)
        )
        guard let end = page.last else { return (EREMeasuringResult(), nil) }
        let measured = try await read(page, quarter, rules, operatorID, in: tx)
        let news = zip(page, measured).filter { $0.booking?.sha256 != $1.sha256 }
        let writer = EREMeasuringWriter(
            operatorID: operatorID,
            quarter: quarter,
            rules: rules,
            now: now,
            by: scope.userID
        )
        try await writer.write(Array(news), in: tx)
        var result = EREMeasuringResult()
        result.connections = page.count
        result.changed = news.count
        result.corrections = news.count { $0.0.booking?.state.needsCorrectionLine == true }
        return (result, page.count < limit ? nil : end.id)
    }

    /// Reads the meters of a page.
    private static func read(
        _ page: [EREMeasuredEnrolments.Row],
        _ quarter: EREQuarter,
        _ rules: EREUnitRules,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> [EREMeasured] {
        let ids = page.map(\.id)
        var meters = page.map { _ in EREMeter(quarter) }
        var twins = try await ERETwins.read(ids, quarter, operatorID, in: tx)
        var seen: Set<EREMeteredID> = []
        var told: [(place: Int, session: EREMeteredSession)] = []
        func take() {
            twins.judge(&told, in: quarter)
            for (place, session) in told { meters[place - 1].take(session) }
            told.removeAll(keepingCapacity: true)
        }
        let sessions = EREMeteredSessions(operatorID: operatorID, enrolments: ids, quarter: quarter)
        for try await (place, session) in tx.stream(sessions) {
            var session = session
            // A charge point that two connections name counts for the first of them.
            if session.standing == .nowhere, !seen.insert(session.id).inserted { session.isElsewhere = true }
            told.append((place, session))
        }
        take()
        let pushed = EREMeteredPushes(operatorID: operatorID, enrolments: ids, quarter: quarter)
        for try await row in tx.stream(pushed) { told.append(row) }
        take()
        let readings = EREMeteredReadings(operatorID: operatorID, enrolments: ids, quarter: quarter)
        for try await row in tx.stream(readings) { told.append(row) }
        take()
        return try zip(page, meters).map { try EREMeasured($0, $1, rules) }
    }
}

extension ERECountedSession {
    fileprivate var canonicalBytes: [UInt8] {
        Array("\(id):\(revision):\(startedAt):\(stoppedAt):\(begin.thousandthsWh):\(energy.thousandthsWh);".utf8)
    }
}

extension ERERegisterSpan {
    fileprivate var json: JSON {
        var members: [JSONMember]
        switch meter {
        case .connector(let chargePoint, let connector):
            members = [
                JSONMember(name: "charge_point", value: .string("\(chargePoint)")),
                JSONMember(name: "connector", value: .integer(connector)),
            ]
        case .sessions(let charger, let connector):
            members = ERERegisterSpan.told("sessions", charger)
            members.append(JSONMember(name: "connector", value: .integer(connector)))
        case .readings(let charger): members = ERERegisterSpan.told("readings", charger)
        }
        members += registers.objectValue ?? []
        return .object(members)
    }

    /// Where nothing was heard from the charger itself, the source says who told of it.
    private static func told(_ source: String, _ charger: EREChargerID) -> [JSONMember] {
        [
            JSONMember(name: "source", value: .string(source)),
            JSONMember(name: "charger", value: .string("\(charger)")),
        ]
    }

    private var registers: JSON {
        .dictionary([
            "begin_at": .string("\(beginAt)"), "begin": .integer(begin.thousandthsWh),
            "end_at": .string("\(endAt)"), "end": .integer(end.thousandthsWh), "sessions": .integer(sessions),
            "energy": .integer(energy.thousandthsWh),
        ])
    }
}

extension EREFinding {
    fileprivate var json: JSON {
        .dictionary([
            "kind": .string(kind.rawValue), "count": .integer(count), "energy": .integer(energy.thousandthsWh),
        ])
    }
}

extension ERELeftOut {
    fileprivate var json: JSON {
        .dictionary([
            "what": .string(what), "twin": .string(twin), "started_at": .string("\(startedAt)"),
            "stopped_at": .string("\(stoppedAt)"), "energy": .integer(energy.thousandthsWh),
        ])
    }
}
