package import Postgres
package import Values

/// One version of the journal line of a session, with everything its amount came from.
package struct LineVersion: Hashable, Sendable {
    /// A contract as a line names it.
    package struct Contract<Kind>: Hashable, Sendable {
        package let id: ID<Kind>
        package let reference: String
        package let name: String
    }

    /// The credit document in which the version stands.
    package struct Credit: Hashable, Sendable {
        package let id: CreditID
        package let number: String
    }

    package let id: LineID
    /// From 1.
    package let version: Int
    package let recordedAt: Timestamp
    /// Why the version was made.
    package let reason: RatingReason
    package let state: LineState
    package let period: YearMonth
    package let contract: Contract<Entity.ReimbursementContract>?
    package let supplyContract: Contract<Entity.SupplyContract>?
    package let pricing: PricingMoment?
    package let currency: Currency
    package let energy: Energy
    package let amount: Exact?
    package let otherAmount: Exact?
    package let tariff: String
    package let detail: LineDetail
    package let credit: Credit?
}

/// One version of a line together with the session it belongs to.
package struct JournalLine: Sendable {
    package let entry: JournalEntry
    package let version: LineVersion
    /// All versions of the session's line, the newest first.
    package let versions: [LineVersion]
}

extension Journal {
    /// One version of a line.
    ///
    /// - Throws: ``NotFound`` also for another operator's or another host's line, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, _ id: LineID, in tx: Transaction) async throws -> JournalLine {
        let operatorID = try scope.requireOperator()
        let find = FindLine(operatorID: operatorID, id: id, hostID: scope.hostID)
        guard let entry = try await tx.first(find) else { throw NotFound("line") }
        let versions = try await tx.all(LineVersions(operatorID: operatorID, session: entry.sessionID))
        guard let version = versions.first(where: { $0.id == id }) else { throw NotFound("line") }
        return JournalLine(entry: entry, version: version, versions: versions)
    }
}
