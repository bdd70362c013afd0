import Ledger
import Postgres
import Values

/// What sales of units look like in the books: what brokers owe, and what is to be shared out among connections.
enum EREBooks {
    static let brokerPrefix = "ere_broker:"

    /// What a broker owes.
    static func broker(_ id: EREBrokerID) -> AccountSpecification {
        AccountSpecification(
            code: brokerPrefix + "\(id)",
            name: "Owed by broker \(id)",
            kind: .asset,
            currency: .eur,
            subject: id.rawValue
        )
    }

    /// Revenue of units that was not paid out yet.
    static let proceeds = AccountSpecification(
        code: "ere_proceeds",
        name: "Proceeds of emission reduction units",
        kind: .liability,
        currency: .eur
    )

    static func key(_ trade: String) -> String { "ere_trade:\(trade)" }
    static func cancellationKey(_ trade: String) -> String { "ere_trade_cancelled:\(trade)" }

    /// Debit what the broker owes, credit what is to be shared out; nothing for a trade that brings nothing.
    static func post(
        _ scope: Scope,
        trade number: String,
        broker: EREBrokerID,
        _ net: Money,
        on day: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        if net.isZero { return }
        let accounts = try await Ledger.openAccounts(scope, [self.broker(broker), proceeds], in: tx)
        let draft = TransactionDraft(
            idempotencyKey: key(number),
            kind: "ere_trade",
            description: "Units sold, \(number)",
            effectiveOn: day,
            postings: [Posting(accounts[0], .debit, net), Posting(accounts[1], .credit, net)]
        )
        try await Ledger.append(scope, draft, at: now, in: tx)
    }

    /// Undoes a trade's posting, if it has one.
    static func mirror(
        _ scope: Scope,
        trade number: String,
        on day: LocalDate,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let find = SequenceOfKey(operatorID: try scope.requireOperator(), key: key(number))
        guard let sequence = try await tx.first(find) else { return }
        try await Ledger.reverse(
            scope,
            sequence: sequence,
            as: cancellationKey(number),
            on: day,
            at: now,
            in: tx
        )
    }
}

/// Where a transaction stands in the books.
struct SequenceOfKey: Statement {
    static let sql =
        "SELECT sequence FROM ledger_transactions WHERE operator_id = $1 AND idempotency_key = $2"
    static let sample = SequenceOfKey(operatorID: OperatorID(1), key: "")
    let operatorID: OperatorID
    let key: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(key)
    }
    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}
