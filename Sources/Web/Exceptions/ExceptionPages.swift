import Domain
import HTTPServer
package import Postgres
package import Templates
package import Values

/// What keeps sessions from being paid.
package enum ExceptionPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.exceptions, for: .operators, export: export, list)
    }

    /// The figures beside the entries of the navigation.
    package static func counts(
        _ clock: @escaping WallClock
    ) -> @Sendable (Scope, Transaction) async throws -> NavigationCounts {
        { scope, tx in
            let counts = try await Exceptions.counts(scope, at: clock(), in: tx)
            return NavigationCounts(exceptions: counts.values.reduce(0, +))
        }
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(ExceptionIndex.rules)
        let model = try await visit.read { tx in
            let found = try await page(visit, query, query.request(by: .since), tx)
            let counts = try await Exceptions.counts(visit.scope, at: visit.now, in: tx)
            return ExceptionIndex.Model(
                query: query,
                total: found.total,
                rows: found.rows.map { ExceptionModels.row($0, visit.say) },
                counts: Dictionary(uniqueKeysWithValues: counts.map { (ExceptionModels.kind($0.key), $0.value) })
            )
        }
        return try await visit.page { ExceptionIndex.view(model, frame: $0) }
    }

    private static func page(
        _ visit: MemberVisit,
        _ query: ListQuery,
        _ request: ListRequest<ExceptionSort>,
        _ tx: Transaction
    ) async throws -> Listing<ExceptionEntry> {
        let kind = ExceptionKind(rawValue: query.filter("kind"))
        return try await Exceptions.list(visit.scope, request, kind: kind, at: visit.now, in: tx)
    }

    private static let export = Export<ExceptionEntry>(
        "exceptions",
        columns: [
            ("kind", { .string($0.kind.rawValue) }),
            ("month", { .text($0.credit?.period.description) }), ("contract", { .text($0.credit?.contractName) }),
            ("session", { $0.sessionID.map { .integer($0.rawValue) } ?? .null }),
            ("charge_point", { .string($0.chargePointIdentity) }), ("site", { .string($0.siteName) }),
            ("host", { .string($0.hostName) }), ("since_utc", { .string($0.since.rfc3339) }),
            ("first_missing_utc", { .text($0.firstMissing?.rfc3339) }),
            ("missing_count", { .integer($0.missingCount) }),
            ("known_in", { .string($0.otherCurrencies.map(\.code).joined(separator: " ")) }),
            ("held_for", { .string($0.heldFor.map(\.rawValue).joined(separator: " ")) }),
            ("fault", { .string($0.fault) }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(ExceptionIndex.rules)
        try await Export.pages(visit, query.request(by: .since), { try await page(visit, query, $0, tx) }, emit)
    }
}

/// What the page of exceptions shows, made from what the contexts know.
enum ExceptionModels {
    static func row(_ entry: ExceptionEntry, _ say: Reader) -> ExceptionIndex.Row {
        if let credit = entry.credit { return row(entry, credit, say) }
        let name = entry.chargePointName.isEmpty ? entry.chargePointIdentity : entry.chargePointName
        let subject = entry.sessionID.map { Mention(say(.session) + " \($0)", .session($0)) }
        return ExceptionIndex.Row(
            kind: kind(entry.kind),
            subject: subject ?? Mention(name, entry.chargePointID.map(Route.chargePoint) ?? .host(entry.hostID)),
            place: [entry.hostName, entry.siteName, name].joined(separator: " · "),
            since: entry.since,
            detail: detail(entry, say),
            remedy: remedy(entry, say)
        )
    }

    private static func row(
        _ entry: ExceptionEntry,
        _ credit: BlockedCreditMention,
        _ say: Reader
    ) -> ExceptionIndex.Row {
        ExceptionIndex.Row(
            kind: .creditBlocked,
            subject: Mention(say.month(credit.period), .monthEnd(credit.period)),
            place: [entry.hostName, credit.contractName].joined(separator: " · "),
            since: entry.since,
            detail: CreditFinding.text(credit.finding, code: entry.fault),
            remedy: credit.finding?.remedy(entry.hostID, credit.contractID) ?? .host(entry.hostID)
        )
    }

    static func kind(_ kind: ExceptionKind) -> ExceptionIndex.Kind {
        switch kind {
        case .priceMissing: .priceMissing
        case .priceCurrency: .priceCurrency
        case .held: .held
        case .noContract: .noContract
        case .frameUnread: .frameUnread
        case .stopMissing: .stopMissing
        case .creditBlocked: .creditBlocked
        }
    }

    private static func remedy(_ entry: ExceptionEntry, _ say: Reader) -> Route {
        switch entry.kind {
        case .priceMissing, .priceCurrency: prices(entry, say)
        case .held, .stopMissing: entry.sessionID.map(Route.session) ?? .host(entry.hostID)
        case .noContract, .creditBlocked: .host(entry.hostID)
        case .frameUnread: entry.chargePointID.map(Route.chargePoint) ?? .host(entry.hostID)
        }
    }

    private static func prices(_ entry: ExceptionEntry, _ say: Reader) -> Route {
        guard let zone = entry.priceZone, let first = entry.firstMissing else { return .prices }
        return .pricesDay(zone: zone, day: say.zone.date(of: first))
    }

    private static func detail(_ entry: ExceptionEntry, _ say: Reader) -> Text {
        switch entry.kind {
        case .priceMissing: missing(entry.missingCount, entry.firstMissing.map { say.dateTime($0) } ?? "–")
        case .priceCurrency: knownIn(entry.otherCurrencies.map(\.code).joined(separator: ", "), entry.currency.code)
        case .held: heldFor(entry.heldFor, say)
        case .noContract:
            Text(
                en: "No contract holds at this site on the day the session started.",
                nl: "Op de dag waarop de sessie startte geldt op deze locatie geen contract."
            )
        case .frameUnread: FrameFaultWords.text(entry.fault)
        case .creditBlocked: Text(verbatim: entry.fault)
        case .stopMissing: entry.isFollowed ? followed : quiet
        }
    }

    private static let quiet = Text(
        en: "It has no stop, and nothing was heard of it for a day or longer.",
        nl: "Zij heeft geen stop, en er is een dag of langer niets van gehoord."
    )
    private static let followed = Text(
        en: "It has no stop, though a newer session began at its connector.",
        nl: "Zij heeft geen stop, hoewel op haar aansluiting een nieuwere sessie begon."
    )

    private static func missing(_ count: Int, _ first: String) -> Text {
        Text(
            en: count == 1
                ? "The price of \(first) is missing."
                : "Prices of \(count) quarter hours from \(first) on are missing.",
            nl: count == 1
                ? "De prijs van \(first) ontbreekt." : "Prijzen van \(count) kwartieren vanaf \(first) ontbreken."
        )
    }

    private static func knownIn(_ others: String, _ own: String) -> Text {
        Text(
            en: "The price is known in \(others) only; the contract is in \(own). Nothing is converted.",
            nl: "De prijs is alleen bekend in \(others); het contract is in \(own). Er wordt niets omgerekend."
        )
    }

    private static func heldFor(_ flags: [Domain.SessionFlag], _ say: Reader) -> Text {
        Text(verbatim: flags.map { say(SessionModels.flag($0).title) }.joined(separator: ", "))
    }
}
