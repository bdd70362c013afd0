import Domain
import HTTPServer
import Testing
import Values
import Web

/// People who make keys for their programs.
struct APIKeyStories {
    /// The secret that a page shows.
    private func secret(_ answer: PageAnswer) throws -> String {
        let start = try #require(answer.words.firstRange(of: "laadboek_"))
        return String(answer.words[start.lowerBound...].prefix { $0.isLetter || $0.isNumber || $0 == "_" })
    }

    private func status(_ world: WebWorld, _ secret: String) async throws -> Int {
        let program = world.browser()
        await program.set("Authorization", "Bearer \(secret)")
        return try await program.get("/api/v1/customers").status
    }

    @Test func `a key is made, shown once, renewed and revoked`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/api-keys")
            await browser.fill("Name", "website")
            await browser.choose("permission", "customers:read")
            let made = try await browser.press("Make the key")
            #expect(made.status == 200 && made.words.contains("it is shown once"), "\(made.words)")
            let first = try secret(made)
            #expect(try await status(world, first) == 200)
            let list = try await browser.visit("/api-keys")
            #expect(
                !list.body.contains(first) && list.words.contains("website") && list.words.contains("Read customers")
            )
            let renewed = try await browser.press("Make a new secret")
            let second = try secret(renewed)
            #expect(second != first && renewed.words.contains("the one before until"))
            #expect(try await [status(world, first), status(world, second)] == [200, 200])
            world.clock.advance(seconds: 86_400)
            try await browser.signIn(world.voltaria.email(.operatorAdmin))
            #expect(try await [status(world, first), status(world, second)] == [401, 200])
            try await browser.visit("/api-keys")
            let revoked = try await browser.press("Revoke")
            #expect(revoked.words.contains("The key is revoked.") && revoked.words.contains("Revoked"))
            #expect(try await status(world, second) == 401)
        }
    }

    @Test func `a key without a name or without a permission is told at its field`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/api-keys")
            let refused = try await browser.press("Make the key")
            #expect(refused.status == 422 && !refused.words.contains("laadboek_"))
            let token = await browser.token
            let forged = [("name", "x"), ("permission", "everything")]
            #expect(try await browser.post("/api-keys", forged, token: token).status == 422)
        }
    }

    @Test func `a partner's administrator makes keys for customers only, and leaves wider ones alone`() async throws {
        try await WebWorld.run { world in
            let wide = try await Program.make(world, world.voltaria)
            let browser = try await world.browser(world.voltaria, .partnerAdmin)
            let page = try await browser.visit("/api-keys")
            #expect(page.words.contains("Read customers") && !page.body.contains("value=\"sessions:read\""))
            let token = await browser.token
            let more = [("name", "x"), ("permission", "sessions:read")]
            #expect(try await browser.post("/api-keys", more, token: token).status == 422)
            let path = "/api-keys/\(wide.secret.key)"
            #expect(try await browser.post(path + "/revocation", [], token: token).status == 403)
            #expect(try await browser.post(path + "/rotation", [("overlap", "0")], token: token).status == 403)
            #expect(try await wide.get("/customers").status == 200)
        }
    }
}
