package import Values

/// A customer's wish to be forgotten, and what became of it.
package struct ErasureRequest: Hashable, Sendable {
    package let id: ErasureRequestID
    package let customer: CustomerID
    /// `#` and its number once it is erased.
    package let customerName: String
    package let askedBy: String
    package let askedOn: LocalDate
    package let reason: String
    package let recordedBy: String
    package let recordedAt: Timestamp
    /// `nil` while it is open.
    package let outcome: ErasureOutcome?
    package let outcomeReason: String
    package let decidedBy: String
    package let decidedAt: Timestamp?

    /// The day by which the person has to be told what was done.
    ///
    /// Source: Regulation (EU) 2016/679 art. 12(3): one month.
    package var answerBy: LocalDate { ErasureRequest.answerBy(askedOn) }

    static func answerBy(_ day: LocalDate) -> LocalDate {
        let next = day.yearMonth.next
        return min(next.firstDay.adding(days: Int64(day.components.day) - 1), next.lastDay)
    }
}

/// How a request ends.
package enum ErasureOutcome: String, CaseIterable, Hashable, Sendable {
    case carriedOut = "carried_out"
    case withdrawn
    /// With a reason that the person is told.
    case refused
}

/// Why a customer cannot be erased yet.
package enum ErasureObstacle: String, CaseIterable, Hashable, Sendable {
    /// Somebody holds its records.
    case hold
    /// A mandate counts this year or later, and is what the data is needed for.
    case mandate
    /// Units can still be sold for it, or are sold and not paid.
    case units
    /// A payout waits for the bank.
    case payment
}

/// What is removed at once.
package enum ErasureRemoval: String, CaseIterable, Hashable, Sendable {
    case signIns = "sign_ins"
    case secondFactor = "second_factor"
    case codes, mails, drafts, accounts, profile
}

/// A kind that is removed at once, with how many there are.
package struct ErasureCount: Hashable, Sendable {
    /// `nil` for a kind of a later version.
    package let kind: ErasureRemoval?
    package let count: Int
}

/// What the law keeps.
package enum ErasureKept: String, CaseIterable, Hashable, Sendable {
    case mandates, papers, bookings, readings, sessions, payouts
}

/// A kind that stays, with how many there are and from which day they may go.
package struct ErasureRest: Hashable, Sendable {
    package let kind: ErasureKept?
    package let count: Int
    package let until: LocalDate
}

/// What an erasure would do.
package struct ErasurePreview: Hashable, Sendable {
    package let obstacles: [ErasureObstacle]
    package let removed: [ErasureCount]
    package let kept: [ErasureRest]
}

/// Who a customer was, for documents that are still kept.
package struct CustomerRemains: Hashable, Sendable {
    package let name: String
    package let email: String
    package let address: Address
    package let companyNumber: String
    package let frozenAt: Timestamp
    package let keptUntil: LocalDate
}

/// A reason for which nothing of a customer goes.
package struct LegalHold: Hashable, Sendable {
    package let reason: String
    package let placedBy: String
    package let placedAt: Timestamp
    package let liftedBy: String
    package let liftedAt: Timestamp?
}

/// All about one customer's privacy.
package struct CustomerPrivacyFile: Sendable {
    package let requests: [ErasureRequest]
    package let holds: [LegalHold]
    /// What was removed, once it was.
    package let removed: [ErasureCount]
    package let remains: CustomerRemains?
    package let erasedAt: Timestamp?

    /// The request that waits.
    package var open: ErasureRequest? { requests.first { $0.outcome == nil } }
    /// The hold that holds.
    package var hold: LegalHold? { holds.first { $0.liftedAt == nil } }
}

/// Why an erasure was not carried out as asked.
package enum ErasureRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// Another request of the customer waits, or this one does no more.
    case request = "erasure.request"
    /// Something stands in the way that the preview names.
    case obstacle = "erasure.obstacle"
    /// The customer is erased already.
    case erased = "erasure.erased"
    /// It is held already, or not at all.
    case hold = "erasure.hold"

    package var code: String { rawValue }
    package var description: String { "\(code): nothing of the customer was changed" }
}
