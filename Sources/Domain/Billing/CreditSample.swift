import Values

extension CreditRecord {
    /// A record for statements that are only described.
    static let sample = CreditRecord(
        operatorID: OperatorID(1),
        id: CreditID(1),
        number: DocumentNumber(series: "", number: 1),
        snapshot: .sample,
        draft: .sample,
        requestedBy: nil,
        issuedAt: Timestamp(seconds: 0)
    )
}

extension CreditDraft {
    fileprivate static let sample = CreditDraft(
        contract: ContractOfCredit(id: ReimbursementContractID(1), hostID: HostID(1), reference: "", name: ""),
        host: Host(id: HostID(1), details: .sample, createdAt: Timestamp(seconds: 0)),
        sites: [],
        term: .sample,
        decision: .sample,
        document: .empty
    )
}

extension VATDecision {
    fileprivate static let sample = VATDecision.outsideScope
}

extension PaymentTerm {
    fileprivate static let sample = PaymentTerm(kind: .net, days: 0)
}

extension CreditSnapshot {
    fileprivate static let sample = CreditSnapshot(
        number: "",
        kind: .payoutStatement,
        period: .sample,
        issuedOn: YearMonth.sample.firstDay,
        dueOn: YearMonth.sample.firstDay,
        paymentTerm: .sample,
        language: "en",
        issuer: .sample,
        recipient: .sample,
        contractReference: "",
        contractName: "",
        ibanTail: "",
        vat: VATStatement(.privatePerson),
        sites: [],
        lines: [],
        vatTotals: [],
        net: .zero(.eur),
        vatAmount: .zero(.eur),
        total: .zero(.eur),
        exact: .zero,
        energy: .zero,
        sessionCount: 0
    )
}

extension CreditParty {
    fileprivate static let sample = CreditParty(
        name: "",
        reference: "",
        address: Address(country: "NL"),
        companyNumber: "",
        vatID: "",
        email: ""
    )
}
