package import Values

/// A charging session as its frames tell it: nothing in it comes from anywhere else.
package struct SessionRecord: Hashable, Sendable {
    /// How far a session has come.
    package enum State: String, CaseIterable, Sendable {
        /// Started and not stopped.
        case open
        /// Stopped.
        case completed
    }

    /// The name of the session within its charge point: `T:<transaction>` or, without a start, `O:<what stopped>`.
    package var naturalKey: String
    /// The connector, from 1; 0 where unknown.
    package var connectorID: Int64
    /// The transaction id the charge point uses.
    package var transactionID: Int64
    /// The token that started it.
    package var idTag = ""
    /// How far it has come.
    package var state = State.open
    /// When it started, by the charge point's clock.
    package var startedAt: Timestamp
    /// When it stopped, by the charge point's clock.
    package var stoppedAt: Timestamp?
    /// The register at the start.
    package var meterStart: Energy?
    /// The register at the stop.
    package var meterStop: Energy?
    /// The register of the last reading in order of arrival.
    package var lastRegister: Energy?
    /// When that reading was taken.
    package var lastSampledAt: Timestamp?
    /// How many readings were kept.
    package var readingCount = 0
    /// Why it stopped, as the charge point said.
    package var stopReason = ""
    /// The token that stopped it.
    package var stopIDTag = ""
    /// What is unusual about it.
    package var flags: Set<SessionFlag> = []
    /// Grows with every change after the stop.
    package var revision = 1
    /// When the start was received.
    package var startReceivedAt: Timestamp
    /// When the stop was received.
    package var stopReceivedAt: Timestamp?

    /// Stop minus start; `nil` while either is missing.
    package var energy: Energy? {
        guard let meterStart, let meterStop else { return nil }
        return meterStop - meterStart
    }

    /// Whether a person must decide before it is paid for.
    package var isHeld: Bool { flags.contains { $0.holdsPayment } }

    /// Whether the rules of today no longer give it.
    package var isRetired: Bool { flags.contains(.noLongerGiven) }

    /// The flags in the order of their definition.
    package var sortedFlags: [SessionFlag] { SessionFlag.allCases.filter(flags.contains) }
}
