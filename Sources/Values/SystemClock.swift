import Foundation

/// The one place where the time of day is read.
public enum SystemClock {
    /// The moment by the machine's clock.
    public static func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}

/// A source of the time of day, handed to whatever needs one so that tests can move it.
public typealias WallClock = @Sendable () -> Timestamp
