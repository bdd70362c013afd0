package import Values

/// What an amount of energy is called that counts once.
package enum EREMeteredID: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// A session that we heard ourselves.
    case session(SessionID)
    /// A session that a program or a file told of, by the sender's own name.
    case pushed(String)
    /// What went through a register until a reading, since the reading before.
    case reading(PushedReadingID)

    /// The same text names the same amount, and no other.
    package var description: String {
        switch self {
        case .session(let id): "\(id)"
        case .pushed(let name): "session-\(name.utf8.count)-\(name)"
        case .reading(let id): "reading-\(id)"
        }
    }
}

/// A register: of a connector that talks to us, or of a charger of which others tell.
package enum EREMeterName: Hashable, Sendable {
    case connector(ChargePointID, Int)
    case sessions(EREChargerID, connector: Int)
    case readings(EREChargerID)
}

/// A session as measuring sees it, or what went through a register between two readings.
package struct EREMeteredSession: Hashable, Sendable {
    /// Why a person or the projection leaves it out; `nil` when it may count.
    package enum Doubt: String, Hashable, Sendable {
        case held, excluded, gone
    }

    /// Where it counts already.
    package enum Standing: String, CaseIterable, Hashable, Sendable {
        case nowhere, here
        /// For another connection or quarter; or it did, and nothing of it counts any more.
        case elsewhere, released
    }

    package let id: EREMeteredID
    package let revision: Int
    package let meter: EREMeterName
    package let startedAt: Timestamp
    /// `nil` while it is open.
    package let stoppedAt: Timestamp?
    package let begin: Energy?
    package let end: Energy?
    package let doubt: Doubt?
    /// Whether it counts for another connection or quarter.
    package var isElsewhere: Bool
    /// Whether a source that comes first tells of the same time at the same charger.
    package var isTold: Bool
    package let standing: Standing
    /// What told of its energy before, under another name.
    package var twin: EREMeteredID?

    package init(
        id: EREMeteredID,
        revision: Int,
        meter: EREMeterName,
        startedAt: Timestamp,
        stoppedAt: Timestamp?,
        begin: Energy?,
        end: Energy?,
        doubt: Doubt? = nil,
        isElsewhere: Bool = false,
        standing: Standing = .nowhere,
        isTold: Bool = false
    ) {
        self.id = id
        self.revision = revision
        self.meter = meter
        self.startedAt = startedAt
        self.stoppedAt = stoppedAt
        self.begin = begin
        self.end = end
        self.doubt = doubt
        self.isElsewhere = isElsewhere || standing == .elsewhere || standing == .released
        self.isTold = isTold
        self.standing = standing
    }

    /// The moment whose quarter it counts in: a reading at midnight ends the day before it.
    var countsAt: Timestamp? {
        guard let stoppedAt else { return nil }
        if case .readings = meter { return Timestamp(microseconds: stoppedAt.microseconds - 1) }
        return stoppedAt
    }
}

/// A register from where it began in a quarter until where it ended, or until it fell.
package struct ERERegisterSpan: Hashable, Sendable {
    package let meter: EREMeterName
    package let beginAt: Timestamp
    package let begin: Energy
    package var endAt: Timestamp
    package var end: Energy
    package var sessions: Int
    /// What counts of it.
    package var energy: Energy

    /// What went through the register and does not count: `end − begin = energy + excluded`.
    package var excluded: Energy { end - begin - energy }
}

/// What a session contributes.
package struct ERECountedSession: Hashable, Sendable {
    package let id: EREMeteredID
    package let revision: Int
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp
    /// The register at its start.
    package let begin: Energy
    package let energy: Energy
}

/// What a connection's meters say of a quarter: a pure function of its sessions, in their order.
///
/// A session counts whole in the quarter in which it stopped, by the registers of its own meter, and never twice.
package struct EREMeter: Sendable {
    package private(set) var spans: [ERERegisterSpan] = []
    package private(set) var counted: [ERECountedSession] = []
    package private(set) var energy = Energy.zero
    /// The first of what was told of twice.
    package private(set) var leftOut: [ERELeftOut] = []
    private var findings: [EREFindingKind: EREFinding] = [:]
    private var last: Last?
    private let span: (from: Timestamp, until: Timestamp)

    /// Where the meter of a connector was left.
    private struct Last {
        let meter: EREMeterName
        var register: Energy
        var at: Timestamp
        /// Whether a span of this quarter goes on from it.
        var isSpan: Bool
    }

    package init(_ quarter: EREQuarter) {
        span = quarter.span
    }

    /// What is claimed: whole watt-hours, since the register keeps thousandths of a kilowatt-hour.
    package var claimed: Energy { Energy(thousandthsWh: energy.thousandthsWh - energy.thousandthsWh % 1_000) }

    /// What was found, in the order of the kinds.
    package func found(hasSource: Bool) -> [EREFinding] {
        var all = EREFindingKind.allCases.compactMap { findings[$0] }
        if !hasSource {
            all.insert(EREFinding(.noSource, count: 1, energy: .zero), at: 0)
        } else if claimed == .zero {
            all.insert(EREFinding(.nothingMeasured, count: 1, energy: .zero), at: 0)
        }
        return all
    }

    /// Takes the next session: ordered by meter, start and id; those before the quarter lead up to it.
    package mutating func take(_ session: EREMeteredSession) {
        if last?.meter != session.meter { last = nil }
        guard session.doubt != .gone else { return }
        guard let stoppedAt = session.stoppedAt, let countsAt = session.countsAt else {
            if session.startedAt < span.until { note(.open) }
            return
        }
        guard countsAt < span.until else { return }
        let isBefore = countsAt < span.from
        guard let begin = session.begin, let end = session.end, end >= begin, stoppedAt >= session.startedAt else {
            if !isBefore { note(session.doubt == nil ? .noRegister : doubt(session)) }
            return
        }
        if isBefore {
            pass(session, begin: begin, end: end, at: stoppedAt)
        } else if let kind = obstacle(session) {
            note(kind, end - begin)
            if kind == .toldTwice { leaveOut(session, end - begin, at: stoppedAt) }
            if !leavesNoTrace(kind, session) { pass(session, begin: begin, end: end, at: stoppedAt) }
        } else {
            count(session, begin: begin, end: end, at: stoppedAt)
        }
    }

    /// Whether what does not count says nothing of where the register is when the next one begins.
    private func leavesNoTrace(_ kind: EREFindingKind, _ session: EREMeteredSession) -> Bool {
        if case .readings = session.meter { return false }
        return [.overlap, .held, .sourceOverlap, .toldTwice].contains(kind)
    }

    private func doubt(_ session: EREMeteredSession) -> EREFindingKind {
        session.doubt == .held ? .held : .excluded
    }

    /// Why a session of the quarter does not count; of several reasons the first.
    private func obstacle(_ session: EREMeteredSession) -> EREFindingKind? {
        if session.doubt != nil { return doubt(session) }
        if session.isElsewhere { return .countedElsewhere }
        if session.isTold { return .sourceOverlap }
        if let last, session.startedAt < last.at { return .overlap }
        if session.twin != nil { return .toldTwice }
        if session.startedAt < EREQuarter.zone.start(of: yearBegin) { return .crossesYear }
        return nil
    }

    private var yearBegin: LocalDate {
        let day = EREQuarter.zone.date(of: span.from)
        return LocalDate(year: day.yearMonth.year, month: 1, day: 1) ?? day
    }

    /// The register moved on without anything that counts.
    private mutating func pass(_ session: EREMeteredSession, begin: Energy, end: Energy, at: Timestamp) {
        if at >= span.from { compare(begin) }
        let isOn = last.map { begin >= $0.register } ?? false
        last = Last(
            meter: session.meter,
            register: end,
            at: max(last?.at ?? at, at),
            isSpan: isOn && last?.isSpan == true
        )
        if last?.isSpan == true { extend(to: end, at: at) }
    }

    private mutating func count(_ session: EREMeteredSession, begin: Energy, end: Energy, at: Timestamp) {
        compare(begin)
        let goesOn = last.map { $0.isSpan && begin >= $0.register } ?? false
        if !goesOn { open(session, begin) }
        extend(to: end, at: at)
        spans[spans.count - 1].sessions += 1
        spans[spans.count - 1].energy = spans[spans.count - 1].energy + (end - begin)
        energy = energy + (end - begin)
        counted.append(
            ERECountedSession(
                id: session.id,
                revision: session.revision,
                startedAt: session.startedAt,
                stoppedAt: at,
                begin: begin,
                energy: end - begin
            )
        )
        last = Last(
            meter: session.meter,
            register: end,
            at: at,
            isSpan: true
        )
    }

    /// Holds the register at a start against where the last session left it.
    private mutating func compare(_ begin: Energy) {
        guard let last else { return }
        if begin > last.register { note(.gap, begin - last.register) }
        if begin < last.register { note(.registerFell) }
    }

    private mutating func open(_ session: EREMeteredSession, _ begin: Energy) {
        spans.append(
            ERERegisterSpan(
                meter: session.meter,
                beginAt: session.startedAt,
                begin: begin,
                endAt: session.startedAt,
                end: begin,
                sessions: 0,
                energy: .zero
            )
        )
    }

    private mutating func extend(to end: Energy, at: Timestamp) {
        spans[spans.count - 1].end = end
        spans[spans.count - 1].endAt = at
    }

    private mutating func leaveOut(_ session: EREMeteredSession, _ energy: Energy, at stoppedAt: Timestamp) {
        guard let twin = session.twin, leftOut.count < ERELeftOut.mostKept else { return }
        leftOut.append(
            ERELeftOut(
                what: session.id.description,
                twin: twin.description,
                startedAt: session.startedAt,
                stoppedAt: stoppedAt,
                energy: energy
            )
        )
    }

    private mutating func note(_ kind: EREFindingKind, _ energy: Energy = .zero) {
        var finding = findings[kind] ?? EREFinding(kind, count: 0, energy: .zero)
        finding.count += 1
        finding.energy = finding.energy + energy
        findings[kind] = finding
    }
}
