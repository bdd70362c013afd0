import Postgres
import Values

extension ObserverAuthorization: PostgresValue {}

/// The observers of a charge point that are not over, or one observer.
struct ListObservers: Statement {
    static let sql = """
        SELECT o.id, o.charge_point_id, o.upstream_id, u.name, u.url, o.identity, o.authorization_mode, o.is_enabled,
            o.boots_again, o.since_at, f.state, f.reason, f.state_since, f.next_try_at, f.told, f.last_told_at, f.outdated, f.refused, f.last_refusal,
            f.commands, (SELECT coalesce(sum(t.skipped), 0)::bigint FROM observer_transactions t
                WHERE t.operator_id = o.operator_id AND t.observer_id = o.id), (SELECT count(*) FROM observer_transactions t WHERE t.operator_id = o.operator_id
                AND t.observer_id = o.id AND t.state IN ('untold', 'stop_untold'))
        FROM charge_point_observers o
        JOIN upstreams u ON u.operator_id = o.operator_id AND u.id = o.upstream_id
        JOIN observer_feeds f ON f.operator_id = o.operator_id AND f.observer_id = o.id
        WHERE o.operator_id = $1 AND o.until_at IS NULL AND ($2::bigint IS NULL OR o.charge_point_id = $2)
            AND ($3::bigint IS NULL OR o.id = $3)
        ORDER BY o.since_at, o.id
        """
    static let sample = ListObservers(operatorID: OperatorID(1), chargePoint: ChargePointID(1), id: nil)
    let operatorID: OperatorID
    let chargePoint: ChargePointID?
    let id: ObserverID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> ChargePointObserver {
        ChargePointObserver(
            id: try row.next(),
            chargePointID: try row.next(),
            upstreamID: try row.next(),
            upstreamName: try row.next(),
            upstreamURL: try row.next(),
            details: ObserverDetails(
                identity: try row.next(),
                authorization: try row.next(),
                isEnabled: try row.next(),
                bootsAgain: try row.next()
            ),
            since: try row.next(),
            feed: ObserverFeedState(
                state: try row.next(),
                reason: try row.next(),
                since: try row.next(),
                nextTryAt: try row.next(),
                told: try row.next(),
                lastToldAt: try row.next(),
                outdated: try row.next(),
                refused: try row.next(),
                lastRefusal: try row.next(),
                commands: try row.next(),
                skipped: try row.next(),
                untold: try row.next()
            )
        )
    }
}

/// Adds an observer.
struct InsertObserver: Statement {
    static let sql = """
        INSERT INTO charge_point_observers
            (operator_id, charge_point_id, upstream_id, identity, authorization_mode, is_enabled, boots_again, sealed_key,
                since_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        RETURNING id
        """
    static let sample = InsertObserver(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        upstreamID: UpstreamID(1),
        details: ObserverDetails(),
        sealed: nil,
        since: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let upstreamID: UpstreamID
    let details: ObserverDetails
    let sealed: [UInt8]?
    let since: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(upstreamID)
        values.append(details.identity)
        values.append(details.authorization)
        values.append(details.isEnabled)
        values.append(details.bootsAgain)
        values.append(sealed)
        values.append(since)
    }

    static func decode(_ row: inout RowReader) throws -> ObserverID { try row.next() }
}

/// Makes the place where is kept how far an observer was told.
struct InsertObserverFeed: Statement {
    static let sql = "INSERT INTO observer_feeds (operator_id, observer_id) VALUES ($1, $2)"
    static let sample = InsertObserverFeed(operatorID: OperatorID(1), id: ObserverID(1))
    let operatorID: OperatorID
    let id: ObserverID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
}

/// Changes an observer; the sealed key stays where no other is given.
struct UpdateObserver: Statement {
    static let sql = """
        UPDATE charge_point_observers SET identity = $3, authorization_mode = $4, is_enabled = $5, boots_again = $6,
            sealed_key = CASE WHEN $4 = 'key' THEN coalesce($7, sealed_key) END
        WHERE operator_id = $1 AND id = $2 AND until_at IS NULL
        """
    static let sample = UpdateObserver(
        operatorID: OperatorID(1),
        id: ObserverID(1),
        details: ObserverDetails(),
        sealed: nil
    )
    let operatorID: OperatorID
    let id: ObserverID
    let details: ObserverDetails
    let sealed: [UInt8]?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(details.identity)
        values.append(details.authorization)
        values.append(details.isEnabled)
        values.append(details.bootsAgain)
        values.append(sealed)
    }
}

/// Ends an observer.
struct EndObserver: Statement {
    static let sql = """
        UPDATE charge_point_observers SET until_at = greatest($3, since_at)
        WHERE operator_id = $1 AND id = $2 AND until_at IS NULL
        """
    static let sample = EndObserver(operatorID: OperatorID(1), id: ObserverID(1), at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let id: ObserverID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
}

/// Charge points of which two ways lead to one address under one identity; some charge points, or all.
struct WaysAddressedTwice: Statement {
    static let sql = """
        WITH ways AS (
            SELECT r.charge_point_id, u.url, p.identity
            FROM charge_point_relays r
            JOIN upstreams u ON u.operator_id = r.operator_id AND u.id = r.upstream_id
            JOIN charge_points p ON p.operator_id = r.operator_id AND p.id = r.charge_point_id
            WHERE r.operator_id = $1 AND r.until_at IS NULL
            UNION ALL
            SELECT o.charge_point_id, u.url, coalesce(nullif(o.identity, ''), p.identity)
            FROM charge_point_observers o
            JOIN upstreams u ON u.operator_id = o.operator_id AND u.id = o.upstream_id
            JOIN charge_points p ON p.operator_id = o.operator_id AND p.id = o.charge_point_id
            WHERE o.operator_id = $1 AND o.until_at IS NULL)
        SELECT ways.charge_point_id FROM ways
        WHERE $2::bigint[] IS NULL OR ways.charge_point_id = ANY ($2)
        GROUP BY ways.charge_point_id, lower(rtrim(ways.url, '/')), ways.identity
        HAVING count(*) > 1
        ORDER BY ways.charge_point_id
        """
    static let sample = WaysAddressedTwice(operatorID: OperatorID(1), chargePoints: nil)
    let operatorID: OperatorID
    let chargePoints: [ChargePointID]?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoints?.map(\.rawValue))
    }

    static func decode(_ row: inout RowReader) throws -> ChargePointID { try row.next() }
}
