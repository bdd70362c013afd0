/// An answer that costs something, found by one at a time and shared by all who ask meanwhile and shortly after.
///
/// However many ask, there is never more than one search; that bounds what strangers can make us do.
package actor SharedAnswer<Answer: Sendable> {
    private let lifetime: Duration
    private let now: @Sendable () -> ContinuousClock.Instant
    private let find: @Sendable () async -> Answer
    private var known: (answer: Answer, until: ContinuousClock.Instant)?
    private var isSearching = false
    /// No more than there are requests, which the limit of connections bounds.
    private var waiting: [CheckedContinuation<Answer, Never>] = []

    /// An answer that is shared for so long; `find` must end by itself, as everybody waits for it.
    package init(
        for lifetime: Duration,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now },
        find: @escaping @Sendable () async -> Answer
    ) {
        self.lifetime = lifetime
        self.now = now
        self.find = find
    }

    /// How many wait for the search that goes on.
    package var waiters: Int { waiting.count }

    /// The answer, at most so old as was said.
    package func value() async -> Answer {
        if let known, now() < known.until { return known.answer }
        if isSearching { return await withCheckedContinuation { waiting.append($0) } }
        isSearching = true
        let answer = await find()
        known = (answer, now().advanced(by: lifetime))
        isSearching = false
        let served = waiting
        waiting = []
        for one in served { one.resume(returning: answer) }
        return answer
    }
}
