import Postgres
import TestSupport
import Testing

@testable import Domain

struct ERESampleCatalogueTests {
    @Test func `every statement of samples fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let statements: [any Statement.Type] = [
                EREPopulationFilings.self, CountEREPopulationConnections.self, EREPopulationLines.self,
                ListERESamples.self, ERESampleLinesOf.self, InsertERESample.self, InsertERESampleLines.self,
                InsertERESampleAnswer.self, ERESampledFrames.self, ERESampledWords.self, ERESampledCredits.self,
                EREFilingLines<ERESampleSource>.self, EREFiledSessions<ERESampleSource>.self,
                EREFiledPushes<ERESampleSource>.self, EREFiledFacts<ERESampleSource>.self,
                EREFiledPapers<ERESampleSource>.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(statements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
