import Domain
import Foundation
import Postgres
import TestSupport
import Testing
import Values
import Web

/// A customer on its way from the toggle to a mandate, and the people who look at it.
struct EREFlowStories {
    private static let root = String(#filePath.dropLast("/Tests/WebTests/ERE/EREFlowStories.swift".count))
    static let ean = "871685900000000004"
    static let otherEAN = "871687140000000125"

    /// The end of November 2026.
    static func run(_ body: @escaping @Sendable (WebWorld) async throws -> Void) async throws {
        let file = URL(fileURLWithPath: root + "/docs/reference/charger-models.json")
        let catalogue = try MeterCatalogue(parsing: Array(try Data(contentsOf: file)))
        try await WebWorld.run { parts in
            parts.meters = catalogue
        } _: { world in
            world.clock.advance(seconds: 46_000_000)
            try await body(world)
        }
    }

    /// Turns the toggle on; the address of the enrolment.
    static func begin(_ browser: Browser) async throws -> String {
        try await browser.visit("/customer/ere")
        let page = try await browser.press(browser.page.body.contains("Turn it on") ? "Turn it on" : "Add a connection")
        return page.path.replacing("/who", with: "")
    }

    static func sayWho(_ browser: Browser, name: String = "Anna de Vries") async throws -> PageAnswer {
        await browser.choose("kind", "private")
        await browser.fill("Name", name)
        return try await browser.press("Save and go on")
    }

    static func sayConnection(_ browser: Browser, ean: String = ean) async throws -> PageAnswer {
        await browser.fill("EAN", ean)
        for (label, value) in [
            ("Street", "Keizersgracht"), ("House number", "12"), ("Postcode", "1015cs"), ("Town", "Amsterdam"),
            ("Country", "NL"),
        ] { await browser.fill(label, value) }
        await browser.choose("construct", "mid_delivery_point")
        await browser.choose("held", "yes")
        return try await browser.press("Save and go on")
    }

    static func sayCharger(
        _ browser: Browser,
        _ brand: String = "Alfen",
        _ model: String = "Eve Single Pro-line",
        serial: String = "ACE0012345",
        place: String = "in_charger"
    ) async throws -> PageAnswer {
        await browser.fill("Brand", brand)
        await browser.fill("Model", model)
        await browser.fill("Serial number", serial)
        await browser.choose("meter_place", place)
        return try await browser.press("Save charger")
    }

    static func sayAccount(_ browser: Browser) async throws -> PageAnswer {
        await browser.fill("IBAN", "NL91 ABNA 0417 1643 00")
        return try await browser.press("Save and go on")
    }

    /// Everything but the signature.
    @discardableResult
    static func fill(_ browser: Browser, ean: String = ean) async throws -> String {
        let way = try await begin(browser)
        _ = try await sayWho(browser)
        _ = try await sayConnection(browser, ean: ean)
        _ = try await sayCharger(browser)
        _ = try await sayAccount(browser)
        return way
    }

    static func askForCode(_ browser: Browser, _ world: WebWorld) async throws -> String {
        await browser.choose("agreed", "yes")
        _ = try await browser.press("Send me the code")
        let mail = try await world.newestMail()
        let lines = mail.split(whereSeparator: \.isNewline).map(String.init)
        return try #require(lines.first { $0.count == 6 && $0.allSatisfy(\.isNumber) })
    }

    static func sign(_ browser: Browser, _ code: String, name: String = "Anna de Vries") async throws -> PageAnswer {
        await browser.fill("Name", name)
        await browser.fill("Code", code)
        return try await browser.press("Sign")
    }

    @Test func `a customer turns it on, signs, and keeps the mandate`() async throws {
        try await Self.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await Self.begin(browser)
            #expect(await browser.page.path == way + "/who")
            #expect(try await Self.sayWho(browser).path == way + "/connection")
            let charger = try await Self.sayConnection(browser)
            #expect(charger.path == way + "/chargers" && charger.words.contains("Where is the MID meter?"))
            #expect(try await Self.sayCharger(browser).path == way + "/payout")
            let mandate = try await Self.sayAccount(browser)
            #expect(mandate.path == way + "/mandate", "\(mandate.words)")
            for words in [
                "Given by: Anna de Vries, Keizersgracht 12, 1015 CS Amsterdam", "Connection (EAN): \(Self.ean)",
                "Chargers: Alfen Eve Single Pro-line (ACE0012345)", "The NEa may ask the distribution system operator",
                "The verifier may inspect the charging location.", "It is not renewed by itself.",
                "promises no amount", "Photos of a meter are still missing",
            ] { #expect(mandate.words.contains(words), "\(words): \(mandate.words)") }
            let unread = try await browser.press("Send me the code")
            #expect(unread.status == 422 && unread.words.contains("Please fill this in."), "\(unread.words)")
            let code = try await Self.askForCode(browser, world)
            #expect(await browser.page.path == way + "/signature")
            let wrong = try await Self.sign(browser, code == "123456" ? "654321" : "123456")
            #expect(wrong.status == 422 && wrong.words.contains("Attempts left: 4."), "\(wrong.words)")
            let named = try await Self.sign(browser, code, name: "Somebody Else")
            #expect(named.status == 422 && named.words.contains("Type the name as it stands"), "\(named.words)")
            let done = try await Self.sign(browser, code)
            #expect(done.status == 200 && done.path == way, "\(done.words)")
            for words in [
                "Being checked", "Sessions from 1 Jan 2026 on count", "not before 1 Jan 2027",
                "not an offer and not a promise", "€240.00",
            ] { #expect(done.words.contains(words), "\(words): \(done.words)") }
            #expect(!done.words.contains("NEa approved") && !done.words.contains("guarantee"))
            let pdf = try await browser.get(way + "/mandate.pdf")
            #expect(pdf.bytes.starts(with: Array("%PDF-".utf8)) && pdf.bytes.count > 5_000)
            #expect(pdf.header("Content-Disposition")?.hasPrefix("attachment") == true)
            let twice = try await browser.get(way + "/mandate.pdf")
            #expect(twice.bytes == pdf.bytes)
        }
    }

    @Test func `every mistake is said at its field, and what was typed stays`() async throws {
        try await Self.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            _ = try await Self.begin(browser)
            await browser.choose("kind", "company")
            await browser.fill("Name", "De Vries Bouw B.V.")
            await browser.fill("Company number", "1234567")
            await browser.fill("VAT number", "NL123456782B90")
            await browser.choose("sole_trader", "yes")
            let company = try await browser.press("Save and go on")
            #expect(
                company.status == 422 && company.words.contains("A company number has eight digits."),
                "\(company.words)"
            )
            #expect(company.words.contains("the old number with your BSN in it"))
            #expect(company.body.contains("value=\"1234567\"") && company.body.contains("De Vries Bouw B.V."))
            #expect(try await Self.sayWho(browser).status == 200)
            for (ean, words) in [
                ("871685900000000005", "The last digit does not fit"), ("87168590000000000", "this one has 17"),
                ("8716859000000000O4", "An EAN has digits only."), ("", "Please fill this in."),
            ] {
                let page = try await Self.sayConnection(browser, ean: ean)
                #expect(page.status == 422 && page.words.contains(words), "\(ean): \(page.words)")
                #expect(page.body.contains("value=\"\(ean)\"") && page.body.contains("value=\"Keizersgracht\""))
            }
            _ = try await Self.sayConnection(browser)
            let none = try await Self.sayCharger(browser, "", "", serial: "")
            #expect(none.status == 422 && none.words.contains("Please fill this in."))
            let outside = try await Self.sayCharger(browser, place: "elsewhere")
            #expect(outside.status == 422 && outside.words.contains("A meter outside the charger does not count"))
            let known = try await Self.sayCharger(browser, "Zaptec", "Go")
            #expect(
                known.status == 422 && known.words.contains("We know this model without a MID meter"),
                "\(known.words)"
            )
            _ = try await Self.sayCharger(browser)
            await browser.fill("IBAN", "NL92ABNA0417164300")
            let account = try await browser.press("Save and go on")
            #expect(account.status == 422 && account.words.contains("The check digits of this IBAN are wrong"))
        }
    }

    @Test func `somebody goes back and forth, and goes on in another browser`() async throws {
        try await Self.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await Self.begin(browser)
            // Ahead of what is said nothing opens.
            for ahead in ["/connection", "/chargers", "/payout", "/mandate", "/signature", ""] {
                #expect(try await browser.visit(way + ahead).path == way + "/who", "\(ahead)")
            }
            _ = try await Self.sayWho(browser)
            _ = try await Self.sayConnection(browser)
            let back = try await browser.visit(way + "/who")
            #expect(back.body.contains("value=\"Anna de Vries\"") && back.body.contains("aria-current=\"step\""))
            #expect(try await Self.sayWho(browser, name: "Anna de Vries-Bos").path == way + "/chargers")
            let other = try await world.browser(world.voltaria, .customer)
            let toggle = try await other.visit("/customer/ere")
            #expect(toggle.words.contains("Not finished") && toggle.words.contains("Keizersgracht 12, Amsterdam"))
            #expect(try await other.visit(way).path == way + "/chargers")
            #expect(try await other.visit(way + "/who").body.contains("value=\"Anna de Vries-Bos\""))
            _ = try await other.visit(way + "/chargers")
            _ = try await Self.sayCharger(other)
            _ = try await Self.sayAccount(other)
            let code = try await Self.askForCode(other, world)
            // The first window changes something meanwhile: what would be signed is no longer what was read.
            _ = try await browser.visit(way + "/who")
            _ = try await Self.sayWho(browser, name: "Anna Bos")
            let changed = try await Self.sign(other, code, name: "Anna Bos")
            #expect(changed.status == 422 && changed.words.contains("Something has changed since the code was sent"))
            let next = try await Self.askForCode(other, world)
            #expect(try await Self.sign(other, next, name: "Anna Bos").path == way)
            // Steps of a signed one lead to what became of it; sending the form again changes nothing.
            #expect(try await browser.visit(way + "/who").path == way)
            try await browser.visit("/customer/ere")
            let token = await browser.token
            let again = try await browser.post(
                way + "/signature",
                [("name", "Anna Bos"), ("code", next)],
                token: token
            )
            #expect(again.status == 303 && again.header("Location") == way)
        }
    }

    @Test func `a connection of another operator's customer is refused, and nothing is told of it`() async throws {
        try await Self.run { world in
            let first = try await world.browser(world.voltaria, .customer)
            try await Self.fill(first)
            let text = try await first.visit(await first.page.path + "?years=2026-2028")
            #expect(text.words.contains("Calendar years: 2026–2028"), "\(text.words)")
            let code = try await Self.askForCode(first, world)
            #expect(try await Self.sign(first, code).status == 200)
            let second = try await world.browser(world.ampère, .customer)
            _ = try await Self.begin(second)
            _ = try await Self.sayWho(second, name: "Bea Bos")
            let taken = try await Self.sayConnection(second)
            #expect(taken.status == 422 && taken.words.contains("This connection has a provider"), "\(taken.words)")
            for secret in ["voltaria", "Voltaria", "Anna", "Vries"] { #expect(!taken.body.contains(secret)) }
            #expect(try await Self.sayConnection(second, ean: Self.otherEAN).status == 200)
        }
    }

    @Test func `a late code, a large file and a strange one are refused in words`() async throws {
        try await Self.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await Self.fill(browser)
            let code = try await Self.askForCode(browser, world)
            world.clock.advance(seconds: 1_801)
            let late = try await Self.sign(browser, code)
            #expect(late.status == 422 && late.words.contains("This code works no more"), "\(late.words)")
            let fresh = try await Self.askForCode(browser, world)
            _ = try await Self.sign(browser, fresh)
            let charger = try #require(
                FormScan.forms(of: await browser.page.body).lazy.compactMap { form in
                    form.fields.first { $0.name == "charger" }?.value
                }.first
            )
            let sizes = [EREEvidenceFile.mostBytes + 1, 10]
            for (size, words) in zip(sizes, ["The file is larger than 8 MB.", "This is no photo"]) {
                try await browser.visit(way)
                let bytes =
                    (size > 10 ? [0xFF, 0xD8, 0xFF] : [0x3C, 0x73, 0x76]) + [UInt8](repeating: 0x67, count: size - 3)
                let page = try await Self.handIn(browser, way, charger, bytes)
                #expect(page.status == 422 && page.words.contains(words), "\(page.status) \(page.words)")
            }
            try await browser.visit(way)
            let taken = try await Self.handIn(browser, way, charger, [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3])
            #expect(taken.status == 303)
            let page = try await browser.visit(way)
            #expect(page.words.contains("Photo of the meter (jpg, 1 kB)") && page.words.contains("Not looked at yet"))
        }
    }

    /// Sends a file with the fields of the form beside it.
    static func handIn(
        _ browser: Browser,
        _ way: String,
        _ charger: String,
        _ bytes: [UInt8]
    ) async throws -> PageAnswer {
        let boundary = "----story"
        let token = await browser.token ?? ""
        let fields = [("_csrf", token), ("kind", "meter"), ("charger", charger)].map { name, value in
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }.joined()
        let file = "--\(boundary)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"meter.jpg\"\r\n\r\n"
        let body = Array((fields + file).utf8) + bytes + Array("\r\n--\(boundary)--\r\n".utf8)
        return try await browser.post(way + "/proof", bytes: body, type: "multipart/form-data; boundary=\(boundary)")
    }

    @Test func `the operator's people look, refuse with a reason, and let it count`() async throws {
        try await Self.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await Self.fill(browser)
            _ = try await Self.sign(browser, try await Self.askForCode(browser, world))
            let charger = try #require(
                FormScan.forms(of: await browser.page.body).lazy.compactMap { form in
                    form.fields.first { $0.name == "charger" }?.value
                }.first
            )
            _ = try await Self.handIn(browser, way, charger, [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3])
            let desk = try await world.browser(world.voltaria, .operatorFinance)
            for search in ["Customer of voltaria", "Amsterdam", "0000000004", "Anna"] {
                let list = try await desk.visit("/enrolments?search=" + search.replacing(" ", with: "+"))
                #expect(list.words.contains("Being checked") && list.words.contains(Self.ean), "\(search)")
            }
            #expect(try await !desk.visit("/enrolments?state=active").words.contains(Self.ean))
            let id = try #require(way.split(separator: "/").last)
            let page = try await desk.visit("/enrolments/\(id)")
            #expect(page.words.contains("Anna de Vries (customer@voltaria.example)"), "\(page.words)")
            #expect(!page.body.contains("Let it count"))
            await desk.fill("Reason", "Blurred")
            let judged = try await desk.press("Do not accept")
            #expect(judged.status == 200 && judged.words.contains("Blurred"), "\(judged.words)")
            _ = try await desk.press("Accept")
            let counted = try await desk.press("Let it count")
            #expect(counted.status == 200 && counted.words.contains("Saved"), "\(counted.words)")
            let active = try await browser.visit(way)
            #expect(active.words.contains("Accepted") && !active.words.contains("Being checked"))
            let off = try await browser.visit(way + "/off")
            #expect(off.words.contains("yours ends after 31 December 2026"), "\(off.words)")
            let ending = try await browser.press("Turn it off")
            #expect(ending.words.contains("On until 31 December 2026"), "\(ending.words)")
            let file = try await desk.get("/enrolments.json")
            #expect(file.body.contains("\"ends_after\":2026"), "\(file.body)")
        }
    }

    @Test func `what turns the direction of text does not come into a mandate`() async throws {
        try await Self.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            _ = try await Self.begin(browser)
            _ = try await Self.sayWho(browser, name: "Anna\u{202E} de Vries\u{2066}")
            _ = try await Self.sayConnection(browser)
            _ = try await Self.sayCharger(browser, serial: "ACE\u{202E}0012345")
            let mandate = try await Self.sayAccount(browser)
            #expect(mandate.words.contains("Given by: Anna de Vries, Keizersgracht 12"), "\(mandate.words)")
            #expect(mandate.words.contains("(ACE0012345)"), "\(mandate.words)")
            #expect(!mandate.body.unicodeScalars.contains { (0x202A...0x202E).contains($0.value) })
        }
    }

    @Test func `a charger that feeds back is named as one`() async throws {
        try await Self.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await Self.fill(browser)
            _ = try await browser.get(way + "/chargers?more=yes")
            await browser.choose("feeds_back", "yes")
            _ = try await Self.sayCharger(browser, serial: "ACE0099999")
            let named = try await browser.get(way + "/chargers")
            #expect(named.words.contains("Feeds back: nothing is booked"), "\(named.words)")
        }
    }

    @Test func `who presses the toggle twice begins one connection`() async throws {
        try await Self.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            try await browser.visit("/customer/ere")
            let (token, session) = (await browser.token, await browser.cookie("laadboek"))
            let ways = try await withThrowingTaskGroup(of: String?.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let window = world.browser()
                        await window.setCookie("laadboek", session)
                        return try await window.post("/customer/ere", [], token: token).header("Location")
                    }
                }
                return try await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            let way = try #require(ways.compactMap(\.self).first)
            #expect(ways.count == 1, "\(ways)")
            try await browser.visit(way)
            _ = try await Self.sayWho(browser)
            let next = try await browser.post("/customer/ere", [], token: token)
            #expect(next.header("Location") != way, "something was said in the first")
        }
    }

    @Test func `a connected charge point is chosen and fills in what it said of itself`() async throws {
        try await Self.run { world in
            let browser = try await world.browser(world.voltaria, .customer)
            let way = try await Self.begin(browser)
            let id = try #require(way.split(separator: "/").last)
            let desk = try await world.browser(world.voltaria, .operatorAdmin)
            try await desk.visit("/enrolments/\(id)")
            await desk.fill("OCPP identity", "CP-NOWHERE")
            let unknown = try await desk.press("Save")
            #expect(unknown.status == 422 && unknown.words.contains("There is no charge point"), "\(unknown.words)")
            let identity = try await world.database.read(world.voltaria.scope) {
                try await ChargePoints.find(world.voltaria.scope, world.voltaria.chargePoint, in: $0).details.identity
            }
            await desk.fill("OCPP identity", identity)
            #expect(try await desk.press("Save").status == 200)
            try await browser.visit(way)
            _ = try await Self.sayWho(browser)
            let page = try await Self.sayConnection(browser)
            #expect(page.words.contains("Connected already"), "\(page.words)")
            #expect(page.body.contains("value=\"\(world.voltaria.chargePoint)\""))
            await browser.choose("charge_point", "\(world.ampère.chargePoint)")
            let foreign = try await Self.sayCharger(browser)
            #expect(foreign.status == 422, "\(foreign.words)")
            await browser.choose("charge_point", "\(world.voltaria.chargePoint)")
            #expect(try await Self.sayCharger(browser).path == way + "/payout")
        }
    }
}
