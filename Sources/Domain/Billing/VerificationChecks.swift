import Postgres
import Values

/// How many rows a check looked at, and the first difference in words.
struct CheckOutcome: Sendable {
    let checked: Int
    let difference: String?

    init(_ row: inout RowReader) throws {
        checked = try row.next()
        difference = try row.next()
    }
}

/// Each stored PDF, XLSX and bank file has the bytes it was stored with.
struct CheckFiles: Statement {
    static let sql = """
        WITH files AS (
            SELECT c.number || '.' || f.kind AS name, f.sha256 = sha256(f.content) AS is_whole
            FROM credit_files f JOIN credits c ON c.operator_id = f.operator_id AND c.id = f.credit_id
            WHERE f.operator_id = $1
            UNION ALL
            SELECT 'bank file ' || message_id, sha256 = sha256(content) FROM payment_files WHERE operator_id = $1
        )
        SELECT count(*), min(name || ' has other bytes than when it was made') FILTER (WHERE NOT is_whole) FROM files
        """
    static let sample = CheckFiles(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// Series without a gap, ending where the next number begins.
struct CheckNumbers: Statement {
    static let sql = """
        SELECT (SELECT count(*) FROM credits WHERE operator_id = $1), (
            SELECT 'series ' || d.series || ' has ' || d.documents || ' documents up to number ' || d.last
                || ', next is ' || coalesce(n.next_number::text, 'unknown')
            FROM (SELECT series, count(*) AS documents, max(number_in_series) AS last FROM credits
                WHERE operator_id = $1 GROUP BY series) d
            LEFT JOIN number_series n ON n.operator_id = $1 AND n.series = d.series
            WHERE d.documents <> d.last OR n.next_number IS DISTINCT FROM d.last + 1
            ORDER BY d.series LIMIT 1)
        """
    static let sample = CheckNumbers(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// Each session's head says what the line it points at says.
struct CheckHeads: Statement {
    static let sql = """
        SELECT count(*), (
            SELECT 'the head of session ' || h.session_id || ' differs from line ' || h.line_id
            FROM journal_heads h
            JOIN priced_lines l ON l.operator_id = h.operator_id AND l.id = h.line_id
            JOIN sessions s ON s.operator_id = h.operator_id AND s.id = h.session_id
            WHERE h.operator_id = $1
                AND (h.version, h.state, h.host_id, h.site_id, h.charge_point_id, h.reimbursement_contract_id,
                    h.period, h.energy_thousandths_wh, h.amount)
                IS DISTINCT FROM (l.version, l.state, l.host_id, l.site_id, s.charge_point_id,
                    l.reimbursement_contract_id, l.period, l.energy_thousandths_wh, l.amount)
            ORDER BY h.session_id LIMIT 1)
        FROM journal_heads WHERE operator_id = $1
        """
    static let sample = CheckHeads(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// Each session's mark is the version that is credited and not taken back; nothing is taken back that was not credited.
struct CheckMarks: Statement {
    static let sql = """
        WITH versions AS (
            SELECT session_id, line_id, bool_or(NOT is_reversal) AS is_credited, bool_or(is_reversal) AS is_taken_back
            FROM credit_lines WHERE operator_id = $1 GROUP BY session_id, line_id
        ), standing AS (
            SELECT session_id, line_id FROM versions WHERE is_credited AND NOT is_taken_back
        ), marked AS (
            SELECT session_id, credited_line_id FROM journal_heads
            WHERE operator_id = $1 AND credited_line_id IS NOT NULL
        )
        SELECT (SELECT count(*) FROM marked), coalesce((
            SELECT 'session ' || coalesce(m.session_id, s.session_id) || ' is marked with line '
                || coalesce(m.credited_line_id::text, 'none') || ', credited is line '
                || coalesce(s.line_id::text, 'none')
            FROM marked m FULL JOIN standing s ON s.session_id = m.session_id
            WHERE m.credited_line_id IS DISTINCT FROM s.line_id
            ORDER BY coalesce(m.session_id, s.session_id) LIMIT 1
        ), (
            SELECT 'session ' || session_id || ': line ' || line_id || ' was taken back but never credited'
            FROM versions WHERE is_taken_back AND NOT is_credited ORDER BY session_id LIMIT 1))
        """
    static let sample = CheckMarks(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// Each credit stands in the books with its net, VAT and total; the books know no other credits.
struct CheckCreditPostings: Statement {
    static let sql = """
        WITH posted AS (
            SELECT t.idempotency_key, t.sequence,
                coalesce(sum(s.signed) FILTER (WHERE a.code = 'energy_reimbursement'), 0) AS net,
                coalesce(sum(s.signed) FILTER (WHERE a.code = 'input_vat'), 0) AS vat,
                coalesce(-sum(s.signed) FILTER (WHERE starts_with(a.code, 'payable:host:')), 0) AS total,
                max(a.subject) AS host_id, count(*) AS postings,
                count(*) FILTER (WHERE a.code IN ('energy_reimbursement', 'input_vat')
                    OR starts_with(a.code, 'payable:host:')) AS expected_postings
            FROM ledger_transactions t
            JOIN ledger_postings p ON p.operator_id = t.operator_id AND p.sequence = t.sequence
            JOIN ledger_accounts a ON a.operator_id = p.operator_id AND a.id = p.account_id
            CROSS JOIN LATERAL (
                SELECT CASE p.side WHEN 'debit' THEN p.amount_minor ELSE -p.amount_minor END AS signed) s
            WHERE t.operator_id = $1 AND t.kind = 'credit'
            GROUP BY t.operator_id, t.sequence
        ), issued AS (
            SELECT 'credit:' || number AS key, net_minor, vat_minor, total_minor, host_id FROM credits
            WHERE operator_id = $1 AND host_id IS NOT NULL AND (net_minor <> 0 OR vat_minor <> 0)
        )
        SELECT (SELECT count(*) FROM issued), (
            SELECT CASE
                WHEN p.sequence IS NULL THEN i.key || ' is not in the books'
                WHEN i.key IS NULL THEN 'transaction ' || p.sequence || ' (' || p.idempotency_key
                    || ') belongs to no credit'
                ELSE i.key || ' is ' || i.total_minor || ', transaction ' || p.sequence || ' posts ' || p.total
                    || ' to the host' END
            FROM issued i FULL JOIN posted p ON p.idempotency_key = i.key
            WHERE (p.net, p.vat, p.total, p.postings) IS DISTINCT FROM
                    (i.net_minor::numeric, i.vat_minor::numeric, i.total_minor::numeric, p.expected_postings)
                OR (p.total <> 0 AND p.host_id IS DISTINCT FROM i.host_id)
            ORDER BY coalesce(i.key, p.idempotency_key) LIMIT 1)
        """
    static let sample = CheckCreditPostings(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// Nobody paid a credit, by bank file or by hand, that nobody approved.
struct CheckApprovals: Statement {
    static let sql = """
        SELECT count(*), min('credit ' || c.number || CASE WHEN f.id IS NULL THEN ' was paid by hand'
                ELSE ' is in bank file ' || f.message_id END || ' without approval')
            FILTER (WHERE a.credit_id IS NULL)
        FROM payment_file_credits p
        LEFT JOIN payment_files f ON f.operator_id = p.operator_id AND f.id = p.payment_file_id
        JOIN credits c ON c.operator_id = p.operator_id AND c.id = p.credit_id
        LEFT JOIN credit_approvals a ON a.operator_id = p.operator_id AND a.credit_id = p.credit_id
        WHERE p.operator_id = $1
        """
    static let sample = CheckApprovals(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// Each payment stands in the books with the sum of its credits; each file states the sum of its payments, and what a
/// person paid the sum of its credits and the day of its posting.
struct CheckPaymentPostings: Statement {
    static let sql = """
        WITH paid AS (
            SELECT 'payment:' || f.end_to_end_id AS key, f.payment_file_id, f.hand_payment_id,
                sum(c.total_minor) AS total, min(coalesce(c.host_id, c.customer_id)) AS host_id,
                count(DISTINCT coalesce(c.host_id, c.customer_id, 0)) AS hosts
            FROM payment_file_credits f
            JOIN credits c ON c.operator_id = f.operator_id AND c.id = f.credit_id
            WHERE f.operator_id = $1 GROUP BY f.payment_file_id, f.hand_payment_id, f.end_to_end_id
        ), posted AS (
            SELECT t.idempotency_key, t.sequence, t.effective_on,
                coalesce(sum(p.amount_minor)
                    FILTER (WHERE p.side = 'debit' AND (starts_with(a.code, 'payable:host:')
                        OR starts_with(a.code, 'payable:customer:') OR a.code = 'payable:partner')), 0)
                    AS total,
                coalesce(sum(p.amount_minor) FILTER (WHERE p.side = 'credit' AND a.code = 'payments_in_transit'), 0)
                    AS in_transit, max(a.subject) AS host_id
            FROM ledger_transactions t
            JOIN ledger_postings p ON p.operator_id = t.operator_id AND p.sequence = t.sequence
            JOIN ledger_accounts a ON a.operator_id = p.operator_id AND a.id = p.account_id
            WHERE t.operator_id = $1 AND t.kind = 'payment'
            GROUP BY t.operator_id, t.sequence
        ), files AS (
            SELECT f.message_id, f.control_sum_minor, f.payment_count, count(p.key) AS payments,
                coalesce(sum(p.total), 0) AS total
            FROM payment_files f LEFT JOIN paid p ON p.payment_file_id = f.id
            WHERE f.operator_id = $1 GROUP BY f.operator_id, f.id
        )
        SELECT (SELECT count(*) FROM paid), coalesce((
            SELECT CASE
                WHEN o.sequence IS NULL THEN p.key || ' is not in the books'
                WHEN p.key IS NULL THEN 'transaction ' || o.sequence || ' (' || o.idempotency_key
                    || ') belongs to no payment'
                ELSE p.key || ' pays ' || p.total || ', transaction ' || o.sequence || ' posts ' || o.total END
            FROM paid p FULL JOIN posted o ON o.idempotency_key = p.key
            WHERE (o.total, o.in_transit, o.host_id, 1::bigint) IS DISTINCT FROM (p.total, p.total, p.host_id, p.hosts)
            ORDER BY coalesce(p.key, o.idempotency_key) LIMIT 1
        ), (
            SELECT 'bank file ' || message_id || ' states ' || payment_count || ' payments of ' || control_sum_minor
                || ', its credits give ' || payments || ' of ' || total
            FROM files WHERE control_sum_minor <> total OR payment_count <> payments ORDER BY message_id LIMIT 1
        ), (
            SELECT 'payment ' || h.end_to_end_id || ' made by hand states ' || h.amount_minor || ' on ' || h.paid_on
                || ', its credits give ' || coalesce(p.total, 0) || ', its posting is of '
                || coalesce(o.effective_on::text, 'no day')
            FROM hand_payments h
            LEFT JOIN paid p ON p.hand_payment_id = h.id
            LEFT JOIN posted o ON o.idempotency_key = 'payment:' || h.end_to_end_id
            WHERE h.operator_id = $1
                AND (p.total, p.key, o.effective_on)
                    IS DISTINCT FROM (h.amount_minor::numeric, 'payment:' || h.end_to_end_id, h.paid_on)
            ORDER BY h.end_to_end_id LIMIT 1))
        """
    static let sample = CheckPaymentPostings(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}

/// What each host is owed by the books is what was credited and not paid.
struct CheckHostBalances: Statement {
    static let sql = """
        WITH owed AS (
            SELECT c.host_id, c.currency, sum(c.total_minor) FILTER (WHERE p.credit_id IS NULL) AS balance
            FROM credits c
            LEFT JOIN payment_file_credits p ON p.operator_id = c.operator_id AND p.credit_id = c.id AND p.return_id IS NULL
            WHERE c.operator_id = $1 AND c.host_id IS NOT NULL GROUP BY c.host_id, c.currency
        ), booked AS (
            SELECT a.subject AS host_id, a.currency,
                sum(CASE p.side WHEN 'credit' THEN p.amount_minor ELSE -p.amount_minor END) AS balance
            FROM ledger_accounts a
            JOIN ledger_postings p ON p.operator_id = a.operator_id AND p.account_id = a.id
            WHERE a.operator_id = $1 AND starts_with(a.code, 'payable:host:')
            GROUP BY a.subject, a.currency
        )
        SELECT (SELECT count(*) FROM owed), (
            SELECT 'host ' || coalesce(o.host_id, b.host_id) || ' is owed ' || coalesce(o.balance, 0)
                || ' by its credits, ' || coalesce(b.balance, 0) || ' by the books'
            FROM owed o FULL JOIN booked b ON b.host_id = o.host_id AND b.currency = o.currency
            WHERE coalesce(o.balance, 0) <> coalesce(b.balance, 0)
            ORDER BY coalesce(o.host_id, b.host_id) LIMIT 1)
        """
    static let sample = CheckHostBalances(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}
