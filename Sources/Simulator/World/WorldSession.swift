import Values

/// A charging session of the demo world.
struct WorldSession {
    /// What goes wrong with a session.
    enum Fault {
        /// The connection breaks before the answer to the start arrives; the start comes again.
        case retriedStart
        /// The power fails; no stop ever comes.
        case missingStop
        /// The charge point had forgotten the start and tells it at the end: far too much energy for the time.
        case lateStart
    }

    /// The place of the charge point in ``DemoWorld/stations``.
    let station: Int
    let connector: Int64
    let token: WorldToken
    /// When the cable goes in and out.
    let start: Timestamp
    let stop: Timestamp
    /// What the car draws until its battery is four fifths full; then it draws half of it.
    let powerW: Int64
    /// What the car takes when it stays long enough.
    let wishWh: Int64
    var fault: Fault?
    var transactionID: Int64 = 0
    /// The connector's register at the start.
    var register: Int64 = 0

    /// The end of charging at full power, in seconds from the start.
    private var fullPowerSeconds: Int64 { wishWh * 4 / 5 * 3600 / powerW }

    /// When the car has what it wanted.
    var fullAt: Timestamp { start.adding(seconds: fullPowerSeconds + (wishWh - wishWh * 4 / 5) * 7200 / powerW + 1) }

    /// When the charge point says that it ended; the power may fail before the cable goes out.
    var end: Timestamp {
        fault == .missingStop ? start.adding(seconds: stop.seconds(since: start) * 3 / 5) : stop
    }

    /// When the charge point says that it began.
    var toldStart: Timestamp { fault == .lateStart ? stop.adding(seconds: -30) : start }

    /// The energy drawn up to a moment, in watt-hours.
    func energyWh(at moment: Timestamp) -> Int64 {
        let seconds = max(0, min(moment, end).seconds(since: start))
        let fullPower = min(powerW * min(seconds, fullPowerSeconds) / 3600, wishWh * 4 / 5)
        let rest = max(0, seconds - fullPowerSeconds)
        return min(fullPower + powerW * rest / 7200, wishWh)
    }

    /// The energy of the whole session, in watt-hours.
    var energyWh: Int64 { energyWh(at: end) }

    /// The quarter hours of the clock strictly within the session, at which the meter is read.
    var quarterHours: [Timestamp] {
        guard fault != .lateStart else { return [] }
        return Array(
            sequence(first: start.quarterHour.adding(seconds: 900)) { $0.adding(seconds: 900) }.prefix { $0 < end }
        )
    }
}

/// When cars come to a connector, how long they stay and what they take.
struct WorldDiary {
    /// A visit as the habits of a place make it; times in minutes after local midnight.
    private struct Visit {
        var minute: Int64
        var stay: Int64
        var wishWh: Int64
    }

    private let usage: WorldUsage
    private var source: SeededSource

    init(usage: WorldUsage, source: SeededSource) {
        self.usage = usage
        self.source = source
    }

    /// The visits of a day: start, stop, and the energy wished for.
    mutating func visits(on day: LocalDate, in zone: Zone) -> [(start: Timestamp, stop: Timestamp, wishWh: Int64)] {
        let midnight = zone.start(of: day)
        return plan(day).map { visit in
            let start = midnight.adding(seconds: visit.minute * 60 + source.number(in: 0...59))
            let stop = start.adding(seconds: max(visit.stay, 12) * 60 + source.number(in: 0...59))
            return (start, stop, max(visit.wishWh, 1_200))
        }
    }

    /// What the car at the cable can draw at most, in watts.
    mutating func carPowerW() -> Int64 { source.element(of: [3_680, 7_360, 11_040, 11_040, 11_040, 22_080]) }

    mutating func token(_ tokens: [WorldToken]) -> WorldToken { source.element(of: tokens) }

    private mutating func plan(_ day: LocalDate) -> [Visit] {
        switch usage {
        case .home: home(day)
        case .hotel: hotel(day)
        case .office: office(day)
        case .street: street()
        }
    }

    /// Comes home, leaves the next morning.
    private mutating func home(_ day: LocalDate) -> [Visit] {
        let isWeekend = day.weekday > 5
        guard source.happens(percent: isWeekend ? 40 : 48) else { return [] }
        let arrival = source.number(around: isWeekend ? 960 : 1_065, spread: isWeekend ? 240 : 150)
        let isFreeTomorrow = day.weekday == 5 || day.weekday == 6
        let leaving = 1_440 + source.number(around: isFreeTomorrow ? 610 : 455, spread: isFreeTomorrow ? 150 : 60)
        return [
            Visit(minute: arrival, stay: leaving - arrival, wishWh: source.number(around: 19_000, spread: 16_000))
        ]
    }

    /// Guests stay the night; some people only come to lunch.
    private mutating func hotel(_ day: LocalDate) -> [Visit] {
        var visits: [Visit] = []
        if source.happens(percent: 15) {
            visits.append(
                Visit(
                    minute: source.number(around: 740, spread: 80),
                    stay: source.number(around: 105, spread: 60),
                    wishWh: source.number(around: 13_000, spread: 9_000)
                )
            )
        }
        guard source.happens(percent: day.weekday == 5 || day.weekday == 6 ? 76 : 58) else { return visits }
        let arrival = source.number(around: 1_120, spread: 190)
        let leaving = 1_440 + source.number(around: 555, spread: 90)
        let wish = source.number(around: 36_000, spread: 27_000)
        return visits + [Visit(minute: arrival, stay: leaving - arrival, wishWh: wish)]
    }

    /// People work from Monday to Friday, more of them on Tuesday and Thursday, fewer in summer.
    private mutating func office(_ day: LocalDate) -> [Visit] {
        guard day.weekday <= 5 else { return [] }
        let share: [Int64] = [62, 80, 64, 82, 44]
        let isSummer = (7...8).contains(day.components.month)
        guard source.happens(percent: share[day.weekday - 1] * (isSummer ? 70 : 100) / 100) else { return [] }
        return [
            Visit(
                minute: source.number(around: 510, spread: 75),
                stay: source.number(around: 500, spread: 100),
                wishWh: source.number(around: 18_000, spread: 15_000)
            )
        ]
    }

    /// Customers come in the morning, in the afternoon and in the evening.
    private mutating func street() -> [Visit] {
        let slots: [(minute: Int64, percent: Int64)] = [(585, 50), (850, 62), (1_130, 54)]
        return slots.compactMap { slot in
            guard source.happens(percent: slot.percent) else { return nil }
            return Visit(
                minute: source.number(around: slot.minute, spread: 90),
                stay: source.number(around: 80, spread: 65),
                wishWh: source.number(around: 12_000, spread: 10_000)
            )
        }
    }
}
