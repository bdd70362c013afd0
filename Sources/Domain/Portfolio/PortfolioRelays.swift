import Postgres
import Values

/// What a file says of a charge point's way to a back-office.
package struct PortfolioRelay: Sendable {
    package enum Wish: Sendable {
        /// It is answered here.
        case ours
        /// It goes through to the back-office; what is `nil` stays, or is `pass` for one that was ours.
        case through(
            upstream: String,
            authorization: RelayAuthorizationMode?,
            key: String?,
            mode: RelayAbsence.Mode?,
            acceptsUnknownTokens: Bool?,
            bootsAgain: Bool?
        )
    }

    package let identity: String
    package let wish: Wish
    /// Where its fields stand.
    let row: PortfolioRow
}

/// Writes which charge points go through to which back-office.
struct PortfolioRelays {
    let operatorID: OperatorID
    let box: SecretBox?
    let now: Timestamp

    /// Where a charge point shall go to, and with what.
    private struct Target {
        let upstreamID: UpstreamID
        let mode: RelayAuthorizationMode
        /// The field in the place of the charge point's own, in the clear; `nil` keeps the sealed one.
        let field: String?
        let absence: RelayAbsence
    }

    /// Writes what differs from what is there.
    ///
    /// - Throws: ``PortfolioRefusal`` with everything that is wrong, ``PortfolioRejection``, `PostgresFault`.
    func write(_ relays: [PortfolioRelay], in tx: Transaction) async throws -> PortfolioResult.Change {
        var change = PortfolioResult.Change(kind: "relays")
        guard !relays.isEmpty else { return change }
        let upstreams = try await upstreams(in: tx)
        let current = try await current(relays, in: tx)
        var problems: [PortfolioProblem] = []
        var ended: [ChargePointID] = []
        var begun: [InsertRelay] = []
        for relay in relays {
            guard let known = current[relay.identity] else { continue }
            guard let target = target(of: relay, known, upstreams, &problems) else {
                if known.upstreamID != nil { ended.append(known.id) }
                known.upstreamID == nil ? (change.unchanged += 1) : (change.changed += 1)
                continue
            }
            guard try !isThere(target, known) else {
                change.unchanged += 1
                continue
            }
            known.upstreamID == nil ? (change.new += 1) : (change.changed += 1)
            begun.append(try insert(target, known))
        }
        guard problems.isEmpty else { throw PortfolioRefusal(problems: problems.sorted { $0.line < $1.line }) }
        try await store(ended: ended, begun: begun, in: tx)
        return change
    }

    private func upstreams(in tx: Transaction) async throws -> [String: Upstream] {
        let all = try await tx.all(ListUpstreams(operatorID: operatorID, id: nil))
        return Dictionary(all.map { ($0.details.name, $0) }) { first, _ in first }
    }

    private func current(
        _ relays: [PortfolioRelay],
        in tx: Transaction
    ) async throws -> [String: RelaysByIdentity.Row] {
        let statement = RelaysByIdentity(operatorID: operatorID, identities: relays.map(\.identity))
        let rows = try await tx.all(statement)
        return Dictionary(rows.map { ($0.identity, $0) }) { first, _ in first }
    }

    /// Where the charge point shall go; `nil` when it shall be ours, or when something is wrong.
    private func target(
        of relay: PortfolioRelay,
        _ known: RelaysByIdentity.Row,
        _ upstreams: [String: Upstream],
        _ problems: inout [PortfolioProblem]
    ) -> Target? {
        guard case .through(let name, let authorization, let key, let absent, let accepts, let bootsAgain) = relay.wish
        else {
            return nil
        }
        guard let upstream = upstreams[name] else { return nil }
        let isSame = known.upstreamID == upstream.id
        if !isSame, upstream.retiredAt != nil {
            problems.append(relay.row.problem("upstream", "the back-office is out of use"))
        }
        let mode = authorization ?? known.mode ?? .pass
        if key != nil, mode != .replace {
            problems.append(relay.row.problem("key", "goes with the authorization replace only"))
        }
        // The key at one back-office is none of another's business.
        if mode == .replace, key == nil, !isSame || known.mode != .replace {
            problems.append(relay.row.problem(nil, "key is missing"))
        }
        let field = key.map { BasicCredentials.field(user: relay.identity, password: $0) }
        let absence = RelayAbsence(
            mode: absent ?? known.absence.mode,
            acceptsUnknownTokens: accepts ?? known.absence.acceptsUnknownTokens,
            bootsAgain: bootsAgain ?? known.absence.bootsAgain
        )
        return Target(upstreamID: upstream.id, mode: mode, field: field, absence: absence)
    }

    private func isThere(_ target: Target, _ known: RelaysByIdentity.Row) throws -> Bool {
        guard known.upstreamID == target.upstreamID, known.mode == target.mode, known.absence == target.absence else {
            return false
        }
        guard let field = target.field else { return true }
        let place = Relays.sealedPlace(known.id)
        return try known.sealed.flatMap { try sealer.open($0, for: place) } == field
    }

    private func insert(_ target: Target, _ known: RelaysByIdentity.Row) throws -> InsertRelay {
        var sealed: [UInt8]?
        if target.mode == .replace {
            sealed = try target.field.map { try sealer.seal($0, for: Relays.sealedPlace(known.id)) } ?? known.sealed
        }
        return InsertRelay(
            operatorID: operatorID,
            chargePointID: known.id,
            upstreamID: target.upstreamID,
            mode: target.mode,
            sealed: sealed,
            absence: target.absence,
            at: now
        )
    }

    private var sealer: SecretBox {
        get throws {
            guard let box else { throw PortfolioRejection.sealMissing }
            return box
        }
    }

    private func store(ended: [ChargePointID], begun: [InsertRelay], in tx: Transaction) async throws {
        let over = (ended + begun.map(\.chargePointID)).map {
            EndRelay(operatorID: operatorID, chargePointID: $0, at: now)
        }
        try await tx.runAll(over)
        try await tx.runAll(begun)
        for relay in begun {
            try await Commands.giveUpForRelay(operatorID, relay.chargePointID, at: now, in: tx)
        }
    }
}

/// Adds or updates back-offices.
struct ImportUpstreams: Statement {
    static let sql = """
        INSERT INTO upstreams (operator_id, name, url, platform, forwards_query, trusted_authorities)
        SELECT $1, merged.*
        FROM jsonb_array_elements($2) AS file (row)
        LEFT JOIN upstreams AS known
            ON known.operator_id = $1 AND known.name = file.row -> 'given' ->> 'name'
        CROSS JOIN LATERAL jsonb_to_record(
            (file.row -> 'standards') || coalesce(to_jsonb(known), '{}') || (file.row -> 'given')
        ) AS merged (name text, url text, platform text, forwards_query boolean, trusted_authorities text)
        ON CONFLICT ON CONSTRAINT upstreams_name_unique DO UPDATE SET
            url = excluded.url, platform = excluded.platform, forwards_query = excluded.forwards_query,
            trusted_authorities = excluded.trusted_authorities
        WHERE (upstreams.url, upstreams.platform, upstreams.forwards_query, upstreams.trusted_authorities)
            IS DISTINCT FROM (excluded.url, excluded.platform, excluded.forwards_query, excluded.trusted_authorities)
        """
    static let sample = ImportUpstreams(operatorID: OperatorID(1), rows: [])
    let operatorID: OperatorID
    let rows: [JSON]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(JSON.array(rows))
    }
}

/// The charge points of a list with their ways to back-offices now.
struct RelaysByIdentity: Statement {
    struct Row: Sendable {
        let identity: String
        let id: ChargePointID
        let upstreamID: UpstreamID?
        let mode: RelayAuthorizationMode?
        let sealed: [UInt8]?
        let absence: RelayAbsence
    }

    static let sql = """
        SELECT p.identity, p.id, r.upstream_id, r.authorization_mode, r.sealed_authorization,
            coalesce(r.absence_mode, 'pass'), coalesce(r.accepts_unknown_tokens, false), coalesce(r.boots_again, false)
        FROM charge_points p
        LEFT JOIN charge_point_relays r ON r.operator_id = p.operator_id AND r.charge_point_id = p.id
            AND r.until_at IS NULL
        WHERE p.operator_id = $1 AND p.identity = ANY ($2)
        """
    static let sample = RelaysByIdentity(operatorID: OperatorID(1), identities: [])
    let operatorID: OperatorID
    let identities: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(identities)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            identity: try row.next(),
            id: try row.next(),
            upstreamID: try row.next(),
            mode: try row.next(),
            sealed: try row.next(),
            absence: try RelayAbsence(&row)
        )
    }
}
