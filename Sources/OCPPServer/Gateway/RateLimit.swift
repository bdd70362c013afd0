internal import Values

/// A bucket of tokens: so many a second, so many at once.
struct RateLimit: Sendable {
    private let perSecond: Int64
    private let capacity: Int64
    /// Tokens in the bucket, in millionths.
    private var level: Int64
    private var last: Timestamp?

    init(perSecond: Int, burst: Int) {
        self.perSecond = Int64(perSecond)
        capacity = Int64(burst) * 1_000_000
        level = capacity
    }

    /// Takes a token; `false` when there is none.
    mutating func take(at now: Timestamp) -> Bool {
        refill(at: now)
        guard level >= RateLimit.token else { return false }
        level -= RateLimit.token
        return true
    }

    /// Takes a token that may still be missing.
    ///
    /// - Returns: Microseconds until the bucket is out of debt; 0 when it is not in debt.
    mutating func takeOnCredit(at now: Timestamp) -> Int64 {
        refill(at: now)
        level -= RateLimit.token
        return level < 0 ? -level / perSecond : 0
    }

    /// Takes a token that may still be missing, unless it would be waited for too long.
    ///
    /// - Returns: Microseconds to wait for it; `nil` when that is beyond the patience, and then nothing is taken,
    ///   since those who are sent away must not make those who wait later.
    mutating func takeInTurn(at now: Timestamp, within patience: Duration) -> Int64? {
        refill(at: now)
        let wait = max(0, (RateLimit.token - level) / perSecond)
        guard Duration.microseconds(wait) <= patience else { return nil }
        level -= RateLimit.token
        return wait
    }

    /// A token in the measure of the level.
    private static let token: Int64 = 1_000_000

    private mutating func refill(at now: Timestamp) {
        if let last {
            // A clock that is set back gives nothing, one that leaps ahead no more than fills the bucket.
            let elapsed = min(max(0, now.microseconds(since: last)), 3_600_000_000)
            level = min(capacity, level + elapsed * perSecond)
        }
        last = now
    }
}

/// Refused handshakes by identity and address over the last minute.
struct FailureLog: Sendable {
    private let perMinute: Int
    private let limit: Int
    private var failures: [String: (since: Timestamp, count: Int)] = [:]

    init(perMinute: Int, limit: Int) {
        self.perMinute = perMinute
        self.limit = limit
    }

    /// Whether so many were refused within a minute that the next is put off unread.
    func isExhausted(_ key: String, at now: Timestamp) -> Bool {
        guard let entry = failures[key], now.seconds(since: entry.since) < 60 else { return false }
        return entry.count >= perMinute
    }

    /// Notes a refusal.
    mutating func add(_ key: String, at now: Timestamp) {
        if failures.count >= limit { failures = failures.filter { now.seconds(since: $0.value.since) < 60 } }
        if failures.count >= limit { failures.removeAll() }
        var entry = failures[key] ?? (now, 0)
        if now.seconds(since: entry.since) >= 60 { entry = (now, 0) }
        entry.count += 1
        failures[key] = entry
    }
}
