import Domain
import Postgres
import Simulator
import Templates
import Values

/// How long paying many customers takes, from the button to the bank file.
struct PayoutBench {
    /// What the issue of this program asks for: 100,000 customers in three minutes.
    private static let goalMilliseconds: Int64 = 180_000
    private static let minutesToPay = 30

    let database: Database
    let server: BenchServer
    /// A signed-in person.
    let person: PageClient

    /// Pays a quarter's sale out as a person does, by its pages.
    func measure(_ customers: Int, now: Timestamp) async throws -> [BenchFigure] {
        guard let quarter = EREQuarter(of: EREQuarter.zone.date(of: now))?.previous else {
            throw BenchFault("no quarter with units is over")
        }
        try await fill(customers, quarter)
        server.forgetPeakMemory()
        let clock = ContinuousClock()
        let begun = clock.now
        try person.post(Route.erePayouts.path, from: Route.erePayouts.path, [("quarter", "\(quarter)")])
        try await wait { $0.isFinished }
        let documents = clock.now - begun
        guard let run = try await database.first(.system, PayoutProgress())?.run else {
            throw BenchFault("there is no run")
        }
        let page = Route.erePayout(run).path
        try person.post(Route.erePayoutApproval(run).path, from: page)
        try await wait { $0.mails >= customers }
        let mails = clock.now - begun
        try person.post(Route.erePayoutBankFile(run).path, from: page)
        try await wait { !$0.isFileAsked }
        let bytes = try bankFile(page)
        let whole = clock.now - begun
        return [
            BenchFigure.time("payouts", whole).with(goal: .atMost(PayoutBench.goalMilliseconds))
                .with("customers", .integer(customers))
                .with("documents_ms", .integer(documents.wholeMicroseconds / 1000))
                .with("approval_and_mails_ms", .integer((mails - documents).wholeMicroseconds / 1000))
                .with("bank_file_ms", .integer((whole - mails).wholeMicroseconds / 1000))
                .with("bank_file_bytes", .integer(bytes)),
            server.peakMemory("payouts_peak_memory"),
        ]
    }

    private func fill(_ customers: Int, _ quarter: EREQuarter) async throws {
        let accounts = (1...customers).map { WorldAccount.iban(Int64($0)) }
        try await database.run(.system, FillPayees(accounts: accounts))
        try await database.run(.system, FillDeliveries(quarter: quarter.firstDay))
        try await database.run(.system, LookAtPayees())
        try await database.run(.system, FillSale(quarter: quarter.firstDay))
        try await database.run(.system, LookAtPayees())
    }

    private func bankFile(_ page: String) throws -> Int {
        let text = String(decoding: try person.get(page).body, as: UTF8.self)
        let beginning = Route.bankFile("").path
        guard let mark = text.firstRange(of: "href=\"\(beginning)") else {
            throw BenchFault("\(page) has no link to a bank file")
        }
        let answer = try person.get(beginning + text[mark.upperBound...].prefix { $0 != "\"" })
        guard answer.status == 200 else { throw BenchFault("the bank file was answered with \(answer.status)") }
        return answer.body.count
    }

    /// Looks ten times a second.
    private func wait(until isDone: (PayoutProgress.Row) -> Bool) async throws {
        for _ in 0..<PayoutBench.minutesToPay * 60 * 10 {
            if let row = try await database.first(.system, PayoutProgress()) {
                if !row.message.isEmpty { throw BenchFault("the run stopped: \(row.message)") }
                if isDone(row) { return }
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw BenchFault("nobody is paid after \(PayoutBench.minutesToPay) minutes")
    }
}

/// How far the one run of the benchmark is.
private struct PayoutProgress: Statement {
    struct Row: Sendable {
        let run: EREPayoutRunID
        let isFinished: Bool
        let message: String
        let mails: Int
        let isFileAsked: Bool
    }

    static let sql = """
        SELECT run_id, finished_at IS NOT NULL, message || bank_file_message,
            CASE WHEN mails_due THEN 0 ELSE (SELECT count(*) FROM ere_payout_mails) END, bank_file_asked_at IS NOT NULL
        FROM ere_payout_progress ORDER BY run_id DESC LIMIT 1
        """
    static let sample = PayoutProgress()

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            run: try row.next(),
            isFinished: try row.next(),
            message: try row.next(),
            mails: try row.next(),
            isFileAsked: try row.next()
        )
    }
}

/// Customers with a signed enrolment and a charger each.
private struct FillPayees: Statement {
    static let sql = """
        WITH given AS (
            SELECT o.id AS operator_id, a.iban, a.place, '8716859' || lpad(a.place::text, 11, '0') AS ean,
                nextval(pg_get_serial_sequence('customers', 'id')) AS customer_id,
                nextval(pg_get_serial_sequence('ere_enrolments', 'id')) AS enrolment_id
            FROM unnest($1::text[]) WITH ORDINALITY AS a (iban, place) CROSS JOIN (SELECT min(id) AS id FROM operators) o
        ), customer AS (
            INSERT INTO customers (operator_id, id, kind, name, email, street, house_number, postcode, town, iban,
                created_at)
            SELECT operator_id, customer_id, 'private', 'Customer ' || place, 'c' || place || '@home.example', 'Laan',
                place::text, '1234 AB', 'Ede', iban, now() FROM given
        ), enrolment AS (
            INSERT INTO ere_enrolments (operator_id, id, customer_id, state, holder_kind, holder_name, ean, street,
                house_number, postcode, town, is_held, created_at, changed_at, signed_at)
            SELECT operator_id, enrolment_id, customer_id, 'active', 'private', 'Customer ' || place, ean, 'Laan',
                place::text, '1234 AB', 'Ede', true, now(), now(), now() FROM given
        )
        INSERT INTO ere_chargers (operator_id, customer_id, enrolment_id, brand, model, serial, meter_place, verdict,
            created_at)
        SELECT operator_id, customer_id, enrolment_id, 'Alfen', 'Eve', 'ACE' || place, 'in_charger', 'likely', now()
        FROM given
        """
    static let sample = FillPayees(accounts: [])
    let accounts: [String]

    func bind(to values: inout Bindings) { values.append(accounts) }
}

/// What they delivered in a quarter, credited; what filed and credited it is left out.
private struct FillDeliveries: Statement {
    static let sql = """
        INSERT INTO ere_bookings (operator_id, customer_id, enrolment_id, ean, quarter, revision, created_at, ordinal, state,
            energy_thousandths_wh, sessions, units, credited_units)
        SELECT operator_id, customer_id, id, ean, $1, 0, now(), 1, 'sold', 700000000 + id % 1000 * 1000, 40, 230 + id % 50,
            230 + id % 50
        FROM ere_enrolments
        """
    static let sample = FillDeliveries(quarter: LocalDate(daysSinceEpoch: 0))
    let quarter: LocalDate

    func bind(to values: inout Bindings) { values.append(quarter) }
}

/// As autovacuum does some time later.
private struct LookAtPayees: Statement {
    static let sql = "ANALYZE customers, ere_enrolments, ere_chargers, ere_bookings, ere_trade_lines"
    static let sample = LookAtPayees()
}

/// A sale of all of it, as rows.
private struct FillSale: Statement {
    static let sql = """
        WITH broker AS (
            INSERT INTO ere_brokers (operator_id, name, company_number, created_at)
            SELECT min(id), 'Makelaar', '', now() FROM operators RETURNING operator_id, id
        ), trade AS (
            INSERT INTO ere_trades (operator_id, number, broker_id, reference, unit_kind, delivery_year, units,
                price_per_unit, gross_minor, fee_minor, sold_on, credits_through, cancellations_through, recorded_by,
                recorded_at)
            SELECT b.operator_id, 'BENCH-T-1', b.id, 'C-1', 'LRE-E', extract(year FROM $1::date)::integer, s.units, 0.5,
                s.units * 50, 0, $1::date, 0, 0, (SELECT min(id) FROM users WHERE operator_id = b.operator_id), now()
            FROM broker b CROSS JOIN (SELECT sum(units)::bigint AS units FROM ere_bookings) s
            RETURNING operator_id, id
        )
        INSERT INTO ere_trade_lines (operator_id, trade_id, position, customer_id, booking_id, units, amount_minor)
        SELECT t.operator_id, t.id, row_number() OVER (ORDER BY b.id), b.customer_id, b.id, b.units, b.units * 50
        FROM ere_bookings b JOIN trade t ON t.operator_id = b.operator_id
        """
    static let sample = FillSale(quarter: LocalDate(daysSinceEpoch: 0))
    let quarter: LocalDate

    func bind(to values: inout Bindings) { values.append(quarter) }
}
