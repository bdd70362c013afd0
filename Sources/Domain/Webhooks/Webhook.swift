package import Values

/// What programs are told of; triggers of the database write the same words.
package enum WebhookKind: String, CaseIterable, Hashable, Sendable {
    case enrolmentDraft = "enrolment.draft"
    case enrolmentWaiting = "enrolment.waiting"
    case enrolmentActive = "enrolment.active"
    case enrolmentRefused = "enrolment.refused"
    case enrolmentEnded = "enrolment.ended"
    case enrolmentDiscarded = "enrolment.discarded"
    case bookingMeasured = "booking.measured"
    case bookingAccepted = "booking.accepted"
    case bookingBooked = "booking.booked"
    case bookingCredited = "booking.credited"
    case bookingVerified = "booking.verified"
    case bookingSold = "booking.sold"
    case bookingPaid = "booking.paid"
    case payoutMade = "payout.made"
    case payoutApproved = "payout.approved"
    case payoutPaid = "payout.paid"
    case payoutReturned = "payout.returned"
    case sessionCompleted = "session.completed"
    /// Sent from a page, whatever the endpoint wants.
    case test = "webhook.test"

    /// Those that an endpoint may want.
    package static let wanted = allCases.filter { $0 != .test }
}

/// An address to which events are sent.
package struct WebhookEndpoint: Hashable, Sendable {
    package let id: WebhookEndpointID
    package let name: String
    package let url: String
    /// All of them when there is none.
    package let kinds: [String]
    package let createdAt: Timestamp
    package let createdBy: String
    package let rotatedAt: Timestamp?
    /// Until when the secret before signs, too.
    package let earlierUntil: Timestamp?
    package let disabledAt: Timestamp?
    package let disabledReason: String
    /// Deliveries that wait, and those that were given up.
    package let waiting: Int
    package let dead: Int
}

/// How far a delivery is.
package enum WebhookState: String, CaseIterable, Hashable, Sendable {
    case waiting, delivered
    /// Given up after the last attempt.
    case dead
}

/// An event for an endpoint.
package struct WebhookDelivery: Hashable, Sendable {
    package let id: WebhookDeliveryID
    package let endpoint: WebhookEndpointID
    package let event: WebhookEventID
    package let kind: String
    package let state: WebhookState
    package let attempts: Int
    package let nextAttemptAt: Timestamp
    package let finishedAt: Timestamp?
    package let recordedAt: Timestamp
    /// What the last attempt came to.
    package let lastStatus: Int?
    package let lastError: String

    /// The same for every attempt, by which receivers know what they have had.
    package var messageID: String { "msg_\(event)" }
}

/// One attempt of a delivery.
package struct WebhookAttempt: Hashable, Sendable {
    package let at: Timestamp
    /// 0 where nothing was answered.
    package let status: Int
    package let error: String
    package let milliseconds: Int
}

/// Why an endpoint was not stored or changed.
package enum WebhookRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    case nameLength = "webhook.name_length"
    /// No address that begins with https:// and names a host.
    case url = "webhook.url"
    /// An address within this or a private network.
    case inside = "webhook.inside"
    case unknownKind = "webhook.unknown_kind"
    case tooMany = "webhook.too_many"
    /// It is turned off.
    case disabled = "webhook.disabled"

    package var code: String { rawValue }
    package var description: String { "\(code): the endpoint was not changed" }
}
