import Domain
import HTTPServer
import Postgres
import Testing
import Values
import Web

/// What programs with a key read, and how they are refused.
struct APIStories {
    @Test func `a program reads its operator's customers, connections, charge points and sessions`() async throws {
        try await BillingStory.run { story in
            let tenant = story.tenant
            let enrolled = try await ForeignThings.enrolment(of: tenant, story.world)
            let booking = try await ForeignThings.booking(of: tenant, story.world)
            let program = try await Program.make(story.world, tenant)
            let customer = try await program.read("/customers/\(tenant.customer)")
            #expect(customer["id"] == .integer(tenant.customer.rawValue))
            #expect(
                customer["name"]?.stringValue == "Customer of voltaria" && customer["kind"]?.stringValue == "private"
            )
            #expect(customer["reference"] == .null && customer["state"]?.stringValue == "waiting")
            let enrolment = try await program.read("/enrolments/\(enrolled.enrolment)")
            #expect(enrolment["connection"]?["ean"]?.stringValue == "871685900000000004")
            #expect(enrolment["chargers"]?[0]?["serial"]?.stringValue == "ACE-voltaria")
            #expect(enrolment["mandate"]?["first_year"] == .integer(2026))
            let connection = try await program.read("/connections/871685900000000004")
            #expect(connection["customer_id"] == customer["id"] && connection["enrolment_id"] == enrolment["id"])
            let deliveries = try await program.read("/connections/871685900000000004/deliveries")
            #expect(deliveries["data"]?[0]?["id"] == .integer(booking.rawValue))
            #expect(deliveries["data"]?[0]?["quarter"]?.stringValue == "2026-Q1" && deliveries["next_cursor"] == .null)
            let chargePoint = try await program.read("/charge-points/\(tenant.chargePoint)")
            #expect(chargePoint["identity"]?.stringValue == "CP-voltaria" && chargePoint["is_online"] == .bool(false))
            let sessions = try await program.read("/sessions")
            let newest = try #require(sessions["data"]?[0])
            let id = try #require(newest["id"]?.integerValue)
            #expect(try await program.read("/sessions/\(id)") == newest)
            #expect(newest["energy_wh"]?.exactValue != nil && newest["charge_point_id"]?.integerValue != nil)
        }
    }

    @Test func `bank accounts, cards and the reasons of endings are not told`() async throws {
        try await BillingStory.run { story in
            _ = try await ForeignThings.enrolment(of: story.tenant, story.world)
            let program = try await Program.make(story.world, story.tenant)
            for list in ["/customers", "/enrolments", "/connections", "/charge-points", "/sessions"] {
                let text = try await program.get(list).body
                #expect(text.contains("\"data\":[{"), "\(list)")
                for word in ["NL91ABNA", "iban", "CARD-", "id_tag", "end_reason"] {
                    #expect(!text.contains(word), "\(word) in \(list)")
                }
            }
        }
    }

    @Test(arguments: [1, 2, 3, 200])
    func `pages have every row once, whatever their size`(limit: Int) async throws {
        try await BillingStory.run { story in
            let tenant = story.tenant
            try await story.world.database.write(tenant.scope) { tx in
                for number in 1...6 {
                    let details = CustomerDetails(
                        reference: "R\(number)",
                        kind: .privatePerson,
                        name: "Customer \(number)",
                        email: "c\(number)@home.example"
                    )
                    _ = try await Customers.create(tenant.scope, details, at: story.world.clock.now, in: tx)
                }
            }
            let program = try await Program.make(story.world, tenant)
            let names = try await program.all("/customers", limit: limit).map { $0["name"]?.stringValue }
            #expect(names == ["Customer of voltaria"] + (1...6).map { "Customer \($0)" })
            let sessions = try await program.all("/sessions", limit: limit)
            let starts = sessions.compactMap { $0["started_at"]?.stringValue.flatMap { Timestamp($0) } }
            #expect(starts.count == sessions.count && starts == starts.sorted(by: >) && starts.count > 1)
            #expect(Set(sessions.compactMap { $0["id"]?.integerValue }).count == sessions.count)
            let one = try #require(sessions.first?["charge_point_id"]?.integerValue)
            let ofOne = try await program.all("/sessions?charge_point=\(one)", limit: limit)
            #expect(ofOne == sessions.filter { $0["charge_point_id"]?.integerValue == one })
            let (from, until) = (starts[starts.count - 1], starts[0])
            let within = try await program.all("/sessions?from=\(from)&until=\(until)", limit: limit)
            #expect(within == sessions.filter { $0["started_at"]?.stringValue != until.rfc3339 })
            #expect(try await program.all("/customers?reference=R3", limit: limit).count == 1)
            #expect(try await program.all("/customers?reference=r3", limit: limit).isEmpty)
        }
    }

    @Test func `without a key that holds nothing is told but that`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria, [.customersRead])
            let stranger = world.browser()
            let missing = try await stranger.get("/api/v1/customers")
            #expect(try missing.problem(401) == "key.missing")
            #expect(missing.header("WWW-Authenticate") == "Bearer realm=\"laadboek\"")
            let text = program.secret.text
            for wrong in [
                "Bearer", "Bearer x", "Basic \(text)", text, "Bearer \(text.dropLast())0x", "Bearer \(text) x",
            ] {
                await stranger.set("Authorization", wrong)
                let answer = try await stranger.get("/api/v1/customers")
                #expect(try answer.problem(401) == "key.unknown", "\(wrong)")
                #expect(answer.header("WWW-Authenticate")?.contains("invalid_token") == true)
            }
            let signedIn = try await world.browser(world.voltaria, .operatorAdmin)
            #expect(try await signedIn.get("/api/v1/customers").status == 401, "a cookie is no key")
            #expect(try await program.get("/customers").status == 200)
            let closed = try await program.get("/sessions")
            #expect(try closed.problem(403) == "key.not_permitted")
            #expect(closed.header("WWW-Authenticate")?.contains("scope=\"sessions:read\"") == true)
            await program.browser.set("Authorization", "bearer \(text)")
            #expect(try await program.get("/customers").status == 200, "the scheme's case does not matter")
        }
    }

    @Test func `what a program does wrong is told as a problem with its place`() async throws {
        try await WebWorld.run { world in
            let program = try await Program.make(world, world.voltaria)
            #expect(try await program.get("/nowhere").problem(404) == "http.404")
            #expect(try await program.get("/customers/x").problem(404) == "not_found")
            #expect(try await program.get("/customers/99999999999999999999").problem(404) == "not_found")
            #expect(try await program.get("/connections/871685900000000005").problem(404) == "not_found")
            let posted = try await program.browser.post("/api/v1/connections", bytes: [], type: "application/json")
            #expect(try posted.problem(405) == "http.405")
            #expect(posted.header("Allow") == "GET, HEAD")
            let large = Array(repeating: UInt8(ascii: "x"), count: 1_100_000)
            let refused = try await program.browser.post("/api/v1/customers", bytes: large, type: "application/json")
            #expect(try refused.problem(413) == "http.413")
            for (query, name) in [
                ("limit=0", "limit"), ("limit=201", "limit"), ("limit=ten", "limit"), ("limit=", "limit"),
                ("limit=1&limit=2", "limit"), ("cursor=zz", "cursor"), ("cursor=", "cursor"), ("limits=1", "limits"),
                ("reference=", "reference"),
            ] {
                let answer = try await program.get("/customers?\(query)")
                #expect(try answer.problem(422) == "request.invalid", "\(query)")
                #expect(try answer.json()["errors"]?[0]?["parameter"]?.stringValue == name, "\(query)")
            }
            #expect(try await program.get("/customers?limit=%00").problem(400) == "http.400")
            #expect(try await program.get("/sessions?from=yesterday").problem(422) == "request.invalid")
        }
    }

    @Test func `a cursor belongs to its list`() async throws {
        try await BillingStory.run { story in
            let program = try await Program.make(story.world, story.tenant)
            let page = try await program.read("/sessions?limit=1")
            let cursor = try #require(page["next_cursor"]?.stringValue)
            #expect(try await program.get("/customers?cursor=\(cursor)").problem(422) == "request.invalid")
            let far = Hex.text(Array("sessions 9223372036854775807 1".utf8))
            #expect(try await program.get("/sessions?cursor=\(far)").problem(422) == "request.invalid")
        }
    }

    @Test func `every answer says how many requests are left, and the next one too many when to come back`()
        async throws
    {
        try await WebWorld.run(adjust: { parts in
            (parts.configuration.limits.callsInARow, parts.configuration.limits.callsPerMinute) = (3, 60)
        }) { world in
            let (program, other) = (
                try await Program.make(world, world.voltaria), try await Program.make(world, world.voltaria)
            )
            for left in [2, 1, 0] {
                let answer = try await program.get(left == 1 ? "/customers/1x" : "/customers")
                #expect(answer.header("RateLimit-Policy") == "\"key\";q=3;w=3")
                #expect(answer.header("RateLimit")?.hasPrefix("\"key\";r=\(left);t=") == true)
            }
            let refused = try await program.get("/customers")
            #expect(try refused.problem(429) == "too_many_requests")
            let wait = try #require(refused.header("Retry-After").flatMap { Int64($0) })
            #expect(refused.header("RateLimit")?.hasPrefix("\"key\";r=0;") == true && (1...2).contains(wait))
            #expect(try await other.get("/customers").status == 200, "another key has its own")
            world.clock.advance(seconds: wait)
            #expect(try await program.get("/customers").status == 200)
        }
    }

    @Test func `who tries keys is slowed down, and who has one is not`() async throws {
        try await WebWorld.run(adjust: { parts in
            (parts.configuration.limits.strangersInARow, parts.configuration.limits.strangersPerMinute) = (2, 1)
        }) { world in
            let program = try await Program.make(world, world.voltaria)
            let stranger = world.browser()
            for status in [401, 401, 429] { _ = try await stranger.get("/api/v1/customers").problem(status) }
            #expect(try await program.get("/customers").status == 200)
        }
    }
}
