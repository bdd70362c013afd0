import Domain
import Postgres
import Values

/// Customers with a signed enrolment and a charger each, whose sessions programs send.
struct FillSenders: Statement {
    static let sql = """
        WITH given AS (
            SELECT o.id AS operator_id, place, '8716858' || lpad(place::text, 11, '0') AS ean,
                nextval(pg_get_serial_sequence('customers', 'id')) AS customer_id,
                nextval(pg_get_serial_sequence('ere_enrolments', 'id')) AS enrolment_id
            FROM generate_series(1, $1::bigint) AS place CROSS JOIN (SELECT min(id) AS id FROM operators) o
        ), customer AS (
            INSERT INTO customers (operator_id, id, kind, name, email, street, house_number, postcode, town, created_at)
            SELECT operator_id, customer_id, 'private', 'Sender ' || place, 's' || place || '@home.example', 'Laan',
                place::text, '1234 AB', 'Ede', now() FROM given
        ), enrolment AS (
            INSERT INTO ere_enrolments (operator_id, id, customer_id, state, holder_kind, holder_name, ean, street,
                house_number, postcode, town, is_held, created_at, changed_at, signed_at)
            SELECT operator_id, enrolment_id, customer_id, 'active', 'private', 'Sender ' || place, ean, 'Laan',
                place::text, '1234 AB', 'Ede', true, now(), now(), now() FROM given
        )
        INSERT INTO ere_chargers (operator_id, customer_id, enrolment_id, brand, model, serial, meter_place, verdict,
            created_at)
        SELECT operator_id, customer_id, enrolment_id, 'Alfen', 'Eve', 'SND' || place, 'in_charger', 'likely', now()
        FROM given
        """
    static let sample = FillSenders(count: 1)
    let count: Int

    func bind(to values: inout Bindings) { values.append(count) }
}

/// The chargers that were made.
struct ListSenders: Statement {
    static let sql = "SELECT id FROM ere_chargers WHERE serial LIKE 'SND%' ORDER BY id"
    static let sample = ListSenders()

    static func decode(_ row: inout RowReader) throws -> EREChargerID { try row.next() }
}

/// Somebody who may make keys.
struct FindDesk: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let user: UserID
    }

    static let sql = """
        SELECT operator_id, id FROM users
        WHERE operator_id = (SELECT min(id) FROM operators) AND role = 'operator_admin' ORDER BY id LIMIT 1
        """
    static let sample = FindDesk()

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(operatorID: try row.next(), user: try row.next())
    }
}

/// The sessions that came.
struct CountPushed: Statement {
    static let sql = "SELECT count(*) FROM pushed_sessions"
    static let sample = CountPushed()

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}
