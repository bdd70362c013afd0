import Synchronization
package import Values

/// What a page can watch.
package enum LiveTopic: Hashable, Sendable {
    /// One charge point of an operator.
    case chargePoint(OperatorID, ChargePointID)
    /// The journal of an operator.
    case journal(OperatorID)
    /// Whatever the dashboard of an operator counts: has news when any other topic of the operator has.
    case dashboard(OperatorID)

    /// Reads the payload of the channel `charge_points`: `operator/charge point`.
    package init?(chargePointPayload text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let operatorID = OperatorID(text: parts[0]), let id = ChargePointID(text: parts[1])
        else { return nil }
        self = .chargePoint(operatorID, id)
    }

    /// Reads the payload of the channel `journal`: the operator.
    package init?(journalPayload text: String) {
        guard let operatorID = OperatorID(text: text) else { return nil }
        self = .journal(operatorID)
    }

    private var operatorID: OperatorID {
        switch self {
        case .chargePoint(let id, _), .journal(let id), .dashboard(let id): id
        }
    }

    /// The topic itself and what sums it up.
    fileprivate var told: Set<LiveTopic> { [self, .dashboard(operatorID)] }
}

/// Tells pages in this process that what they watch has changed; the news itself they fetch with their own rights.
package final class Broadcaster: Sendable {
    private struct State {
        var nextNumber: UInt64 = 0
        var watchers: [LiveTopic: [UInt64: Watcher]] = [:]
        var count = 0
    }

    private let limit: Int
    private let state = Mutex(State())

    package init(limits: WebLimits = WebLimits()) {
        limit = limits.watchers
    }

    /// How many pages watch.
    package var watcherCount: Int { state.withLock { $0.count } }

    /// Says that a topic has news.
    package func publish(_ topic: LiveTopic) {
        let watchers = state.withLock { state in
            topic.told.flatMap { state.watchers[$0].map { Array($0.values) } ?? [] }
        }
        for watcher in watchers { watcher.tell() }
    }

    /// Says that any topic may have news, as after news were missed.
    package func publishAll() {
        let watchers = state.withLock { $0.watchers.values.flatMap(\.values) }
        for watcher in watchers { watcher.tell() }
    }

    /// Makes sure that one more page may watch.
    ///
    /// - Throws: ``LimitReached`` when too many do.
    func checkPlace() throws(LimitReached) {
        guard watcherCount < limit else { throw LimitReached(retryAfterSeconds: 60) }
    }

    /// Ends all streams, as before the process ends; browsers come back by themselves.
    package func endAll() {
        let watchers = state.withLock { $0.watchers.values.flatMap(\.values) }
        for watcher in watchers { watcher.finish() }
    }

    /// A watcher of the topic; it is forgotten when its stream ends.
    ///
    /// - Throws: ``LimitReached`` when too many pages watch.
    func watch(_ topic: LiveTopic) throws(LimitReached) -> Watcher {
        let watcher = Watcher()
        let number = state.withLock { state -> UInt64? in
            guard state.count < limit else { return nil }
            state.nextNumber += 1
            state.count += 1
            state.watchers[topic, default: [:]][state.nextNumber] = watcher
            return state.nextNumber
        }
        guard let number else { throw LimitReached(retryAfterSeconds: 60) }
        watcher.onEnd { [weak self] in self?.remove(number, topic) }
        return watcher
    }

    private func remove(_ number: UInt64, _ topic: LiveTopic) {
        state.withLock { state in
            guard state.watchers[topic]?.removeValue(forKey: number) != nil else { return }
            state.count -= 1
            if state.watchers[topic]?.isEmpty == true { state.watchers[topic] = nil }
        }
    }
}

/// One page that watches a topic.
final class Watcher: Sendable {
    /// An element whenever there may be something to write.
    let wakes: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation
    private let hasNews = Mutex(false)

    init() {
        (wakes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// The topic has news; a slow reader finds one piece of news for any number.
    func tell() {
        hasNews.withLock { $0 = true }
        continuation.yield()
    }

    /// Wakes the reader although there is no news.
    func wake() {
        continuation.yield()
    }

    /// Whether there was news since the last call.
    func takeNews() -> Bool {
        hasNews.withLock { hasNews in
            defer { hasNews = false }
            return hasNews
        }
    }

    /// Ends the stream.
    func finish() {
        continuation.finish()
    }

    func onEnd(_ body: @escaping @Sendable () -> Void) {
        continuation.onTermination = { _ in body() }
    }
}
