import Domain
import Foundation
import Postgres
import Testing
import Values
import Web

/// Percent-encoding for addresses typed by hand.
enum PercentEncoding {
    static func of(_ text: String) -> String {
        text.utf8.map { "%" + (String($0, radix: 16).count == 1 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}

struct PageStories {
    @Test func `a host is added, found, changed, and what is wrong is said at the field`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            try await browser.visit("/hosts/new")
            await browser.fill("Name", "<Hotel> & \"Zee\"")
            await browser.fill("IBAN", "NL91ABNA0417164301")
            let wrong = try await browser.press("Save")
            #expect(wrong.status == 422)
            #expect(wrong.body.contains("value=\"&lt;Hotel&gt; &amp; &quot;Zee&quot;\""))
            #expect(wrong.body.contains("value=\"NL91ABNA0417164301\""))
            #expect(wrong.words.contains("The check digits of this IBAN are wrong."))
            #expect(wrong.words.contains("Please fill this in."))
            for (label, value) in [
                ("Reference", "H9"), ("E-mail", "zee@voltaria.example"), ("Street", "Strand"), ("Postcode", "2042 AA"),
                ("Town", "Zandvoort"), ("IBAN", "NL91 ABNA 0417 1643 00"), ("VAT number", "NL001"),
            ] { await browser.fill(label, value) }
            await browser.fill("House number", "3")
            let shown = try await browser.press("Save")
            #expect(shown.status == 200, "\(shown.words)")
            #expect(shown.words.contains("The host is added.") && shown.words.contains("NL91ABNA0417164300"))
            let list = try await browser.visit("/hosts?search=zee&sort=name&order=descending")
            #expect(list.words.contains("<Hotel> & \"Zee\"") && !list.words.contains("H1 of voltaria"))
        }
    }

    @Test func `a host needs no e-mail address, and a wrong one is refused`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorFinance)
            try await browser.visit("/hosts/\(world.voltaria.host)/edit")
            await browser.fill("E-mail", "host at voltaria")
            #expect(try await browser.press("Save").words.contains("This is no e-mail address."))
            await browser.fill("E-mail", "")
            let saved = try await browser.press("Save")
            #expect(saved.status == 200 && !saved.words.contains("host@voltaria.example"), "\(saved.words)")
        }
    }

    @Test func `a reference that is taken is said at its field`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/hosts/\(world.voltaria.otherHost)/edit")
            await browser.fill("Reference", "H1")
            await browser.fill("VAT number", "NL001")
            let taken = try await browser.press("Save")
            #expect(taken.status == 422 && taken.words.contains("This is already in use."))
        }
    }

    @Test func `a site is added to a host and stays with it`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/sites/new")
            for (label, value) in [
                ("Name", "Pier"), ("Reference", "S2"), ("Host", world.voltaria.host.description), ("Street", "Pier"),
                ("House number", "1"), ("Postcode", "1000"), ("Town", "IJmuiden"), ("Bidding zone", "NL"),
            ] { await browser.fill(label, value) }
            let added = try await browser.press("Save")
            #expect(added.words.contains("The site is added."), "\(added.words)")
            try await browser.visit(added.path + "/edit")
            await browser.fill("Host", world.voltaria.otherHost.description)
            let refused = try await browser.press("Save")
            #expect(refused.status == 422 && refused.words.contains("A site stays with its host"))
        }
    }

    @Test func `another operator's host cannot be chosen for a site`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/sites/new")
            for (label, value) in [
                ("Name", "Pier"), ("Reference", "S2"), ("Host", world.ampère.host.description), ("Street", "Pier"),
                ("House number", "1"), ("Postcode", "1000"), ("Town", "IJmuiden"), ("Bidding zone", "NL"),
            ] { await browser.fill(label, value) }
            let refused = try await browser.press("Save")
            #expect(refused.status == 422 && refused.words.contains("Please choose one of the options."))
        }
    }

    @Test func `a charge point is added, its key shown once, and replaced`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/charge-points/new")
            await browser.fill("OCPP identity", "CP-ampere")
            await browser.fill("Site", world.voltaria.site.description)
            let taken = try await browser.press("Add and show its key")
            #expect(taken.status == 422 && taken.words.contains("This is already in use."))
            await browser.fill("OCPP identity", "CP-NEW")
            let added = try await browser.press("Add and show its key")
            #expect(added.status == 201 && added.words.contains("shown once"))
            let key = try #require(Self.key(in: added.body))
            let replaced = try await browser.press("Make a new key")
            let next = try #require(Self.key(in: replaced.body))
            #expect(next != key)
            let again = try await browser.visit(replaced.path.replacingOccurrences(of: "/key", with: ""))
            #expect(Self.key(in: again.body) == nil && again.words.contains("ws://charge.example/ocpp"))
            let hash = try await world.database.read(.system) { tx in
                try await ChargePointDirectorySnapshot.load(.system, in: tx).chargePoints
                    .first { $0.identity == "CP-NEW" }?.keyHash
            }
            #expect(hash == (try ChargePointKey(given: next)).hash)
        }
    }

    /// Forty hexadecimal digits that stand alone.
    private static func key(in body: String) -> String? {
        Markup.pieces(body).compactMap { piece -> String? in
            guard case .text(let text) = piece, text.count == 40, text.allSatisfy(\.isHexDigit) else { return nil }
            return text
        }.first
    }

    @Test func `commands are for administrators, and wait in line`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let address = "/charge-points/\(world.voltaria.chargePoint)"
            try await browser.visit(address)
            await browser.fill("Charge card", "04A2B3")
            let queued = try await browser.press("Start")
            #expect(queued.path == address && queued.words.contains("The command is queued."))
            #expect(queued.words.contains("Start a session") && queued.words.contains("The operator_admin"))
            let finance = try await world.browser(world.voltaria, .operatorFinance)
            let page = try await finance.visit(address)
            #expect(!page.words.contains("Send a command") && !page.words.contains("Make a new key"))
            let token = await finance.token
            let fields = [("command", "hard_reset")]
            #expect(try await finance.post(address + "/commands", fields, token: token).status == 403)
        }
    }

    @Test func `commands are sent from their page, and what is wrong is said at the field`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let address = "/charge-points/\(world.voltaria.chargePoint)"
            for page in ["commands", "configuration", "power", "local-list", "upkeep", "certificates"] {
                #expect(try await browser.visit("\(address)/\(page)").status == 200, "\(page)")
            }
            let token = await browser.token
            func send(_ fields: [(String, String)]) async throws -> PageAnswer {
                try await browser.post(address + "/commands", fields, token: token)
            }
            let limit: [(String, String)] = [
                ("command", "set_limit"), ("set_limit_connector", "1"), ("set_limit_purpose", "TxDefaultProfile"),
                ("set_limit_kind", "Recurring"), ("set_limit_unit", "A"), ("set_limit_number", "1"),
                ("set_limit_level", "0"), ("set_limit_from_1", "0:00"), ("set_limit_limit_1", "16"),
            ]
            let wrong = try await send(limit + [("set_limit_from_2", "25:00"), ("set_limit_limit_2", "6,5")])
            #expect(wrong.status == 422 && wrong.words.contains("Hours and minutes, such as 7:30."))
            let right = try await send(limit + [("set_limit_from_2", "7:00"), ("set_limit_limit_2", "6,5")])
            #expect(right.status == 303 && right.header("Location") == address + "/power")
            #expect(try await send([("command", "keep_local_list"), ("keep_local_list_value", "yes")]).status == 303)
            let key: [(String, String)] = [
                ("command", "change_setting"), ("change_setting_name", "AuthorizationKey"),
                ("change_setting_value", "x"),
            ]
            #expect(try await send(key).status == 422)
            let commands = try await world.database.read(world.voltaria.scope) {
                try await Commands.list(world.voltaria.scope, of: world.voltaria.chargePoint, in: $0)
            }
            #expect(commands.map(\.request.action) == ["SetChargingProfile"])
            let periods = commands[0].request.payload["csChargingProfiles"]?["chargingSchedule"]?[
                "chargingSchedulePeriod"
            ]
            #expect(periods?[1]?["startPeriod"] == .number("25200") && periods?[1]?["limit"] == .number("6.5"))
        }
    }

    @Test func `what becomes of unknown cards is decided by administrators`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/unknown-cards")
            let token = await browser.token
            func send(_ fields: [(String, String)]) async throws -> PageAnswer {
                try await browser.post("/unknown-cards", fields, token: token)
            }
            #expect(try await send([("act", "policy"), ("policy", "flag")]).status == 303)
            #expect(try await send([("act", "block"), ("uid", "CAFE02")]).status == 303)
            #expect(try await send([("act", "adopt"), ("uid", "cafe02")]).status == 303, "known is known")
            #expect(try await send([("act", "policy"), ("policy", "perhaps")]).status == 400)
            let scope = world.voltaria.scope
            let (policy, card) = try await world.database.read(scope) { tx in
                (
                    try await UnknownTokens.policy(scope, in: tx),
                    try await Tokens.find(scope, uid: "CAFE02", in: tx)
                )
            }
            #expect(policy == .flag && card?.details.isBlocked == true)
            let finance = try await world.browser(world.voltaria, .operatorFinance)
            let page = try await finance.visit("/unknown-cards")
            #expect(page.status == 200 && !page.words.contains("Register"))
            let foreign = await finance.token
            #expect(try await finance.post("/unknown-cards", [("act", "policy")], token: foreign).status == 403)
        }
    }

    @Test func `every form's command becomes a call of OCPP`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let address = "/charge-points/\(world.voltaria.chargePoint)"
            try await browser.visit(address)
            let token = await browser.token
            let forms: [(String, [(String, String)], String)] = [
                ("remote_start", [("connector", "1"), ("id_tag", "CARD")], "RemoteStartTransaction"),
                ("unlock", [("connector", "1")], "UnlockConnector"),
                ("reserve", [("connector", "1"), ("id_tag", "CARD"), ("minutes", "30")], "ReserveNow"),
                ("cancel_reservation", [("number", "4")], "CancelReservation"),
                ("soft_reset", [], "Reset"), ("hard_reset", [("wait", "86400")], "Reset"),
                ("availability", [("connector", "0"), ("to", "inoperative")], "ChangeAvailability"),
                ("trigger", [("message", "MeterValues"), ("connector", "1")], "TriggerMessage"),
                ("trigger", [("message", "SignChargePointCertificate"), ("connector", "0")], "ExtendedTriggerMessage"),
                ("clear_cache", [], "ClearCache"),
                ("data_transfer", [("vendor", "V"), ("message", ""), ("data", "x")], "DataTransfer"),
                ("read_settings", [("names", "A, B")], "GetConfiguration"),
                ("change_setting", [("name", "K"), ("value", "V")], "ChangeConfiguration"),
                ("clear_limits", [("number", ""), ("purpose", "")], "ClearChargingProfile"),
                ("composite_schedule", [("connector", "1"), ("hours", "24"), ("unit", "A")], "GetCompositeSchedule"),
                ("local_list_version", [], "GetLocalListVersion"),
                ("send_local_list", [("value", "whole")], "SendLocalList"),
                ("update_firmware", [("location", "https://f.example/fw"), ("at", "now")], "UpdateFirmware"),
                (
                    "update_firmware",
                    [
                        ("location", "https://f.example/fw"), ("at", "night"), ("certificate", "PEM"),
                        ("signature", "c2ln"),
                    ], "SignedUpdateFirmware"
                ),
                ("diagnostics", [("location", "ftp://f.example"), ("days", "7")], "GetDiagnostics"),
                ("installed_certificates", [("use", "CentralSystemRootCertificate")], "GetInstalledCertificateIds"),
                (
                    "install_certificate", [("use", "ManufacturerRootCertificate"), ("certificate", "PEM")],
                    "InstallCertificate"
                ),
                (
                    "delete_certificate",
                    [("algorithm", "SHA256"), ("issuer_name", "a"), ("issuer_key", "b"), ("serial", "1")],
                    "DeleteCertificate"
                ),
                ("log", [("location", "ftp://f.example"), ("days", "7"), ("type", "SecurityLog")], "GetLog"),
            ]
            for (command, fields, action) in forms {
                let named = fields.map { ("\(command)_\($0.0)", $0.1) }
                let answer = try await browser.post(address + "/commands", [("command", command)] + named, token: token)
                #expect(answer.status == 303, "\(command): \(answer.words)")
                let scope = world.voltaria.scope
                let sent = try await world.database.write(scope) { tx in
                    let latest = try await Commands.list(scope, of: world.voltaria.chargePoint, in: tx).first
                    if let latest, !latest.state.isFinal {
                        let chargePoint = world.voltaria.chargePoint
                        try await Commands.withdraw(scope, latest.id, of: chargePoint, at: latest.requestedAt, in: tx)
                    }
                    return latest
                }
                #expect(sent?.request.action == action)
            }
        }
    }

    @Test func `a user is invited by mail and chooses a password`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            try await browser.visit("/users/new")
            for (label, value) in [("Name", "Nora"), ("E-mail", "nora@voltaria.example")] {
                await browser.fill(label, value)
            }
            let token = await browser.token
            let invited = try await browser.post(
                "/users/new",
                [
                    ("name", "Nora"), ("email", "nora@voltaria.example"), ("language", "en"), ("role", "host"),
                    ("host", world.voltaria.host.description),
                ],
                token: token
            )
            #expect(invited.header("Location") == "/users")
            let mail = try await world.newestMail()
            let path = try #require(world.link(in: mail))
            let nora = world.browser()
            try await nora.visit(path)
            await nora.fill("New password", "a sentence of Nora")
            await nora.fill("The same once more", "a sentence of Nora")
            try await nora.press("Save")
            try await nora.signIn("nora@voltaria.example", "a sentence of Nora")
            #expect(try await nora.get("/").header("Location") == "/host")
        }
    }

    @Test func `the last administrator stays, and is told why`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let address = "/users/\(world.voltaria.administrator)"
            try await browser.visit(address)
            let token = await browser.token
            let details = [
                ("name", "A"), ("email", "operator_admin@voltaria.example"), ("language", "en"),
            ]
            let demoted = try await browser.post(address, details + [("role", "operator_finance")], token: token)
            #expect(demoted.status == 422 && demoted.words.contains("Somebody must be left who manages users."))
            let blocked = try await browser.post(
                address,
                details + [("role", "operator_admin"), ("disabled", "yes")],
                token: token
            )
            #expect(blocked.status == 422 && blocked.words.contains("You cannot block your own account."))
        }
    }

    @Test func `lists are taken along under the same filters as the page`() async throws {
        try await WebWorld.run { world in
            let scope = world.voltaria.scope
            try await world.database.write(scope) { tx in
                for number in 1...60 {
                    var details = HostDetails(
                        reference: "X\(number)",
                        name: "=cmd(\(number))",
                        kind: .company,
                        address: Address(country: "NL")
                    )
                    details.address.town = "Texel, \"west\""
                    _ = try await Hosts.create(scope, details, in: tx)
                }
            }
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let csv = try await browser.get("/hosts.csv?search=texel&size=25&page=2")
            #expect(csv.header("Content-Disposition")?.contains("hosts.csv") == true)
            let lines = csv.body.split(separator: "\r\n")
            #expect(lines.count == 61 && lines[0].hasPrefix("reference,name,kind,town"))
            #expect(lines[1].contains("'=cmd(") && lines[1].contains("\"Texel, \"\"west\"\"\""))
            let json = try JSON(parsing: Array(try await browser.get("/hosts.json?search=texel").body.utf8))
            #expect(json.arrayValue?.count == 60 && json[0]?["town"]?.stringValue == "Texel, \"west\"")
            let page = try await browser.get("/hosts?search=texel&size=25&page=99")
            #expect(page.status == 200)
        }
    }

    @Test func `a charge point's page is told when there is news`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            let watching = try await world.browser(world.voltaria, .operatorAdmin)
            let topic = LiveTopic.chargePoint(world.voltaria.id, world.voltaria.chargePoint)
            async let stream = watching.get("/events/charge-points/\(world.voltaria.chargePoint)")
            while world.broadcaster.watcherCount == 0 { try await Task.sleep(for: .milliseconds(10)) }
            world.broadcaster.publish(.chargePoint(world.ampère.id, world.voltaria.chargePoint))
            world.broadcaster.publish(topic)
            try await Task.sleep(for: .milliseconds(100))
            world.broadcaster.endAll()
            let events = try await stream
            #expect(events.header("Content-Type") == "text/event-stream")
            #expect(events.body == "retry: 3000\n\ndata: changed\n\n")
            #expect(world.broadcaster.watcherCount == 0)
            let fragment = try await browser.get("/charge-points/\(world.voltaria.chargePoint)/state")
            #expect(fragment.status == 200 && !fragment.body.contains("<html"))
            #expect(LiveTopic(chargePointPayload: "\(world.voltaria.id)/\(world.voltaria.chargePoint)") == topic)
        }
    }

    @Test func `more watchers than places are turned away, and places come free`() async throws {
        try await WebWorld.run(adjust: {
            $0.configuration.limits.watchers = 1
            $0.broadcaster = Broadcaster(limits: $0.configuration.limits)
        }) { world in
            let address = "/events/charge-points/\(world.voltaria.chargePoint)"
            let watching = try await world.browser(world.voltaria, .operatorAdmin)
            let late = try await world.browser(world.voltaria, .operatorFinance)
            async let stream = watching.get(address)
            while world.broadcaster.watcherCount == 0 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(try await late.get(address).status == 429)
            world.broadcaster.endAll()
            _ = try await stream
            #expect(world.broadcaster.watcherCount == 0)
        }
    }

    @Test func `a database that is away makes a page that says so`() async throws {
        try await WebWorld.run { world in
            let browser = try await world.browser(world.voltaria, .operatorAdmin)
            await world.database.close()
            let away = try await browser.get("/hosts")
            #expect(away.status == 503 && away.words.contains("Back in a moment"))
            #expect(away.header("Retry-After") != nil)
            #expect(try await browser.get("/healthz").status == 200)
            #expect(try await browser.get("/readyz").status == 503)
        }
    }
}
