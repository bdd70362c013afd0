import Domain
import Postgres
import TestSupport
import Testing
import Values

/// Pages of trades and of their lines, and stock by year.
struct ERETradeListTests {
    private static func page(
        _ world: EREFilingWorld,
        _ id: ERETradeID,
        _ request: ListRequest<ERETradeLineSort>
    ) async throws -> Listing<ERETradeLine> {
        try await world.test.database.read(world.admin) {
            try await ERETrades.lines(world.admin, of: id, request, in: $0)
        }
    }

    @Test func `every line of a sale is on one page, in each order`() async throws {
        try await ERETradeTests.lend([100, 51, 7]) { world, broker in
            let id = try await ERETradeTests.sell(world, broker, 79, fee: 100)
            let all = try await ERETradeTests.shares(world, id)
            #expect(all.count == 3)
            for sort in ERETradeLineSort.allCases {
                for isDescending in [false, true] {
                    var seen: [Int] = []
                    for offset in 0..<3 {
                        let request = ListRequest(sort: sort, isDescending: isDescending, offset: offset, limit: 1)
                        let page = try await Self.page(world, id, request)
                        #expect(page.total == 3 && page.rows.count == 1, "\(sort) \(offset)")
                        seen += page.rows.map(\.position)
                    }
                    #expect(Set(seen) == Set(all.map(\.position)), "\(sort): \(seen)")
                }
            }
            let most = ListRequest(sort: ERETradeLineSort.amount, isDescending: true)
            #expect(try await Self.page(world, id, most).rows.map(\.amount.minor) == [2362, 1228, 142])
            let one = ListRequest(sort: ERETradeLineSort.ean, search: all[1].ean)
            #expect(try await Self.page(world, id, one).rows == [all[1]])
            let beyond = ListRequest(sort: ERETradeLineSort.ean, offset: 3, limit: 1)
            let none = try await Self.page(world, id, beyond)
            #expect(none.rows.isEmpty && none.total == 3)
        }
    }

    @Test func `trades are found by number and by their broker's`() async throws {
        try await ERETradeTests.lend([100, 50]) { world, broker in
            try await ERETradeTests.sell(world, broker, 10, "A-1")
            try await ERETradeTests.sell(world, broker, 30, "A-2")
            try await ERETradeTests.sell(world, broker, 20, "B-1")
            func references(_ request: ListRequest<ERETradeSort>) async throws -> [String] {
                let scope = world.admin
                return try await world.test.database.read(scope) {
                    try await ERETrades.list(scope, request, in: $0).rows.map(\.reference)
                }
            }
            #expect(try await references(ListRequest(sort: .units)) == ["A-1", "B-1", "A-2"])
            #expect(try await references(ListRequest(sort: .net, isDescending: true)) == ["A-2", "B-1", "A-1"])
            #expect(try await references(ListRequest(sort: .number, search: "a-")) == ["A-1", "A-2"])
            #expect(try await references(ListRequest(sort: .sold, search: "-0003")) == ["B-1"])
            #expect(try await references(ListRequest(sort: .number, offset: 1, limit: 1)) == ["A-2"])
        }
    }

    @Test func `stock by year is that of its quarters`() async throws {
        try await ERETradeTests.lend([100, 51, 7]) { world, broker in
            func lots() async throws -> [EREStockLot] {
                try await world.test.database.read(world.admin) { try await ERETrades.lots(world.admin, in: $0) }
            }
            let before = try await lots()
            #expect(before.map(\.left) == [158] && before.map(\.year) == [2026] && before.map(\.basis) == [.grid])
            #expect(before[0].leftSince != nil && before[0].expiresOn == LocalDate(year: 2027, month: 4, day: 1))
            try await ERETradeTests.sell(world, broker, 58)
            #expect(try await lots().map { [$0.credited, $0.sold, $0.left] } == [[158, 58, 100]])
            try await ERETradeTests.sell(world, broker, 100, "C-2")
            let after = try await lots()
            #expect(after.map(\.left) == [0] && after[0].leftSince == nil)
        }
    }
}
