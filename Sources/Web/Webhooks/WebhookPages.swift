import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Addresses to which an operator's events are sent.
package enum WebhookPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.webhooks, for: .partnerManagers) { try await list($0, FormReader([:])) }
        endpoints.post(.webhooks, for: .partnerManagers, create)
        endpoints.get(Route.webhook, for: .partnerManagers) { try await show($0, $1, nil) }
        endpoints.post(Route.webhook, for: .partnerManagers, change)
        endpoints.post(Route.webhookRotation, for: .partnerManagers, rotate)
        endpoints.post(Route.webhookTest, for: .partnerManagers, test)
        endpoints.post(Route.webhookReplays, for: .partnerManagers, replayAll)
        endpoints.get(Route.webhookDelivery, for: .partnerManagers, delivery)
        endpoints.post(Route.webhookReplay, for: .partnerManagers, replay)
    }

    // MARK: List

    private static func list(
        _ visit: MemberVisit,
        _ form: FormReader,
        _ status: Status = .ok
    ) async throws -> Response {
        let rows = try await visit.read { try await Webhooks.list(visit.scope, in: $0) }
        let model = WebhookIndex.Model(
            rows: rows.map { WebhookModels.row($0, at: visit.now) },
            name: form["name"],
            url: form["url"],
            kinds: WebhookModels.kinds,
            chosen: Set(form.all("kind")),
            kindError: form["kind"].error
        )
        return try await visit.page(status: status) { WebhookIndex.view(model, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let name = form.text("name", atMost: Webhooks.nameLength)
        let url = form.text("url", atMost: 500)
        if form.isValid {
            do {
                let made = try await visit.write {
                    try await Webhooks.create(
                        visit.scope,
                        name: name,
                        url: url,
                        form.all("kind"),
                        box: visit.shell.secretBox,
                        at: visit.now,
                        in: $0
                    )
                }
                return try await show(visit, made.id, nil, secret: made.secret.text)
            } catch let rejection as WebhookRejection {
                WebhookModels.show(rejection, on: &form)
            }
        }
        return try await list(visit, form, .unprocessableContent)
    }

    // MARK: One

    private static func show(
        _ visit: MemberVisit,
        _ id: WebhookEndpointID,
        _ form: FormReader?,
        secret: String? = nil
    ) async throws -> Response {
        let query = visit.listQuery(WebhookShow.rules)
        let model = try await visit.read { tx in
            let endpoint = try await Webhooks.find(visit.scope, id, in: tx)
            let deliveries = try await Webhooks.deliveries(
                visit.scope,
                of: id,
                WebhookState(rawValue: query.filter("state")),
                kind: query.filter("event"),
                in: tx
            )
            return WebhookShow.Model(
                row: WebhookModels.row(endpoint, at: visit.now),
                name: form?["name"] ?? Field(endpoint.name),
                kinds: WebhookModels.kinds,
                chosen: Set(form?.all("kind") ?? endpoint.kinds),
                kindError: form?["kind"].error,
                query: query,
                deliveries: deliveries.map(WebhookModels.delivery),
                secret: secret
            )
        }
        return try await visit.page(status: form == nil ? .ok : .unprocessableContent) {
            WebhookShow.view(model, frame: $0)
        }
    }

    private static func change(_ visit: MemberVisit, _ id: WebhookEndpointID) async throws -> Response {
        var form = try visit.form()
        let name = form.text("name", atMost: Webhooks.nameLength)
        if form.isValid {
            do {
                try await visit.write {
                    try await Webhooks.change(
                        visit.scope,
                        id,
                        name: name,
                        form.all("kind"),
                        isDisabled: form.typed("disabled") == "yes",
                        at: visit.now,
                        in: $0
                    )
                }
                return visit.redirect(to: .webhook(id), .saved)
            } catch let rejection as WebhookRejection {
                WebhookModels.show(rejection, on: &form)
            }
        }
        return try await show(visit, id, form)
    }

    private static func rotate(_ visit: MemberVisit, _ id: WebhookEndpointID) async throws -> Response {
        _ = try await visit.read { try await Webhooks.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        guard let overlap = form.choice("overlap", as: APIKeyOverlap.self) else {
            throw HTTPError(.badRequest, "Say how long the present secret signs on.")
        }
        let secret = try await visit.write {
            try await Webhooks.rotate(
                visit.scope,
                id,
                overlap,
                box: visit.shell.secretBox,
                at: visit.now,
                in: $0
            )
        }
        return try await show(visit, id, nil, secret: secret.text)
    }

    private static func test(_ visit: MemberVisit, _ id: WebhookEndpointID) async throws -> Response {
        do {
            let delivery = try await visit.write { try await Webhooks.test(visit.scope, id, at: visit.now, in: $0) }
            return visit.redirect(to: .webhookDelivery(delivery))
        } catch is WebhookRejection {
            return visit.redirect(to: .webhook(id))
        }
    }

    private static func replayAll(_ visit: MemberVisit, _ id: WebhookEndpointID) async throws -> Response {
        _ = try await visit.write { try await Webhooks.replayDead(visit.scope, id, at: visit.now, in: $0) }
        return visit.redirect(to: .webhook(id))
    }

    // MARK: Deliveries

    private static func delivery(_ visit: MemberVisit, _ id: WebhookDeliveryID) async throws -> Response {
        let model = try await visit.read { tx in
            let found = try await Webhooks.delivery(visit.scope, id, in: tx)
            let endpoint = try await Webhooks.find(visit.scope, found.delivery.endpoint, in: tx)
            return WebhookDeliveryShow.Model(
                webhook: Mention(endpoint.name, .webhook(endpoint.id)),
                delivery: WebhookModels.delivery(found.delivery),
                body: try JSON(parsing: Array(found.body.utf8)),
                attempts: found.attempts.map(WebhookModels.attempt)
            )
        }
        return try await visit.page { WebhookDeliveryShow.view(model, frame: $0) }
    }

    private static func replay(_ visit: MemberVisit, _ id: WebhookDeliveryID) async throws -> Response {
        try await visit.write { try await Webhooks.replay(visit.scope, id, at: visit.now, in: $0) }
        return visit.redirect(to: .webhookDelivery(id))
    }
}
