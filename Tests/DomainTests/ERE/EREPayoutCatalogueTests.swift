import Postgres
import TestSupport
import Testing

@testable import Domain

struct EREPayoutCatalogueTests {
    @Test func `every statement of payouts fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let statements: [any Statement.Type] = [
                EREPayoutMarksNow.self, EREPayoutRulesOn.self, EREDuePayees.self, EREDueShares.self, EREPayees.self,
                EREOwnFees.self, EREReferred.self, EREChargersOfBookings.self, InsertEREPayoutRun.self,
                ListEREPayoutRuns.self, SumEREPayouts.self, ListEREPayoutLeftOut.self, LockEREPayoutRun.self,
                NoteEREPayoutProgress.self, FinishEREPayoutRun.self, NextCreditIDs.self, TakeNumbers.self,
                InsertEREDocuments.self, InsertEREPayouts.self, InsertEREPayoutQuarters.self, InsertEREPayoutLines.self,
                InsertEREPayoutLeftOut.self, EREPaidShares.self, EREPaidQuarters.self, EREPaidPayouts.self,
                CheckEREPayoutPostings.self, CheckERECustomerBalances.self, InsertEREPayoutRules.self,
                InsertEREPayingAccount.self, EREPayingAccountOn.self, InsertERECustomerFee.self,
                InsertEREReferral.self, InsertERESelfBilling.self, ExportEREPayouts.self, InsertEREPaid.self,
                InsertEREUnpaid.self, PaymentToReturn.self, InsertPaymentReturn.self, MarkReturned.self,
                CheckPaymentReturns.self, FindEREPayout.self, UntoldEREPayouts.self,
                InsertEREPayoutMails.self, InsertMails.self, ListEREPayoutRules.self, ListERECustomerFees.self,
                ListERESelfBilling.self, EREReferrerOf.self,
                EREBroughtBy.self, RefreshPayoutStatistics.self, UnfinishedEREPayouts.self,
                NoteEREPayoutFault.self,
                ResumeEREPayout.self, WantEREPayoutMails.self, EREPayoutMailsDue.self, EndEREPayoutMails.self,
                CountUnpaidPayouts.self, AskForBankFile.self, BankFilesAsked.self, EndBankFile.self,
                EREVerifiedYears.self, EREHeldBefore.self,
                ERELostBefore.self, InsertEREPayoutAdjustments.self, EREPayoutAdjustmentsOf.self,
                EREPaidAdjustments.self, ExportEREPayoutRuns.self, ExportEREAdjustments.self,
                ExportEREVerifications.self, ExportEREFailed.self, ExportERELost.self, ListEREVerifications.self,
                EREVerificationLines.self, EREVerificationDocument.self, EREVerificationKnown.self,
                EREVerifiable.self, EREVerificationMoved.self, SumEREVerified.self, InsertEREVerification.self,
                InsertEREVerificationLines.self, InsertEREVerificationDecision.self, InsertEREVerifiedCredits.self,
                InsertEREVerified.self, InsertEREVerificationShares.self, CheckEREVerifications.self,
                EarnedByOwnCustomer.self, EREKeptOf.self, FindEREDocument.self, ListOwnPayouts.self,
                ListEREPayouts<Ascending<EREPayoutCustomerKey>>.self,
                ListEREPayouts<Descending<EREPayoutCustomerKey>>.self,
                ListEREPayouts<Ascending<EREPayoutUnitsKey>>.self, ListEREPayouts<Descending<EREPayoutUnitsKey>>.self,
                ListEREPayouts<Ascending<EREPayoutGrossKey>>.self, ListEREPayouts<Descending<EREPayoutGrossKey>>.self,
                ListEREPayouts<Ascending<EREPayoutPayableKey>>.self,
                ListEREPayouts<Descending<EREPayoutPayableKey>>.self,
            ]
            let findings = try await StatementCatalogue.checkProduct(statements, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
