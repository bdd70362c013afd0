package import Postgres
package import Values

/// Mails that wait to be sent, stored in the same transaction as what they tell of.
package enum Outbox {
    /// The channel that wakes the sender.
    package static let channel = "mails"

    /// Stores a mail; it leaves when the transaction has committed.
    package static func add(
        _ draft: MailDraft,
        of operatorID: OperatorID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let insert = InsertMail(
            operatorID: operatorID,
            recipient: draft.recipient.text,
            subject: draft.subject,
            body: draft.body,
            senderName: draft.senderName,
            senderAddress: draft.senderAddress,
            at: now
        )
        try await tx.run(insert)
        try await tx.notify(channel)
    }
}
