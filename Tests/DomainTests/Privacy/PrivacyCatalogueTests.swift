import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

struct PrivacyCatalogueTests {
    @Test func `every statement about what is kept of people fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let records: [any Statement.Type] = [
                PersonalRows<PersonalProfile>.self, PersonalRows<PersonalPeople>.self,
                PersonalRows<PersonalSignIns>.self, PersonalRows<PersonalConnections>.self,
                PersonalRows<PersonalChargers>.self, PersonalRows<PersonalMandates>.self,
                PersonalRows<PersonalEvidence>.self, PersonalRows<PersonalChargePoints>.self,
                PersonalRows<PersonalSessions>.self, PersonalRows<PersonalReadings>.self,
                PersonalRows<PersonalSentSessions>.self, PersonalRows<PersonalSentReadings>.self,
                PersonalRows<PersonalBookings>.self, PersonalRows<PersonalBookingHistory>.self,
                PersonalRows<PersonalRegisterCredits>.self, PersonalRows<PersonalPayouts>.self,
                PersonalRows<PersonalMails>.self, PersonalRows<PersonalActs>.self, PersonalPapers.self,
            ]
            let erasures: [any Statement.Type] = [
                LockErasures.self, ListErasures.self, LegalHoldsOf.self, ErasureRemovalsOf.self,
                FindCustomerRemains.self, FindErasedAt.self, ErasureObstaclesOf.self, ErasureKeeps.self,
                EraseCustomer.self, InsertErasureRequest.self, InsertErasureOutcome.self, InsertLegalHold.self,
                LiftLegalHold.self,
            ]
            let retention: [any Statement.Type] = [
                LockRetention.self, RetentionPeriods.self, InsertRetentionRule.self, InsertRetentionRun.self,
                SweepRetention.self, InsertRetentionResult.self, ListRetentionRuns.self, RetentionResultsOf.self,
                OperatorsDueForRetention.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(records + erasures + retention, on: database)
            #expect(findings.map(\.description) == [])
        }
    }

    @Test func `the answer is due on the same day of the next month, or on its last`() throws {
        for (asked, due) in [
            ("2026-11-15", "2026-12-15"), ("2027-01-31", "2027-02-28"), ("2026-12-31", "2027-01-31"),
        ] {
            let day = try #require(LocalDate(asked))
            #expect("\(ErasureRequest.answerBy(day))" == due)
        }
    }
}
