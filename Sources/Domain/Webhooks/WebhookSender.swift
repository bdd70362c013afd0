package import Postgres
package import Values

/// Sends events that wait: each at least once, in no promised order, each attempt signed anew.
package struct WebhookSender: Sendable {
    /// How events are sent and tried again.
    package struct Limits: Sendable {
        /// Deliveries taken at a time, of all endpoints and of each: one that is slow must not hold up the others.
        package var batch = 40
        package var perEndpoint = 5
        /// Messages on their way at the same time.
        package var parallel = 8
        /// Seconds a taken delivery stays hidden: forty messages of twenty seconds, eight at a time.
        package var claimSeconds: Int64 = 180
        /// Seconds between attempts: ten of them within three days.
        package var pauses: [Int64] = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 72_000]

        package init() {}
    }

    private let database: Database
    private let post: any WebhookPosting
    private let box: SecretBox
    private let clock: WallClock
    private let limits: Limits

    package init(
        database: Database,
        post: any WebhookPosting,
        box: SecretBox,
        clock: @escaping WallClock,
        limits: Limits = Limits()
    ) {
        self.database = database
        self.post = post
        self.box = box
        self.clock = clock
        self.limits = limits
    }

    /// Sends one batch of what is due; the number of deliveries tried.
    ///
    /// - Throws: `PostgresFault`.
    package func deliverDue() async throws -> Int {
        let now = clock()
        let claim = ClaimWebhooks(
            now: now,
            until: now.adding(seconds: limits.claimSeconds),
            limit: limits.batch,
            perEndpoint: limits.perEndpoint
        )
        let claimed = try await database.write(.system) { try await $0.all(claim) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, row) in claimed.enumerated() {
                if index >= limits.parallel { try await group.next() }
                group.addTask { try await deliver(row) }
            }
            try await group.waitForAll()
        }
        return claimed.count
    }

    private func deliver(_ row: ClaimWebhooks.Row) async throws {
        let sentAt = clock()
        let answer = await post.post(message(row, at: sentAt))
        let now = clock()
        try await database.write(.system(for: row.operatorID)) { tx in
            try await tx.run(
                InsertWebhookAttempt(operatorID: row.operatorID, delivery: row.id, at: sentAt, answer: answer)
            )
            try await tx.run(mark(row, answer, at: now))
            if answer.status == 410 {
                let end = EndWebhook(operatorID: row.operatorID, id: row.endpoint, at: now, reason: "410 Gone")
                try await tx.run(end)
            }
        }
    }

    /// Anything but 2xx is tried again, redirects too: an endpoint that moved is told so by its owner.
    private func mark(_ row: ClaimWebhooks.Row, _ answer: WebhookAnswer, at now: Timestamp) -> MarkWebhook {
        let isDelivered = (200..<300).contains(answer.status)
        let isLast = row.attempts > limits.pauses.count
        let pause = isLast ? 0 : limits.pauses[max(0, row.attempts - 1)]
        return MarkWebhook(
            operatorID: row.operatorID,
            id: row.id,
            state: isDelivered ? .delivered : isLast ? .dead : .waiting,
            nextAttemptAt: now.adding(seconds: pause),
            finishedAt: isDelivered || isLast ? now : nil
        )
    }

    /// Source: Standard Webhooks 1.0, "Webhook headers (sending metadata to consumers)".
    private func message(_ row: ClaimWebhooks.Row, at now: Timestamp) -> WebhookMessage {
        let id = "msg_\(row.event)"
        var sealed = [row.secret]
        if let earlier = row.earlierSecret, let until = row.earlierUntil, now < until { sealed.append(earlier) }
        let secrets = sealed.compactMap { box.open($0, for: Webhooks.place(row.endpoint)) }
            .compactMap { WebhookSecret(text: $0) }
        let signatures = secrets.map { $0.signature(of: id, at: now.seconds, row.body) }
        return WebhookMessage(
            url: row.url,
            headers: [
                ("Content-Type", "application/json"), ("webhook-id", id), ("webhook-timestamp", "\(now.seconds)"),
                ("webhook-signature", signatures.joined(separator: " ")), ("Expect", ""),
            ],
            body: row.body
        )
    }
}
