import Domain
import TestWorld
import Testing
import Values

struct ContractBookTests {
    private let host = HostID(1)
    private let own = SiteID(1)
    private let other = SiteID(2)

    /// A contract for all sites from 2025 on, and one of a site's own for the second half of 2025.
    private var book: ContractBook {
        var book = ContractBook()
        book.add(ReimbursementContractID(1), host: host, site: nil)
        book.add(ReimbursementContractID(2), host: host, site: own)
        book.add(terms(ReimbursementContractID(1), from: "2025-01-01"))
        book.add(terms(ReimbursementContractID(2), from: "2025-07-01", until: "2026-01-01"))
        book.add(
            SupplyTerms(
                versionID: SupplyVersionID(1),
                contractID: SupplyContractID(1),
                validFrom: day("2025-01-01"),
                recordedAt: Timestamp(seconds: 0),
                pricing: .spot(zone: "NL")
            )
        )
        return book
    }

    private func terms(
        _ contract: ReimbursementContractID,
        from: String,
        until: String? = nil
    ) -> ReimbursementTerms {
        ReimbursementTerms(
            versionID: ReimbursementVersionID(contract.rawValue),
            contractID: contract,
            supplyContractID: SupplyContractID(1),
            validFrom: day(from),
            validUntil: until.map(day),
            recordedAt: Timestamp(seconds: 0),
            fixed: .zero,
            percent: .zero,
            pricing: .atStart,
            paymentTerm: PaymentTerm(kind: .net, days: 30)
        )
    }

    @Test(
        arguments: [
            ("2024-12-31", nil, nil), ("2025-06-30", 1, 1), ("2025-07-01", 2, 1), ("2025-12-31", 2, 1),
            ("2026-01-01", nil, 1),
        ] as [(String, Int64?, Int64?)]
    )
    func `a site's own contract answers from its first day on, the one for all sites before`(
        on: String,
        atOwn: Int64?,
        atOther: Int64?
    ) {
        let found = book.terms(host: host, site: own, on: day(on))?.reimbursement.contractID.rawValue
        #expect(found == atOwn)
        #expect(book.terms(host: host, site: other, on: day(on))?.reimbursement.contractID.rawValue == atOther)
    }
}
