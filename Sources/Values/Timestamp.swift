/// A moment: microseconds since 1970-01-01T00:00:00Z, exactly what PostgreSQL's `timestamptz` holds.
public struct Timestamp: Hashable, Comparable, Sendable {
    /// Microseconds since the Unix epoch, UTC, leap seconds not counted.
    public let microseconds: Int64

    /// A moment by microseconds since the Unix epoch.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// A moment by whole seconds since the Unix epoch.
    public init(seconds: Int64) {
        microseconds = seconds * 1_000_000
    }

    /// Whole seconds since the Unix epoch, rounded down.
    public var seconds: Int64 { microseconds.floorDivided(by: 1_000_000) }

    /// The moment some seconds later (or earlier, when negative).
    public func adding(seconds: Int64) -> Timestamp {
        Timestamp(microseconds: microseconds + seconds * 1_000_000)
    }

    /// Whole microseconds from the other moment to this one.
    public func microseconds(since other: Timestamp) -> Int64 { microseconds - other.microseconds }

    /// Whole seconds from the other moment to this one, rounded down.
    public func seconds(since other: Timestamp) -> Int64 {
        microseconds(since: other).floorDivided(by: 1_000_000)
    }

    /// The start of the quarter hour of the clock (UTC) that holds this moment.
    ///
    /// Every zone of the bidding areas is a whole number of quarter hours from UTC.
    public var quarterHour: Timestamp { floored(toMinutes: 15) }

    /// The start of the block of so many minutes since the epoch that holds this moment.
    public func floored(toMinutes minutes: Int64) -> Timestamp {
        let block = minutes * 60_000_000
        return Timestamp(microseconds: microseconds.floorDivided(by: block) * block)
    }

    /// Orders by time.
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.microseconds < right.microseconds }
}

extension Int64 {
    /// Division rounding towards negative infinity; the divisor is positive.
    public func floorDivided(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The remainder that belongs to ``floorDivided(by:)``: `0 <= result < divisor`.
    public func floorRemainder(by divisor: Int64) -> Int64 {
        self - floorDivided(by: divisor) * divisor
    }
}
