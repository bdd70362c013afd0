package import Postgres
package import Values

/// Tells customers, or the partner's people, what was approved: once per document, whoever approves it, however often.
package struct EREPayoutMails: Sendable {
    private let database: Database
    /// Mails of a transaction: enough that a round trip costs nothing, some megabytes at most.
    private static let mailsPerStep = 500

    package init(_ database: Database) {
        self.database = database
    }

    /// Has the job tell customers of a run what was approved.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package func request(_ scope: Scope, _ run: EREPayoutRunID) async throws {
        let operatorID = try EREPayouts.check(scope)
        try await database.write(scope) { tx in
            try await tx.run(WantEREPayoutMails(operatorID: operatorID, run: run))
            try await tx.notify(EREPayouts.channel)
        }
    }

    /// Runs whose customers are to be told; for the job that does it.
    ///
    /// - Throws: `PostgresFault`.
    package func due() async throws -> [(operatorID: OperatorID, run: EREPayoutRunID)] {
        try await database.all(.system, EREPayoutMailsDue()).map { ($0.operatorID, $0.run) }
    }

    /// Says that all customers of a run were told, unless something was approved meanwhile.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package func end(_ scope: Scope, _ run: EREPayoutRunID) async throws {
        let end = EndEREPayoutMails(operatorID: try EREPayouts.check(scope), run: run)
        try await database.run(scope, end)
    }

    /// Queues the mails of a run's approved documents that have none yet; how many.
    ///
    /// `compose` writes one to an address; `nil` for none. Throws ``NotPermitted``, `PostgresFault`, ``SnapshotFault``.
    package func queue(
        _ scope: Scope,
        _ run: EREPayoutRunID,
        at now: Timestamp,
        compose: @Sendable (EREPayoutSnapshot, MailAddress) -> MailDraft?
    ) async throws -> Int {
        let operatorID = try EREPayouts.check(scope)
        var (queued, last) = (0, CreditID(0))
        while true {
            let after = last
            let step = try await database.write(scope, planning: .byIndex) { tx in
                let limit = EREPayoutMails.mailsPerStep
                let open = try await tx.all(
                    UntoldEREPayouts(operatorID: operatorID, run: run, after: after, limit: limit)
                )
                let told = InsertEREPayoutMails(operatorID: operatorID, credits: open.map(\.id), at: now)
                // Those that somebody else tells at the same time are left out.
                let mine = Set(try await tx.all(told))
                let drafts = try open.filter { mine.contains($0.id) }.compactMap { row -> MailDraft? in
                    guard let address = MailAddress(row.email) else { return nil }
                    return compose(try EREPayoutSnapshot(json: row.snapshot), address)
                }
                try await tx.run(InsertMails(operatorID: operatorID, drafts: drafts, at: now))
                if !drafts.isEmpty { try await tx.notify(Outbox.channel) }
                return (found: open.count, queued: drafts.count, last: open.last?.id ?? after)
            }
            queued += step.queued
            last = step.last
            if step.found < EREPayoutMails.mailsPerStep { return queued }
        }
    }
}

/// Approved documents of a run of which nobody was told, with where to: a row for each who is told.
struct UntoldEREPayouts: Statement {
    struct Row: Sendable {
        let id: CreditID
        let email: String
        let snapshot: JSON
    }

    static let sql = """
        SELECT c.id, r.email, c.snapshot FROM credits c
        JOIN credit_approvals a ON a.operator_id = $1 AND a.credit_id = c.id
        CROSS JOIN LATERAL (
            SELECT u.email FROM customers u WHERE u.operator_id = $1 AND u.id = c.customer_id
            UNION ALL
            SELECT p.email FROM users p WHERE c.customer_id IS NULL AND p.operator_id = $1
                AND p.role IN ('operator_admin', 'operator_finance', 'partner_admin') AND p.disabled_at IS NULL) r
        WHERE c.operator_id = $1 AND c.ere_run_id = $2 AND c.id > $3 AND NOT EXISTS (
            SELECT FROM ere_payout_mails m WHERE m.operator_id = $1 AND m.credit_id = c.id)
        ORDER BY c.id LIMIT $4
        """
    static let sample = UntoldEREPayouts(
        operatorID: OperatorID(1),
        run: EREPayoutRunID(1),
        after: CreditID(0),
        limit: 1
    )
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let after: CreditID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(after)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(id: try row.next(), email: try row.next(), snapshot: try row.next())
    }
}

/// Notes of documents that their customers are told; answers those that nobody noted before.
struct InsertEREPayoutMails: Statement {
    static let sql = """
        INSERT INTO ere_payout_mails (operator_id, credit_id, queued_at)
        SELECT $1, n.id, $3 FROM unnest($2::bigint[]) AS n (id) ORDER BY n.id
        ON CONFLICT ON CONSTRAINT ere_payout_mails_key DO NOTHING RETURNING credit_id
        """
    static let sample = InsertEREPayoutMails(operatorID: OperatorID(1), credits: [], at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let credits: [CreditID]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credits)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> CreditID { try row.next() }
}

/// Stores many mails to be sent.
struct InsertMails: Statement {
    static let sql = """
        INSERT INTO mails (operator_id, created_at, next_attempt_at, recipient, subject, body, sender_name, sender_address)
        SELECT $1, $2, $2, n.recipient, n.subject, n.body, n.sender_name, n.sender_address
        FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
            AS n (recipient, subject, body, sender_name, sender_address)
        """
    static let sample = InsertMails(operatorID: OperatorID(1), drafts: [], at: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let drafts: [MailDraft]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(at)
        values.append(drafts.map(\.recipient.text))
        values.append(drafts.map(\.subject))
        values.append(drafts.map(\.body))
        values.append(drafts.map(\.senderName))
        values.append(drafts.map(\.senderAddress))
    }
}
