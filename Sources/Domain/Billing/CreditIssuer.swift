import Ledger
import Postgres
import Values

/// Makes the documents of one close, one contract at a time.
struct CreditIssuer: Sendable {
    /// What came of a contract.
    enum Outcome: Hashable, Sendable {
        /// A document was made.
        case issued
        /// There was nothing to credit, or the document of the month is there.
        case nothing
        /// A document cannot be made.
        case blocked(BlockedCredit)
    }

    let database: Database
    let scope: Scope
    let tenant: Operator
    let currency: Currency
    let rates: VATRates
    let order: MonthCloseOrder
    let requestedBy: UserID?

    var due: DueContracts { DueContracts(operatorID: tenant.id, period: order.period) }
    var tally: MonthTally { MonthTally(operatorID: tenant.id, period: order.period) }

    func progressNote(done: Int, of total: Int) -> NoteProgress {
        NoteProgress(operatorID: tenant.id, period: order.period, done: done, total: total)
    }

    /// Makes the document of a contract in a transaction of its own.
    ///
    /// When the sessions change meanwhile, everything is read again; after some tries that is an error.
    func issue(_ contract: ReimbursementContractID) async throws -> Outcome {
        for _ in 1..<BillingLimits.attemptsPerDocument {
            do { return try await attempt(contract) } catch is EntriesMoved { continue }
        }
        return try await attempt(contract)
    }

    private func attempt(_ id: ReimbursementContractID) async throws -> Outcome {
        // Nobody is told of a document before something is stored for good after it: its files, or the end of the close.
        try await database.write(scope, planning: .byIndex, durability: .soon, repeating: .onConflict) { tx in
            // Whoever closes the same contract at the same time waits for the first, and then sees the document.
            let (contracts, credits, entries) = try await tx.together(
                LockContract(operatorID: tenant.id, id: id),
                CreditOfPeriod(operatorID: tenant.id, contract: id, period: order.period),
                DueEntries(operatorID: tenant.id, contract: id, period: order.period)
            )
            guard let contract = contracts.first, credits.isEmpty, !entries.isEmpty else { return .nothing }
            let (hosts, sites, terms, ids) = try await tx.together(
                FindHost(operatorID: tenant.id, id: contract.hostID),
                SitesOfCredit(operatorID: tenant.id, ids: Set(entries.map(\.entry.siteID)).sorted()),
                TermOfContract(operatorID: tenant.id, contract: contract.id, on: order.period.lastDay),
                NextCreditID()
            )
            guard let host = hosts.first, let credit = ids.first else { throw NotFound("host") }
            do {
                let draft = try draft(contract, host, entries, sites, terms.first)
                try await store(draft, entries, as: credit, in: tx)
                return .issued
            } catch let finding as CreditFinding {
                let blocked = BlockedCredit(
                    contractID: id,
                    contractName: contract.name,
                    hostID: host.id,
                    hostName: host.details.name,
                    finding: finding
                )
                return .blocked(blocked)
            }
        }
    }

    /// Works the document out; no number is taken and nothing is written.
    private func draft(
        _ contract: ContractOfCredit,
        _ host: Host,
        _ entries: [DueEntry],
        _ sites: [CreditSite],
        _ term: PaymentTerm?
    ) throws -> CreditDraft {
        guard entries.allSatisfy({ $0.currency == currency.code }) else { throw CreditFinding.currencyDiffers }
        guard let term else { throw CreditFinding.termMissing }
        do {
            let decision = try VATDecision.decide(facts(host, sites))
            let credited = CreditIssuer.creditedRates(entries)
            let document = try CreditDocument.assemble(
                entries.map(\.entry),
                currency: currency,
                category: decision.category
            ) { entry in
                // What is taken back goes with the rate it was credited with, whatever the table says since.
                if decision.rateCountry != nil, entry.isReversal, let rate = credited[entry.lineID] { return rate }
                return try decision.rate(for: entry.period, in: rates)
            }
            return CreditDraft(
                contract: contract,
                host: host,
                sites: sites,
                term: term,
                decision: decision,
                document: document
            )
        } catch let finding as VATFinding {
            throw CreditFinding.vat(finding)
        } catch let missing as VATRateMissing {
            throw CreditFinding.rateMissing(missing)
        } catch is ArithmeticOverflow {
            throw CreditFinding.amountTooLarge
        }
    }

    private static func creditedRates(_ entries: [DueEntry]) -> [LineID: Int] {
        let taken = entries.compactMap { due in due.creditedRate.map { (due.entry.lineID, $0) } }
        return Dictionary(taken) { first, _ in first }
    }

    private func facts(_ host: Host, _ sites: [CreditSite]) -> VATFacts {
        VATFacts(
            operatorCountry: tenant.details.address.country,
            operatorVATID: tenant.details.vatID,
            hostKind: host.details.kind,
            hostStatus: host.details.vatStatus,
            hostCountry: host.details.address.country,
            hostVATID: host.details.vatID,
            exemptionGround: host.details.exemptionGround,
            siteCountries: Set(sites.map(\.address.country))
        )
    }
}

/// The sessions of a document changed after they were read; the document is made anew.
struct EntriesMoved: Error {}

/// A document worked out, before it has a number.
struct CreditDraft: Sendable {
    let contract: ContractOfCredit
    let host: Host
    let sites: [CreditSite]
    let term: PaymentTerm
    let decision: VATDecision
    let document: CreditDocument

    var kind: CreditKind { decision.documentKind }
}

extension CreditIssuer {
    /// Writes a document: what only it needs first, then what others wait for (the number and the books).
    private func store(
        _ draft: CreditDraft,
        _ entries: [DueEntry],
        as id: CreditID,
        in tx: Transaction
    ) async throws {
        let marks = CreditMark.marks(of: entries)
        let document = draft.document
        let written = try await tx.runAll([
            MarkCredited(operatorID: tenant.id, marks: marks),
            InsertDocumentLines(operatorID: tenant.id, creditID: id, lines: document.lines),
            InsertVATTotals(operatorID: tenant.id, creditID: id, totals: document.vatTotals),
            InsertCreditLines(operatorID: tenant.id, creditID: id, entries: document.entries),
        ])
        // Only marks may be missing: of sessions that changed since they were read.
        let expected = marks.count + document.lines.count + document.vatTotals.count + document.entries.count
        guard written == expected else { throw EntriesMoved() }
        let wanted = CreditPosting.accounts(host: draft.host.id, currency)
        let accounts = try await Ledger.openAccounts(scope, wanted, in: tx)
        let number = try await number(of: draft, in: tx)
        let credit = CreditRecord(
            operatorID: tenant.id,
            id: id,
            number: number,
            snapshot: snapshot(draft, number),
            draft: draft,
            requestedBy: requestedBy,
            issuedAt: order.now
        )
        try await tx.runLater(InsertCredit(credit: credit))
        let proof = CreditProof(of: credit.snapshot.json)
        guard let transaction = posting(draft, number, proof).draft(on: accounts) else { return }
        try await Ledger.append(scope, transaction, at: order.now, in: tx)
    }

    private func number(of draft: CreditDraft, in tx: Transaction) async throws -> DocumentNumber {
        let series = DocumentNumber.series(
            of: draft.kind,
            prefix: tenant.details.numberPrefix,
            host: draft.host.id,
            issuedOn: order.today
        )
        return DocumentNumber(
            series: series,
            number: try await tx.one(TakeNumber(operatorID: tenant.id, series: series))
        )
    }

    private func posting(_ draft: CreditDraft, _ number: DocumentNumber, _ proof: CreditProof) -> CreditPosting {
        CreditPosting(
            number: number.text,
            period: order.period,
            issuedOn: order.today,
            net: draft.document.net,
            vat: draft.document.vat,
            total: draft.document.total,
            proof: proof
        )
    }

    private func snapshot(_ draft: CreditDraft, _ number: DocumentNumber) -> CreditSnapshot {
        let showsVATIDs = draft.decision.category != .outsideScope
        let document = draft.document
        return CreditSnapshot(
            number: number.text,
            kind: draft.kind,
            period: order.period,
            issuedOn: order.today,
            dueOn: draft.term.dueDay(issuedOn: order.today),
            paymentTerm: draft.term,
            language: draft.host.details.language,
            issuer: CreditParty(operator: tenant.details, showsVATID: showsVATIDs),
            recipient: CreditParty(draft.host.details, showsVATID: showsVATIDs),
            contractReference: draft.contract.reference,
            contractName: draft.contract.name,
            ibanTail: String(draft.host.details.iban.filter { $0 != " " }.suffix(4)),
            vat: VATStatement(draft.decision.rule, exemptionGround: draft.host.details.exemptionGround),
            sites: draft.sites,
            lines: document.lines,
            vatTotals: document.vatTotals,
            net: document.net,
            vatAmount: document.vat,
            total: document.total,
            exact: document.exact,
            energy: document.energy,
            sessionCount: document.sessionCount
        )
    }
}

extension CreditParty {
    fileprivate init(_ host: HostDetails, showsVATID: Bool) {
        self.init(
            name: host.name,
            reference: host.reference,
            address: host.address,
            companyNumber: host.companyNumber,
            vatID: showsVATID ? host.vatID : "",
            email: host.email
        )
    }
}
