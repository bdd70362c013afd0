import Templates
import Values

extension SamplePage {
    static let parties: [SamplePage] = hosts + sites

    private static let hosts: [SamplePage] = [
        SamplePage("hosts") {
            let rows = [
                HostIndex.Row(
                    host: Sample.host,
                    reference: "H-007",
                    kind: .company,
                    siteCount: 2,
                    chargePointCount: 14,
                    balance: Sample.euro(412_055),
                    lacks: []
                ),
                HostIndex.Row(
                    host: Mention("VvE De Gracht", .host(HostID(8))),
                    reference: "H-008",
                    kind: .association,
                    siteCount: 1,
                    chargePointCount: 6,
                    balance: Sample.euro(-1_250),
                    lacks: [.iban, .town]
                ),
            ]
            let model = HostIndex.Model(query: ListQuery(rules: HostIndex.rules), total: 2, rows: rows)
            return HostIndex.view(model, frame: Sample.frame(.hosts))
        },
        SamplePage("hosts-empty") {
            let model = HostIndex.Model(query: ListQuery(rules: HostIndex.rules), total: 0, rows: [])
            return HostIndex.view(model, frame: Sample.frame(.hosts))
        },
        SamplePage("host") { HostShow.view(host, frame: Sample.frame(.host(HostID(7)))) },
        SamplePage("host-form") { HostForm.view(hostForm(id: nil), frame: Sample.frame(.newHost)) },
        SamplePage("host-form-wrong-nl") {
            HostForm.view(
                hostForm(id: HostID(7), iban: Field("NL91ABNA0417164301", error: .invalidIBAN)),
                frame: Sample.frame(.editHost(HostID(7)), language: .dutch)
            )
        },
    ]

    private static let host = HostShow.Model(
        id: HostID(7),
        name: "Hotel Zeezicht B.V.",
        reference: "H-007",
        kind: .company,
        vatStatus: .taxable,
        exemptionGround: "",
        vatID: "NL001234567B01",
        companyNumber: "27123456",
        address: Sample.address,
        iban: "NL91ABNA0417164300",
        accountHolder: "Hotel Zeezicht B.V.",
        email: "administratie@zeezicht.example",
        language: .dutch,
        balance: Sample.euro(412_055),
        lacks: [.country],
        sites: [.init(site: Sample.site, address: Sample.address.oneLine, chargePointCount: 8)],
        contracts: [
            .init(
                contract: Sample.contract,
                kind: .reimbursementContract,
                terms: "day-ahead NL + 2.5%",
                validFrom: Sample.day
            )
        ],
        credits: [
            .init(credit: Sample.credit, period: Sample.june, total: Sample.euro(123_456), state: .approved)
        ]
    )

    private static func hostForm(id: HostID?, iban: Field = Field()) -> HostForm.Model {
        HostForm.Model(
            id: id,
            name: Field("Hotel Zeezicht B.V."),
            reference: Field("H-007"),
            kind: Field("company"),
            vatStatus: Field("taxable"),
            exemptionGround: Field(),
            vatID: Field("NL001234567B01"),
            companyNumber: Field(),
            address: Sample.addressFields(country: Field("Holland", error: .tooLong(2))),
            iban: iban,
            bic: Field(),
            accountHolder: Field(),
            email: Field("administratie@zeezicht.example"),
            language: Field("nl")
        )
    }

    private static let sites: [SamplePage] = [
        SamplePage("sites") {
            let row = SiteIndex.Row(
                site: Sample.site,
                host: Sample.host,
                address: Sample.address.oneLine,
                biddingZone: "NL",
                chargePointCount: 8,
                onlineCount: 7
            )
            let query = ListQuery([.init("search", "strand")], rules: SiteIndex.rules)
            return SiteIndex.view(.init(query: query, total: 1, rows: [row]), frame: Sample.frame(.sites))
        },
        SamplePage("site") {
            let model = SiteShow.Model(
                id: SiteID(11),
                name: "Strandweg",
                reference: "S-011",
                host: Sample.host,
                address: Sample.address,
                zone: Sample.amsterdam,
                biddingZone: "NL",
                reimbursement: nil,
                days: Sample.days,
                chargePoints: Sample.chargePointRows
            )
            return SiteShow.view(model, frame: Sample.frame(.site(SiteID(11))))
        },
        SamplePage("site-form") {
            let zones = [Choice("Europe/Amsterdam", "Europe/Amsterdam"), Choice("Europe/Paris", "Europe/Paris")]
            let model = SiteForm.Model(
                id: nil,
                name: Field(error: .required),
                reference: Field(),
                host: Field("7"),
                hosts: Sample.hostChoices,
                address: Sample.addressFields(),
                zone: Field("Europe/Amsterdam"),
                zones: zones,
                biddingZone: Field("NL"),
                biddingZones: [Choice("NL", "NL"), Choice("BE", "BE")]
            )
            return SiteForm.view(model, frame: Sample.frame(.newSite))
        },
    ]
}
