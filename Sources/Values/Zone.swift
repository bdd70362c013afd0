import Foundation
import Synchronization

/// A time zone by its IANA name, with its changes of offset laid out for fast, exact conversion.
///
/// Days and months of a site are cut in its zone, so a day may have 23 or 25 hours.
public final class Zone: Sendable, Hashable, CustomStringConvertible {
    /// The IANA name, such as `Europe/Amsterdam`.
    public let name: String
    /// From which second on (UTC) which offset (seconds east of UTC) holds; ascending.
    private let changes: [(from: Int64, offset: Int64)]

    /// Coordinated universal time.
    public static let utc = Zone(name: "UTC", changes: [(Int64.min, 0)])

    /// The years for which changes are laid out; beyond them the last offset holds.
    private static let horizon: ClosedRange<Int64> = 0...4_102_444_800
    private static let known = Mutex<[String: Zone]>(["UTC": Zone.utc])

    private init(name: String, changes: [(from: Int64, offset: Int64)]) {
        self.name = name
        self.changes = changes
    }

    /// Looks a zone up by its IANA name; `nil` when the system does not know it.
    public static func named(_ name: String) -> Zone? {
        if let zone = known.withLock({ $0[name] }) { return zone }
        guard name.contains("/"), let system = TimeZone(identifier: name) else { return nil }
        let zone = Zone(name: name, changes: layOut(system))
        known.withLock { $0[name] = zone }
        return zone
    }

    private static func layOut(_ system: TimeZone) -> [(from: Int64, offset: Int64)] {
        var moment = Date(timeIntervalSince1970: TimeInterval(horizon.lowerBound))
        var result = [(from: Int64.min, offset: Int64(system.secondsFromGMT(for: moment)))]
        while let next = system.nextDaylightSavingTimeTransition(after: moment), next > moment {
            let second = Int64(next.timeIntervalSince1970)
            if second > horizon.upperBound { break }
            result.append((second, Int64(system.secondsFromGMT(for: next))))
            moment = next
        }
        return result
    }

    /// Seconds east of UTC at a moment.
    public func offset(at moment: Timestamp) -> Int64 {
        let second = moment.seconds
        var low = 0
        var high = changes.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if changes[middle].from <= second { low = middle } else { high = middle }
        }
        return changes[low].offset
    }

    /// The calendar day that holds a moment.
    public func date(of moment: Timestamp) -> LocalDate {
        LocalDate(daysSinceEpoch: (moment.seconds + offset(at: moment)).floorDivided(by: 86_400))
    }

    /// The month that holds a moment.
    public func month(of moment: Timestamp) -> YearMonth { date(of: moment).yearMonth }

    /// Hour, minute and second of the wall clock at a moment.
    public func timeOfDay(of moment: Timestamp) -> (hour: Int, minute: Int, second: Int) {
        let second = Int((moment.seconds + offset(at: moment)).floorRemainder(by: 86_400))
        return (second / 3600, second / 60 % 60, second % 60)
    }

    /// The moment at which a calendar day begins; the first moment after a gap at midnight.
    public func start(of day: LocalDate) -> Timestamp {
        let local = day.daysSinceEpoch * 86_400
        let candidates = changes.map(\.offset).reduce(into: Set<Int64>()) { $0.insert($1) }
        let moments = candidates.map { Timestamp(seconds: local - $0) }
            .filter { date(of: $0) == day && date(of: $0.adding(seconds: -1)) < day }
        return moments.min() ?? Timestamp(seconds: local - offset(at: Timestamp(seconds: local)))
    }

    /// The moments at which the wall clock shows a second of a day, the earliest first: none in the gap of spring, two in
    /// the hour that autumn repeats.
    public func moments(of day: LocalDate, second: Int64) -> [Timestamp] {
        let local = day.daysSinceEpoch * 86_400 + second
        let offsets = Set(changes.map(\.offset))
        return offsets.map { Timestamp(seconds: local - $0) }.filter { offset(at: $0) == local - $0.seconds }.sorted()
    }

    /// The half-open span of a month: its first moment and the first moment of the next month.
    public func span(of month: YearMonth) -> (from: Timestamp, until: Timestamp) {
        (start(of: month.firstDay), start(of: month.next.firstDay))
    }

    /// The half-open span of a day.
    public func span(of day: LocalDate) -> (from: Timestamp, until: Timestamp) {
        (start(of: day), start(of: day.adding(days: 1)))
    }

    /// The IANA name.
    public var description: String { name }
    /// Equal by name.
    public static func == (left: Zone, right: Zone) -> Bool { left.name == right.name }
    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
