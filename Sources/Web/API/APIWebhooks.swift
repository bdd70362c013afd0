import Domain
import HTTPServer
import Postgres
import Values

/// An endpoint with the secret that it has just got.
private struct MadeWebhook: Sendable {
    let endpoint: WebhookEndpoint
    let secret: WebhookSecret
}

extension APIResource<WebhookEndpoint> {
    fileprivate static let webhook = APIResource<WebhookEndpoint>(
        "Webhook",
        "An address to which events are posted by the convention of Standard Webhooks.",
        [
            .id("id", "Its number here.") { $0.id },
            .text("name", "For people.") { $0.name },
            .text("url", "Where events are posted.") { $0.url },
            .texts("events", "The kinds that are sent; all of them where there is none.") { $0.kinds },
            .moment("created_at", "When it was added.") { $0.createdAt },
            .maybeMoment("rotated_at", "When it got its present secret; null while that is its first.") {
                $0.rotatedAt
            },
            .maybeMoment("earlier_until", "Until when the secret before signs beside it.") { $0.earlierUntil },
            .maybeMoment("disabled_at", "When it was turned off; null while it is in use.") { $0.disabledAt },
            .maybeText("disabled_reason", "Why we turned it off.") { $0.disabledReason },
            .integer("waiting", "Deliveries that wait.") { $0.waiting },
            .integer("dead", "Deliveries that were given up.") { $0.dead },
        ]
    )
}

extension APIResource<MadeWebhook> {
    fileprivate static let made = APIResource<MadeWebhook>(
        "WebhookWithSecret",
        "A webhook with its new secret, which is told this once.",
        [
            .object("webhook", "The webhook.", .webhook) { $0.endpoint },
            .text("secret", "By which you check signatures.", .text(pattern: "^whsec_[A-Za-z0-9+/]+=*$")) {
                $0.secret.text
            },
        ]
    )
}

extension APIResource<WebhookDelivery> {
    fileprivate static let delivery = APIResource<WebhookDelivery>(
        "WebhookDelivery",
        "An event for a webhook, and how far it is.",
        [
            .id("id", "Its number here.") { $0.id },
            .id("webhook_id", "For which webhook.") { $0.endpoint },
            .text("event", "What it tells.") { $0.kind },
            .text("message_id", "The webhook-id of every attempt.") { $0.messageID },
            .choice("state", "How far it is; dead is given up.") { $0.state },
            .integer("attempts", "Since it was written, or asked for again.") { $0.attempts },
            .moment("recorded_at", "When it happened.") { $0.recordedAt },
            .maybeMoment("next_attempt_at", "When it is attempted next; null where it is not.") {
                $0.state == .waiting ? $0.nextAttemptAt : nil
            },
            .maybeMoment("finished_at", "When it was delivered or given up.") { $0.finishedAt },
            .maybeInteger("last_status", "What was answered last; null where nothing was.") {
                $0.lastStatus.flatMap { $0 > 0 ? Int64($0) : nil }
            },
            .maybeText("last_error", "Why nothing was answered.") { $0.lastError },
        ]
    )
}

/// Webhooks as programs manage them: the same as the pages do.
enum APIWebhooks {
    private static let group = "Webhooks"
    private static let number = APIParameter.path("webhook", "Its number.")

    static let endpoints: [APIEndpoint] = [
        .list(
            "/webhooks",
            "listWebhooks",
            in: group,
            "Your webhooks, by number.",
            needs: .webhooksRead,
            .webhook,
            by: .id("webhooks")
        ) { call, after, limit in
            let all = try await call.read { try await Webhooks.list(call.scope, in: $0) }
            // There are twenty at most.
            let rest = all.filter { row in after.map { $0 < row.id } ?? true }.sorted { $0.id < $1.id }
            return KeysetPage(rows: Array(rest.prefix(limit)), next: rest.count > limit ? rest[limit - 1].id : nil)
        },
        APIEndpoint(
            method: .post,
            pattern: "/webhooks",
            operation: "createWebhook",
            group: group,
            summary: "Adds a webhook.",
            detail: """
                Its secret is in the answer and never told again. The address begins with https:// and is of the public internet; \
                it is looked at again whenever something is sent. Refused with 409 when there are \(Webhooks.mostEndpoints) \
                webhooks already.
                """,
            permission: .webhooksWrite,
            body: APIWebhookBody.new,
            success: secret(.created),
            // Not once under a name: the answer is a secret, which is kept sealed and nowhere else.
            work: .again(create)
        ),
        .one("/webhooks/{webhook}", "getWebhook", in: group, "One webhook.", needs: .webhooksRead, .webhook, [number]) {
            try await find($0)
        },
        .change(
            .patch,
            "/webhooks/{webhook}",
            "changeWebhook",
            in: group,
            "Changes what is sent of a webhook, and leaves the rest; turns it off and on again.",
            detail: """
                Nothing is written down for a webhook that is turned off, and what waits for it stays. The address stays as it \
                is: for another one, add another webhook.
                """,
            needs: .webhooksWrite,
            [number],
            sending: APIWebhookBody.change,
            .webhook,
            change
        ),
        APIEndpoint(
            method: .post,
            pattern: "/webhooks/{webhook}/rotation",
            operation: "rotateWebhookSecret",
            group: group,
            summary: "Gives a webhook another secret.",
            detail: "The secret before signs beside it for as long as you say. Each request makes another one.",
            permission: .webhooksWrite,
            parameters: [number],
            body: APIWebhookBody.rotation,
            success: secret(.ok),
            work: .again(rotate)
        ),
        .post(
            "/webhooks/{webhook}/tests",
            "testWebhook",
            in: group,
            "Sends a webhook an event that says nothing but that it works.",
            detail: "Refused with 409 when it is turned off.",
            needs: .webhooksWrite,
            [number],
            status: .ok,
            .delivery,
            test
        ),
        .post(
            "/webhooks/{webhook}/replays",
            "replayWebhook",
            in: group,
            "Has everything attempted again that was given up at a webhook.",
            needs: .webhooksWrite,
            [number],
            status: .ok,
            .webhook
        ) { call in
            let id = try await find(call).id
            return { tx in
                _ = try await Webhooks.replayDead(call.scope, id, at: call.now, in: tx)
                return .json(APIResource.webhook.json(try await Webhooks.find(call.scope, id, in: tx)))
            }
        },
        .list(
            "/webhooks/{webhook}/deliveries",
            "listWebhookDeliveries",
            in: group,
            "What was sent to a webhook and what waits, the newest first.",
            detail: "What was told is forgotten after \(Webhooks.keptDays) days.",
            needs: .webhooksRead,
            .delivery,
            by: .id("deliveries"),
            [number, state.parameter]
        ) { call, before, limit in
            let id = try await find(call).id
            let wanted = try call.value(state)
            let found = try await call.read {
                try await Webhooks.deliveries(call.scope, of: id, wanted, before: before, limit: limit + 1, in: $0)
            }
            return KeysetPage(
                rows: Array(found.prefix(limit)),
                next: found.count > limit ? found[limit - 1].id : nil
            )
        },
    ]

    private static let states = WebhookState.allCases.map(\.rawValue)
    private static let state = APIQuery<WebhookState>(
        "state",
        "Only those that are so far.",
        .choice(states),
        expects: "one of " + states.joined(separator: ", ")
    ) { WebhookState(rawValue: $0) }

    private static func secret(_ status: Status) -> APIEndpoint.Success {
        APIEndpoint.Success(
            status: status,
            schema: APIResource<MadeWebhook>.made.schema,
            summary: "The webhook with its secret; it is shown once."
        )
    }

    private static func find(_ call: APICall) async throws -> WebhookEndpoint {
        let id: WebhookEndpointID = try call.id("webhook")
        return try await call.read { try await Webhooks.find(call.scope, id, in: $0) }
    }

    @Sendable private static func create(_ call: APICall) async throws -> APIReply {
        let asked = try APIWebhookBody.new(try APIBody.read(call.request).cursor)
        return try await call.write { tx in
            let made = try await Webhooks.create(
                call.scope,
                name: asked.name,
                url: asked.url,
                asked.events,
                box: call.shell.secretBox,
                at: call.now,
                in: tx
            )
            return try await told(call, made.id, made.secret, tx)
        }
    }

    @Sendable private static func change(_ call: APICall) async throws -> WebhookEndpoint {
        let id = try await find(call).id
        let asked = try APIWebhookBody.change(try APIBody.read(call.request).cursor)
        return try await call.write { tx in
            let before = try await Webhooks.find(call.scope, id, in: tx)
            try await Webhooks.change(
                call.scope,
                id,
                name: asked.name ?? before.name,
                asked.events ?? before.kinds,
                isDisabled: asked.isDisabled ?? (before.disabledAt != nil),
                at: call.now,
                in: tx
            )
            return try await Webhooks.find(call.scope, id, in: tx)
        }
    }

    @Sendable private static func rotate(_ call: APICall) async throws -> APIReply {
        let id = try await find(call).id
        let overlap = try APIWebhookBody.overlap(try APIBody.read(call.request).cursor)
        return try await call.write { tx in
            let secret = try await Webhooks.rotate(
                call.scope,
                id,
                overlap,
                box: call.shell.secretBox,
                at: call.now,
                in: tx
            )
            return try await told(call, id, secret, tx)
        }
    }

    @Sendable private static func test(_ call: APICall) async throws -> APIWork.Act {
        let id = try await find(call).id
        return { tx in
            let made = try await Webhooks.test(call.scope, id, at: call.now, in: tx)
            return .json(APIResource.delivery.json(try await Webhooks.delivery(call.scope, made, in: tx).delivery))
        }
    }

    private static func told(
        _ call: APICall,
        _ id: WebhookEndpointID,
        _ secret: WebhookSecret,
        _ tx: Transaction
    ) async throws -> APIReply {
        let endpoint = try await Webhooks.find(call.scope, id, in: tx)
        return .json(APIResource.made.json(MadeWebhook(endpoint: endpoint, secret: secret)))
    }
}
