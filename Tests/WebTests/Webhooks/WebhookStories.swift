import Domain
import Postgres
import Testing
import Values

/// Webhooks as administrators see them.
struct WebhookStories {
    @Test func `a webhook is added, its secret is shown once, and a test waits to be sent`() async throws {
        try await WebWorld.run { world in
            let admin = try await world.browser(world.voltaria, .operatorAdmin)
            try await admin.visit("/webhooks")
            for (url, words) in [
                ("https://127.0.0.1/", "not of the public internet"),
                ("https://localhost/x", "not of the public internet"),
                ("http://example.com/", "begins with https://"), ("", "please fill this in"),
            ] {
                let refused = try await admin.post(
                    "/webhooks",
                    [("name", "site"), ("url", url)],
                    token: await admin.token
                )
                #expect(refused.status == 422, "\(url)")
                #expect(refused.words.lowercased().contains(words), "\(url): \(refused.words)")
            }
            try await admin.visit("/webhooks")
            let kinds = [("kind", "booking.booked"), ("kind", "session.completed")]
            let address = "https://hooks.example.com/in"
            let made = try await admin.post(
                "/webhooks",
                [("name", "site"), ("url", address)] + kinds,
                token: await admin.token
            )
            let secret = try #require(made.body.firstMatch(of: #/whsec_[A-Za-z0-9+\/=]+/#)).output
            #expect(WebhookSecret(text: String(secret).replacing("&#x2B;", with: "+")) != nil || secret.count > 40)
            let list = try await admin.visit("/webhooks")
            #expect(list.words.contains("site") && !list.body.contains("whsec_"))
            let page = try #require(list.body.firstMatch(of: #/\/webhooks\/\d+/#)).output
            try await admin.visit(String(page))
            let test = try await admin.press("Send a test")
            #expect(
                test.words.contains("webhook.test") && test.words.contains("It has not been sent yet"),
                "\(test.words)"
            )
            let again = try await admin.press("Send again")
            #expect(again.words.contains("Waiting"))
            let shown = try await admin.visit(String(page))
            #expect(shown.words.contains("webhook.test") && !shown.body.contains("whsec_"), "\(shown.words)")
            #expect(try await admin.visit("\(page)?state=dead").words.contains("webhook.test") == false)
            try await admin.visit(String(page))
            let rotated = try await admin.press("Make a new secret")
            let other = try #require(rotated.body.firstMatch(of: #/whsec_[A-Za-z0-9+\/=]+/#)).output
            #expect(other != secret)
            #expect(try await admin.visit(String(page)).words.contains("The secret before signs, too, until"))
            let off = try await admin.post(
                String(page),
                [("name", "renamed"), ("disabled", "yes")],
                token: await admin.token
            )
            #expect(off.status == 303)
            let end = try await admin.visit(String(page))
            #expect(end.words.contains("renamed") && !end.words.contains("Send a test"), "\(end.words)")
        }
    }

    @Test func `an unknown kind of event is refused, and finance does not manage webhooks`() async throws {
        try await WebWorld.run { world in
            let admin = try await world.browser(world.voltaria, .operatorAdmin)
            try await admin.visit("/webhooks")
            let refused = try await admin.post(
                "/webhooks",
                [("name", "site"), ("url", "https://example.com/"), ("kind", "everything.deleted")],
                token: await admin.token
            )
            #expect(refused.status == 422, "\(refused.words)")
            let finance = try await world.browser(world.voltaria, .operatorFinance)
            #expect(try await finance.get("/webhooks").status == 403)
        }
    }
}
