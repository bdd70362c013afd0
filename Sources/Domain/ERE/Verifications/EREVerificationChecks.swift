package import Postgres
package import Values

/// Holds verifications against the facts that follow from them.
package enum EREVerificationChecks {
    /// Lines against their last verification; failed lines against their credits; shares that lost units against what is
    /// sold and right.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func run(_ scope: Scope, on database: Database) async throws -> [VerifyReport] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await database.read(scope, isolation: .repeatableRead) { tx in
            let found = try await tx.one(CheckEREVerifications(operatorID: operatorID))
            return [VerifyReport(kind: "ere_verifications", checked: found.checked, firstDifference: found.difference)]
        }
    }
}

/// Each line says what its facts say of its verification; each failed line of a confirmed statement has its credit; of each
/// connection and quarter the units that sales lost are what is sold beyond what is right.
struct CheckEREVerifications: Statement {
    static let sql = """
        WITH confirmed AS (
            SELECT v.id, v.delivery_year FROM ere_verifications v
            JOIN ere_verification_decisions d ON d.operator_id = $1 AND d.verification_id = v.id AND d.is_confirmed
            WHERE v.operator_id = $1 AND v.outcome = 'verified'
        ), failed AS (
            SELECT DISTINCT ON (l.booking_id) l.booking_id, l.units, b.quarter, b.ean, b.basis
            FROM confirmed c JOIN ere_verification_lines l ON l.operator_id = $1 AND l.verification_id = c.id
            JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
            WHERE b.verification_id IS NOT NULL ORDER BY l.booking_id, l.verification_id DESC
        ), sold AS (
            SELECT f.booking_id, coalesce(sum(t.units), 0) AS units, coalesce(sum(s.units), 0) AS lost
            FROM failed f
            JOIN ere_bookings b ON b.operator_id = $1 AND b.quarter = f.quarter AND b.ean = f.ean AND b.basis = f.basis
            JOIN ere_trade_lines t ON t.operator_id = $1 AND t.booking_id = b.id
            LEFT JOIN LATERAL (SELECT sum(s.units) AS units FROM ere_verification_shares s
                WHERE s.operator_id = $1 AND s.trade_id = t.trade_id AND s.position = t.position) s ON true
            WHERE NOT EXISTS (SELECT FROM ere_trade_cancellations x WHERE x.operator_id = $1 AND x.trade_id = t.trade_id)
            GROUP BY f.booking_id
        )
        SELECT (SELECT count(*) FROM confirmed), coalesce((
            SELECT 'booking ' || b.id || ' differs from its last verification'
            FROM ere_bookings b
            LEFT JOIN LATERAL (SELECT f.verification_id FROM ere_booking_facts f
                WHERE f.operator_id = $1 AND f.booking_id = b.id AND (f.credit_id IS NOT NULL OR f.verification_id IS NOT NULL)
                ORDER BY f.ordinal DESC LIMIT 1) l ON true
            LEFT JOIN ere_verification_lines v ON v.operator_id = $1 AND v.verification_id = l.verification_id
                AND v.booking_id = b.id
            WHERE b.operator_id = $1 AND (b.verification_id, b.verified_thousandths_wh) IS DISTINCT FROM (l.verification_id,
                CASE WHEN l.verification_id IS NOT NULL THEN coalesce(v.energy_thousandths_wh, b.energy_thousandths_wh) END)
            ORDER BY b.id LIMIT 1), (
            SELECT 'booking ' || l.booking_id || ' failed and was credited otherwise'
            FROM confirmed c JOIN ere_verification_lines l ON l.operator_id = $1 AND l.verification_id = c.id
            WHERE NOT EXISTS (SELECT FROM ere_credits e
                JOIN ere_booking_facts f ON f.operator_id = $1 AND f.booking_id = e.booking_id AND f.credit_id = e.id
                    AND f.verification_id = c.id
                WHERE e.operator_id = $1 AND e.verification_id = c.id AND e.booking_id = l.booking_id
                    AND e.units = l.units)
            ORDER BY l.booking_id LIMIT 1), (
            SELECT 'of booking ' || f.booking_id || ' sales lost ' || s.lost || ' units, ' || s.units || ' are sold and '
                || f.units || ' right'
            FROM failed f JOIN sold s ON s.booking_id = f.booking_id
            WHERE s.lost < greatest(s.units - f.units, 0) ORDER BY f.booking_id LIMIT 1))
        """
    static let isPlannedAnew = true
    static let sample = CheckEREVerifications(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}
