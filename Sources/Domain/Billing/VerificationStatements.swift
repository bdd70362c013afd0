import Postgres
import Values

/// Stored credits after an id.
struct ListStoredCredits: Statement {
    static let sql = """
        SELECT id, number, issued_on, due_on, vat_category, currency, net_minor, vat_minor, total_minor, exact_amount,
            energy_thousandths_wh, session_count::bigint, snapshot, ere_run_id IS NOT NULL
        FROM credits WHERE operator_id = $1 AND id > $2 ORDER BY id LIMIT $3
        """
    static let sample = ListStoredCredits(operatorID: OperatorID(1), after: CreditID(0), limit: 1)
    let operatorID: OperatorID
    let after: CreditID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(after)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> StoredCredit {
        let (id, number): (CreditID, String) = (try row.next(), try row.next())
        let (issuedOn, dueOn): (LocalDate, LocalDate) = (try row.next(), try row.next())
        let category: VATCategory = try row.next()
        let currency: Currency = try row.next()
        return StoredCredit(
            id: id,
            number: number,
            issuedOn: issuedOn,
            dueOn: dueOn,
            category: category,
            net: Money(minor: try row.next(), currency),
            vat: Money(minor: try row.next(), currency),
            total: Money(minor: try row.next(), currency),
            exact: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            sessionCount: try row.next(),
            snapshot: try row.next(),
            isPayout: try row.next()
        )
    }
}

/// What the books hold of some credits' printed forms; those of nothing are not in the books.
struct ProofsOfCredits: Statement {
    struct Row: Sendable {
        let key: String
        /// `nil` where the credit was issued before proofs were kept.
        let proof: CreditProof?
    }

    static let sql = """
        SELECT idempotency_key, metadata FROM ledger_transactions
        WHERE operator_id = $1 AND kind IN ('credit', 'ere_payout') AND idempotency_key = ANY ($2)
        """
    static let sample = ProofsOfCredits(operatorID: OperatorID(1), numbers: [])
    let operatorID: OperatorID
    let numbers: [String]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(numbers.map(CreditPosting.key))
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(key: try row.next(), proof: CreditProof(metadata: try row.next()))
    }
}

/// The document lines of some credits.
struct LinesOfDocuments: Statement {
    static let sql = """
        SELECT l.credit_id, c.currency, l.site_id, l.tariff, l.is_correction, l.vat_rate_hundredths_percent::bigint,
            l.session_count::bigint, l.energy_thousandths_wh, l.exact_amount, l.net_minor
        FROM credit_document_lines l
        JOIN credits c ON c.operator_id = l.operator_id AND c.id = l.credit_id
        WHERE l.operator_id = $1 AND l.credit_id = ANY ($2)
        ORDER BY l.credit_id, l.ordinal
        """
    static let sample = LinesOfDocuments(operatorID: OperatorID(1), credits: [])
    let operatorID: OperatorID
    let credits: [CreditID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credits)
    }

    static func decode(_ row: inout RowReader) throws -> CreditPart<CreditDocumentLine> {
        let id: CreditID = try row.next()
        let currency: Currency = try row.next()
        let line = CreditDocumentLine(
            siteID: try row.next(),
            tariff: try row.next(),
            isCorrection: try row.next(),
            vatRate: try row.next(),
            sessionCount: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            exact: try row.next(),
            net: Money(minor: try row.next(), currency)
        )
        return CreditPart(creditID: id, part: line)
    }
}

/// The VAT of some credits.
struct VATTotalsOfDocuments: Statement {
    static let sql = """
        SELECT t.credit_id, c.currency, t.vat_category, t.vat_rate_hundredths_percent::bigint, t.net_minor, t.vat_minor
        FROM credit_vat_totals t
        JOIN credits c ON c.operator_id = t.operator_id AND c.id = t.credit_id
        WHERE t.operator_id = $1 AND t.credit_id = ANY ($2)
        ORDER BY t.credit_id, t.vat_category, t.vat_rate_hundredths_percent
        """
    static let sample = VATTotalsOfDocuments(operatorID: OperatorID(1), credits: [])
    let operatorID: OperatorID
    let credits: [CreditID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credits)
    }

    static func decode(_ row: inout RowReader) throws -> CreditPart<VATTotal> {
        let id: CreditID = try row.next()
        let currency: Currency = try row.next()
        let total = VATTotal(
            category: try row.next(),
            rate: try row.next(),
            net: Money(minor: try row.next(), currency),
            vat: Money(minor: try row.next(), currency)
        )
        return CreditPart(creditID: id, part: total)
    }
}

/// The entries of some credits with the lines they point at.
struct EntriesOfDocuments: Statement {
    static let sql = """
        SELECT l.credit_id, l.document_line::bigint, l.amount, l.session_id, l.line_id, l.is_reversal,
            d.is_correction, p.site_id, p.tariff, p.period, p.energy_thousandths_wh, p.amount
        FROM credit_lines l
        JOIN credit_document_lines d
            ON d.operator_id = l.operator_id AND d.credit_id = l.credit_id AND d.ordinal = l.document_line
        JOIN priced_lines p ON p.operator_id = l.operator_id AND p.id = l.line_id
        WHERE l.operator_id = $1 AND l.credit_id = ANY ($2)
        ORDER BY l.credit_id, l.ordinal
        """
    static let sample = EntriesOfDocuments(operatorID: OperatorID(1), credits: [])
    let operatorID: OperatorID
    let credits: [CreditID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credits)
    }

    static func decode(_ row: inout RowReader) throws -> StoredEntry {
        let id: CreditID = try row.next()
        let documentLine: Int = try row.next()
        let amount: Exact = try row.next()
        let entry = CreditEntry(
            sessionID: try row.next(),
            lineID: try row.next(),
            isReversal: try row.next(),
            isCorrection: try row.next(),
            siteID: try row.next(),
            tariff: try row.next(),
            period: try row.next(LocalDate.self).yearMonth,
            lineEnergy: Energy(thousandthsWh: try row.next()),
            lineAmount: try row.next(Exact?.self) ?? .zero
        )
        return StoredEntry(creditID: id, documentLine: documentLine, amount: amount, entry: entry)
    }
}
