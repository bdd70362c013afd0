package import Postgres
package import Values

/// What keeps a session from being paid.
package enum ExceptionKind: String, CaseIterable, Sendable {
    /// The line waits for a price.
    case priceMissing = "price_missing"
    /// The line waits for a price that is known in another currency only.
    case priceCurrency = "price_currency"
    /// A person must decide.
    case held
    /// No contract holds on the day of the start.
    case noContract = "no_contract"
    /// A frame could not be read or attached to anything.
    case frameUnread = "frame_unread"
    /// A session is open, and nothing was heard of it for ``Exceptions/quietHours``.
    case stopMissing = "stop_missing"
    /// A close could not make a credit.
    case creditBlocked = "credit_blocked"
}

/// One thing that needs attention.
package struct ExceptionEntry: Hashable, Sendable {
    package let kind: ExceptionKind
    /// The session; `nil` for a frame and a credit.
    package let sessionID: SessionID?
    /// The charge point; `nil` for a credit, of which its names and that of the site are empty.
    package let chargePointID: ChargePointID?
    package let chargePointIdentity: String
    package let chargePointName: String
    package let siteName: String
    package let hostID: HostID
    package let hostName: String
    /// The session's stop, when the frame was received, when an open session was last heard of, or when a credit was
    /// found to be blocked.
    package let since: Timestamp
    /// The bidding zone whose price is missing.
    package let priceZone: String?
    /// The first quarter hour whose price is missing.
    package let firstMissing: Timestamp?
    /// How many quarter hours' prices are missing.
    package let missingCount: Int
    /// The currency of the line; the operator's.
    package let currency: Currency
    /// Other currencies in which a missing price is known.
    package let otherCurrencies: [Currency]
    /// The flags that hold the session.
    package let heldFor: [SessionFlag]
    /// Whether a newer session began at the connector of an open one.
    package let isFollowed: Bool
    /// What was wrong with the frame, or the code of what blocks a credit; empty for sessions.
    package let fault: String
    /// The month and contract of a blocked credit.
    package let credit: BlockedCreditMention?
}

/// A credit that was not made, where it is listed among other things.
package struct BlockedCreditMention: Hashable, Sendable {
    /// The month.
    package let period: YearMonth
    /// The contract.
    package let contractID: ReimbursementContractID
    /// The contract's title.
    package let contractName: String
    /// What blocks it; `nil` for a code that this program does not know.
    package let finding: CreditFinding?
}

/// The columns by which exceptions are ordered.
package enum ExceptionSort: String, CaseIterable, Hashable, Sendable {
    case since, kind
}

/// A span of time without prices for which lines wait.
package struct MissingPrices: Hashable, Sendable {
    package let zone: String
    package let from: Timestamp
    package let until: Timestamp
    /// How many lines wait for it.
    package let lines: Int
}

/// What needs a person, or a price.
package enum Exceptions {
    /// Days for which unread frames are listed: nobody can make them readable, so they leave the list by themselves;
    /// they stay with their charge point.
    package static let frameDays: Int64 = 30
    /// Hours without a reading after which an open session is listed: a car may stand for days and charge now and
    /// then, but charge points report the register of a session under way far more often than once a day.
    package static let quietHours: Int64 = 24

    /// A page of what needs attention.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<ExceptionSort>,
        kind: ExceptionKind? = nil,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> Listing<ExceptionEntry> {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await tx.listing(request) {
            ListExceptions(operatorID: operatorID, limits: limits(now), kind: kind, request: $0)
        }
    }

    /// How many there are of each kind.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func counts(
        _ scope: Scope,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [ExceptionKind: Int] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let rows = try await tx.all(CountExceptions(operatorID: try scope.requireOperator(), limits: limits(now)))
        return Dictionary(rows.map { ($0.kind, $0.count) }) { $1 }
    }

    /// The spans without prices for which lines wait, by zone and time.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func missingPrices(_ scope: Scope, in tx: Transaction) async throws -> [MissingPrices] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let quarters = try await tx.all(ListMissingQuarters(operatorID: try scope.requireOperator()))
        return quarters.reduce(into: []) { spans, next in
            if let last = spans.last, last.zone == next.zone, last.until == next.from, last.lines == next.lines {
                spans[spans.count - 1] = MissingPrices(
                    zone: last.zone,
                    from: last.from,
                    until: next.until,
                    lines: last.lines
                )
            } else {
                spans.append(next)
            }
        }
    }

    private static func limits(_ now: Timestamp) -> ExceptionLimits {
        ExceptionLimits(
            now: now,
            oldestFrame: now.adding(seconds: -frameDays * 86_400),
            quietSince: now.adding(seconds: -quietHours * 3_600)
        )
    }
}
