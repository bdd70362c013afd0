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
    private var waiting: [CheckedContinuation<Answer?, Never>] = []

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
    ///
    /// Whoever leaves in the middle of the search, as a client that hangs up does, leaves it to the next in line.
    package func value() async -> Answer {
        while true {
            if let known, now() < known.until { return known.answer }
            guard isSearching else { return await search() }
            if let answer = await withCheckedContinuation({ waiting.append($0) }) { return answer }
        }
    }

    private func search() async -> Answer {
        isSearching = true
        let answer = await find()
        isSearching = false
        let isSound = !Task.isCancelled
        if isSound { known = (answer, now().advanced(by: lifetime)) }
        let served = waiting
        waiting = []
        for one in served { one.resume(returning: isSound ? answer : nil) }
        return answer
    }
}
