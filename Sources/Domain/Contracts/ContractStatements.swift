import Postgres
import Values

extension PricingMoment: PostgresValue {}
extension PaymentTerm.Kind: PostgresValue {}

/// A number that changes whenever a contract or a version of one is added.
struct ContractStamp: Statement {
    static let sql = """
        SELECT
            (SELECT count(*) FROM reimbursement_contracts WHERE operator_id = $1)
            + (SELECT count(*) FROM reimbursement_contract_versions WHERE operator_id = $1)
            + (SELECT count(*) FROM supply_contract_versions WHERE operator_id = $1)
        """
    static let sample = ContractStamp(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// Where each reimbursement contract of an operator holds.
struct AllReimbursementContracts: Statement {
    struct Row: Sendable {
        let id: ReimbursementContractID
        let host: HostID
        let site: SiteID?
    }

    static let sql = "SELECT id, host_id, site_id FROM reimbursement_contracts WHERE operator_id = $1"
    static let sample = AllReimbursementContracts(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(id: try row.next(), host: try row.next(), site: try row.next())
    }
}

/// The versions of supply contracts of an operator: all, or those of one contract.
struct SupplyVersions: Statement {
    static let sql = """
        SELECT id, supply_contract_id, valid_from, recorded_at, mode, price_micro_per_kwh, zone, factor,
            addend_micro_per_kwh
        FROM supply_contract_versions
        WHERE operator_id = $1 AND ($2::bigint IS NULL OR supply_contract_id = $2)
        ORDER BY supply_contract_id, valid_from, recorded_at, id
        """
    static let sample = SupplyVersions(operatorID: OperatorID(1), contract: nil)
    let operatorID: OperatorID
    let contract: SupplyContractID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
    }

    static func decode(_ row: inout RowReader) throws -> SupplyTerms {
        SupplyTerms(
            versionID: try row.next(),
            contractID: try row.next(),
            validFrom: try row.next(),
            recordedAt: try row.next(),
            pricing: try pricing(&row)
        )
    }

    private static func pricing(_ row: inout RowReader) throws -> SupplyPricing {
        let mode: String = try row.next()
        let price: Int64? = try row.next()
        let zone: String? = try row.next()
        let factor: Exact? = try row.next()
        let addend: Int64? = try row.next()
        switch mode {
        case "spot": return .spot(zone: zone ?? "")
        case "formula":
            return .formula(
                zone: zone ?? "",
                factor: factor ?? .zero,
                addend: UnitPrice(microPerKWh: addend ?? 0)
            )
        default: return .fixed(UnitPrice(microPerKWh: price ?? 0))
        }
    }
}

/// The versions of reimbursement contracts of an operator: all, or those of one contract.
struct ReimbursementVersions: Statement {
    static let sql = """
        SELECT id, reimbursement_contract_id, supply_contract_id, valid_from, valid_until, recorded_at,
            fixed_micro_per_kwh, percent, pricing, payment_term_kind, payment_term_days::bigint
        FROM reimbursement_contract_versions
        WHERE operator_id = $1 AND ($2::bigint IS NULL OR reimbursement_contract_id = $2)
        ORDER BY reimbursement_contract_id, valid_from, recorded_at, id
        """
    static let sample = ReimbursementVersions(operatorID: OperatorID(1), contract: nil)
    let operatorID: OperatorID
    let contract: ReimbursementContractID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
    }

    static func decode(_ row: inout RowReader) throws -> ReimbursementTerms {
        ReimbursementTerms(
            versionID: try row.next(),
            contractID: try row.next(),
            supplyContractID: try row.next(),
            validFrom: try row.next(),
            validUntil: try row.next(),
            recordedAt: try row.next(),
            fixed: UnitPrice(microPerKWh: try row.next()),
            percent: try row.next(),
            pricing: try row.next(),
            paymentTerm: PaymentTerm(kind: try row.next(), days: Int(try row.next(Int64.self)))
        )
    }
}

/// Adds a supply contract.
struct InsertSupplyContract: Statement {
    static let sql = """
        INSERT INTO supply_contracts (operator_id, host_id, reference, name, supplier)
        VALUES ($1, $2, $3, $4, $5)
        RETURNING id
        """
    static let sample = InsertSupplyContract(
        operatorID: OperatorID(1),
        draft: SupplyContractDraft(hostID: HostID(1), reference: "", name: "", supplier: "")
    )
    let operatorID: OperatorID
    let draft: SupplyContractDraft

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(draft.hostID)
        values.append(draft.reference)
        values.append(draft.name)
        values.append(draft.supplier)
    }

    static func decode(_ row: inout RowReader) throws -> SupplyContractID { try row.next() }
}

/// Adds a version of a supply contract.
struct InsertSupplyVersion: Statement {
    static let sql = """
        INSERT INTO supply_contract_versions (operator_id, supply_contract_id, valid_from, mode, price_micro_per_kwh,
            zone, factor, addend_micro_per_kwh, recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp(), $9)
        RETURNING id
        """
    static let sample = InsertSupplyVersion(
        operatorID: OperatorID(1),
        contract: SupplyContractID(1),
        draft: SupplyVersionDraft(validFrom: LocalDate(daysSinceEpoch: 0), pricing: .spot(zone: "NL")),
        user: nil
    )
    let operatorID: OperatorID
    let contract: SupplyContractID
    let draft: SupplyVersionDraft
    let user: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
        values.append(draft.validFrom)
        values.append(draft.pricing.mode)
        var price: Int64?
        var factor: Exact?
        var addend: Int64?
        switch draft.pricing {
        case .fixed(let unit): price = unit.microPerKWh
        case .spot: break
        case .formula(_, let times, let plus): (factor, addend) = (times, plus.microPerKWh)
        }
        values.append(price)
        values.append(draft.pricing.zone)
        values.append(factor)
        values.append(addend)
        values.append(user)
    }

    static func decode(_ row: inout RowReader) throws -> SupplyVersionID { try row.next() }
}

/// Adds a reimbursement contract.
struct InsertReimbursementContract: Statement {
    static let sql = """
        INSERT INTO reimbursement_contracts (operator_id, host_id, site_id, reference, name)
        VALUES ($1, $2, $3, $4, $5)
        RETURNING id
        """
    static let sample = InsertReimbursementContract(
        operatorID: OperatorID(1),
        draft: ReimbursementContractDraft(hostID: HostID(1), siteID: nil, reference: "", name: "")
    )
    let operatorID: OperatorID
    let draft: ReimbursementContractDraft

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(draft.hostID)
        values.append(draft.siteID)
        values.append(draft.reference)
        values.append(draft.name)
    }

    static func decode(_ row: inout RowReader) throws -> ReimbursementContractID { try row.next() }
}

/// Adds a version of a reimbursement contract.
struct InsertReimbursementVersion: Statement {
    static let sql = """
        INSERT INTO reimbursement_contract_versions (operator_id, reimbursement_contract_id, supply_contract_id,
            valid_from, valid_until, fixed_micro_per_kwh, percent, pricing, payment_term_kind, payment_term_days,
            recorded_at, recorded_by)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::bigint, clock_timestamp(), $11)
        RETURNING id
        """
    static let sample = InsertReimbursementVersion(
        operatorID: OperatorID(1),
        contract: ReimbursementContractID(1),
        draft: ReimbursementVersionDraft(
            supplyContractID: SupplyContractID(1),
            validFrom: LocalDate(daysSinceEpoch: 0),
            validUntil: nil,
            fixed: .zero,
            percent: .zero,
            pricing: .atStart,
            paymentTerm: PaymentTerm(kind: .net, days: 30)
        ),
        user: nil
    )
    let operatorID: OperatorID
    let contract: ReimbursementContractID
    let draft: ReimbursementVersionDraft
    let user: UserID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
        values.append(draft.supplyContractID)
        values.append(draft.validFrom)
        values.append(draft.validUntil)
        values.append(draft.fixed.microPerKWh)
        values.append(draft.percent)
        values.append(draft.pricing)
        values.append(draft.paymentTerm.kind)
        values.append(draft.paymentTerm.days)
        values.append(user)
    }

    static func decode(_ row: inout RowReader) throws -> ReimbursementVersionID { try row.next() }
}
