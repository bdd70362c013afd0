import Domain
import Postgres
import TestSupport
import Testing
import Values

struct ApprovalTests {
    private let now = Timestamp(seconds: 1_751_500_000)
    private let june = BillingWorld.month("2025-06")

    @Test func `a month is approved once, later documents by another approval`() async throws {
        try await BillingWorld.lease { world in
            try await world.host("First").session("2025-06")
            let blocked = try await world.host("Second", .init(vatID: ""))
            try await blocked.session("2025-06")
            try await world.close("2025-06")
            let approvals = Approvals(world.database)
            let first = try await approvals.approve(world.scope, month: june, at: now)
            #expect(first.approved.count == 1 && first.alreadyApproved == 0)
            let again = try await approvals.approve(world.secondScope, month: june, at: now)
            #expect(again.approved.isEmpty && again.alreadyApproved == 1)
            let credit = try #require(try await world.credits("2025-06").first)
            #expect(credit.approvedBy == world.finance && credit.approvedAt == now)
        }
    }

    @Test func `with four eyes the one who asked for the close does not approve it`() async throws {
        try await BillingWorld.lease(fourEyes: true) { world in
            try await world.host("Harbour").session("2025-06")
            try await world.close("2025-06")
            let approvals = Approvals(world.database)
            await #expect(throws: ApprovalRejection.needsFourEyes) {
                try await approvals.approve(world.scope, month: june, at: now)
            }
            let id = try #require(try await world.credits("2025-06").first?.id)
            await #expect(throws: ApprovalRejection.needsFourEyes) {
                try await approvals.approve(world.scope, credits: [id], at: now)
            }
            #expect(try await approvals.approve(world.secondScope, credits: [id], at: now).approved == [id])
        }
    }

    @Test func `the one who asked stays the one who asked when a job closes`() async throws {
        try await BillingWorld.lease(fourEyes: true) { world in
            try await world.host("Harbour").session("2025-06")
            try await MonthClose(world.database).request(world.scope, BillingWorld.order("2025-06"))
            try await world.close("2025-06", as: .system(for: world.operatorID))
            await #expect(throws: ApprovalRejection.needsFourEyes) {
                try await Approvals(world.database).approve(world.scope, month: june, at: now)
            }
        }
    }

    @Test func `only a person of the operator approves, and only what is there`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour")
            try await host.session("2025-06")
            try await world.close("2025-06")
            let approvals = Approvals(world.database)
            let id = try #require(try await world.credits("2025-06").first?.id)
            await #expect(throws: ApprovalRejection.needsPerson) {
                try await approvals.approve(.system(for: world.operatorID), month: june, at: now)
            }
            await #expect(throws: NotPermitted.self) {
                let guest = Scope.host(host.id, user: world.finance, of: world.operatorID)
                try await approvals.approve(guest, month: june, at: now)
            }
            await #expect(throws: ApprovalRejection.nothingToApprove) {
                try await approvals.approve(world.scope, month: BillingWorld.month("2025-05"), at: now)
            }
            let other = try await BillingWorld.make("OTHER", on: world.test)
            await #expect(throws: NotFound("credit")) {
                try await approvals.approve(other.scope, credits: [id], at: now)
            }
            #expect(try await world.credits("2025-06").first?.approvedAt == nil)
        }
    }
}
