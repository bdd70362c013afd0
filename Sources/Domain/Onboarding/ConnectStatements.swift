import Postgres
import Values

/// Lets one charge point of a host be connected at a time.
struct LockConnecting: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.connecting', $1))::text"
    static let sample = LockConnecting(hostID: HostID(1))
    let hostID: HostID

    func bind(to values: inout Bindings) { values.append(hostID) }
}

/// Charge points in use that people of a host connected and that never called in.
struct CountNeverConnected: Statement {
    static let sql = """
        SELECT count(*)
        FROM charge_points p
        JOIN users u ON u.operator_id = p.operator_id AND u.id = p.connected_by
        WHERE p.operator_id = $1 AND u.host_id = $2 AND p.retired_at IS NULL
            AND NOT EXISTS (
                SELECT FROM charge_point_status t
                WHERE t.operator_id = p.operator_id AND t.charge_point_id = p.id AND t.connected_at IS NOT NULL)
        """
    static let sample = CountNeverConnected(operatorID: OperatorID(1), hostID: HostID(1))
    let operatorID: OperatorID
    let hostID: HostID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
    }
    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// Whether the operator itself decides about charge points with an identity: it waits or was turned away, or begins as
/// those do that may come unregistered.
struct IdentityIsOperators: Statement {
    static let sql = """
        SELECT EXISTS (SELECT FROM unknown_charge_points w WHERE w.operator_id = $1 AND w.identity = $2)
            OR EXISTS (
                SELECT FROM default_upstreams d
                WHERE d.operator_id = $1 AND d.ended_at IS NULL AND starts_with($2, d.beginning))
        """
    static let sample = IdentityIsOperators(operatorID: OperatorID(1), identity: "")
    let operatorID: OperatorID
    let identity: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(identity)
    }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// Whether another operator lets charge points in whose identities begin as this one does.
struct IdentityIsElsewhere: Statement {
    static let sql = "SELECT begins_as_foreign($1, $2)"
    static let sample = IdentityIsElsewhere(identity: "", own: OperatorID(1))
    let identity: String
    let own: OperatorID

    func bind(to values: inout Bindings) {
        values.append(identity)
        values.append(own)
    }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}
