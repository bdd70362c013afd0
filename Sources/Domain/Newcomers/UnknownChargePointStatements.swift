import Postgres
import Values

/// The unknown charge points of an operator, or one of them.
struct ListUnknownChargePoints: Statement {
    static let sql = """
        SELECT w.id, w.identity, w.upstream_id, u.name, w.remote_address, w.first_at, w.refused_at, s.last_message_at,
            coalesce(s.vendor, ''), coalesce(s.model, '')
        FROM unknown_charge_points w
        JOIN upstreams u ON u.operator_id = w.operator_id AND u.id = w.upstream_id
        LEFT JOIN charge_point_status s ON s.operator_id = w.operator_id AND s.charge_point_id = w.id
        WHERE w.operator_id = $1 AND ($2::bigint IS NULL OR w.id = $2)
        ORDER BY w.refused_at IS NOT NULL, w.first_at DESC, w.id DESC LIMIT $3
        """
    static let sample = ListUnknownChargePoints(operatorID: OperatorID(1), id: nil, limit: 1)
    let operatorID: OperatorID
    let id: ChargePointID?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> UnknownChargePoint {
        UnknownChargePoint(
            id: try row.next(),
            identity: try row.next(),
            upstreamID: try row.next(),
            upstreamName: try row.next(),
            remoteAddress: try row.next(),
            firstAt: try row.next(),
            refusedAt: try row.next(),
            lastMessageAt: try row.next(),
            vendor: try row.next(),
            model: try row.next()
        )
    }
}

/// Takes an id of charge points.
struct NextChargePointID: Statement {
    static let sql = "SELECT nextval('charge_points_id_seq')"
    static let sample = NextChargePointID()

    static func decode(_ row: inout RowReader) throws -> ChargePointID { try row.next() }
}

/// Lets one unknown charge point of an operator in at a time.
struct LockNewcomers: Statement {
    static let sql = "SELECT pg_advisory_xact_lock(hashtextextended('laadboek.newcomers', $1))::text"
    static let sample = LockNewcomers(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
}

/// Keeps an unknown charge point when it may come in.
struct KeepUnknownChargePoint: Statement {
    static let sql = """
        INSERT INTO unknown_charge_points (operator_id, id, identity, upstream_id, remote_address, first_at)
        SELECT $1, $2, $3, $4, $5, $6
        WHERE NOT EXISTS (SELECT FROM charge_points WHERE identity = $3)
            AND EXISTS (
                SELECT FROM default_upstreams d
                WHERE d.operator_id = $1 AND d.upstream_id = $4 AND d.ended_at IS NULL AND starts_with($3, d.beginning))
            AND $7 > (
                SELECT count(*) FROM unknown_charge_points w WHERE w.operator_id = $1 AND w.refused_at IS NULL)
        ON CONFLICT DO NOTHING
        """
    static let sample = KeepUnknownChargePoint(
        newcomer: Newcomer(
            operatorID: OperatorID(1),
            id: ChargePointID(1),
            identity: "",
            upstreamID: UpstreamID(1),
            remoteAddress: ""
        ),
        limit: 1,
        at: Timestamp(seconds: 0)
    )
    let newcomer: Newcomer
    let limit: Int
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(newcomer.operatorID)
        values.append(newcomer.id)
        values.append(newcomer.identity)
        values.append(newcomer.upstreamID)
        values.append(newcomer.remoteAddress)
        values.append(at)
        values.append(limit)
    }
}

/// Registers a charge point that was unknown, under the id that it has already.
struct InsertApprovedChargePoint: Statement {
    static let sql = """
        INSERT INTO charge_points (operator_id, id, site_id, identity, name) VALUES ($1, $2, $3, $4, $5)
        """
    static let sample = InsertApprovedChargePoint(
        operatorID: OperatorID(1),
        id: ChargePointID(1),
        siteID: SiteID(1),
        identity: "",
        name: ""
    )
    let operatorID: OperatorID
    let id: ChargePointID
    let siteID: SiteID
    let identity: String
    let name: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(siteID)
        values.append(identity)
        values.append(name)
    }
}

/// Takes a charge point off the unknown ones.
struct DeleteUnknownChargePoint: Statement {
    static let sql = "DELETE FROM unknown_charge_points WHERE operator_id = $1 AND id = $2"
    static let sample = DeleteUnknownChargePoint(operatorID: OperatorID(1), id: ChargePointID(1))
    let operatorID: OperatorID
    let id: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
}

/// Turns an unknown charge point away.
struct RefuseUnknownChargePoint: Statement {
    static let sql = """
        UPDATE unknown_charge_points SET refused_at = $3 WHERE operator_id = $1 AND id = $2 AND refused_at IS NULL
        """
    static let sample = RefuseUnknownChargePoint(
        operatorID: OperatorID(1),
        id: ChargePointID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let id: ChargePointID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
}

/// Which of some charge points nobody registered yet.
struct UnknownAmong: Statement {
    static let sql = """
        SELECT id FROM unknown_charge_points WHERE operator_id = ANY ($1) AND id = ANY ($2)
        """
    static let sample = UnknownAmong(operators: [], chargePoints: [])
    let operators: [OperatorID]
    let chargePoints: [ChargePointID]

    func bind(to values: inout Bindings) {
        values.append(operators.map(\.rawValue))
        values.append(chargePoints.map(\.rawValue))
    }

    static func decode(_ row: inout RowReader) throws -> ChargePointID { try row.next() }
}

/// How many default beginnings and unknown charge points need a back-office.
struct CountNewcomersBehind: Statement {
    static let sql = """
        SELECT (SELECT count(*) FROM default_upstreams d
                WHERE d.operator_id = $1 AND d.upstream_id = $2 AND d.ended_at IS NULL)
            + (SELECT count(*) FROM unknown_charge_points w
                WHERE w.operator_id = $1 AND w.upstream_id = $2 AND w.refused_at IS NULL)
        """
    static let sample = CountNewcomersBehind(operatorID: OperatorID(1), upstreamID: UpstreamID(1))
    let operatorID: OperatorID
    let upstreamID: UpstreamID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(upstreamID)
    }

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}
