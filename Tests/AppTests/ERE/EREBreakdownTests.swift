import Domain
import Foundation
import Postgres
import Templates
import TestSupport
import Testing
import Values
import Web

/// The file that says of what the payments of a run are made.
struct EREBreakdownTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    private static func breakdown(
        _ world: EREFilingWorld,
        _ run: EREPayoutRunID,
        as scope: Scope? = nil
    ) async throws -> EREBreakdown {
        let scope = scope ?? world.finance
        return try await world.test.database.read(scope) { try await EREPayouts.breakdown(scope, run, in: $0) }
    }

    /// Has both files judged by other people's readers, against an amount in euro.
    private static func judge(
        _ breakdown: EREBreakdown,
        _ payment: String,
        _ language: Language = .english,
        tampering: (String) -> String = { $0 }
    ) async throws -> Program.Outcome {
        let file = EREBreakdownFile(
            breakdown: breakdown,
            document: "VOL-P-2026-0001",
            author: "Voltaria",
            say: Reader(language: language, zone: .utc)
        )
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-breakdown-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let text = tampering(String(decoding: file.table(), as: UTF8.self))
        try Data(text.utf8).write(to: folder.appendingPathComponent("breakdown.csv"))
        try Data(try file.workbook()).write(to: folder.appendingPathComponent("breakdown.xlsx"))
        let venv = try #require(Peer.setting("LAADBOEK_VENV"), "run the tests by `make test`")
        let script = root.appendingPathComponent("Tests/Peers/ere_breakdown.py").path
        return try await Program.run(venv + "/bin/python", [script, folder.path, payment])
    }

    @Test func `what the partner is paid is there by charger, to the cent`() async throws {
        try await ERETradeTests.lend([100, 90, 2]) { world, broker in
            try await world.join("B", fee: "18.5", margin: "5")
            try await world.run(AddSecondCharger())
            try await ERETradeTests.sell(world, broker, 120, price: "0.5")
            try await ERETradeTests.sell(world, broker, 72, price: "0.37", "C-2")
            let run = try await world.pay().run.id
            let breakdown = try await Self.breakdown(world, run)
            // Two sales of three connections, one of which has two chargers.
            #expect(breakdown.rows.count == 8 && breakdown.rows.allSatisfy { $0.name.hasPrefix("Customer ") })
            let document = try await world.test.database.read(world.finance) {
                try await EREPayouts.document(world.finance, run, of: nil, in: $0).snapshot
            }
            #expect(document.isOfPartner && breakdown.payment == document.total.minor)
            for language in [Language.english, .dutch] {
                let judged = try await Self.judge(breakdown, document.total.decimalText, language)
                #expect(judged.status == 0 && judged.output.contains("8 rows"), "\(judged.output)")
            }
            let other = try await Self.judge(breakdown, "1.00")
            #expect(other.status == 1 && other.output.contains("banks are told 1.00"), "\(other.output)")
            let tampered = try await Self.judge(breakdown, document.total.decimalText) {
                $0.replacing(",0.5,", with: ",0.5,9", maxReplacements: 1)
            }
            #expect(tampered.status == 1, "\(tampered.output)")
        }
    }

    @Test func `where customers are paid it comes to all payments, with VAT and what is held back`() async throws {
        try await ERETradeTests.lend([100, 90, 80]) { world, broker in
            try await world.giveAccounts()
            try await world.run(AddSecondCharger())
            try await world.run(MakeCompany())
            try await world.write {
                var rules = EREPayoutRules.usual
                rules.reservePercent = Exact(10)
                let (ids, day) = (try await world.customers(), try EREFilingWorld.quarter.firstDay)
                let now = EREFilingWorld.october
                try await EREPayoutSettings.setRules(world.finance, rules, from: day, at: now, in: $0)
                try await EREPayoutSettings.setSelfBilling(
                    world.finance,
                    of: ids[0],
                    isAgreed: true,
                    from: day,
                    reference: "file 7",
                    at: now,
                    in: $0
                )
            }
            try await ERETradeTests.sell(world, broker, 270, price: "1")
            let result = try await world.pay()
            let breakdown = try await Self.breakdown(world, result.run.id)
            // Four chargers, three amounts held back, one with VAT.
            #expect(breakdown.rows.count == 8 && result.sums.vat > 0 && result.sums.adjustment < 0)
            let payable = Money(minor: result.sums.payable, .eur).decimalText
            let judged = try await Self.judge(breakdown, payable)
            #expect(judged.status == 0, "\(judged.output)")
        }
    }

    @Test func `it is of a run that is at its end, for those who may look, and of nobody else's`() async throws {
        try await ERETradeTests.lend([100, 90]) { world, broker in
            try await world.giveAccounts()
            try await ERETradeTests.sell(world, broker, 190, price: "1")
            let open = try await world.payouts.request(
                world.finance,
                try EREFilingWorld.quarter,
                today: EREFilingWorld.today,
                at: EREFilingWorld.october
            )
            await #expect(throws: NotFound.self) { _ = try await Self.breakdown(world, open) }
            try await world.payouts.finish(world.operatorID, open, at: EREFilingWorld.october)
            let user = try #require(world.finance.userID)
            for role in [Role.partnerAdmin, .partnerSupport] {
                let scope = Scope.user(user, role: role, of: world.operatorID)
                #expect(try await Self.breakdown(world, open, as: scope).rows.count == 2)
                await #expect(throws: NotPermitted.self) {
                    _ = try await world.pay(as: scope)
                }
            }
            let stranger = Scope.system(for: OperatorID(world.operatorID.rawValue + 1))
            await #expect(throws: NotFound.self) { _ = try await Self.breakdown(world, open, as: stranger) }
        }
    }

    @Test func `programs are told of payouts when they are made, approved, paid and come back`() async throws {
        try await ERETradeTests.lend([100, 90]) { world, broker in
            try await world.giveAccounts()
            try await world.run(OpenAccount())
            let all = try await Self.endpoint(world, [])
            let some = try await Self.endpoint(world, ["payout.returned"])
            try await ERETradeTests.sell(world, broker, 190, price: "1")
            let run = try await world.pay().run.id
            let approvals = Approvals(world.test.database)
            try await approvals.approve(world.admin, run: run, at: EREFilingWorld.october)
            let file = try await EREPayoutBankTests.bankFile(world)
            #expect(file.file.paymentCount == 2)
            try await EREPayoutBankTests.giveBack(world, "VOL-P-2026-0001")
            let kinds = try await Self.told(world, all).map { $0["type"]?.stringValue ?? "" }
            #expect(
                kinds == [
                    "payout.made", "payout.made", "payout.approved", "payout.approved", "payout.paid", "payout.paid",
                    "payout.returned",
                ]
            )
            let back = try await Self.told(world, some)
            let data = try #require(back.first?["data"])
            let customer = try #require(try await world.customers().first)
            #expect(back.count == 1 && data["payout_id"]?.stringValue == "\(run)-\(customer)", "\(back)")
            for (name, text) in [
                ("state", "returned"), ("payout_model", "A"), ("quarter", "2026-Q3"), ("gross", "100.00"),
                ("service_fee", "20.00"), ("margin", "0.00"), ("net", "80.00"), ("payable", "80.00"),
                ("currency", "EUR"),
            ] { #expect(data[name]?.stringValue == text, "\(name): \(data)") }
            #expect(data["customer_id"] == .integer(customer.rawValue) && data["units"] == .integer(100))
        }
    }

    @Test func `where the partner is paid, programs are told of each customer all the same`() async throws {
        try await ERETradeTests.lend([100, 90]) { world, broker in
            try await world.join("B", fee: "20", margin: "5")
            try await world.run(OpenAccount())
            let all = try await Self.endpoint(world, [])
            try await ERETradeTests.sell(world, broker, 190, price: "1")
            let run = try await world.pay().run.id
            try await Approvals(world.test.database).approve(world.admin, run: run, at: EREFilingWorld.october)
            #expect(try await EREPayoutBankTests.bankFile(world).file.paymentCount == 1)
            let told = try await Self.told(world, all)
            let kinds = told.map { $0["type"]?.stringValue ?? "" }
            #expect(kinds == ["made", "made", "approved", "approved", "paid", "paid"].map { "payout." + $0 })
            #expect(told.allSatisfy { $0["data"]?["payout_model"]?.stringValue == "B" }, "\(told)")
        }
    }

    private static func endpoint(_ world: EREFilingWorld, _ kinds: [String]) async throws -> WebhookEndpointID {
        let wanted = kinds.isEmpty ? WebhookKind.wanted.map(\.rawValue).filter { $0.hasPrefix("payout.") } : kinds
        return try await world.test.database.write(world.admin) {
            try await Webhooks.create(
                world.admin,
                name: "n",
                url: "https://hooks.example.com/x",
                wanted,
                box: SecretBox(secret: Array(repeating: 9, count: 32)),
                at: EREFilingWorld.october,
                in: $0
            ).id
        }
    }

    /// The bodies in the order in which they were written.
    private static func told(_ world: EREFilingWorld, _ id: WebhookEndpointID) async throws -> [JSON] {
        try await world.test.database.read(world.admin) { tx in
            var bodies: [JSON] = []
            for delivery in try await Webhooks.deliveries(world.admin, of: id, in: tx).reversed() {
                let body = try await Webhooks.delivery(world.admin, delivery.id, in: tx).body
                bodies.append(try JSON(parsing: Array(body.utf8)))
            }
            return bodies
        }
    }
}

/// Another charger of the first connection, through which a third of the energy went.
private struct AddSecondCharger: Statement {
    static let sql = """
        WITH first AS (
            SELECT operator_id, customer_id, enrolment_id, measurement_id, energy_thousandths_wh / 3 AS energy
            FROM ere_bookings ORDER BY ean LIMIT 1
        ), added AS (
            INSERT INTO ere_chargers (operator_id, customer_id, enrolment_id, brand, model, serial, meter_place, verdict,
                created_at)
            SELECT operator_id, customer_id, enrolment_id, 'Zaptec', 'Go', 'ZAP1', 'in_charger', 'likely', now() FROM first
            RETURNING id
        )
        UPDATE ere_measurements m SET content = jsonb_set(m.content, '{registers}', (m.content -> 'registers')
            || jsonb_build_array(jsonb_build_object('charger', a.id::text, 'energy', f.energy)))
        FROM first f CROSS JOIN added a WHERE m.operator_id = f.operator_id AND m.id = f.measurement_id
        """
    static let sample = AddSecondCharger()
}

private struct MakeCompany: Statement {
    static let sql = """
        UPDATE customers SET kind = 'company', company_number = '12345678', vat_id = 'NL002455799B11'
        WHERE id IN (SELECT min(id) FROM customers)
        """
    static let sample = MakeCompany()
}

/// Bank files need an account and a town.
private struct OpenAccount: Statement {
    static let sql = "UPDATE operators SET iban = 'NL02ABNA0123456789', town = 'Ede', country = 'NL'"
    static let sample = OpenAccount()
}
