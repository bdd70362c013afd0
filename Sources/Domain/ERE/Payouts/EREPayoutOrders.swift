/// What payouts are ordered by.
enum EREPayoutCustomerKey: SQLSortKey {
    static let expression = "lower(u.name)"
    static let isOptional = false
}

enum EREPayoutUnitsKey: SQLSortKey {
    static let expression = "p.units"
    static let isOptional = false
}

enum EREPayoutGrossKey: SQLSortKey {
    static let expression = "p.gross_minor"
    static let isOptional = false
}

enum EREPayoutPayableKey: SQLSortKey {
    static let expression = "p.payable_minor"
    static let isOptional = false
}

extension EREPayoutSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .customer: isDescending ? Descending<EREPayoutCustomerKey>.self : Ascending<EREPayoutCustomerKey>.self
        case .units: isDescending ? Descending<EREPayoutUnitsKey>.self : Ascending<EREPayoutUnitsKey>.self
        case .gross: isDescending ? Descending<EREPayoutGrossKey>.self : Ascending<EREPayoutGrossKey>.self
        case .payable: isDescending ? Descending<EREPayoutPayableKey>.self : Ascending<EREPayoutPayableKey>.self
        }
    }
}
