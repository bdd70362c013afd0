package import Postgres
package import Values

/// The endpoints of an operator's programs, and what is sent to them.
package enum Webhooks {
    /// The channel that wakes the sender.
    package static let channel = "webhooks"
    /// Endpoints per operator, those turned off included.
    package static let mostEndpoints = 20
    /// The longest name.
    package static let nameLength = 80
    /// Deliveries that a page shows.
    package static let shown = 100
    /// Days after which what was told is forgotten.
    package static let keptDays: Int64 = 30

    /// All endpoints, those in use first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [WebhookEndpoint] {
        try scope.requireWebhookDesk()
        return try await tx.all(ListWebhooks(operatorID: try scope.requireOperator(), id: nil))
    }

    /// One endpoint.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func find(
        _ scope: Scope,
        _ id: WebhookEndpointID,
        in tx: Transaction
    ) async throws -> WebhookEndpoint {
        try scope.requireWebhookDesk()
        let list = ListWebhooks(operatorID: try scope.requireOperator(), id: id)
        guard let endpoint = try await tx.first(list) else { throw NotFound("webhook") }
        return endpoint
    }

    /// Adds an endpoint; its secret is in the answer and shown once.
    ///
    /// - Throws: ``WebhookRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(
        _ scope: Scope,
        name: String,
        url: String,
        _ kinds: [String],
        box: SecretBox,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> (id: WebhookEndpointID, secret: WebhookSecret) {
        try scope.requireWebhookDesk()
        let operatorID = try scope.requireOperator()
        try check(name, kinds)
        if let rejection = WebhookAddress.rejection(of: url) { throw rejection }
        try await tx.run(LockWebhooks(operatorID: operatorID))
        let known = try await tx.all(ListWebhooks(operatorID: operatorID, id: nil))
        guard known.count < mostEndpoints else { throw WebhookRejection.tooMany }
        let id = try await tx.one(NextWebhookID())
        let secret = WebhookSecret.random()
        let insert = InsertWebhook(
            operatorID: operatorID,
            id: id,
            name: name,
            url: url,
            kinds: kinds,
            secret: try box.seal(secret.text, for: place(id)),
            at: now,
            by: scope.userID
        )
        try await tx.run(insert)
        try await note(scope, "webhook.created", id, .dictionary(["url": .string(url)]), in: tx)
        return (id, secret)
    }

    /// Where the secret of an endpoint is sealed for.
    static func place(_ id: WebhookEndpointID) -> String { "webhook/\(id)" }

    /// Changes what an endpoint is called and wants, and turns it on or off.
    ///
    /// - Throws: ``WebhookRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func change(
        _ scope: Scope,
        _ id: WebhookEndpointID,
        name: String,
        _ kinds: [String],
        isDisabled: Bool,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        _ = try await find(scope, id, in: tx)
        try check(name, kinds)
        let change = ChangeWebhook(
            operatorID: try scope.requireOperator(),
            id: id,
            name: name,
            kinds: kinds,
            isDisabled: isDisabled,
            at: now
        )
        try await tx.run(change)
        try await tx.notify(channel)
        try await note(scope, "webhook.changed", id, .dictionary(["disabled": .bool(isDisabled)]), in: tx)
    }

    /// Gives an endpoint a new secret; the one before signs beside it for a while.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func rotate(
        _ scope: Scope,
        _ id: WebhookEndpointID,
        _ overlap: APIKeyOverlap,
        box: SecretBox,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> WebhookSecret {
        _ = try await find(scope, id, in: tx)
        let secret = WebhookSecret.random()
        let rotate = RotateWebhook(
            operatorID: try scope.requireOperator(),
            id: id,
            secret: try box.seal(secret.text, for: place(id)),
            at: now,
            earlierUntil: overlap == .none ? nil : now.adding(seconds: overlap.seconds)
        )
        try await tx.run(rotate)
        try await note(scope, "webhook.rotated", id, .dictionary(["days": .string(overlap.rawValue)]), in: tx)
        return secret
    }

    /// Sends an event to an endpoint that says nothing but that it works.
    ///
    /// - Throws: ``WebhookRejection/disabled``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func test(
        _ scope: Scope,
        _ id: WebhookEndpointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> WebhookDeliveryID {
        guard try await find(scope, id, in: tx).disabledAt == nil else { throw WebhookRejection.disabled }
        let body = JSON.dictionary([
            "type": .string(WebhookKind.test.rawValue), "timestamp": .string(now.rfc3339),
            "data": .dictionary(["endpoint_id": .integer(id.rawValue)]),
        ])
        let insert = InsertTestWebhook(
            operatorID: try scope.requireOperator(),
            endpoint: id,
            kind: WebhookKind.test.rawValue,
            body: String(decoding: body.compactBytes, as: UTF8.self),
            at: now
        )
        let delivery = try await tx.one(insert)
        try await tx.notify(channel)
        return delivery
    }

    // MARK: Deliveries

    /// Deliveries of an endpoint, the newest first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func deliveries(
        _ scope: Scope,
        of endpoint: WebhookEndpointID,
        _ state: WebhookState? = nil,
        kind: String = "",
        before: WebhookDeliveryID? = nil,
        limit: Int = shown,
        in tx: Transaction
    ) async throws -> [WebhookDelivery] {
        try scope.requireWebhookDesk()
        let list = ListWebhookDeliveries(
            operatorID: try scope.requireOperator(),
            endpoint: endpoint,
            id: nil,
            state: state,
            kind: kind,
            before: before,
            limit: limit
        )
        return try await tx.all(list)
    }

    /// One delivery with its body and its attempts, the newest first.
    ///
    /// - Throws: ``NotFound`` also for another operator's, ``NotPermitted``, `PostgresFault`.
    package static func delivery(
        _ scope: Scope,
        _ id: WebhookDeliveryID,
        in tx: Transaction
    ) async throws -> (delivery: WebhookDelivery, body: String, attempts: [WebhookAttempt]) {
        try scope.requireWebhookDesk()
        let operatorID = try scope.requireOperator()
        let list = ListWebhookDeliveries(
            operatorID: operatorID,
            endpoint: nil,
            id: id,
            state: nil,
            kind: "",
            before: nil,
            limit: 1
        )
        guard let delivery = try await tx.first(list) else { throw NotFound("delivery") }
        let body = try await tx.one(WebhookBody(operatorID: operatorID, event: delivery.event))
        let attempts = try await tx.all(ListWebhookAttempts(operatorID: operatorID, delivery: id))
        return (delivery, body, attempts)
    }

    /// Has a delivery attempted again, as the same message.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func replay(
        _ scope: Scope,
        _ id: WebhookDeliveryID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireWebhookDesk()
        let replay = ReplayWebhook(operatorID: try scope.requireOperator(), id: id, at: now)
        guard try await tx.run(replay) > 0 else { throw NotFound("delivery") }
        try await tx.notify(channel)
    }

    /// Has everything attempted again that was given up at an endpoint; how much that was.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func replayDead(
        _ scope: Scope,
        _ id: WebhookEndpointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> Int {
        _ = try await find(scope, id, in: tx)
        let replay = ReplayDeadWebhooks(operatorID: try scope.requireOperator(), endpoint: id, at: now)
        let count = try await tx.run(replay)
        try await tx.notify(channel)
        return count
    }

    /// Forgets what was told long ago; work of the installation.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func forget(_ scope: Scope, at now: Timestamp, in tx: Transaction) async throws {
        try scope.require()
        try await tx.run(ForgetWebhooks(before: now.adding(seconds: -keptDays * 86_400)))
    }

    private static func check(_ name: String, _ kinds: [String]) throws(WebhookRejection) {
        guard (1...nameLength).contains(name.count) else { throw .nameLength }
        let known = Set(WebhookKind.wanted.map(\.rawValue))
        guard kinds.allSatisfy(known.contains) else { throw .unknownKind }
    }

    private static func note(
        _ scope: Scope,
        _ action: String,
        _ id: WebhookEndpointID,
        _ detail: JSON,
        in tx: Transaction
    ) async throws {
        try await AuditLog.record(scope, AuditRecord(action, subject: place(id), detail: detail), in: tx)
    }
}

extension Scope {
    /// Makes sure that somebody acts who may give programs rights, or a program: what its key permits is checked where it
    /// comes in.
    ///
    /// - Throws: ``NotPermitted``.
    fileprivate func requireWebhookDesk() throws(NotPermitted) {
        if keyID == nil { try requireKeyDesk() }
    }
}
