package import Ledger
package import Postgres
package import Values

/// A credit as a list shows it.
package struct CreditSummary: Hashable, Sendable {
    /// The credit.
    package let id: CreditID
    /// Its number.
    package let number: String
    /// Which document it is.
    package let kind: CreditKind
    /// The host.
    package let hostID: HostID
    /// The host's name today.
    package let hostName: String
    /// The operator's own name for the host.
    package let hostReference: String
    /// The contract.
    package let contractID: ReimbursementContractID
    /// The contract's own name for itself.
    package let contractReference: String
    /// The month.
    package let period: YearMonth
    /// The day of issue.
    package let issuedOn: LocalDate
    /// The day by which it is to be paid.
    package let dueOn: LocalDate
    /// The sum of the lines.
    package let net: Money
    /// The VAT.
    package let vat: Money
    /// What the host gets.
    package let total: Money
    /// The VAT category.
    package let vatCategory: VATCategory
    /// The exact sum of the sessions.
    package let exact: Exact
    /// The energy.
    package let energy: Energy
    /// How many sessions stand behind it.
    package let sessionCount: Int
    /// When it was approved.
    package let approvedAt: Timestamp?
    /// Who approved it.
    package let approvedBy: UserID?
    /// When the bank file that pays it was made, or a person said that it was paid another way.
    package let paidAt: Timestamp?
    /// The payment, where a person made it another way than by a bank file.
    package let paidByHand: CreditPaidByHand?
    /// The payment's reference at the bank.
    package let endToEndID: String?
    /// The host's bank account today, for telling what stands in the way of paying it.
    package let account: BankParty

    /// What stands in the way of paying it; nothing once it is paid, or when there is nothing to pay.
    package func blockers(isValidIBAN: (String) -> Bool) -> [PaymentBlocker] {
        if paidAt != nil || total.minor <= 0 { return [] }
        return PaymentBlocker.blockers(of: account, hostID: hostID, name: hostName, isValidIBAN: isValidIBAN)
    }
}

/// How a person paid a credit.
package struct CreditPaidByHand: Hashable, Sendable {
    /// The day.
    package let on: LocalDate
    /// What the person said of it, such as the payment's number at the bank.
    package let reference: String
}

/// A credit with the document as it was issued.
package struct CreditDetail: Hashable, Sendable {
    /// How it stands today.
    package let summary: CreditSummary
    /// The document.
    package let snapshot: CreditSnapshot
}

/// A session's entry behind a credit.
package struct CreditLine: Hashable, Sendable {
    /// The position in the credit, from 1; lines of one document line stand together.
    package let ordinal: Int
    /// The line of the document, from 1.
    package let documentLine: Int
    /// Whether an earlier credit of the session is taken back.
    package let isReversal: Bool
    /// The session.
    package let sessionID: SessionID
    /// The version of the session's line.
    package let lineID: LineID
    /// The site's name today.
    package let siteName: String
    /// The site's time zone.
    package let siteTimeZone: String
    /// The charge point's OCPP identity.
    package let chargePoint: String
    /// The connector.
    package let connector: Int
    /// When the session started.
    package let startedAt: Timestamp
    /// When it stopped.
    package let stoppedAt: Timestamp?
    /// The energy; negative when taken back.
    package let energy: Energy
    /// The exact amount; negative when taken back.
    package let amount: Exact
    /// What the other way of pricing would have given, with the same sign; `nil` when its prices are missing.
    package let otherAmount: Exact?
    /// The currency of the amounts.
    package let currency: String
    /// The tariff in words.
    package let tariff: String
    /// At which moment's price it is.
    package let pricing: PricingMoment?
    /// The inputs of the formula, as the journal stores them.
    package let detail: JSON
    /// The document that credited what is taken back here; `nil` for what is credited.
    package let corrects: CreditReference?
}

/// What stands behind a line of a credit's document.
package struct CreditLineGroup: Hashable, Sendable {
    /// The line of the document, from 1.
    package let documentLine: Int
    /// How many entries; a corrected session has two.
    package let entryCount: Int
    /// The numbers of the documents that are corrected, one after another; empty for none.
    package let corrects: String
    /// The tariff in words.
    package let tariff: String
    /// At which moment's price it is.
    package let pricing: PricingMoment?
    /// The terms of the tariff.
    package let terms: LineDetail.Terms?
}

/// A document by what other documents call it (EN 16931, BG-3).
package struct CreditReference: Hashable, Sendable {
    /// Its number (BT-25).
    package let number: String
    /// The day of issue (BT-26).
    package let issuedOn: LocalDate

    package init(number: String, issuedOn: LocalDate) {
        self.number = number
        self.issuedOn = issuedOn
    }
}

/// Where a session was credited.
package struct SessionCredit: Hashable, Sendable {
    /// The credit.
    package let creditID: CreditID
    /// Its number.
    package let number: String
    /// Its month.
    package let period: YearMonth
    /// The version of the session's line.
    package let lineID: LineID
    /// Whether it was taken back there.
    package let isReversal: Bool
}

/// The columns by which credits are ordered.
package enum CreditSort: String, CaseIterable, Hashable, Sendable {
    case number, host, period, total, due
}

/// Which credits a list is about; what is `nil` does not narrow.
package struct CreditFilter: Hashable, Sendable {
    /// The month.
    package var month: YearMonth?
    /// The host.
    package var hostID: HostID?

    package init(month: YearMonth? = nil, hostID: HostID? = nil) {
        self.month = month
        self.hostID = hostID
    }
}

/// The credits of an operator, for pages, the command line and exports.
package enum Credits {
    /// Credits of the scope; a host's user sees those of its own host only.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<CreditSort>,
        filter: CreditFilter = CreditFilter(),
        in tx: Transaction
    ) async throws -> Listing<CreditSummary> {
        let operatorID = try scope.requireOperator()
        return try await tx.listing(request) {
            ListCredits(operatorID: operatorID, scopeHost: scope.hostID, filter: filter, request: $0)
        }
    }

    /// All credits of a month, by host and number.
    package static func month(_ scope: Scope, _ month: YearMonth, in tx: Transaction) async throws -> [CreditSummary] {
        let request = ListRequest(sort: CreditSort.host)
        return try await list(scope, request, filter: CreditFilter(month: month), in: tx).rows
    }

    /// One credit.
    ///
    /// - Throws: `NotFound` also for another operator's credit, and for another host's user.
    package static func detail(_ scope: Scope, _ id: CreditID, in tx: Transaction) async throws -> CreditDetail {
        let query = FindCredit(operatorID: try scope.requireOperator(), scopeHost: scope.hostID, id: id, number: nil)
        return try await detail(query, in: tx)
    }

    /// One credit by its number.
    ///
    /// - Throws: `NotFound` also for another operator's credit, and for another host's user.
    package static func detail(_ scope: Scope, number: String, in tx: Transaction) async throws -> CreditDetail {
        let operatorID = try scope.requireOperator()
        let query = FindCredit(operatorID: operatorID, scopeHost: scope.hostID, id: nil, number: number)
        return try await detail(query, in: tx)
    }

    private static func detail(_ query: FindCredit, in tx: Transaction) async throws -> CreditDetail {
        guard let row = try await tx.first(query) else { throw NotFound("credit") }
        return CreditDetail(summary: row.summary, snapshot: try CreditSnapshot(json: row.snapshot))
    }

    /// The sessions behind a credit, a page at a time: those after the last position seen, 0 for the first page.
    ///
    /// At most `limit` rows, no more than ``BillingLimits/linesPerPage``. Throws `NotFound` as ``detail(_:_:in:)``.
    package static func lines(
        _ scope: Scope,
        _ credit: CreditID,
        after ordinal: Int = 0,
        limit: Int = BillingLimits.linesPerPage,
        in tx: Transaction
    ) async throws -> [CreditLine] {
        let operatorID = try scope.requireOperator()
        let owner = try await tx.first(HostOfCredit(operatorID: operatorID, credit: credit))
        guard let owner, scope.hostID == nil || scope.hostID == owner else { throw NotFound("credit") }
        let rows = min(max(limit, 1), BillingLimits.linesPerPage)
        return try await tx.all(LinesOfCredit(operatorID: operatorID, credit: credit, after: ordinal, limit: rows))
    }

    /// What stands behind each line of a credit's document, in its order.
    ///
    /// - Throws: `NotFound` as ``detail(_:_:in:)``.
    package static func groups(
        _ scope: Scope,
        _ credit: CreditID,
        in tx: Transaction
    ) async throws -> [CreditLineGroup] {
        let operatorID = try scope.requireOperator()
        let owner = try await tx.first(HostOfCredit(operatorID: operatorID, credit: credit))
        guard let owner, scope.hostID == nil || scope.hostID == owner else { throw NotFound("credit") }
        return try await tx.all(DocumentLinesOfCredit(operatorID: operatorID, credit: credit))
    }

    /// Where a session was credited, oldest first.
    package static func credits(
        of session: SessionID,
        _ scope: Scope,
        in tx: Transaction
    ) async throws -> [SessionCredit] {
        try await tx.all(
            CreditsOfSession(operatorID: try scope.requireOperator(), scopeHost: scope.hostID, session: session)
        )
    }
}

/// What the operator owes a host by its books.
package struct HostBalance: Hashable, Sendable {
    /// The host.
    package let hostID: HostID
    /// Credited so far, less what corrections took back.
    package let credited: Money
    /// Handed to the bank so far.
    package let paid: Money
    /// What is owed; negative when the host was credited too much.
    package let balance: Money
}

extension Credits {
    /// What the operator owes its hosts by its books, by host; a host's user sees its own host only.
    package static func balances(
        _ scope: Scope,
        asOf cut: LedgerCut = .now,
        in tx: Transaction
    ) async throws -> [HostBalance] {
        let own = scope.hostID.map { BookAccounts.payablePrefix + $0.description }
        let prefix = own ?? BookAccounts.payablePrefix
        return try await Ledger.balances(scope, codePrefix: prefix, asOf: cut, in: tx)
            .filter { own == nil || $0.account.code == own }
            .compactMap { entry in
                guard let host = entry.account.subject else { return nil }
                return HostBalance(
                    hostID: HostID(host),
                    credited: entry.credits,
                    paid: entry.debits,
                    balance: try entry.balance()
                )
            }
            .sorted { $0.hostID < $1.hostID }
    }
}
