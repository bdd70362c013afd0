import Postgres
import TestSupport
import Testing

@testable import Domain

struct OnboardingCatalogueTests {
    @Test func `every statement about platforms, refusals and signed values fits the schema`() async throws {
        let statements: [any Statement.Type] = [
            SupplyPlatform.self, SupplyBrand.self, ListPlatforms.self, ListBrands.self, UpsertPlatformEdit.self,
            DeletePlatformEdit.self, UpsertRefusedHandshake.self, ListRefusedHandshakes.self,
            ForgetRefusedHandshakes.self, FindMeteredSession.self, FramesWithSignedValues.self, LatestSignedFrame.self,
            FindMeterKey.self, UpsertMeterKey.self, DeleteMeterKey.self, ListMeterFacts.self, InsertMeterFacts.self,
            LockConnecting.self, CountNeverConnected.self, IdentityIsOperators.self,
            IdentityIsElsewhere.self,
        ]
        try await TestDatabase.lease { database in
            let findings = try await StatementCatalogue.check(statements, rows: [], on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
