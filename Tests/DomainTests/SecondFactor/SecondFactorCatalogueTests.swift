import Postgres
import TestSupport
import Testing

@testable import Domain

struct SecondFactorCatalogueTests {
    @Test func `every statement of second factors fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let statements: [any Statement.Type] = [
                FindSecondFactor.self, LockSecondFactor.self, BeginSecondFactor.self, ConfirmSecondFactor.self,
                NoteCodeStep.self, EndSecondFactor.self, CountRecoveryCodes.self, InsertRecoveryCode.self,
                RetireRecoveryCodes.self, UseRecoveryCode.self, InsertPendingSignIn.self, FindPendingSignIn.self,
                UsePendingSignIn.self, DeleteOldPendingSignIns.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(statements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
