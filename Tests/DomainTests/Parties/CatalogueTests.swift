import Postgres
import TestSupport
import Testing

@testable import Domain

struct PartiesCatalogueTests {
    @Test func `every statement of parties, mails and charge points fits the schema`() async throws {
        try await TestDatabase.lease { database in
            let parties: [any Statement.Type] = [
                FindOperator.self, FindOperatorByReference.self, ListOperators.self, InsertOperator.self,
                UpdateOperator.self, HasLines.self, InsertAuditRecord.self, FindHost.self, FindHostByReference.self,
                ListHosts<Ascending<HostNameKey>>.self, ListHosts<Descending<HostNameKey>>.self,
                ListHosts<Ascending<HostSitesKey>>.self, ListHosts<Descending<HostSitesKey>>.self,
                ListHosts<Ascending<HostBalanceKey>>.self, ListHosts<Descending<HostBalanceKey>>.self,
                ListHostNames.self, InsertHost.self, UpdateHost.self, ListHostSupplies.self,
                ListHostReimbursements.self, ListHostCredits.self, ListSiteDays.self, FindSite.self,
                FindSiteByReference.self, ListSites.self, ListSiteNames.self, InsertSite.self, UpdateSite.self,
                FindUser.self, ListUsers.self, InsertUser.self, UpdateUser.self, SetUserDisabled.self,
                LockAdministrators.self, SetUserLanguage.self, SetPasswordHash.self, SetNoticeMails.self,
                FindNoticeMails.self, ListNoticeRecipients.self,
            ]
            let access: [any Statement.Type] = [
                FindWebSession.self, TouchWebSession.self, InsertWebSession.self, EndSurplusSessions.self,
                EndWebSession.self, EndUserSessions.self, ListWebSessions.self, LockAccount.self,
                CountAccountFailures.self, CountAddressFailures.self, InsertSignInAttempt.self,
                DeleteSignInAttempt.self, DeleteOldSignInAttempts.self, FindAccount.self, InsertPasswordReset.self,
                FindPasswordReset.self, UsePasswordReset.self, UseUserResets.self, InsertMail.self, ClaimMails.self,
                MarkMailSent.self, MarkMailFailed.self,
            ]
            let chargePoints: [any Statement.Type] = [
                FindChargePoint.self, FindChargePointByIdentity.self, ListChargePoints.self, InsertChargePoint.self,
                UpdateChargePoint.self, SetChargePointKey.self, RetireChargePoint.self, RestoreChargePoint.self,
                ListConnectorReports.self,
                FindChargePointState.self, ListOpenSessionReports.self, ListLatestFrames.self,
                UpsertChargePointState.self, UpsertConnectorReport.self, DisconnectNode.self,
                AreOtherNodesAlive.self, FindHoldingNode.self, FindToken.self,
                FindTokenByUID.self, ListTokens.self, InsertToken.self, UpdateToken.self, InsertCommand.self,
                CountWaitingCommands.self, ListCommands.self, ClaimCommands.self, AnswerCommand.self,
                ExpireCommands.self, RequeueCommand.self, WithdrawCommand.self, ListAnsweredCommands.self,
                GiveUpRelayedCommands.self, FindKeyRenewal.self, LockChargePoint.self, SetNextKey.self,
                SetNextKeyOfBackOffice.self,
                AdoptNextKey.self,
                FindProtocol.self, NextCommandNumber.self, ListSettings.self, UpsertSetting.self, FindLocalList.self,
                KeepLocalList.self, StoreLocalList.self, FailLocalList.self, CheckLocalListVersion.self,
                ListLocalListTokens.self, ListKeptLists.self, NoteLocalListDigest.self, ListAuthorities.self,
                InsertAuthority.self, TrustAuthority.self,
                FindSigningAuthority.self, ListDirectoryAuthorities.self, ListCertificateRequests.self,
                WaitingCertificateRequest.self, DecideCertificateRequest.self, CertificateDelivered.self,
                RequireCertificate.self, FindCertificateNeed.self, InsertCertificateRequests.self,
                FindUnknownTokenPolicy.self,
                SetUnknownTokenPolicy.self,
                ListUnknownTokens.self, ListDirectoryEntries.self,
                ListDirectoryTokens.self, ListTokenPolicies.self,
            ]
            let all = parties + access + chargePoints
            let findings = try await StatementCatalogue.checkProduct(all, on: database)
            #expect(findings.map(\.description) == [])
        }
    }
}
