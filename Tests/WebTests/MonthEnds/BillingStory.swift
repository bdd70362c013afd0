import Domain
import Postgres
import TestWorld
import Testing
import Values
import Web

/// A world of pages in July, in which two hosts of voltaria had sessions in June and one more waits for its price.
struct BillingStory: Sendable {
    let world: WebWorld
    let charging: ChargingStory
    /// At the site of the other host.
    let secondChargePoint: ChargePointID

    var tenant: WebWorld.Tenant { world.voltaria }
    static let june = day("2025-06-01").yearMonth

    static func run(
        makesDocuments: Bool = true,
        currency: String = "EUR",
        adjust: (inout WebParts) -> Void = { _ in },
        _ body: @escaping @Sendable (BillingStory) async throws -> Void
    ) async throws {
        try await WebWorld.run(
            adjust: {
                $0.filings = filings
                if makesDocuments { ($0.credits, $0.payouts) = (services($0.database), payouts($0.database)) }
                adjust(&$0)
            }
        ) { world in
            try await keepBooks(world, in: currency)
            let second = try await secondChargePoint(world)
            let charging = try await ChargingStory.begin(world)
            try await charging.recordPrices(on: "2025-06-10")
            try await charging.charge(from: "2025-06-10T10:00:00Z", until: "2025-06-10T11:00:00Z", wh: 8_000)
            try await charging.charge(from: "2025-06-12T10:00:00Z", until: "2025-06-12T11:00:00Z", wh: 1_000)
            let run = ChargingRun(
                operatorID: world.voltaria.id,
                chargePoint: second,
                from: moment("2025-06-11T10:00:00Z"),
                until: moment("2025-06-11T11:00:00Z"),
                wh: 8_000
            )
            _ = try await charging.feed.charge(run)
            try await FrameFeed.settle(world.database)
            world.clock.advance(seconds: 20 * 86_400)
            try await body(BillingStory(world: world, charging: charging, secondChargePoint: second))
        }
    }

    private static func keepBooks(_ world: WebWorld, in currency: String) async throws {
        let scope = world.voltaria.scope
        try await world.database.write(scope) { tx in
            var details = try await Operators.own(scope, in: tx).details
            details.currency = currency
            try await Operators.update(scope, to: details, in: tx)
        }
    }

    /// The second host of voltaria gets a fixed price.
    private static func secondChargePoint(_ world: WebWorld) async throws -> ChargePointID {
        let (tenant, contracts) = (world.voltaria, Contracts(database: world.database))
        let draft = SupplyContractDraft(hostID: tenant.otherHost, reference: "L2", name: "Energy", supplier: "Stroom")
        let price = try #require(UnitPrice(perKWh: Exact(mantissa: 25, scale: 2)))
        let supply = try await contracts.add(
            draft,
            version: SupplyVersionDraft(validFrom: day("2025-01-01"), pricing: .fixed(price)),
            scope: tenant.scope
        )
        let version = ReimbursementVersionDraft(
            supplyContractID: supply,
            validFrom: day("2025-01-01"),
            validUntil: nil,
            fixed: .zero,
            percent: .zero,
            pricing: .atStart,
            paymentTerm: PaymentTerm(kind: .net, days: 30)
        )
        let contract = ReimbursementContractDraft(
            hostID: tenant.otherHost,
            siteID: nil,
            reference: "R2",
            name: "Credit two"
        )
        _ = try await contracts.add(contract, version: version, scope: tenant.scope)
        return try await world.database.write(tenant.scope) { tx in
            let place = SiteDetails(reference: "S2", name: "Second site", address: Address(country: "NL"))
            let site = try await Sites.create(tenant.scope, place, of: tenant.otherHost, in: tx)
            let details = ChargePointDetails(identity: "CP-second")
            return try await ChargePoints.create(tenant.scope, details, at: site, key: .random(), in: tx)
        }
    }

    /// Documents of filings as short as they can be.
    private static let filings = FilingServices(
        make: { _, _, _ in EREFilingID(1) },
        document: { _, _, name, hand in try await hand(Array(name.utf8)) },
        pack: { _, _, hand in try await hand([0]) },
        report: { _, quarter, file, _, _, hand in try await hand(Array(file.name(quarter).utf8)) },
        verifier: VerifierServices(
            population: { _, year, _, hand in try await hand(Array("population of \(year)".utf8)) },
            pack: { _, year, _, hand in try await hand(Array("pack of \(year)".utf8)) },
            answer: { _, id, _, hand in try await hand(Array("answer to \(id)".utf8)) }
        )
    )

    /// Files as short as they can be, stored and booked by the contexts like real ones.
    static func services(_ database: Database) -> CreditServices {
        CreditServices(
            file: { scope, credit, kind in
                try await database.write(scope) { tx in
                    let number = try await Credits.detail(scope, credit, in: tx).summary.number
                    let bytes = Array("\(kind.rawValue) of \(number)".utf8)
                    return try await CreditFiles.storeFile(scope, credit, kind, bytes, in: tx)
                }
            },
            bankFile: { scope, _, month in
                let order = PaymentOrder(
                    through: month,
                    now: moment("2025-07-05T12:00:00Z"),
                    today: day("2025-07-05")
                )
                return try await PaymentRun(database) { !$0.isEmpty }.run(scope, order) { list in
                    Array("<payments>\(list.payments.map(\.amount.decimalText))</payments>".utf8)
                }
            }
        )
    }

    /// Documents of payouts that nobody draws, and bank files as short.
    static func payouts(_ database: Database) -> EREPayoutServices {
        EREPayoutServices(
            document: { _, _, snapshot in Array(snapshot.number.utf8) },
            bankFile: { scope, _, month in
                let order = PaymentOrder(
                    .payouts,
                    through: month,
                    now: moment("2026-10-05T12:00:00Z"),
                    today: day("2026-10-05")
                )
                return try await PaymentRun(database) { !$0.isEmpty }.run(scope, order) { list in
                    Array("<payments>\(list.payments.map(\.amount.decimalText))</payments>".utf8)
                }
            }
        )
    }

    /// What the job does that closes months.
    func runJob() async throws {
        let close = MonthClose(world.database)
        for due in try await close.unfinished() {
            let order = MonthCloseOrder(period: due.period, today: day("2025-07-05"), now: world.clock.now)
            _ = try await close.run(.system(for: due.operatorID), order)
        }
    }

    /// Closes June as somebody of finance would.
    func close() async throws {
        let browser = try await world.browser(tenant, .operatorFinance)
        try await browser.visit("/month-ends/2025-06")
        try await browser.press("Close the month")
        try await runJob()
    }

    func credits() async throws -> (first: CreditSummary, second: CreditSummary) {
        let all = try await world.database.read(tenant.scope) { tx in
            try await Credits.month(tenant.scope, BillingStory.june, in: tx)
        }
        return (
            try #require(all.first { $0.hostID == tenant.host }),
            try #require(all.first { $0.hostID == tenant.otherHost })
        )
    }

    /// The one credit of June, where the first host's cannot be made.
    func only() async throws -> CreditSummary {
        try await world.database.read(tenant.scope) { tx in
            try #require(try await Credits.month(tenant.scope, BillingStory.june, in: tx).first)
        }
    }

    func bankFiles() async throws -> [PaymentFileSummary] {
        try await world.database.read(tenant.scope) { tx in
            try await PaymentFiles.list(tenant.scope, month: BillingStory.june, in: tx)
        }
    }

    func change(_ id: HostID, _ change: @Sendable (inout HostDetails) -> Void) async throws {
        try await world.database.write(tenant.scope) { tx in
            var details = try await Hosts.find(tenant.scope, id, in: tx).details
            change(&details)
            try await Hosts.update(tenant.scope, id, to: details, in: tx)
        }
    }

    func changeOperator(_ change: @Sendable (inout OperatorDetails) -> Void) async throws {
        try await world.database.write(tenant.scope) { tx in
            var details = try await Operators.own(tenant.scope, in: tx).details
            change(&details)
            try await Operators.update(tenant.scope, to: details, in: tx)
        }
    }

    /// Gives everybody an account to pay from or to.
    func enterAccounts() async throws {
        for host in [tenant.host, tenant.otherHost] {
            try await change(host) { $0.iban = "NL02ABNA0123456789" }
        }
        try await changeOperator { $0.iban = "NL91ABNA0417164300" }
    }
}
