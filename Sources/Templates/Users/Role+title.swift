package import Values

extension Role {
    /// The role's name on pages.
    package var title: Text {
        switch self {
        case .operatorAdmin: Text(en: "Administrator", nl: "Beheerder")
        case .operatorFinance: Text(en: "Finance", nl: "Financiën")
        case .host: Text(en: "Host", nl: "Locatiehouder")
        case .customer: Text(en: "Customer", nl: "Klant")
        }
    }

    /// The roles that an operator's administrator gives; people of customers get theirs with the customer.
    package static let ofOperators: [Role] = [.operatorAdmin, .operatorFinance, .host]

    /// What the role may do.
    package var explanation: Text {
        switch self {
        case .operatorAdmin:
            Text(
                en: "Everything, users, charge points and their keys included.",
                nl: "Alles, ook gebruikers, laadpunten en hun sleutels."
            )
        case .operatorFinance:
            Text(
                en: "Contracts, month-ends and credits; no users, no commands.",
                nl: "Contracten, maandafsluitingen en vergoedingen; geen gebruikers, geen opdrachten."
            )
        case .host:
            Text(
                en: "Only its own credits and the sessions behind them.",
                nl: "Alleen de eigen vergoedingen en de sessies erachter."
            )
        case .customer:
            Text(
                en: "Only its own connections, charge points and payouts.",
                nl: "Alleen de eigen aansluitingen, laadpunten en uitbetalingen."
            )
        }
    }
}
