package import Postgres
package import Values

/// A run as an export has it.
package struct EREPayoutRunRow: Sendable {
    package let run: EREPayoutRunID
    package let reservePercent: Exact
    /// The last decision about a verification that it knew of.
    package let verificationsThrough: Int64
}

/// A payout's adjustment as an export has it, with what the payout comes to.
package struct EREAdjustmentRow: Sendable {
    package let run: EREPayoutRunID
    package let customer: CustomerID
    package let adjustment: EREPayoutAdjustment
    package let model: EREPayoutModel
    package let minimum: Money
    package let vat: Money
    package let payable: Money
}

/// A confirmed statement as an export has it.
package struct EREVerificationRow: Sendable {
    /// In the order of the decisions.
    package let decision: Int64
    package let year: Int
    package let statement: String
}

/// Units of a share of a sale that a verification took away.
package struct ERELostRow: Sendable {
    package let decision: Int64
    package let trade: ERETradeID
    package let position: Int
    package let units: Int64
}

/// A line that failed.
package struct EREFailedRow: Sendable {
    package let decision: Int64
    package let ean: String
    package let quarter: EREQuarter
    package let units: Int64
}

/// Everything behind adjustments of payouts, so that others can work them out again.
package struct EREAdjustmentExport: Sendable {
    package let runs: [EREPayoutRunRow]
    package let adjustments: [EREAdjustmentRow]
    package let verifications: [EREVerificationRow]
    package let failed: [EREFailedRow]
    package let lost: [ERELostRow]
}

extension ERESalesExport {
    /// Runs, adjustments and the verifications behind them.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func adjustments(_ scope: Scope, in tx: Transaction) async throws -> EREAdjustmentExport {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return EREAdjustmentExport(
            runs: try await tx.all(ExportEREPayoutRuns(operatorID: operatorID)),
            adjustments: try await tx.all(ExportEREAdjustments(operatorID: operatorID)),
            verifications: try await tx.all(ExportEREVerifications(operatorID: operatorID)),
            failed: try await tx.all(ExportEREFailed(operatorID: operatorID)),
            lost: try await tx.all(ExportERELost(operatorID: operatorID))
        )
    }
}

/// Runs in their order.
struct ExportEREPayoutRuns: Statement {
    static let sql = """
        SELECT id, reserve_percent, verifications_through FROM ere_payout_runs WHERE operator_id = $1 ORDER BY id
        """
    static let sample = ExportEREPayoutRuns(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EREPayoutRunRow {
        EREPayoutRunRow(
            run: try row.next(),
            reservePercent: try row.next(),
            verificationsThrough: try row.next()
        )
    }
}

/// Adjustments by run and customer.
struct ExportEREAdjustments: Statement {
    static let sql = """
        SELECT j.run_id, j.customer_id, j.kind, j.delivery_year::bigint, j.amount_minor, j.statement_code, r.payout_model,
            r.minimum_minor, p.vat_minor, p.payable_minor
        FROM ere_payout_adjustments j
        JOIN ere_payout_runs r ON r.operator_id = $1 AND r.id = j.run_id
        JOIN ere_payouts p ON p.operator_id = $1 AND p.run_id = j.run_id AND p.customer_id = j.customer_id
        WHERE j.operator_id = $1 ORDER BY j.run_id, j.customer_id, j.kind, j.delivery_year
        """
    static let isPlannedAnew = true
    static let sample = ExportEREAdjustments(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EREAdjustmentRow {
        let (run, customer): (EREPayoutRunID, CustomerID) = (try row.next(), try row.next())
        let kind: EREPayoutAdjustmentKind = try row.next()
        let (year, minor, statement): (Int, Int64, String) = (try row.next(), try row.next(), try row.next())
        return EREAdjustmentRow(
            run: run,
            customer: customer,
            adjustment: EREPayoutAdjustment(kind, year: year, minor: minor, statement: statement),
            model: try row.next(),
            minimum: Money(minor: try row.next(), .eur),
            vat: Money(minor: try row.next(), .eur),
            payable: Money(minor: try row.next(), .eur)
        )
    }
}

/// Confirmed statements in the order of their decisions.
struct ExportEREVerifications: Statement {
    static let sql = """
        SELECT d.id, v.delivery_year::bigint, v.statement_code
        FROM ere_verification_decisions d JOIN ere_verifications v ON v.operator_id = $1 AND v.id = d.verification_id
        WHERE d.operator_id = $1 AND d.is_confirmed AND v.outcome = 'verified' ORDER BY d.id
        """
    static let sample = ExportEREVerifications(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EREVerificationRow {
        EREVerificationRow(decision: try row.next(), year: try row.next(), statement: try row.next())
    }
}

/// Lines that failed, by decision.
struct ExportEREFailed: Statement {
    static let sql = """
        SELECT d.id, b.ean, b.quarter, l.units
        FROM ere_verification_decisions d
        JOIN ere_verification_lines l ON l.operator_id = $1 AND l.verification_id = d.verification_id
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
        WHERE d.operator_id = $1 AND d.is_confirmed ORDER BY d.id, b.quarter, b.ean
        """
    static let sample = ExportEREFailed(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> EREFailedRow {
        let (decision, ean, day): (Int64, String, LocalDate) = (try row.next(), try row.next(), try row.next())
        return EREFailedRow(
            decision: decision,
            ean: ean,
            quarter: EREQuarter(of: day) ?? .sample,
            units: try row.next()
        )
    }
}

/// Units that shares of sales lost, by decision.
struct ExportERELost: Statement {
    static let sql = """
        SELECT d.id, s.trade_id, s.position::bigint, s.units
        FROM ere_verification_shares s
        JOIN ere_verification_decisions d ON d.operator_id = $1 AND d.verification_id = s.verification_id
        WHERE s.operator_id = $1 ORDER BY d.id, s.trade_id, s.position
        """
    static let sample = ExportERELost(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> ERELostRow {
        ERELostRow(
            decision: try row.next(),
            trade: try row.next(),
            position: try row.next(),
            units: try row.next()
        )
    }
}
