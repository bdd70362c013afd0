import Postgres
import Values

/// The back-offices that a file wants told what a charge point says: all of them, so others are told no more.
package struct PortfolioObservers: Sendable {
    /// One of them; what is `nil` stays, or is as for something new.
    package struct Entry: Sendable {
        let upstream: String
        let authorization: ObserverAuthorization?
        let key: String?
        let identity: String?
        let isEnabled: Bool?
        let bootsAgain: Bool?
        /// Where its fields stand.
        let row: PortfolioRow
    }

    package let identity: String
    let entries: [Entry]
    /// Where the list stands.
    let row: PortfolioRow
}

/// Writes who observes which charge point.
struct PortfolioObserverWriter {
    let operatorID: OperatorID
    let box: SecretBox?
    let now: Timestamp

    private struct Plan {
        var begun: [(InsertObserver)] = []
        var changed: [UpdateObserver] = []
        var ended: [EndObserver] = []
        var problems: [PortfolioProblem] = []
        var result = PortfolioResult.Change(kind: "observers")
    }

    /// Writes what differs from what is there.
    ///
    /// - Throws: ``PortfolioRefusal`` with everything that is wrong, ``PortfolioRejection``, `PostgresFault`.
    func write(_ lists: [PortfolioObservers], in tx: Transaction) async throws -> PortfolioResult.Change {
        var plan = Plan()
        guard !lists.isEmpty else { return plan.result }
        let all = try await tx.all(ListUpstreams(operatorID: operatorID, id: nil))
        let upstreams = Dictionary(all.map { ($0.details.name, $0) }) { first, _ in first }
        let rows = try await tx.all(ObserversByIdentity(operatorID: operatorID, identities: lists.map(\.identity)))
        let known = Dictionary(grouping: rows, by: \.identity)
        for list in lists {
            guard let rows = known[list.identity], let point = rows.first?.chargePoint else { continue }
            let current = rows.compactMap(\.observer)
            let wanted = list.entries.compactMap { upstreams[$0.upstream]?.id }
            for observer in current where !wanted.contains(observer.upstreamID) {
                plan.ended.append(EndObserver(operatorID: operatorID, id: observer.id, at: now))
                plan.result.changed += 1
            }
            for entry in list.entries {
                guard let upstream = upstreams[entry.upstream] else { continue }
                let observer = current.first { $0.upstreamID == upstream.id }
                try add(entry, at: upstream, of: point, observer, to: &plan)
            }
        }
        guard plan.problems.isEmpty else {
            throw PortfolioRefusal(problems: plan.problems.sorted { $0.line < $1.line })
        }
        try await store(plan, in: tx)
        return plan.result
    }

    private func add(
        _ entry: PortfolioObservers.Entry,
        at upstream: Upstream,
        of point: ChargePointID,
        _ known: ObserversByIdentity.Observer?,
        to plan: inout Plan
    ) throws {
        let mode = entry.authorization ?? (entry.key == nil ? known?.details.authorization ?? .none : .key)
        if known == nil, upstream.retiredAt != nil {
            plan.problems.append(entry.row.problem("upstream", "the back-office is out of use"))
        }
        if entry.key != nil, mode == .none {
            plan.problems.append(entry.row.problem("key", "goes with the authorization key only"))
        }
        if mode == .key, entry.key == nil, known?.details.authorization != .key {
            plan.problems.append(entry.row.problem(nil, "key is missing"))
        }
        let details = ObserverDetails(
            identity: entry.identity ?? known?.details.identity ?? "",
            authorization: mode,
            isEnabled: entry.isEnabled ?? known?.details.isEnabled ?? true,
            bootsAgain: entry.bootsAgain ?? known?.details.bootsAgain ?? false
        )
        guard plan.problems.isEmpty else { return }
        let place = Observers.sealedPlace(point, upstream.id)
        let sealed = mode == .key ? try entry.key.map { try sealer.seal($0, for: place) } : nil
        guard let known else {
            plan.result.new += 1
            return plan.begun.append(
                InsertObserver(
                    operatorID: operatorID,
                    chargePoint: point,
                    upstreamID: upstream.id,
                    details: details,
                    sealed: sealed,
                    since: now
                )
            )
        }
        let isSameKey = try entry.key.map { key in
            try known.sealed.flatMap { try sealer.open($0, for: place) } == key
        }
        guard known.details != details || isSameKey == false else { return plan.result.unchanged += 1 }
        plan.result.changed += 1
        plan.changed.append(
            UpdateObserver(operatorID: operatorID, id: known.id, details: details, sealed: sealed)
        )
    }

    private var sealer: SecretBox {
        get throws {
            guard let box else { throw PortfolioRejection.sealMissing }
            return box
        }
    }

    private func store(_ plan: Plan, in tx: Transaction) async throws {
        try await tx.runAll(plan.ended)
        try await tx.runAll(plan.changed)
        for insert in plan.begun {
            let id = try await tx.one(insert)
            try await tx.run(InsertObserverFeed(operatorID: operatorID, id: id))
        }
    }

    /// Refuses ways of charge points that would push each other aside.
    ///
    /// - Throws: ``PortfolioRefusal``, `PostgresFault`.
    func checkWays(_ file: PortfolioFile, in tx: Transaction) async throws {
        let twice = try await tx.all(WaysAddressedTwice(operatorID: operatorID, chargePoints: nil))
        guard !twice.isEmpty else { return }
        let identities = file.chargePoints.map { $0["identity"]?.stringValue ?? "" }
        let rows = try await tx.all(ObserversByIdentity(operatorID: operatorID, identities: identities))
        let names = Set(rows.filter { twice.contains($0.chargePoint) }.map(\.identity))
        let reason = "its back-office and an observer, or two observers, have the same address and identity"
        let problems = zip(file.chargePoints, identities).filter { names.contains($0.1) }.map { row, _ in
            row.problem("identity", reason)
        }
        let somewhere = PortfolioProblem(line: 1, path: "", reason: "of another charge point: " + reason)
        throw PortfolioRefusal(problems: problems.isEmpty ? [somewhere] : problems)
    }
}

/// The charge points of a list with their observers now; one row for a charge point without any.
struct ObserversByIdentity: Statement {
    struct Observer: Sendable {
        let id: ObserverID
        let upstreamID: UpstreamID
        let details: ObserverDetails
        let sealed: [UInt8]?
    }

    struct Row: Sendable {
        let identity: String
        let chargePoint: ChargePointID
        let observer: Observer?
    }

    static let sql = """
        SELECT p.identity, p.id, o.id, coalesce(o.upstream_id, 0), coalesce(o.identity, ''),
            coalesce(o.authorization_mode, 'none'), coalesce(o.is_enabled, false),
            coalesce(o.boots_again, false), o.sealed_key
        FROM charge_points p
        LEFT JOIN charge_point_observers o ON o.operator_id = p.operator_id AND o.charge_point_id = p.id
            AND o.until_at IS NULL
        WHERE p.operator_id = $1 AND p.identity = ANY ($2)
        """
    static let sample = ObserversByIdentity(operatorID: OperatorID(1), identities: [])
    let operatorID: OperatorID
    let identities: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(identities)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        let (identity, point): (String, ChargePointID) = (try row.next(), try row.next())
        let id: ObserverID? = try row.next()
        let upstream: UpstreamID = try row.next()
        let details = ObserverDetails(
            identity: try row.next(),
            authorization: try row.next(),
            isEnabled: try row.next(),
            bootsAgain: try row.next()
        )
        let sealed: [UInt8]? = try row.next()
        return Row(
            identity: identity,
            chargePoint: point,
            observer: id.map { Observer(id: $0, upstreamID: upstream, details: details, sealed: sealed) }
        )
    }
}
