import Postgres
import Values

/// What a charge point's back-office sees as credentials; nothing when it does not go through to that one now.
struct RelayModeNow: Statement {
    static let sql = """
        SELECT authorization_mode FROM charge_point_relays
        WHERE operator_id = $1 AND charge_point_id = $2 AND upstream_id = $3 AND until_at IS NULL
        """
    static let sample = RelayModeNow(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        upstreamID: UpstreamID(1)
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let upstreamID: UpstreamID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(upstreamID)
    }

    static func decode(_ row: inout RowReader) throws -> RelayAuthorizationMode { try row.next() }
}

/// The identity of a charge point whose back-office sees other credentials than the charge point's own.
struct ReplacedIdentity: Statement {
    static let sql = """
        SELECT p.identity
        FROM charge_point_relays r
        JOIN charge_points p ON p.operator_id = r.operator_id AND p.id = r.charge_point_id
        WHERE r.operator_id = $1 AND r.charge_point_id = $2 AND r.upstream_id = $3 AND r.until_at IS NULL
            AND r.authorization_mode = 'replace'
        FOR UPDATE OF r
        """
    static let sample = ReplacedIdentity(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        upstreamID: UpstreamID(1)
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let upstreamID: UpstreamID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(upstreamID)
    }

    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// Replaces the credentials that a back-office sees, after it gave the charge point a new key.
struct ResealRelay: Statement {
    static let sql = """
        UPDATE charge_point_relays SET sealed_authorization = $4
        WHERE operator_id = $1 AND charge_point_id = $2 AND upstream_id = $3 AND until_at IS NULL
            AND authorization_mode = 'replace'
        """
    static let sample = ResealRelay(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        upstreamID: UpstreamID(1),
        sealed: []
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let upstreamID: UpstreamID
    let sealed: [UInt8]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(upstreamID)
        values.append(sealed)
    }
}
