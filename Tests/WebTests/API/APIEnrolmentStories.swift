import Domain
import HTTPServer
import Postgres
import Testing
import Values
import Web

/// A partner's program that leads a customer from nothing to a mandate.
struct APIEnrolmentStories {
    /// A customer of the program on its way.
    struct Way: Sendable {
        let world: WebWorld
        let program: Program
        let customer: Int64
        let enrolment: Int64

        static func begin(
            _ world: WebWorld,
            _ program: Program,
            email: String = "anna@home.example"
        ) async throws -> Way {
            let body =
                "{\"kind\": \"private\", \"name\": \"Anna de Vries\", \"email\": \"\(email)\", \"language\": \"en\"}"
            let customer = try #require(try await program.send("/customers", body).json()["id"]?.integerValue)
            let begun = try await program.send("/enrolments", "{\"customer_id\": \(customer)}")
            #expect(begun.status == 201, "\(begun.body)")
            let enrolment = try #require(try begun.json()["id"]?.integerValue)
            return Way(world: world, program: program, customer: customer, enrolment: enrolment)
        }

        func say(_ step: String, _ body: String) async throws -> PageAnswer {
            try await program.send("PUT", "/enrolments/\(enrolment)/\(step)", body)
        }

        func send(_ what: String, _ body: String, key: String? = nil) async throws -> PageAnswer {
            try await program.send("/enrolments/\(enrolment)/\(what)", body, key: key ?? Program.newKey())
        }

        func read(_ what: String = "") async throws -> JSON {
            try await program.read("/enrolments/\(enrolment)\(what)")
        }

        func missing() async throws -> [String] {
            try await (read()["missing"]?.arrayValue ?? []).compactMap { $0["code"]?.stringValue }
        }

        static let holder = "{\"kind\": \"private\", \"name\": \"Anna de Vries\"}"
        static let account = "{\"iban\": \"NL91 ABNA 0417 1643 00\"}"
        static let charger =
            """
            {"brand": "Alfen", "model": "Eve Single Pro-line", "serial": "ACE1", "meter_place": "in_charger",
             "feeds_back": true}
            """

        static func connection(_ ean: String = EREFlowStories.ean) -> String {
            """
            {"ean": "\(ean)", "is_held": true, "address": {"street": "Keizersgracht", "house_number": "12",
             "postcode": "1015cs", "town": "Amsterdam"}}
            """
        }

        /// Everything but the signature.
        func fill(ean: String = EREFlowStories.ean) async throws {
            for (step, body) in [("holder", Way.holder), ("connection", Way.connection(ean)), ("account", Way.account)]
            {
                let said = try await say(step, body)
                #expect(said.status == 200, "\(step): \(said.body)")
            }
            let added = try await send("chargers", Way.charger)
            #expect(added.status == 201, "\(added.body)")
        }

        /// The code out of the mail.
        func code() async throws -> String {
            let sent = try await send(
                "signing-codes",
                "{\"first_year\": 2026, \"last_year\": 2026, \"is_agreed\": true}"
            )
            #expect(sent.status == 201, "\(sent.body)")
            let mail = try await world.newestMail()
            let lines = mail.split(whereSeparator: \.isNewline).map(String.init)
            let code = try #require(lines.first { $0.count == 6 && $0.allSatisfy(\.isNumber) }, "\(mail)")
            #expect(!sent.body.contains(code), "the partner is not told")
            return code
        }

        func sign(_ code: String, name: String = "Anna de Vries", key: String? = nil) async throws -> PageAnswer {
            try await send("signature", "{\"name\": \"\(name)\", \"code\": \"\(code)\"}", key: key)
        }
    }

    static func run(_ body: @escaping @Sendable (WebWorld, Program) async throws -> Void) async throws {
        try await EREFlowStories.run { world in try await body(world, try await Program.make(world, world.voltaria)) }
    }

    @Test func `from nothing to active by nothing but the API and a mail`() async throws {
        try await Self.run { world, program in
            let way = try await Way.begin(world, program)
            #expect(try await way.read()["next_step"]?.stringValue == "who")
            #expect(
                try await way.missing() == [
                    "ere_enrolment.who_missing", "ere_enrolment.connection_missing", "ere_enrolment.no_charger",
                    "ere_enrolment.payout_missing",
                ]
            )
            #expect(try await way.read("/mandate")["text"] == .null)
            try await way.fill()
            let filled = try await way.read()
            #expect(filled["missing"] == .array([]) && filled["next_step"]?.stringValue == "mandate")
            #expect(filled["has_account"] == .bool(true) && !"\(filled)".contains("NL91"))
            let read = try await way.read("/mandate")
            #expect(read["text"]?.stringValue?.contains("Anna de Vries, Keizersgracht 12, 1015 CS Amsterdam") == true)
            #expect(
                read["signatory"]?.stringValue == "Anna de Vries" && read["email"]?.stringValue == "anna@home.example"
            )
            #expect(read["choices"]?.arrayValue?.count == 3 && read["years"]?["first_year"] == .integer(2026))
            let dutch = try await way.read("/mandate?language=nl&last_year=2028")
            #expect(dutch["text"]?.stringValue?.contains("2026–2028") == true, "\(dutch)")
            let unread = try await way.send(
                "signing-codes",
                "{\"first_year\": 2026, \"last_year\": 2026, \"is_agreed\": false}"
            )
            #expect(try unread.faults(422) == ["/is_agreed ere_mandate.not_agreed"])
            let code = try await way.code()
            let signed = try await way.sign(code)
            #expect(signed.status == 200, "\(signed.body)")
            #expect(try signed.json()["state"]?.stringValue == "waiting")
            #expect(try await way.missing() == ["ere_enrolment.evidence_missing"])
            let charger = try #require(try signed.json()["chargers"]?[0]?["id"]?.integerValue)
            let proof = "{\"kind\": \"meter\", \"charger_id\": \(charger), \"content\": \"/9j/4AECAw==\"}"
            let handed = try await way.send("evidence", proof)
            #expect(handed.status == 201, "\(handed.body)")
            #expect(try handed.json()["media_type"]?.stringValue == "image/jpeg" && handed.json()["verdict"] == .null)
            #expect(try await way.missing().isEmpty)
            try await accept(way)
            #expect(try await way.read()["state"]?.stringValue == "active")
            let list = try await program.all("/enrolments/\(way.enrolment)/evidence", limit: 1)
            #expect(list.map { $0["verdict"]?.stringValue } == ["accepted"])
            let ended = try await way.send("end", "")
            #expect(try ended.status == 200 && ended.json()["ends_after"] == .integer(2026), "\(ended.body)")
            #expect(try await way.send("end", "").problem(409) == "ere_enrolment.not_on")
        }
    }

    /// Somebody of the operator looks at the evidence.
    private func accept(_ way: Way) async throws {
        let desk = try await way.world.browser(way.world.voltaria, .operatorAdmin)
        try await desk.visit("/enrolments/\(way.enrolment)")
        _ = try await desk.press("Accept")
        let counted = try await desk.press("Let it count")
        #expect(counted.status == 200 && counted.words.contains("Saved"), "\(counted.words)")
    }

    @Test func `what is wrong at a step is told at its members, all at once`() async throws {
        try await Self.run { world, program in
            let way = try await Way.begin(world, program)
            let company =
                "{\"kind\": \"company\", \"name\": \"B\", \"company_number\": \"1234567\", \"vat_id\": \"NL1\"}"
            #expect(
                try await way.say("holder", company).faults(422) == [
                    "/company_number ere_enrolment.company_number", "/vat_id ere_enrolment.vat_id",
                    "/representative ere_enrolment.representative_missing", "/address ere_enrolment.establishment",
                ]
            )
            for (ean, code) in [
                ("871685900000000005", "ean_check_digit"), ("87168590000000000", "ean_length"),
                ("8716859000000000O4", "ean_shape"), ("", "ean_missing"),
            ] {
                let body = Way.connection(ean).replacing("1015cs", with: "x").replacing("true", with: "false")
                #expect(
                    try await way.say("connection", body).faults(422) == [
                        "/ean ere_enrolment.\(code)", "/address/postcode ere_enrolment.postcode",
                        "/is_held ere_enrolment.not_held",
                    ],
                    "\(ean)"
                )
            }
            #expect(try await way.say("connection", Way.connection()).status == 200)
            let elsewhere = Way.charger.replacing("in_charger", with: "elsewhere").replacing("ACE1", with: "")
            #expect(
                try await way.send("chargers", elsewhere).faults(422) == [
                    "/serial ere_enrolment.serial_missing", "/meter_place ere_enrolment.meter_elsewhere",
                ]
            )
            let unlikely = "{\"brand\": \"Zaptec\", \"model\": \"Go\", \"serial\": \"Z1\"}"
            #expect(try await way.send("chargers", unlikely).faults(422) == ["/proof ere_enrolment.no_meter"])
            let proven = unlikely.replacing("\"Z1\"", with: "\"Z1\", \"proof\": \"/9j/4AECAw==\"")
            #expect(try await way.send("chargers", proven).status == 201)
            #expect(try await way.send("chargers", Way.charger).status == 201)
            #expect(try await way.send("chargers", Way.charger).faults(422) == ["/serial ere_enrolment.serial_taken"])
            let iban = try await way.say("account", "{\"iban\": \"NL92ABNA0417164300\"}")
            #expect(try iban.faults(422) == ["/iban body.no_text"])
            let chargers = try await way.read()["chargers"]?.arrayValue ?? []
            #expect(chargers.map { $0["feeds_back"] } == [.null, .bool(true)])
            let first = try #require(chargers.first?["id"]?.integerValue)
            let removed = try await program.send("DELETE", "/enrolments/\(way.enrolment)/chargers/\(first)", "")
            #expect(try removed.status == 200 && removed.json()["chargers"]?.arrayValue?.count == 1, "\(removed.body)")
        }
    }

    @Test func `a connection that somebody else has is refused, and nothing is told of whom`() async throws {
        try await Self.run { world, program in
            let first = try await Way.begin(world, program)
            try await first.fill()
            let sent = try await first.send(
                "signing-codes",
                "{\"first_year\": 2026, \"last_year\": 2028, \"is_agreed\": true}"
            )
            #expect(sent.status == 201, "\(sent.body)")
            let mail = try await world.newestMail()
            let code = mail.split(whereSeparator: \.isNewline).map(String.init).first {
                $0.count == 6 && $0.allSatisfy(\.isNumber)
            }
            #expect(try await first.sign(try #require(code)).status == 200)
            let other = try await Way.begin(world, try await Program.make(world, world.ampère))
            let taken = try await other.say("connection", Way.connection())
            #expect(try taken.faults(422) == ["/ean ere_enrolment.connection_taken"])
            for secret in ["voltaria", "VOLTARIA", "Anna"] { #expect(!taken.body.contains(secret)) }
            #expect(try await other.say("connection", Way.connection(EREFlowStories.otherEAN)).status == 200)
        }
    }

    @Test func `codes are wrong, late and used up, and each attempt counts once`() async throws {
        try await Self.run { world, program in
            let way = try await Way.begin(world, program)
            try await way.fill()
            #expect(try await way.sign("123456").faults(422) == ["/code ere_mandate.code_expired"], "none was sent")
            let code = try await way.code()
            let wrong = code == "123456" ? "654321" : "123456"
            let first = try await way.sign(wrong, key: "attempt-1")
            #expect(try first.faults(422) == ["/code ere_mandate.code_wrong"] && first.body.contains("left: 4."))
            let again = try await way.sign(wrong, key: "attempt-1")
            #expect(again.status == 422 && again.bytes == first.bytes, "\(again.body)")
            #expect(again.header("Content-Type") == "application/problem+json")
            #expect(try await way.sign(code, name: "Somebody Else").faults(422) == ["/name ere_mandate.name"])
            #expect(try await way.sign("12 34").faults(422) == ["/code ere_mandate.code_wrong"], "no attempt")
            for left in [3, 2, 1, 0] {
                #expect(try await way.sign(wrong).body.contains("left: \(left)."))
            }
            #expect(try await way.sign(code).faults(422) == ["/code ere_mandate.code_expired"], "it is used up")
            let late = try await way.code()
            world.clock.advance(seconds: 1_800)
            #expect(try await way.sign(late).faults(422) == ["/code ere_mandate.code_expired"])
            let fresh = try await way.code()
            #expect(try await way.say("holder", Way.holder.replacing("Vries", with: "Bos")).status == 200)
            #expect(try await way.sign(fresh, name: "Anna de Bos").problem(409) == "ere_mandate.changed")
            let last = try await way.code()
            #expect(try await way.sign(last, name: "anna DE bos").status == 200)
            #expect(try await way.say("holder", Way.holder).problem(409) == "ere_enrolment.not_draft")
        }
    }

    @Test func `a file that is too large or none of ours is refused`() async throws {
        try await Self.run { world, program in
            let way = try await Way.begin(world, program)
            try await way.fill()
            let charger = try #require(try await way.read()["chargers"]?[0]?["id"]?.integerValue)
            func hand(_ content: String, kind: String = "meter", charger: Int64? = charger) async throws -> PageAnswer {
                let member = charger.map { "\"charger_id\": \($0), " } ?? ""
                return try await way.send("evidence", "{\"kind\": \"\(kind)\", \(member)\"content\": \"\(content)\"}")
            }
            // Three bytes are four signs.
            let large = "/9j/" + String(repeating: "AAAA", count: EREEvidenceFile.mostBytes / 3)
            #expect(try await hand(large).problem(413) == "ere_evidence.too_large")
            #expect(try await hand("PHN2Zz4=").problem(422) == "ere_evidence.unknown_type")
            #expect(try await hand("?").faults(422) == ["/content body.no_base64"])
            #expect(try await hand("/9j/4AEC", charger: nil).faults(422) == ["/charger_id ere_evidence.charger"])
            #expect(
                try await hand("/9j/4AEC", kind: "authority").faults(422) == ["/charger_id ere_evidence.charger"]
            )
            #expect(try await hand("/9j/4AEC", charger: 999_999).faults(422) == ["/charger_id charger.unknown"])
            #expect(try await way.read("/evidence")["data"] == .array([]))
            #expect(try await hand("/9j/4AEC", kind: "authority", charger: nil).status == 201)
        }
    }

    @Test func `a day until which evidence holds is kept, and refused where nothing ends`() async throws {
        try await Self.run { world, program in
            let way = try await Way.begin(world, program)
            try await way.fill()
            let charger = try #require(try await way.read()["chargers"]?[0]?["id"]?.integerValue)
            func hand(_ kind: String, _ until: String) async throws -> PageAnswer {
                let member = kind == "certificate" ? "\"charger_id\": \(charger), " : ""
                let rest = "\(member)\"content\": \"/9j/4AEC\", \"valid_until\": \(until)"
                return try await way.send("evidence", "{\"kind\": \"\(kind)\", \(rest)}")
            }
            #expect(try await hand("certificate", "\"2027-02-30\"").faults(422) == ["/valid_until body.no_day"])
            #expect(try await hand("certificate", "\"1999-12-31\"").faults(422) == ["/valid_until ere_evidence.day"])
            #expect(try await hand("certificate", "7").faults(422) == ["/valid_until body.no_day"])
            #expect(try await hand("holder", "\"2027-06-30\"").faults(422) == ["/valid_until ere_evidence.no_end"])
            let kept = try await hand("certificate", "\"2027-06-30\"")
            #expect(kept.status == 201, "\(kept.body)")
            #expect(try kept.json()["valid_until"]?.stringValue == "2027-06-30")
            #expect(try await hand("holder", "null").json()["valid_until"] == .null)
        }
    }

    @Test func `a signatory by document is missing its paper until it is handed in`() async throws {
        try await Self.run { world, program in
            let way = try await Way.begin(world, program)
            try await way.fill()
            let holder = """
                {"kind": "owners_association", "name": "VvE Keizersgracht", "company_number": "12345678",
                 "representative": "Anna de Vries", "authority": "document", "address": {"street": "Kade",
                 "house_number": "1", "postcode": "1011AB", "town": "Amsterdam"}}
                """
            #expect(try await way.say("holder", holder).status == 200)
            let signed = try await way.sign(try await way.code())
            #expect(signed.status == 200, "\(signed.body)")
            let (paper, photo) = ("ere_enrolment.authority_missing", "ere_enrolment.evidence_missing")
            #expect(try await way.missing() == [paper, photo])
            let handed = try await way.send("evidence", "{\"kind\": \"authority\", \"content\": \"/9j/4AEC\"}")
            #expect(handed.status == 201, "\(handed.body)")
            #expect(try await way.missing() == [photo])
            let charger = try #require(try signed.json()["chargers"]?[0]?["id"]?.integerValue)
            let proof = "{\"kind\": \"meter\", \"charger_id\": \(charger), \"content\": \"/9j/4AECAw==\"}"
            #expect(try await way.send("evidence", proof).status == 201)
            let id = EREEnrolmentID(way.enrolment)
            func judge(_ kind: EREEvidenceKind, _ verdict: EREEvidenceVerdict) async throws {
                let scope = world.voltaria.scope
                try await world.database.write(scope) { tx in
                    let all = try await EREEvidenceBook.list(scope, of: id, in: tx)
                    let proof = try #require(all.last { $0.kind == kind })
                    let reason = verdict == .refused ? "unreadable" : ""
                    try await EREReviews.judge(
                        scope,
                        proof.id,
                        of: id,
                        verdict,
                        reason: reason,
                        at: world.clock.now,
                        in: tx
                    )
                }
            }
            func accept() async throws {
                let scope = world.voltaria.scope
                try await world.database.write(scope) {
                    try await EREReviews.accept(scope, id, at: world.clock.now, in: $0)
                }
            }
            try await judge(.meter, .accepted)
            await #expect(throws: EREEnrolmentRejection.authorityMissing) { try await accept() }
            try await judge(.authority, .refused)
            #expect(try await way.missing() == [paper])
            try await judge(.authority, .accepted)
            #expect(try await way.missing() == [])
            try await accept()
        }
    }

    @Test func `a connected charge point becomes the customer's, and another customer's does not`() async throws {
        try await Self.run { world, program in
            let (way, other) = (
                try await Way.begin(world, program), try await Way.begin(world, program, email: "b@home.example")
            )
            let body = "{\"charge_point_id\": \(world.voltaria.chargePoint), \"meter_place\": \"in_charger\", "
            let named = body + "\"brand\": \"Alfen\", \"model\": \"Eve\", \"serial\": \"A1\"}"
            #expect(try await way.send("chargers", named).status == 201)
            #expect(
                try await program.read("/charge-points/\(world.voltaria.chargePoint)")["customer_id"]
                    == .integer(way.customer)
            )
            #expect(
                try await other.send("chargers", named).faults(422) == ["/charge_point_id ere_enrolment.others_charger"]
            )
            let foreign = named.replacing("\(world.voltaria.chargePoint),", with: "\(world.ampère.chargePoint),")
            #expect(try await other.send("chargers", foreign).faults(422) == ["/charge_point_id charge_point.unknown"])
        }
    }

    @Test func `nobody begins for a customer that left or is somebody else's`() async throws {
        try await Self.run { world, program in
            let way = try await Way.begin(world, program)
            let scope = world.voltaria.scope
            try await world.database.write(scope) {
                try await Customers.end(scope, CustomerID(way.customer), reason: "moved", at: world.clock.now, in: $0)
            }
            let left = try await program.send("/enrolments", "{\"customer_id\": \(way.customer)}")
            #expect(try left.faults(422) == ["/customer_id ere_enrolment.customer_ended"])
            let foreign = try await program.send("/enrolments", "{\"customer_id\": \(world.ampère.customer)}")
            #expect(try foreign.faults(422) == ["/customer_id customer.unknown"])
            #expect(try await way.send("end", "").json()["state"]?.stringValue == "discarded")
            #expect(try await way.read()["state"]?.stringValue == "discarded", "it is still told when asked for")
        }
    }
}
