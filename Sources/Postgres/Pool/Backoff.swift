/// Growing pauses between attempts, spread at random so that many clients do not come back in step.
struct Backoff: Sendable {
    /// The longest first pause.
    let base: Duration
    /// The longest pause of all.
    let cap: Duration
    private(set) var attempt = 0

    /// For a server that went away: a tenth of a second first, two seconds at most.
    static let connecting = Backoff(base: .milliseconds(100), cap: .seconds(2))
    /// For transactions that met each other: a few milliseconds are as long as most transactions take.
    static let conflict = Backoff(base: .milliseconds(5), cap: .milliseconds(200))

    init(base: Duration, cap: Duration) {
        self.base = base
        self.cap = cap
    }

    /// The next pause: between half of and the whole of `base × 2^attempt`, never above the cap.
    mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
        let longest = min(cap, base * (1 << min(attempt, 16)))
        attempt += 1
        return longest * Int.random(in: 500...1_000, using: &generator) / 1_000
    }

    /// The next pause, by the system's generator.
    mutating func next() -> Duration {
        var generator = SystemRandomNumberGenerator()
        return next(using: &generator)
    }
}
