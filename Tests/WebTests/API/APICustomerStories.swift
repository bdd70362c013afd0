import Domain
import HTTPServer
import Postgres
import Testing
import Values
import Web

/// Programs that add customers, change them and have them written to.
struct APICustomerStories {
    @Test func `a customer is added with everything, read again, and changed in part`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            let made = try await program.send(
                "/customers",
                """
                {"kind": "company", "name": " De Vries Bouw B.V. ", "email": "bouw@vries.example", "reference": "K-7",
                 "company_number": "12345678", "vat_id": "NL002455799B11", "phone": "+31 20 123",
                 "address": {"street": "Kade", "house_number": "1", "postcode": "1011 AB", "town": "Ede"}, "language": "en"}
                """
            )
            #expect(made.status == 201, "\(made.body)")
            let customer = try made.json()
            #expect(customer["name"]?.stringValue == "De Vries Bouw B.V." && customer["state"]?.stringValue == "added")
            #expect(customer["address"]?["country"]?.stringValue == "NL" && customer["language"]?.stringValue == "en")
            let id = try #require(customer["id"]?.integerValue)
            #expect(try await program.read("/customers/\(id)") == customer)
            let changed = try await program.send(
                "PATCH",
                "/customers/\(id)",
                "{\"phone\": null, \"name\": \"De Vries\"}"
            )
            #expect(changed.status == 200, "\(changed.body)")
            #expect(try changed.json()["phone"] == .null && changed.json()["name"]?.stringValue == "De Vries")
            #expect(try changed.json()["vat_id"]?.stringValue == "NL002455799B11")
            let wrong = try await program.send("PATCH", "/customers/\(id)", "{\"kind\": \"private\"}")
            #expect(
                try wrong.faults(422) == [
                    "/company_number customer.private_registered", "/vat_id customer.private_registered",
                ]
            )
            #expect(try await program.read("/customers/\(id)")["kind"]?.stringValue == "company")
        }
    }

    @Test func `all that is wrong is told at once, each at its member`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            let refused = try await program.send(
                "/customers",
                """
                {"kind": "firm", "name": "\(String(repeating: "n", count: 141))", "email": "nobody", "vat": "1",
                 "address": {"country": "XX", "street": 7}, "language": "de", "invite": "yes"}
                """
            )
            let places = try refused.faults(422).compactMap { $0.split(separator: " ").first.map(String.init) }
            #expect(
                Set(places) == [
                    "/kind", "/name", "/email", "/vat", "/address/country", "/address/street", "/language", "/invite",
                ]
            )
            let missing = try await program.send("/customers", "{}")
            #expect(
                try missing.faults(422) == [
                    "/kind body.missing_member", "/name body.missing_member", "/email body.missing_member",
                ]
            )
            let one = "{\"kind\": \"private\", \"name\": \"A\", \"email\": \"a@b.example\", \"reference\": \"R\"}"
            #expect(try await program.send("/customers", one).status == 201)
            let twice = try await program.send("/customers", one.replacing("a@b", with: "A@B"))
            #expect(try twice.faults(422) == ["/email user.email_taken", "/reference customer.reference_taken"])
            let nul = one.replacing("\"A\"", with: "\"A\\u0000\"").replacing("a@b", with: "c@b")
            #expect(try await program.send("/customers", nul).faults(422) == ["/name body.no_text"])
            // Who is a customer of one operator may be one of another.
            let other = try await Program.make(world, world.ampère)
            #expect(try await other.send("/customers", one).status == 201)
        }
    }

    @Test func `a customer is written to when asked, and not once it signs in`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            let made = try await program.send(
                "/customers",
                "{\"kind\": \"private\", \"name\": \"Anna\", \"email\": \"anna@home.example\", \"invite\": true}"
            )
            #expect(try made.json()["state"]?.stringValue == "invited", "\(made.body)")
            let mail = try await world.newestMail()
            #expect(mail.contains("Anna") && mail.contains("VOLTARIA"), "\(mail)")
            let id = try #require(try made.json()["id"]?.integerValue)
            world.clock.advance(seconds: 60)
            let again = try await program.send("/customers/\(id)/invitation")
            #expect(try again.status == 200 && again.json()["invited_at"] != made.json()["invited_at"], "\(again.body)")
            let link = try #require(world.link(in: try await world.newestMail()))
            let person = world.browser()
            try await person.visit(link)
            #expect(await person.page.status == 200)
            let known = try await program.send("/customers/\(world.voltaria.customer)/invitation")
            #expect(try known.problem(409) == "customer.not_to_invite")
            let foreign = try await program.send("/customers/\(world.ampère.customer)/invitation")
            #expect(try foreign.problem(404) == "not_found")
        }
    }

    @Test func `a customer leaves once, with a reason`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            let path = "/customers/\(world.voltaria.customer)/end"
            for body in ["{}", "{\"reason\": \"\"}", "{\"reason\": 1}", "{\"reason\": \"x\", \"when\": \"now\"}"] {
                #expect(try await program.send(path, body).status == 422, "\(body)")
            }
            let left = try await program.send(path, "{\"reason\": \"Moved house\"}")
            #expect(left.status == 200, "\(left.body)")
            #expect(try left.json()["ended_at"]?.stringValue != nil)
            let again = try await program.send(path, "{\"reason\": \"Another\"}")
            #expect(try again.problem(409) == "customer.ended")
            let foreign = try await program.send("/customers/\(world.ampère.customer)/end", "{\"reason\": \"x\"}")
            #expect(try foreign.problem(404) == "not_found")
            let page = try await world.browser(world.voltaria, .operatorAdmin)
            #expect(try await page.visit("/customers/\(world.voltaria.customer)").words.contains("Moved house"))
        }
    }

    @Test func `the log names the key that did it`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            let made = try await program.send(
                "/customers",
                "{\"kind\": \"private\", \"name\": \"Anna\", \"email\": \"anna@home.example\"}"
            )
            let id = try #require(try made.json()["id"]?.integerValue)
            let acts = try await world.database.all(world.voltaria.scope, ActsOfKey(key: program.secret.key))
            #expect(acts.contains("customer.created customer/\(id)"), "\(acts)")
        }
    }
}

private struct ActsOfKey: Statement {
    static let sql = "SELECT action || ' ' || subject FROM audit_log WHERE api_key_id = $1"
    static let sample = ActsOfKey(key: APIKeyID(1))
    let key: APIKeyID

    func bind(to values: inout Bindings) { values.append(key) }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
