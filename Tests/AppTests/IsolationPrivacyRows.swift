import Postgres

/// A wish to be forgotten of each customer, a hold, and a run of each operator.
struct FillPrivacy: Statement {
    static let sql = """
        WITH request AS (
            INSERT INTO erasure_requests (operator_id, customer_id, asked_by, asked_on, recorded_at)
            SELECT operator_id, id, 'She', '2026-11-30', now() FROM customers RETURNING operator_id, customer_id, id
        ), outcome AS (
            INSERT INTO erasure_outcomes (operator_id, request_id, customer_id, outcome, decided_at)
            SELECT operator_id, id, customer_id, 'withdrawn', now() FROM request RETURNING 1
        ), removal AS (
            INSERT INTO erasure_removals (operator_id, request_id, customer_id, kind, removed, removed_at)
            SELECT operator_id, id, customer_id, 'mails', 1, now() FROM request RETURNING 1
        ), hold AS (
            INSERT INTO legal_holds (operator_id, customer_id, reason, placed_at)
            SELECT operator_id, id, 'x', now() FROM customers RETURNING 1
        ), remains AS (
            INSERT INTO customer_remains (operator_id, customer_id, content, frozen_at, kept_until)
            SELECT operator_id, id, '{}', now(), '2034-01-01' FROM customers RETURNING 1
        ), rule AS (
            INSERT INTO retention_rules (operator_id, kind, valid_from, amount, reason, recorded_at)
            SELECT id, 'mails', '2026-11-30', 200, 'x', now() FROM operators RETURNING 1
        ), reminding AS (
            INSERT INTO reminder_rules (operator_id, kind, days, recorded_at)
            SELECT id, 'mandate', '{30}', now() FROM operators RETURNING 1
        ), reminded AS (
            INSERT INTO reminders (operator_id, user_id, key, told_at)
            SELECT operator_id, min(id), 'x', now() FROM users GROUP BY operator_id RETURNING 1
        ), imported AS (
            INSERT INTO ere_imports (operator_id, customer_id, enrolment_id, line, file_sha256, recorded_at)
            SELECT operator_id, customer_id, id, 1, sha256('x'), now() FROM ere_enrolments RETURNING 1
        ), run AS (
            INSERT INTO retention_runs (operator_id, is_dry, day, started_at)
            SELECT id, true, '2026-11-30', now() FROM operators RETURNING operator_id, id
        )
        INSERT INTO retention_results (operator_id, run_id, kind, before, gone, held)
        SELECT operator_id, id, 'mails', '2025-11-30', 1, 0 FROM run
        """
    static let sample = FillPrivacy()
}
