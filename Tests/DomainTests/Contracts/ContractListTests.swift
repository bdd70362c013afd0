import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct ContractListTests {
    @Test func `contracts show their host, versions and what holds on a day`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.voltaria
            let supplyID = try #require(tenant.supply["kade"])
            let contracts = Contracts(database: database)
            for price: Int64 in [300_000, 310_000] {
                let version = SupplyVersionDraft(
                    validFrom: day("2025-07-01"),
                    pricing: .fixed(UnitPrice(microPerKWh: price))
                )
                try await contracts.add(version, to: supplyID, scope: tenant.finance)
            }
            let supply = try await database.read(tenant.admin) {
                try await Contracts.supplyContracts(tenant.admin, in: $0)
            }

            #expect(supply.map(\.reference) == ["L-bakkerij", "L-kade"])
            #expect(supply[1].hostName == "Kade" && supply[1].supplier == "Stroom NV")
            #expect(supply[1].versions.map(\.recordedBy) == ["", "finance of voltaria", "finance of voltaria"])
            #expect(supply[1].terms(on: day("2024-12-31")) == nil)
            #expect(supply[1].terms(on: day("2025-06-30"))?.pricing == .fixed(UnitPrice(microPerKWh: 250_000)))
            // Of two versions for one day the one recorded last holds.
            #expect(supply[1].terms(on: day("2025-07-01"))?.pricing == .fixed(UnitPrice(microPerKWh: 310_000)))
        }
    }

    @Test func `a reimbursement contract ends where its version ends`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.voltaria
            let id = try #require(tenant.reimbursement["kade"])
            let version = ReimbursementVersionDraft(
                supplyContractID: try #require(tenant.supply["kade"]),
                validFrom: day("2025-07-01"),
                validUntil: day("2025-10-01"),
                fixed: UnitPrice(microPerKWh: 20_000),
                percent: Exact(5),
                pricing: .perInterval,
                paymentTerm: PaymentTerm(kind: .endOfMonth, days: 0)
            )
            try await Contracts(database: database).add(version, to: id, scope: tenant.admin)
            let contract = try await database.read(tenant.admin) { try await Contracts.find(tenant.admin, id, in: $0) }

            #expect(contract.versions.count == 2)
            #expect(contract.siteID == nil)
            #expect(contract.holding(on: day("2025-06-30"))?.terms.pricing == .atStart)
            #expect(contract.holding(on: day("2025-09-30"))?.terms.pricing == .perInterval)
            #expect(contract.holding(on: day("2025-10-01")) == nil)
            let terms = contract.versions.map(\.terms)
            #expect(contract.exampleDay(of: terms[0], today: day("2026-01-01")) == day("2025-06-30"))
            #expect(contract.exampleDay(of: terms[1], today: day("2025-08-15")) == day("2025-08-15"))
            #expect(contract.exampleDay(of: terms[1], today: day("2025-01-15")) == day("2025-07-01"))
        }
    }

    @Test func `another operator's contracts are not found, and hosts' users see none`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let supplyID = try #require(world.voltaria.supply["kade"])
            let id = try #require(world.voltaria.reimbursement["kade"])
            let foreign = world.stroomgoed.admin
            await #expect(throws: NotFound("supply contract")) {
                _ = try await database.read(foreign) { try await Contracts.find(foreign, supplyID, in: $0) }
            }
            await #expect(throws: NotFound("reimbursement contract")) {
                _ = try await database.read(foreign) { try await Contracts.find(foreign, id, in: $0) }
            }
            let all = try await database.read(foreign) { try await Contracts.reimbursementContracts(foreign, in: $0) }
            #expect(all.map(\.reference) == ["R-jansen"])
            let host = world.voltaria.hostUser("kade")
            await #expect(throws: NotPermitted()) {
                _ = try await database.read(host) { try await Contracts.supplyContracts(host, in: $0) }
            }
        }
    }

    @Test func `a zone to choose is one of a site or one with prices`() async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let scope = world.voltaria.admin
            #expect(try await database.read(scope) { try await Contracts.biddingZones(scope, in: $0) } == ["NL"])
        }
    }
}
