package import Postgres
package import Values

/// A credit that a close could not make and that is still to be made.
package struct BlockedCreditEntry: Hashable, Sendable {
    /// The month.
    package let period: YearMonth
    /// The contract.
    package let contractID: ReimbursementContractID
    /// The contract's title.
    package let contractName: String
    /// The host.
    package let hostID: HostID
    /// The host's name.
    package let hostName: String
    /// The stable code of what blocks it.
    package let code: String
    /// What blocks it; `nil` for a code that this program does not know.
    package let finding: CreditFinding?
    /// When the close found it.
    package let since: Timestamp
}

/// Credits that closes could not make.
package enum BlockedCredits {
    /// Those of a month that are still to be made, by host.
    ///
    /// - Throws: ``NotPermitted``; `PostgresFault`.
    package static func list(
        _ scope: Scope,
        month: YearMonth,
        in tx: Transaction
    ) async throws -> [BlockedCreditEntry] {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.all(ListBlockedCredits(operatorID: try scope.requireOperator(), period: month))
    }

    /// Keeps what blocked a close, and takes what blocks it no more from the list.
    static func keep(
        _ blocked: [BlockedCredit],
        _ operatorID: OperatorID,
        _ order: MonthCloseOrder,
        in tx: Transaction
    ) async throws {
        let (period, now) = (order.period, order.now)
        let contracts = blocked.map(\.contractID)
        try await tx.runAll([
            ResolveBlockedCredits(operatorID: operatorID, period: period, still: contracts, at: now),
            KeepBlockedCredits(operatorID: operatorID, period: period, blocked: blocked, at: now),
        ])
    }
}

/// Keeps credits that a close could not make.
struct KeepBlockedCredits: Statement {
    static let sql = """
        INSERT INTO blocked_credits (operator_id, period, reimbursement_contract_id, host_id, code, country, day,
            blocked_at)
        SELECT $1, $2, b.contract_id, b.host_id, b.code, b.country, b.day, $8
        FROM unnest($3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::date[])
            AS b (contract_id, host_id, code, country, day)
        ON CONFLICT ON CONSTRAINT blocked_credits_key DO UPDATE
        SET code = excluded.code, country = excluded.country, day = excluded.day, blocked_at = excluded.blocked_at,
            resolved_at = NULL
        """
    static let sample = KeepBlockedCredits(
        operatorID: OperatorID(1),
        period: .sample,
        blocked: [],
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let period: YearMonth
    let blocked: [BlockedCredit]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
        values.append(blocked.map(\.contractID))
        values.append(blocked.map(\.hostID))
        values.append(blocked.map(\.finding.code))
        values.append(blocked.map(\.finding.missingRate?.country))
        values.append(blocked.map(\.finding.missingRate?.day))
        values.append(at)
    }
}

/// Takes credits of a month from the list, but for those that are still blocked.
struct ResolveBlockedCredits: Statement {
    static let sql = """
        UPDATE blocked_credits SET resolved_at = $4
        WHERE operator_id = $1 AND period = $2 AND resolved_at IS NULL AND reimbursement_contract_id <> ALL ($3)
        """
    static let sample = ResolveBlockedCredits(
        operatorID: OperatorID(1),
        period: .sample,
        still: [],
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let period: YearMonth
    let still: [ReimbursementContractID]
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
        values.append(still)
        values.append(at)
    }
}

/// Credits of a month that are blocked and still to be made: a later month may have taken their sessions along.
struct ListBlockedCredits: Statement {
    static let sql = """
        SELECT b.period, b.reimbursement_contract_id, r.name, b.host_id, h.name, b.code, b.country, b.day, b.blocked_at
        FROM blocked_credits b
        JOIN reimbursement_contracts r ON r.operator_id = b.operator_id AND r.id = b.reimbursement_contract_id
        JOIN hosts h ON h.operator_id = b.operator_id AND h.id = b.host_id
        WHERE b.operator_id = $1 AND b.period = $2 AND b.resolved_at IS NULL AND EXISTS (
            SELECT 1 FROM credit_entries_due d
            WHERE d.operator_id = b.operator_id AND d.reimbursement_contract_id = b.reimbursement_contract_id
                AND d.from_period <= b.period)
        ORDER BY h.name, b.reimbursement_contract_id
        """
    static let sample = ListBlockedCredits(operatorID: OperatorID(1), period: .sample)
    let operatorID: OperatorID
    let period: YearMonth

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
    }

    static func decode(_ row: inout RowReader) throws -> BlockedCreditEntry {
        let period = try row.next(LocalDate.self).yearMonth
        let (contractID, contractName): (ReimbursementContractID, String) = (try row.next(), try row.next())
        let (hostID, hostName): (HostID, String) = (try row.next(), try row.next())
        let code: String = try row.next()
        let (country, day): (String?, LocalDate?) = (try row.next(), try row.next())
        return BlockedCreditEntry(
            period: period,
            contractID: contractID,
            contractName: contractName,
            hostID: hostID,
            hostName: hostName,
            code: code,
            finding: CreditFinding(code: code, country: country, day: day),
            since: try row.next()
        )
    }
}
