import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Further back-offices that are told what charge points say: who they are, how they stand, and what people decide.
package enum ObserverPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(Route.chargePointObservers, for: .operators) { try await list($0, $1, nil) }
        endpoints.post(Route.chargePointObservers, for: .administrators, begin)
        endpoints.get(Route.observer, for: .operators) { try await show($0, $1, nil) }
        endpoints.post(Route.observer, for: .administrators, change)
        endpoints.post(Route.observerEnd, for: .administrators, end)
        endpoints.post(Route.observerRetry, for: .administrators, retry)
    }

    /// Transactions on the page: those to look at come first, older ones say nothing new.
    private static let limit = 200

    // MARK: The observers of a charge point

    private static func list(_ visit: MemberVisit, _ id: ChargePointID, _ form: FormReader?) async throws -> Response {
        let model = try await visit.read { tx in
            let chargePoint = try await ChargePoints.find(visit.scope, id, in: tx)
            let upstreams = try await Upstreams.list(visit.scope, in: tx).filter { $0.retiredAt == nil }
            return ObserverIndex.Model(
                id: id,
                name: chargePoint.details.displayName,
                zone: Zone.named(chargePoint.timeZone) ?? .utc,
                rows: try await rows(visit, id, tx),
                countedMessages: Observers.countedMessages,
                upstream: form?["upstream"] ?? Field(),
                upstreams: upstreams.map { Choice($0.id.description, "\($0.details.name) (\($0.details.url))") },
                fields: ObserverForms.fields(form, ObserverDetails(), visit),
                mayEdit: visit.scope.role == .operatorAdmin && chargePoint.retiredAt == nil
            )
        }
        let status: Status = form == nil ? .ok : .unprocessableContent
        return try await visit.page(status: status) { ObserverIndex.view(model, frame: $0) }
    }

    /// The observers of a charge point as tables show them.
    static func rows(_ visit: MemberVisit, _ id: ChargePointID, _ tx: Transaction) async throws -> [ObserverIndex.Row] {
        var rows: [ObserverIndex.Row] = []
        for observer in try await Observers.list(visit.scope, id, in: tx) {
            rows.append(row(observer, behind: try await Observers.behind(visit.scope, observer.id, in: tx)))
        }
        return rows
    }

    private static func row(_ observer: ChargePointObserver, behind: Int) -> ObserverIndex.Row {
        ObserverIndex.Row(
            id: observer.id,
            name: observer.upstreamName,
            url: observer.upstreamURL,
            isEnabled: observer.details.isEnabled,
            state: observer.feed.state,
            reason: observer.feed.reason,
            since: observer.feed.since,
            behind: behind,
            told: Int(observer.feed.told),
            skipped: Int(observer.feed.skipped),
            untold: Int(observer.feed.untold)
        )
    }

    private static func begin(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        _ = try await visit.read { try await ChargePoints.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let upstream = form.id("upstream", of: UpstreamID.self)
        guard let (details, key) = ObserverForms.read(&form), let upstream else {
            return try await list(visit, id, form)
        }
        do {
            _ = try await visit.write { tx in
                try await Observers.begin(
                    visit.scope,
                    id,
                    at: upstream,
                    details,
                    key: key,
                    box: visit.shell.secretBox,
                    from: visit.now,
                    in: tx
                )
            }
            return visit.redirect(to: .chargePointObservers(id), .saved)
        } catch let rejection as ObserverRejection {
            ObserverForms.show(rejection, on: &form)
        } catch is NotFound {
            form.reject("upstream", .notAChoice)
        }
        return try await list(visit, id, form)
    }

    // MARK: One observer

    private static func show(_ visit: MemberVisit, _ id: ObserverID, _ form: FormReader?) async throws -> Response {
        let model = try await visit.read { tx in
            let observer = try await Observers.find(visit.scope, id, in: tx)
            let chargePoint = try await ChargePoints.find(visit.scope, observer.chargePointID, in: tx)
            let lines = try await Observers.transactions(visit.scope, id, limit: limit, in: tx)
            return ObserverShow.Model(
                chargePoint: observer.chargePointID,
                chargePointName: chargePoint.details.displayName,
                zone: Zone.named(chargePoint.timeZone) ?? .utc,
                summary: row(observer, behind: try await Observers.behind(visit.scope, id, in: tx)),
                countedMessages: Observers.countedMessages,
                nextTryAt: observer.feed.nextTryAt,
                addedAt: observer.since,
                lastToldAt: observer.feed.lastToldAt,
                outdated: Int(observer.feed.outdated),
                refused: Int(observer.feed.refused),
                lastRefusal: observer.feed.lastRefusal,
                commands: Int(observer.feed.commands),
                fields: ObserverForms.fields(form, observer.details, visit),
                rows: lines.map(row),
                mayEdit: visit.scope.role == .operatorAdmin
            )
        }
        let status: Status = form == nil ? .ok : .unprocessableContent
        return try await visit.page(status: status) { ObserverShow.view(model, frame: $0) }
    }

    private static func row(_ line: ObserverTransactionLine) -> ObserverShow.Row {
        ObserverShow.Row(
            name: line.name.text,
            at: line.receivedAt,
            transactionID: line.transactionID,
            observerTransactionID: line.observerTransactionID,
            state: line.state,
            reason: line.reason,
            told: Int(line.told),
            skipped: Int(line.skipped),
            refused: Int(line.refused),
            isUnderWay: line.isUnderWay,
            mayRetry: line.mayRetry
        )
    }

    private static func change(_ visit: MemberVisit, _ id: ObserverID) async throws -> Response {
        _ = try await visit.read { try await Observers.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        guard let (details, key) = ObserverForms.read(&form) else { return try await show(visit, id, form) }
        do {
            try await visit.write { tx in
                let box = visit.shell.secretBox
                try await Observers.change(visit.scope, id, to: details, key: key, box: box, in: tx)
            }
            return visit.redirect(to: .observer(id), .saved)
        } catch let rejection as ObserverRejection {
            ObserverForms.show(rejection, on: &form)
        }
        return try await show(visit, id, form)
    }

    private static func end(_ visit: MemberVisit, _ id: ObserverID) async throws -> Response {
        let chargePoint = try await visit.write { tx in
            let observer = try await Observers.find(visit.scope, id, in: tx)
            try await Observers.end(visit.scope, id, at: visit.now, in: tx)
            return observer.chargePointID
        }
        return visit.redirect(to: .chargePointObservers(chargePoint), .saved)
    }

    /// Has a transaction told again, or without one the observer dialled now.
    private static func retry(_ visit: MemberVisit, _ id: ObserverID) async throws -> Response {
        _ = try await visit.read { try await Observers.find(visit.scope, id, in: $0) }
        let typed = try visit.form().typed("transaction")
        guard !typed.isEmpty else {
            try await visit.write { try await Observers.dial(visit.scope, id, in: $0) }
            return visit.redirect(to: .observer(id), .saved)
        }
        // What is at another stand by now was told again already, or by somebody else: the page shows it.
        guard let name = OutboxName(text: typed) else { return visit.redirect(to: .observer(id)) }
        do {
            try await visit.write { try await Observers.retry(visit.scope, id, transaction: name, in: $0) }
        } catch is NotFound { return visit.redirect(to: .observer(id)) }
        return visit.redirect(to: .observer(id), .saved)
    }
}
