package import Values

/// What a back-office did with a charge point that people must know, though nothing was blocked.
///
/// That it refuses or cannot be reached is none of these: that comes again with every attempt, and stands on the charge
/// point's own page.
package enum NoticeKind: String, CaseIterable, Hashable, Sendable {
    /// The charge point was sent to another address.
    case moved
    /// It was given another key.
    case keyRotation = "key_rotation"
    /// It was given another security profile.
    case securityProfile = "security_profile"
    /// It was given other firmware.
    case firmware
    /// It was restarted at once.
    case hardReset = "hard_reset"
    /// A connection ended over a message that one side found too big.
    case messageTooBig = "message_too_big"
    /// A message went out twice because its first answer was lost.
    case toldTwice = "told_twice"
    /// A session that the back-office was told of later was not accepted.
    case startNotAccepted = "start_not_accepted"
    /// A message for the back-office waits for a person's decision.
    case parked = "outbox_parked"

    /// What changes who speaks to the charge point, and how.
    package static let changes: Set<NoticeKind> = [.moved, .keyRotation, .securityProfile, .firmware]
    /// What administrators are told by mail: all but restarts, which are over when the mail comes.
    package static let mailed = Set(allCases).subtracting([.hardReset])
}

/// A notice with the names of what it is about.
package struct NamedNotice: Hashable, Sendable {
    package let id: Int64
    package let chargePointID: ChargePointID
    package let chargePointName: String
    /// Whether the charge point is registered; one that is not has another page.
    package let isRegistered: Bool
    package let upstreamName: String
    /// `nil` for a kind of a newer release.
    package let kind: NoticeKind?
    /// An address or a reason; never a key.
    package let detail: String
    package let at: Timestamp
}

/// The columns by which notices are ordered.
package enum NoticeSort: String, CaseIterable, Hashable, Sendable {
    case at
}

/// A charge point with messages for its back-office about which a person has to decide.
package struct ParkedMessages: Hashable, Sendable {
    package let chargePointID: ChargePointID
    package let chargePointName: String
    package let count: Int
    /// When the oldest of them was said.
    package let since: Timestamp
}

/// Somebody who is told of notices by mail.
package struct NoticeRecipient: Hashable, Sendable {
    package let email: String
    /// BCP 47.
    package let language: String
}

/// How many charge points need a look because of their back-office.
package struct NoticeFigures: Hashable, Sendable {
    /// Those whose back-office changed something about them lately.
    package let changed: Int
    /// Those with messages about which a person has to decide.
    package let parked: Int
}
