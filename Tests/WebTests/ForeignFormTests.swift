import Domain
import Postgres
import Testing
import Values
import Web

/// Forms that are right in everything but the id that they name, which is another operator's.
struct ForeignFormTests {
    /// A form as it stands on a page, filled in completely.
    private struct Case {
        let page: String
        /// With `*` for the id where it stands in the address.
        let action: String
        /// What is typed over what the page proposes.
        let typed: [String: String]
        /// The field with the id, or `*`.
        let field: String
        let own: String
        let foreign: String

        init(
            _ page: String,
            to action: String? = nil,
            typed: [String: String] = [:],
            _ field: String,
            own: String,
            foreign: String
        ) {
            self.page = page
            self.action = action ?? page
            self.typed = typed
            self.field = field
            self.own = own
            self.foreign = foreign
        }
    }

    /// Numbers in forms that are no ids, the contract that only the look before saving reads, and brokers, whose form wants
    /// units in stock: `EREPayoutStories` sells by another operator's.
    private static let harmless: Set<String> = [
        "contract", "connectors", "max_power", "payment_term_days", "heartbeat_seconds", "issue_hour", "house_number",
        "company_number", "percent", "step", "set_limit_number", "overlap", "broker",
    ]

    @Test func `a complete form that names a foreign thing is refused and writes nothing`() async throws {
        try await BillingStory.run { story in
            var foreign = try await ForeignThings.gather(story).ids
            let tenant = story.world.ampère
            let browser = try await story.world.browser(tenant, .operatorAdmin)
            try await OnboardingStories.supply(story.world)
            let own = try await OwnThings.make(browser, story.world, tenant)
            foreign["authority"] = try await OwnThings.authority(of: story.tenant, story.world)
            for form in cases(tenant, own, foreign) {
                let before = try await story.fingerprint() + story.fingerprint(of: tenant.id)
                let refused = try await send(form, naming: form.foreign, browser)
                #expect((400..<500).contains(refused.status), "\(form.field) of \(form.action): \(refused.status)")
                #expect(!refused.body.contains("voltaria"), "\(form.field) of \(form.action)")
                let after = try await story.fingerprint() + story.fingerprint(of: tenant.id)
                #expect(after == before, "\(form.field) of \(form.action)")
                // The same form with an id of one's own is taken: nothing else in it was wrong.
                let taken = try await send(form, naming: form.own, browser)
                let isTaken = (200..<400).contains(taken.status)
                #expect(isTaken, "\(form.field) of \(form.action): \(taken.words.suffix(900))")
            }
        }
    }

    @Test func `a host's complete form that names another's site is refused and writes nothing`() async throws {
        try await BillingStory.run { story in
            let foreign = try await ForeignThings.gather(story).ids["site"] ?? ""
            try await OnboardingStories.supply(story.world)
            let tenant = story.world.ampère
            let others = try await story.world.siteOfOtherHost(tenant)
            let browser = try await story.world.browser(tenant, .host)
            for (site, identity) in [(foreign, "CP-11"), ("\(others)", "CP-12")] {
                let form = Case(
                    "/host/connect/details?platform=own&brand=alfen",
                    to: "/host/connect/details",
                    typed: ["identity": identity],
                    "site",
                    own: "\(tenant.site)",
                    foreign: site
                )
                let before = try await story.fingerprint() + story.fingerprint(of: tenant.id)
                let refused = try await send(form, naming: form.foreign, browser)
                #expect(refused.status == 422 && !refused.body.contains("voltaria"), "\(refused.words)")
                #expect(!refused.body.contains("Site of another"))
                #expect(try await story.fingerprint() + story.fingerprint(of: tenant.id) == before)
                let taken = try await send(form, naming: form.own, browser)
                #expect(taken.status == 201, "\(taken.words.suffix(900))")
            }
        }
    }

    @Test func `every form with an id is among them`() async throws {
        try await BillingStory.run { story in
            let things = try await ForeignThings.gather(story)
            let tenant = story.world.ampère
            let probed = Set(cases(tenant, OwnThings(), things.ids).map(\.field))
            let browser = try await story.world.browser(story.tenant, .operatorAdmin)
            var walk = PageWalk(story.world.router, browser)
            for page in walk.addresses(for: .operatorAdmin, of: things.ids) { try await walk.follow(from: page) }
            let ids = Set(things.ids.filter { Int($0.value) != nil }.map(\.value))
            for found in walk.forms {
                let named = found.form.fields.filter { ids.contains($0.value) && !Self.harmless.contains($0.name) }
                let unknown = named.map(\.name).filter { !probed.contains($0) && !$0.hasSuffix("connector") }
                #expect(unknown == [], "\(found.pattern) on \(found.page)")
            }
        }
    }

    private func send(_ form: Case, naming id: String, _ browser: Browser) async throws -> PageAnswer {
        let page = try await browser.visit(form.page)
        let shownAction = form.action.replacing("*", with: form.own)
        let found = FormScan.forms(of: page.body).first { known in
            known.action == shownAction && known.fields.contains { $0.name == "_csrf" }
        }
        let shown = try #require(found, "no form for \(form.action) on \(form.page): \(page.status)")
        var fields = shown.fields.filter { form.typed[$0.name] == nil && $0.name != form.field }
        fields += form.typed.filter { $0.key != form.field }.map { ($0.key, $0.value) }
        if form.field != "*" { fields.append((form.field, id)) }
        return try await browser.post(
            form.action.replacing("*", with: id),
            fields.map { ($0.name, $0.value) },
            token: nil
        )
    }

    private func cases(_ tenant: WebWorld.Tenant, _ own: OwnThings, _ foreign: [String: String]) -> [Case] {
        places(tenant, foreign) + contracts(tenant, own, foreign) + links(tenant, own, foreign)
            + newcomers(tenant, own, foreign)
    }

    /// A newcomer that gets another operator's site, and another operator's newcomers.
    private func newcomers(_ tenant: WebWorld.Tenant, _ own: OwnThings, _ foreign: [String: String]) -> [Case] {
        let (pages, site) = ("/unknown-charge-points/", "\(tenant.site)")
        let newcomer = foreign["unknownChargePoint"] ?? ""
        let (approved, refused) = (own.approvedNewcomer, own.refusedNewcomer)
        return [
            Case(pages + own.newcomer, typed: ["name": "Ninth"], "site", own: site, foreign: foreign["site"] ?? ""),
            Case(pages + approved, to: pages + "*", typed: ["site": site], "*", own: approved, foreign: newcomer),
            Case(pages + refused, to: pages + "*/refusal", "*", own: refused, foreign: newcomer),
        ]
    }

    private func places(_ tenant: WebWorld.Tenant, _ foreign: [String: String]) -> [Case] {
        let (host, site, ownHost) = (foreign["host"] ?? "", foreign["site"] ?? "", "\(tenant.host)")
        let place = [
            "name": "Ninth", "bidding_zone": "NL", "street": "Kade", "house_number": "2", "postcode": "1011",
            "town": "Delft", "country": "NL",
        ]
        let new = place.merging(["reference": "S-9"]) { $1 }
        let edited = place.merging(["reference": "S-10"]) { $1 }
        let guest = ["name": "Guest", "email": "guest@ampere.example", "role": "host", "language": "en"]
        let point = "/charge-points/\(tenant.chargePoint)/edit"
        return [
            Case("/sites/new", typed: new, "host", own: ownHost, foreign: host),
            Case("/sites/\(tenant.site)/edit", typed: edited, "host", own: ownHost, foreign: host),
            Case("/charge-points/new", typed: ["identity": "CP-9"], "site", own: "\(tenant.site)", foreign: site),
            Case(point, "site", own: "\(tenant.site)", foreign: site),
            Case(
                "/connect/details?platform=own&brand=alfen",
                to: "/connect/details",
                typed: ["identity": "CP-10"],
                "site",
                own: "\(tenant.site)",
                foreign: site
            ),
            Case("/users/new", typed: guest, "host", own: ownHost, foreign: host),
            Case("/users/\(tenant.hostUser)", typed: ["role": "host"], "host", own: ownHost, foreign: host),
        ]
    }

    private func contracts(_ tenant: WebWorld.Tenant, _ own: OwnThings, _ foreign: [String: String]) -> [Case] {
        let (host, site, supply) = (foreign["host"] ?? "", foreign["site"] ?? "", foreign["supplyContract"] ?? "")
        let fixed = [
            "reference": "L-9", "name": "Supply", "valid_from": "2025-01-01", "mode": "fixed", "price": "0.3",
        ]
        let terms = [
            "valid_from": "2025-02-01", "pricing": "at_start", "payment_term_days": "30", "payment_term_kind": "net",
            "supply_contract": own.supply, "name": "Credit",
        ]
        func typed(_ reference: String, _ site: String) -> [String: String] {
            terms.merging(["host": "\(tenant.host)", "site": site, "reference": reference]) { $1 }
        }
        let versions = "/contracts/reimbursement/\(own.reimbursement)/versions"
        let new = "/contracts/reimbursement/new"
        let form = new + "?host=\(tenant.host)"
        return [
            Case("/contracts/supply/new", typed: fixed, "host", own: "\(tenant.host)", foreign: host),
            Case(form, to: new, typed: typed("R-9", "\(tenant.site)"), "host", own: "\(tenant.host)", foreign: host),
            Case(form, to: new, typed: typed("R-10", ""), "site", own: own.otherSite, foreign: site),
            Case(
                form,
                to: new,
                typed: typed("R-11", own.thirdSite),
                "supply_contract",
                own: own.supply,
                foreign: supply
            ),
            Case(versions + "/new", to: versions, typed: terms, "supply_contract", own: own.supply, foreign: supply),
        ]
    }

    private func links(_ tenant: WebWorld.Tenant, _ own: OwnThings, _ foreign: [String: String]) -> [Case] {
        let point = "/charge-points/\(tenant.chargePoint)"
        return [
            Case(
                point + "/commands",
                typed: ["command": "withdraw"],
                "withdraw_id",
                own: own.command,
                foreign: foreign["command"] ?? ""
            ),
            Case(
                "/certificates",
                typed: ["act": "distrust"],
                "id",
                own: own.authority,
                foreign: foreign["authority"] ?? ""
            ),
            Case(
                point + "/relay",
                typed: ["authorization": "pass"],
                "upstream",
                own: own.upstream,
                foreign: foreign["upstream"] ?? ""
            ),
            Case(
                point + "/observers",
                typed: ["authorization": "none", "identity": "ELSEWHERE"],
                "upstream",
                own: own.upstream,
                foreign: foreign["upstream"] ?? ""
            ),
        ]
    }
}

/// What an operator has of its own, so that its forms can be right in everything else.
private struct OwnThings: Sendable {
    var supply = ""
    var reimbursement = ""
    var upstream = ""
    var authority = ""
    var command = ""
    var otherSite = ""
    var thirdSite = ""
    var newcomer = ""
    var approvedNewcomer = ""
    var refusedNewcomer = ""

    /// Makes them through the pages.
    static func make(
        _ browser: Browser,
        _ world: WebWorld,
        _ tenant: WebWorld.Tenant
    ) async throws -> OwnThings {
        var own = OwnThings()
        own.authority = try await authority(of: tenant, world)
        let platform = UpstreamDetails(name: "Own platform", url: "wss://own.example/ocpp")
        let upstream: UpstreamID
        (upstream, own.command) = try await world.database.write(tenant.scope) { tx in
            let upstream = try await Upstreams.create(tenant.scope, platform, in: tx)
            let reset = CommandRequest.reset(isHard: false)
            let (point, now) = (tenant.chargePoint, world.clock.now)
            let command = try await Commands.request(tenant.scope, reset, to: point, at: now, in: tx)
            _ = try await DefaultUpstreams.create(tenant.scope, "AMP-", to: upstream, in: tx)
            return (upstream, "\(command)")
        }
        own.upstream = "\(upstream)"
        func newcomer(_ identity: String) async throws -> String {
            "\(try await ForeignThings.unknownChargePoint(identity, of: tenant, behind: upstream, world))"
        }
        own.newcomer = try await newcomer("AMP-7")
        own.approvedNewcomer = try await newcomer("AMP-8")
        own.refusedNewcomer = try await newcomer("AMP-9")
        own.otherSite = try await site("S-2", browser, tenant)
        own.thirdSite = try await site("S-3", browser, tenant)
        let terms = [
            "reference": "L-1", "name": "Supply", "valid_from": "2025-01-01", "mode": "fixed", "price": "0.25",
        ]
        let supply = terms.merging(["host": "\(tenant.host)"]) { $1 }
        own.supply = try await made("/contracts/supply/new", supply, browser)
        own.reimbursement = try await made(
            "/contracts/reimbursement/new",
            [
                "host": "\(tenant.host)", "site": "", "reference": "R-1", "name": "Credit", "valid_from": "2025-01-01",
                "supply_contract": own.supply, "pricing": "at_start", "payment_term_days": "30",
                "payment_term_kind": "net",
            ],
            browser
        )
        return own
    }

    /// Makes an operator an authority of its own.
    static func authority(of tenant: WebWorld.Tenant, _ world: WebWorld) async throws -> String {
        let seal = KeySeal(secret: Array(repeating: 7, count: 32))
        let (scope, now) = (tenant.scope, world.clock.now)
        return try await world.database.write(scope) { tx in
            "\(try await CertificateAuthorities.make(scope, named: "Authority", sealedBy: seal, at: now, in: tx))"
        }
    }

    private static func site(
        _ reference: String,
        _ browser: Browser,
        _ tenant: WebWorld.Tenant
    ) async throws -> String {
        let fields = [
            "host": "\(tenant.host)", "reference": reference, "name": reference, "street": "Kade", "house_number": "1",
            "postcode": "1011", "town": "Delft", "country": "NL", "time_zone": "Europe/Amsterdam", "bidding_zone": "NL",
        ]
        return try await made("/sites/new", fields, browser)
    }

    /// Sends a form and gives the id that its answer leads to.
    private static func made(_ path: String, _ fields: [String: String], _ browser: Browser) async throws -> String {
        try await browser.visit("/account")
        let token = await browser.token
        let answer = try await browser.post(path, fields.map { ($0.key, $0.value) }, token: token)
        let place = try #require(answer.header("Location"), "\(path): \(answer.status) \(answer.words.suffix(600))")
        return String(place.split(separator: "/").last?.prefix { $0 != "?" } ?? "")
    }
}
