import Postgres
import TestSupport
import Testing

@testable import Domain

struct EREWatchCatalogueTests {
    @Test func `every statement about what ends and who is told fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let statements: [any Statement.Type] = [
                ListEREWatched<Ascending<EREWatchDayKey>>.self, ListEREWatched<Descending<EREWatchDayKey>>.self,
                ListEREWatched<Ascending<EREWatchCustomerKey>>.self,
                ListEREWatched<Descending<EREWatchCustomerKey>>.self, EREReminderRules.self,
                InsertEREReminderRule.self, LockEREReminders.self, OperatorsWithEREEnrolments.self,
                EREReminderPeople.self, InsertEREReminders.self, FindERERenewal.self, MarkERERenewal.self,
                CopyEREEvidence.self, CopyEREReview.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(statements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
