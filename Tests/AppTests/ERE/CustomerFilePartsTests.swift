import Domain
import Postgres
import TestSupport
import Testing
import Values

/// The file of a customer after a quarter went from the meter to the payout.
struct CustomerFilePartsTests {
    @Test func `all that happened is in the file, page by page, and no other customer's`() async throws {
        try await ERETradeTests.lend([100, 51]) { world, broker in
            try await ERETradeTests.sell(world, broker, 120)
            try await world.giveAccounts()
            _ = try await world.pay()
            let ids = try await world.customers()
            let (scope, request) = (world.admin, ListRequest(sort: CustomerFileSort.newest, limit: 250))
            try await world.test.database.write(scope) { tx in
                try await Customers.end(scope, ids[0], reason: "moved", at: EREFilingWorld.october, in: tx)
            }
            let (events, papers, sessions, payouts, chargers) = try await world.test.database.read(scope) { tx in
                (
                    try await CustomerFile.events(scope, of: ids[0], request, in: tx),
                    try await CustomerFile.papers(scope, of: ids[0], request, in: tx),
                    try await CustomerFile.sessions(scope, of: ids[0], request, in: tx),
                    try await CustomerFile.payouts(scope, of: ids[0], request, in: tx),
                    try await CustomerFile.chargers(scope, of: ids[0], in: tx)
                )
            }
            let happened = Set(events.rows.map(\.what))
            #expect(
                happened.isSuperset(of: [
                    "customer.ended", "booking.accepted", "booking.booked", "booking.credited", "payout.made",
                ]),
                "\(happened)"
            )
            #expect(events.rows.first { $0.what == "customer.ended" }?.reason == "moved")
            #expect(events.rows.first { $0.what == "booking.booked" }?.about.hasPrefix("2026-Q3 ") == true)
            #expect(papers.rows.map(\.kind).sorted { $0.rawValue < $1.rawValue } == [.mandate, .meter, .payout])
            #expect(papers.rows.first { $0.kind == .meter }?.verdict == .accepted)
            #expect(sessions.total == 5 && sessions.rows.allSatisfy { $0.quarter?.description == "2026-Q3" })
            #expect(payouts.rows.map { "\($0.quarter)" } == ["2026-Q3"] && payouts.rows[0].payout.customer == ids[0])
            #expect(chargers.map(\.isProven) == [true] && chargers[0].serial == "ACE1")
            // A page at a time, and no row twice.
            let pages = try await world.test.database.read(scope) { tx in
                var all: [CustomerEvent] = []
                for offset in stride(from: 0, to: events.total, by: 2) {
                    let page = ListRequest(sort: CustomerFileSort.newest, offset: offset, limit: 2)
                    all += try await CustomerFile.events(scope, of: ids[0], page, in: tx).rows
                }
                return all
            }
            #expect(pages == events.rows)
        }
    }

    @Test func `what programs tell is among the sessions, in its last version only`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            _ = try await world.tell()
            let id = try #require(try await world.customers().first)
            let request = ListRequest(sort: CustomerFileSort.newest)
            let sessions = try await world.test.database.read(world.admin) {
                try await CustomerFile.sessions(world.admin, of: id, request, in: $0)
            }
            #expect(sessions.total == 6 && sessions.rows.filter { $0.session == nil }.count == 1)
            #expect(sessions.rows.last?.energy == Energy(wh: 7_250))
        }
    }

    @Test func `no other operator and no customer opens a file`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            let id = try #require(try await world.customers().first)
            let request = ListRequest(sort: CustomerFileSort.newest)
            let other = Scope.user(UserID(1), role: .partnerAdmin, of: OperatorID(999))
            await #expect(throws: NotFound.self) {
                _ = try await world.test.database.read(other) {
                    try await CustomerFile.events(other, of: id, request, in: $0)
                }
            }
            let customer = Scope.customer(id, user: UserID(1), of: world.operatorID)
            await #expect(throws: NotPermitted.self) {
                _ = try await world.test.database.read(customer) {
                    try await CustomerFile.papers(customer, of: id, request, in: $0)
                }
            }
        }
    }
}
