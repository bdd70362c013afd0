package import Postgres
package import Values

/// What back-offices did, over all charge points of an operator: a list for people, and mails for those who must know.
package enum Notices {
    /// What the first page calls lately: a week, so that whoever works on Mondays only sees it.
    package static let recentSeconds: Int64 = 7 * 86_400
    /// The shortest time between two mails to the same people: firmware of a whole fleet is changed within the hour.
    package static let mailPauseSeconds: Int64 = 3_600
    /// Older notices are not mailed any more, as after a long time without this work; the list has them.
    package static let mailedSeconds: Int64 = 3 * 86_400
    /// Charge points with parked messages on the page; more are not decided about one by one.
    package static let parkedLimit = 100

    /// A page of the notices, and how many there are.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<NoticeSort>,
        kind: NoticeKind?,
        in tx: Transaction
    ) async throws -> Listing<NamedNotice> {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        return try await tx.listing(request) { ListNotices(operatorID: operatorID, kind: kind, request: $0) }
    }

    /// The charge points with messages about which a person has to decide, the longest waiting first.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func parked(_ scope: Scope, at now: Timestamp, in tx: Transaction) async throws -> [ParkedMessages] {
        try scope.require(.operatorAdmin, .operatorFinance)
        let list = ListParkedMessages(
            operatorID: try scope.requireOperator(),
            unansweredBefore: RelayOutbox.unansweredBefore(now),
            limit: parkedLimit
        )
        return try await tx.all(list)
    }

    /// How many charge points need a look.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func figures(_ scope: Scope, at now: Timestamp, in tx: Transaction) async throws -> NoticeFigures {
        try scope.require(.operatorAdmin, .operatorFinance)
        let count = CountNotices(
            operatorID: try scope.requireOperator(),
            kinds: NoticeKind.changes,
            since: now.adding(seconds: -recentSeconds),
            unansweredBefore: RelayOutbox.unansweredBefore(now)
        )
        return try await tx.one(count)
    }

    // MARK: Mails

    /// The operators whose administrators are to be told something now; work of the installation only.
    package static func operatorsToTell(
        _ scope: Scope,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [OperatorID] {
        try scope.require()
        return try await tx.all(OperatorsToTell(due: DueNotices(at: now)))
    }

    /// The operator's administrators who want such mails; work of the installation only.
    package static func recipients(_ scope: Scope, in tx: Transaction) async throws -> [NoticeRecipient] {
        try scope.require()
        return try await tx.all(ListNoticeRecipients(operatorID: try scope.requireOperator()))
    }

    /// Takes the notices that an operator's administrators are told of in one mail; they are taken once.
    ///
    /// Empty when there are none, or when a mail went out a short while ago. The mail is stored in the same transaction.
    package static func takeForMail(
        _ scope: Scope,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [NamedNotice] {
        try scope.require()
        let operatorID = try scope.requireOperator()
        // One after the other, so that two processes do not tell the same.
        try await tx.run(LockNoticeMails(operatorID: operatorID))
        return try await tx.all(TakeNotices(operatorID: operatorID, due: DueNotices(at: now), now: now))
    }
}

/// Which notices are told by mail.
struct DueNotices: Sendable {
    let kinds: [String]
    /// Notices since then.
    let since: Timestamp
    /// Unless a mail went out after this.
    let lastMailBefore: Timestamp

    init(at now: Timestamp) {
        kinds = NoticeKind.mailed.map(\.rawValue).sorted()
        since = now.adding(seconds: -Notices.mailedSeconds)
        lastMailBefore = now.adding(seconds: -Notices.mailPauseSeconds)
    }
}
