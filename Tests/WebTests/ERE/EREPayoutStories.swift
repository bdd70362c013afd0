import Domain
import Postgres
import TestSupport
import Testing
import Values
import Web

/// From sold units to what a customer finds in its own environment.
struct EREPayoutStories {
    /// An operator whose one connection's 70 units are sold for 32.95.
    static func run(_ body: @escaping @Sendable (WebWorld, WebWorld.Tenant) async throws -> Void) async throws {
        try await WebWorld.run { world in
            let october = Timestamp("2026-10-05T08:00:00Z") ?? world.clock.now
            world.clock.advance(seconds: october.seconds(since: world.clock.now))
            let tenant = world.voltaria
            _ = try await ForeignThings.enrolment(of: tenant, world)
            let id = try await ForeignThings.filedBooking(of: tenant, world)
            try await world.database.write(tenant.scope) { tx in _ = try await tx.run(NoTown(operatorID: tenant.id)) }
            let desk = try await world.browser(tenant, .operatorFinance)
            try await desk.visit("/register-credits")
            let bytes = Array("BookingRef,ERE\n\(id),70\n".utf8)
            try await desk.upload("/register-credits", "file", fileName: "rev.csv", bytes, with: [("figures", "whole")])
            try await desk.visit(try #require(await desk.page.header("Location")))
            try await desk.press("Record 1 lines")
            try await desk.visit("/ere-sales")
            await desk.fill("Name", "Makelaar B.V.")
            try await desk.press("Add")
            await desk.fill("Its number", "C-1")
            await desk.fill("Units", "70")
            await desk.fill("Price per unit", "0,485")
            await desk.fill("Broker keeps", "1")
            try await desk.press("Write it down")
            try await body(world, tenant)
        }
    }

    /// What the job does.
    static func work(_ world: WebWorld) async throws {
        let (payouts, mails) = (EREPayouts(world.database), EREPayoutMails(world.database))
        for due in try await payouts.unfinished() {
            try await payouts.finish(due.operatorID, due.run, at: world.clock.now)
        }
        let url = try #require(PublicURL("https://laadboek.example"))
        for due in try await mails.due() {
            let scope = Scope.system(for: due.operatorID)
            let mail = try await EREPayoutMail.of(due.operatorID, url, on: world.database)
            _ = try await mails.queue(scope, due.run, at: world.clock.now) { mail.draft($0, to: $1) }
            try await mails.end(scope, due.run)
        }
        #expect(try await mails.due().isEmpty)
    }

    @Test func `a quarter is looked at, paid out, approved, and found by the customer`() async throws {
        try await Self.run { world, tenant in
            let desk = try await world.browser(tenant, .operatorFinance)
            let empty = try await desk.visit("/ere-payouts")
            #expect(empty.words.contains("Nothing paid out yet"), "\(empty.words)")
            let left = try await desk.visit("/ere-payouts?quarter=2026-Q1")
            #expect(left.words.contains("The address has no town") && left.words.contains("There is nothing to pay"))
            let none = try await desk.post("/ere-payouts", [("quarter", "2026-Q1")], token: await desk.token)
            #expect(none.status == 422 && none.words.contains("1 customers are left out"), "\(none.words)")
            try await world.database.write(tenant.scope) { tx in
                _ = try await tx.run(NoTown(operatorID: tenant.id, town: "Ede"))
            }
            let preview = try await desk.visit("/ere-payouts?quarter=2026-Q1")
            // 32.95 less 6.59.
            #expect(preview.words.contains("26.36") && preview.words.contains("6.59"), "\(preview.words)")
            let waiting = try await desk.press("Make the payouts")
            #expect(waiting.words.contains("0 of 1 customers done"), "\(waiting.words)")
            #expect(await desk.page.header("Refresh") == "2")
            try await Self.work(world)
            let made = try await desk.visit(waiting.path)
            #expect(made.words.contains("Waits for approval") && made.words.contains("26.36"), "\(made.words)")
            let csv = try await desk.get("\(made.path).csv")
            #expect(csv.body.contains("70,32.95,6.59,0.00,26.36,0.00,0.00,26.36,"), "\(csv.body)")
            let path = try #require(made.body.firstMatch(of: #/href="([^"]*\/customers\/\d+)"/#)?.output.1)
            let one = try await desk.visit(String(path))
            #expect(one.words.contains("871685900000000004") && one.words.contains("0.485"), "\(one.words)")
            // The customer finds nothing before somebody approved it.
            let customer = try await world.browser(tenant, .customer)
            #expect(try await customer.visit("/customer/payouts").words.contains("No payouts yet"))
            let admin = try await world.browser(tenant, .operatorAdmin)
            try await admin.visit(made.path)
            let approved = try await admin.press("Approve all")
            #expect(approved.words.contains("Waits for a bank file"), "\(approved.words)")
            try await Self.work(world)
            let found = try await customer.visit("/customer/payouts")
            #expect(found.words.contains("26.36") && found.words.contains("Will be paid"), "\(found.words)")
            let own = try #require(found.body.firstMatch(of: #/href="(/customer/payouts/\d+)"/#)?.output.1)
            let payout = try await customer.visit(String(own))
            #expect(payout.words.contains("service fee 20") && payout.words.contains("32.95"), "\(payout.words)")
            let stranger = try await world.browser(world.ampère, .customer)
            #expect(try await stranger.get(String(own)).status == 404)
            let mails = try await world.database.all(tenant.scope, PayoutMails(operatorID: tenant.id))
            #expect(mails.count == 1 && mails.first?.contains("70 ERE × €\u{A0}0,485 = ") == true, "\(mails)")
        }
    }

    @Test func `a bank file of many is waited for, and told of when nobody could make it`() async throws {
        try await Self.run { world, tenant in
            let maker = try await world.browser(tenant, .operatorFinance)
            try await world.database.write(tenant.scope) { tx in
                _ = try await tx.run(NoTown(operatorID: tenant.id, town: "Ede"))
            }
            try await maker.visit("/ere-payouts?quarter=2026-Q1")
            let path = try await maker.press("Make the payouts").path
            try await Self.work(world)
            let desk = try await world.browser(tenant, .operatorAdmin)
            try await desk.visit(path)
            try await desk.press("Approve all")
            let run = try #require(path.split(separator: "/").last.flatMap { Int64($0) })
            let files = EREPayoutBankFiles(world.database)
            try await files.request(tenant.scope, EREPayoutRunID(run), at: world.clock.now)
            let waiting = try await desk.visit(path)
            #expect(waiting.words.contains("The bank file is being made") && waiting.header("Refresh") == "2")
            #expect(!waiting.words.contains("Make the bank file"))
            for due in try await files.due() {
                try await files.end(due, message: "payment.blocked: payment.iban_missing")
            }
            let stopped = try await desk.visit(path)
            #expect(stopped.words.contains("The bank file was not made. payment.blocked"), "\(stopped.words)")
            #expect(stopped.header("Refresh") == nil && stopped.words.contains("Make the bank file"))
        }
    }

    @Test func `what cannot be is told at its place`() async throws {
        try await Self.run { world, tenant in
            let desk = try await world.browser(tenant, .operatorAdmin)
            try await desk.visit("/ere-payouts")
            for (quarter, told) in [("2026-Q4", "The quarter is not over"), ("x", "choose one of the options")] {
                let answer = try await desk.post("/ere-payouts", [("quarter", quarter)], token: await desk.token)
                #expect(answer.status == 422 && answer.words.contains(told), "\(quarter): \(answer.words)")
            }
            #expect(try await desk.get("/ere-payouts/999").status == 404)
            let stranger = world.ampère.scope
            let broker = try await world.database.write(stranger) {
                try await ERETrades.addBroker(stranger, name: "B", companyNumber: "", at: world.clock.now, in: $0)
            }
            let fields = [
                ("broker", "\(broker)"), ("reference", "C-2"), ("kind", "LRE-E"), ("year", "2026"), ("units", "1"),
                ("price", "1"), ("fee", "0"), ("sold_on", "2026-10-05"),
            ]
            let sale = try await desk.post("/ere-sales", fields, token: await desk.token)
            #expect(sale.status == 422 && sale.words.contains("choose one of the options"), "\(sale.words)")
        }
    }
}

/// The customers' town.
private struct NoTown: Statement {
    static let sql = "UPDATE customers SET town = $2 WHERE operator_id = $1"
    static let sample = NoTown(operatorID: OperatorID(1))
    let operatorID: OperatorID
    var town = ""

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(town)
    }
}

private struct PayoutMails: Statement {
    static let sql = "SELECT body FROM mails WHERE operator_id = $1 AND body LIKE '%/customer/payouts%'"
    static let sample = PayoutMails(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
