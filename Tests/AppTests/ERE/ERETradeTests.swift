import Domain
import Foundation
import Jobs
import Postgres
import TestSupport
import Testing
import Values
import Web

/// Selling what was credited, in the books and to the cent.
struct ERETradeTests {
    static let today = LocalDate(daysSinceEpoch: 20_731)
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Connections with credited lines, and a broker.
    static func lend(
        _ figures: [Int64],
        _ body: (EREFilingWorld, EREBrokerID) async throws -> Void
    ) async throws {
        try await EREFilingWorld.lend(connections: figures.count) { world in
            try await world.measureAndAccept()
            try await world.file()
            // Lists of many lines are planned as in a database that has been there for a while.
            if figures.count > 100 { try await world.run(LookAtTables()) }
            let ids = try await lines(world).map(\.id)
            try await credit(world, zip(ids, figures).map { ($0, $1) })
            let broker = try await world.test.database.write(world.finance) {
                try await ERETrades.addBroker(
                    world.finance,
                    name: "Makelaar",
                    companyNumber: "",
                    at: EREFilingWorld.october,
                    in: $0
                )
            }
            try await body(world, broker)
        }
    }

    static func lines(_ world: EREFilingWorld) async throws -> [EREBookingSummary] {
        let request = ListRequest(sort: EREBookingSort.customer)
        let lines = try await world.test.database.read(world.admin) {
            try await EREBookings.list(world.admin, request, in: $0).rows
        }
        return lines.sorted { ($0.ean, $0.revision) < ($1.ean, $1.revision) }
    }

    static func credit(
        _ world: EREFilingWorld,
        _ figures: [(EREBookingID, Int64)]
    ) async throws {
        let bytes = Array(("BookingRef,ERE\n" + figures.map { "\($0.0),\($0.1)\n" }.joined()).utf8)
        let sheet = try ERECreditReading.sheet(bytes)
        let (scope, now) = (world.finance, EREFilingWorld.october)
        try await world.test.database.write(scope) { tx in
            let id = try await ERECredits.keep(scope, name: "rev.csv", bytes, .whole, at: now, in: tx)
            _ = try await ERECredits.record(scope, id, sheet, at: now, in: tx)
        }
    }

    @discardableResult
    static func sell(
        _ world: EREFilingWorld,
        _ broker: EREBrokerID,
        _ units: Int64,
        price: String = "0.485",
        fee: Int64 = 0,
        _ reference: String = "C-1"
    ) async throws -> ERETradeID {
        let draft = ERETradeDraft(
            broker: broker,
            reference: reference,
            year: 2026,
            units: units,
            price: try #require(Exact(price)),
            fee: Money(minor: fee, .eur),
            soldOn: today
        )
        return try await world.test.database.write(world.finance, repeating: .onConflict) {
            try await ERETrades.record(
                world.finance,
                draft,
                today: today,
                at: EREFilingWorld.october,
                in: $0
            )
        }
    }

    static func cancel(_ world: EREFilingWorld, _ id: ERETradeID) async throws {
        try await world.test.database.write(world.finance) {
            try await ERETrades.cancel(
                world.finance,
                id,
                reason: "buyer withdrew",
                today: today,
                at: EREFilingWorld.october,
                in: $0
            )
        }
    }

    static func shares(
        _ world: EREFilingWorld,
        _ id: ERETradeID
    ) async throws
        -> [ERETradeLine]
    {
        try await world.test.database.read(world.admin) {
            try await ERETrades.lines(world.admin, of: id, in: $0)
        }
    }

    static func verify(_ world: EREFilingWorld) async throws -> [String] {
        var reports = try await ERETradeVerification.run(world.admin, on: world.test.database)
        reports += try await EREBookingVerification.run(world.admin, on: world.test.database)
        reports += try await BookVerification.run(world.admin, on: world.test.database)
        return reports.compactMap(\.firstDifference)
    }

    /// What a second implementation says of everything that was sold.
    static func judge(
        _ world: EREFilingWorld,
        tampering: (inout [String: String]) -> Void = { _ in }
    ) async throws
        -> Program.Outcome
    {
        let files = try await ERESalesFiles.make(world.admin, on: world.test.database)
        var texts = files.mapValues { String(decoding: $0, as: UTF8.self) }
        tampering(&texts)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "laadboek-sales-\(UUID())"
        )
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, text) in texts { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        let script = root.appendingPathComponent("Tests/Peers/ere_sales.py").path
        return try await Program.run("python3", [script, folder.path])
    }

    @Test
    func `a sale takes units in proportion, shares its revenue to the cent and is in the books`() async throws {
        try await Self.lend([100, 51, 7]) { world, broker in
            // 79 × 0.485 = 38.315, rounded 38.32, less 1.00.
            let id = try await Self.sell(world, broker, 79, fee: 100)
            let trade = try await world.test.database.read(world.admin) {
                try await ERETrades.find(world.admin, id, in: $0)
            }
            #expect(
                trade.number == "VOL-T-2026-0001" && trade.gross.minor == 3832 && trade.net.minor == 3732
            )
            let shares = try await Self.shares(world, id)
            // 79 × 100, 51, 7 ÷ 158 = 50, 25.5, 3.5: the tie goes to the lower EAN.
            #expect(
                shares.map(\.units) == [50, 26, 3] && shares.map(\.amount.minor) == [2362, 1228, 142]
            )
            #expect(try await Self.lines(world).map(\.state) == [.credited, .credited, .credited])
            try await Self.sell(world, broker, 79, "C-2")
            #expect(try await Self.lines(world).map(\.state) == [.sold, .sold, .sold])
            let balances = try await world.test.owner.all(.system, EREBalances())
            #expect(balances == ["ere_broker:\(broker) 7564", "ere_proceeds -7564"])
            let differences = try await Self.verify(world)
            #expect(differences == [])
            let judged = try await Self.judge(world)
            #expect(
                judged.output == "2 trades, 6 shares, 158 units sold, 75.64 shared out\n",
                "\(judged.output)"
            )
        }
    }

    @Test func `nothing is sold that is not credited, nor twice`() async throws {
        try await Self.lend([100, 50]) { world, broker in
            await #expect(throws: ERETradeRejection.notInStock(left: 150)) {
                try await Self.sell(world, broker, 151)
            }
            try await Self.sell(world, broker, 100)
            await #expect(throws: ERETradeRejection.referenceKnown) {
                try await Self.sell(world, broker, 1)
            }
            await #expect(throws: ERETradeRejection.notInStock(left: 50)) {
                try await Self.sell(world, broker, 51, "C-2")
            }
            // Whatever the program does: the database refuses it.
            await #expect(throws: PostgresFault.self) { try await world.run(SellTooMuch()) }
            await #expect(throws: PostgresFault.self) { try await world.run(SellWithoutLines()) }
            let differences = try await Self.verify(world)
            #expect(differences == [])
        }
    }

    @Test func `of two sales of everything at the same time one is made`() async throws {
        try await Self.lend([100, 50, 3]) { world, broker in
            let results = await withTaskGroup(of: String.self) { group in
                for number in 1...4 {
                    group.addTask {
                        do { return "\(try await Self.sell(world, broker, 153, "C-\(number)"))" } catch {
                            return "\(error)"
                        }
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(results.count { Int($0) != nil } == 1, "\(results)")
            #expect(results.count { $0.contains("not_in_stock") } == 3, "\(results)")
            let differences = try await Self.verify(world)
            #expect(differences == [])
        }
    }

    @Test func `a cancelled sale gives back what it took, and stays to be seen`() async throws {
        try await Self.lend([100, 50]) { world, broker in
            let first = try await Self.sell(world, broker, 90)
            let second = try await Self.sell(world, broker, 60, price: "0.5", "C-2")
            #expect(try await Self.lines(world).map(\.state) == [.sold, .sold])
            try await Self.cancel(world, first)
            await #expect(throws: ERETradeRejection.alreadyCancelled) {
                try await Self.cancel(world, first)
            }
            // The lines are not sold out any more, although another sale sold them out.
            let states = try await Self.lines(world).map(\.state)
            #expect(states == [.credited, .credited])
            try await Self.sell(world, broker, 90, price: "0.51", "C-3")
            #expect(try await Self.lines(world).map(\.state) == [.sold, .sold])
            let balances = try await world.test.owner.all(.system, EREBalances())
            #expect(balances == ["ere_broker:\(broker) 7590", "ere_proceeds -7590"])
            let differences = try await Self.verify(world)
            #expect(differences == [])
            let judged = try await Self.judge(world)
            #expect(
                judged.output == "3 trades, 6 shares, 150 units sold, 75.90 shared out\n",
                "\(judged.output)"
            )
            #expect(try await Self.shares(world, second).map(\.units) == [40, 20])
        }
    }

    @Test func `a figure that is corrected later does not change what was sold before`() async throws {
        try await Self.lend([100, 50, 10]) { world, broker in
            try await Self.sell(world, broker, 80)
            let ids = try await Self.lines(world).map(\.id)
            try await Self.credit(world, [(ids[0], 90), (ids[2], 30)])
            try await Self.sell(world, broker, 90, price: "0.333333", "C-2")
            #expect(try await Self.lines(world).map(\.state) == [.sold, .sold, .sold])
            let stock = try await world.test.database.read(world.admin) {
                try await ERETrades.stock(world.admin, in: $0)
            }
            #expect(stock.map(\.left) == [0] && stock.map(\.sold) == [170] && stock.map(\.over) == [0])
            let differences = try await Self.verify(world)
            #expect(differences == [])
            let judged = try await Self.judge(world)
            #expect(judged.status == 0, "\(judged.output)")
        }
    }

    @Test func `verifying, and the second implementation, find a cent that moved`() async throws {
        try await Self.lend([100, 50]) { world, broker in
            try await Self.sell(world, broker, 75)
            let judged = try await Self.judge(world) { texts in
                texts["shares.csv"] = texts["shares.csv"]?.replacing(",24.25", with: ",24.26")
                    .replacing(",12.13", with: ",12.12")
            }
            #expect(judged.status == 1 && judged.output.contains("VOL-T-2026-0001"), "\(judged.output)")
            try await world.run(MoveCent())
            let found = try await Self.verify(world)
            #expect(found.contains { $0.contains("not what the rule gives") }, "\(found)")
        }
    }

    @Test func `what a person mistypes is refused`() async throws {
        try await Self.lend([100]) { world, broker in
            let good = ERETradeDraft(
                broker: broker,
                reference: "C-1",
                year: 2026,
                units: 10,
                price: Exact(1),
                fee: .zero(.eur),
                soldOn: Self.today
            )
            func rejection(_ change: (inout ERETradeDraft) -> Void) async throws -> ERETradeRejection? {
                var draft = good
                change(&draft)
                let wrong = draft
                do {
                    _ = try await world.test.database.write(world.finance) {
                        try await ERETrades.record(
                            world.finance,
                            wrong,
                            today: Self.today,
                            at: EREFilingWorld.october,
                            in: $0
                        )
                    }
                    return nil
                } catch let rejection as ERETradeRejection { return rejection }
            }
            let wrong: [(ERETradeRejection?, (inout ERETradeDraft) -> Void)] = [
                (.brokerUnknown, { $0.broker = EREBrokerID(999) }), (.reference, { $0.reference = "" }),
                (.units, { $0.units = 0 }), (.price, { $0.price = Exact(1_001) }),
                (.price, { $0.price = Exact(mantissa: 1, scale: 7) }),
                (.fee, { $0.fee = Money(minor: 1_001, .eur) }), (.day, { $0.soldOn = Self.today.adding(days: 1) }),
                (.day, { $0.year = 2027 }), (nil, { _ in }),
            ]
            for (expected, change) in wrong {
                let found = try await rejection(change)
                #expect(found == expected)
            }
            let system = Scope.system(for: world.operatorID)
            await #expect(throws: ERETradeRejection.nobody) {
                try await world.test.database.write(system) {
                    _ = try await ERETrades.record(
                        system,
                        good,
                        today: Self.today,
                        at: EREFilingWorld.october,
                        in: $0
                    )
                }
            }
        }
    }
}

/// What the accounts of sales come to: debits less credits.
private struct EREBalances: Statement {
    static let sql = """
        SELECT a.code || ' ' || sum(CASE p.side WHEN 'debit' THEN p.amount_minor ELSE -p.amount_minor END)
        FROM ledger_accounts a JOIN ledger_postings p ON p.operator_id = a.operator_id AND p.account_id = a.id
        WHERE starts_with(a.code, 'ere_') GROUP BY a.code ORDER BY a.code
        """
    static let sample = EREBalances()
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}

/// One unit more than is left, as lines of a trade that is there.
private struct SellTooMuch: Statement {
    static let sql = """
        WITH trade AS (
            INSERT INTO ere_trades (operator_id, number, broker_id, reference, unit_kind, delivery_year, units,
                price_per_unit, gross_minor, fee_minor, sold_on, credits_through, cancellations_through, recorded_by,
                recorded_at)
            SELECT operator_id, 'X', broker_id, 'X', unit_kind, delivery_year, 51, 1, 5100, 0, sold_on, 0, 0, recorded_by,
                recorded_at FROM ere_trades RETURNING operator_id, id
        )
        INSERT INTO ere_trade_lines (operator_id, trade_id, position, customer_id, booking_id, units, amount_minor)
        SELECT t.operator_id, t.id, 1, b.customer_id, b.id, 51, 5100
        FROM trade t JOIN ere_bookings b USING (operator_id) ORDER BY b.id LIMIT 1
        """
    static let sample = SellTooMuch()
}

private struct SellWithoutLines: Statement {
    static let sql = """
        INSERT INTO ere_trades (operator_id, number, broker_id, reference, unit_kind, delivery_year, units, price_per_unit,
            gross_minor, fee_minor, sold_on, credits_through, cancellations_through, recorded_by, recorded_at)
        SELECT operator_id, 'Y', broker_id, 'Y', unit_kind, delivery_year, 1, 1, 100, 0, sold_on, 0, 0, recorded_by,
            recorded_at FROM ere_trades
        """
    static let sample = SellWithoutLines()
}

private struct MoveCent: Statement {
    static let sql =
        "UPDATE ere_trade_lines SET amount_minor = amount_minor + CASE position WHEN 1 THEN 1 ELSE -1 END"
    static let sample = MoveCent()
}
