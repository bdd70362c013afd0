import Domain
import HTTPServer
import Ledger
import Postgres
import Synchronization
import Testing
import Values
import Web

/// A walk over all addresses with ids that exist and belong to somebody else.
struct TenantWalkTests {
    /// Parameters that are no tenant's: the same for all, so nobody's can be foreign.
    private static let shared: Set<String> = ["day", "platform", "quarter", "start", "year", "zone"]

    @Test(arguments: Role.allCases.filter { !Role.ofPlatform.contains($0) })
    func `the ids of another operator are found nowhere, and nothing of theirs changes`(role: Role) async throws {
        try await BillingStory.run { story in
            let foreign = try await ForeignThings.gather(story)
            let before = try await story.fingerprint()
            let browser = try await story.world.browser(story.world.ampère, role)
            for endpoint in try Endpoint.guarded(story.world, foreign.known.union(Self.shared)) {
                guard endpoint.parameters.isDisjoint(with: Self.shared) else { continue }
                let answer = try await endpoint.ask(browser, foreign.ids)
                // Finance is told that a page is not for it; that says nothing about the id.
                let isClosed = !endpoint.access.admits(role) && role.colleagues.contains(where: endpoint.access.admits)
                #expect(answer.status == (isClosed ? 403 : 404), "\(endpoint) as \(role): \(answer.words.prefix(200))")
                #expect(!answer.body.contains("voltaria"), "\(endpoint) as \(role)")
            }
            #expect(try await story.fingerprint() == before)
        }
    }

    @Test func `the owner finds every one of them, so the walk proves something`() async throws {
        try await BillingStory.run { story in
            let own = try await ForeignThings.gather(story)
            let browser = try await story.world.browser(story.tenant, .operatorAdmin)
            for endpoint in try Endpoint.guarded(story.world, own.known.union(Self.shared))
            where endpoint.method == .get && endpoint.access.admits(.operatorAdmin)
                && endpoint.parameters.isDisjoint(with: Self.shared) && !endpoint.pattern.hasPrefix("/events/")
            {
                let answer = try await endpoint.ask(browser, own.ids)
                #expect(answer.status == 200, "\(endpoint): \(answer.words.prefix(200))")
            }
        }
    }

    @Test func `a host finds its own things and none of another host`() async throws {
        try await BillingStory.run { story in
            let (own, other) = (try await ForeignThings.gather(story), try await ForeignThings.ofSecondHost(story))
            let connected = try await story.world.connectAsHost(story.tenant, "CP-connected")
            let ids = own.ids.merging(["chargePoint": "\(connected)"]) { $1 }
            let browser = try await story.world.browser(story.tenant, .host)
            var count = 0
            for endpoint in try Endpoint.guarded(story.world, own.known.union(Self.shared))
            where endpoint.access.admits(.host) {
                count += 1
                // A stream of events never ends.
                if !endpoint.pattern.hasPrefix("/events/") {
                    #expect(try await [200, 201].contains(endpoint.ask(browser, ids).status), "\(endpoint)")
                }
                let answer = try await endpoint.ask(browser, other)
                #expect(answer.status == 404 && !answer.body.contains("H2 of"), "\(endpoint)")
            }
            #expect(count >= 8)
        }
    }

    @Test func `lists and exports narrowed to a foreign thing are empty`() async throws {
        try await BillingStory.run { story in
            let foreign = try await ForeignThings.gather(story)
            let browser = try await story.world.browser(story.world.ampère, .operatorAdmin)
            for list in ["sessions", "journal", "credits", "sites", "charge-points", "exceptions", "hosts"] {
                for name in ["host", "site"] {
                    let answer = try await browser.get("/\(list).json?\(name)=\(foreign.ids[name] ?? "")")
                    #expect(answer.status == 200 && !answer.body.contains("voltaria"), "\(list) by \(name)")
                }
            }
        }
    }

    @Test func `a foreign command cannot be withdrawn through a charge point of one's own`() async throws {
        try await BillingStory.run { story in
            let foreign = try await ForeignThings.gather(story)
            let before = try await story.fingerprint()
            let browser = try await story.world.browser(story.world.ampère, .operatorAdmin)
            try await browser.visit("/account")
            let command = [("command", "withdraw"), ("withdraw_id", foreign.ids["command"] ?? "")]
            let own = "/charge-points/\(story.world.ampère.chargePoint)/commands"
            let token = await browser.token
            #expect(try await [404, 422].contains(browser.post(own, command, token: token).status))
            #expect(try await story.fingerprint() == before)
        }
    }
}

/// An address with who may enter.
private struct Endpoint: Sendable, CustomStringConvertible {
    let method: HTTPServer.Method
    let pattern: String
    let access: Access

    var description: String { "\(method.rawValue) \(pattern)" }

    /// The names in braces.
    var parameters: Set<String> {
        Set(
            pattern.split(separator: "/").filter { $0.hasPrefix("{") }.map {
                String($0.prefix { $0 != "." }.dropFirst().dropLast())
            }
        )
    }

    /// Everything that is not open to strangers and names something; every name must be known to the walk.
    static func guarded(_ world: WebWorld, _ known: Set<String>) throws -> [Endpoint] {
        let all = world.router.routes.compactMap { route in
            (route.tag as? EndpointTag).map {
                Endpoint(method: route.method, pattern: route.pattern, access: $0.access)
            }
        }
        let guarded = all.filter { $0.access != .open && !$0.parameters.isEmpty }
        try #require(guarded.count > 30)
        let unknown = guarded.flatMap(\.parameters).filter { !known.contains($0) }
        #expect(unknown == [], "the walk does not know what to put there")
        return guarded
    }

    func ask(_ browser: Browser, _ ids: [String: String]) async throws -> PageAnswer {
        let path = pattern.split(separator: "/", omittingEmptySubsequences: false).map { segment in
            segment.hasPrefix("{") ? ids[String(segment.dropFirst().dropLast())] ?? "" : String(segment)
        }.joined(separator: "/")
        guard method == .post else { return try await browser.get(path) }
        try await browser.visit("/account")
        let token = await browser.token
        return try await browser.post(path, [], token: token)
    }
}

/// Ids of everything that voltaria has, by the names that addresses use.
struct ForeignThings: Sendable {
    var ids: [String: String]
    var known: Set<String> { Set(ids.keys) }

    /// Closes and pays June first, so that there is something of every kind.
    static func gather(_ story: BillingStory) async throws -> ForeignThings {
        let (tenant, scope) = (story.tenant, story.tenant.scope)
        try await story.enterAccounts()
        try await story.close()
        for tenant in [tenant, story.world.ampère] { try await story.world.letHostsConnect(tenant) }
        let finance = try await story.world.browser(tenant, .operatorFinance)
        try await finance.visit("/month-ends/2025-06")
        try await finance.press("Approve for payment")
        try await finance.press("Make pain.001")
        let line = try await newestLine(of: tenant.host, story)
        let credit = try await story.credits().first
        let rest = try await story.world.database.write(scope) { tx in
            let account = try #require(try await Ledger.accounts(scope, in: tx).first)
            let now = story.world.clock.now
            let command = try await Commands.request(
                scope,
                .reset(isHard: false),
                to: tenant.chargePoint,
                at: now,
                in: tx
            )
            let platform = UpstreamDetails(name: "Platform", url: "wss://platform.example/ocpp")
            let upstream = try await Upstreams.create(scope, platform, in: tx)
            let rule = try await DefaultUpstreams.create(scope, "VOL-", to: upstream, in: tx)
            let observer = try await Observers.begin(
                scope,
                tenant.chargePoint,
                at: upstream,
                ObserverDetails(),
                key: nil,
                box: SecretBox(secret: Array(repeating: 7, count: 32)),
                from: now,
                in: tx
            )
            return (account: account.id, command: command, upstream: upstream, rule: rule, observer: observer)
        }
        let unknown = try await unknownChargePoint("VOL-voltaria", of: tenant, behind: rest.upstream, story.world)
        let file = try #require(try await story.bankFiles().first)
        let enrolled = try await enrolment(of: tenant, story.world)
        let booking = try await booking(of: tenant, story.world)
        let filing = try await story.world.database.write(scope) {
            try await $0.one(NewFiling(operatorID: tenant.id, by: tenant.administrator))
        }
        let creditFile = try await story.world.database.write(scope) { tx in
            let bytes = Array("BookingRef,ERE\n\(booking),7\n".utf8)
            return try await ERECredits.keep(scope, name: "rev.csv", bytes, .whole, at: story.world.clock.now, in: tx)
        }
        let sent = try await sent(of: tenant, story.world)
        let sale = try await story.world.database.write(scope) {
            try await $0.one(NewSale(operatorID: tenant.id, booking: booking, by: tenant.administrator))
        }
        let paid = try await payout(of: booking, in: filing, tenant, story.world)
        return ForeignThings(ids: [
            "verification": "\(try await verification(of: tenant, story.world))", "run": "\(paid.run)",
            "sample": "\(try await sample(of: filing, tenant, story.world))", "payout": "\(paid.own)",
            "apiKey": "\(try await Program.make(story.world, tenant).secret.key)", "command": "\(rest.command)",
            "frame": noFrame, "origin": "\(try await origin(of: tenant, story.world))", "paper": "\(sale.paper)",
            "reading": "\(try await reading(of: tenant, story.world))", "token": "\(tenant.token)",
            "host": "\(tenant.host)", "site": "\(tenant.site)", "chargePoint": "\(tenant.chargePoint)",
            "user": "\(tenant.administrator)", "session": "\(line.sessionID)", "line": "\(line.lineID)",
            "credit": "\(credit.id)", "account": "\(rest.account)", "month": "2025-06", "bankFile": file.messageID,
            "supplyContract": "\(story.charging.supply)", "reimbursementContract": "\(story.charging.contract)",
            "observer": "\(rest.observer)", "upstream": "\(rest.upstream)", "defaultUpstream": "\(rest.rule)",
            "unknownChargePoint": "\(unknown)", "enrolment": "\(enrolled.enrolment)", "earning": "\(paid.run)",
            "charger": "\(enrolled.charger)", "evidence": "\(enrolled.evidence)", "trade": "\(sale.trade)",
            "partner": "\(tenant.id)", "customer": "\(tenant.customer)", "document": "\(tenant.document)",
            "booking": "\(booking)", "filing": "\(filing)", "file": "Manifest.xml", "creditFile": "\(creditFile)",
            "pushFile": "\(sent.file)", "webhook": "\(sent.webhook)", "delivery": "\(sent.delivery)",
        ])
    }

    /// A file of meter data that is not recorded, and a webhook with a test that waits.
    private static func sent(
        of tenant: WebWorld.Tenant,
        _ world: WebWorld
    ) async throws -> (file: PushFileID, webhook: WebhookEndpointID, delivery: WebhookDeliveryID) {
        let (scope, now) = (tenant.scope, world.clock.now)
        let bytes = Array("Serial,At,RegisterKWh\nACE-\(tenant.reference),2026-01-02T00:00:00Z,7\n".utf8)
        let url = "https://hooks.example.com/\(tenant.reference)"
        let box = SecretBox(secret: Array(repeating: 7, count: 32))
        return try await world.database.write(scope) { tx in
            let file = try await PushFiles.keep(scope, name: "readings.csv", bytes, .readings, at: now, in: tx)
            let made = try await Webhooks.create(scope, name: "hook", url: url, [], box: box, at: now, in: tx)
            return (file, made.id, try await Webhooks.test(scope, made.id, at: now, in: tx))
        }
    }

    /// No secret of a frame: a real one would let in whoever has it.
    private static let noFrame = String(repeating: "0", count: 64)

    /// A site of the operator's that may show the toggle.
    private static func origin(of tenant: WebWorld.Tenant, _ world: WebWorld) async throws -> EmbedOriginID {
        let scope = tenant.scope
        return try await world.database.write(scope) { tx in
            let (site, now) = ("https://www.voltaria.example", world.clock.now)
            try await EmbedOrigins.add(scope, site, allowingPlain: false, at: now, in: tx)
            return try #require(try await EmbedOrigins.list(scope, in: tx).first).id
        }
    }

    /// A verifier's request for a line of a filing.
    static func sample(
        of filing: EREFilingID,
        _ tenant: WebWorld.Tenant,
        _ world: WebWorld
    ) async throws -> ERESampleID {
        try await world.database.write(tenant.scope) {
            try await $0.one(NewSample(operatorID: tenant.id, filing: filing, by: tenant.administrator))
        }
    }

    /// What was measured of the operator's signed connection.
    static func booking(of tenant: WebWorld.Tenant, _ world: WebWorld) async throws -> EREBookingID {
        let quarter = try #require(EREQuarter("2026-Q1"))
        _ = try await EREMeasuring.run(tenant.scope, quarter, at: world.clock.now, on: world.database)
        let request = ListRequest(sort: EREBookingSort.changed)
        let lines = try await world.database.read(tenant.scope) {
            try await EREBookings.list(tenant.scope, request, in: $0)
        }
        return try #require(lines.rows.first).id
    }

    /// A signed enrolment of the operator's customer.
    static func enrolment(
        of tenant: WebWorld.Tenant,
        _ world: WebWorld
    ) async throws -> (enrolment: EREEnrolmentID, charger: EREChargerID, evidence: EREEvidenceID) {
        let scope = Scope.customer(tenant.customer, user: tenant.customerUser, of: tenant.id)
        let now = world.clock.now
        let file = try EREEvidenceFile([0xFF, 0xD8, 0xFF, 0xE0])
        let connection = EREConnection(
            ean: try #require(EAN18("871685900000000004")),
            address: Address(
                street: "Strandweg",
                houseNumber: "12",
                postcode: "2586 JK",
                town: "Den Haag",
                country: "NL"
            ),
            construct: .meteredDeliveryPoint,
            isHeld: true
        )
        let account = EREAccount(iban: try #require(IBAN("NL91ABNA0417164300")))
        let charger = ERECharger(
            brand: "Alfen",
            model: "Eve",
            serial: "ACE-\(tenant.reference)",
            meterPlace: .inCharger,
            verdict: .likely
        )
        let sent = Mutex<EREMailCode?>(nil)
        let recipient = try #require(MailAddress(tenant.email(.customer)))
        let words = EREMandateDocument(template: "test", language: "en", bytes: [1])
        return try await world.database.write(scope) { tx in
            let id = try await EREEnrolments.begin(scope, at: now, in: tx)
            let holder = EREHolder(kind: .person, name: "Customer of \(tenant.reference)")
            try await EREEnrolments.say(scope, id, holder: holder, at: now, in: tx)
            let today = Zone.utc.date(of: now)
            try await EREEnrolments.say(scope, id, connection: connection, on: today, at: now, in: tx)
            try await EREEnrolments.add(scope, charger, with: file, to: id, at: now, in: tx)
            try await EREEnrolments.say(scope, id, account: account, at: now, in: tx)
            try await EREMandates.sendCode(
                scope,
                of: id,
                years: 2026...2026,
                language: "en",
                to: recipient.text,
                on: today,
                at: now,
                in: tx
            ) { _, _ in
                words
            } composing: { code in
                sent.withLock { $0 = code }
                return MailDraft(to: recipient, subject: "Code", body: code.text)
            }
            let code = sent.withLock { $0 }
            let signature = EREMandateSignature(name: holder.name, code: code, remoteAddress: "192.0.2.1")
            let outcome = try await EREMandates.sign(scope, signature, of: id, in: .utc, at: now, in: tx) { _, _ in
                EREMandatePapers(document: words, pdf: Array("%PDF-".utf8))
            }
            #expect(outcome == .signed)
            let proof = try #require(try await EREEvidenceBook.list(scope, of: id, in: tx).first)
            return (id, try #require(proof.charger), proof.id)
        }
    }

    /// A charge point that nobody registered and that waits for somebody's word.
    static func unknownChargePoint(
        _ identity: String,
        of tenant: WebWorld.Tenant,
        behind upstream: UpstreamID,
        _ world: WebWorld
    ) async throws -> ChargePointID {
        let now = world.clock.now
        return try await world.database.write(.system) { tx in
            let newcomer = Newcomer(
                operatorID: tenant.id,
                id: try await UnknownChargePoints.reserveID(.system, in: tx),
                identity: identity,
                upstreamID: upstream,
                remoteAddress: "192.0.2.7"
            )
            _ = try await UnknownChargePoints.keep(.system, newcomer, at: now, in: tx)
            return newcomer.id
        }
    }

    /// The ids of what a host's pages name, of the second host.
    static func ofSecondHost(_ story: BillingStory) async throws -> [String: String] {
        let line = try await newestLine(of: story.tenant.otherHost, story)
        return [
            "session": "\(line.sessionID)", "credit": "\(try await story.credits().second.id)",
            "chargePoint": "\(story.secondChargePoint)",
        ]
    }

    private static func newestLine(of host: HostID, _ story: BillingStory) async throws -> JournalEntry {
        let scope = story.tenant.scope
        let lines = try await story.world.database.read(scope) { try await Journal.latest(scope, count: 50, in: $0) }
        return try #require(lines.last { $0.hostID == host })
    }
}

extension BillingStory {
    /// A digest of every row that an operator has, voltaria unless named, but for its people's visits.
    func fingerprint(of id: OperatorID? = nil) async throws -> [String] {
        let id = id ?? tenant.id
        return try await world.database.all(.system(for: id), Fingerprint(operatorID: id))
    }
}

/// Each table with a digest of an operator's rows.
private struct Fingerprint: Statement {
    static let sql = """
        SELECT c.relname || ' ' || (xpath('/row/digest/text()', query_to_xml(format(
            'SELECT count(*) || md5(coalesce(string_agg(t::text, '','' ORDER BY t::text), '''')) AS digest FROM %I t
             WHERE operator_id = %s', c.relname, $1), false, true, '')))[1]::text
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'operator_id' AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
            AND has_table_privilege(c.oid, 'SELECT') AND c.relname <> 'web_sessions'
        ORDER BY c.relname
        """
    static let sample = Fingerprint(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
