import Postgres
import Values

/// The default back-offices of an operator that are in force.
struct ListDefaultUpstreams: Statement {
    static let sql = """
        SELECT d.id, d.beginning, d.upstream_id, u.name
        FROM default_upstreams d JOIN upstreams u ON u.operator_id = d.operator_id AND u.id = d.upstream_id
        WHERE d.operator_id = $1 AND d.ended_at IS NULL
        ORDER BY d.beginning LIMIT $2
        """
    static let sample = ListDefaultUpstreams(operatorID: OperatorID(1), limit: 1)
    let operatorID: OperatorID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> DefaultUpstream {
        DefaultUpstream(
            id: try row.next(),
            beginning: try row.next(),
            upstreamID: try row.next(),
            upstreamName: try row.next()
        )
    }
}

/// Whether charge points of other operators have identities that begin so.
struct BeginsForeignIdentity: Statement {
    static let sql = "SELECT begins_foreign_identity($1, $2)"
    static let sample = BeginsForeignIdentity(beginning: "", own: OperatorID(1))
    let beginning: String
    let own: OperatorID

    func bind(to values: inout Bindings) {
        values.append(beginning)
        values.append(own)
    }

    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// Adds a default back-office.
struct InsertDefaultUpstream: Statement {
    static let sql = """
        INSERT INTO default_upstreams (operator_id, beginning, upstream_id) VALUES ($1, $2, $3) RETURNING id
        """
    static let sample = InsertDefaultUpstream(operatorID: OperatorID(1), beginning: "", upstreamID: UpstreamID(1))
    let operatorID: OperatorID
    let beginning: String
    let upstreamID: UpstreamID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(beginning)
        values.append(upstreamID)
    }

    static func decode(_ row: inout RowReader) throws -> DefaultUpstreamID { try row.next() }
}

/// Ends a default back-office, once.
struct EndDefaultUpstream: Statement {
    static let sql = """
        UPDATE default_upstreams SET ended_at = coalesce(ended_at, $3) WHERE operator_id = $1 AND id = $2
        """
    static let sample = EndDefaultUpstream(
        operatorID: OperatorID(1),
        id: DefaultUpstreamID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let id: DefaultUpstreamID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
}

/// The default back-offices of all operators.
struct ListDirectoryDefaults: Statement {
    static let sql = """
        SELECT d.operator_id, d.beginning, d.upstream_id, u.url, u.forwards_query, u.trusted_authorities
        FROM default_upstreams d JOIN upstreams u ON u.operator_id = d.operator_id AND u.id = d.upstream_id
        WHERE d.ended_at IS NULL
        """
    static let sample = ListDirectoryDefaults()

    static func decode(_ row: inout RowReader) throws -> ChargePointDirectorySnapshot.DefaultEntry {
        ChargePointDirectorySnapshot.DefaultEntry(
            operatorID: try row.next(),
            beginning: try row.next(),
            upstream: try .init(reading: &row)
        )
    }
}

extension ChargePointDirectorySnapshot.UpstreamEntry {
    init(reading row: inout RowReader) throws {
        self.init(
            id: try row.next(),
            url: try row.next(),
            forwardsQuery: try row.next(),
            trustedAuthorities: try row.next()
        )
    }
}

/// The unknown charge points of all operators that wait for somebody's word.
struct ListDirectoryUnknown: Statement {
    static let sql = """
        SELECT w.operator_id, w.id, w.identity, w.upstream_id, u.url, u.forwards_query, u.trusted_authorities
        FROM unknown_charge_points w JOIN upstreams u ON u.operator_id = w.operator_id AND u.id = w.upstream_id
        WHERE w.refused_at IS NULL
        """
    static let sample = ListDirectoryUnknown()

    static func decode(_ row: inout RowReader) throws -> ChargePointDirectorySnapshot.UnknownEntry {
        ChargePointDirectorySnapshot.UnknownEntry(
            operatorID: try row.next(),
            id: try row.next(),
            identity: try row.next(),
            upstream: try .init(reading: &row)
        )
    }
}

/// Identities that nobody gets through with, whatever they begin with: refused ones, and those of retired charge points.
struct ListClosedIdentities: Statement {
    static let spansTenants: String? = "an identity that is closed for one operator is closed for all"
    static let sql = """
        SELECT identity FROM unknown_charge_points WHERE refused_at IS NOT NULL
        UNION ALL
        SELECT p.identity FROM charge_points p
        WHERE p.retired_at IS NOT NULL AND EXISTS (
            SELECT FROM default_upstreams d WHERE d.ended_at IS NULL AND starts_with(p.identity, d.beginning))
        """
    static let sample = ListClosedIdentities()

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
