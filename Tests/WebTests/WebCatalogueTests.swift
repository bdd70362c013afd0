import Postgres
import TestSupport
import Testing

@testable import Web

struct WebCatalogueTests {
    @Test func `every statement of the web room fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let statements: [any Statement.Type] = [IsSchemaPresent.self]
            let findings = try await StatementCatalogue.checkProduct(statements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
