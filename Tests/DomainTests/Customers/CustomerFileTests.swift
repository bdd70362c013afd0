import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

struct CustomerFileTests {
    @Test func `every statement of a customer's file fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let statements: [any Statement.Type] = [
                ListCustomerEvents.self, ListCustomerPapers.self, ListCustomerSessions.self, ListCustomerPayouts.self,
                ListCustomerChargers.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(statements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
