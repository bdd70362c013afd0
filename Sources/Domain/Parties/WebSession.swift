package import Values

/// How long a sign-in lasts.
package struct WebSessionLimits: Sendable, Hashable {
    /// Seconds without any request after which a session ends: a working day's pause, not a forgotten laptop.
    package var idleSeconds: Int64 = 8 * 3_600
    /// Seconds after which a session ends in any case: one sign-in a week.
    package var absoluteSeconds: Int64 = 7 * 86_400
    /// Seconds between two notes that a session is in use: a write per request would be waste.
    package var touchSeconds: Int64 = 60
    /// Sessions of one user at a time; the oldest ends when one more begins, so a leaked password shows.
    package var sessionsPerUser = 20

    package init() {}
}

/// Where a sign-in came from, as the list of own sessions shows it.
package struct ClientTrace: Hashable, Sendable {
    package let remoteAddress: String
    package let userAgent: String

    /// Keeps the first 200 characters of what the browser calls itself.
    package init(remoteAddress: String, userAgent: String) {
        self.remoteAddress = remoteAddress
        self.userAgent = String(userAgent.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }.prefix(200))
    }
}

/// A signed-in person's session as every request needs it.
package struct WebSession: Hashable, Sendable {
    package let tokenHash: [UInt8]
    /// The key of this session's tokens against forged requests.
    package let csrfSecret: [UInt8]
    package let user: WebSessionUser
    package let lastSeenAt: Timestamp
    /// The frame on another site whose session it is; `nil` for people who signed in.
    package var embedFrameID: EmbedFrameID?

    /// On whose behalf requests of the session act.
    package var scope: Scope {
        guard let embedFrameID, let customer = user.details.customerID else {
            return user.details.scope(user: user.id, of: user.operatorID)
        }
        return .customer(customer, user: user.id, of: user.operatorID, in: embedFrameID)
    }
}

/// The user of a session with the frame of its pages.
package struct WebSessionUser: Hashable, Sendable {
    package let id: UserID
    package let operatorID: OperatorID
    package let details: UserDetails
    package let operatorName: String
    /// IANA name of the operator's zone.
    package let timeZone: String
    /// Whether the operator lets people of hosts connect charge points.
    package let hostsConnect: Bool
    /// Whether the operator is a partner of the platform.
    package let isPartner: Bool
    /// Whether a second factor is on.
    package let hasSecondFactor: Bool
}

/// One of a user's own sessions.
package struct WebSessionSummary: Hashable, Sendable {
    package let tokenHash: [UInt8]
    package let createdAt: Timestamp
    package let lastSeenAt: Timestamp
    package let trace: ClientTrace
}
