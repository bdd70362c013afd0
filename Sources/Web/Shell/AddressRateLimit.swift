import HTTPServer
import Synchronization
import Values

/// Counts what each address or key asks for: so many in a row, then so many a minute.
final class AddressRateLimit: Sendable {
    /// What is left after a request was counted.
    struct Allowance: Sendable {
        /// Whether the request may go on.
        let isTaken: Bool
        /// Requests that may follow at once.
        let left: Int64
        /// Until all of them may, again.
        let fullAfterSeconds: Int64
        /// Until the next one may.
        let retryAfterSeconds: Int64
    }

    /// A bucket of tokens in millionths, filled at the rate per minute.
    private struct Bucket {
        var tokens: Int64
        var at: Timestamp
    }

    private static let token: Int64 = 1_000_000
    private let burst: Int64
    private let perMinute: Int64
    private let capacity: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    init(inARow: Int, perMinute: Int, addresses: Int) {
        burst = Int64(inARow) * AddressRateLimit.token
        self.perMinute = Int64(perMinute)
        capacity = addresses
    }

    /// Counts one request.
    ///
    /// - Throws: ``LimitReached`` when the address must wait.
    func count(_ address: String, at now: Timestamp) throws(LimitReached) {
        let allowance = take(address, at: now)
        guard allowance.isTaken else { throw LimitReached(retryAfterSeconds: allowance.retryAfterSeconds) }
    }

    /// Counts one request, and says what is left.
    func take(_ address: String, at now: Timestamp) -> Allowance {
        buckets.withLock { buckets in
            if buckets.count >= capacity, buckets[address] == nil { forgetQuiet(&buckets, at: now) }
            var bucket = filled(buckets[address], at: now)
            let missing = AddressRateLimit.token - bucket.tokens
            if missing <= 0 { bucket.tokens -= AddressRateLimit.token }
            buckets[address] = bucket
            return Allowance(
                isTaken: missing <= 0,
                left: bucket.tokens / AddressRateLimit.token,
                fullAfterSeconds: seconds(for: burst - bucket.tokens),
                retryAfterSeconds: max(1, seconds(for: missing))
            )
        }
    }

    /// In how many seconds so many tokens come, rounded up by one at most.
    private func seconds(for tokens: Int64) -> Int64 {
        tokens <= 0 ? 0 : tokens * 60 / (perMinute * AddressRateLimit.token) + 1
    }

    private func filled(_ bucket: Bucket?, at now: Timestamp) -> Bucket {
        guard let bucket else { return Bucket(tokens: burst, at: now) }
        let passed = min(max(0, now.microseconds(since: bucket.at)), 86_400_000_000)
        // Tokens are millionths and times are microseconds, so the rate per minute divides by 60.
        return Bucket(tokens: min(burst, bucket.tokens + passed * perMinute / 60), at: now)
    }

    /// Full buckets say nothing; when all addresses are busy, half of them are forgotten, the quietest first.
    private func forgetQuiet(_ buckets: inout [String: Bucket], at now: Timestamp) {
        buckets = buckets.filter { filled($0.value, at: now).tokens < burst }
        guard buckets.count >= capacity else { return }
        let busiest = buckets.sorted { $0.value.at > $1.value.at }.prefix(capacity / 2)
        buckets = Dictionary(uniqueKeysWithValues: busiest.map { ($0.key, $0.value) })
    }
}
