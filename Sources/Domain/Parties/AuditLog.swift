package import Postgres
package import Values

/// What somebody did, for the log that answers "who changed this, and when".
package struct AuditRecord: Hashable, Sendable {
    /// The act, such as `host.created`.
    package let action: String
    /// What it was done to, such as `host/12`.
    package let subject: String
    /// Particulars without secrets.
    package let detail: JSON

    package init(_ action: String, subject: String, detail: JSON = .object([])) {
        self.action = action
        self.subject = subject
        self.detail = detail
    }
}

extension AuditRecord {
    /// A changed bank account is what fraud looks like, so the log keeps both ends of both numbers.
    static func accountChange(from before: String, to after: String) -> [JSONMember] {
        guard before != after else { return [] }
        return [
            JSONMember(name: "iban_before", value: .string(shortened(before))),
            JSONMember(name: "iban_after", value: .string(shortened(after))),
        ]
    }

    private static func shortened(_ iban: String) -> String {
        iban.count > 8 ? "\(iban.prefix(4))…\(iban.suffix(4))" : ""
    }
}

/// The append-only log of acts.
package enum AuditLog {
    /// Appends an act in the same transaction as the act itself.
    package static func record(_ scope: Scope, _ record: AuditRecord, in tx: Transaction) async throws {
        let operatorID = try scope.requireOperator()
        _ = try await tx.run(
            InsertAuditRecord(
                operatorID: operatorID,
                userID: scope.userID,
                keyID: scope.keyID,
                frameID: scope.embedFrameID,
                record: record
            )
        )
    }
}

/// Appends to the audit log.
struct InsertAuditRecord: Statement {
    static let sql = """
        INSERT INTO audit_log (operator_id, user_id, api_key_id, embed_frame_id, action, subject, detail)
        VALUES ($1, $2, $6, $7, $3, $4, $5)
        """
    static let sample = InsertAuditRecord(
        operatorID: OperatorID(1),
        userID: nil,
        keyID: nil,
        frameID: nil,
        record: AuditRecord("", subject: "")
    )
    let operatorID: OperatorID
    let userID: UserID?
    let keyID: APIKeyID?
    let frameID: EmbedFrameID?
    let record: AuditRecord

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(userID)
        values.append(record.action)
        values.append(record.subject)
        values.append(record.detail)
        values.append(keyID)
        values.append(frameID)
    }
}
