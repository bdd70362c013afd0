/// Who plays in the demo world; all of it invented.
enum WorldCast {
    /// Simple to type; long enough for the rule for passwords.
    static let password = "laadboek-demo"

    static let operators = [voltaria, stroomgoed]

    // MARK: Voltaria

    private static let voltaria = WorldOperator(
        reference: "voltaria",
        name: "Voltaria",
        legalName: "Voltaria Laadnetwerk B.V.",
        prefix: "VOLT",
        address: WorldAddress("Stroomkade", "14", "1018 XA", "Amsterdam"),
        companyNumber: "90000101",
        vatID: "NL899000101B01",
        account: 900_000_101,
        hosts: [zuiderlicht, keizerskroon, deWilde, sloterhof]
    )

    private static let zuiderlicht = WorldHost(
        reference: "zuiderlicht",
        name: "Hotel Zuiderlicht B.V.",
        kind: "company",
        vatStatus: "taxable",
        address: WorldAddress("Zuiderlaan", "210", "1077 XB", "Amsterdam"),
        companyNumber: "90000202",
        vatID: "NL899000202B01",
        account: 900_000_202,
        sites: [
            WorldSite(
                reference: "zuiderlicht",
                name: "Hotel Zuiderlicht",
                address: WorldAddress("Zuiderlaan", "210", "1077 XB", "Amsterdam"),
                usage: .hotel,
                chargePoints: 3,
                connectors: 2,
                powerW: 22_080,
                vendor: "Laadwerk",
                model: "Duo 22"
            )
        ],
        supply: [
            WorldSupply(
                reference: "zuiderlicht-stroom",
                supplier: "Noorderwind Energie",
                pricing: .formula(factor: "1", addend: "0.0185"),
                changed: .spot
            )
        ],
        reimbursement: [
            WorldReimbursement(
                reference: "zuiderlicht-vergoeding",
                supply: "zuiderlicht-stroom",
                fixed: "0.02",
                pricing: "per_interval",
                termDays: 14
            )
        ]
    )

    private static let keizerskroon = WorldHost(
        reference: "vve-keizerskroon",
        name: "VvE De Keizerskroon",
        kind: "association",
        vatStatus: "not_taxable",
        address: WorldAddress("Kroonpad", "2", "1183 XC", "Amstelveen"),
        companyNumber: "90000303",
        account: 900_000_303,
        sites: [
            WorldSite(
                reference: "keizerskroon-garage",
                name: "Garage De Keizerskroon",
                address: WorldAddress("Kroonpad", "2", "1183 XC", "Amstelveen"),
                usage: .home,
                chargePoints: 4,
                connectors: 1,
                powerW: 11_040,
                vendor: "Wandlader",
                model: "Mono 11"
            )
        ],
        supply: [
            WorldSupply(
                reference: "keizerskroon-stroom",
                supplier: "Polderstroom",
                pricing: .fixed("0.279"),
                changed: .fixed("0.2615")
            )
        ],
        reimbursement: [
            WorldReimbursement(
                reference: "keizerskroon-vergoeding",
                supply: "keizerskroon-stroom",
                percent: "3",
                pricing: "at_start",
                termKind: "end_of_month"
            )
        ]
    )

    private static let deWilde = WorldHost(
        reference: "m-de-wilde",
        name: "M. de Wilde",
        kind: "private",
        vatStatus: "not_taxable",
        address: WorldAddress("Duinroos", "9", "2015 XD", "Haarlem"),
        account: 900_000_404,
        sites: [
            WorldSite(
                reference: "duinroos-9",
                name: "Duinroos 9",
                address: WorldAddress("Duinroos", "9", "2015 XD", "Haarlem"),
                usage: .home,
                chargePoints: 1,
                connectors: 1,
                powerW: 11_040,
                vendor: "Wandlader",
                model: "Mono 11"
            )
        ],
        supply: [
            WorldSupply(
                reference: "de-wilde-stroom",
                supplier: "Noorderwind Energie",
                pricing: .spot,
                changed: .formula(factor: "1.04", addend: "0.012")
            )
        ],
        reimbursement: [
            WorldReimbursement(
                reference: "de-wilde-vergoeding",
                supply: "de-wilde-stroom",
                pricing: "per_interval"
            )
        ]
    )

    private static let sloterhof = WorldHost(
        reference: "sloterhof",
        name: "Kantorenpark Sloterhof B.V.",
        kind: "company",
        vatStatus: "taxable",
        address: WorldAddress("Hofweg", "55", "1062 XE", "Amsterdam"),
        companyNumber: "90000505",
        vatID: "NL899000505B01",
        account: 900_000_505,
        sites: [
            WorldSite(
                reference: "sloterhof-noord",
                name: "Sloterhof Noord",
                address: WorldAddress("Hofweg", "55", "1062 XE", "Amsterdam"),
                usage: .office,
                chargePoints: 3,
                connectors: 2,
                powerW: 11_040,
                vendor: "Laadwerk",
                model: "Duo 11"
            ),
            WorldSite(
                reference: "sloterhof-plein",
                name: "Sloterhof Plein",
                address: WorldAddress("Hofplein", "1", "1062 XF", "Amsterdam"),
                usage: .street,
                chargePoints: 2,
                connectors: 2,
                powerW: 22_080,
                vendor: "Laadwerk",
                model: "Duo 22"
            ),
        ],
        supply: [
            WorldSupply(reference: "sloterhof-stroom", supplier: "Kadestroom", pricing: .spot),
            WorldSupply(reference: "sloterhof-plein-stroom", supplier: "Kadestroom", pricing: .fixed("0.2435")),
        ],
        reimbursement: [
            WorldReimbursement(
                reference: "sloterhof-vergoeding",
                supply: "sloterhof-stroom",
                fixed: "0.01",
                percent: "2",
                pricing: "at_start"
            ),
            WorldReimbursement(
                reference: "sloterhof-plein-vergoeding",
                site: "sloterhof-plein",
                supply: "sloterhof-plein-stroom",
                percent: "5",
                pricing: "per_interval"
            ),
        ]
    )

    // MARK: Stroomgoed

    private static let stroomgoed = WorldOperator(
        reference: "stroomgoed",
        name: "Stroomgoed",
        legalName: "Stroomgoed Coöperatie U.A.",
        prefix: "STRM",
        address: WorldAddress("Goedeplaats", "3", "3511 XG", "Utrecht"),
        companyNumber: "90000606",
        vatID: "NL899000606B01",
        account: 900_000_606,
        hosts: [spoor, vanLoon, werkhaven, brandsma, maliehof]
    )

    private static let spoor = WorldHost(
        reference: "t-spoor",
        name: "Herberg 't Spoor B.V.",
        kind: "company",
        vatStatus: "taxable",
        address: WorldAddress("Stationsdreef", "80", "3818 XH", "Amersfoort"),
        companyNumber: "90000707",
        vatID: "NL899000707B01",
        account: 900_000_707,
        sites: [
            WorldSite(
                reference: "t-spoor",
                name: "Herberg 't Spoor",
                address: WorldAddress("Stationsdreef", "80", "3818 XH", "Amersfoort"),
                usage: .hotel,
                chargePoints: 3,
                connectors: 2,
                powerW: 11_040,
                vendor: "Laadwerk",
                model: "Duo 11"
            )
        ],
        supply: [
            WorldSupply(
                reference: "t-spoor-stroom",
                supplier: "Polderstroom",
                pricing: .fixed("0.302"),
                changed: .formula(factor: "0.98", addend: "0.031")
            )
        ],
        reimbursement: [
            WorldReimbursement(
                reference: "t-spoor-vergoeding",
                supply: "t-spoor-stroom",
                fixed: "0.015",
                percent: "2.5",
                pricing: "per_interval"
            )
        ]
    )

    private static let vanLoon = WorldHost(
        reference: "van-loon",
        name: "Bakkerij Van Loon",
        kind: "company",
        vatStatus: "exempt",
        exemptionGround: "Kleineondernemersregeling, artikel 25 Wet op de omzetbelasting 1968",
        address: WorldAddress("Meelstraat", "21", "3701 XJ", "Zeist"),
        companyNumber: "90000808",
        account: 900_000_808,
        sites: [
            WorldSite(
                reference: "van-loon",
                name: "Bakkerij Van Loon",
                address: WorldAddress("Meelstraat", "21", "3701 XJ", "Zeist"),
                usage: .street,
                chargePoints: 2,
                connectors: 1,
                powerW: 22_080,
                vendor: "Wandlader",
                model: "Mono 22"
            )
        ],
        supply: [WorldSupply(reference: "van-loon-stroom", supplier: "Kadestroom", pricing: .spot)],
        reimbursement: [
            WorldReimbursement(
                reference: "van-loon-vergoeding",
                supply: "van-loon-stroom",
                fixed: "0.025",
                pricing: "at_start"
            )
        ]
    )

    private static let werkhaven = WorldHost(
        reference: "werkhaven",
        name: "Werkhaven Lage Weide B.V.",
        kind: "company",
        vatStatus: "taxable",
        address: WorldAddress("Havenmeent", "7", "3542 XK", "Utrecht"),
        companyNumber: "90000909",
        vatID: "NL899000909B01",
        account: 900_000_909,
        sites: [
            WorldSite(
                reference: "werkhaven",
                name: "Werkhaven Lage Weide",
                address: WorldAddress("Havenmeent", "7", "3542 XK", "Utrecht"),
                usage: .office,
                chargePoints: 3,
                connectors: 2,
                powerW: 11_040,
                vendor: "Laadwerk",
                model: "Duo 11"
            )
        ],
        supply: [
            WorldSupply(
                reference: "werkhaven-stroom",
                supplier: "Noorderwind Energie",
                pricing: .formula(factor: "1", addend: "0.0225"),
                changed: .formula(factor: "1", addend: "0.0195")
            )
        ],
        reimbursement: [
            WorldReimbursement(reference: "werkhaven-vergoeding", supply: "werkhaven-stroom", pricing: "per_interval")
        ]
    )

    /// Nobody knows the account of this host, so the operator's bank file is refused until somebody asks.
    private static let brandsma = WorldHost(
        reference: "j-brandsma",
        name: "J. Brandsma",
        kind: "private",
        vatStatus: "not_taxable",
        address: WorldAddress("Kersengaard", "33", "3992 XL", "Houten"),
        account: nil,
        sites: [
            WorldSite(
                reference: "kersengaard-33",
                name: "Kersengaard 33",
                address: WorldAddress("Kersengaard", "33", "3992 XL", "Houten"),
                usage: .home,
                chargePoints: 1,
                connectors: 1,
                powerW: 7_360,
                vendor: "Wandlader",
                model: "Mono 7"
            )
        ],
        supply: [WorldSupply(reference: "brandsma-stroom", supplier: "Polderstroom", pricing: .spot)],
        reimbursement: [
            WorldReimbursement(reference: "brandsma-vergoeding", supply: "brandsma-stroom", pricing: "at_start")
        ]
    )

    private static let maliehof = WorldHost(
        reference: "vve-maliehof",
        name: "VvE Maliehof",
        kind: "association",
        vatStatus: "not_taxable",
        address: WorldAddress("Maliehof", "1", "3581 XM", "Utrecht"),
        companyNumber: "90001010",
        account: 900_001_010,
        sites: [
            WorldSite(
                reference: "maliehof",
                name: "Parkeerkelder Maliehof",
                address: WorldAddress("Maliehof", "1", "3581 XM", "Utrecht"),
                usage: .home,
                chargePoints: 2,
                connectors: 1,
                powerW: 11_040,
                vendor: "Wandlader",
                model: "Mono 11"
            )
        ],
        supply: [WorldSupply(reference: "maliehof-stroom", supplier: "Polderstroom", pricing: .fixed("0.265"))],
        reimbursement: [
            WorldReimbursement(
                reference: "maliehof-vergoeding",
                supply: "maliehof-stroom",
                percent: "4",
                pricing: "at_start",
                termKind: "end_of_month",
                termDays: 14
            )
        ]
    )
}
