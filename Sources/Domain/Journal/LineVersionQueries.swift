import Postgres
import Values

/// One version of a line as lists show it; a host's user gets its own host's only.
struct FindLine: Statement {
    static let sql =
        JournalSQL.columns + """
            FROM priced_lines l
            JOIN journal_heads j ON j.operator_id = l.operator_id AND j.session_id = l.session_id
            """ + JournalSQL.joined + """
            WHERE l.operator_id = $1 AND l.id = $2 AND ($3::bigint IS NULL OR l.host_id = $3)
            """
    static let sample = FindLine(operatorID: OperatorID(1), id: LineID(1), hostID: nil)
    let operatorID: OperatorID
    let id: LineID
    let hostID: HostID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(hostID)
    }

    static func decode(_ row: inout RowReader) throws -> JournalEntry { try JournalEntry(reading: &row) }
}

/// All versions of a session's line, the newest first.
struct LineVersions: Statement {
    static let sql = """
        SELECT l.currency, l.id, l.version::bigint, l.recorded_at, l.reason, l.state, l.period, r.id, r.reference, r.name, s.id,
            s.reference, s.name, l.pricing, l.energy_thousandths_wh, l.amount, l.other_amount, l.tariff,
            l.detail, d.id, d.number
        FROM priced_lines l
        LEFT JOIN reimbursement_contracts r
            ON r.operator_id = l.operator_id AND r.id = l.reimbursement_contract_id
        LEFT JOIN supply_contract_versions v ON v.operator_id = l.operator_id AND v.id = l.supply_version_id
        LEFT JOIN supply_contracts s ON s.operator_id = v.operator_id AND s.id = v.supply_contract_id
        LEFT JOIN credit_lines cl ON cl.operator_id = l.operator_id AND cl.line_id = l.id AND NOT cl.is_reversal
        LEFT JOIN credits d ON d.operator_id = cl.operator_id AND d.id = cl.credit_id
        WHERE l.operator_id = $1 AND l.session_id = $2
        ORDER BY l.version DESC
        """
    static let sample = LineVersions(operatorID: OperatorID(1), session: SessionID(1))
    let operatorID: OperatorID
    let session: SessionID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(session)
    }

    static func decode(_ row: inout RowReader) throws -> LineVersion {
        let currency: Currency = try row.next()
        return LineVersion(
            id: try row.next(),
            version: try row.next(),
            recordedAt: try row.next(),
            reason: try row.next(),
            state: try row.next(),
            period: try row.next(LocalDate.self).yearMonth,
            contract: try LineVersion.Contract(reading: &row),
            supplyContract: try LineVersion.Contract(reading: &row),
            pricing: try row.next(),
            currency: currency,
            energy: Energy(thousandthsWh: try row.next()),
            amount: try row.next(),
            otherAmount: try row.next(),
            tariff: try row.next(),
            detail: LineDetail(json: try row.next(), currency: currency),
            credit: try LineVersion.Credit(reading: &row)
        )
    }
}

extension LineVersion.Contract {
    /// Reads id, reference and name; `nil` where there is none.
    fileprivate init?(reading row: inout RowReader) throws {
        let id: ID<Kind>? = try row.next()
        let reference: String? = try row.next()
        let name: String? = try row.next()
        guard let id else { return nil }
        self.init(id: id, reference: reference ?? "", name: name ?? "")
    }
}

extension LineVersion.Credit {
    /// Reads id and number; `nil` where there is none.
    fileprivate init?(reading row: inout RowReader) throws {
        let id: CreditID? = try row.next()
        let number: String? = try row.next()
        guard let id else { return nil }
        self.init(id: id, number: number ?? "")
    }
}
