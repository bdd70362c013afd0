import Domain
import Postgres
import TestSupport
import Testing
import Values

/// Customers who want to be forgotten.
struct ErasureTests {
    private static let now = Timestamp(seconds: 1_796_000_000)
    private static let today = LocalDate(daysSinceEpoch: 20_787)

    private struct Left: Statement {
        static let sql = """
            SELECT (SELECT count(*) FROM mails WHERE lower(recipient) = 'first@home.example')
                || ' ' || (SELECT count(*) FROM web_sessions) || ' ' || (SELECT count(*) FROM users
                WHERE lower(email) = 'first@home.example') || ' ' || (SELECT count(*) FROM customers
                WHERE lower(email) = 'first@home.example' OR name = 'Customer first')
            """
        static let sample = Left()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }

    private static func ask(_ world: PartiesWorld, _ scope: Scope, _ id: CustomerID) async throws -> ErasureRequestID {
        try await world.write(scope) {
            try await Erasures.ask(scope, for: id, by: "Herself", on: today, reason: "Moved", at: now, in: $0)
        }
    }

    private static func preview(_ world: PartiesWorld, _ scope: Scope, _ id: CustomerID) async throws -> ErasurePreview
    {
        try await world.write(scope) { try await Erasures.preview(scope, of: id, on: today, at: now, in: $0) }
    }

    private static func carryOut(_ world: PartiesWorld, _ scope: Scope, _ id: CustomerID) async throws -> [ErasureCount]
    {
        try await world.write(scope) { try await Erasures.carryOut(scope, of: id, at: now, in: $0) }
    }

    private static func file(
        _ world: PartiesWorld,
        _ scope: Scope,
        _ id: CustomerID
    ) async throws
        -> CustomerPrivacyFile
    {
        try await world.database.read(scope) { try await Erasures.file(scope, of: id, in: $0) }
    }

    /// A customer that signed in and got a mail, and one beside it.
    private static func lend(
        _ body: (PartiesWorld, TestDatabase, PartiesWorld.TestCustomer, PartiesWorld.TestCustomer) async throws -> Void
    ) async throws {
        try await PartiesWorld.lendAll { world, test in
            let first = try await world.customer(of: world.voltaria, "first")
            let second = try await world.customer(of: world.voltaria, "second")
            for customer in ["first", "second"] {
                let signIns = try world.signIns()
                let trace = ClientTrace(remoteAddress: "192.0.2.1", userAgent: "")
                _ = try await signIns.signIn(
                    email: "\(customer)@home.example",
                    password: PartiesWorld.password,
                    from: trace,
                    at: now
                )
                let address = try #require(MailAddress("\(customer)@home.example"))
                try await world.write(world.voltaria.scope) {
                    let draft = MailDraft(to: address, subject: "S", body: "B")
                    try await Outbox.add(draft, of: world.voltaria.id, at: now, in: $0)
                }
            }
            try await body(world, test, first, second)
        }
    }

    @Test func `what a preview says is what is carried out, and nothing of the customer beside it goes`() async throws {
        try await Self.lend { world, test, first, second in
            let scope = world.voltaria.scope
            let before = try await test.owner.all(.system, Left())
            let preview = try await Self.preview(world, scope, first.id)
            #expect(preview.obstacles == [] && preview.kept == [])
            let after = try await test.owner.all(.system, Left())
            #expect(before == after, "a preview changes nothing")
            await #expect(throws: ErasureRejection.request) { _ = try await Self.carryOut(world, scope, first.id) }
            _ = try await Self.ask(world, scope, first.id)
            await #expect(throws: ErasureRejection.request) { _ = try await Self.ask(world, scope, first.id) }
            let removed = try await Self.carryOut(world, scope, first.id)
            #expect(removed == preview.removed && removed.contains { $0.kind == .mails && $0.count == 1 })
            #expect(try await test.owner.all(.system, Left()) == ["0 1 0 0"])
            let file = try await Self.file(world, scope, first.id)
            #expect(file.erasedAt == Self.now && file.remains == nil && file.open == nil)
            #expect(file.removed.count == removed.count && file.requests.map(\.outcome) == [.carriedOut])
            let other = try await world.database.read(scope) { try await Customers.find(scope, second.id, in: $0) }
            #expect(other.details.name == "Customer second")
        }
    }

    @Test func `an erased customer is a number, signs in no more, and nothing is written to it`() async throws {
        try await Self.lend { world, _, first, _ in
            let scope = world.voltaria.scope
            _ = try await Self.ask(world, scope, first.id)
            _ = try await Self.carryOut(world, scope, first.id)
            let found = try await world.database.read(scope) { try await Customers.find(scope, first.id, in: $0) }
            #expect(found.details.name == "#\(first.id)" && found.details.address.town == "")
            let trace = ClientTrace(remoteAddress: "192.0.2.1", userAgent: "")
            await #expect(throws: (any Error).self) {
                _ = try await world.signIns().signIn(
                    email: "first@home.example",
                    password: PartiesWorld.password,
                    from: trace,
                    at: Self.now
                )
            }
            var details = found.details
            details.name = "Back again"
            await #expect(throws: CustomerRejection.erased) {
                try await world.write(scope) { try await Customers.update(scope, first.id, to: details, in: $0) }
            }
            await #expect(throws: CustomerRejection.erased) {
                try await world.write(scope) { try await Customers.resume(scope, first.id, in: $0) }
            }
            await #expect(throws: ErasureRejection.erased) { _ = try await Self.ask(world, scope, first.id) }
        }
    }

    @Test func `a hold stands in the way until it is lifted`() async throws {
        try await Self.lend { world, _, first, _ in
            let scope = world.voltaria.scope
            _ = try await Self.ask(world, scope, first.id)
            try await world.write(scope) {
                try await Erasures.hold(scope, first.id, reason: "Case 7", at: Self.now, in: $0)
            }
            await #expect(throws: ErasureRejection.hold) {
                try await world.write(scope) {
                    try await Erasures.hold(scope, first.id, reason: "Again", at: Self.now, in: $0)
                }
            }
            #expect(try await Self.preview(world, scope, first.id).obstacles == [.hold])
            await #expect(throws: ErasureRejection.obstacle) { _ = try await Self.carryOut(world, scope, first.id) }
            try await world.write(scope) { try await Erasures.lift(scope, first.id, at: Self.now, in: $0) }
            #expect(try await Self.carryOut(world, scope, first.id).count > 5)
        }
    }

    @Test func `a request ends once, also when several people decide at the same time`() async throws {
        try await Self.lend { world, _, first, _ in
            let scope = world.voltaria.scope
            _ = try await Self.ask(world, scope, first.id)
            let done = await withTaskGroup(of: Bool.self) { group in
                for _ in 1...4 { group.addTask { (try? await Self.carryOut(world, scope, first.id)) != nil } }
                return await group.reduce(into: 0) { if $1 { $0 += 1 } }
            }
            #expect(done == 1)
            await #expect(throws: ErasureRejection.request) {
                try await world.write(scope) {
                    try await Erasures.close(scope, of: first.id, as: .refused, reason: "No", at: Self.now, in: $0)
                }
            }
        }
    }

    @Test func `another operator finds nobody, and who may not decide is told so`() async throws {
        try await Self.lend { world, _, first, _ in
            let foreign = world.ampère.scope
            await #expect(throws: NotFound("customer")) { _ = try await Self.ask(world, foreign, first.id) }
            await #expect(throws: NotFound("customer")) { _ = try await Self.preview(world, foreign, first.id) }
            await #expect(throws: NotFound("customer")) { _ = try await Self.file(world, foreign, first.id) }
            await #expect(throws: (any Error).self) {
                try await world.write(foreign) {
                    _ = try await $0.all(EraseForeign(operatorID: world.voltaria.id, customer: first.id))
                }
            }
            let finance = world.voltaria.financeScope
            await #expect(throws: NotPermitted()) { _ = try await Self.ask(world, finance, first.id) }
            await #expect(throws: NotPermitted()) { _ = try await Self.ask(world, first.scope, first.id) }
        }
    }

    private struct EraseForeign: Statement {
        static let sql = "SELECT removed_rows FROM erase_customer($1, $2, NULL, NULL, now(), false)"
        static let sample = EraseForeign(operatorID: OperatorID(1), customer: CustomerID(1))
        let operatorID: OperatorID
        let customer: CustomerID

        func bind(to values: inout Bindings) {
            values.append(operatorID)
            values.append(customer)
        }
        static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
    }
}
