package import Values

extension Role {
    /// The role's name on pages.
    package var title: Text {
        switch self {
        case .operatorAdmin: Text(en: "Administrator", nl: "Beheerder")
        case .operatorFinance: Text(en: "Finance", nl: "Financiën")
        case .host: Text(en: "Host", nl: "Locatiehouder")
        case .customer: Text(en: "Customer", nl: "Klant")
        case .partnerAdmin: Text(en: "Partner administrator", nl: "Partnerbeheerder")
        case .partnerSupport: Text(en: "Partner support", nl: "Partnerondersteuning")
        case .platformAdmin: Text(en: "Platform administrator", nl: "Platformbeheerder")
        case .platformFinance: Text(en: "Platform finance", nl: "Platformfinanciën")
        case .verifier: Text(en: "Verifier", nl: "Verificateur")
        }
    }

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
        case .partnerAdmin:
            Text(
                en: "Customers in the ERE programme, agreements, brand, and people for these.",
                nl: "Klanten in het ERE-programma, overeenkomsten, merk en mensen daarvoor."
            )
        case .partnerSupport:
            Text(en: "Customers in the ERE programme.", nl: "Klanten in het ERE-programma.")
        case .platformAdmin:
            Text(
                en: "Partners, agreements, and the people of the platform.",
                nl: "Partners, overeenkomsten en de mensen van het platform."
            )
        case .platformFinance:
            Text(en: "Terms of partners, sales and payouts.", nl: "Voorwaarden van partners, verkoop en uitbetaling.")
        case .verifier:
            Text(
                en: "Reads what is booked and its evidence; changes nothing.",
                nl: "Leest wat is ingeboekt en het bewijs; wijzigt niets."
            )
        }
    }
}
