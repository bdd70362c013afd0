import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

/// Two credited sessions of June, on the 10th and the 20th, and one of July that is not credited yet.
struct ContractCorrectionsTests {
    private struct Story {
        let world: World
        let supply: SupplyContractID
        let contract: ReimbursementContractID
        var tenant: Tenant { world.voltaria }
        var contracts: Contracts { Contracts(database: world.database) }

        func count(_ change: ContractChange) async throws -> Int {
            try await world.database.read(tenant.finance) {
                try await Contracts.corrections(by: change, tenant.finance, in: $0)
            }
        }

        func price(_ perKWh: String, from first: String) -> SupplyVersionDraft {
            SupplyVersionDraft(validFrom: day(first), pricing: .fixed(UnitPrice(perKWh: exact(perKWh)) ?? .zero))
        }

        func terms(
            from first: String,
            until: String? = nil,
            fixed: String = "0",
            days: Int = 30
        )
            -> ReimbursementVersionDraft
        {
            ReimbursementVersionDraft(
                supplyContractID: supply,
                validFrom: day(first),
                validUntil: until.map(day),
                fixed: UnitPrice(perKWh: exact(fixed)) ?? .zero,
                percent: .zero,
                pricing: .atStart,
                paymentTerm: PaymentTerm(kind: .net, days: days)
            )
        }

        func close(_ period: String, on today: String) async throws -> Int {
            let order = MonthCloseOrder(period: month(period), today: day(today), now: moment(today + "T12:00:00Z"))
            return try await MonthClose(world.database).run(tenant.finance, order).issued
        }

        /// How many sessions the documents of a month take back.
        func takenBack(in period: String) async throws -> Int {
            try await world.database.read(tenant.finance) { tx in
                let credits = try await Credits.month(tenant.finance, month(period), in: tx)
                var count = 0
                for credit in credits {
                    let lines = try await Credits.lines(tenant.finance, credit.id, in: tx)
                    count += lines.count { $0.isReversal }
                }
                return count
            }
        }
    }

    private func run(_ body: (Story) async throws -> Void) async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            for start in ["2025-06-10", "2025-06-20", "2025-07-02"] {
                try await world.charge(
                    world.voltaria,
                    at: "VOL-002",
                    from: start + "T10:00:00Z",
                    until: start + "T11:00:00Z",
                    wh: 8_000
                )
            }
            let story = Story(
                world: world,
                supply: try #require(world.voltaria.supply["kade"]),
                contract: try #require(world.voltaria.reimbursement["kade"])
            )
            let closed = try await story.close("2025-06", on: "2025-07-03")
            #expect(closed == 1)
            try await body(story)
        }
    }

    @Test func `only credited sessions that get another price are counted`() async throws {
        try await run { story in
            let cases: [(String, String, Int)] = [
                ("0.30", "2025-06-01", 2), ("0.30", "2025-06-10", 2), ("0.30", "2025-06-11", 1),
                ("0.30", "2025-06-21", 0), ("0.25", "2025-06-01", 0),
            ]
            for (price, from, expected) in cases {
                let count = try await story.count(.supply(story.price(price, from: from), of: story.supply))
                #expect(count == expected, "\(price) from \(from)")
            }
            let another = try #require(story.tenant.supply["bakkerij"])
            let elsewhere = try await story.count(.supply(story.price("0.30", from: "2025-06-01"), of: another))
            #expect(elsewhere == 0)
        }
    }

    @Test func `a later version keeps the sessions it answers for`() async throws {
        try await run { story in
            let later = story.price("0.25", from: "2025-06-15")
            try await story.contracts.add(later, to: story.supply, scope: story.tenant.finance)
            let count = try await story.count(.supply(story.price("0.30", from: "2025-06-01"), of: story.supply))
            #expect(count == 1)
        }
    }

    @Test func `terms that end, and a site's own contract, touch what they take over`() async throws {
        try await run { story in
            let contract = story.contract
            let paidLater = try await story.count(
                .reimbursement(story.terms(from: "2025-06-01", days: 60), of: contract)
            )
            #expect(paidLater == 0)
            let ending = story.terms(from: "2025-06-01", until: "2025-06-15")
            let endingCount = try await story.count(.reimbursement(ending, of: contract))
            #expect(endingCount == 1)
            let dearer = story.terms(from: "2025-06-15", fixed: "0.01")
            let dearerCount = try await story.count(.reimbursement(dearer, of: contract))
            #expect(dearerCount == 1)
            let own = ReimbursementContractDraft(
                hostID: story.tenant.host("kade"),
                siteID: story.tenant.site("quay"),
                reference: "own",
                name: "Own"
            )
            let ownCount = try await story.count(.newReimbursement(own, dearer))
            #expect(ownCount == 1)
        }
    }

    @Test func `nothing is saved before the number of corrections is agreed to, and the close makes as many`()
        async throws
    {
        try await run { story in
            let (contracts, finance) = (story.contracts, story.tenant.finance)
            let dearer = story.price("0.30", from: "2025-06-01")
            for agreed in [0, 1, 3] {
                await #expect(throws: UnconfirmedCorrections(count: 2)) {
                    try await contracts.add(dearer, to: story.supply, confirmed: agreed, scope: finance)
                }
            }
            try await story.world.settle()
            let early = try await story.close("2025-06", on: "2025-07-04")
            #expect(early == 0)

            try await contracts.add(dearer, to: story.supply, confirmed: 2, scope: finance)
            try await story.world.settle()
            let issued = try await story.close("2025-07", on: "2025-08-03")
            #expect(issued == 1)
            let takenBack = try await story.takenBack(in: "2025-07")
            #expect(takenBack == 2)
        }
    }

    @Test func `what touches no credited session is saved at once`() async throws {
        try await run { story in
            let next = story.price("0.30", from: "2025-07-01")
            try await story.contracts.add(next, to: story.supply, confirmed: 0, scope: story.tenant.finance)
            let own = ReimbursementContractDraft(
                hostID: story.tenant.host("kade"),
                siteID: story.tenant.site("quay"),
                reference: "own",
                name: "Own"
            )
            await #expect(throws: UnconfirmedCorrections(count: 1)) {
                _ = try await story.contracts.add(
                    own,
                    version: story.terms(from: "2025-06-15", fixed: "0.01"),
                    confirmed: 0,
                    scope: story.tenant.finance
                )
            }
        }
    }

    @Test func `another operator's contract cannot be asked about`() async throws {
        try await run { story in
            let foreign = story.world.stroomgoed.admin
            let change = ContractChange.supply(story.price("0.30", from: "2025-06-01"), of: story.supply)
            await #expect(throws: ContractRejection.contractUnknown) {
                _ = try await story.world.database.read(foreign) {
                    try await Contracts.corrections(by: change, foreign, in: $0)
                }
            }
        }
    }
}
