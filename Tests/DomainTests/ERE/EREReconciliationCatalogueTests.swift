import Postgres
import TestSupport
import Testing

@testable import Domain

struct EREReconciliationCatalogueTests {
    @Test func `every statement of reconciliations fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let statements: [any Statement.Type] = [
                ListEREReconciled<Ascending<EREReconciledEANKey>>.self,
                ListEREReconciled<Descending<EREReconciledEANKey>>.self,
                ListEREReconciled<Ascending<EREReconciledCustomerKey>>.self,
                ListEREReconciled<Descending<EREReconciledCustomerKey>>.self,
                ListEREReconciled<Ascending<EREReconciledOpenKey>>.self,
                ListEREReconciled<Descending<EREReconciledOpenKey>>.self, ExportEREReconciled.self,
                SumEREReconciled.self, CountEREOpen.self, EREReconciledFilings.self, EREReconciledElsewhere.self,
                ListERECorrections.self, CountERECorrections.self, NamesOfPartners.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(statements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
