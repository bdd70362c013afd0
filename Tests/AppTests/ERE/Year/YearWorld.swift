import Domain
import Foundation
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

/// Three partners of a platform with their customers, and how their chargers tell of sessions.
struct YearWorld: Sendable {
    /// By which door a partner's sessions come.
    enum Door: String, Sendable, CaseIterable {
        /// OCPP of charge points that talk to us.
        case frames
        /// Sessions that the partner's program sends.
        case sessions
        /// A reading of each charger's register a month, in files.
        case readings
    }

    struct Partner: Sendable {
        let id: OperatorID
        let door: Door
        let admin: Scope
        let finance: Scope
        /// `A` pays customers, `B` pays the partner.
        let model: String
        var customers: [Customer] = []
    }

    /// A customer with its one connection.
    struct Customer: Sendable {
        let id: CustomerID
        let ean: String
        let enrolment: EREEnrolmentID
        let charger: EREChargerID
        /// The charger's own number with us, where it talks to us.
        let chargePoint: ChargePointID
        /// The recorded charge point whose sessions it has.
        let recorded: String
    }

    let test: TestDatabase
    var partners: [Partner] = []
    let feed: FrameFeed

    var database: Database { test.database }

    /// Partners with one customer for each recorded charge point, dealt out one after the other.
    static func make(_ test: TestDatabase, of recorded: [String]) async throws -> YearWorld {
        var world = YearWorld(test: test, feed: try await FrameFeed.make(on: test.database))
        let agreed: [(name: String, model: String, fee: String, margin: String)] = [
            ("Voltaria", "A", "20", "0"), ("Laadstad", "A", "18.5", "2.5"), ("Thuisnet", "B", "20", "5"),
        ]
        for (place, (door, terms)) in zip(Door.allCases, agreed).enumerated() {
            let own = recorded.enumerated().filter { $0.offset % agreed.count == place }.map(\.element)
            var partner = try await world.partner(terms.name, door, model: terms.model)
            let join = JoinYear(
                operatorID: partner.id,
                model: terms.model,
                fee: terms.fee,
                margin: terms.margin
            )
            _ = try await test.owner.run(.system, join)
            let eans = own.indices.map { EREFilingWorld.ean($0 * agreed.count + place + 1) }
            let fill = FillYear(operatorID: partner.id, eans: eans, isConnected: door == .frames)
            let rows = try await test.owner.write(.system) { try await $0.all(fill) }
            partner.customers = zip(rows, own).map { row, recorded in
                Customer(
                    id: row.customer,
                    ean: row.ean,
                    enrolment: row.enrolment,
                    charger: row.charger,
                    chargePoint: row.chargePoint,
                    recorded: recorded
                )
            }
            world.partners.append(partner)
        }
        return world
    }

    private func partner(_ name: String, _ door: Door, model: String) async throws -> Partner {
        let details = OperatorDetails(
            name: name,
            legalName: "\(name) B.V.",
            address: Address(street: "Kade", houseNumber: "1", postcode: "1011 AB", town: "Ede", country: "NL"),
            companyNumber: "12345678",
            iban: "NL02ABNA0123456789",
            numberPrefix: name.prefix(3).uppercased()
        )
        return try await database.write(.system) { tx in
            let id = try await Operators.create(.system, reference: name.lowercased(), details, in: tx)
            let own = Scope.system(for: id)
            let admin = UserDetails(email: "admin@\(name).example".lowercased(), name: "Ada", role: .operatorAdmin)
            let finance = UserDetails(email: "fin@\(name).example".lowercased(), name: "Fin", role: .operatorFinance)
            return Partner(
                id: id,
                door: door,
                admin: .user(try await Users.create(own, admin, in: tx), role: .operatorAdmin, of: id),
                finance: .user(try await Users.create(own, finance, in: tx), role: .operatorFinance, of: id),
                model: model
            )
        }
    }
}

/// Makes an operator a partner with terms that hold since the year began.
private struct JoinYear: Statement {
    static let sql = """
        WITH partner AS (
            INSERT INTO partners (operator_id, created_at) VALUES ($1, '2025-12-01T00:00:00Z') RETURNING operator_id
        )
        INSERT INTO partner_terms (operator_id, valid_from, payout_model, service_fee_percent, margin_percent, recorded_at)
        SELECT operator_id, '2026-01-01', $2, $3::text::numeric, $4::text::numeric, '2025-12-01T00:00:00Z' FROM partner
        """
    static let sample = JoinYear(operatorID: OperatorID(1), model: "A", fee: "20", margin: "0")
    let operatorID: OperatorID
    let model: String
    let fee: String
    let margin: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(model)
        values.append(fee)
        values.append(margin)
    }
}

/// Customers who signed before the year began, each with a connection, a charger and accepted evidence.
private struct FillYear: Statement {
    struct Row: Sendable {
        let ean: String
        let customer: CustomerID
        let enrolment: EREEnrolmentID
        let charger: EREChargerID
        let chargePoint: ChargePointID
    }

    static let sql = """
        WITH host AS (
            INSERT INTO hosts (operator_id, reference, name, kind, country, email)
            VALUES ($1, 'H', 'Homes', 'company', 'NL', '') RETURNING id
        ), site AS (
            INSERT INTO sites (operator_id, host_id, reference, name, country)
            SELECT $1, id, 'S', 'Homes', 'NL' FROM host RETURNING id
        ), given AS MATERIALIZED (
            SELECT ean, place, nextval(pg_get_serial_sequence('customers', 'id')) AS customer_id,
                nextval(pg_get_serial_sequence('charge_points', 'id')) AS point_id,
                nextval(pg_get_serial_sequence('ere_enrolments', 'id')) AS enrolment_id,
                nextval(pg_get_serial_sequence('ere_chargers', 'id')) AS charger_id
            FROM unnest($2::text[]) WITH ORDINALITY AS e (ean, place)
        ), customer AS (
            INSERT INTO customers (operator_id, id, kind, name, email, street, house_number, postcode, town, iban, created_at)
            SELECT $1, customer_id, 'private', 'Customer ' || place, 'c' || place || '@home.example', 'Laan', place::text,
                '1234 AB', 'Ede', 'NL91ABNA0417164300', '2025-12-01T00:00:00Z' FROM given RETURNING 1
        ), person AS (
            INSERT INTO users (operator_id, customer_id, email, name, role)
            SELECT $1, customer_id, 'c' || place || '@home' || $1 || '.example', 'Somebody', 'customer' FROM given
            RETURNING id, customer_id
        ), point AS (
            INSERT INTO charge_points (operator_id, id, site_id, identity)
            SELECT $1, point_id, site.id, 'CP-' || $1 || '-' || place FROM given CROSS JOIN site RETURNING 1
        ), enrolment AS (
            INSERT INTO ere_enrolments (operator_id, id, customer_id, state, holder_kind, holder_name, ean, street,
                house_number, postcode, town, is_held, created_at, changed_at, signed_at)
            SELECT $1, enrolment_id, customer_id, 'active', 'private', 'Customer ' || place, ean, 'Laan', place::text,
                '1234 AB', 'Ede', true, t.at, t.at, t.at FROM given
            CROSS JOIN (SELECT '2025-12-20T10:00:00Z'::timestamptz AS at) t RETURNING 1
        ), mandate AS (
            INSERT INTO ere_mandates (operator_id, customer_id, enrolment_id, ean, first_year, last_year, issued_on,
                template, language, document, document_sha256, pdf, pdf_sha256, signer_name, signer_email, code_sent_at,
                signed_at, signed_by, remote_address, claim)
            SELECT $1, g.customer_id, g.enrolment_id, g.ean, 2026, 2026, '2025-12-20', 'test', 'nl', 'text', sha256('text'),
                'pdf', sha256('pdf'), 'N', 'a@b.example', '2025-12-20T10:00:00Z', '2025-12-20T10:00:00Z', p.id, '',
                substr(sha256('x'), 1, 16)
            FROM given g JOIN person p ON p.customer_id = g.customer_id RETURNING 1
        ), charger AS (
            INSERT INTO ere_chargers (operator_id, id, customer_id, enrolment_id, charge_point_id, brand, model, serial,
                meter_place, verdict, created_at)
            SELECT $1, charger_id, customer_id, enrolment_id, CASE WHEN $3::boolean THEN point_id END, 'Alfen', 'Eve',
                'ACE' || place, 'in_charger', 'likely', '2025-12-20T10:00:00Z' FROM given RETURNING 1
        ), evidence AS (
            INSERT INTO ere_evidence (operator_id, customer_id, enrolment_id, charger_id, kind, media_type, sha256, content,
                created_at)
            SELECT $1, customer_id, enrolment_id, charger_id, 'meter', 'image/jpeg', sha256(convert_to(ean, 'UTF8')),
                convert_to(ean, 'UTF8'), '2025-12-20T10:00:00Z' FROM given RETURNING id, customer_id
        ), review AS (
            INSERT INTO ere_evidence_reviews (operator_id, customer_id, evidence_id, verdict, reason, reviewed_at)
            SELECT $1, customer_id, id, 'accepted', '', '2025-12-22T10:00:00Z' FROM evidence RETURNING 1
        )
        SELECT ean, customer_id, enrolment_id, charger_id, point_id FROM given ORDER BY place
        """
    static let sample = FillYear(operatorID: OperatorID(1), eans: [], isConnected: true)
    let operatorID: OperatorID
    let eans: [String]
    let isConnected: Bool

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(eans)
        values.append(isConnected)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            ean: try row.next(),
            customer: try row.next(),
            enrolment: try row.next(),
            charger: try row.next(),
            chargePoint: try row.next()
        )
    }
}
