import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// A charge point's way to its back-office: what passes, and where it is changed.
package enum RelayPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(Route.chargePointRelay, for: .operators) { try await show($0, $1, nil) }
        endpoints.post(Route.chargePointRelay, for: .administrators, begin)
        endpoints.post(Route.chargePointRelayEnd, for: .administrators, end)
    }

    /// Notices on the page; older ones say nothing new.
    private static let noticeLimit = 50

    private static func show(_ visit: MemberVisit, _ id: ChargePointID, _ form: FormReader?) async throws -> Response {
        let model = try await visit.read { tx in try await self.model(visit, id, form, tx) }
        let status: Status = form == nil ? .ok : .unprocessableContent
        return try await visit.page(status: status) { RelayShow.view(model, frame: $0) }
    }

    private static func model(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        _ form: FormReader?,
        _ tx: Transaction
    ) async throws -> RelayShow.Model {
        let chargePoint = try await ChargePoints.find(visit.scope, id, in: tx)
        let relay = try await Relays.find(visit.scope, id, in: tx)
        let proof = try await Relays.proof(visit.scope, id, in: tx)
        let notices = try await Relays.notices(visit.scope, id, limit: noticeLimit, in: tx)
        let upstreams = try await Upstreams.list(visit.scope, in: tx).filter { $0.retiredAt == nil }
        return RelayShow.Model(
            id: id,
            name: chargePoint.details.displayName,
            zone: Zone.named(chargePoint.timeZone) ?? .utc,
            passage: relay.flatMap { relay in proof.map { passage(relay, $0) } },
            events: notices.map { RelayShow.Event(at: $0.at, code: $0.code, detail: $0.detail) },
            observers: try await ObserverPages.rows(visit, id, tx),
            countedMessages: Observers.countedMessages,
            upstream: form?["upstream"] ?? Field(relay?.upstreamID.description ?? ""),
            upstreams: upstreams.map { Choice($0.id.description, "\($0.details.name) (\($0.details.url))") },
            authorization: form?["authorization"] ?? Field((relay?.authorizationMode ?? .pass).rawValue),
            authorizations: RelayAuthorizationMode.allCases.map { Choice($0.rawValue, visit.say(title(of: $0))) },
            // A key is never shown again, not even to who typed it.
            password: Field("", error: form?["password"].error),
            absence: form?["absence"] ?? Field((relay?.absence.mode ?? .pass).rawValue),
            absences: RelayAbsence.Mode.allCases.map { Choice($0.rawValue, visit.say(title(of: $0))) },
            unknownTokens: form?["unknown_tokens"] ?? Field(relay?.absence.acceptsUnknownTokens == true ? "yes" : ""),
            bootsAgain: form?["boots_again"] ?? Field(relay?.absence.bootsAgain == true ? "yes" : ""),
            mayEdit: visit.scope.role == .operatorAdmin && chargePoint.retiredAt == nil
        )
    }

    private static func passage(_ relay: ChargePointRelay, _ proof: RelayProof) -> RelayShow.Passage {
        RelayShow.Passage(
            upstream: relay.upstreamName,
            url: relay.upstreamURL,
            mode: title(of: relay.authorizationMode),
            since: relay.since,
            up: proof.up,
            down: proof.down,
            ownCalls: proof.ownCalls,
            lastAt: proof.lastAt,
            absence: title(of: relay.absence.mode)
        )
    }

    private static func title(of mode: RelayAbsence.Mode) -> Text {
        switch mode {
        case .pass:
            Text(
                en: "Let it go: the charge point keeps its messages",
                nl: "Loslaten: het laadpunt bewaart zijn berichten"
            )
        case .outbox:
            Text(
                en: "Answer here, and tell the back-office later",
                nl: "Hier antwoorden, en het de backoffice later vertellen"
            )
        }
    }

    private static func title(of mode: RelayAuthorizationMode) -> Text {
        switch mode {
        case .pass: Text(en: "The charge point's own, unchanged", nl: "Die van het laadpunt, ongewijzigd")
        case .replace: Text(en: "Other ones, kept here", nl: "Andere, hier bewaard")
        case .none: Text(en: "None", nl: "Geen")
        }
    }

    private static func begin(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        let chargePoint = try await visit.read { try await ChargePoints.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let upstream = form.id("upstream", of: UpstreamID.self)
        let mode = form.choice("authorization", as: RelayAuthorizationMode.self)
        let password = form.text("password", isRequired: mode == .replace, atMost: 128)
        let absence = form.choice("absence", as: RelayAbsence.Mode.self)
        let acceptsUnknown = form.isTicked("unknown_tokens")
        let bootsAgain = form.isTicked("boots_again")
        guard form.isValid, let upstream, let mode, let absence else { return try await show(visit, id, form) }
        do {
            try await visit.write { tx in
                try await Relays.begin(
                    visit.scope,
                    id,
                    to: upstream,
                    authorization: mode,
                    field: BasicCredentials.field(user: chargePoint.details.identity, password: password),
                    absence: RelayAbsence(
                        mode: absence,
                        acceptsUnknownTokens: acceptsUnknown,
                        bootsAgain: bootsAgain
                    ),
                    box: visit.shell.secretBox,
                    at: visit.now,
                    in: tx
                )
            }
            return visit.redirect(to: .chargePointRelay(id), .saved)
        } catch let rejection as UpstreamRejection {
            form.reject("upstream", rejection == .addressedTwice ? UpstreamForms.addressedTwice : .notAChoice)
        } catch is NotFound {
            form.reject("upstream", .notAChoice)
        }
        return try await show(visit, id, form)
    }

    private static func end(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        try await visit.write { try await Relays.end(visit.scope, id, at: visit.now, in: $0) }
        return visit.redirect(to: .chargePointRelay(id), .saved)
    }
}
