import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// How long an operator keeps what.
package enum PrivacyPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.privacy, for: .partnerManagers) { try await show($0, FormReader([:])) }
        endpoints.post(.privacy, for: .partnerManagers, addRule)
        endpoints.post(.privacyRuns, for: .partnerManagers, count)
    }

    private static func show(_ visit: MemberVisit, _ form: FormReader) async throws -> Response {
        let model = try await visit.read { tx in
            PrivacyIndex.Model(
                periods: try await Retention.periods(visit.scope, in: tx).map(period),
                runs: try await Retention.runs(visit.scope, in: tx).map(run),
                requests: try await Erasures.list(visit.scope, in: tx).map(request),
                kinds: RetentionKind.allCases.map { Choice($0.rawValue, visit.say(PrivacyWords.text($0))) },
                kind: form["kind"],
                amount: form["amount"],
                from: form.filled(with: ["from": "\(visit.today)"])["from"],
                reason: form["reason"]
            )
        }
        return try await visit.page(status: form.isValid ? .ok : .unprocessableContent) {
            PrivacyIndex.view(model, frame: $0)
        }
    }

    private static func addRule(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let kind = form.choice("kind", as: RetentionKind.self)
        let amount = form.integer("amount", in: 1...36_500)
        let day = form.day("from")
        let reason = form.text("reason", atMost: 400)
        if form.isValid, let kind, let day {
            do {
                try await visit.write {
                    try await Retention.keep(
                        visit.scope,
                        kind,
                        for: Int(amount),
                        from: day,
                        because: reason,
                        at: visit.now,
                        in: $0
                    )
                }
                return visit.redirect(to: .privacy, .saved)
            } catch let rejection as RetentionRejection {
                form.reject(rejection == .unknownKind ? "kind" : "amount", text(rejection))
            }
        }
        return try await show(visit, form)
    }

    private static func count(_ visit: MemberVisit) async throws -> Response {
        _ = try await visit.write { try await Retention.run(visit.scope, isDry: true, at: visit.now, in: $0) }
        return visit.redirect(to: .privacy)
    }

    private static func text(_ rejection: RetentionRejection) -> Text {
        switch rejection {
        case .minimum:
            Text(en: "The law wants this kept for longer.", nl: "De wet wil dit langer bewaard zien.")
        case .unknownKind, .amount, .reasonLength: .notAChoice
        }
    }

    private static func period(_ period: RetentionPeriod) -> PrivacyIndex.Period {
        PrivacyIndex.Period(
            kind: PrivacyWords.text(period.kind),
            length: PrivacyWords.length(period.amount, period.unit),
            bound: period.bound,
            source: period.reason ?? period.source,
            isMinimum: period.isMinimum,
            isOwn: period.reason != nil
        )
    }

    private static func run(_ run: RetentionRun) -> PrivacyIndex.Run {
        PrivacyIndex.Run(
            at: run.at,
            by: run.by,
            isDry: run.isDry,
            results: run.results.map { (PrivacyWords.text($0.kind), $0.gone, $0.held) }
        )
    }

    private static func request(_ request: ErasureRequest) -> PrivacyIndex.Request {
        PrivacyIndex.Request(
            customer: Mention(request.customerName, .customerPrivacy(request.customer)),
            askedOn: request.askedOn,
            answerBy: request.answerBy,
            outcome: request.outcome.map(PrivacyWords.text)
        )
    }
}
