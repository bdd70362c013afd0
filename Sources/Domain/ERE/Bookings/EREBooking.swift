import Postgres
package import Values

/// A booking line as a list shows it.
package struct EREBookingSummary: Hashable, Sendable {
    package let id: EREBookingID
    package let customer: CustomerID
    package let customerName: String
    package let enrolment: EREEnrolmentID
    package let ean: String
    package let town: String
    package let quarter: EREQuarter
    /// 0 for the first line, then one more for each correction.
    package let revision: Int
    package let corrects: EREBookingID?
    package let state: EREBookingState
    /// The number of its last fact.
    package let ordinal: Int
    package let changedAt: Timestamp?
    package let energy: Energy
    package let sessions: Int
    /// Whole units that are expected; `nil` as long as nobody knows the factors of the year.
    package let units: Int64?
    /// What the register credited; `nil` before it did.
    package let credited: Int64?
    package let findings: [EREFindingKind]
    package let acceptedBy: UserID?
    package let enrolmentState: EREEnrolmentState
    package let mandateYears: ClosedRange<Int>?
    /// Until when evidence of its chargers holds; `nil` where no paper names a day.
    package let evidenceUntil: LocalDate?
    /// Whether one of its chargers feeds back.
    package let feedsBack: Bool

    /// What decides about its gates.
    package var gates: EREGateFacts {
        EREGateFacts(
            enrolment: enrolmentState,
            ean: ean,
            mandateYears: mandateYears,
            quarter: quarter,
            isCorrection: revision > 0,
            energy: energy,
            units: units,
            findings: findings,
            evidenceUntil: evidenceUntil,
            feedsBack: feedsBack
        )
    }
}

/// Which lines a list takes.
package struct EREBookingFilter: Hashable, Sendable {
    package var quarter: EREQuarter?
    package var state: EREBookingState?
    package var finding: EREFindingKind?

    package init(
        quarter: EREQuarter? = nil,
        state: EREBookingState? = nil,
        finding: EREFindingKind? = nil
    ) {
        self.quarter = quarter
        self.state = state
        self.finding = finding
    }
}

/// The columns by which lines are ordered.
package enum EREBookingSort: String, CaseIterable, Hashable, Sendable {
    case customer, energy, units, changed
}

/// What the lines of a filter come to; of a connection and quarter the last line holds.
package struct EREBookingTotals: Hashable, Sendable {
    package let lines: Int
    package let energy: Energy
    package let units: Int64
    /// Lines without units, since nobody knows the factors of their year.
    package let withoutUnits: Int
}

/// What happened to a line.
package struct EREBookingFact: Hashable, Sendable {
    package let ordinal: Int
    package let state: EREBookingState
    /// The earlier fact that it takes back.
    package let corrects: Int?
    package let reason: String
    /// Empty when the product itself did it.
    package let by: String
    package let at: Timestamp
    package let energy: Energy?
    package let units: Int64?
}

/// What was measured for a line last, as it was stored.
package struct EREMeasurement: Hashable, Sendable {
    package struct Register: Hashable, Sendable {
        package let chargePoint: ChargePointID?
        /// Where others told of it.
        package let charger: EREChargerID?
        package let source: PushKind?
        /// 0 where there is none.
        package let connector: Int
        package let beginAt: Timestamp?
        package let begin: Energy
        package let endAt: Timestamp?
        package let end: Energy
        package let sessions: Int
        package let energy: Energy
    }

    package let energy: Energy
    package let sha256: [UInt8]
    package let registers: [Register]
    package let findings: [EREFinding]
    /// The first of what was told of twice.
    package let leftOut: [ERELeftOut]
    /// The formula's factors; `nil` as long as nobody knew them.
    package let share: Exact?
    package let comparator: Exact?
    package let mjPerKWh: Exact?
    package let rounding: Rounding
    package let units: Int64?
    package let measuredAt: Timestamp
}

/// A session under a line.
package struct EREBookedSession: Hashable, Sendable {
    package let id: SessionID
    package let chargePoint: ChargePointID
    package let chargePointName: String
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp
    /// What counts of it.
    package let energy: Energy
}

/// What others told under a line: a session, or what went through a register until a reading.
package struct EREBookedPush: Hashable, Sendable {
    package let id: EREMeteredID
    package let charger: EREChargerID
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp
    /// What counts of it.
    package let energy: Energy
    package let batch: PushBatchID
    package let sha256: [UInt8]
}

/// A line with all that is known of it.
package struct EREBookingDetail: Sendable {
    package let line: EREBookingSummary
    /// The line that takes its place.
    package let correctedBy: EREBookingID?
    package let measurement: EREMeasurement?
    /// In their order.
    package let facts: [EREBookingFact]
    /// The first ones, by their start.
    package let sessions: [EREBookedSession]
    /// The first ones, by their start.
    package let pushes: [EREBookedPush]
    /// The names of the charge points in the registers.
    package let chargePoints: [ChargePointID: String]
    /// The names of the chargers of which others told.
    package let chargers: [EREChargerID: String]
}

/// Why nothing was changed about a line; where several reasons apply, the first listed is given.
package enum EREBookingRejection: Error, Hashable, Sendable, CustomStringConvertible {
    /// Somebody, or a measurement, was quicker: what was seen is not what there is.
    case changed
    /// There is no such step from where it stands.
    case noSuchStep
    /// Whoever accepted a line does not book it.
    case fourEyes
    /// A person has to say why.
    case reasonMissing
    case reasonLength
    /// Gates are closed.
    case gates([EREGate])

    /// The longest reason.
    package static let reasonLimit = 400

    package var code: String {
        switch self {
        case .changed: "ere_booking.changed"
        case .noSuchStep: "ere_booking.no_such_step"
        case .fourEyes: "ere_booking.four_eyes"
        case .reasonMissing: "ere_booking.reason_missing"
        case .reasonLength: "ere_booking.reason_length"
        case .gates: "ere_booking.gates"
        }
    }
    package var description: String { "\(code): the line was not changed" }
}

extension EREMeasurement {
    /// Reads what ``EREMeasured`` wrote.
    init(
        content: JSON,
        energy: Energy,
        sha256: [UInt8],
        factors: (share: Exact?, comparator: Exact?, mjPerKWh: Exact?),
        rounding: Rounding,
        units: Int64?,
        at measuredAt: Timestamp
    ) {
        self.energy = energy
        self.sha256 = sha256
        registers = (content["registers"]?.arrayValue ?? []).map(Register.init)
        findings = (content["findings"]?.arrayValue ?? []).compactMap(EREFinding.init)
        leftOut = (content["left_out"]?.arrayValue ?? []).compactMap(ERELeftOut.init)
        share = factors.share
        comparator = factors.comparator
        mjPerKWh = factors.mjPerKWh
        self.rounding = rounding
        self.units = units
        self.measuredAt = measuredAt
    }
}

extension EREMeasurement.Register {
    init(_ json: JSON) {
        func energy(_ name: String) -> Energy { Energy(thousandthsWh: json[name]?.integerValue ?? 0) }
        func moment(_ name: String) -> Timestamp? { json[name]?.stringValue.flatMap { Timestamp($0) } }
        chargePoint = json["charge_point"]?.stringValue.flatMap { ChargePointID(text: $0) }
        charger = json["charger"]?.stringValue.flatMap { EREChargerID(text: $0) }
        source = json["source"]?.stringValue.flatMap { PushKind(rawValue: $0) }
        connector = json["connector"]?.integerValue.map { Int($0) } ?? 0
        beginAt = moment("begin_at")
        begin = energy("begin")
        endAt = moment("end_at")
        end = energy("end")
        sessions = json["sessions"]?.integerValue.map { Int($0) } ?? 0
        self.energy = energy("energy")
    }
}

extension EREFinding {
    init?(_ json: JSON) {
        guard let kind = json["kind"]?.stringValue.flatMap({ EREFindingKind(rawValue: $0) }) else { return nil }
        self.init(
            kind,
            count: json["count"]?.integerValue.map { Int($0) } ?? 0,
            energy: Energy(thousandthsWh: json["energy"]?.integerValue ?? 0)
        )
    }
}

extension ERELeftOut {
    init?(_ json: JSON) {
        func moment(_ name: String) -> Timestamp? { json[name]?.stringValue.flatMap { Timestamp($0) } }
        guard let what = json["what"]?.stringValue, let twin = json["twin"]?.stringValue,
            let startedAt = moment("started_at"), let stoppedAt = moment("stopped_at")
        else { return nil }
        self.init(
            what: what,
            twin: twin,
            startedAt: startedAt,
            stoppedAt: stoppedAt,
            energy: Energy(thousandthsWh: json["energy"]?.integerValue ?? 0)
        )
    }
}
