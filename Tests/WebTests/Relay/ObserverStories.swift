import Domain
import Postgres
import Testing
import Values

/// Further back-offices of a charge point, added, looked at and decided about by people.
struct ObserverStories {
    private struct Story {
        let world: WebWorld
        let upstream: UpstreamID
        let node: Int32
        var tenant: WebWorld.Tenant { world.voltaria }
        var page: String { "/charge-points/\(tenant.chargePoint)/observers" }

        static func run(_ body: @escaping @Sendable (Story) async throws -> Void) async throws {
            try await WebWorld.run { world in
                let scope = world.voltaria.scope
                let details = UpstreamDetails(name: "Partner", url: "wss://partner.example/ocpp")
                let upstream = try await world.database.write(scope) {
                    try await Upstreams.create(scope, details, in: $0)
                }
                let node = try await Frames(database: world.database).node(named: "one")
                try await body(Story(world: world, upstream: upstream, node: node))
            }
        }

        func observers() async throws -> [ChargePointObserver] {
            try await world.database.read(tenant.scope) {
                try await Observers.list(tenant.scope, tenant.chargePoint, in: $0)
            }
        }

        /// Adds an observer by its page; its address.
        func add(_ browser: Browser, _ fields: [(String, String)] = []) async throws -> String {
            try await browser.visit(page)
            let token = await browser.token
            let usual = [("upstream", "\(upstream)"), ("identity", ""), ("authorization", "none"), ("enabled", "yes")]
            let given = Set(fields.map(\.0))
            let answer = try await browser.post(
                page,
                usual.filter { !given.contains($0.0) } + fields,
                token: token
            )
            #expect(answer.status == 303, "\(answer.words.suffix(500))")
            return "/observers/\(try #require(try await observers().first).id)"
        }

        /// What who tells the observer would keep: a refused session, one of before, and a connection that was lost.
        func tell() async throws {
            try await world.database.write(.system) { tx in
                try await ObserverFeeds.live(.system, node: node, in: tx)
                let task = try #require(try await ObserverFeeds.assign(.system, node: node, in: tx).first)
                let progress = FeedProgress(
                    places: [],
                    owed: [:],
                    told: 12,
                    outdated: 3,
                    refused: 1,
                    refusal: "StartTransaction: refused: InternalError",
                    commands: 2,
                    transactions: [
                        transaction(1, 42, "untold", "refused: InternalError", digest: [1]),
                        transaction(2, 41, "untold", "start_unknown", digest: []),
                        transaction(3, 43, "stopped", "", digest: [2], own: 88),
                    ],
                    at: world.clock.now
                )
                #expect(try await ObserverFeeds.advance(.system, task.claim, progress, in: tx))
                try await ObserverFeeds.note(
                    .system,
                    task.claim,
                    state: "away",
                    reason: "unreachable: nobody there",
                    nextTryAt: world.clock.now.adding(seconds: 60),
                    at: world.clock.now,
                    in: tx
                )
            }
        }

        private func transaction(
            _ sequence: Int64,
            _ number: Int64,
            _ state: String,
            _ reason: String,
            digest: [UInt8],
            own: Int64? = nil
        ) -> FeedTransaction {
            FeedTransaction(
                frame: FrameReference(nodeID: node, sequence: sequence, receivedAt: world.clock.now),
                transactionID: number,
                observerTransactionID: own,
                startDigest: digest,
                state: state,
                reason: reason,
                told: own == nil ? 0 : 3,
                skipped: own == nil ? 2 : 0,
                refused: 0,
                stop: nil,
                round: 0,
                again: nil
            )
        }
    }

    @Test func `an observer is added with a key, changed and ended by administrators`() async throws {
        try await Story.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorAdmin)
            #expect(try await browser.visit(story.page).words.contains("Nobody observes it"))
            let relay = try await browser.visit("/charge-points/\(story.tenant.chargePoint)/relay")
            #expect(relay.words.contains("Nobody observes it"))
            let observer = try await story.add(browser, [("authorization", "key"), ("key", "a secret key")])
            let shown = try await browser.visit(story.page)
            #expect(shown.words.contains("Partner") && shown.words.contains("Not dialled yet"))
            #expect(!shown.body.contains("a secret key"))
            try await browser.visit(observer)
            await browser.fill("Identity there", "OTHER")
            await browser.choose("boots_again", "yes")
            #expect(try await browser.press("Save").words.contains("Saved."))
            let changed = try #require(try await story.observers().first)
            #expect(changed.details == ObserverDetails(identity: "OTHER", authorization: .key, bootsAgain: true))
            try await browser.visit(observer)
            let ended = try await browser.press("Tell it nothing more")
            #expect(ended.path == story.page && ended.words.contains("Nobody observes it"))
            #expect(try await browser.visit(observer).status == 404)
        }
    }

    @Test func `what cannot be an observer is told beside its field`() async throws {
        try await Story.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorAdmin)
            try await browser.visit(try await story.add(browser))
            let token = await browser.token
            func refused(_ fields: [(String, String)]) async throws -> String {
                let answer = try await browser.post(story.page, fields, token: token)
                #expect(answer.status == 422)
                return answer.words
            }
            let usual = [("upstream", "\(story.upstream)"), ("enabled", "yes")]
            #expect(try await refused(usual + [("authorization", "pass")]).contains("Add an observer"))
            let again = usual + [("authorization", "none"), ("identity", "X")]
            #expect(try await refused(again).contains("This is already in use."))
            let nobody = [("upstream", "999999"), ("authorization", "none")]
            _ = try await refused(nobody)
            let keyless = try await story.world.database.write(story.tenant.scope) {
                try await Upstreams.create(
                    story.tenant.scope,
                    UpstreamDetails(name: "Same", url: "wss://partner.example/ocpp/"),
                    in: $0
                )
            }
            let same = [("upstream", "\(keyless)"), ("enabled", "yes"), ("identity", "")]
            #expect(try await refused(same + [("authorization", "none")]).contains("would push the other aside"))
            #expect(try await refused(same + [("authorization", "key")]).contains("Type the key."))
            let relay = "/charge-points/\(story.tenant.chargePoint)/relay"
            let through = [("upstream", "\(story.upstream)"), ("authorization", "pass"), ("absence", "pass")]
            let answer = try await browser.post(relay, through, token: token)
            #expect(answer.status == 422 && answer.words.contains("the same address and identity"))
        }
    }

    @Test func `people see how it stands, and have a refused session told again`() async throws {
        try await Story.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorAdmin)
            let observer = try await story.add(browser)
            try await story.tell()
            let finance = try await story.world.browser(story.tenant, .operatorFinance)
            let seen = try await finance.visit(observer).words
            for words in [
                "Cannot be reached", "No connection: nobody there", "StartTransaction: refused: InternalError",
                "43 → 88",
                "The observer refused it: InternalError", "It began before the observer was added",
            ] {
                #expect(seen.contains(words), "\(words): \(seen)")
            }
            #expect(!seen.contains("Try now") && !seen.contains("Tell it nothing more"))
            let page = try await browser.visit(observer)
            #expect(page.words.contains("Try now"))
            let forms = FormScan.forms(of: page.body).filter { $0.action == observer + "/retry" }
            #expect(forms.count == 2, "one to dial, one for the session that can be told again")
            let again = try await browser.press("Tell again")
            #expect(again.words.contains("Saved.") && again.words.contains("Being told again"))
            #expect(try await browser.press("Try now").words.contains("Saved."))
            let token = await browser.token
            for transaction in ["\(story.node)-1", "\(story.node)-2", "9-9", "nonsense"] {
                let late = try await browser.post(observer + "/retry", [("transaction", transaction)], token: token)
                #expect(late.status == 303)
            }
        }
    }
}
