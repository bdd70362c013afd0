import Postgres
import TestSupport
import Testing

@testable import Domain

struct ERETradeCatalogueTests {
    @Test func `every list of trades and of their lines fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let trades: [any Statement.Type] = [
                PageOfERETrades<Ascending<ERETradeNumberKey>>.self, PageOfERETrades<Descending<ERETradeNumberKey>>.self,
                PageOfERETrades<Ascending<ERETradeSoldKey>>.self, PageOfERETrades<Descending<ERETradeSoldKey>>.self,
                PageOfERETrades<Ascending<ERETradeUnitsKey>>.self, PageOfERETrades<Descending<ERETradeUnitsKey>>.self,
                PageOfERETrades<Ascending<ERETradeNetKey>>.self, PageOfERETrades<Descending<ERETradeNetKey>>.self,
            ]
            let lines: [any Statement.Type] = [
                PageOfERETradeLines<Ascending<ERETradeLinePositionKey>>.self,
                PageOfERETradeLines<Descending<ERETradeLinePositionKey>>.self,
                PageOfERETradeLines<Ascending<ERETradeLineCustomerKey>>.self,
                PageOfERETradeLines<Descending<ERETradeLineCustomerKey>>.self,
                PageOfERETradeLines<Ascending<ERETradeLineEANKey>>.self,
                PageOfERETradeLines<Descending<ERETradeLineEANKey>>.self,
                PageOfERETradeLines<Ascending<ERETradeLineQuarterKey>>.self,
                PageOfERETradeLines<Descending<ERETradeLineQuarterKey>>.self,
                PageOfERETradeLines<Ascending<ERETradeLineUnitsKey>>.self,
                PageOfERETradeLines<Descending<ERETradeLineUnitsKey>>.self,
                PageOfERETradeLines<Ascending<ERETradeLineAmountKey>>.self,
                PageOfERETradeLines<Descending<ERETradeLineAmountKey>>.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(trades + lines, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
