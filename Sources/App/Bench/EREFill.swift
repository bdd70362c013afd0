import Domain
import Postgres
import Values

/// Fills in an operator whose connections have sessions of a quarter, quicker than chargers could tell them.
struct EREFill {
    /// A quarter whose factors the program knows.
    static let quarter = EREQuarter("2026-Q3")
    /// When it is over and may be booked.
    static let now = Timestamp("2026-10-05T08:00:00Z") ?? Timestamp(seconds: 0)
    /// Connections that are filled in with one statement.
    private static let connectionsPerStatement = 2_000

    let database: Database
    let connections: Int
    let sessionsPerConnection: Int

    /// Fills it in; gives the people who accept and who file.
    func run() async throws -> (accepts: Scope, files: Scope) {
        let (operatorID, people) = try await database.write(.system) { tx in try await parties(in: tx) }
        for first in stride(from: 1, through: connections, by: EREFill.connectionsPerStatement) {
            let last = min(connections, first + EREFill.connectionsPerStatement - 1)
            let eans = (first...last).map(EREFill.ean)
            try await database.write(.system) { tx in
                try await tx.run(FillConnections(operatorID: operatorID, first: first, eans: eans))
                try await tx.run(
                    FillDeliveries(operatorID: operatorID, first: first, last: last, sessions: sessionsPerConnection)
                )
            }
        }
        // What autovacuum does in an installation that grows as slowly as others do.
        try await OwnerSession.with(database.configuration) { try await $0.run("VACUUM ANALYZE") }
        return people
    }

    private func parties(in tx: Transaction) async throws -> (OperatorID, (accepts: Scope, files: Scope)) {
        let details = OperatorDetails(
            name: "Bench ERE",
            legalName: "Bench ERE B.V.",
            address: Address(street: "Kade", houseNumber: "1", postcode: "1011 AA", town: "Amsterdam", country: "NL"),
            companyNumber: "12345678",
            iban: "NL91ABNA0417164300",
            numberPrefix: "BERE"
        )
        let id = try await Operators.create(.system, reference: "bench-ere", details, in: tx)
        let own = Scope.system(for: id)
        let admin = UserDetails(email: "accepts@bench.example", name: "Accepts", role: .operatorAdmin)
        let finance = UserDetails(email: "files@bench.example", name: "Files", role: .operatorFinance)
        return (
            id,
            (
                .user(try await Users.create(own, admin, in: tx), role: .operatorAdmin, of: id),
                .user(try await Users.create(own, finance, in: tx), role: .operatorFinance, of: id)
            )
        )
    }

    /// A number with a right check digit.
    private static func ean(_ index: Int) -> String {
        let digits = "8716859" + "\(10_000_000_000 + index)".suffix(10)
        let sum = digits.utf8.reversed().enumerated().reduce(0) { sum, digit in
            sum + Int(digit.element - 48) * (digit.offset.isMultiple(of: 2) ? 3 : 1)
        }
        return digits + "\((10 - sum % 10) % 10)"
    }
}

/// Customers, each with an enrolment, a signed mandate, a charger and accepted evidence of a few kilobytes.
private struct FillConnections: Statement {
    static let sql = """
        WITH host AS (
            INSERT INTO hosts (operator_id, reference, name, kind, country, email)
            VALUES ($1, 'ERE-' || $3::bigint, 'Homes', 'company', 'NL', '') RETURNING id
        ), site AS (
            INSERT INTO sites (operator_id, host_id, reference, name, country)
            SELECT $1, id, 'ERE-' || $3, 'Homes', 'NL' FROM host RETURNING id
        ), given AS (
            SELECT ean, $3 + place - 1 AS place, nextval(pg_get_serial_sequence('customers', 'id')) AS customer_id,
                nextval(pg_get_serial_sequence('charge_points', 'id')) AS point_id,
                nextval(pg_get_serial_sequence('ere_enrolments', 'id')) AS enrolment_id,
                nextval(pg_get_serial_sequence('ere_chargers', 'id')) AS charger_id
            FROM unnest($2::text[]) WITH ORDINALITY AS e (ean, place)
        ), customer AS (
            INSERT INTO customers (operator_id, id, kind, name, email, street, house_number, postcode, town, iban, created_at)
            SELECT $1, customer_id, 'private', 'Customer ' || place, 'c' || place || '@home.example', 'Laan', '1', '1234 AB',
                'Ede', 'NL91ABNA0417164300', now() FROM given RETURNING 1
        ), person AS (
            INSERT INTO users (operator_id, customer_id, email, name, role)
            SELECT $1, customer_id, 'c' || place || '@home.example', 'Somebody', 'customer' FROM given
            RETURNING id, customer_id
        ), point AS (
            INSERT INTO charge_points (operator_id, id, site_id, identity)
            SELECT $1, point_id, site.id, 'ERE-' || place FROM given CROSS JOIN site RETURNING 1
        ), enrolment AS (
            INSERT INTO ere_enrolments (operator_id, id, customer_id, state, holder_kind, holder_name, ean, street,
                house_number, postcode, town, is_held, created_at, changed_at, signed_at)
            SELECT $1, enrolment_id, customer_id, 'active', 'private', 'Customer ' || place, ean, 'Laan', '1',
                '1234 AB', 'Ede', true, now(), now(), now() FROM given RETURNING 1
        ), mandate AS (
            INSERT INTO ere_mandates (operator_id, customer_id, enrolment_id, ean, first_year, last_year, issued_on,
                template, language, document, document_sha256, pdf, pdf_sha256, signer_name, signer_email, code_sent_at,
                signed_at, signed_by, remote_address, claim)
            SELECT $1, g.customer_id, g.enrolment_id, g.ean, 2026, 2026, '2026-06-01', 'bench', 'nl', t.document,
                sha256(t.document), t.pdf, sha256(t.pdf), 'N', 'a@b.example', now(), now(), p.id, '', substr(sha256('x'), 1, 16)
            FROM given g JOIN person p ON p.customer_id = g.customer_id
            CROSS JOIN LATERAL (SELECT convert_to(repeat('mandate ' || g.ean || ' ', 100), 'UTF8') AS document,
                convert_to(repeat('pdf ' || g.ean || ' ', 100), 'UTF8') AS pdf) t RETURNING 1
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
        )
        INSERT INTO ere_evidence_reviews (operator_id, customer_id, evidence_id, verdict, reason, reviewed_at)
        SELECT $1, customer_id, id, 'accepted', '', now() FROM evidence
        """
    static let sample = FillConnections(operatorID: OperatorID(1), first: 1, eans: [])
    let operatorID: OperatorID
    let first: Int
    let eans: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(eans)
        values.append(first)
    }
}

/// Sessions of a quarter at each charger, one after the other by its register.
private struct FillDeliveries: Statement {
    static let sql = """
        INSERT INTO sessions (operator_id, charge_point_id, site_id, host_id, connector_id, natural_key, transaction_id,
            state, started_at, stopped_at, start_received_at, stop_received_at, meter_start_thousandths_wh,
            meter_stop_thousandths_wh, energy_thousandths_wh)
        SELECT $1, c.id, c.site_id, s.host_id, 1, 'k' || n, n, 'completed', t.at, t.at + interval '3 hours', t.at,
            t.at + interval '3 hours', (n - 1) * t.energy, n * t.energy, t.energy
        FROM charge_points c JOIN sites s ON s.operator_id = $1 AND s.id = c.site_id
        CROSS JOIN generate_series(1, $4::bigint) AS n
        CROSS JOIN LATERAL (SELECT '2026-07-01T10:00:00Z'::timestamptz + n * (interval '90 days' / $4) AS at,
            14000123 + c.id % 1000 * 1013 AS energy) t
        WHERE c.operator_id = $1 AND c.identity IN (SELECT 'ERE-' || p FROM generate_series($2::bigint, $3::bigint) AS p)
        """
    static let sample = FillDeliveries(operatorID: OperatorID(1), first: 1, last: 1, sessions: 1)
    let operatorID: OperatorID
    let first: Int
    let last: Int
    let sessions: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(first)
        values.append(last)
        values.append(sessions)
    }
}
