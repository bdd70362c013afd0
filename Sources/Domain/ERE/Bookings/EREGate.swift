package import Values

/// What stands in the way of accepting or booking a line, in the order in which it is told.
///
/// Source: the checks that bookings need before they are handed in (facts on ERE, 9.3).
package enum EREGate: String, CaseIterable, Hashable, Sendable {
    /// Nobody has accepted the enrolment's evidence: holder, MID meter, authority.
    case notProven = "not_proven"
    /// What proves a charger's meter ended before the quarter did; only where a day is known.
    case evidenceEnded = "evidence_ended"
    /// A charger takes energy out of vehicles again, and nobody measures how much.
    case feedsBack = "feeds_back"
    /// The number of the connection fails its check digit.
    case ean
    /// No mandate covers the year.
    case mandate
    /// Deliveries are booked after they happened, a quarter when it is over.
    case quarterOpen = "quarter_open"
    /// Deliveries of the year can be booked no more.
    case closed
    /// Nobody knows the factors of the year.
    case noFactors = "no_factors"
    /// There is no energy, and it corrects nothing.
    case nothing
    /// Something was found that a person accepts with a reason, one line at a time.
    case findings
}

/// What decides about a line's gates.
package struct EREGateFacts: Hashable, Sendable {
    package let enrolment: EREEnrolmentState
    package let ean: String
    package let mandateYears: ClosedRange<Int>?
    package let quarter: EREQuarter
    package let isCorrection: Bool
    package let energy: Energy
    package let units: Int64?
    package let findings: [EREFindingKind]
    /// Until when evidence of all chargers holds; `nil` where no paper names a day.
    package let evidenceUntil: LocalDate?
    /// Whether one of its chargers feeds back.
    package let feedsBack: Bool

    package init(
        enrolment: EREEnrolmentState,
        ean: String,
        mandateYears: ClosedRange<Int>?,
        quarter: EREQuarter,
        isCorrection: Bool,
        energy: Energy,
        units: Int64?,
        findings: [EREFindingKind],
        evidenceUntil: LocalDate? = nil,
        feedsBack: Bool = false
    ) {
        self.enrolment = enrolment
        self.ean = ean
        self.mandateYears = mandateYears
        self.quarter = quarter
        self.isCorrection = isCorrection
        self.energy = energy
        self.units = units
        self.findings = findings
        self.evidenceUntil = evidenceUntil
        self.feedsBack = feedsBack
    }

    /// What stands in the way on a day; with a reason a person may pass over findings, and over nothing else.
    package func closed(on today: LocalDate, hasReason: Bool = false) -> [EREGate] {
        EREGate.allCases.filter { isClosed($0, today) && !($0 == .findings && hasReason) }
    }

    private func isClosed(_ gate: EREGate, _ today: LocalDate) -> Bool {
        switch gate {
        case .notProven: enrolment != .active
        case .evidenceEnded: evidenceUntil.map { $0 < quarter.endDay.adding(days: -1) } ?? false
        case .feedsBack: feedsBack && energy != .zero
        case .ean: EAN18(ean) == nil
        case .mandate: mandateYears?.contains(quarter.year) != true
        case .quarterOpen: today < quarter.endDay
        case .closed: today > EREYears.lastBooking(of: quarter.year)
        case .noFactors: units == nil
        case .nothing: energy == .zero && !isCorrection
        case .findings: findings.contains(where: \.needsReason)
        }
    }
}
