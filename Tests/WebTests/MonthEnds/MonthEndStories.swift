import Domain
import Postgres
import Testing
import Values
import Web

struct MonthEndStories {
    private let page = "/month-ends/2025-06"

    @Test func `a month is asked to be closed, closed by the job, and approved`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let list = try await browser.visit("/month-ends")
            #expect(list.words.contains("June 2025 Can be closed"), "\(list.words)")
            try await browser.visit(page)
            let asked = try await browser.press("Close the month")
            #expect(asked.path == page && asked.words.contains("0 of 0 credits made"))
            try await story.runJob()
            let closed = try await browser.visit(page)
            let credits = try await story.credits()
            #expect(closed.words.contains(credits.first.number) && closed.words.contains(credits.second.number))
            #expect(closed.words.contains("€0.41") && closed.words.contains("€2.00") && closed.words.contains("€2.41"))
            #expect(closed.words.contains("To be approved") && closed.words.contains("Open 1 credited by the close"))
            let approved = try await browser.press("Approve for payment")
            #expect(approved.path == page && approved.words.contains("Approved by The operator_finance on"))
            #expect(try await browser.visit("/month-ends").words.contains("June 2025 Approved 2 2"))
            let csv = try await browser.get(page + ".csv")
            #expect(csv.body.split(separator: "\r\n").count == 3 && csv.body.contains(",approved"))
        }
    }

    @Test(.timeLimit(.minutes(20))) func `asking for a close wakes the job`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            try await browser.visit(page)
            let heard = try await heard(story.world.database) { try await browser.press("Close the month") }
            #expect(heard == story.tenant.id.description)
            let due = try await MonthClose(story.world.database).unfinished()
            #expect(due.map(\.period) == [BillingStory.june])
            #expect(try await browser.visit(page).header("Refresh") == "2", "the page looks again by itself")
        }
    }

    @Test func `the dashboard tells what is due and which month waits for approval`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let first = try await browser.visit("/dashboard")
            #expect(first.words.contains("Credits due €2.41"), "\(first.words)")
            #expect(first.words.contains("The credits of June 2025 wait for approval"))
            try await browser.visit(page)
            try await browser.press("Approve for payment")
            let approved = try await browser.visit("/dashboard")
            #expect(approved.words.contains("Credits due €2.41") && !approved.words.contains("wait for approval"))
        }
    }

    /// What comes over the channel of month-ends when something is done while somebody listens.
    private func heard(_ database: Database, _ body: () async throws -> Void) async throws -> String? {
        for try await event in database.listen(to: [MonthEndPages.channel]) {
            guard case .notification(_, let payload) = event else {
                try await body()
                continue
            }
            return payload
        }
        return nil
    }

    @Test func `the bank file is blocked by what is missing, made after approval, and made once`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorAdmin)
            try await browser.visit(page)
            let token = await browser.token
            let early = try await browser.post(page + "/bank-file", [], token: token)
            #expect(early.status == 409 && early.words.contains("once all credits of the month are approved"))
            #expect(early.words.contains("voltaria has no IBAN.") && early.words.contains("IBAN missing"))
            try await browser.visit(page)
            try await browser.press("Approve for payment")
            let blocked = try await browser.post(page + "/bank-file", [], token: token)
            #expect(blocked.status == 409 && blocked.body.contains("href=\"/hosts/\(story.tenant.host)\""))
            #expect(blocked.words.contains("Held 2 €2.41") && !blocked.words.contains("Make pain.001"))
            #expect(try await story.bankFiles().isEmpty)
            try await story.enterAccounts()
            let ready = try await browser.visit(page)
            #expect(ready.words.contains("Waits for a bank file 2 €2.41"), "\(ready.words)")
            #expect(ready.words.contains("Payments: 2, €2.41 in all"))
            #expect(ready.words.contains("To be paid on 4 Aug 2025: 2 · €2.41"), "\(ready.words)")
            let made = try await browser.press("Make pain.001")
            #expect(made.path == page && made.words.contains("The bank file is made"))
            #expect(made.words.contains("In a bank file 2 €2.41") && made.words.contains("The operator_admin 2 €2.41"))
            let number = try #require(try await story.bankFiles().first?.messageID)
            let first = try await browser.get("/bank-files/\(number)")
            #expect(first.status == 200 && first.header("Content-Type") == "application/xml")
            #expect(first.body == "<payments>[\"0.41\", \"2.00\"]</payments>")
            #expect(first.header("Content-Disposition")?.contains("\(number).xml") == true)
            #expect(made.body.contains("href=\"/bank-files/\(number)\""))
            let again = try await browser.post(page + "/bank-file", [], token: token)
            #expect(again.status == 303)
            #expect(try await browser.visit(page).words.contains("There was nothing new to pay"))
            #expect(try await story.bankFiles().count == 1)
            #expect(try await browser.get("/bank-files/\(number)").body == first.body)
            #expect(try await browser.get("/bank-files/other").status == 404)
            let stranger = try await story.world.browser(story.world.ampère, .operatorAdmin)
            #expect(try await stranger.get("/bank-files/\(number)").status == 404)
        }
    }

    @Test func `who keeps books in another currency is told before there is anything to pay`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let notice = "A bank file can be made for amounts in euro only; pay these credits another way."
            for path in ["/settings", "/credits"] {
                #expect(!(try await browser.visit(path)).words.contains(notice), "\(path)")
            }
            try await world.database.write(world.voltaria.scope) { tx in
                var details = try await Operators.own(world.voltaria.scope, in: tx).details
                details.currency = "CHF"
                try await Operators.update(world.voltaria.scope, to: details, in: tx)
            }
            for path in ["/settings", "/credits"] {
                #expect((try await browser.visit(path)).words.contains(notice), "\(path)")
            }
        }
    }

    @Test func `credits in francs are marked as paid by hand, shown apart, and once`() async throws {
        try await BillingStory.run(currency: "CHF") { story in
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let early = try await browser.visit(page)
            #expect(!early.words.contains("Payments you made"))
            #expect(early.words.contains("Once the credits are approved."))
            let due = try await browser.press("Approve for payment")
            #expect(due.words.contains("To be paid another way 1"), "\(due.words)")
            let credit = try await story.only()
            let value = "\(credit.number) \(credit.total.minor)"
            #expect(due.body.contains("value=\"\(value)\"") && due.words.contains("H2 of voltaria · CHF"))
            let fields = [("payment", value), ("paid_on", "2025-07-05"), ("reference", "Batch <7>")]
            let token = await browser.token
            let empty = try await browser.post(page + "/payments", Array(fields.dropFirst()), token: token)
            #expect(empty.status == 422 && empty.words.contains("Tick at least one payment."))
            #expect(empty.body.contains("value=\"Batch &lt;7&gt;\""), "what was typed stays")
            let changed = [("payment", "\(credit.number) 1")] + fields.dropFirst()
            let outdated = try await browser.post(page + "/payments", changed, token: token)
            #expect(outdated.status == 409 && outdated.words.contains("Nothing was marked"))
            #expect(try await browser.post(page + "/payments", fields, token: token).status == 303)
            let paid = try await browser.visit(page)
            #expect(paid.words.contains("The payments are marked as made and booked."))
            #expect(paid.words.contains("Paid another way 1") && paid.words.contains("Everything approved is marked"))
            #expect(paid.words.contains("5 Jul 2025 Batch <7>") && paid.words.contains("The operator_finance"))
            let shown = try await browser.visit("/credits/\(credit.id)").words
            #expect(shown.contains("Paid on 5 Jul 2025 Reference Batch <7>"), "\(shown)")
            #expect(shown.contains("by hand: Batch <7>"))
            let host = try await browser.visit("/hosts/\(story.tenant.otherHost)").words
            #expect(host.contains("Paid another way"))
            let csv = try await browser.get("/credits.csv?state=paid_elsewhere").body
            #expect(csv.contains(",paid_elsewhere,\(credit.number),2025-07-05,Batch <7>"), "\(csv)")
            let again = try await browser.post(page + "/payments", fields, token: token)
            #expect(again.status == 409)
        }
    }

    @Test func `no look at an address and no other site makes a bank file`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            try await story.enterAccounts()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            try await browser.visit(page)
            try await browser.press("Approve for payment")
            let token = await browser.token
            // A file that is only made leads to the page with its button.
            #expect(try await browser.get(page + "/bank-file").header("Location") == page)
            #expect(try await browser.post(page + "/bank-file", [], token: nil).status == 403)
            await browser.set("Origin", "http://evil.example")
            #expect(try await browser.post(page + "/bank-file", [], token: token).status == 403)
            #expect(try await story.bankFiles().isEmpty)
        }
    }

    @Test func `a file made at a later month-end is found from the months it pays`() async throws {
        try await BillingStory.run { story in
            try await story.enterAccounts()
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            try await browser.visit(page)
            let waiting = try await browser.press("Approve for payment")
            #expect(waiting.words.contains("Waits for a bank file 2") && !waiting.words.contains("Bank files"))
            let july = try #require(YearMonth("2025-07"))
            let services = BillingStory.services(story.world.database)
            let own = try await story.world.database.read(story.tenant.scope) {
                try await Operators.own(story.tenant.scope, in: $0)
            }
            _ = try await services.bankFile(story.tenant.scope, own, july)
            let paid = try await browser.visit(page)
            #expect(paid.words.contains("made at the month-end of July 2025"), "\(paid.words)")
            #expect(paid.words.contains("Everything approved is in a bank file"))
        }
    }

    @Test func `the credits of a month come in pages`() async throws {
        try await BillingStory.run { story in
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let second = try await browser.visit(page + "?size=25&page=2")
            let number = try await story.credits().first.number
            #expect(second.status == 200 && !second.words.contains(number))
        }
    }

    @Test func `with four eyes somebody else approves`() async throws {
        try await BillingStory.run { story in
            try await story.changeOperator { $0.policy.needsFourEyes = true }
            try await story.close()
            let finance = try await story.world.browser(story.tenant, .operatorFinance)
            let own = try await finance.visit(page)
            #expect(own.words.contains("somebody else has to approve") && !own.words.contains("Approve for payment"))
            let token = await finance.token
            let refused = try await finance.post(page + "/approval", [], token: token)
            #expect(refused.status == 409 && refused.words.contains("somebody else has to approve"))
            #expect(try await story.credits().first.approvedAt == nil)
            let other = try await story.world.browser(story.tenant, .operatorAdmin)
            try await other.visit(page)
            try await other.press("Approve for payment")
            #expect(try await story.credits().first.approvedBy == story.tenant.administrator)
            #expect(try await finance.visit(page).words.contains("Approved by The operator_admin on"))
        }
    }

    @Test func `a month that is not over is not closed, and one without anything is no page`() async throws {
        try await BillingStory.run { story in
            try await story.charging.charge(from: "2025-07-02T10:00:00Z", until: "2025-07-02T11:00:00Z", wh: 1_000)
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            #expect(try await browser.visit("/month-ends/2025-07").words.contains("Under way"))
            let token = await browser.token
            let early = try await browser.post("/month-ends/2025-07/closing", [], token: token)
            #expect(early.status == 409 && early.words.contains("The month is not over yet"))
            #expect(try await MonthClose(story.world.database).unfinished().isEmpty)
            #expect(try await browser.post("/month-ends/2025-01/closing", [], token: token).status == 404)
            for path in ["/month-ends/2025-01", "/month-ends/2025-01.csv"] {
                #expect(try await browser.get(path).status == 404, "\(path)")
            }
        }
    }

    @Test func `a contract whose document cannot be made is named with the reason`() async throws {
        try await BillingStory.run { story in
            try await story.change(story.tenant.host) { $0.vatStatus = .taxable }
            try await story.close()
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            let failed = try await browser.visit(page)
            let reason = "The host is taxable but has no VAT id"
            #expect(failed.words.contains("H1 of voltaria (Credit one): \(reason)"), "\(failed.words)")
            #expect(failed.words.contains("1 blocked") && failed.body.contains("/hosts/\(story.tenant.host)/edit"))
            #expect(try await browser.visit("/month-ends").words.contains("June 2025 1 blocked"))
            let exceptions = try await browser.visit("/exceptions?kind=credit_blocked")
            #expect(exceptions.words.contains("H1 of voltaria · Credit one") && exceptions.words.contains(reason))
            #expect(exceptions.body.contains("href=\"/hosts/\(story.tenant.host)/edit\""))
            let listed = try await browser.get("/exceptions.json?kind=credit_blocked").body
            #expect(listed.contains("vat.host_id_missing") && listed.contains("2025-06"))
            let before = try await browser.visit("/dashboard")
            #expect(before.words.contains("Exceptions 2"), "\(before.words)")
            try await story.change(story.tenant.host) { $0.vatStatus = .notTaxable }
            try await browser.visit(page)
            try await browser.press("Close the month")
            try await story.runJob()
            #expect(try await browser.visit(page).words.contains("Closed; credits made: 2."))
            let after = try await browser.get("/exceptions.json?kind=credit_blocked").body
            #expect(!after.contains("vat.host_id_missing"))
        }
    }

    @Test func `nothing is approved while documents are still being made`() async throws {
        try await BillingStory.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorFinance)
            try await browser.visit(page)
            try await browser.press("Close the month")
            let token = await browser.token
            let early = try await browser.post(page + "/approval", [], token: token)
            #expect(early.status == 409 && early.words.contains("still being closed"))
        }
    }
}
