import Domain
import Testing
import Values

/// Programs that manage the webhooks of their operator.
struct APIWebhookStories {
    private static let body = """
        {"name": " site ", "url": "https://hooks.example.com/in", "events": ["session.completed", "booking.booked"]}
        """

    @Test func `a webhook is added, tested, changed, given another secret and turned off`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria, [.webhooksRead, .webhooksWrite])
            let made = try await program.send("/webhooks", Self.body)
            #expect(made.status == 201, "\(made.body)")
            let webhook = try #require(try made.json()["webhook"])
            let secret = try #require(try made.json()["secret"]?.stringValue)
            #expect(WebhookSecret(text: secret) != nil && webhook["name"]?.stringValue == "site")
            #expect(webhook["events"] == .array([.string("booking.booked"), .string("session.completed")]))
            let path = "/webhooks/\(try #require(webhook["id"]?.integerValue))"
            #expect(try await program.read(path) == webhook)
            #expect(try await program.read("/webhooks")["data"] == .array([webhook]))
            #expect(try await !program.get(path).body.contains("whsec_"))

            let key = Program.newKey()
            let test = try await program.send(path + "/tests", key: key)
            #expect(test.status == 200, "\(test.body)")
            #expect(try test.json()["event"]?.stringValue == "webhook.test")
            #expect(try test.json()["state"]?.stringValue == "waiting")
            #expect(try await program.send(path + "/tests", key: key).bytes == test.bytes, "done once")
            _ = try await program.send(path + "/tests")
            let sent = try await program.all(path + "/deliveries", limit: 1)
            #expect(sent.count == 2, "\(sent)")
            #expect(try sent.last == test.json(), "\(sent)")
            #expect(try await program.all(path + "/deliveries?state=dead", limit: 5).isEmpty)

            let rotated = try await program.send(path + "/rotation", "{\"overlap\": \"day\"}")
            #expect(rotated.status == 200, "\(rotated.body)")
            #expect(try rotated.json()["secret"]?.stringValue != secret)
            #expect(try rotated.json()["webhook"]?["earlier_until"]?.stringValue != nil)
            let again = try await program.send(path + "/rotation", "{\"overlap\": \"none\"}")
            #expect(try again.json()["webhook"]?["earlier_until"] == .null)

            let off = try await program.send("PATCH", path, "{\"is_disabled\": true}")
            #expect(off.status == 200, "\(off.body)")
            #expect(try off.json()["disabled_at"]?.stringValue != nil && off.json()["name"]?.stringValue == "site")
            #expect(try off.json()["events"] == webhook["events"])
            #expect(try await program.send(path + "/tests").problem(409) == "webhook.disabled")
            let on = try await program.send("PATCH", path, "{\"is_disabled\": false, \"events\": []}")
            #expect(try on.json()["disabled_at"] == .null && on.json()["events"] == .array([]))
            #expect(try await program.send(path + "/replays").status == 200)
            let page = try await world.browser(world.voltaria, .operatorAdmin).visit("/webhooks")
            #expect(page.words.contains("hooks.example.com"))
        }
    }

    @Test func `private addresses, unknown events and wrong forms are refused at their member`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            for url in ["https://127.0.0.1/", "https://localhost/x", "https://[::1]/", "https://10.0.0.8/"] {
                let refused = try await program.send("/webhooks", "{\"name\": \"x\", \"url\": \"\(url)\"}")
                #expect(try refused.faults(422) == ["/url webhook.inside"], "\(url)")
            }
            let plain = try await program.send("/webhooks", "{\"name\": \"x\", \"url\": \"http://example.com/\"}")
            #expect(try plain.faults(422) == ["/url webhook.url"])
            let wrong = try await program.send(
                "/webhooks",
                "{\"name\": \"\", \"url\": 7, \"events\": [\"webhook.test\"], \"secret\": \"x\"}"
            )
            #expect(
                Set(try wrong.faults(422)) == [
                    "/name body.no_text", "/url body.no_text", "/events/0 body.no_text", "/secret body.unknown_member",
                ]
            )
            #expect(try await program.read("/webhooks")["data"] == .array([]))
            let made = try await program.send("/webhooks", Self.body)
            let path = "/webhooks/\(try #require(try made.json()["webhook"]?["id"]?.integerValue))"
            let moved = try await program.send("PATCH", path, "{\"url\": \"https://example.com/\"}")
            #expect(try moved.faults(422) == ["/url body.unknown_member"])
            let never = try await program.send(path + "/rotation", "{\"overlap\": \"year\"}")
            #expect(try never.faults(422) == ["/overlap body.no_choice"])
            for _ in 1..<Webhooks.mostEndpoints {
                #expect(try await program.send("/webhooks", Self.body).status == 201)
            }
            #expect(try await program.send("/webhooks", Self.body).problem(409) == "webhook.too_many")
            let listed = try await program.all("/webhooks", limit: 7)
            #expect(listed.count == Webhooks.mostEndpoints)
        }
    }

    @Test func `a key that reads does not write, and the log names the key that did`() async throws {
        try await WebWorld.run { world in
            let reader = try await Program.make(world, world.voltaria, [.webhooksRead])
            #expect(try await reader.send("/webhooks", Self.body).problem(403) == "key.not_permitted")
            let writer = try await Program.make(world, world.voltaria, [.webhooksWrite])
            #expect(try await writer.send("/webhooks", Self.body).status == 201)
            let other = try await Program.make(world, world.ampère)
            let id = try #require(try await reader.read("/webhooks")["data"]?[0]?["id"]?.integerValue)
            #expect(try await other.get("/webhooks/\(id)").problem(404) == "not_found")
            #expect(try await other.send("PATCH", "/webhooks/\(id)", "{}").problem(404) == "not_found")
        }
    }
}
