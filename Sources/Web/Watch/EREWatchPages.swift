import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// What ends soon or fell silent, for those who look after customers.
package enum EREWatchPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.ereWatch, for: .customerDesk, export: export) { try await list($0, FormReader([:])) }
        endpoints.post(.ereWatch, for: .partnerManagers, setRules)
    }

    private static func list(_ visit: MemberVisit, _ form: FormReader) async throws -> Response {
        let query = visit.listQuery(EREWatchIndex.rules)
        let (found, rules) = try await visit.read { tx in
            (
                try await page(visit, query, query.request(by: .day), tx),
                try await EREWatch.rules(visit.scope, in: tx)
            )
        }
        let today = today(visit)
        let model = EREWatchIndex.Model(
            query: query,
            total: found.total,
            rows: found.rows.map { row($0, today) },
            rules: mayset(visit) ? shown(rules, form) : []
        )
        return try await visit.page(status: form.isValid ? .ok : .unprocessableContent) {
            EREWatchIndex.view(model, frame: $0)
        }
    }

    private static func today(_ visit: MemberVisit) -> LocalDate { EREQuarter.zone.date(of: visit.now) }

    private static func mayset(_ visit: MemberVisit) -> Bool { Access.partnerManagers.admits(visit.scope.role) }

    private static func page(
        _ visit: MemberVisit,
        _ query: ListQuery,
        _ request: ListRequest<EREWatchSort>,
        _ tx: Transaction
    ) async throws -> Listing<EREWatched> {
        let kind = EREWatchKind(rawValue: query.filter("kind"))
        return try await EREWatch.list(visit.scope, request, kind, on: today(visit), in: tx)
    }

    private static let export = Export<EREWatched>(
        "ere-watch",
        columns: [
            ("what", { .string($0.kind.rawValue) }), ("customer", { .string("\($0.customer)") }),
            ("name", { .string($0.customerName) }), ("enrolment", { .string("\($0.enrolment)") }),
            ("subject", { .string($0.subject) }), ("day", { .string("\($0.day)") }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(EREWatchIndex.rules)
        try await Export.pages(visit, query.request(by: .day), { try await page(visit, query, $0, tx) }, emit)
    }

    private static func row(_ watched: EREWatched, _ today: LocalDate) -> EREWatchIndex.Row {
        EREWatchIndex.Row(
            kind: EREWatchIndex.Kind(rawValue: watched.kind.rawValue) ?? .silence,
            customer: Mention(watched.customerName, .customer(watched.customer)),
            enrolment: Mention(watched.subject, .ereEnrolment(watched.enrolment)),
            day: watched.day,
            daysLeft: Int(watched.day.daysSinceEpoch - today.daysSinceEpoch)
        )
    }

    // MARK: Rules

    private static func shown(_ rules: [EREReminderKind: [Int]], _ form: FormReader) -> [EREWatchIndex.Rule] {
        let usual = Dictionary(
            uniqueKeysWithValues: EREReminderKind.allCases.map { kind in
                (kind.rawValue, (rules[kind] ?? []).map { "\($0)" }.joined(separator: " "))
            }
        )
        let filled = form.filled(with: usual)
        return EREReminderKind.allCases.map {
            EREWatchIndex.Rule(name: $0.rawValue, title: title($0), field: filled[$0.rawValue])
        }
    }

    private static func title(_ kind: EREReminderKind) -> Text {
        switch kind {
        case .deadline: Text(en: "Days before a day of the calendar", nl: "Dagen voor een dag van de kalender")
        case .mandate: Text(en: "Days before a mandate ends", nl: "Dagen voordat een machtiging eindigt")
        case .silence: Text(en: "Days without a word of a charger", nl: "Dagen zonder bericht van een lader")
        case .evidence:
            Text(en: "Days before evidence of a meter ends", nl: "Dagen voordat bewijs van een meter eindigt")
        }
    }

    private static func setRules(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        var chosen: [EREReminderKind: [Int]] = [:]
        for kind in EREReminderKind.allCases {
            let text = form.text(kind.rawValue, isRequired: false, atMost: 60)
            let days = text.split { $0 == " " || $0 == "," }.map { Int($0) ?? 0 }
            if days.count > 8 || !days.allSatisfy((1...400).contains) { form.reject(kind.rawValue, wrong) }
            chosen[kind] = days
        }
        guard form.isValid else { return try await list(visit, form) }
        let days = chosen
        try await visit.write { tx in
            let known = try await EREWatch.rules(visit.scope, in: tx)
            for (kind, days) in days where known[kind] != days {
                try await EREWatch.setRule(visit.scope, kind, days: days, at: visit.now, in: tx)
            }
        }
        return visit.redirect(to: .ereWatch, .saved)
    }

    private static let wrong = Text(
        en: "Whole numbers from 1 to 400 with blanks between, eight at most.",
        nl: "Hele getallen van 1 tot en met 400 met spaties ertussen, hooguit acht."
    )
}
