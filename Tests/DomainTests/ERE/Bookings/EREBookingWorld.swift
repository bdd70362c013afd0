import Domain
import Postgres
import TestSupport
import Testing
import Values

/// An operator's connections with mandates for 2026, and sessions at their charge points.
struct EREBookingWorld: Sendable {
    let parties: PartiesWorld
    let test: TestDatabase
    let tenant: PartiesWorld.Tenant

    static let quarter = EREQuarter("2026-Q3")
    /// When the third quarter is over.
    static let october = Timestamp("2026-10-05T08:00:00Z") ?? Timestamp(seconds: 0)
    static let eans = [
        "871685900000000004", "871687140000000125", "871694840000001237", "541448000000000011",
    ]

    var scope: Scope { tenant.scope }
    var finance: Scope { tenant.financeScope }

    static func lend(_ body: (EREBookingWorld) async throws -> Void) async throws {
        try await PartiesWorld.lendAll { world, test in
            try await body(EREBookingWorld(parties: world, test: test, tenant: world.voltaria))
        }
    }

    struct Connection: Sendable {
        let enrolment: EREEnrolmentID
        let customer: CustomerID
        let chargePoint: ChargePointID
    }

    /// A connection with one connected charge point and an accepted enrolment.
    func connection(
        _ name: String,
        ean: String,
        of tenant: PartiesWorld.Tenant? = nil,
        state: String = "active",
        at chargePoint: ChargePointID? = nil
    ) async throws -> Connection {
        let tenant = tenant ?? self.tenant
        let customer = try await parties.customer(of: tenant, name)
        return try await test.owner.write(.system) { tx in
            let place = NewBookedPoint(operatorID: tenant.id, site: tenant.site, identity: "CP-\(tenant.id)-\(name)")
            var point = chargePoint
            if point == nil { point = try await tx.one(place) }
            let chosen = try #require(point)
            let enrolment = try await tx.one(
                NewBookedEnrolment(
                    operatorID: tenant.id,
                    customer: customer.id,
                    user: customer.user,
                    ean: ean,
                    state: state,
                    chargePoint: chosen
                )
            )
            return Connection(enrolment: enrolment, customer: customer.id, chargePoint: chosen)
        }
    }

    /// A session by its registers in thousandths of a watt-hour.
    @discardableResult
    func session(
        _ chargePoint: ChargePointID,
        _ start: String,
        _ stop: String?,
        _ begin: Int64?,
        _ end: Int64?,
        connector: Int = 1,
        isHeld: Bool = false,
        flags: [String] = [],
        of tenant: PartiesWorld.Tenant? = nil
    ) async throws -> SessionID {
        let tenant = tenant ?? self.tenant
        return try await test.owner.write(.system) {
            try await $0.one(
                NewBookedSession(
                    operatorID: tenant.id,
                    tenant: tenant,
                    chargePoint: chargePoint,
                    connector: connector,
                    startedAt: try #require(Timestamp(start)),
                    stoppedAt: stop.flatMap { Timestamp($0) },
                    begin: begin,
                    end: end,
                    isHeld: isHeld,
                    flags: flags
                )
            )
        }
    }

    @discardableResult
    func measure(
        _ quarter: EREQuarter? = EREBookingWorld.quarter,
        as scope: Scope? = nil,
        at now: Timestamp = EREBookingWorld.october,
        pageSize: Int = 2
    ) async throws -> EREMeasuringResult {
        try await EREMeasuring.run(
            scope ?? self.scope,
            try #require(quarter),
            at: now,
            on: parties.database,
            pageSize: pageSize
        )
    }

    func lines(
        _ filter: EREBookingFilter = EREBookingFilter(),
        as scope: Scope? = nil
    ) async throws -> [EREBookingSummary] {
        let scope = scope ?? self.scope
        let request = ListRequest(sort: EREBookingSort.customer)
        return try await parties.database.read(scope) {
            try await EREBookings.list(scope, request, filter, in: $0).rows
        }
    }

    func detail(_ id: EREBookingID, as scope: Scope? = nil) async throws -> EREBookingDetail {
        let scope = scope ?? self.scope
        return try await parties.database.read(scope) { try await EREBookings.detail(scope, id, in: $0) }
    }

    func accept(
        _ line: EREBookingSummary,
        reason: String = "",
        as scope: Scope? = nil,
        at now: Timestamp = EREBookingWorld.october
    ) async throws {
        let scope = scope ?? self.scope
        try await parties.write(scope) {
            try await EREBookingDecisions.accept(
                scope,
                line.id,
                seen: line.ordinal,
                reason: reason,
                at: now,
                in: $0
            )
        }
    }

    /// How many rows each table of bookings has.
    func counts() async throws -> [String] { try await test.owner.all(.system, BookedRows()) }

    /// What verifying finds.
    func differences() async throws -> [String] {
        try await EREBookingVerification.run(scope, on: parties.database)
            .compactMap { report in report.firstDifference.map { "\(report.kind): \($0)" } }
    }

    func run(_ statement: any Statement) async throws {
        try await test.owner.write(.system) { _ = try await $0.runAll([statement]) }
    }
}

private struct BookedRows: Statement {
    static let sql = """
        SELECT concat_ws(' ', (SELECT count(*) FROM ere_bookings), (SELECT count(*) FROM ere_measurements),
            (SELECT count(*) FROM ere_booking_facts), (SELECT count(*) FROM ere_counted_sessions),
            (SELECT count(*) FROM ere_recounted_sessions))
        """
    static let sample = BookedRows()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

private struct NewBookedPoint: Statement {
    static let sql = "INSERT INTO charge_points (operator_id, site_id, identity) VALUES ($1, $2, $3) RETURNING id"
    static let sample = NewBookedPoint(operatorID: OperatorID(1), site: SiteID(1), identity: "")
    let operatorID: OperatorID
    let site: SiteID
    let identity: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(site)
        values.append(identity)
    }
    static func decode(_ row: inout RowReader) throws -> ChargePointID { try row.next() }
}

private struct NewBookedEnrolment: Statement {
    static let sql = """
        WITH e AS (
            INSERT INTO ere_enrolments (operator_id, customer_id, state, holder_kind, holder_name, ean, town, is_held,
                refusal, created_at, changed_at, signed_at)
            VALUES ($1, $2, $5, 'private', 'Holder', $4, 'Utrecht', true,
                CASE WHEN $5 = 'refused' THEN 'no' ELSE '' END, now(), now(), now())
            RETURNING id
        ), m AS (
            INSERT INTO ere_mandates (operator_id, customer_id, enrolment_id, ean, first_year, last_year, issued_on,
                template, language, document, document_sha256, pdf, pdf_sha256, signer_name, signer_email, code_sent_at,
                signed_at, signed_by, remote_address, claim)
            SELECT $1, $2, e.id, $4, 2026, 2026, '2026-06-01', 'test', 'nl', 'x', sha256('x'), 'x', sha256('x'), 'N',
                'a@b.example', now(), now(), $3, '', substr(sha256('x'), 1, 16) FROM e
        ), c AS (
            INSERT INTO ere_chargers (operator_id, customer_id, enrolment_id, charge_point_id, brand, model, serial,
                meter_place, verdict, created_at)
            SELECT $1, $2, e.id, $6, 'B', 'M', 'S' || e.id, 'in_charger', 'likely', now() FROM e
        )
        SELECT id FROM e
        """
    static let sample = NewBookedEnrolment(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        user: UserID(1),
        ean: "",
        state: "",
        chargePoint: ChargePointID(1)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let user: UserID
    let ean: String
    let state: String
    let chargePoint: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(user)
        values.append(ean)
        values.append(state)
        values.append(chargePoint)
    }
    static func decode(_ row: inout RowReader) throws -> EREEnrolmentID { try row.next() }
}

private struct NewBookedSession: Statement {
    static let sql = """
        INSERT INTO sessions (operator_id, charge_point_id, site_id, host_id, connector_id, natural_key, transaction_id,
            state, started_at, stopped_at, start_received_at, meter_start_thousandths_wh, meter_stop_thousandths_wh,
            energy_thousandths_wh, is_held, flags)
        VALUES ($1, $4, $2, $3, $5::bigint, gen_random_uuid()::text, 1,
            CASE WHEN $7::timestamptz IS NULL THEN 'open' ELSE 'completed' END, $6, $7, $6, $8, $9, $9 - $8, $10,
            string_to_array($11, ','))
        RETURNING id
        """
    static var sample: NewBookedSession {
        NewBookedSession(
            operatorID: OperatorID(1),
            tenant: nil,
            chargePoint: ChargePointID(1),
            connector: 1,
            startedAt: Timestamp(seconds: 0),
            stoppedAt: nil,
            begin: nil,
            end: nil,
            isHeld: false,
            flags: []
        )
    }
    let operatorID: OperatorID
    let tenant: PartiesWorld.Tenant?
    let chargePoint: ChargePointID
    let connector: Int
    let startedAt: Timestamp
    let stoppedAt: Timestamp?
    let begin: Int64?
    let end: Int64?
    let isHeld: Bool
    let flags: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(tenant?.site)
        values.append(tenant?.host)
        values.append(chargePoint)
        values.append(connector)
        values.append(startedAt)
        values.append(stoppedAt)
        values.append(begin)
        values.append(end)
        values.append(isHeld)
        values.append(flags.joined(separator: ","))
    }
    static func decode(_ row: inout RowReader) throws -> SessionID { try row.next() }
}

/// Moves a session's last register, as frames that come late do.
struct MoveBookedSession: Statement {
    static let sql = """
        UPDATE sessions SET meter_stop_thousandths_wh = $2, energy_thousandths_wh = $2 - meter_start_thousandths_wh,
            revision = revision + 1 WHERE id = $1
        """
    static let spansTenants: String? = "a test's own row"
    static let sample = MoveBookedSession(id: SessionID(1), end: 0)
    let id: SessionID
    let end: Int64

    func bind(to values: inout Bindings) {
        values.append(id)
        values.append(end)
    }
}
