package import Values

/// A further back-office that is told what a charge point says, and has no control over it.
package struct ChargePointObserver: Hashable, Sendable {
    package let id: ObserverID
    package let chargePointID: ChargePointID
    package let upstreamID: UpstreamID
    package let upstreamName: String
    package let upstreamURL: String
    package let details: ObserverDetails
    /// What the charge point said before is not told.
    package let since: Timestamp
    package let feed: ObserverFeedState
}

/// What may be set about an observer.
package struct ObserverDetails: Hashable, Sendable {
    /// The identity under which it knows the charge point; empty for the charge point's own.
    package var identity: String
    package var authorization: ObserverAuthorization
    /// Whether it is told; what it misses meanwhile it is told when it is switched on again.
    package var isEnabled: Bool
    /// Whether every connection to it begins with the charge point's last boot.
    package var bootsAgain: Bool

    package init(
        identity: String = "",
        authorization: ObserverAuthorization = .none,
        isEnabled: Bool = true,
        bootsAgain: Bool = false
    ) {
        self.identity = identity
        self.authorization = authorization
        self.isEnabled = isEnabled
        self.bootsAgain = bootsAgain
    }
}

/// What an observer gets to see as the charge point's credentials; the charge point's own key is not known here.
package enum ObserverAuthorization: String, CaseIterable, Hashable, Sendable {
    /// A key of its own, which we keep sealed.
    case key
    case none
}

/// How far an observer was told, and how the connection to it stands.
package struct ObserverFeedState: Hashable, Sendable {
    /// `new`, `connected`, `away`, `not_accepted`, `resting`.
    package let state: String
    /// Why: a name with words behind a colon.
    package let reason: String
    package let since: Timestamp?
    package let nextTryAt: Timestamp?
    /// Messages that it took.
    package let told: Int64
    package let lastToldAt: Timestamp?
    /// Signs of life and cards that were too old to be told.
    package let outdated: Int64
    /// Messages that it refused or did not answer.
    package let refused: Int64
    package let lastRefusal: String
    /// Its commands, which all were refused.
    package let commands: Int64
    /// Messages of transactions that it does not know, none of which was told.
    package let skipped: Int64
    /// Transactions of which it was not told everything.
    package let untold: Int64
}

/// Why an observer cannot be stored as asked.
package enum ObserverRejection: String, ConstraintRejection, CaseIterable {
    case alreadyThere = "observer.already_there"
    case addressedTwice = "observer.addressed_twice"
    case retired = "observer.upstream_retired"
    case keyMissing = "observer.key_missing"
    case identityForm = "observer.identity_form"
    case tooMany = "observer.too_many"

    package static let constraints: [String: ObserverRejection] = [
        "charge_point_observers_one": .alreadyThere,
        "charge_point_observers_identity_form": .identityForm,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the observer was not stored" }
}

/// What an observer made of a transaction, for people.
package struct ObserverTransactionLine: Hashable, Sendable {
    package let name: OutboxName
    package let receivedAt: Timestamp
    package let transactionID: Int64
    package let observerTransactionID: Int64?
    /// `open`, `stopped`, `untold`, `stop_untold`.
    package let state: String
    package let reason: String
    package let told: Int64
    package let skipped: Int64
    package let refused: Int64
    /// Whether it is being told again.
    package let isUnderWay: Bool
    /// Whether it can be told again: its start, or its stop, is known and was not taken.
    package let mayRetry: Bool
    package let changedAt: Timestamp
}
