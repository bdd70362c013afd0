import Domain
import Templates
import Testing
import Values
import Web

/// Everybody finds only what they may use.
struct RoleWalkTests {
    @Test(arguments: Role.allCases)
    func `nothing that a page offers is refused to its reader`(role: Role) async throws {
        try await BillingStory.run { story in
            let things = try await ForeignThings.gather(story)
            let browser = try await story.world.browser(story.tenant, role)
            var walk = PageWalk(story.world.router, browser)
            // The run of these things pays customers themselves: it is nothing that one earned by its partner.
            let ids = things.ids.filter { $0.key != "earning" }
            for page in walk.addresses(for: role, of: ids) { try await walk.follow(from: page) }
            #expect(walk.refused == [])
            #expect(walk.pages.count > least(role).pages)
            #expect(walk.forms.count > least(role).forms)
            // What signs this browser out would make everything after it meaningless.
            let leaving = [Route.signOut.path, Route.accountSessions.path]
            for found in walk.forms where !leaving.contains(found.pattern) {
                for button in found.form.buttons {
                    let pressed = button.name.map { [($0, button.value)] } ?? []
                    let fields = found.form.fields.map { ($0.name, $0.value) } + pressed
                    let answer = try await browser.post(found.form.action, fields, token: nil)
                    let isRefused = [401, 403, 404, 405].contains(answer.status) || answer.status >= 500
                    let isSentAway = answer.header("Location")?.hasPrefix(Route.signIn.path) == true
                    let isTaken = !isRefused && !isSentAway
                    #expect(isTaken, "\(answer.status): “\(button.text)” on \(found.page) as \(role)")
                }
            }
        }
    }

    /// Fewer than so many pages and forms would prove little.
    private func least(_ role: Role) -> (pages: Int, forms: Int) {
        switch role {
        case .operatorAdmin, .operatorFinance: (40, 10)
        case .host: (5, 3)
        case .customer, .verifier: (2, 3)
        case .partnerAdmin, .partnerSupport, .platformFinance: (2, 3)
        case .platformAdmin: (5, 5)
        }
    }

    @Test func `adding charge points is for administrators`() async throws {
        try await WebWorld.run { world in
            let finance = try await world.browser(world.voltaria, .operatorFinance)
            for page in ["/charge-points", "/sites/\(world.voltaria.site)"] {
                #expect(try await !finance.visit(page).body.contains("/charge-points/new"), "\(page)")
            }
            for address in ["/charge-points/new", "/connect"] {
                #expect(try await finance.get(address).status == 403)
            }
            let administrator = try await world.browser(world.voltaria, .operatorAdmin)
            for page in ["/charge-points", "/sites/\(world.voltaria.site)"] {
                #expect(try await administrator.visit(page).body.contains("/charge-points/new"), "\(page)")
            }
        }
    }
}
