import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Charge points that nobody registered: which are let through, and what is decided about each.
package enum UnknownChargePointPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.unknownChargePoints, for: .operators) { try await list($0, nil) }
        endpoints.post(.defaultUpstreams, for: .administrators, addRule)
        endpoints.post(Route.defaultUpstreamEnd, for: .administrators, endRule)
        endpoints.get(Route.unknownChargePoint, for: .operators) { try await show($0, $1, nil) }
        endpoints.post(Route.unknownChargePoint, for: .administrators, approve)
        endpoints.post(Route.unknownChargePointRefusal, for: .administrators, refuse)
    }

    // MARK: Rules

    private static func list(_ visit: MemberVisit, _ form: FormReader?) async throws -> Response {
        let model = try await visit.read { tx in
            let upstreams = try await Upstreams.list(visit.scope, in: tx).filter { $0.retiredAt == nil }
            return UnknownChargePointIndex.Model(
                rows: try await UnknownChargePoints.list(visit.scope, in: tx).map(row),
                rules: try await DefaultUpstreams.list(visit.scope, in: tx).map {
                    .init(id: $0.id, beginning: $0.beginning, upstream: $0.upstreamName)
                },
                beginning: form?["beginning"] ?? Field(),
                upstream: form?["upstream"] ?? Field(),
                upstreams: upstreams.map { Choice($0.id.description, "\($0.details.name) (\($0.details.url))") },
                limit: UnknownChargePoints.waitingLimit,
                mayEdit: visit.scope.role == .operatorAdmin
            )
        }
        return try await visit.page(status: form == nil ? .ok : .unprocessableContent) {
            UnknownChargePointIndex.view(model, frame: $0)
        }
    }

    private static func row(_ unknown: UnknownChargePoint) -> UnknownChargePointIndex.Row {
        UnknownChargePointIndex.Row(
            id: unknown.id,
            identity: unknown.identity,
            model: [unknown.vendor, unknown.model].filter { !$0.isEmpty }.joined(separator: " "),
            upstream: unknown.upstreamName,
            firstAt: unknown.firstAt,
            lastMessageAt: unknown.lastMessageAt,
            refusedAt: unknown.refusedAt
        )
    }

    private static func addRule(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let upstream = form.id("upstream", of: UpstreamID.self)
        let beginning = form.text("beginning", atMost: 255)
        guard form.isValid, let upstream else { return try await list(visit, form) }
        do {
            // Whoever writes a pattern means the same.
            let plain = beginning.hasSuffix("*") ? String(beginning.dropLast()) : beginning
            _ = try await visit.write { try await DefaultUpstreams.create(visit.scope, plain, to: upstream, in: $0) }
            return visit.redirect(to: .unknownChargePoints, .saved)
        } catch let rejection as DefaultUpstreamRejection {
            show(rejection, on: &form)
        } catch is NotFound {
            form.reject("upstream", .notAChoice)
        }
        return try await list(visit, form)
    }

    private static func show(_ rejection: DefaultUpstreamRejection, on form: inout FormReader) {
        switch rejection {
        case .form: form.reject("beginning", beginningForm)
        case .overlap: form.reject("beginning", overlap)
        case .foreign: form.reject("beginning", foreign)
        case .retired: form.reject("upstream", .notAChoice)
        }
    }

    private static let beginningForm = Text(
        en: "Four characters or more, letters, digits and signs without blanks.",
        nl: "Vier tekens of meer, letters, cijfers en leestekens zonder spaties."
    )
    private static let overlap = Text(
        en:
            "Another rule covers some of these identities already, perhaps of another operator. Use a longer beginning.",
        nl:
            "Een andere regel, misschien van een andere exploitant, geldt al voor sommige van deze identiteiten. Gebruik een langer begin."
    )
    private static let foreign = Text(
        en: "Charge points of another operator have such identities. Use a longer beginning.",
        nl: "Laadpunten van een andere exploitant hebben zulke identiteiten. Gebruik een langer begin."
    )

    private static func endRule(_ visit: MemberVisit, _ id: DefaultUpstreamID) async throws -> Response {
        try await visit.write { try await DefaultUpstreams.end(visit.scope, id, at: visit.now, in: $0) }
        return visit.redirect(to: .unknownChargePoints, .saved)
    }

    // MARK: Decisions

    private static func show(_ visit: MemberVisit, _ id: ChargePointID, _ form: FormReader?) async throws -> Response {
        let model = try await visit.read { tx in
            let unknown = try await UnknownChargePoints.find(visit.scope, id, in: tx)
            let proof = try await UnknownChargePoints.proof(visit.scope, id, in: tx)
            return UnknownChargePointShow.Model(
                row: row(unknown),
                remoteAddress: unknown.remoteAddress,
                up: proof.up,
                down: proof.down,
                ownCalls: proof.ownCalls,
                name: form?["name"] ?? Field(),
                site: form?["site"] ?? Field(),
                sites: ChargePointForms.choices(try await Sites.names(visit.scope, in: tx)),
                mayEdit: visit.scope.role == .operatorAdmin
            )
        }
        return try await visit.page(status: form == nil ? .ok : .unprocessableContent) {
            UnknownChargePointShow.view(model, frame: $0)
        }
    }

    private static func approve(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        if let known = try await registered(visit, id) { return known }
        var form = try visit.form()
        let site = form.id("site", of: SiteID.self)
        let name = form.text("name", isRequired: false, atMost: 140)
        guard form.isValid, let site else { return try await show(visit, id, form) }
        do {
            try await visit.write { tx in
                _ = try await Sites.find(visit.scope, site, in: tx)
                try await UnknownChargePoints.approve(visit.scope, id, as: name, at: site, in: tx)
            }
            return visit.redirect(to: .chargePoint(id), .saved)
        } catch ChargePointRejection.identityTaken {
            form.reject("site", identityTaken)
        } catch is NotFound {
            form.reject("site", .notAChoice)
        }
        return try await show(visit, id, form)
    }

    private static let identityTaken = Text(
        en: "Somebody registered this identity meanwhile.",
        nl: "Iemand registreerde deze identiteit intussen."
    )

    private static func refuse(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        if let known = try await registered(visit, id) { return known }
        try await visit.write { try await UnknownChargePoints.refuse(visit.scope, id, at: visit.now, in: $0) }
        return visit.redirect(to: .unknownChargePoints, .saved)
    }

    /// The page of the charge point that it has become meanwhile; `nil` while it is unknown.
    private static func registered(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response? {
        let isKnown = try await visit.read { tx in
            do {
                _ = try await UnknownChargePoints.find(visit.scope, id, in: tx)
                return false
            } catch let missing as NotFound {
                do { _ = try await ChargePoints.find(visit.scope, id, in: tx) } catch { throw missing }
                return true
            }
        }
        return isKnown ? visit.redirect(to: .chargePoint(id), .chargePointInUse) : nil
    }
}
