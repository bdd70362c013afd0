import Domain
import Postgres
import Testing
import Values
import Web

struct PartnerStories {
    @Test func `a partner is added, invited, accepts both documents and is active`() async throws {
        try await WebWorld.run { world in
            let platform = try await world.browser(world.voltaria, .platformAdmin)
            try await platform.visit("/admin/partners")
            try await platform.visit("/admin/partners/new")
            let filled = [
                ("Name for customers", "Wattage"), ("Name in the company register", "Wattage Laden B.V."),
                ("Reference", "wattage"), ("Document numbers begin with", "wat"), ("Company number", "87654321"),
                ("Street", "Kade"), ("House number", "2"), ("Postcode", "3011 AA"), ("Town", "Rotterdam"),
                ("Service fee", "17.5"), ("Partner's margin", "5"),
            ]
            for (label, value) in filled { await platform.fill(label, value) }
            await platform.choose("email", "info@wattage.example")
            await platform.choose("person_name", "Joris")
            await platform.choose("person_email", "joris@wattage.example")
            await platform.choose("language", "en")
            let shown = try await platform.press("Add the partner")
            #expect(shown.status == 200 && shown.words.contains("The partner is added and invited."), "\(shown.words)")
            #expect(shown.words.contains("17.5%") && shown.words.contains("Waits"))
            let mail = try await world.newestMail()
            #expect(mail.contains("Wattage"))
            let joris = world.browser()
            try await joris.visit(try #require(world.link(in: mail)))
            await joris.choose("password", "a whole new sentence")
            await joris.choose("repeated", "a whole new sentence")
            try await joris.press("Save")
            let home = try await joris.signIn("joris@wattage.example", "a whole new sentence")
            #expect(home.path == "/partner" && home.words.contains("Nothing is booked"), "\(home.path)")
            let paths = Set(home.body.matches(of: /\/partner\/documents\/[0-9]+/).map { String($0.output) })
            #expect(paths.count == 2)
            for path in paths {
                let document = try await joris.visit(path)
                #expect(document.words.contains("Wattage Laden B.V."))
                let refused = try await joris.press("Accept this document")
                #expect(refused.status == 422)
                await joris.choose("signature_name", "Joris Vermeer")
                await joris.choose("position", "Director")
                await joris.choose("agreed", "yes")
                let accepted = try await joris.press("Accept this document")
                #expect(accepted.words.contains("Joris Vermeer, Director"), "\(accepted.words)")
                let file = try await joris.get(accepted.path + "/document.pdf")
                #expect(file.status == 200 && file.body.hasPrefix("%PDF"))
            }
            let list = try await platform.visit("/admin/partners?search=wattage&state=active")
            #expect(list.words.contains("Wattage") && list.words.contains("Active"))
            let csv = try await platform.get("/admin/partners.csv?search=wattage")
            #expect(csv.body.contains("wattage") && csv.body.contains("17.5") && !csv.body.contains("voltaria"))
        }
    }

    @Test func `people of the platform find partners' pages and none of an operator that is no partner`() async throws {
        try await WebWorld.run { world in
            for role in Role.ofPlatform {
                let browser = try await world.browser(world.voltaria, role)
                #expect(try await browser.get("/admin/partners/\(world.voltaria.id)").status == 200)
                #expect(try await browser.get("/admin/partners/\(world.platform)").status == 404)
                #expect(try await browser.get("/admin/partners/999999999").status == 404)
                let document = "/admin/partners/\(world.ampère.id)/documents/\(world.voltaria.document)"
                #expect(try await browser.get(document).status == 404, "a document of another partner")
                for page in ["/hosts", "/dashboard", "/partner", "/customer", "/settings"] {
                    #expect(try await browser.get(page).status == 404, "\(page) as \(role)")
                }
            }
            for role in Role.allCases where !Role.ofPlatform.contains(role) {
                let browser = try await world.browser(world.voltaria, role)
                for page in ["/admin/partners", "/admin/partners/\(world.voltaria.id)", "/admin/agreements"] {
                    #expect(try await browser.get(page).status == 404, "\(page) as \(role)")
                }
            }
        }
    }

    @Test func `terms for a day that is over are refused at their field`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .platformFinance)
            try await browser.visit("/admin/partners/\(world.voltaria.id)")
            await browser.choose("valid_from", "2020-01-01")
            let refused = try await browser.press("Set these terms")
            #expect(refused.status == 422 && refused.words.contains("Today or later"))
            await browser.choose("valid_from", "2031-01-01")
            await browser.choose("service_fee", "12.345")
            #expect(try await browser.press("Set these terms").status == 422)
            await browser.choose("service_fee", "12.34")
            let taken = try await browser.press("Set these terms")
            #expect(taken.status == 200 && taken.words.contains("12.34%"), "\(taken.words)")
        }
    }

    @Test func `an operator that is no partner has no such pages`() async throws {
        try await WebWorld.run { world in
            try await world.database.write(.system) { tx in
                _ = try await Operators.create(
                    .system,
                    reference: "alone",
                    OperatorDetails(
                        name: "Alone",
                        legalName: "Alone",
                        address: Domain.Address(country: "NL"),
                        numberPrefix: "ALO"
                    ),
                    in: tx
                )
            }
            let alone = try await world.database.read(.system) {
                try await Operators.find(.system, reference: "alone", in: $0)
            }
            let id = try #require(alone?.id)
            let platform = try await world.browser(world.voltaria, .platformAdmin)
            #expect(try await platform.get("/admin/partners/\(id)").status == 404)
        }
    }
}
