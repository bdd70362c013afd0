import Postgres
import TestSupport
import Testing

@testable import Domain

struct EREBookingCatalogueTests {
    @Test func `every statement of bookings fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let lists: [any Statement.Type] = [
                ListEREBookings<Ascending<EREBookingCustomerKey>>.self,
                ListEREBookings<Descending<EREBookingCustomerKey>>.self,
                ListEREBookings<Ascending<EREBookingEnergyKey>>.self,
                ListEREBookings<Descending<EREBookingEnergyKey>>.self,
                ListEREBookings<Ascending<EREBookingUnitsKey>>.self,
                ListEREBookings<Descending<EREBookingUnitsKey>>.self,
                ListEREBookings<Ascending<EREBookingChangedKey>>.self,
                ListEREBookings<Descending<EREBookingChangedKey>>.self,
            ]
            let rest: [any Statement.Type] = [
                EREDeviceTies.self, EREDeviceTimes.self, EREDeviceCounted.self,
                EREMeteredPushes.self, EREMeteredReadings.self, ERECountedPushesOf.self, InsertERECountedPushes.self,
                InsertERERecountedPushes.self, EREPushesOf.self, NamesOfChargers.self,
                EREFiledPushes<EREFilingSource>.self,
                LockEREMeasuring.self, ERERoundingRule.self, InsertERERounding.self, EREMeasuredEnrolments.self,
                EREMeteredSessions.self, ERECountedOf.self, InsertEREBookings.self, InsertEREMeasurements.self,
                InsertEREFacts.self, InsertERECounted.self, InsertERERecounted.self, SumEREBookings.self,
                EREBookedQuarters.self, FindEREBookings.self, NextEREBookings.self, ERECorrectionOf.self,
                EREMeasurementOf.self, CheckEREHeads.self, InsertEREFiling.self, NextAcceptedBookings.self,
                InsertEREFilingLines.self,
                InsertEREFilingRefusals.self, InsertEREFilingDocuments.self, ListEREFilings.self, SumEREFiling.self,
                EREFilingDocumentsOf.self, EREFilingLines<EREFilingSource>.self, EREFiledSessions<EREFilingSource>.self,
                EREFiledFacts<EREFilingSource>.self,
                EREFiledPapers<EREFilingSource>.self, CheckERECounted.self, EREMeasuredUnits.self, EREFactsOf.self,
                ERESessionsOf.self, NamesOfChargePoints.self, ERECreditToleranceRow.self, InsertERECreditTolerance.self,
                InsertERECreditFile.self, FindERECreditFile.self, ListERECreditFiles.self, ERECreditFileContent.self,
                ERECreditCandidates.self, InsertERECreditImport.self, InsertERECredits.self, SumERECredits.self,
                RecordedERECreditFiles.self, ERECreditsOfFile.self, CheckERECredits.self, InsertEREBroker.self,
                ListEREBrokers.self, FindERETradeReference.self, EREStockOfYear.self, SumEREStock.self,
                SumEREStockLots.self, RefreshBookingStatistics.self,
                InsertERETrade.self, InsertERETradeLines.self, ListERETrades.self, ERETradeLines.self,
                InsertERETradeCancellation.self, ERESoldOutBy.self, InsertERETradeDocument.self,
                ListERETradeDocuments.self, FindERETradeDocument.self, SequenceOfKey.self, ERETradesToCheck.self,
                EREStockBefore.self, ERESharesOf.self, CheckERETradePostings.self, CheckEREStock.self,
                ExportERECredits.self, ExportERETradeMarks.self, SumEREOpenLines.self, CountEREEndingMandates.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(lists + rest, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
