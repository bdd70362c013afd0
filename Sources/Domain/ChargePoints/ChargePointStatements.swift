import Postgres
import Values

extension ChargePointDetails {
    static let sample = ChargePointDetails(identity: "")

    func bind(to values: inout Bindings) {
        values.append(identity)
        values.append(name)
        values.append(connectors)
        values.append(maxPowerW)
        values.append(toleratesNoSubprotocol)
    }

    init(_ row: inout RowReader) throws {
        self.init(
            identity: try row.next(),
            name: try row.next(),
            connectors: try row.next(),
            maxPowerW: try row.next(),
            toleratesNoSubprotocol: try row.next()
        )
    }
}

extension ChargePoint {
    init(_ row: inout RowReader) throws {
        self.init(
            id: try row.next(),
            siteID: try row.next(),
            siteName: try row.next(),
            hostID: try row.next(),
            hostName: try row.next(),
            timeZone: try row.next(),
            details: try ChargePointDetails(&row),
            hasKey: try row.next(),
            retiredAt: try row.next(),
            createdAt: try row.next(),
            connectedBy: try Installer(&row)
        )
    }
}

extension ChargePoint.Installer {
    init?(_ row: inout RowReader) throws {
        let name: String? = try row.next()
        let hostID: HostID? = try row.next()
        guard let name else { return nil }
        self.init(name: name, hostID: hostID)
    }
}

/// One charge point with its site and host.
struct FindChargePoint: Statement {
    static let sql = """
        SELECT p.id, p.site_id, s.name, s.host_id, h.name, s.time_zone, p.identity, p.name, p.connectors,
            p.max_power_w, p.tolerates_no_subprotocol, p.key_sha256 IS NOT NULL, p.retired_at, p.created_at,
            u.name, u.host_id
        FROM charge_points p
        JOIN sites s ON s.operator_id = p.operator_id AND s.id = p.site_id
        JOIN hosts h ON h.operator_id = s.operator_id AND h.id = s.host_id
        LEFT JOIN users u ON u.operator_id = p.operator_id AND u.id = p.connected_by
        WHERE p.operator_id = $1 AND p.id = $2
        """
    static let sample = FindChargePoint(operatorID: OperatorID(1), id: ChargePointID(1))
    let operatorID: OperatorID
    let id: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> ChargePoint { try ChargePoint(&row) }
}

/// One charge point of the operator by its OCPP identity.
struct FindChargePointByIdentity: Statement {
    static let sql = """
        SELECT p.id, p.site_id, s.name, s.host_id, h.name, s.time_zone, p.identity, p.name, p.connectors,
            p.max_power_w, p.tolerates_no_subprotocol, p.key_sha256 IS NOT NULL, p.retired_at, p.created_at,
            u.name, u.host_id
        FROM charge_points p
        JOIN sites s ON s.operator_id = p.operator_id AND s.id = p.site_id
        JOIN hosts h ON h.operator_id = s.operator_id AND h.id = s.host_id
        LEFT JOIN users u ON u.operator_id = p.operator_id AND u.id = p.connected_by
        WHERE p.operator_id = $1 AND p.identity = $2
        """
    static let sample = FindChargePointByIdentity(operatorID: OperatorID(1), identity: "")
    let operatorID: OperatorID
    let identity: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(identity)
    }
    static func decode(_ row: inout RowReader) throws -> ChargePoint { try ChargePoint(&row) }
}

/// The charge points whose identity or name contains a text.
struct ChargePointsMatching: Statement {
    static let sql = """
        SELECT id FROM charge_points WHERE operator_id = $1 AND (identity ILIKE $2 OR name ILIKE $2) ORDER BY id
        """
    static let sample = ChargePointsMatching(operatorID: OperatorID(1), text: "")
    let operatorID: OperatorID
    let text: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(SearchPattern.containing(text))
    }

    static func decode(_ row: inout RowReader) throws -> ChargePointID { try row.next() }
}

/// Charge points with their live state, filtered, ordered and cut.
struct ListChargePoints: Statement {
    static let sql = """
        SELECT p.id, p.identity, p.name, s.id, s.name,
            t.connected_at IS NOT NULL AND t.disconnected_at IS NULL, t.last_message_at,
            coalesce(t.vendor, ''), coalesce(t.model, ''), p.retired_at IS NOT NULL, count(*) OVER ()
        FROM charge_points p
        JOIN sites s ON s.operator_id = p.operator_id AND s.id = p.site_id
        LEFT JOIN charge_point_status t ON t.operator_id = p.operator_id AND t.charge_point_id = p.id
        WHERE p.operator_id = $1 AND (p.identity ILIKE $2 OR p.name ILIKE $2)
            AND ($3::bigint IS NULL OR p.site_id = $3) AND s.name ILIKE $4
            AND ($5::boolean IS NULL OR $5 = (t.connected_at IS NOT NULL AND t.disconnected_at IS NULL))
            AND ($6::boolean IS NULL OR $6 = (p.retired_at IS NOT NULL))
            AND ($11::bigint IS NULL OR s.host_id = $11)
        ORDER BY
            CASE WHEN NOT $8 THEN CASE $7 WHEN 'identity' THEN p.identity WHEN 'site' THEN lower(s.name) END END,
            CASE WHEN $8 THEN CASE $7 WHEN 'identity' THEN p.identity WHEN 'site' THEN lower(s.name) END END DESC,
            CASE WHEN NOT $8 AND $7 = 'last_message' THEN t.last_message_at END NULLS FIRST,
            CASE WHEN $8 AND $7 = 'last_message' THEN t.last_message_at END DESC NULLS LAST,
            p.identity
        LIMIT $10 OFFSET $9
        """
    static let sample = ListChargePoints(
        operatorID: OperatorID(1),
        hostID: nil,
        filter: ChargePointFilter(),
        request: ListRequest(sort: .identity)
    )
    let operatorID: OperatorID
    let hostID: HostID?
    let filter: ChargePointFilter
    let request: ListRequest<ChargePointSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(request.pattern)
        values.append(filter.site)
        values.append(SearchPattern.containing(filter.siteName))
        values.append(filter.isOnline)
        values.append(filter.isRetired)
        values.append(request.sort.rawValue)
        values.append(request.isDescending)
        values.append(request.offset)
        values.append(request.boundedLimit)
        values.append(hostID)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<ChargePointSummary> {
        let summary = ChargePointSummary(
            id: try row.next(),
            identity: try row.next(),
            name: try row.next(),
            siteID: try row.next(),
            siteName: try row.next(),
            isOnline: try row.next(),
            lastMessageAt: try row.next(),
            vendor: try row.next(),
            model: try row.next(),
            isRetired: try row.next()
        )
        return CountedRow(row: summary, total: try row.next())
    }
}

/// Adds a charge point.
struct InsertChargePoint: Statement {
    static let sql = """
        INSERT INTO charge_points (operator_id, site_id, key_sha256, identity, name, connectors, max_power_w,
            tolerates_no_subprotocol, connected_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        RETURNING id
        """
    static let sample = InsertChargePoint(
        operatorID: OperatorID(1),
        siteID: SiteID(1),
        keyHash: nil,
        details: .sample,
        connectedBy: nil
    )
    let operatorID: OperatorID
    let siteID: SiteID
    let keyHash: [UInt8]?
    let details: ChargePointDetails
    let connectedBy: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(siteID)
        values.append(keyHash)
        details.bind(to: &values)
        values.append(connectedBy)
    }
    static func decode(_ row: inout RowReader) throws -> ChargePointID { try row.next() }
}

/// Changes a charge point that is not retired.
struct UpdateChargePoint: Statement {
    static let sql = """
        UPDATE charge_points SET site_id = $3, identity = $4, name = $5, connectors = $6, max_power_w = $7,
            tolerates_no_subprotocol = $8
        WHERE operator_id = $1 AND id = $2 AND retired_at IS NULL
        """
    static let sample = UpdateChargePoint(
        operatorID: OperatorID(1),
        id: ChargePointID(1),
        siteID: SiteID(1),
        details: .sample
    )
    let operatorID: OperatorID
    let id: ChargePointID
    let siteID: SiteID
    let details: ChargePointDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(siteID)
        details.bind(to: &values)
    }
}

/// Replaces the key of a charge point that is not retired.
struct SetChargePointKey: Statement {
    static let sql = """
        UPDATE charge_points SET key_sha256 = $3, next_key_sha256 = NULL, next_key_command = NULL
        WHERE operator_id = $1 AND id = $2 AND retired_at IS NULL
        """
    static let sample = SetChargePointKey(operatorID: OperatorID(1), id: ChargePointID(1), keyHash: [])
    let operatorID: OperatorID
    let id: ChargePointID
    let keyHash: [UInt8]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(keyHash)
    }
}

/// Takes a charge point out of use.
struct RetireChargePoint: Statement {
    static let sql = """
        UPDATE charge_points SET retired_at = $3, key_sha256 = NULL, next_key_sha256 = NULL, next_key_command = NULL
        WHERE operator_id = $1 AND id = $2 AND retired_at IS NULL
        """
    static let sample = RetireChargePoint(operatorID: OperatorID(1), id: ChargePointID(1), at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let id: ChargePointID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(at)
    }
}

/// Puts a retired charge point back into use.
struct RestoreChargePoint: Statement {
    static let sql = """
        UPDATE charge_points SET retired_at = NULL, key_sha256 = $3
        WHERE operator_id = $1 AND id = $2 AND retired_at IS NOT NULL
        """
    static let sample = RestoreChargePoint(operatorID: OperatorID(1), id: ChargePointID(1), keyHash: [])
    let operatorID: OperatorID
    let id: ChargePointID
    let keyHash: [UInt8]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(keyHash)
    }
}
