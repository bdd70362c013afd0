package import Postgres
package import Values

/// Works out again what was credited, from the files as they came.
package enum ERECreditVerification {
    /// Reads a file's lines from its bytes; handed in, since formats are not the domain's trade.
    package typealias Reading = @Sendable ([UInt8]) throws -> ERECreditSheet

    /// Where lines stand against their last figure, and every figure against the line of its file.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func run(
        _ scope: Scope,
        on database: Database,
        reading: Reading
    ) async throws -> [VerifyReport] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await database.read(scope, isolation: .repeatableRead) { tx in
            let heads = try await tx.one(CheckERECredits(operatorID: operatorID))
            return [
                VerifyReport(kind: "ere_credits", checked: heads.checked, firstDifference: heads.difference),
                try await files(operatorID, in: tx, reading: reading),
            ]
        }
    }

    private static func files(
        _ operatorID: OperatorID,
        in tx: Transaction,
        reading: Reading
    ) async throws -> VerifyReport {
        var (checked, difference) = (0, String?.none)
        for file in try await tx.all(RecordedERECreditFiles(operatorID: operatorID)) where difference == nil {
            checked += 1
            let rows = try await tx.all(ERECreditsOfFile(operatorID: operatorID, file: file.id))
            guard let content = try await tx.first(ERECreditFileContent(operatorID: operatorID, id: file.id)),
                let sheet = try? reading(content)
            else {
                difference = "credit file \(file.id) cannot be read any more"
                break
            }
            difference = file.difference(sheet, rows).map { "credit file \(file.id): \($0)" }
        }
        return VerifyReport(kind: "ere_credit_files", checked: checked, firstDifference: difference)
    }
}

/// A file that was recorded, with what came of it; those whose bytes are gone since have nothing to be read again.
struct RecordedERECreditFiles: Statement {
    struct Row: Sendable {
        let id: ERECreditFileID
        let figures: ERECreditFigures
        let new: Int
        let changed: Int
        let unchanged: Int

        /// What is other than the file says.
        func difference(_ sheet: ERECreditSheet, _ rows: [ERECreditOutcome]) -> String? {
            guard sheet.faults.isEmpty, sheet.lines.count == new + changed + unchanged else {
                return "\(sheet.lines.count) lines, \(new + changed + unchanged) were recorded"
            }
            guard rows.count == new + changed else { return "\(rows.count) figures for \(new + changed) lines" }
            let lines = Dictionary(sheet.lines.map { ($0.number, $0) }) { first, _ in first }
            for row in rows {
                guard let line = lines[row.line], line.units == row.stated else {
                    return "line \(row.line) does not say \(row.stated)"
                }
                if let booking = line.booking, booking != row.booking {
                    return "line \(row.line) names booking \(booking)"
                }
                if line.booking == nil, line.ean != row.ean || line.quarter != row.quarter {
                    return "line \(row.line) names another connection or quarter"
                }
                if figures == .whole, row.base != 0 { return "line \(row.line) is added to \(row.base)" }
            }
            return nil
        }
    }

    static let sql = """
        SELECT f.id, f.figures, i.new_lines::bigint, i.changed_lines::bigint, i.unchanged_lines::bigint
        FROM ere_credit_imports i JOIN ere_credit_files f ON f.operator_id = $1 AND f.id = i.file_id
        WHERE i.operator_id = $1 AND f.content IS NOT NULL ORDER BY f.id
        """
    static let sample = RecordedERECreditFiles(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(
            id: try row.next(),
            figures: try row.next(),
            new: try row.next(),
            changed: try row.next(),
            unchanged: try row.next()
        )
    }
}

/// The figures that a file brought, each with the one before.
struct ERECreditsOfFile: Statement {
    static let sql = """
        SELECT c.line::bigint, c.booking_id, u.name, b.ean, b.quarter, b.revision > 0, c.stated_units, c.base_units,
            (SELECT e.units FROM ere_credits e WHERE e.operator_id = $1 AND e.booking_id = c.booking_id AND e.id < c.id
                ORDER BY e.id DESC LIMIT 1), c.filed_units
        FROM ere_credits c JOIN ere_bookings b ON b.operator_id = $1 AND b.id = c.booking_id
        JOIN customers u ON u.operator_id = $1 AND u.id = c.customer_id
        WHERE c.operator_id = $1 AND c.file_id = $2 ORDER BY c.line
        """
    static let sample = ERECreditsOfFile(operatorID: OperatorID(1), file: ERECreditFileID(1))
    let operatorID: OperatorID
    let file: ERECreditFileID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(file)
    }
    static func decode(_ row: inout RowReader) throws -> ERECreditOutcome {
        let (line, booking, name): (Int, EREBookingID, String) = (try row.next(), try row.next(), try row.next())
        let (ean, day, isCorrection): (String, LocalDate, Bool) = (try row.next(), try row.next(), try row.next())
        let (stated, base): (Int64, Int64) = (try row.next(), try row.next())
        let before: Int64? = try row.next()
        return ERECreditOutcome(
            line: line,
            booking: booking,
            customerName: name,
            ean: ean,
            quarter: EREQuarter(of: day) ?? .sample,
            isCorrection: isCorrection,
            kind: before == nil ? .new : .changed,
            stated: stated,
            base: base,
            before: before,
            filed: try row.next()
        )
    }
}

/// Where lines stand against the last figure among their facts, figures against what was filed and what they are added to,
/// and figures that are no fact.
struct CheckERECredits: Statement {
    static let sql = """
        SELECT (SELECT count(*) FROM ere_credits WHERE operator_id = $1), coalesce((
            SELECT 'booking ' || b.id || ' differs from its last credit'
            FROM ere_bookings b
            LEFT JOIN LATERAL (SELECT f.credit_id FROM ere_booking_facts f
                WHERE f.operator_id = $1 AND f.booking_id = b.id AND f.credit_id IS NOT NULL
                ORDER BY f.ordinal DESC LIMIT 1) l ON true
            LEFT JOIN ere_credits c ON c.operator_id = $1 AND c.id = l.credit_id
            WHERE b.operator_id = $1 AND (b.credit_id, b.credited_units) IS DISTINCT FROM (c.id, c.units)
            ORDER BY b.id LIMIT 1), (
            SELECT 'credit ' || c.id || ' differs from what was filed, or is no fact of its line'
            FROM ere_credits c
            LEFT JOIN ere_filing_lines l ON l.operator_id = $1 AND l.booking_id = c.booking_id
            WHERE c.operator_id = $1 AND (c.filed_units IS DISTINCT FROM l.units
                OR NOT EXISTS (SELECT FROM ere_booking_facts f
                    WHERE f.operator_id = $1 AND f.booking_id = c.booking_id AND f.credit_id = c.id))
            ORDER BY c.id LIMIT 1), (
            SELECT 'credit ' || c.id || ' is added to what was never credited'
            FROM ere_credits c JOIN ere_bookings b ON b.operator_id = $1 AND b.id = c.booking_id
            WHERE c.operator_id = $1 AND c.base_units <> 0 AND NOT EXISTS (SELECT FROM ere_credits e
                WHERE e.operator_id = $1 AND e.booking_id = b.corrects AND e.units = c.base_units)
            ORDER BY c.id LIMIT 1))
        """
    static let sample = CheckERECredits(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> CheckOutcome { try CheckOutcome(&row) }
}
