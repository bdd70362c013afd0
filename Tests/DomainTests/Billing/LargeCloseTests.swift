import Domain
import Postgres
import TestSupport
import Testing
import Values

struct LargeCloseTests {
    /// Hosts with a site, a contract and priced sessions of June 2025 each, in one go.
    struct Fill: Statement {
        static let sql = """
            WITH host AS (
                INSERT INTO hosts (operator_id, reference, name, kind, vat_status, vat_id, iban, town)
                SELECT $1, 'H' || n, 'Host ' || n, CASE n % 2 WHEN 0 THEN 'company' ELSE 'private' END,
                    CASE n % 2 WHEN 0 THEN 'taxable' ELSE 'not_taxable' END,
                    CASE n % 2 WHEN 0 THEN 'NL009876543B01' ELSE '' END, 'NL02ABNA0123456789', 'Delft'
                FROM generate_series(1, $2::bigint) n RETURNING operator_id, id
            ), site AS (
                INSERT INTO sites (operator_id, host_id, reference, name)
                SELECT operator_id, id, 'S' || id, 'Site ' || id FROM host RETURNING operator_id, id, host_id
            ), point AS (
                INSERT INTO charge_points (operator_id, site_id, identity)
                SELECT operator_id, id, 'CP' || id FROM site RETURNING operator_id, id, site_id
            ), supply AS (
                INSERT INTO supply_contracts (operator_id, host_id, reference, name)
                SELECT operator_id, id, 'C' || id, 'Supply' FROM host RETURNING operator_id, id, host_id
            ), contract AS (
                INSERT INTO reimbursement_contracts (operator_id, host_id, reference, name)
                SELECT operator_id, id, 'C' || id, 'Contract' FROM host RETURNING operator_id, id, host_id
            ), version AS (
                INSERT INTO reimbursement_contract_versions (operator_id, reimbursement_contract_id, supply_contract_id,
                    valid_from, pricing)
                SELECT c.operator_id, c.id, s.id, '2020-01-01', 'at_start'
                FROM contract c JOIN supply s ON s.host_id = c.host_id
            ), session AS (
                INSERT INTO sessions (operator_id, charge_point_id, site_id, host_id, connector_id, natural_key,
                    transaction_id, state, started_at, stopped_at, start_received_at)
                SELECT p.operator_id, p.id, s.id, s.host_id, 1, k::text, k, 'completed', '2025-06-15', '2025-06-16',
                    '2025-06-15'
                FROM point p JOIN site s ON s.id = p.site_id, generate_series(1, $3::bigint) k
                RETURNING operator_id, id, host_id, site_id, charge_point_id, stopped_at
            ), line AS (
                INSERT INTO priced_lines (operator_id, session_id, session_revision, version, host_id, site_id, state,
                    reason, period, reimbursement_contract_id, pricing, currency, energy_thousandths_wh, amount, tariff,
                    detail)
                SELECT s.operator_id, s.id, 1, 1, s.host_id, s.site_id, 'priced', 'session_completed', '2025-06-01',
                    c.id, 'at_start', 'EUR', 12345678, 3.123456789 + s.id * 0.000001, 'spot + ' || s.id % 3, '{}'
                FROM session s JOIN contract c ON c.host_id = s.host_id
                RETURNING operator_id, session_id, id, host_id, site_id, reimbursement_contract_id,
                    energy_thousandths_wh, amount
            )
            INSERT INTO journal_heads (operator_id, session_id, line_id, version, state, host_id, site_id,
                charge_point_id, reimbursement_contract_id, period, stopped_at, energy_thousandths_wh, amount)
            SELECT l.operator_id, l.session_id, l.id, 1, 'priced', l.host_id, l.site_id, s.charge_point_id,
                l.reimbursement_contract_id, '2025-06-01', '2025-06-16', l.energy_thousandths_wh, l.amount
            FROM line l JOIN session s ON s.id = l.session_id
            """
        static let sample = Fill(operatorID: OperatorID(1), hosts: 1, sessions: 1)
        let operatorID: OperatorID
        let hosts: Int
        let sessions: Int

        func bind(to values: inout Bindings) {
            values.append(operatorID)
            values.append(hosts)
            values.append(sessions)
        }
    }

    struct Analyze: Statement {
        static let sql = "ANALYZE"
        static let sample = Analyze()
    }

    /// A big operator's month has five times these sessions: `bench` closes it, and says how long that takes.
    @Test func `a month of a thousand hosts closes, is paid and verified`() async throws {
        try await BillingWorld.lease(connections: 8) { world in
            try await world.run(Fill(operatorID: world.operatorID, hosts: 1_000, sessions: 20))
            try await world.run(Analyze())
            let result = try await world.close("2025-06")
            #expect(result.issued == 1_000 && result.blocked.isEmpty)
            try await PaymentWorld.approve("2025-06", world)
            _ = try await PaymentWorld.pay("2025-06", world)
            let differences = try await world.differences()
            #expect(differences == [])
        }
    }
}
