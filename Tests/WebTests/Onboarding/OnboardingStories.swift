import Domain
import Foundation
import Postgres
import TestWorld
import Testing
import Values

@testable import Web

struct OnboardingStories {
    static func supply(_ world: WebWorld) async throws {
        let root = "/" + #filePath.split(separator: "/").dropLast(4).joined(separator: "/")
        let path = URL(fileURLWithPath: root + "/docs/reference/platforms.json")
        let directory = try PlatformDirectory(parsing: Array(try Data(contentsOf: path)))
        try await world.database.write(.system) { try await Platforms.supply(directory, in: $0) }
    }

    private func identity(_ answer: PageAnswer) throws -> ChargePointID {
        let link = try #require(answer.body.firstMatch(of: #/\/charge-points\/(\d+)\/connecting"/#))
        return try #require(ChargePointID(text: String(link.1)))
    }

    @Test func `a charge point is connected step by step, and the page turns green`() async throws {
        try await WebWorld.run { world in
            try await OnboardingStories.supply(world)
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let start = try await browser.visit("/connect")
            #expect(start.words.contains("This central system") && start.words.contains("Alfen"))
            try await browser.visit("/connect/details?platform=own&brand=alfen")
            await browser.fill("OCPP identity", "VOL NEW/1")
            await browser.fill("Site", world.voltaria.site.description)
            let ready = try await browser.press("Make its address and key")
            #expect(ready.status == 201, "\(ready.words)")
            #expect(ready.words.contains("Copy the key now: it is shown once"))
            #expect(ready.words.contains("ws://charge.example/ocpp/VOL%20NEW%2F1"))
            #expect(ready.body.components(separatedBy: "class=\"qr\"").count == 3)
            let id = try identity(ready)
            let waiting = try await browser.visit("/charge-points/\(id)/connecting")
            #expect(waiting.words.contains("Waiting for the charge point"))
            #expect(waiting.header("Refresh") == "5")
            try await OnboardingStories.connect(world, id)
            let green = try await browser.visit("/charge-points/\(id)/connecting")
            #expect(green.words.contains("The charge point is connected") && green.words.contains("Alfen BV"))
            #expect(green.header("Refresh") == nil)
        }
    }

    @Test func `a charge point of another platform is passed on to the address it had`() async throws {
        try await WebWorld.run { world in
            try await OnboardingStories.supply(world)
            let scope = world.voltaria.scope
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let form = try await browser.visit("/connect/details?platform=e-flux&brand=alfen")
            #expect(form.body.contains("value=\"wss://ocpp.e-flux.io/ocpp/\""))
            await browser.fill("OCPP identity", "EVB-1")
            await browser.fill("Site", world.voltaria.site.description)
            await browser.fill("Its address now", "http://wrong")
            let wrong = try await browser.press("Make its address and key")
            #expect(wrong.status == 422 && wrong.words.contains("It begins with ws:// or wss://"))
            await browser.fill("Its address now", "ws://ocpp.e-flux.nl/1.6/e-flux/EVB-1")
            let waiting = try await browser.press("Make its address and key")
            #expect(waiting.status == 200, "\(waiting.words)")
            #expect(waiting.words.contains("stays as it is; it is passed on to E-Flux by Road"))
            let id = try #require(waiting.body.firstMatch(of: #/charge-points\/(\d+)\/connecting\/state/#))
            let point = try #require(ChargePointID(text: String(id.1)))
            let relay = try await world.database.read(scope) { try await Relays.find(scope, point, in: $0) }
            #expect(relay?.upstreamURL == "ws://ocpp.e-flux.nl/1.6/e-flux/" && relay?.authorizationMode == .pass)
            func turnedAway(_ reason: RefusedHandshake.Reason, _ detail: String) async throws -> PageAnswer {
                let refusal = RefusedHandshake(
                    identity: "EVB-1",
                    remoteAddress: "192.0.2.7",
                    reason: reason,
                    owner: .init(operatorID: world.voltaria.id, chargePointID: point),
                    detail: detail,
                    count: 1,
                    firstAt: world.clock.now,
                    lastAt: world.clock.now
                )
                try await world.database.write(.system) {
                    try await RefusedHandshakes.record(.system, [refusal], in: $0)
                }
                return try await browser.visit("/charge-points/\(point)/connecting")
            }
            for (status, words) in [
                ("401", "wants another password for EVB-1"), ("403", "does not let it in"),
                ("404", "does not know EVB-1 at this address"), ("503", "too busy or down at the moment"),
                ("301", "has moved"), ("418", "whether the platform knows this identity"),
            ] {
                let page = try await turnedAway(.upstreamRefused, status)
                #expect(page.words.contains("The platform turned it away") && page.words.contains(words), "\(status)")
            }
            for (kind, words) in [
                ("tls", "certificate is not trusted here"), ("timed_out", "did not answer within five seconds"),
                ("malformed", "no OCPP server"), ("unreachable", "host, port, and ws or wss"),
            ] {
                let page = try await turnedAway(.upstreamUnreachable, kind)
                #expect(page.words.contains("cannot be reached") && page.words.contains(words), "\(kind)")
            }
            let protocols = try await turnedAway(.upstreamNoProtocol, "ocpp2.0.1")
            #expect(protocols.words.contains("The platform speaks another protocol"))
        }
    }

    @Test(arguments: [
        ("wss://a/ocpp/CP 1", "CP 1", nil), ("wss://a/ocpp/CP%201", "CP 1", "wss://a/ocpp/"),
        ("wss://a/ocpp/CP1", "CP1", "wss://a/ocpp/"), ("wss://a/ocpp/CP1/", "CP1", "wss://a/ocpp/"),
        ("wss://a/ocpp", "CP1", "wss://a/ocpp/"), ("wss://a/", "CP1", "wss://a/"), ("wss://a", "a", "wss://a/"),
        ("wss://a/x?y=1", "CP1", nil), ("https://a/", "CP1", nil), ("wss:///CP1", "CP1", nil), ("wss://u@a/", "b", nil),
    ])
    func `the identity is taken off the end of an address`(text: String, identity: String, base: String?) {
        #expect(ConnectRelay.base(of: text, identity: identity) == base)
    }

    static func connect(_ world: WebWorld, _ id: ChargePointID) async throws {
        var state = ChargePointState(connectedAt: world.clock.now, lastMessageAt: world.clock.now)
        state.boot.vendor = "Alfen BV"
        state.boot.model = "NG910-60023"
        let update = ChargePointStateUpdate(operatorID: world.voltaria.id, chargePointID: id, state: state)
        let frames = Frames(database: world.database)
        let node = try await frames.node(named: "test")
        try await world.database.write(.system) {
            try await ChargePointStates.store(.system, [update], node: node, in: $0)
        }
    }

    @Test(arguments: RefusedHandshake.Reason.allCases)
    func `what is wrong is named in words`(reason: RefusedHandshake.Reason) async throws {
        try await WebWorld.run { world in
            let id = world.voltaria.chargePoint
            let owner =
                reason == .unknownIdentity || reason == .tlsFailed
                ? nil : RefusedHandshake.Owner(operatorID: world.voltaria.id, chargePointID: id)
            let point = try await world.database.read(world.voltaria.scope) {
                try await ChargePoints.find(world.voltaria.scope, id, in: $0)
            }
            let refusal = RefusedHandshake(
                identity: owner == nil ? point.details.identity.lowercased() : point.details.identity,
                remoteAddress: "192.0.2.7",
                reason: reason,
                owner: owner,
                detail: reason == .otherSubprotocol ? "ocpp2.1" : "",
                count: 2,
                firstAt: world.clock.now,
                lastAt: world.clock.now
            )
            try await world.database.write(.system) {
                try await RefusedHandshakes.record(.system, [refusal], in: $0)
            }
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            let page = try await browser.visit("/charge-points/\(id)/connecting")
            #expect(page.words.contains("2 attempts"), "\(page.words)")
            #expect(!page.words.contains("Waiting for the charge point"))
            #expect(!page.body.contains("192.0.2.7"))
            let other = try await world.browser(world.ampère, .operatorAdmin)
            let theirs = try await other.visit("/charge-points/\(world.ampère.chargePoint)/connecting")
            #expect(theirs.words.contains("Waiting for the charge point") == (reason != .tlsFailed))
        }
    }

    @Test func `a platform is edited for the own organisation`() async throws {
        try await WebWorld.run { world in
            try await OnboardingStories.supply(world)
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let list = try await browser.visit("/platforms")
            #expect(list.words.contains("E-Flux by Road") && list.words.contains("To be confirmed"))
            try await browser.visit("/platforms/virta")
            await browser.fill("Address with {identity}", "https://wrong")
            let wrong = try await browser.press("Save")
            #expect(wrong.status == 422 && wrong.words.contains("ends in {identity}"))
            await browser.fill("Address with {identity}", "wss://ocpp.virta.example/{identity}")
            let saved = try await browser.press("Save")
            #expect(saved.status == 200, "\(saved.words)")
            #expect(saved.words.contains("wss://ocpp.virta.example/{identity}"))
            let finance = try await world.browser(world.voltaria, .operatorFinance)
            let read = try await finance.visit("/platforms/virta")
            #expect(
                read.words.contains("ocpp.virta.example")
                    && !read.body.contains("<form method=\"post\" action=\"/platforms")
            )
            let other = try await world.browser(world.ampère, .operatorAdmin)
            #expect(try await !other.visit("/platforms/virta").words.contains("ocpp.virta.example"))
        }
    }

    @Test func `labels are printed for all charge points of the operator`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let answer = try await browser.get("/connect/labels.pdf")
            #expect(answer.status == 200 && answer.header("Content-Type") == "application/pdf")
            #expect(answer.body.hasPrefix("%PDF"))
        }
    }

    @Test func `the meter's key is entered, and nonsense is refused`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let path = "/charge-points/\(world.voltaria.chargePoint)"
            let page = try await browser.visit(path)
            #expect(page.words.contains("Meter: MID and Eichrecht"))
            let token = await browser.token
            let wrong = try await browser.post(path + "/meter-key", [("meter_key", "nonsense")], token: token)
            #expect(wrong.status == 422 && wrong.words.contains("no public key"))
            let point = String(repeating: "1f", count: 64)
            let right = try await browser.post(path + "/meter-key", [("meter_key", point)], token: token)
            #expect(right.status == 303)
            #expect(try await browser.visit(path).body.contains(point))
        }
    }
}
