import Postgres
import Values

extension SiteDetails {
    static let sample = SiteDetails(reference: "", name: "", address: Address(country: "NL"))

    func bind(to values: inout Bindings) {
        values.append(reference)
        values.append(name)
        address.bind(to: &values)
        values.append(timeZone)
        values.append(biddingZone)
    }

    init(_ row: inout RowReader) throws {
        self.init(
            reference: try row.next(),
            name: try row.next(),
            address: try Address(&row),
            timeZone: try row.next(),
            biddingZone: try row.next()
        )
    }
}

extension Site {
    init(_ row: inout RowReader) throws {
        self.init(
            id: try row.next(),
            hostID: try row.next(),
            hostName: try row.next(),
            details: try SiteDetails(&row),
            createdAt: try row.next()
        )
    }
}

/// One site with its host's name.
struct FindSite: Statement {
    static let sql = """
        SELECT s.id, s.host_id, h.name, s.reference, s.name, s.street, s.house_number, s.postcode, s.town, s.country,
            s.time_zone, s.bidding_zone, s.created_at
        FROM sites s JOIN hosts h ON h.operator_id = s.operator_id AND h.id = s.host_id
        WHERE s.operator_id = $1 AND s.id = $2 AND ($3::bigint IS NULL OR s.host_id = $3)
        """
    static let sample = FindSite(operatorID: OperatorID(1), id: SiteID(1), hostID: nil)
    let operatorID: OperatorID
    let id: SiteID
    let hostID: HostID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(hostID)
    }
    static func decode(_ row: inout RowReader) throws -> Site { try Site(&row) }
}

/// One site by the operator's own name for it.
struct FindSiteByReference: Statement {
    static let sql = """
        SELECT s.id, s.host_id, h.name, s.reference, s.name, s.street, s.house_number, s.postcode, s.town, s.country,
            s.time_zone, s.bidding_zone, s.created_at
        FROM sites s JOIN hosts h ON h.operator_id = s.operator_id AND h.id = s.host_id
        WHERE s.operator_id = $1 AND s.reference = $2
        """
    static let sample = FindSiteByReference(operatorID: OperatorID(1), reference: "")
    let operatorID: OperatorID
    let reference: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(reference)
    }
    static func decode(_ row: inout RowReader) throws -> Site { try Site(&row) }
}

/// Sites with their charge points counted, filtered, ordered and cut.
struct ListSites: Statement {
    static let sql = """
        SELECT s.id, s.reference, s.name, s.host_id, h.name, s.street, s.house_number, s.postcode, s.town, s.country,
            s.bidding_zone, coalesce(c.charge_points, 0), coalesce(c.online, 0), count(*) OVER ()
        FROM sites s
        JOIN hosts h ON h.operator_id = s.operator_id AND h.id = s.host_id
        LEFT JOIN LATERAL (
            SELECT count(*) AS charge_points, count(*) FILTER (WHERE t.connected_at IS NOT NULL
                AND t.disconnected_at IS NULL) AS online
            FROM charge_points p
            LEFT JOIN charge_point_status t ON t.operator_id = p.operator_id AND t.charge_point_id = p.id
            WHERE p.operator_id = s.operator_id AND p.site_id = s.id AND p.retired_at IS NULL
        ) c ON true
        WHERE s.operator_id = $1 AND (s.name ILIKE $2 OR s.reference ILIKE $2 OR s.town ILIKE $2)
            AND ($3::bigint IS NULL OR s.host_id = $3) AND h.name ILIKE $4
        ORDER BY
            CASE WHEN NOT $6 THEN CASE $5 WHEN 'name' THEN lower(s.name) WHEN 'host' THEN lower(h.name) END END,
            CASE WHEN $6 THEN CASE $5 WHEN 'name' THEN lower(s.name) WHEN 'host' THEN lower(h.name) END END DESC,
            CASE WHEN NOT $6 AND $5 = 'charge_points' THEN c.charge_points END,
            CASE WHEN $6 AND $5 = 'charge_points' THEN c.charge_points END DESC,
            lower(s.name), s.id
        LIMIT $8 OFFSET $7
        """
    static let sample = ListSites(
        operatorID: OperatorID(1),
        hostID: nil,
        hostPattern: "",
        request: ListRequest(sort: .name)
    )
    let operatorID: OperatorID
    let hostID: HostID?
    let hostPattern: String
    let request: ListRequest<SiteSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(request.pattern)
        values.append(hostID)
        values.append(hostPattern)
        values.append(request.sort.rawValue)
        values.append(request.isDescending)
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<SiteSummary> {
        let summary = SiteSummary(
            id: try row.next(),
            reference: try row.next(),
            name: try row.next(),
            hostID: try row.next(),
            hostName: try row.next(),
            address: try Address(&row),
            biddingZone: try row.next(),
            chargePointCount: try row.next(),
            onlineCount: try row.next()
        )
        return CountedRow(row: summary, total: try row.next())
    }
}

/// The names of sites, for choosing one.
struct ListSiteNames: Statement {
    static let sql = """
        SELECT s.id, s.name, s.host_id, h.name
        FROM sites s JOIN hosts h ON h.operator_id = s.operator_id AND h.id = s.host_id
        WHERE s.operator_id = $1 AND ($3::bigint IS NULL OR s.host_id = $3)
        ORDER BY lower(s.name), s.id LIMIT $2
        """
    static let sample = ListSiteNames(operatorID: OperatorID(1), hostID: nil, limit: 1)
    let operatorID: OperatorID
    let hostID: HostID?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(limit)
        values.append(hostID)
    }
    static func decode(_ row: inout RowReader) throws -> SiteName {
        SiteName(id: try row.next(), name: try row.next(), hostID: try row.next(), hostName: try row.next())
    }
}

/// Adds a site.
struct InsertSite: Statement {
    static let sql = """
        INSERT INTO sites (operator_id, host_id, reference, name, street, house_number, postcode, town, country,
            time_zone, bidding_zone)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        RETURNING id
        """
    static let sample = InsertSite(operatorID: OperatorID(1), hostID: HostID(1), details: .sample)
    let operatorID: OperatorID
    let hostID: HostID
    let details: SiteDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
        details.bind(to: &values)
    }
    static func decode(_ row: inout RowReader) throws -> SiteID { try row.next() }
}

/// Changes a site.
struct UpdateSite: Statement {
    static let sql = """
        UPDATE sites SET reference = $3, name = $4, street = $5, house_number = $6, postcode = $7, town = $8,
            country = $9, time_zone = $10, bidding_zone = $11
        WHERE operator_id = $1 AND id = $2
        RETURNING id
        """
    static let sample = UpdateSite(operatorID: OperatorID(1), id: SiteID(1), details: .sample)
    let operatorID: OperatorID
    let id: SiteID
    let details: SiteDetails

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        details.bind(to: &values)
    }
    static func decode(_ row: inout RowReader) throws -> SiteID { try row.next() }
}
