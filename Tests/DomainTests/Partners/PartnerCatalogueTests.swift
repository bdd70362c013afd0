import Postgres
import TestSupport
import Testing

@testable import Domain

struct PartnerCatalogueTests {
    @Test func `every statement of partners and agreements fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let partners: [any Statement.Type] = [
                ListPartners<Ascending<PartnerNameKey>>.self, ListPartners<Descending<PartnerNameKey>>.self,
                ListPartners<Ascending<PartnerCustomersKey>>.self, ListPartners<Descending<PartnerCustomersKey>>.self,
                ListPartners<Ascending<PartnerSinceKey>>.self, ListPartners<Descending<PartnerSinceKey>>.self,
                FindPartnership.self, InsertPartner.self, SetPartnerEnd.self, InsertPartnerTerms.self,
                FindPartnerTerms.self, ListPartnerTerms.self, FindPlatform.self, AppointPlatform.self,
                ListEREPopulation.self,
            ]
            let agreements: [any Statement.Type] = [
                ListAgreementTemplates.self, FindAgreementTemplate.self, InsertAgreementTemplate.self,
                InsertPartnerDocument.self, ListPartnerDocuments.self, InsertPartnerAcceptance.self,
                FindAcceptancePDF.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(partners + agreements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
