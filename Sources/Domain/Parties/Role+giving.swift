package import Values

extension Role {
    /// The roles that somebody with this one gives and takes within the operator of the scope; the people of a customer
    /// get theirs with the customer.
    package var gives: [Role] {
        switch self {
        case .operatorAdmin: [.operatorAdmin, .operatorFinance, .host] + Role.ofPartners
        case .partnerAdmin: Role.ofPartners
        case .platformAdmin: Role.ofPlatform + Role.ofPartners
        case .operatorFinance, .host, .customer, .partnerSupport, .platformFinance, .verifier: []
        }
    }

    /// The roles of which somebody must be left when a person with this one leaves it.
    var administers: [Role] {
        switch self {
        case .operatorAdmin: [.operatorAdmin]
        case .partnerAdmin: [.partnerAdmin, .operatorAdmin]
        case .platformAdmin: [.platformAdmin]
        case .operatorFinance, .host, .customer, .partnerSupport, .platformFinance, .verifier: []
        }
    }
}

extension Scope {
    /// Those who manage people of an operator, and the installation itself.
    ///
    /// - Throws: ``NotPermitted``.
    package func requireUserDesk() throws(NotPermitted) {
        try require(.operatorAdmin, .partnerAdmin, .platformAdmin)
    }

    /// The same, and those of the platform who only look.
    ///
    /// - Throws: ``NotPermitted``.
    package func requireUserReader() throws(NotPermitted) {
        try require(.operatorAdmin, .partnerAdmin, .platformAdmin, .platformFinance, .verifier)
    }
}
