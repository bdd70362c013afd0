import Templates
import Values

/// A small world, the same for every page: the operator Voltaria and its host Hotel Zeezicht.
enum Sample {
    static let amsterdam = Zone.named("Europe/Amsterdam") ?? .utc
    static let day = LocalDate("2025-06-12") ?? LocalDate(daysSinceEpoch: 0)
    static let june = day.yearMonth
    static let noon = at("2025-06-12T12:05:00Z")

    static func at(_ text: String) -> Timestamp { Timestamp(text) ?? Timestamp(seconds: 0) }
    static func exact(_ text: String) -> Exact { Exact(text) ?? .zero }
    static func euro(_ cents: Int64) -> Money { Money(minor: cents, .eur) }
    static func perMWh(_ text: String) -> IndexPrice { IndexPrice(perMWh: exact(text)) ?? IndexPrice(microPerMWh: 0) }
    static func perKWh(_ text: String) -> UnitPrice { UnitPrice(perKWh: exact(text)) ?? .zero }

    static let host = Mention("Hotel Zeezicht B.V.", .host(HostID(7)))
    static let site = Mention("Strandweg", .site(SiteID(11)))
    static let chargePoint = Mention("Gate, left", .chargePoint(ChargePointID(21)))
    static let session = Mention("4711", .session(SessionID(4711)))
    static let line = Mention("9001", .line(LineID(9001)))
    static let credit = Mention("VOL-2025-000042", .credit(CreditID(42)))
    static let contract = Mention("Zeezicht, pass-through plus 2.5%", .reimbursementContract(.init(5)))
    static let supply = Mention("Vattenfall dynamic", .supplyContract(.init(3)))
    static let portalCredit = Mention("VOL-2025-000042", .portalCredit(CreditID(42)))

    /// The mention as a host gets it: without a link to the operator's page.
    static func named(_ mention: Mention, _ forHost: Bool) -> Mention {
        forHost ? Mention(mention.name, nil) : mention
    }

    static let hostChoices = [Choice("7", "Hotel Zeezicht B.V."), Choice("8", "VvE De Gracht")]
    static let siteChoices = [Choice("11", "Strandweg"), Choice("12", "Boulevard")]
    static let address = PostalAddress(
        street: "Strandweg",
        houseNumber: "12a",
        postcode: "2586 JK",
        town: "Den Haag",
        country: "NL"
    )

    static func addressFields(country: Field = Field("NL")) -> AddressFields {
        AddressFields(
            street: Field("Strandweg"),
            houseNumber: Field("12a"),
            postcode: Field("2586 JK"),
            town: Field("Den Haag"),
            country: country
        )
    }

    static let formula = Formula(
        supply: .spot(zone: "NL"),
        percent: exact("2.5"),
        fixed: perKWh("0.0100"),
        currency: .eur
    )
    static let wideFormula = Formula(
        supply: .formula(zone: "NL", factor: exact("1.05"), addend: perKWh("-0.0020")),
        percent: exact("2.5"),
        fixed: .zero,
        currency: .eur
    )

    static func frame(
        _ current: Route,
        role: Role? = .operatorAdmin,
        language: Language = .english,
        flashes: [Flash] = [],
        mayConnect: Bool = false
    ) -> PageFrame {
        PageFrame(
            say: Reader(language: language, zone: amsterdam),
            brand: Brand(name: role == nil ? "Laadboek" : "Voltaria"),
            user: role.map { role in
                SignedInUser(
                    name: "Noor de Wit",
                    email: "noor@voltaria.example",
                    role: role,
                    mayConnect: mayConnect
                )
            },
            csrfToken: "token-of-this-session",
            current: current,
            flashes: flashes,
            counts: NavigationCounts(exceptions: 3),
            assets: Assets { "/assets/" + $0 }
        )
    }
}

/// A page as the goldens know it.
struct SamplePage: Sendable {
    let name: String
    let make: @Sendable () -> HTML
    /// A fragment has no document around it.
    let isFragment: Bool

    init(_ name: String, isFragment: Bool = false, _ make: @escaping @Sendable () -> HTML) {
        self.name = name
        self.make = make
        self.isFragment = isFragment
    }

    static let all: [SamplePage] =
        access + overview + parties + chargePoints + control + cards + certificates + settings + onboarding + relay
        + sessions + contracts + prices
        + emissionUnits + midScan + money + ledger + people + portal + portalConnecting + customers + enrolments
        + partners + secondFactor + brands + customerDesk + customerFile + customerImport + bookings + meterDataPages
        + trades + payouts + payoutRules + verifications + programs + webhooks + privacy + embeds + ereWatch
        + reconciliations + verifiers
}
