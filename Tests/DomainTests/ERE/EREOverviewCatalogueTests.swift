import Postgres
import TestSupport
import Testing

@testable import Domain

struct EREOverviewCatalogueTests {
    @Test func `every statement of the overview fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let statements: [any Statement.Type] = [
                SumEREYear.self, SumEREPayoutsOfYear.self, CountEREWatched.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(statements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
