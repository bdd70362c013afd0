import FoundationEssentials
import Postgres
import TestSupport
import Testing

@testable import Domain

struct StatementCatalogueTests {
    @Test func `every statement about frames and sessions fits the schema`() async throws {
        let frames: [any Statement.Type] = [
            EnsurePartitions.self, StoredSequence.self, InsertNode.self, NodeByName.self, NextTransactionBlock.self,
            RecentStarts.self, FramesOfChargePoint.self, FrameNodes.self, FramesAfter.self, LockCursor.self,
            AdvanceCursor.self, ProjectionStates.self, SessionsByKey.self, UpsertSessions.self, InsertReadings.self,
            InsertSessionFrames.self, InsertFrameFaults.self, InsertReports.self, ListReports.self,
            UpsertProjectionStates.self, RequestRating.self, PlanAnew.self,
            NextSessionIDs.self, StopProjectors.self, NextToRebuild.self, ProjectedFramesOfChargePoint.self,
            SessionIDsOfChargePoint.self, StoreRebuiltState.self, RetireSessions.self, MarkReadings.self,
        ]
        let sessions: [any Statement.Type] = [
            FindSession.self, FindSessionPlace.self, ReadingsOfSession.self, DecisionsOfSession.self,
            FramesOfSession.self, HoldOfSession.self, InsertDecision.self, LockSession.self, AwaitRebuild.self,
            InsertSessionEnding.self,
            EndingsOfSession.self, EndingsOfChargePoint.self, FindSessionRecord.self,
            SessionSummaries.self, ChargePointsMatching.self,
        ]
        try await expectNoFindings(frames + sessions + ListStatements.sessions, rows: [FrameRow.self])
    }

    @Test func `every statement about prices and contracts fits the schema`() async throws {
        let prices: [any Statement.Type] = [
            InsertPriceDocument.self, InsertPrices.self, PricesOfSpan.self, VersionsOfMoment.self,
            PricesAfterDocument.self, ListPricedZones.self, CountContractsInOtherCurrencies.self,
        ]
        let contracts: [any Statement.Type] = [
            ContractStamp.self, AllReimbursementContracts.self, SupplyVersions.self, ReimbursementVersions.self,
            InsertSupplyContract.self, InsertSupplyVersion.self, InsertReimbursementContract.self,
            InsertReimbursementVersion.self, HostOfSite.self, HostOfSupplyContract.self,
            HostOfReimbursementContract.self, ListSupplyContracts.self, RecordedSupplyVersions.self,
            ListReimbursementContracts.self, RecordedReimbursementVersions.self, BiddingZonesOfSites.self,
            CreditedSessionsByDay.self,
        ]
        try await expectNoFindings(prices + contracts)
    }

    @Test func `every statement about the journal fits the schema`() async throws {
        let rating: [any Statement.Type] = [
            TakeRatingWork.self, DeleteRatingWork.self, SessionsToRate.self, CurrentLines.self, InsertLines.self,
            RatingGate.self, RateSessionsPricedBy.self, RateSessionsOfHost.self, RateSessionsOfSite.self,
        ]
        let lists: [any Statement.Type] = [
            JournalEntries.self, FindLine.self, LineVersions.self,
            ListExceptions.self, CountExceptions.self, ListMissingQuarters.self,
        ]
        let figures: [any Statement.Type] = [
            FiguresPerDay.self, SumCreditsDue.self, CountChargePoints.self, CountOpenSessions.self,
            CountWaitingLines.self,
            MonthHasCredits.self,
        ]
        try await expectNoFindings(rating + lists + ListStatements.journal + figures)
    }

    @Test func `every statement about back-offices fits the schema`() async throws {
        let statements: [any Statement.Type] = [
            ListUpstreams.self, InsertUpstream.self, UpdateUpstream.self, RetireUpstream.self, FindRelay.self,
            EndRelay.self, InsertRelay.self, CountRelayed.self, RelayNotices.self, InsertRelayNotice.self,
            ListNotices.self, ListParkedMessages.self, CountNotices.self, OperatorsToTell.self,
            LockNoticeMails.self, TakeNotices.self,
            ListOpenRelays.self, NextProvisionalBlock.self, PayloadOfFrame.self, LoadOutbox.self, ListOutbox.self,
            SummariseOutbox.self, DecideOutbox.self, InsertOutboxDecision.self, InsertOutbox.self,
            SupersedeOutbox.self, MarkOutboxSent.self, MarkOutboxAnswered.self, ListVerdicts.self,
            ListAcceptances.self, StoreVerdict.self, StoreAcceptance.self,
            ReplacedIdentity.self, ResealRelay.self, RelayModeNow.self,
            ListDefaultUpstreams.self,
            BeginsForeignIdentity.self, InsertDefaultUpstream.self, EndDefaultUpstream.self,
            ListDirectoryDefaults.self, ListDirectoryUnknown.self, ListClosedIdentities.self,
            ListUnknownChargePoints.self, NextChargePointID.self, LockNewcomers.self, KeepUnknownChargePoint.self,
            InsertApprovedChargePoint.self, DeleteUnknownChargePoint.self, RefuseUnknownChargePoint.self,
            UnknownAmong.self, CountNewcomersBehind.self,
        ]
        try await expectNoFindings(statements)
    }

    @Test func `every statement about observers fits the schema`() async throws {
        let statements: [any Statement.Type] = [
            ListObservers.self, InsertObserver.self, InsertObserverFeed.self, UpdateObserver.self, EndObserver.self,
            WaysAddressedTwice.self, UpsertObserverNode.self, DeleteObserverNode.self,
            ClaimObserverFeeds.self, ListObserverTasks.self, ReleaseObserverFeed.self, ReleaseObserverFeeds.self,
            LoadObserverFeed.self, MarkObserverSending.self, AdvanceObserverFeed.self, NoteObserverState.self,
            FramesToObserve.self, FramesObserved.self, CountFramesToObserve.self, CallsBehind.self, LatestCalls.self,
            InsertLookbacks.self, FirstLookback.self, DeleteLookbacks.self, KnownObserverTransactions.self,
            ObserverTransactionsWanted.self, UpsertObserverTransactions.self, ListObserverTransactions.self,
            RetryObserverTransaction.self,
        ]
        try await expectNoFindings(statements)
    }

    @Test func `every statement about emission reduction units fits the schema`() async throws {
        try await expectNoFindings([FactorsOfScheme.self, InsertEREFactors.self])
    }

    @Test func `every statement of verification fits the schema`() async throws {
        let statements: [any Statement.Type] = [
            ChargePointsWithFrames.self, SessionsOfChargePoint.self, ReadingsOfChargePoint.self, PricedVersions.self,
            RatingWorkCount.self,
        ]
        try await expectNoFindings(statements)
    }

    @Test func `every statement of the portfolio import fits the schema`() async throws {
        let statements: [any Statement.Type] = [
            ForeignEmails.self, ForeignIdentities.self, HostByReference.self, ImportChargePoints.self,
            ImportHosts.self, ImportOperator.self, ImportSites.self, ImportTokens.self, ImportUser.self,
            MovedContracts.self, MovedSites.self, MergedHosts.self, KnownNames.self, RezonedSites.self,
            ImportUpstreams.self, RelaysByIdentity.self, ObserversByIdentity.self,
            OperatorBasics.self, OperatorByReference.self, OperatorWithPrefix.self, TakenPlaces.self,
            NameSupplyContract.self, NameReimbursementContract.self,
            ReimbursementContractByReference.self, SiteByReference.self, SupplyContractByReference.self,
        ]
        try await expectNoFindings(statements)
    }

    /// Folders of Sources whose statements stand in no catalogue.
    private static let exempt: [String: String] = [
        "App": "the bench fills and reads a database of its own, and runs each statement of it",
        "Postgres": "it asks PostgreSQL about itself and keeps the table of migrations, as every test does",
        "TestSupport": "it asks the server of the tests for its databases, as every test does",
    ]

    @Test func `no statement of the product is missing from the catalogues`() throws {
        let root = String(#filePath.dropLast("/Tests/DomainTests/StatementCatalogueTests.swift".count))
        let rooms = try FileManager.default.contentsOfDirectory(atPath: root + "/Sources").filter { !$0.contains(".") }
        #expect(Self.exempt.keys.allSatisfy { rooms.contains($0) })
        let sources = try rooms.filter { Self.exempt[$0] == nil }.flatMap { room in
            try texts(below: root + "/Sources/" + room) { $0.contains(": Statement") || $0.contains(": CopyRow") }
        }
        let tests = try texts(below: root + "/Tests") {
            $0.contains("StatementCatalogue.check") || $0.contains("any Statement.Type]")
        }
        let declaration = #/struct (\w+)(?:<[^>]*>)?: (?:Statement|CopyRow)\b/#
        let declared = Set(sources.flatMap { $0.matches(of: declaration).map { String($0.1) } })
        let entry = #/(\w+)(?:<[\w<>, ]*>)?\.self\b/#
        let listed = Set(tests.flatMap { $0.matches(of: entry).map { String($0.1) } })

        #expect(declared.count > 100)
        for known in ["ListSessions", "WriteTransactions", "IsSchemaPresent"] { #expect(declared.contains(known)) }
        #expect(declared.subtracting(listed).sorted() == [])
    }

    private func expectNoFindings(
        _ statements: [any Statement.Type],
        rows: [any CopyRow.Type] = []
    ) async throws {
        try await TestDatabase.lease { database in
            let findings = try await StatementCatalogue.checkProduct(statements, rows: rows, on: database)
            #expect(findings.map(\.description) == [])
        }
    }

    /// The Swift files below a folder that are wanted by their content.
    private func texts(below folder: String, where isWanted: (String) -> Bool) throws -> [String] {
        var texts: [String] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let path = folder + "/" + name
            if name.hasSuffix(".swift") {
                let text = try String(contentsOfFile: path, encoding: .utf8)
                if isWanted(text) { texts.append(text) }
            } else if !name.contains(".") {
                texts += try self.texts(below: path, where: isWanted)
            }
        }
        return texts
    }
}
