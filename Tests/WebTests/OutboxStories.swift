import Domain
import OCPP
import Postgres
import Testing
import Values

/// What a back-office was not told, seen and decided by people.
struct OutboxStories {
    private struct Story {
        let world: WebWorld
        let upstream: UpstreamID
        let node: Int32
        var tenant: WebWorld.Tenant { world.voltaria }
        var address: String { "/charge-points/\(tenant.chargePoint)/relay" }

        static func run(_ body: @escaping @Sendable (Story) async throws -> Void) async throws {
            try await WebWorld.run { world in
                let scope = world.voltaria.scope
                let details = UpstreamDetails(name: "Office", url: "wss://office.example/ocpp")
                let upstream = try await world.database.write(scope) {
                    try await Upstreams.create(scope, details, in: $0)
                }
                let node = try await Frames(database: world.database).node(named: "one")
                try await body(Story(world: world, upstream: upstream, node: node))
            }
        }

        private func frame(
            _ sequence: Int64,
            _ passage: StoredFrame.Passage,
            _ text: String,
            _ promise: StoredPromise? = nil
        ) -> StoredFrame {
            StoredFrame(
                operatorID: tenant.id,
                chargePointID: tenant.chargePoint,
                reference: FrameReference(nodeID: node, sequence: sequence, receivedAt: world.clock.now),
                connectionID: 1,
                isOutgoing: text.hasPrefix("[3") || text.hasPrefix("[4"),
                passage: passage,
                payload: Array(text.utf8),
                promise: promise
            )
        }

        /// A start that was answered here and that the back-office refused.
        func refuse() async throws {
            let promise = StoredPromise(
                call: FrameReference(nodeID: node, sequence: 1, receivedAt: world.clock.now),
                upstreamID: upstream,
                action: "StartTransaction",
                subject: "",
                transactionID: 1_900_000_001,
                upstreamTransactionID: nil,
                wasSent: false
            )
            let id = OutboxMessageID(nodeID: node, sequence: 1, round: 0).messageID
            try await Frames(database: world.database).store([
                frame(1, .relayed, #"[2,"1","StartTransaction",{}]"#),
                frame(2, .answeredHere, #"[3,"1",{}]"#, promise),
                frame(3, .upstream, #"[2,"\#(id)","StartTransaction",{}]"#),
                frame(4, .upstream, #"[4,"\#(id)","InternalError","",{}]"#),
            ])
        }
    }

    @Test func `what happens while the back-office is away is chosen per charge point`() async throws {
        try await Story.run { story in
            let browser = try await story.world.browser(story.tenant, .operatorAdmin)
            try await browser.visit(story.address)
            let token = await browser.token
            let fields = [
                ("upstream", "\(story.upstream)"), ("authorization", "pass"), ("password", ""),
                ("unknown_tokens", "yes"), ("boots_again", "yes"),
            ]
            #expect(try await browser.post(story.address, fields, token: token).status == 422)
            let chosen = try await browser.post(story.address, fields + [("absence", "outbox")], token: token)
            #expect(chosen.status == 303)
            let relay = try await story.world.database.read(story.tenant.scope) {
                try await Relays.find(story.tenant.scope, story.tenant.chargePoint, in: $0)
            }
            #expect(relay?.absence == RelayAbsence(mode: .outbox, acceptsUnknownTokens: true, bootsAgain: true))
            #expect(
                try await browser.visit(story.address).words.contains("Answer here, and tell the back-office later")
            )
        }
    }

    @Test func `a refused message is tried again and given up by administrators`() async throws {
        try await Story.run { story in
            let page = story.address + "/outbox"
            let browser = try await story.world.browser(story.tenant, .operatorAdmin)
            #expect(try await browser.visit(page).words.contains("Nothing was answered here"))
            try await story.refuse()
            let finance = try await story.world.browser(story.tenant, .operatorFinance)
            let seen = try await finance.visit(page).words
            #expect(seen.contains("To decide") && seen.contains("Transaction 1900000001"), "\(seen)")
            #expect(seen.contains("InternalError") && !seen.contains("Try again"))
            try await browser.visit(page)
            let again = try await browser.press("Try again")
            #expect(again.words.contains("Waits") && !again.words.contains("Try again"))
            let given = try await browser.press("Give up")
            #expect(given.words.contains("Given up") && !given.words.contains("Waits"))
            let token = await browser.token
            for message in ["1-1", "\(story.node)-1", "nonsense", ""] {
                let late = [("message", message), ("decision", "retry")]
                #expect(try await browser.post(page, late, token: token).status == 303)
            }
            #expect(try await browser.visit(page).words.contains("Given up"))
        }
    }
}
