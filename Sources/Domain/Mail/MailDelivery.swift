package import Postgres
package import Values

/// Carries a message out of the house.
package protocol MailTransport: Sendable {
    /// Hands the message over.
    ///
    /// - Throws: ``MailFault``.
    func send(_ message: MailMessage, from sender: MailSender) async throws(MailFault)
}

/// A mail could not be handed over.
package struct MailFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the transport said; holds neither addresses nor passwords.
    package let reason: String
    /// Whether the same mail may pass later.
    package let isTransient: Bool

    package init(_ reason: String, isTransient: Bool) {
        self.reason = reason
        self.isTransient = isTransient
    }

    package var code: String { isTransient ? "mail.deferred" : "mail.refused" }
    package var description: String { "\(code): \(reason)" }
}

/// Sends what waits in the outbox; a mail may go out twice when the process dies in between, never not at all.
package struct MailDelivery: Sendable {
    /// How mails are sent and tried again.
    package struct Limits: Sendable {
        /// Mails taken at a time: with a slow server a claim must not outlive its time.
        package var batch = 20
        /// Attempts before a mail is given up: with the pauses below that is a day and a half.
        package var attempts: Int32 = 10
        /// Seconds a taken mail stays hidden from other senders: twenty mails of thirty seconds each.
        package var claimSeconds: Int64 = 600
        /// Seconds until the second attempt; every further pause is twice as long.
        package var firstPauseSeconds: Int64 = 60
        /// Seconds between two attempts at most.
        package var longestPauseSeconds: Int64 = 6 * 3_600
        /// Seconds between two looks into the outbox when nobody wakes us.
        package var pollSeconds: Int64 = 15

        package init() {}
    }

    private let database: Database
    private let transport: any MailTransport
    private let sender: MailSender
    private let clock: WallClock
    package let limits: Limits

    package init(
        database: Database,
        transport: any MailTransport,
        sender: MailSender,
        clock: @escaping WallClock,
        limits: Limits = Limits()
    ) {
        self.database = database
        self.transport = transport
        self.sender = sender
        self.clock = clock
        self.limits = limits
    }

    /// Sends until the task is cancelled; a database that is away is asked again at the next look.
    package func run(onFault: @Sendable (any Error) -> Void) async {
        while !Task.isCancelled {
            do { while try await deliverDue() > 0 {} } catch { onFault(error) }
            // The only error is cancellation, which ends the loop.
            try? await Task.sleep(for: .seconds(limits.pollSeconds))
        }
    }

    /// Sends one batch of what is due; the number of mails tried.
    package func deliverDue() async throws -> Int {
        let now = clock()
        let claimed = try await database.write(.system) { tx in
            try await tx.all(
                ClaimMails(
                    now: now,
                    until: now.adding(seconds: limits.claimSeconds),
                    attempts: limits.attempts,
                    limit: limits.batch
                )
            )
        }
        for mail in claimed { try await deliver(mail) }
        return claimed.count
    }

    private func deliver(_ mail: ClaimMails.Row) async throws {
        do throws(MailFault) {
            guard let recipient = MailAddress(mail.recipient) else {
                throw MailFault("the address is not valid", isTransient: false)
            }
            var draft = MailDraft(to: recipient, subject: mail.subject, body: mail.body)
            (draft.senderName, draft.senderAddress) = (mail.senderName, mail.senderAddress)
            let message = MailMessage(id: mail.id, draft: draft, createdAt: mail.createdAt)
            try await transport.send(message, from: sender)
        } catch {
            return try await postpone(mail, error)
        }
        try await database.run(.system, MarkMailSent(id: mail.id, at: clock()))
    }

    private func postpone(_ mail: ClaimMails.Row, _ fault: MailFault) async throws {
        let doublings = Int64(min(max(mail.attempts - 1, 0), 20))
        let pause = min(limits.firstPauseSeconds << doublings, limits.longestPauseSeconds)
        let never: Int64 = 100 * 365 * 86_400
        let retryAt = clock().adding(seconds: fault.isTransient ? pause : never)
        try await database.run(.system, MarkMailFailed(id: mail.id, error: fault.reason, retryAt: retryAt))
    }
}
