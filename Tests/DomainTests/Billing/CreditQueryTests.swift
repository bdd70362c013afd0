import Domain
import Postgres
import TestSupport
import Testing
import Values

struct CreditQueryTests {
    @Test func `a host's user sees its own credits and nobody else's`() async throws {
        try await BillingWorld.lease { world in
            let own = try await world.host("Own")
            let other = try await world.host("Other")
            let session = try await own.session("2025-06", "1")
            let foreign = try await other.session("2025-06", "2")
            try await world.close("2025-06")
            let scope = Scope.host(own.id, user: world.finance, of: world.operatorID)
            let foreignID = try #require(try await world.credits("2025-06").first { $0.hostID == other.id }?.id)
            try await world.database.read(scope) { tx in
                let list = try await Credits.list(scope, ListRequest(sort: .period), in: tx)
                #expect(list.rows.map(\.hostID) == [own.id] && list.total == 1)
                #expect(try await Credits.balances(scope, in: tx).map(\.hostID) == [own.id])
                #expect(try await Credits.credits(of: session, scope, in: tx).count == 1)
                #expect(try await Credits.credits(of: foreign, scope, in: tx).isEmpty)
                await #expect(throws: NotFound("credit")) { try await Credits.detail(scope, foreignID, in: tx) }
                await #expect(throws: NotFound("credit")) { try await Credits.lines(scope, foreignID, in: tx) }
                await #expect(throws: NotFound("credit")) { try await CreditFiles.load(scope, foreignID, .pdf, in: tx) }
                await #expect(throws: NotPermitted.self) { try await Credits.months(scope, in: tx) }
            }
        }
    }

    @Test func `another operator's user finds nothing by any id`() async throws {
        try await BillingWorld.lease { world in
            try await world.host("Own").session("2025-06", "1")
            try await world.close("2025-06")
            let credit = try #require(try await world.credits("2025-06").first)
            let other = try await BillingWorld.make("OTHER", on: world.test)
            try await world.database.read(other.scope) { tx in
                let list = try await Credits.list(other.scope, ListRequest(sort: .number), in: tx)
                let months = try await Credits.months(other.scope, in: tx)
                let balances = try await Credits.balances(other.scope, in: tx)
                #expect(list.total == 0 && months.isEmpty && balances.isEmpty)
                await #expect(throws: NotFound("credit")) { try await Credits.detail(other.scope, credit.id, in: tx) }
                await #expect(throws: NotFound("credit")) {
                    try await Credits.detail(other.scope, number: credit.number, in: tx)
                }
            }
        }
    }

    @Test func `credits stand in the order of the days they are due`() async throws {
        try await BillingWorld.lease { world in
            for (name, days) in [("Anna", 20), ("Bert", 10), ("Carl", 30)] {
                let host = try await world.host(name, .person)
                try await world.run(NetTerm(contract: host.contract, days: days))
                try await host.session("2025-06", "1")
            }
            try await world.close("2025-06")
            for isDescending in [false, true] {
                let request = ListRequest(sort: CreditSort.due, isDescending: isDescending)
                let list = try await world.database.read(world.scope) { tx in
                    try await Credits.list(world.scope, request, in: tx)
                }
                let names = list.rows.map(\.hostName)
                #expect(names == (isDescending ? ["Carl", "Anna", "Bert"] : ["Bert", "Anna", "Carl"]))
            }
        }
    }

    @Test func `lists are filtered, ordered, cut and counted`() async throws {
        try await BillingWorld.lease { world in
            for (name, amount) in [("Anna", "3"), ("Bert", "1"), ("Carl", "2")] {
                let host = try await world.host(name, .person)
                try await host.session("2025-05", amount)
                try await host.session("2025-06", amount)
            }
            try await world.close("2025-05")
            try await world.close("2025-06")
            try await world.database.read(world.scope) { tx in
                let filter = CreditFilter(month: BillingWorld.month("2025-06"))
                var request = ListRequest(sort: CreditSort.total, isDescending: true, limit: 2)
                let page = try await Credits.list(world.scope, request, filter: filter, in: tx)
                #expect(page.rows.map(\.hostName) == ["Anna", "Carl"] && page.total == 3)
                request.search = "ber"
                #expect(
                    try await Credits.list(world.scope, request, filter: filter, in: tx).rows.map(\.hostName) == [
                        "Bert"
                    ]
                )
                request.offset = 5
                #expect(try await Credits.list(world.scope, request, filter: filter, in: tx).total == 1)
                let numbers = try await Credits.list(world.scope, ListRequest(sort: .number), in: tx).rows.map(\.number)
                #expect(numbers == (1...6).map { "VOLT-P-2025-000\($0)" })
            }
        }
    }

    @Test func `the lines behind a credit come in pages with what they were made of`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour", .person)
            for number in 1...5 { try await host.session("2025-06", "\(number)") }
            try await world.close("2025-06")
            let credit = try #require(try await world.credits("2025-06").first)
            try await world.database.read(world.scope) { tx in
                let first = try await Credits.lines(world.scope, credit.id, limit: 2, in: tx)
                let rest = try await Credits.lines(world.scope, credit.id, after: first.last?.ordinal ?? 0, in: tx)
                #expect((first + rest).map(\.amount.description) == ["1", "2", "3", "4", "5"])
                #expect(first[0].chargePoint == "CP\(host.site)" && first[0].documentLine == 1)
            }
        }
    }

    @Test func `months tell what was issued, approved and paid, and what is open`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour", .person)
            try await host.session("2025-06", "5")
            try await host.session("2025-07", "1")
            try await host.session("2025-07", nil, state: "waiting")
            try await world.close("2025-06")
            try await Approvals(world.database).approve(
                world.scope,
                month: BillingWorld.month("2025-06"),
                at: Timestamp(seconds: 1)
            )
            let months = try await world.database.read(world.scope) { try await Credits.months(world.scope, in: $0) }
            #expect(months.map(\.period.description) == ["2025-07", "2025-06"])
            #expect(months[0].end == nil && months[0].uncredited == 1 && months[0].open.waiting == 1)
            #expect(
                months[1].end?.state == .closed
                    && months[1].issued == CreditTotals(count: 1, total: Money(minor: 500, .eur))
            )
            #expect(months[1].approved.total.minor == 500 && months[1].paid.count == 0)
        }
    }

    @Test func `a file of a credit is stored once, whoever comes first`() async throws {
        try await BillingWorld.lease { world in
            try await world.host("Harbour").session("2025-06")
            try await world.close("2025-06")
            let id = try #require(try await world.credits("2025-06").first?.id)
            func store(_ byte: UInt8) async throws -> [UInt8] {
                try await world.database.write(world.scope) { tx in
                    try await CreditFiles.storeFile(world.scope, id, .pdf, [byte], in: tx)
                }
            }
            let missing = try await world.database.read(world.scope) {
                try await CreditFiles.missing(world.scope, month: BillingWorld.month("2025-06"), .pdf, in: $0)
            }
            #expect(missing == [id])
            #expect(try await store(1) == [1])
            #expect(try await store(2) == [1])
            let loaded = try await world.database.read(world.scope) {
                try await CreditFiles.load(world.scope, id, .pdf, in: $0)
            }
            #expect(loaded == [1])
        }
    }
}
