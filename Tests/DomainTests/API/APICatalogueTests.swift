import Postgres
import TestSupport
import Testing

@testable import Domain

struct APICatalogueTests {
    @Test func `every statement of what programs do fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let keys: [any Statement.Type] = [
                ListAPIKeys.self, LockAPIKeys.self, CountAPIKeys.self, NextAPIKeyID.self, InsertAPIKey.self,
                RotateAPIKey.self, RevokeAPIKey.self, FindAPIKey.self, TouchAPIKey.self,
                FindAPIAnswer.self, TryAPIRequest.self, InsertAPIAnswer.self, ForgetAPIAnswers.self,
            ]
            let records: [any Statement.Type] = [
                PageOfCustomers.self, PageOfEnrolments.self, PageOfConnections.self, PageOfDeliveries.self,
                PageOfPayouts.self, PageOfDocuments.self,
                PageOfChargePoints.self, PageOfSessions.self, PageOfSessionsOfChargePoint.self, FindAPISession.self,
            ]
            let readings: [any Statement.Type] = [
                LockPushes.self, FindPushBatch.self, PushBatchByID.self, ChargersOfPushes.self, KeptSessionsOf.self,
                InsertPushFile.self, FindPushFile.self, ListPushFiles.self,
                ListPushBatches.self, FindPushedReading.self, PushFileContent.self, ChargersByName.self,
                InsertPushedSessions.self, PageOfPushedSessions.self,
                KeptReadingsOf.self, InsertPushBatch.self, InsertPushedReadings.self, PageOfPushedReadings.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(keys + records + readings, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
