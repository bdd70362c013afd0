package import Values

/// A heading of the navigation with its entries.
struct NavigationGroup {
    let title: Text?
    let entries: [NavigationEntry]
    /// Whether its entries are folded away while another page is shown.
    var folds = false
}

/// One page of the navigation.
struct NavigationEntry {
    let route: Route
    let title: Text
    let icon: Icon
    var count = 0
}

/// What each role finds in the navigation.
enum NavigationTree {
    static func groups(for user: SignedInUser, counts: NavigationCounts) -> [NavigationGroup] {
        switch user.role {
        case .host: [NavigationGroup(title: nil, entries: portal(mayConnect: user.mayConnect))]
        case .customer: [NavigationGroup(title: nil, entries: customer)]
        case .partnerAdmin:
            [
                NavigationGroup(
                    title: nil,
                    entries: partner + desk + [payouts, brand, embedding, entry(.users, .users, .user), keys, privacy]
                )
            ]
        case .partnerSupport: [NavigationGroup(title: nil, entries: partner + desk + [payouts])]
        case .platformAdmin:
            [NavigationGroup(title: nil, entries: platform + [reconciliation, entry(.users, .users, .user)])]
        case .platformFinance: [NavigationGroup(title: nil, entries: platform + [reconciliation])]
        case .verifier: [NavigationGroup(title: nil, entries: platform)]
        case .operatorFinance: operatorGroups(counts) + programme(user)
        case .operatorAdmin:
            operatorGroups(counts) + programme(user)
                + [NavigationGroup(title: .administration, entries: administration)]
        }
    }

    /// What an operator that is a partner of the platform has beside its own business.
    private static func programme(_ user: SignedInUser) -> [NavigationGroup] {
        let isShown = user.isPartner && user.role == .operatorAdmin
        return isShown ? [NavigationGroup(title: .ereProgramme, entries: [brand, embedding])] : []
    }

    private static let brand = entry(.ownBrand, .brandTitle, .brush)
    private static let embedding = entry(.embed(.origins), .embedding, .window)

    private static let partner = [entry(.partnerHome, .overview, .dashboard)]

    private static let reconciliation = entry(.audit(.partnerReconciliation), .reconciliation, .ledger)

    private static let platform = [
        entry(.partners, .partners, .host),
        entry(.verification, .verification, .check),
        entry(.agreementTemplates, .agreementTexts, .contract),
    ]

    private static func operatorGroups(_ counts: NavigationCounts) -> [NavigationGroup] {
        [
            NavigationGroup(title: nil, entries: [entry(.dashboard, .dashboard, .dashboard)]),
            NavigationGroup(title: .money, entries: money(counts)),
            NavigationGroup(title: .network, entries: network),
            NavigationGroup(title: .terms, entries: terms),
        ] + ere
    }

    private static func money(_ counts: NavigationCounts) -> [NavigationEntry] {
        [
            entry(.journal, .journal, .journal),
            NavigationEntry(route: .exceptions, title: .exceptions, icon: .exceptions, count: counts.exceptions),
            entry(.monthEnds, .monthEnds, .monthEnd),
            entry(.credits, .credits, .credit),
            entry(.ledger, .ledger, .ledger),
        ]
    }

    private static let network = [
        entry(.sessions, .sessions, .session),
        entry(.chargePoints, .chargePoints, .chargePoint),
        entry(.tokens, .chargeCards, .token),
        entry(.sites, .sites, .site),
        entry(.hosts, .hosts, .host),
    ]

    private static let booking = [
        entry(.ereBookings, .ereBookings, .energyBars),
        entry(.ereFilings, .ereFilings, .filing),
        entry(.ereCredits, .ereCredits, .register),
    ]

    private static let selling = [
        entry(.ereTrades, .ereTrades, .trade),
        entry(.erePayouts, .erePayouts, .coins),
    ]

    private static let oversight = [
        watch,
        entry(.audit(.reconciliations), .reconciliation, .check),
    ]

    private static let payouts = entry(.erePayouts, .erePayouts, .credit)

    private static let terms = [
        entry(.contracts, .contracts, .contract),
        entry(.prices, .prices, .price),
    ]

    /// The way of units from a customer to the bank; too long to stand unfolded below everything else.
    private static let ere = [
        NavigationGroup(
            title: .ere,
            entries: [
                entry(.partnerHome, .ereOverview, .ere), entry(.ereCalculator, .ereCalculator, .calculator),
            ]
        ),
        NavigationGroup(title: .ereCustomers, entries: people, folds: true),
        NavigationGroup(title: .ereBooking, entries: booking, folds: true),
        NavigationGroup(title: .ereSelling, entries: selling, folds: true),
        NavigationGroup(title: .ereOversight, entries: oversight, folds: true),
    ]

    private static let people = [
        entry(.customers, .customers, .people),
        entry(.ereEnrolments, .ereEnrolments, .toggle),
    ]

    private static let watch = entry(.ereWatch, .ereWatch, .watch)

    /// What those who look after customers have.
    private static let desk = people + [watch]

    private static let customer = [
        entry(.customerHome, .overview, .dashboard),
        entry(.customerERE, .ereToggle, .ere),
        entry(.customerPayouts, .customerPayouts, .coins),
    ]

    private static let keys = entry(.apiKeys, .apiKeys, .token)

    private static let privacy = entry(.privacy, .privacy, .shield)

    private static let administration = [
        entry(.users, .users, .user),
        keys,
        privacy,
        entry(.settings, .settings, .settings),
        entry(.upstreams, .upstreams, .chargePoint),
    ]

    private static func portal(mayConnect: Bool) -> [NavigationEntry] {
        [
            entry(.portal, .overview, .dashboard),
            entry(.portalCredits, .credits, .credit),
            entry(.portalSessions, .sessions, .session),
            entry(.portalChargePoints, .chargePoints, .chargePoint),
        ] + (mayConnect ? [entry(.portalConnect, .connectCharger, .arrow)] : [])
            + [entry(.portalDownloads, .downloads, .download)]
    }

    private static func entry(_ route: Route, _ title: Text, _ icon: Icon) -> NavigationEntry {
        NavigationEntry(route: route, title: title, icon: icon)
    }
}

extension Route {
    /// Whether this page lies below the other in the navigation: `/sessions/42` below `/sessions`.
    func isBelow(_ other: Route) -> Bool {
        if [.portal, .customerHome, .partnerHome].contains(other) { return self == other }
        let path = path.utf8
        let upper = other.path.utf8
        guard path.starts(with: upper) else { return false }
        return path.count == upper.count || path.dropFirst(upper.count).first == UInt8(ascii: "/")
    }

    /// Where a signed-in person starts.
    package static func start(for role: Role) -> Route {
        switch role {
        case .operatorAdmin, .operatorFinance: .dashboard
        case .host: .portal
        case .customer: .customerHome
        case .partnerAdmin, .partnerSupport: .partnerHome
        case .platformAdmin, .platformFinance: .partners
        case .verifier: .verification
        }
    }
}
