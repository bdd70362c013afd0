import Postgres
import TestSupport
import Testing

@testable import Domain

struct BillingCatalogueTests {
    @Test func `every statement of billing and banking fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let findings = try await StatementCatalogue.checkProduct(
                [
                    RefreshBillingStatistics.self, RequestMonthEnd.self, StartMonthEnd.self, NoteProgress.self,
                    FinishMonthEnd.self,
                    UnfinishedMonthEnds.self, MonthTally.self, RatesOfOperator.self, SuppliedRates.self,
                    DueContracts.self, LockContract.self,
                    CreditOfPeriod.self, TermOfContract.self, SitesOfCredit.self, DueEntries.self, MarkCredited.self,
                    NextCreditID.self, TakeNumber.self, InsertCredit.self, InsertDocumentLines.self,
                    InsertVATTotals.self,
                    InsertCreditLines.self, CreditsToApprove.self, InsertApprovals.self, HostOfCredit.self,
                    FindCreditFile.self, InsertCreditFile.self, CreditsWithoutFile.self, ListCredits.self,
                    FindCredit.self, LinesOfCredit.self, DocumentLinesOfCredit.self, CreditsOfSession.self,
                    ListMonths.self,
                    CountCorrectionsDue.self, ListStoredCredits.self,
                    ProofsOfCredits.self,
                    LinesOfDocuments.self, VATTotalsOfDocuments.self, EntriesOfDocuments.self, CheckNumbers.self,
                    CheckFiles.self,
                    CheckHeads.self, CheckApprovals.self, CheckMarks.self, CheckCreditPostings.self,
                    CheckPaymentPostings.self,
                    CheckHostBalances.self,
                    UnpaidCredits.self, UnapprovedCredits.self, HostsToPay.self, LockSeries.self,
                    InsertPaymentFile.self, InsertPaidCredits.self, LastPaymentFile.self, ListPaymentFiles.self,
                    InsertOperatorRate.self, InsertSuppliedRate.self, KeepBlockedCredits.self,
                    ResolveBlockedCredits.self, ListBlockedCredits.self,
                    FindPaymentFile.self, PaymentDaysOfFiles.self, ListPaymentDays.self,
                    InsertHandPayment.self, InsertCreditsPaidByHand.self, ListHandPayments.self,
                ],
                on: database
            )
            #expect(findings.isEmpty, "\(findings)")
        }
    }
}
