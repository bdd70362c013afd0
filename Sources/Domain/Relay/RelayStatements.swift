import Postgres
import Values

extension RelayAuthorizationMode: PostgresValue {}
extension RelayAbsence.Mode: PostgresValue {}

extension RelayAbsence {
    init(_ row: inout RowReader) throws {
        self.init(mode: try row.next(), acceptsUnknownTokens: try row.next(), bootsAgain: try row.next())
    }
}

extension UpstreamDetails {
    static let sample = UpstreamDetails(name: "x", url: "ws://x/")

    func bind(to values: inout Bindings) {
        values.append(name)
        values.append(url)
        values.append(platform)
        values.append(forwardsQuery)
        values.append(trustedAuthorities)
    }
}

/// The operator's back-offices by name, or one of them.
struct ListUpstreams: Statement {
    static let sql = """
        SELECT u.id, u.name, u.url, u.platform, u.forwards_query, u.trusted_authorities,
            (SELECT count(*) FROM charge_point_relays r
                WHERE r.operator_id = u.operator_id AND r.upstream_id = u.id AND r.until_at IS NULL),
            (SELECT count(*) FROM charge_point_observers o
                WHERE o.operator_id = u.operator_id AND o.upstream_id = u.id AND o.until_at IS NULL),
            u.retired_at
        FROM upstreams u
        WHERE u.operator_id = $1 AND ($2::bigint IS NULL OR u.id = $2)
        ORDER BY u.retired_at IS NOT NULL, lower(u.name), u.id
        """
    static let sample = ListUpstreams(operatorID: OperatorID(1), id: nil)
    let operatorID: OperatorID
    let id: UpstreamID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> Upstream {
        Upstream(
            id: try row.next(),
            details: UpstreamDetails(
                name: try row.next(),
                url: try row.next(),
                platform: try row.next(),
                forwardsQuery: try row.next(),
                trustedAuthorities: try row.next()
            ),
            chargePoints: try row.next(),
            observed: try row.next(),
            retiredAt: try row.next()
        )
    }
}

/// Adds a back-office.
struct InsertUpstream: Statement {
    static let sql = """
        INSERT INTO upstreams (operator_id, name, url, platform, forwards_query, trusted_authorities)
        VALUES ($1, $2, $3, $4, $5, $6)
        RETURNING id
        """
    static let sample = InsertUpstream(operatorID: OperatorID(1), details: .sample)
    let operatorID: OperatorID
    let details: UpstreamDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        details.bind(to: &values)
    }
    static func decode(_ row: inout RowReader) throws -> UpstreamID { try row.next() }
}

/// Changes a back-office.
struct UpdateUpstream: Statement {
    static let sql = """
        UPDATE upstreams SET name = $3, url = $4, platform = $5, forwards_query = $6, trusted_authorities = $7
        WHERE operator_id = $1 AND id = $2
        """
    static let sample = UpdateUpstream(operatorID: OperatorID(1), id: UpstreamID(1), details: .sample)
    let operatorID: OperatorID
    let id: UpstreamID
    let details: UpstreamDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        details.bind(to: &values)
    }
}

/// Takes a back-office out of use.
struct RetireUpstream: Statement {
    static let sql = """
        UPDATE upstreams SET retired_at = $3 WHERE operator_id = $1 AND id = $2 AND retired_at IS NULL
        """
    static let sample = RetireUpstream(operatorID: OperatorID(1), id: UpstreamID(1), at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let id: UpstreamID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
}

/// A charge point's way to its back-office now.
struct FindRelay: Statement {
    static let sql = """
        SELECT r.upstream_id, u.name, u.url, r.authorization_mode, r.since_at, r.absence_mode, r.accepts_unknown_tokens,
            r.boots_again
        FROM charge_point_relays r
        JOIN upstreams u ON u.operator_id = r.operator_id AND u.id = r.upstream_id
        WHERE r.operator_id = $1 AND r.charge_point_id = $2 AND r.until_at IS NULL
        """
    static let sample = FindRelay(operatorID: OperatorID(1), chargePointID: ChargePointID(1))
    let operatorID: OperatorID
    let chargePointID: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
    }

    static func decode(_ row: inout RowReader) throws -> ChargePointRelay {
        ChargePointRelay(
            upstreamID: try row.next(),
            upstreamName: try row.next(),
            upstreamURL: try row.next(),
            authorizationMode: try row.next(),
            since: try row.next(),
            absence: try RelayAbsence(&row)
        )
    }
}

/// Ends a charge point's way to its back-office.
struct EndRelay: Statement {
    static let sql = """
        UPDATE charge_point_relays SET until_at = greatest($3, since_at)
        WHERE operator_id = $1 AND charge_point_id = $2 AND until_at IS NULL
        """
    static let sample = EndRelay(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(at)
    }
}

/// Begins a charge point's way to a back-office.
struct InsertRelay: Statement {
    static let sql = """
        INSERT INTO charge_point_relays
            (operator_id, charge_point_id, upstream_id, authorization_mode, sealed_authorization, since_at,
                absence_mode, accepts_unknown_tokens, boots_again)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        """
    static let sample = InsertRelay(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        upstreamID: UpstreamID(1),
        mode: .pass,
        sealed: nil,
        absence: RelayAbsence(),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let upstreamID: UpstreamID
    let mode: RelayAuthorizationMode
    let sealed: [UInt8]?
    let absence: RelayAbsence
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(upstreamID)
        values.append(mode)
        values.append(sealed)
        values.append(at)
        values.append(absence.mode)
        values.append(absence.acceptsUnknownTokens)
        values.append(absence.bootsAgain)
    }
}

/// What passed between a charge point and its back-office since a moment, and what of it was ours.
struct CountRelayed: Statement {
    static let sql = """
        SELECT count(*) FILTER (WHERE NOT is_outgoing AND route = 1),
            count(*) FILTER (WHERE is_outgoing AND route = 1),
            count(*) FILTER (WHERE is_outgoing AND route IN (0, 2) AND substring(payload FROM 1 FOR 2) = '[2'::bytea),
            max(received_at)
        FROM ocpp_frames
        WHERE operator_id = $1 AND charge_point_id = $2 AND received_at >= $3
        """
    static let sample = CountRelayed(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        since: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let since: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(since)
    }

    static func decode(_ row: inout RowReader) throws -> RelayProof {
        RelayProof(up: try row.next(), down: try row.next(), ownCalls: try row.next(), lastAt: try row.next())
    }
}

/// The latest notices about a charge point.
struct RelayNotices: Statement {
    static let sql = """
        SELECT charge_point_id, upstream_id, code, detail, at
        FROM relay_events WHERE operator_id = $1 AND charge_point_id = $2
        ORDER BY id DESC LIMIT $3
        """
    static let sample = RelayNotices(operatorID: OperatorID(1), chargePointID: ChargePointID(1), limit: 1)
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> RelayNotice {
        RelayNotice(
            chargePointID: try row.next(),
            upstreamID: try row.next(),
            code: try row.next(),
            detail: try row.next(),
            at: try row.next()
        )
    }
}

/// Keeps a notice once; that a back-office refuses or is away comes with every attempt and is kept once an hour.
struct InsertRelayNotice: Statement {
    static let sql = """
        INSERT INTO relay_events (operator_id, charge_point_id, upstream_id, code, detail, at)
        SELECT $1::bigint, $2::bigint, $3::bigint, $4::text, $5::text, $6::timestamptz
        WHERE $4 NOT IN ('refused', 'unreachable', 'message_too_big') OR NOT EXISTS (
            SELECT FROM relay_events e
            WHERE e.operator_id = $1 AND e.charge_point_id = $2 AND e.upstream_id = $3 AND e.code = $4
                AND e.detail = $5 AND e.at > $6 - interval '1 hour' AND e.at <= $6)
        ON CONFLICT ON CONSTRAINT relay_events_once DO NOTHING
        """
    static let sample = InsertRelayNotice(
        operatorID: OperatorID(1),
        notice: RelayNotice(
            chargePointID: ChargePointID(1),
            upstreamID: UpstreamID(1),
            code: "",
            detail: "",
            at: Timestamp(seconds: 0)
        )
    )
    let operatorID: OperatorID
    let notice: RelayNotice

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(notice.chargePointID)
        values.append(notice.upstreamID)
        values.append(notice.code)
        values.append(notice.detail)
        values.append(notice.at)
    }
}

/// All ways that are open now, over all operators.
struct ListOpenRelays: Statement {
    static let sql = """
        SELECT r.operator_id, r.charge_point_id, r.upstream_id, u.url, u.forwards_query, u.trusted_authorities,
            r.authorization_mode, r.sealed_authorization, r.absence_mode, r.accepts_unknown_tokens,
            r.boots_again
        FROM charge_point_relays r
        JOIN upstreams u ON u.operator_id = r.operator_id AND u.id = r.upstream_id
        WHERE r.until_at IS NULL
        """
    static let sample = ListOpenRelays()

    static func decode(_ row: inout RowReader) throws -> ChargePointDirectorySnapshot.RelayEntry {
        ChargePointDirectorySnapshot.RelayEntry(
            operatorID: try row.next(),
            chargePointID: try row.next(),
            upstreamID: try row.next(),
            url: try row.next(),
            forwardsQuery: try row.next(),
            trustedAuthorities: try row.next(),
            authorizationMode: try row.next(),
            sealedAuthorization: try row.next(),
            absence: try RelayAbsence(&row)
        )
    }
}
