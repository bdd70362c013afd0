import Postgres
import Values

/// The host of a site.
struct HostOfSite: Statement {
    static let sql = "SELECT host_id FROM sites WHERE operator_id = $1 AND id = $2"
    static let sample = HostOfSite(operatorID: OperatorID(1), site: SiteID(1))
    let operatorID: OperatorID
    let site: SiteID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(site)
    }

    static func decode(_ row: inout RowReader) throws -> HostID { try row.next() }
}

/// The host of a supply contract.
struct HostOfSupplyContract: Statement {
    static let sql = "SELECT host_id FROM supply_contracts WHERE operator_id = $1 AND id = $2"
    static let sample = HostOfSupplyContract(operatorID: OperatorID(1), contract: SupplyContractID(1))
    let operatorID: OperatorID
    let contract: SupplyContractID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
    }

    static func decode(_ row: inout RowReader) throws -> HostID { try row.next() }
}

/// The host of a reimbursement contract.
struct HostOfReimbursementContract: Statement {
    static let sql = "SELECT host_id FROM reimbursement_contracts WHERE operator_id = $1 AND id = $2"
    static let sample = HostOfReimbursementContract(operatorID: OperatorID(1), contract: ReimbursementContractID(1))
    let operatorID: OperatorID
    let contract: ReimbursementContractID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(contract)
    }

    static func decode(_ row: inout RowReader) throws -> HostID { try row.next() }
}
