package import Domain
import Formats
package import Postgres
package import Values

/// Figures of the register, trades and their shares as CSV files for programs; amounts as decimal text in euro.
package enum ERESalesFiles {
    package static let names = [
        "credits.csv", "trades.csv", "shares.csv", "payouts.csv", "runs.csv", "adjustments.csv", "verifications.csv",
        "failed.csv", "lost.csv",
    ]

    /// The files by name, all of one moment.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func make(_ scope: Scope, on database: Database) async throws -> [String: [UInt8]] {
        try await database.read(scope, isolation: .repeatableRead) { tx in
            let trades = try await ERESalesExport.trades(scope, in: tx)
            let adjusted = try await ERESalesExport.adjustments(scope, in: tx)
            return [
                "credits.csv": credits(try await ERESalesExport.credits(scope, in: tx)),
                "trades.csv": Self.trades(trades),
                "shares.csv": try await shares(scope, trades, in: tx),
                "payouts.csv": payouts(try await ERESalesExport.payouts(scope, in: tx)),
                "runs.csv": file(["run", "reserve_percent", "verifications_through"], adjusted.runs) {
                    ["\($0.run)", "\($0.reservePercent)", "\($0.verificationsThrough)"]
                },
                "adjustments.csv": adjustments(adjusted.adjustments),
                "verifications.csv": file(["decision", "year", "statement"], adjusted.verifications) {
                    ["\($0.decision)", "\($0.year)", $0.statement]
                },
                "failed.csv": file(["decision", "ean", "quarter", "units"], adjusted.failed) {
                    ["\($0.decision)", $0.ean, "\($0.quarter)", "\($0.units)"]
                },
                "lost.csv": file(["decision", "trade", "position", "units"], adjusted.lost) {
                    ["\($0.decision)", "\($0.trade)", "\($0.position)", "\($0.units)"]
                },
            ]
        }
    }

    private static func credits(_ rows: [ERECreditRow]) -> [UInt8] {
        var writer = CSVWriter(columns: [
            "id", "booking", "ean", "quarter", "revision", "units", "filed_units",
        ])
        for row in rows {
            writer.append([
                "\(row.id)", "\(row.booking)", row.ean, "\(row.quarter)", "\(row.revision)", "\(row.units)",
                "\(row.filed)",
            ])
        }
        return writer.bytes
    }

    private static func trades(_ rows: [ERETradeRow]) -> [UInt8] {
        var writer = CSVWriter(columns: [
            "id", "number", "kind", "year", "units", "price", "gross", "fee", "net", "sold_on",
            "credits_through",
            "cancellations_through", "cancellation",
        ])
        for row in rows {
            let trade = row.trade
            writer.append([
                "\(trade.id)", trade.number, trade.kind.rawValue, "\(trade.year)", "\(trade.units)",
                "\(trade.price)", trade.gross.decimalText, trade.fee.decimalText, trade.net.decimalText,
                "\(trade.soldOn)", "\(row.creditsThrough)", "\(row.cancellationsThrough)",
                row.cancellation.map { "\($0)" } ?? "",
            ])
        }
        return writer.bytes
    }

    private static func shares(
        _ scope: Scope,
        _ trades: [ERETradeRow],
        in tx: Transaction
    ) async throws -> [UInt8] {
        var writer = CSVWriter(columns: [
            "trade", "position", "booking", "ean", "quarter", "units", "amount",
        ])
        for row in trades {
            for line in try await ERETrades.lines(scope, of: row.trade.id, in: tx) {
                writer.append([
                    "\(row.trade.id)", "\(line.position)", "\(line.booking)", line.ean, "\(line.quarter)",
                    "\(line.units)", line.amount.decimalText,
                ])
            }
        }
        return writer.bytes
    }

    private static func file<Row>(_ columns: [String], _ rows: [Row], _ cells: (Row) -> [String]) -> [UInt8] {
        var writer = CSVWriter(columns: columns)
        for row in rows { writer.append(cells(row)) }
        return writer.bytes
    }

    private static func adjustments(_ rows: [EREAdjustmentRow]) -> [UInt8] {
        let columns = ["run", "model", "customer", "kind", "year", "amount", "statement", "minimum", "vat", "payable"]
        return file(columns, rows) { row in
            [
                "\(row.run)", row.model.rawValue, "\(row.customer)", row.adjustment.kind.rawValue,
                "\(row.adjustment.year)", Money(minor: row.adjustment.minor, .eur).decimalText,
                row.adjustment.statement, row.minimum.decimalText, row.vat.decimalText, row.payable.decimalText,
            ]
        }
    }

    private static func payouts(_ rows: [EREPayoutExportRow]) -> [UInt8] {
        var writer = CSVWriter(columns: [
            "run", "model", "customer", "trade", "position", "ean", "quarter", "gross", "fee", "margin",
            "agreed_percent",
            "own_percent", "referrals", "step_percent", "floor_percent", "margin_percent", "document", "payable", "vat",
            "adjustment", "minimum",
        ])
        for row in rows {
            writer.append([
                "\(row.run)", row.model.rawValue, "\(row.customer)", "\(row.trade)", "\(row.position)", row.ean,
                "\(row.quarter)", row.gross.decimalText, row.fee.decimalText, row.margin.decimalText, "\(row.agreed)",
                row.own.map { "\($0)" } ?? "", "\(row.referrals)", "\(row.step)", "\(row.floor)",
                "\(row.marginPercent)", row.number, row.payable.decimalText, row.vat.decimalText,
                row.adjustment.decimalText, row.minimum.decimalText,
            ])
        }
        return writer.bytes
    }
}
