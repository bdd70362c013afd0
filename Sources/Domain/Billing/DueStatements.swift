import Postgres
import Values

extension VATCategory: PostgresValue {}
extension CreditKind: PostgresValue {}

/// Contracts that have something to credit or to take back and no document of the month yet.
struct DueContracts: Statement {
    static let sql = """
        SELECT d.reimbursement_contract_id
        FROM (
            SELECT DISTINCT reimbursement_contract_id FROM credit_entries_due
            WHERE operator_id = $1 AND from_period <= $2
        ) d
        WHERE NOT EXISTS (
            SELECT 1 FROM credits c
            WHERE c.operator_id = $1 AND c.period = $2 AND c.reimbursement_contract_id = d.reimbursement_contract_id)
        ORDER BY 1
        """
    static let sample = DueContracts(operatorID: OperatorID(1), period: .sample)
    let operatorID: OperatorID
    let period: YearMonth

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
    }

    static func decode(_ row: inout RowReader) throws -> ReimbursementContractID { try row.next() }
}

/// A contract as its documents name it.
struct ContractOfCredit: Sendable {
    let id: ReimbursementContractID
    let hostID: HostID
    let reference: String
    let name: String
}

/// A contract, kept from others who want to make its document until the transaction ends.
struct LockContract: Statement {
    static let sql = """
        SELECT id, host_id, reference, name FROM reimbursement_contracts
        WHERE operator_id = $1 AND id = $2 FOR NO KEY UPDATE
        """
    static let sample = LockContract(operatorID: OperatorID(1), id: ReimbursementContractID(1))
    let operatorID: OperatorID
    let id: ReimbursementContractID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> ContractOfCredit {
        ContractOfCredit(
            id: try row.next(),
            hostID: try row.next(),
            reference: try row.next(),
            name: try row.next()
        )
    }
}

/// The document of a contract and month.
struct CreditOfPeriod: Statement {
    static let sql = """
        SELECT id FROM credits WHERE operator_id = $1 AND reimbursement_contract_id = $2 AND period = $3
        """
    static let sample = CreditOfPeriod(operatorID: OperatorID(1), contract: ReimbursementContractID(1), period: .sample)
    let operatorID: OperatorID
    let contract: ReimbursementContractID
    let period: YearMonth

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
        values.append(period.firstDay)
    }

    static func decode(_ row: inout RowReader) throws -> CreditID { try row.next() }
}

/// When a contract is paid, by the version that holds on a day, or the last one before.
struct TermOfContract: Statement {
    static let sql = """
        SELECT payment_term_kind, payment_term_days::bigint FROM reimbursement_contract_versions
        WHERE operator_id = $1 AND reimbursement_contract_id = $2 AND valid_from <= $3
        ORDER BY valid_from DESC, recorded_at DESC, id DESC LIMIT 1
        """
    static let sample = TermOfContract(
        operatorID: OperatorID(1),
        contract: ReimbursementContractID(1),
        on: LocalDate(daysSinceEpoch: 0)
    )
    let operatorID: OperatorID
    let contract: ReimbursementContractID
    let on: LocalDate

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
        values.append(on)
    }

    static func decode(_ row: inout RowReader) throws -> PaymentTerm {
        PaymentTerm(kind: try row.next(), days: try row.next())
    }
}

/// Sites as documents name them.
struct SitesOfCredit: Statement {
    static let sql = """
        SELECT id, reference, name, street, house_number, postcode, town, country
        FROM sites WHERE operator_id = $1 AND id = ANY ($2) ORDER BY id
        """
    static let sample = SitesOfCredit(operatorID: OperatorID(1), ids: [])
    let operatorID: OperatorID
    let ids: [SiteID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(ids)
    }

    static func decode(_ row: inout RowReader) throws -> CreditSite {
        CreditSite(id: try row.next(), reference: try row.next(), name: try row.next(), address: try Address(&row))
    }
}

/// An entry that is due, with the mark its session has now and will have.
struct DueEntry: Sendable {
    let entry: CreditEntry
    let currency: String
    let creditedNow: LineID?
    let creditedNext: LineID?
    /// The VAT rate with which it was credited, of what is taken back.
    let creditedRate: Int?
}

/// What a document of a contract and month has to carry.
struct DueEntries: Statement {
    static let sql = """
        SELECT d.session_id, d.line_id, d.is_reversal, d.is_correction, p.site_id, p.tariff, p.period,
            p.energy_thousandths_wh, p.amount, p.currency, d.credited_line_id, d.next_credited_line_id,
            CASE WHEN d.is_reversal THEN (
                SELECT x.vat_rate_hundredths_percent::bigint
                FROM credit_lines o
                JOIN credit_document_lines x ON x.operator_id = o.operator_id AND x.credit_id = o.credit_id
                    AND x.ordinal = o.document_line
                WHERE o.operator_id = d.operator_id AND o.line_id = d.line_id AND NOT o.is_reversal) END
        FROM credit_entries_due d
        JOIN priced_lines p ON p.operator_id = d.operator_id AND p.id = d.line_id
        WHERE d.operator_id = $1 AND d.reimbursement_contract_id = $2 AND d.from_period <= $3
        """
    static let sample = DueEntries(operatorID: OperatorID(1), contract: ReimbursementContractID(1), period: .sample)
    let operatorID: OperatorID
    let contract: ReimbursementContractID
    let period: YearMonth

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
        values.append(period.firstDay)
    }

    static func decode(_ row: inout RowReader) throws -> DueEntry {
        DueEntry(
            entry: CreditEntry(
                sessionID: try row.next(),
                lineID: try row.next(),
                isReversal: try row.next(),
                isCorrection: try row.next(),
                siteID: try row.next(),
                tariff: try row.next(),
                period: try row.next(LocalDate.self).yearMonth,
                lineEnergy: Energy(thousandthsWh: try row.next()),
                lineAmount: try row.next()
            ),
            currency: try row.next(),
            creditedNow: try row.next(),
            creditedNext: try row.next(),
            creditedRate: try row.next()
        )
    }
}
