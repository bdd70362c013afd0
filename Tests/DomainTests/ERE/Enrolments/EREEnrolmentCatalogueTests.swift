import Postgres
import TestSupport
import Testing

@testable import Domain

struct EREEnrolmentCatalogueTests {
    @Test func `every statement of enrolments fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let lists: [any Statement.Type] = [
                ListEREEnrolments<Ascending<EREEnrolmentCustomerKey>>.self,
                ListEREEnrolments<Descending<EREEnrolmentCustomerKey>>.self,
                ListEREEnrolments<Ascending<EREEnrolmentChangedKey>>.self,
                ListEREEnrolments<Descending<EREEnrolmentChangedKey>>.self,
                ListEREEnrolments<Ascending<EREEnrolmentSignedKey>>.self,
                ListEREEnrolments<Descending<EREEnrolmentSignedKey>>.self,
            ]
            let rest: [any Statement.Type] = [
                EREEnrolledElsewhere.self, FindEREEnrolment.self, LockEREEnrolment.self, EREEnrolmentsOfCustomer.self,
                InsertEREEnrolment.self,
                UntouchedEREDraft.self,
                UpdateEREDraft.self, UpdateEREPayoutModel.self, UpdateEREState.self, EREChargersOf.self,
                InsertERECharger.self, RemoveERECharger.self, EREClaimedYears.self, TakeEREClaim.self,
                ReleaseEREClaim.self, FindEREMandate.self, FindEREMandatePDF.self, InsertEREMandate.self,
                InsertERECode.self,
                NewestERECode.self, CountERECodeAttempt.self, EREEvidenceOf.self, FindEREEvidence.self,
                InsertEREEvidence.self, InsertEREReview.self, ChargePointsOfCustomer.self, AssignChargePoint.self,
                CustomerOfChargePoint.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(lists + rest, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
