import Domain
import Foundation
import Postgres
import TestWorld
import Testing
import Values

@testable import Web

extension WebWorld {
    /// Lets the hosts of a tenant connect charge points.
    func letHostsConnect(_ tenant: Tenant, _ isAllowed: Bool = true) async throws {
        try await database.write(tenant.scope) { tx in
            var details = try await Operators.own(tenant.scope, in: tx).details
            details.policy.hostsConnect = isAllowed
            try await Operators.update(tenant.scope, to: details, in: tx)
        }
    }

    /// A site of the host for which nobody signs in.
    func siteOfOtherHost(_ tenant: Tenant) async throws -> SiteID {
        let place = SiteDetails(reference: "S9", name: "Site of another", address: Address(country: "NL"))
        return try await database.write(tenant.scope) {
            try await Sites.create(tenant.scope, place, of: tenant.otherHost, in: $0)
        }
    }

    /// A charge point that a tenant's host connected.
    func connectAsHost(_ tenant: Tenant, _ identity: String) async throws -> ChargePointID {
        try await OnboardingStories.supply(self)
        let scope = Scope.host(tenant.host, user: tenant.hostUser, of: tenant.id)
        let request = ConnectRequest(
            details: ChargePointDetails(identity: identity),
            site: tenant.site,
            platform: Platform.own,
            brand: "alfen",
            way: nil
        )
        let now = clock.now
        return try await database.write(scope) {
            try await Connecting.begin(scope, request, key: .random(), at: now, in: $0)
        }
    }
}

/// A host connects a charge point, where its operator lets it.
struct PortalConnectStories {
    @Test func `a host connects a charge point step by step, and the page turns green`() async throws {
        try await WebWorld.run { world in
            try await OnboardingStories.supply(world)
            try await world.letHostsConnect(world.voltaria)
            let browser = try await world.browser(world.voltaria, .host)
            let list = try await browser.visit("/host/charge-points")
            #expect(list.words.contains("CP-voltaria") && list.body.contains("href=\"/host/connect\""))
            let start = try await browser.visit("/host/connect")
            #expect(start.words.contains("This central system") && start.words.contains("Ask VOLTARIA to add it"))
            #expect(!start.words.contains("evcc") && !start.body.contains("labels.pdf"))
            try await browser.visit("/host/connect/details?platform=own&brand=alfen")
            await browser.fill("OCPP identity", "NEW/1")
            let ready = try await browser.press("Make its address and key")
            #expect(ready.status == 201, "\(ready.words)")
            #expect(ready.words.contains("Copy the key now: it is shown once"))
            #expect(ready.words.contains("ws://charge.example/ocpp/NEW%2F1"))
            #expect(ready.body.components(separatedBy: "class=\"qr\"").count == 3)
            let link = try #require(ready.body.firstMatch(of: #/\/host\/charge-points\/(\d+)\/connecting"/#))
            let id = try #require(ChargePointID(text: String(link.1)))
            let waiting = try await browser.visit("/host/charge-points/\(id)/connecting")
            #expect(waiting.words.contains("Waiting for the charge point") && waiting.header("Refresh") == "5")
            #expect(!waiting.body.contains("href=\"/charge-points"))
            let renewed = try await browser.press("Make a new key")
            #expect(renewed.status == 201 && renewed.words.contains("Copy the key now"))
            try await OnboardingStories.connect(world, id)
            let green = try await browser.visit("/host/charge-points/\(id)/connecting")
            #expect(green.words.contains("The charge point is connected") && green.words.contains("Alfen BV"))
            #expect(green.header("Refresh") == nil)
            let state = try await browser.get("/host/charge-points/\(id)/connecting/state")
            #expect(state.status == 200 && state.words.contains("The charge point is connected"))
            #expect(state.body.contains("aria-current=\"step\">4."))
            #expect(try await browser.visit("/host/charge-points").words.contains("NG910-60023"))
            let admin = try await world.browser(world.voltaria, .operatorAdmin)
            #expect(try await admin.visit("/charge-points/\(id)").words.contains("Connected by The host"))
        }
    }

    @Test func `a host's charge point goes through to its platform, and to no other machine`() async throws {
        try await WebWorld.run { world in
            try await OnboardingStories.supply(world)
            try await world.letHostsConnect(world.voltaria)
            let browser = try await world.browser(world.voltaria, .host)
            let form = try await browser.visit("/host/connect/details?platform=e-flux&brand=alfen")
            #expect(form.body.contains("value=\"wss://ocpp.e-flux.io/ocpp/\""))
            await browser.fill("OCPP identity", "EVB-1")
            for url in ["ws://ocpp.e-flux.nl/1.6/e-flux/EVB-1", "ws://169.254.169.254/", "wss://127.0.0.1:5432/EVB-1"] {
                await browser.fill("Its address now", url)
                let refused = try await browser.press("Make its address and key")
                #expect(refused.status == 422 && refused.words.contains("Ask VOLTARIA to add it"), "\(url)")
            }
            await browser.fill("Its address now", "wss://ocpp.e-flux.io/1.6/e-flux/EVB-1")
            let waiting = try await browser.press("Make its address and key")
            #expect(waiting.status == 200, "\(waiting.words)")
            #expect(waiting.words.contains("stays as it is; it is passed on to E-Flux by Road"))
            #expect(!waiting.words.contains("Make a new key"))
            let stranger = try await browser.get("/host/connect/details?platform=evcc&brand=alfen")
            #expect(stranger.status == 404)
        }
    }

    @Test func `without the operator's leave nothing of it is there`() async throws {
        try await WebWorld.run { world in
            try await world.letHostsConnect(world.voltaria)
            let id = try await world.connectAsHost(world.voltaria, "NEW-1")
            try await world.letHostsConnect(world.voltaria, false)
            let browser = try await world.browser(world.voltaria, .host)
            let list = try await browser.visit("/host/charge-points")
            #expect(list.status == 200 && list.words.contains("NEW-1"))
            #expect(!list.words.contains("Connect a") && !list.body.contains("connect"))
            let token = await browser.token
            let point = "/host/charge-points/\(id)"
            for path in [
                "/host/connect", "/host/connect/details", "/host/connect/details?platform=own&brand=alfen",
                point + "/connecting", point + "/connecting/state", "/events" + point,
            ] {
                // The stream of events comes last: where it is open, it never ends.
                let status = try await browser.get(path).status
                try #require(status == 404, "\(path)")
            }
            let fields = [("platform", "own"), ("brand", "alfen"), ("identity", "NEW-2"), ("site", "1")]
            #expect(try await browser.post("/host/connect/details", fields, token: token).status == 404)
            #expect(try await browser.post(point + "/key", [], token: token).status == 404)
        }
    }

    @Test func `the limit and the operator's own identities are told at the form`() async throws {
        try await WebWorld.run { world in
            try await world.letHostsConnect(world.voltaria)
            for number in 1...Connecting.waitingLimit {
                _ = try await world.connectAsHost(world.voltaria, "NEW-\(number)")
            }
            let scope = world.voltaria.scope
            try await world.database.write(scope) { tx in
                let details = UpstreamDetails(name: "Fleet", url: "wss://fleet.example/")
                let upstream = try await Upstreams.create(scope, details, in: tx)
                _ = try await DefaultUpstreams.create(scope, "FLEET", to: upstream, in: tx)
            }
            let browser = try await world.browser(world.voltaria, .host)
            try await browser.visit("/host/connect/details?platform=own&brand=alfen")
            for (identity, words) in [
                ("NEW-21", "20 charge points wait for their first connection"),
                ("FLEET-1", "VOLTARIA lets charge points"),
            ] {
                await browser.fill("OCPP identity", identity)
                let refused = try await browser.press("Make its address and key")
                #expect(refused.status == 422 && refused.words.contains(words), "\(identity): \(refused.words)")
            }
        }
    }

    @Test func `the operator lets its hosts connect on its page of settings`() async throws {
        try await WebWorld.run { world in
            let admin = try await world.browser(world.voltaria, .operatorAdmin)
            let settings = try await admin.visit("/settings")
            #expect(settings.words.contains("Hosts may connect charge points"))
            for (label, value) in [("Street", "Kade"), ("House number", "1"), ("Postcode", "1011")] {
                await admin.fill(label, value)
            }
            await admin.fill("Hosts may connect charge points", "yes")
            #expect(try await admin.press("Save").words.contains("Saved."))
            let browser = try await world.browser(world.voltaria, .host)
            #expect(try await browser.visit("/host").body.contains("href=\"/host/connect\""))
            let other = try await world.browser(world.ampère, .host)
            #expect(try await !other.visit("/host").body.contains("href=\"/host/connect\""))
        }
    }
}
