import Postgres
import Values

/// Supply contracts of an operator: all, or one.
struct ListSupplyContracts: Statement {
    static let sql = """
        SELECT s.id, s.reference, s.name, s.host_id, h.name, s.supplier
        FROM supply_contracts s
        JOIN hosts h ON h.operator_id = s.operator_id AND h.id = s.host_id
        WHERE s.operator_id = $1 AND ($2::bigint IS NULL OR s.id = $2)
        ORDER BY lower(h.name), lower(s.name), s.id
        """
    static let sample = ListSupplyContracts(operatorID: OperatorID(1), id: nil)
    let operatorID: OperatorID
    let id: SupplyContractID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> SupplyContract {
        SupplyContract(
            id: try row.next(),
            reference: try row.next(),
            name: try row.next(),
            hostID: try row.next(),
            hostName: try row.next(),
            supplier: try row.next()
        )
    }
}

/// Versions of supply contracts with who recorded them.
struct RecordedSupplyVersions: Statement {
    static let sql = """
        SELECT v.id, v.supply_contract_id, v.valid_from, v.recorded_at, v.mode, v.price_micro_per_kwh, v.zone,
            v.factor, v.addend_micro_per_kwh, coalesce(u.name, '')
        FROM supply_contract_versions v
        LEFT JOIN users u ON u.operator_id = v.operator_id AND u.id = v.recorded_by
        WHERE v.operator_id = $1 AND ($2::bigint IS NULL OR v.supply_contract_id = $2)
        ORDER BY v.supply_contract_id, v.valid_from, v.recorded_at, v.id
        """
    static let sample = RecordedSupplyVersions(operatorID: OperatorID(1), contract: nil)
    let operatorID: OperatorID
    let contract: SupplyContractID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
    }

    static func decode(_ row: inout RowReader) throws -> RecordedVersion<SupplyTerms> {
        RecordedVersion(terms: try SupplyVersions.decode(&row), recordedBy: try row.next())
    }
}

/// Reimbursement contracts of an operator: all, or one.
struct ListReimbursementContracts: Statement {
    static let sql = """
        SELECT r.id, r.reference, r.name, r.host_id, h.name, r.site_id, coalesce(p.name, '')
        FROM reimbursement_contracts r
        JOIN hosts h ON h.operator_id = r.operator_id AND h.id = r.host_id
        LEFT JOIN sites p ON p.operator_id = r.operator_id AND p.id = r.site_id
        WHERE r.operator_id = $1 AND ($2::bigint IS NULL OR r.id = $2)
        ORDER BY lower(h.name), lower(r.name), r.id
        """
    static let sample = ListReimbursementContracts(operatorID: OperatorID(1), id: nil)
    let operatorID: OperatorID
    let id: ReimbursementContractID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> ReimbursementContract {
        ReimbursementContract(
            id: try row.next(),
            reference: try row.next(),
            name: try row.next(),
            hostID: try row.next(),
            hostName: try row.next(),
            siteID: try row.next(),
            siteName: try row.next()
        )
    }
}

/// Versions of reimbursement contracts with who recorded them.
struct RecordedReimbursementVersions: Statement {
    static let sql = """
        SELECT v.id, v.reimbursement_contract_id, v.supply_contract_id, v.valid_from, v.valid_until, v.recorded_at,
            v.fixed_micro_per_kwh, v.percent, v.pricing, v.payment_term_kind, v.payment_term_days::bigint,
            coalesce(u.name, '')
        FROM reimbursement_contract_versions v
        LEFT JOIN users u ON u.operator_id = v.operator_id AND u.id = v.recorded_by
        WHERE v.operator_id = $1 AND ($2::bigint IS NULL OR v.reimbursement_contract_id = $2)
        ORDER BY v.reimbursement_contract_id, v.valid_from, v.recorded_at, v.id
        """
    static let sample = RecordedReimbursementVersions(operatorID: OperatorID(1), contract: nil)
    let operatorID: OperatorID
    let contract: ReimbursementContractID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
    }

    static func decode(_ row: inout RowReader) throws -> RecordedVersion<ReimbursementTerms> {
        RecordedVersion(terms: try ReimbursementVersions.decode(&row), recordedBy: try row.next())
    }
}
