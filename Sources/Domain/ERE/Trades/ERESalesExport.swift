package import Postgres
package import Values

/// A figure of the register as an export has it: one row per figure, in the order in which they were recorded.
package struct ERECreditRow: Hashable, Sendable {
    package let id: ERECreditID
    package let booking: EREBookingID
    package let ean: String
    package let quarter: EREQuarter
    package let revision: Int
    package let units: Int64
    package let filed: Int64
}

/// A trade as an export has it.
package struct ERETradeRow: Hashable, Sendable {
    package let trade: ERETrade
    /// The last figure of the register and the last cancellation that it knew of; 0 for none.
    package let creditsThrough: Int64
    package let cancellationsThrough: Int64
    /// The number of its cancellation.
    package let cancellation: Int64?
}

/// All of an operator's figures, trades and shares, so that others can work the shares out again.
package enum ERESalesExport {
    /// Figures of the register.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func credits(_ scope: Scope, in tx: Transaction) async throws -> [ERECreditRow] {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.all(ExportERECredits(operatorID: try scope.requireOperator()))
    }

    /// Trades in their order, cancelled ones among them.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func trades(_ scope: Scope, in tx: Transaction) async throws -> [ERETradeRow] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        let marks = try await tx.all(ExportERETradeMarks(operatorID: operatorID))
        let trades = try await tx.all(ListERETrades(operatorID: operatorID, id: nil)).map {
            ($0.id, $0)
        }
        let byID = Dictionary(trades) { first, _ in first }
        return marks.compactMap { mark in
            byID[mark.id].map {
                ERETradeRow(
                    trade: $0,
                    creditsThrough: mark.creditsThrough,
                    cancellationsThrough: mark.cancellationsThrough,
                    cancellation: mark.cancellation
                )
            }
        }
    }
}

extension ERESalesExport {
    /// Shares that were paid out, by run, customer and sale.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func payouts(_ scope: Scope, in tx: Transaction) async throws -> [EREPayoutExportRow] {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.all(ExportEREPayouts(operatorID: try scope.requireOperator()))
    }
}

/// Figures in the order in which they were recorded.
struct ExportERECredits: Statement {
    static let sql = """
        SELECT c.id, c.booking_id, b.ean, b.quarter, b.revision::bigint, c.units, c.filed_units
        FROM ere_credits c JOIN ere_bookings b ON b.operator_id = $1 AND b.id = c.booking_id
        WHERE c.operator_id = $1 ORDER BY c.id
        """
    static let sample = ExportERECredits(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> ERECreditRow {
        let (id, booking, ean): (ERECreditID, EREBookingID, String) = (
            try row.next(), try row.next(), try row.next()
        )
        let day: LocalDate = try row.next()
        return ERECreditRow(
            id: id,
            booking: booking,
            ean: ean,
            quarter: EREQuarter(of: day) ?? .sample,
            revision: try row.next(),
            units: try row.next(),
            filed: try row.next()
        )
    }
}

/// What trades knew of when they were written down.
struct ExportERETradeMarks: Statement {
    struct Row: Sendable {
        let id: ERETradeID
        let creditsThrough: Int64
        let cancellationsThrough: Int64
        let cancellation: Int64?
    }

    static let sql = """
        SELECT t.id, t.credits_through, t.cancellations_through, c.id
        FROM ere_trades t LEFT JOIN ere_trade_cancellations c ON c.operator_id = $1 AND c.trade_id = t.id
        WHERE t.operator_id = $1 ORDER BY t.id
        """
    static let sample = ExportERETradeMarks(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            id: try row.next(),
            creditsThrough: try row.next(),
            cancellationsThrough: try row.next(),
            cancellation: try row.next()
        )
    }
}
