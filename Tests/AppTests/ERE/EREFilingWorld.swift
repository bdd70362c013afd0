import Domain
import Foundation
import Jobs
import Postgres
import TestSupport
import Testing
import Values

/// An operator with two people, and connections whose chargers have sessions in the third quarter of 2026.
struct EREFilingWorld: Sendable {
    let test: TestDatabase
    let operatorID: OperatorID
    let admin: Scope
    let finance: Scope
    let files: EREFilingFiles

    static let october = Timestamp("2026-10-05T08:00:00Z") ?? Timestamp(seconds: 0)
    static var quarter: EREQuarter { get throws { try #require(EREQuarter("2026-Q3")) } }

    /// With so many connections, each with its own charger and some sessions.
    static func lend(connections: Int, _ body: (EREFilingWorld) async throws -> Void) async throws {
        try await TestDatabase.leaseAll { test in
            let details = OperatorDetails(
                name: "Voltaria",
                legalName: "Voltaria & Zonen B.V.",
                address: Address(street: "Kade", houseNumber: "1", postcode: "1011 AB", town: "Ede", country: "NL"),
                numberPrefix: "VOL"
            )
            let world = try await test.database.write(.system) { tx in
                let id = try await Operators.create(.system, reference: "voltaria", details, in: tx)
                let own = Scope.system(for: id)
                let admin = UserDetails(email: "admin@v.example", name: "Ada Admin", role: .operatorAdmin)
                let finance = UserDetails(email: "finance@v.example", name: "Fin Finance", role: .operatorFinance)
                return EREFilingWorld(
                    test: test,
                    operatorID: id,
                    admin: .user(try await Users.create(own, admin, in: tx), role: .operatorAdmin, of: id),
                    finance: .user(try await Users.create(own, finance, in: tx), role: .operatorFinance, of: id),
                    files: EREFilingFiles(database: test.database)
                )
            }
            let fill = FillFiling(operatorID: world.operatorID, eans: (1...connections).map(ean))
            _ = try await test.owner.run(.system, fill)
            try await body(world)
        }
    }

    /// A number with a right check digit.
    static func ean(_ index: Int) -> String {
        let digits = "8716859" + String(repeating: "0", count: 10 - String(index).count) + String(index)
        let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, digit in
            sum + Int(digit.element - 48) * (digit.offset.isMultiple(of: 2) ? 3 : 1)
        }
        return digits + String((10 - sum % 10) % 10)
    }

    func measureAndAccept(as scope: Scope? = nil, at now: Timestamp = october) async throws {
        let quarter = try EREFilingWorld.quarter
        _ = try await EREMeasuring.run(admin, quarter, at: now, on: test.database)
        _ = try await EREBookingDecisions.acceptAll(
            scope ?? admin,
            EREBookingFilter(quarter: quarter),
            at: now,
            on: test.database
        )
    }

    @discardableResult
    func file(as scope: Scope? = nil, at now: Timestamp = october) async throws -> EREFilingID {
        try await files.file(scope ?? finance, EREFilingWorld.quarter, at: now)
    }

    func summary(_ id: EREFilingID) async throws -> EREFilingSummary {
        try await test.database.read(admin) { try await EREFilings.find(admin, id, in: $0) }
    }

    /// The bytes of everything of a filing.
    func bytes(_ id: EREFilingID) async throws -> [String: [UInt8]] {
        var all: [String: [UInt8]] = [:]
        for name in EREFilingFiles.names {
            var bytes: [UInt8] = []
            try await files.write(admin, id, [name]) { bytes += $1 }
            all[name] = bytes
        }
        var pack: [UInt8] = []
        try await files.pack(admin, id) { pack += $0 }
        all["pack.zip"] = pack
        return all
    }

    func run(_ sql: any Statement) async throws {
        try await test.owner.write(.system) { _ = try await $0.runAll([sql]) }
    }
}

extension EREFilingWorld {
    /// Has a program tell of the first charger: two readings and a session before its own; gives the hashes of the batches.
    func tell() async throws -> [String] {
        let permissions = Set(APIPermission.allCases)
        let key = try await test.database.write(admin) {
            try await APIKeys.create(admin, name: "p", permissions, at: EREFilingWorld.october, in: $0).key
        }
        let program = Scope.program(key, of: operatorID)
        let charger = try #require(try await test.owner.all(.system, FirstFiledCharger()).first)
        func at(_ text: String) throws -> Timestamp { try #require(Timestamp(text)) }
        let readings = [
            PushedReading(charger: charger, at: try at("2026-07-01T00:00:00Z"), register: .zero),
            PushedReading(charger: charger, at: try at("2026-07-04T00:00:00Z"), register: Energy(wh: 12_500)),
        ]
        let session = PushedSession(
            name: "CDR-1",
            charger: charger,
            connector: 1,
            startedAt: try at("2026-07-05T00:00:00Z"),
            stoppedAt: try at("2026-07-05T03:00:00Z"),
            begin: Energy(wh: 100_000),
            end: Energy(wh: 107_250),
            isWithdrawn: false
        )
        let outcomes = try await test.database.write(program) { tx in
            [
                try await PushedReadings.push(
                    program,
                    readings,
                    PushRequest(body: [1], idempotencyKey: "1"),
                    at: EREFilingWorld.october,
                    in: tx
                ),
                try await PushedSessions.push(
                    program,
                    [session],
                    PushRequest(body: [2], idempotencyKey: "2"),
                    at: EREFilingWorld.october,
                    in: tx
                ),
            ]
        }
        return outcomes.compactMap { if case .kept(let batch) = $0 { Hex.text(batch.sha256) } else { nil } }
    }
}

private struct FirstFiledCharger: Statement {
    static let sql = "SELECT min(id) FROM ere_chargers"
    static let sample = FirstFiledCharger()
    static func decode(_ row: inout RowReader) throws -> EREChargerID { try row.next() }
}

/// Customers, enrolments with signed mandates, chargers with accepted evidence, and sessions.
private struct FillFiling: Statement {
    static let sql = """
        WITH host AS (
            INSERT INTO hosts (operator_id, reference, name, kind, country, email)
            VALUES ($1, 'H', 'Host', 'company', 'NL', '') RETURNING id
        ), site AS (
            INSERT INTO sites (operator_id, host_id, reference, name, country)
            SELECT $1, id, 'S', 'Site', 'NL' FROM host RETURNING id, host_id
        ), given AS (
            SELECT ean, place, nextval(pg_get_serial_sequence('customers', 'id')) AS customer_id,
                nextval(pg_get_serial_sequence('charge_points', 'id')) AS point_id,
                nextval(pg_get_serial_sequence('ere_enrolments', 'id')) AS enrolment_id,
                nextval(pg_get_serial_sequence('ere_chargers', 'id')) AS charger_id
            FROM unnest($2::text[]) WITH ORDINALITY AS e (ean, place)
        ), customer AS (
            INSERT INTO customers (operator_id, id, kind, name, email, created_at)
            SELECT $1, customer_id, 'private', 'Customer ' || place, 'c' || place || '@home.example', now() FROM given
            RETURNING 1
        ), person AS (
            INSERT INTO users (operator_id, customer_id, email, name, role)
            SELECT $1, customer_id, 'c' || place || '@home.example', 'Somebody', 'customer' FROM given
            RETURNING id, customer_id
        ), point AS (
            INSERT INTO charge_points (operator_id, id, site_id, identity)
            SELECT $1, point_id, site.id, 'CP-' || place FROM given CROSS JOIN site RETURNING 1
        ), enrolment AS (
            INSERT INTO ere_enrolments (operator_id, id, customer_id, state, holder_kind, holder_name, ean, street,
                house_number, postcode, town, is_held, created_at, changed_at, signed_at)
            SELECT $1, enrolment_id, customer_id, 'active', 'private', 'Anna <& "Bos" ' || place, ean, 'Laan', '1',
                '1234 AB', 'Ede', true, now(), now(), now() FROM given RETURNING 1
        ), mandate AS (
            INSERT INTO ere_mandates (operator_id, customer_id, enrolment_id, ean, first_year, last_year, issued_on,
                template, language, document, document_sha256, pdf, pdf_sha256, signer_name, signer_email, code_sent_at,
                signed_at, signed_by, remote_address, claim)
            SELECT $1, g.customer_id, g.enrolment_id, g.ean, 2026, 2026, '2026-06-01', 'test', 'nl', 'text', sha256('text'),
                'pdf', sha256('pdf'), 'N', 'a@b.example', now(), now(), p.id, '', substr(sha256('x'), 1, 16)
            FROM given g JOIN person p ON p.customer_id = g.customer_id RETURNING 1
        ), charger AS (
            INSERT INTO ere_chargers (operator_id, id, customer_id, enrolment_id, charge_point_id, brand, model, serial,
                meter_place, verdict, created_at)
            SELECT $1, charger_id, customer_id, enrolment_id, point_id, 'Alfen', 'Eve', 'ACE' || place, 'in_charger',
                'likely', now() FROM given RETURNING 1
        ), evidence AS (
            INSERT INTO ere_evidence (operator_id, customer_id, enrolment_id, charger_id, kind, media_type, sha256, content,
                created_at)
            SELECT $1, customer_id, enrolment_id, charger_id, 'meter', 'image/jpeg', sha256(convert_to(ean, 'UTF8')),
                convert_to(ean, 'UTF8'), now() FROM given RETURNING id, customer_id
        ), review AS (
            INSERT INTO ere_evidence_reviews (operator_id, customer_id, evidence_id, verdict, reason, reviewed_at)
            SELECT $1, customer_id, id, 'accepted', '', now() FROM evidence RETURNING 1
        )
        INSERT INTO sessions (operator_id, charge_point_id, site_id, host_id, connector_id, natural_key, transaction_id,
            state, started_at, stopped_at, start_received_at, meter_start_thousandths_wh, meter_stop_thousandths_wh,
            energy_thousandths_wh)
        SELECT $1, g.point_id, site.id, site.host_id, 1, 'k' || n, n, 'completed', t.at, t.at + interval '3 hours', t.at,
            t.begin, t.begin + t.energy, t.energy
        FROM given g CROSS JOIN site CROSS JOIN generate_series(1, 5) AS n
        CROSS JOIN LATERAL (SELECT '2026-07-01T10:00:00Z'::timestamptz + n * interval '9 days' AS at,
            n * 200000000 + g.place * 1017 AS begin, 120400777 + ((g.place - 1) % 60 + 1) * 1300013 AS energy) t
        """
    static let sample = FillFiling(operatorID: OperatorID(1), eans: [])
    let operatorID: OperatorID
    let eans: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(eans)
    }
}

/// Has PostgreSQL look at what there is, so that what is planned fits it.
struct LookAtTables: Statement {
    static let sql = "ANALYZE"
    static let sample = LookAtTables()
}
