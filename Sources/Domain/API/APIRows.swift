package import Values

/// An enrolment as programs read it.
package struct APIEnrolment: Hashable, Sendable {
    package let enrolment: EREEnrolment
    /// The calendar years of the mandate; `nil` before it is signed.
    package let years: ClosedRange<Int>?
    /// Whether somebody handed in that the signatory may sign, and nobody refused it.
    package let hasAuthority: Bool

    func with(_ chargers: [EREChargerRecord]) -> APIEnrolment {
        var copy = enrolment
        copy.chargers = chargers
        copy.draft.chargers = chargers.map(\.charger)
        return APIEnrolment(enrolment: copy, years: years, hasAuthority: hasAuthority)
    }
}

/// A connection for which a mandate was signed, as its newest enrolment says.
package struct APIConnection: Hashable, Sendable {
    package let ean: String
    package let enrolment: EREEnrolmentID
    package let customer: CustomerID
    package let state: EREEnrolmentState
    package let address: Address
    package let construct: EREConstruct
    package let years: ClosedRange<Int>
    /// The last calendar year that counts, where it was turned off.
    package let endsAfter: Int?
}

/// What a connection delivered in a quarter.
package struct APIDelivery: Hashable, Sendable {
    package let id: EREBookingID
    package let quarter: EREQuarter
    package let state: EREBookingState
    /// The earlier line whose place it takes.
    package let corrects: EREBookingID?
    package let energy: Energy
    package let sessions: Int
    /// Whole units that are expected; `nil` as long as nobody knows the factors of the year.
    package let units: Int64?
    package let findings: [EREFindingKind]
    package let changedAt: Timestamp?
}

/// A charge point as programs read it.
package struct APIChargePoint: Hashable, Sendable {
    package let id: ChargePointID
    package let identity: String
    package let name: String
    package let siteName: String
    /// IANA name of the site's zone.
    package let timeZone: String
    /// Whose charger it is, where it was said.
    package let customer: CustomerID?
    package let connectors: Int
    package let maxPowerW: Int
    /// What it said of itself; empty where it did not.
    package let vendor: String
    package let model: String
    package let serialNumber: String
    package let firmware: String
    package let isOnline: Bool
    package let lastMessageAt: Timestamp?
    package let createdAt: Timestamp
    package let retiredAt: Timestamp?
}

/// A session as programs read it; whose card it was is not told.
package struct APISession: Hashable, Sendable {
    /// What sessions are ordered by.
    package struct Key: Hashable, Sendable {
        package let startedAt: Timestamp
        package let id: SessionID

        package init(startedAt: Timestamp, id: SessionID) {
            self.startedAt = startedAt
            self.id = id
        }
    }

    package let id: SessionID
    package let chargePoint: ChargePointID
    package let identity: String
    /// From 1; 0 where unknown.
    package let connector: Int
    package let customer: CustomerID?
    package let standing: SessionStanding
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp?
    package let meterStart: Energy?
    package let meterStop: Energy?
    package let energy: Energy?
    package let flags: [SessionFlag]
    /// Rises when something that comes later changes the session.
    package let revision: Int

    var key: Key { Key(startedAt: startedAt, id: id) }
}

/// Which sessions programs ask for.
package struct APISessionFilter: Hashable, Sendable {
    package var chargePoint: ChargePointID?
    /// The first moment at which they may start.
    package var from: Timestamp?
    /// The moment before which they start.
    package var until: Timestamp?

    package init(chargePoint: ChargePointID? = nil, from: Timestamp? = nil, until: Timestamp? = nil) {
        self.chargePoint = chargePoint
        self.from = from
        self.until = until
    }
}
