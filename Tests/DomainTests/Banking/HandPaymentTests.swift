import Domain
import Postgres
import Testing
import Values

/// Credits in francs, which no bank file takes.
struct HandPaymentTests {
    /// A host in francs whose credits of May and June, of 20 and less 5, are approved.
    private static func lease(_ body: (BillingWorld, HostWorld) async throws -> Void) async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour", .person)
            try await world.run(KeepBooks(operatorID: world.operatorID, currency: "CHF"))
            let session = try await host.session("2025-05", "20", currency: "CHF")
            try await world.close("2025-05")
            try await host.correct(session, version: 2, "2025-05", "15", currency: "CHF")
            try await world.close("2025-06")
            for month in ["2025-05", "2025-06"] { try await PaymentWorld.approve(month, world) }
            try await body(world, host)
        }
    }

    private static func order(
        _ payments: [(String, Int64)],
        on day: String = "2025-07-02",
        reference: String = "Batch 7",
        through month: String = "2025-06"
    ) -> HandPaymentOrder {
        let close = BillingWorld.order(month)
        return HandPaymentOrder(
            through: close.period,
            payments: payments.map { HandPaymentOrder.Choice(endToEndID: $0.0, minor: $0.1) },
            paidOn: BillingWorld.day(day),
            reference: reference,
            now: close.now,
            today: close.today
        )
    }

    private static let due = [("VOLT-P-2025-0002", Int64(1_500))]

    private static func made(_ month: String, _ world: BillingWorld) async throws -> [HandPayment] {
        try await world.database.read(world.scope) {
            try await HandPayments.list(world.scope, month: BillingWorld.month(month), in: $0)
        }
    }

    @Test func `a payment made by hand pays its credits, what is owed less, and is in the books once`() async throws {
        try await Self.lease { world, host in
            let hands = HandPayments(world.database)
            #expect(try await world.balances() == [host.id: 1_500])
            try await hands.record(world.scope, Self.order(Self.due))
            #expect(try await world.balances() == [host.id: 0])
            for month in ["2025-05", "2025-06"] {
                let made = try await Self.made(month, world)
                #expect(made.map(\.amount) == [Money(minor: 1_500, .chf)] && made.map(\.reference) == ["Batch 7"])
                #expect(made.map(\.paidOn) == [BillingWorld.day("2025-07-02")])
                #expect(made.map(\.createdBy) == ["VOLT-first"])
                let credit = try #require(try await world.credits(month).first)
                #expect(credit.paidAt != nil && credit.paidByHand?.reference == "Batch 7")
                #expect(credit.endToEndID == "VOLT-P-2025-0002")
            }
            #expect(try await world.differences() == [])
            await #expect(throws: HandPaymentRejection.outdated) {
                try await hands.record(world.scope, Self.order(Self.due))
            }
            #expect(try await Self.made("2025-06", world).count == 1)
        }
    }

    static let refused: [(payments: [(String, Int64)], day: String, reference: String, HandPaymentRejection)] = [
        ([], "2025-07-02", "x", .nothingChosen),
        (due, "2025-07-02", "", .referenceInvalid),
        (due, "2025-07-02", String(repeating: "x", count: 141), .referenceInvalid),
        ([("VOLT-P-2025-0001", 2_000)], "2025-07-02", "x", .outdated),
        ([("VOLT-P-2025-0002", 1_499)], "2025-07-02", "x", .outdated),
        (due + [("VOLT-P-2025-0009", 1)], "2025-07-02", "x", .outdated),
        (due, "2025-07-03", "x", .dayToCome),
        (due, "2025-07-01", "x", .dayBeforeIssue),
    ]

    @Test func `what is wrong about an order is told, and nothing is written`() async throws {
        try await Self.lease { world, host in
            for (payments, day, reference, rejection) in Self.refused {
                await #expect(throws: rejection) {
                    let order = Self.order(payments, on: day, reference: reference)
                    try await HandPayments(world.database).record(world.scope, order)
                }
            }
            await #expect(throws: HandPaymentRejection.needsPerson) {
                try await HandPayments(world.database).record(.system(for: world.operatorID), Self.order(Self.due))
            }
            let (balances, made) = (try await world.balances(), try await Self.made("2025-06", world))
            #expect(balances == [host.id: 1_500] && made.isEmpty)
        }
    }

    @Test func `people who mark at the same time pay once`() async throws {
        try await Self.lease { world, host in
            let marked = await withTaskGroup(of: Bool.self) { group in
                for scope in [world.scope, world.secondScope, world.scope, world.secondScope] {
                    group.addTask {
                        (try? await HandPayments(world.database).record(scope, Self.order(Self.due))) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            let (balances, differences) = (try await world.balances(), try await world.differences())
            #expect(marked == 1 && balances == [host.id: 0] && differences == [])
        }
    }

    @Test func `no bank file's credit is marked, no other operator's, and no host marks`() async throws {
        try await BillingWorld.lease { world in
            let host = try await world.host("Harbour", .person)
            try await host.session("2025-06", "15")
            try await world.close("2025-06")
            try await PaymentWorld.approve("2025-06", world)
            let hands = HandPayments(world.database)
            let order = Self.order([("VOLT-P-2025-0001", 1_500)])
            await #expect(throws: HandPaymentRejection.outdated) { try await hands.record(world.scope, order) }
            let other = try await BillingWorld.make("OTHER", on: world.test)
            await #expect(throws: HandPaymentRejection.outdated) { try await hands.record(other.scope, order) }
            let guest = Scope.host(host.id, user: world.finance, of: world.operatorID)
            await #expect(throws: NotPermitted.self) { try await hands.record(guest, order) }
        }
    }

    @Test func `verify finds a payment by hand that was tampered with`() async throws {
        try await Self.lease { world, _ in
            try await HandPayments(world.database).record(world.scope, Self.order(Self.due))
            try await world.run(TamperHandPayment(operatorID: world.operatorID, minor: 1_600))
            let differences = try await world.differences()
            #expect(differences.count == 1)
            let words = "made by hand states 1600 on 2025-07-02, its credits give 1500"
            #expect(differences.first?.contains(words) == true, "\(differences)")
        }
    }
}

/// Puts another amount onto payments made by hand, as only the owner of the database can.
private struct TamperHandPayment: Statement {
    static let sql = "UPDATE hand_payments SET amount_minor = $2 WHERE operator_id = $1"
    static let sample = TamperHandPayment(operatorID: OperatorID(1), minor: 1)
    let operatorID: OperatorID
    let minor: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(minor)
    }
}
