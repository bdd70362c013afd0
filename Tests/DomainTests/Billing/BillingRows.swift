import Postgres
import Values

struct NewOperator: Statement {
    static let sql = """
        INSERT INTO operators (reference, name, legal_name, country, number_prefix, vat_id, iban, town, needs_four_eyes)
        VALUES ($1, $1, $1 || ' B.V.', 'NL', $1, 'NL001234567B01', 'NL91ABNA0417164300', 'Utrecht', $2) RETURNING id
        """
    static let sample = NewOperator(prefix: "", fourEyes: false)
    let prefix: String
    let fourEyes: Bool

    func bind(to values: inout Bindings) {
        values.append(prefix)
        values.append(fourEyes)
    }
    static func decode(_ row: inout RowReader) throws -> OperatorID { try row.next() }
}

struct NewUser: Statement {
    static let sql = """
        INSERT INTO users (operator_id, email, name, role) VALUES ($1, $2 || '@example.test', $2, 'operator_finance')
        RETURNING id
        """
    static let sample = NewUser(operatorID: OperatorID(1), name: "")
    let operatorID: OperatorID
    let name: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(name)
    }
    static func decode(_ row: inout RowReader) throws -> UserID { try row.next() }
}

struct NewHost: Statement {
    struct Details: Sendable {
        var kind = "company"
        var status = "taxable"
        var country = "NL"
        var vatID = "NL009876543B01"
        var siteCountry: String?
        var iban = "NL02ABNA0123456789"
        var town = "Delft"
        var language = "nl"
        var exemptionGround = ""

        static let person = Details(kind: "private", status: "not_taxable", vatID: "")
    }

    static let sql = """
        INSERT INTO hosts (operator_id, reference, name, kind, country, vat_id, vat_status, iban, town, language,
            exemption_ground)
        VALUES ($1, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id
        """
    static let sample = NewHost(operatorID: OperatorID(1), name: "", details: Details())
    let operatorID: OperatorID
    let name: String
    let details: Details

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        for text in [
            name, details.kind, details.country, details.vatID, details.status, details.iban, details.town,
            details.language, details.exemptionGround,
        ] {
            values.append(text)
        }
    }
    static func decode(_ row: inout RowReader) throws -> HostID { try row.next() }
}

struct NewSite: Statement {
    static let sql = """
        WITH site AS (
            INSERT INTO sites (operator_id, host_id, reference, name, country, town)
            VALUES ($1, $2, $3, $3, $4, 'Delft')
            RETURNING operator_id, id
        ), point AS (
            INSERT INTO charge_points (operator_id, site_id, identity) SELECT operator_id, id, 'CP' || id FROM site
        )
        SELECT id FROM site
        """
    static let sample = NewSite(operatorID: OperatorID(1), hostID: HostID(1), name: "", country: "NL")
    let operatorID: OperatorID
    let hostID: HostID
    let name: String
    let country: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
        values.append(name)
        values.append(country)
    }
    static func decode(_ row: inout RowReader) throws -> SiteID { try row.next() }
}

struct NewContract: Statement {
    static let sql = """
        WITH supply AS (
            INSERT INTO supply_contracts (operator_id, host_id, reference, name) VALUES ($1, $2, $3, $3)
            RETURNING operator_id, id
        ), contract AS (
            INSERT INTO reimbursement_contracts (operator_id, host_id, reference, name) VALUES ($1, $2, $3, $3)
            RETURNING operator_id, id
        ), version AS (
            INSERT INTO reimbursement_contract_versions (operator_id, reimbursement_contract_id, supply_contract_id,
                valid_from, pricing, payment_term_days, payment_term_kind)
            SELECT contract.operator_id, contract.id, supply.id, '2020-01-01', 'at_start', 14, 'end_of_month'
            FROM contract, supply
        )
        SELECT id FROM contract
        """
    static let sample = NewContract(operatorID: OperatorID(1), hostID: HostID(1), name: "")
    let operatorID: OperatorID
    let hostID: HostID
    let name: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
        values.append(name)
    }
    static func decode(_ row: inout RowReader) throws -> ReimbursementContractID { try row.next() }
}

struct NewSession: Statement {
    static let sql = """
        INSERT INTO sessions (operator_id, charge_point_id, site_id, host_id, connector_id, natural_key, transaction_id,
            state, started_at, stopped_at, start_received_at)
        SELECT $1, c.id, $3, $2, 1, gen_random_uuid()::text, 1, 'completed', $4::timestamptz - interval '1 hour', $4, $4
        FROM charge_points c WHERE c.operator_id = $1 AND c.site_id = $3 LIMIT 1
        RETURNING id
        """
    static let sample = NewSession(
        operatorID: OperatorID(1),
        hostID: HostID(1),
        siteID: SiteID(1),
        stoppedAt: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let hostID: HostID
    let siteID: SiteID
    let stoppedAt: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(hostID)
        values.append(siteID)
        values.append(stoppedAt)
    }
    static func decode(_ row: inout RowReader) throws -> SessionID { try row.next() }
}

/// A version of a session's line, which becomes the newest one.
struct NewLine: Statement {
    static let sql = """
        WITH line AS (
            INSERT INTO priced_lines (operator_id, session_id, session_revision, version, host_id, site_id, state,
                reason, period, reimbursement_contract_id, pricing, currency, energy_thousandths_wh, amount, tariff,
                detail)
            VALUES ($1, $2, 1, $3::bigint, $4, $5, $6, 'session_completed', $7, $8, 'at_start', $12, $9, $10,
                $11, '{}')
            RETURNING *
        )
        INSERT INTO journal_heads (operator_id, session_id, line_id, version, state, host_id, site_id,
            charge_point_id, reimbursement_contract_id, period, stopped_at, energy_thousandths_wh, amount)
        SELECT line.operator_id, line.session_id, line.id, line.version, line.state, line.host_id, line.site_id,
            s.charge_point_id, line.reimbursement_contract_id, line.period, s.stopped_at, line.energy_thousandths_wh, line.amount
        FROM line JOIN sessions s ON s.operator_id = line.operator_id AND s.id = line.session_id
        ON CONFLICT ON CONSTRAINT journal_heads_key DO UPDATE
        SET line_id = excluded.line_id, version = excluded.version, state = excluded.state, host_id = excluded.host_id,
            site_id = excluded.site_id, reimbursement_contract_id = excluded.reimbursement_contract_id,
            period = excluded.period, energy_thousandths_wh = excluded.energy_thousandths_wh, amount = excluded.amount
        """
    static let sample = NewLine(
        operatorID: OperatorID(1),
        sessionID: SessionID(1),
        version: 1,
        hostID: HostID(1),
        siteID: SiteID(1),
        contract: nil,
        state: "priced",
        period: LocalDate(daysSinceEpoch: 0),
        amount: nil,
        tariff: "",
        energy: 0,
        currency: "EUR"
    )
    let operatorID: OperatorID
    let sessionID: SessionID
    let version: Int
    let hostID: HostID
    let siteID: SiteID
    let contract: ReimbursementContractID?
    let state: String
    let period: LocalDate
    let amount: Exact?
    let tariff: String
    let energy: Int64
    let currency: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(sessionID)
        values.append(version)
        values.append(hostID)
        values.append(siteID)
        values.append(state)
        values.append(period)
        values.append(contract)
        values.append(energy)
        values.append(amount)
        values.append(tariff)
        values.append(currency)
    }
}

/// Changes to rows that only the owner of the database can make.
struct Tamper {
    struct Amount: Statement {
        static let sql = "UPDATE credits SET net_minor = net_minor + 1, total_minor = total_minor + 1"
        static let sample = Amount()
    }
    struct DocumentLine: Statement {
        static let sql = "UPDATE credit_document_lines SET net_minor = net_minor + 1 WHERE ordinal = 1"
        static let sample = DocumentLine()
    }
    struct Line: Statement {
        static let sql = "UPDATE priced_lines SET amount = amount + 0.000001"
        static let sample = Line()
    }
    struct Entry: Statement {
        static let sql = "DELETE FROM credit_lines WHERE ordinal = 1"
        static let sample = Entry()
    }
    struct VAT: Statement {
        static let sql = "UPDATE credit_vat_totals SET vat_minor = vat_minor + 1"
        static let sample = VAT()
    }
    struct RecipientStreet: Statement {
        static let sql =
            "UPDATE credits SET snapshot = jsonb_set(snapshot, '{recipient,address,street}', '\"Elsewhere\"')"
        static let sample = RecipientStreet()
    }

    /// As documents were issued before proofs were kept, but for the chain.
    struct Unproven: Statement {
        static let sql = "UPDATE ledger_transactions SET metadata = '' WHERE kind = 'credit'"
        static let sample = Unproven()
    }

    struct Snapshot: Statement {
        static let sql = "UPDATE credits SET snapshot = jsonb_set(snapshot, '{total}', '\"99.99\"')"
        static let sample = Snapshot()
    }
    struct Number: Statement {
        static let sql = "UPDATE credits SET number_in_series = number_in_series + 1"
        static let sample = Number()
    }
    struct Head: Statement {
        static let sql = "UPDATE journal_heads SET amount = amount + 0.01"
        static let sample = Head()
    }
    struct Mark: Statement {
        static let sql = "UPDATE journal_heads SET credited_line_id = NULL"
        static let sample = Mark()
    }
    struct Posting: Statement {
        static let sql = "UPDATE ledger_postings SET amount_minor = amount_minor + 1"
        static let sample = Posting()
    }
    struct File: Statement {
        static let sql = "UPDATE payment_files SET control_sum_minor = control_sum_minor + 1"
        static let sample = File()
    }
    struct PaidCredit: Statement {
        static let sql = "DELETE FROM payment_file_credits"
        static let sample = PaidCredit()
    }
    struct PaidWithoutApproval: Statement {
        static let sql = "DELETE FROM credit_approvals"
        static let sample = PaidWithoutApproval()
    }
    struct PaymentDay: Statement {
        static let sql = "UPDATE payment_file_credits SET execution_on = execution_on + 1"
        static let sample = PaymentDay()
    }
    struct FileBytes: Statement {
        static let sql = "UPDATE payment_files SET content = content || '!'::bytea"
        static let sample = FileBytes()
    }
    struct DueDay: Statement {
        static let sql = "UPDATE credits SET due_on = due_on + 1"
        static let sample = DueDay()
    }
    struct PrintedDueDay: Statement {
        static let sql = """
            UPDATE credits SET snapshot = jsonb_set(snapshot, '{due_on}', to_jsonb((due_on + 1)::text))
            """
        static let sample = PrintedDueDay()
    }
    struct Approval: Statement {
        static let sql = "DELETE FROM credit_approvals"
        static let sample = Approval()
    }
    struct CreditFile: Statement {
        static let sql = "UPDATE credit_files SET content = ''"
        static let sample = CreditFile()
    }
}

struct NewRate: Statement {
    static let sql =
        "INSERT INTO vat_rates (country, valid_from, rate_hundredths_percent, source) VALUES ('NL', $1, 2200, 'test')"
    static let sample = NewRate(from: LocalDate(daysSinceEpoch: 0))
    let from: LocalDate
    func bind(to values: inout Bindings) { values.append(from) }
}

struct ForgetIBAN: Statement {
    static let sql = "UPDATE hosts SET iban = '', town = '' WHERE id = $1"
    static let sample = ForgetIBAN(id: HostID(1))
    let id: HostID
    func bind(to values: inout Bindings) { values.append(id) }
}

struct RestoreIBAN: Statement {
    static let sql = "UPDATE hosts SET iban = 'NL02ABNA0123456789', town = 'Delft' WHERE id = $1"
    static let sample = RestoreIBAN(id: HostID(1))
    let id: HostID
    func bind(to values: inout Bindings) { values.append(id) }
}

struct RenameHost: Statement {
    static let sql = "UPDATE hosts SET name = 'Renamed', vat_id = '', town = 'Elsewhere' WHERE id = $1"
    static let sample = RenameHost(id: HostID(1))
    let id: HostID
    func bind(to values: inout Bindings) { values.append(id) }
}

/// Lets an operator keep its books in another currency.
struct KeepBooks: Statement {
    static let sql = "UPDATE operators SET currency = $2 WHERE id = $1"
    static let sample = KeepBooks(operatorID: OperatorID(1), currency: "EUR")
    let operatorID: OperatorID
    let currency: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(currency)
    }
}

/// Has a contract pay so many days after the day of issue.
struct NetTerm: Statement {
    static let sql = """
        UPDATE reimbursement_contract_versions SET payment_term_kind = 'net', payment_term_days = $2::bigint
        WHERE reimbursement_contract_id = $1
        """
    static let sample = NetTerm(contract: ReimbursementContractID(1), days: 0)
    let contract: ReimbursementContractID
    let days: Int

    func bind(to values: inout Bindings) {
        values.append(contract)
        values.append(days)
    }
}

/// Moves an operator to another country.
struct MoveOperator: Statement {
    static let sql = "UPDATE operators SET country = $2 WHERE id = $1"
    static let sample = MoveOperator(operatorID: OperatorID(1), country: "NL")
    let operatorID: OperatorID
    let country: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(country)
    }
}

struct GiveVATID: Statement {
    static let sql = "UPDATE hosts SET vat_id = 'NL009876543B01' WHERE id = $1"
    static let sample = GiveVATID(id: HostID(1))
    let id: HostID
    func bind(to values: inout Bindings) { values.append(id) }
}
