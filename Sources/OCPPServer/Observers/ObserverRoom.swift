package import HTTPServer
package import Logging
package import NIOCore
internal import Synchronization
package import Values

/// Tells the observers of this node's charge points, each by a feed of its own.
///
/// Apart from everything that charge points wait for: on an event loop of its own, from what is stored.
package final class ObserverRoom: Sendable {
    private let around: ObserverFeed.Surroundings
    private let feeds = Mutex<[ObserverID: ObserverFeed]>([:])
    private let signal = ObserverSignal()
    private let isLeaving = Mutex(false)

    /// - Parameters:
    ///   - store: What to tell, and how far it was.
    ///   - eventLoop: Where the connections to observers live.
    ///   - limits: Bounds.
    ///   - registry: Where it counts.
    ///   - logger: Where failures are told.
    ///   - clock: The time.
    package init(
        store: any ObserverStore,
        eventLoop: any EventLoop,
        limits: ObserverLimits = ObserverLimits(),
        registry: MetricsRegistry,
        logger: Logger,
        clock: @escaping WallClock = { SystemClock.now() }
    ) {
        let relay = RelayLimits()
        around = ObserverFeed.Surroundings(
            store: store,
            dialer: WebSocketDialer(metrics: registry),
            pacer: DialPacer(perSecond: relay.dialsPerSecond, burst: relay.dialBurst),
            eventLoop: eventLoop,
            limits: limits,
            metrics: ObserverMetrics(registry: registry),
            logger: logger,
            clock: clock
        )
    }

    // MARK: What others say

    /// Says that frames of these charge points were stored.
    package func spoke(_ chargePoints: Set<ChargePointID>) {
        for feed in all where chargePoints.contains(feed.assignment.chargePointID) { feed.signal.ring() }
    }

    /// Says that observers, or who is connected where, may have changed.
    package func changed() { signal.ring() }

    /// Says that a person wants an observer told, or dialled, now.
    package func hurry(_ id: ObserverID) {
        feeds.withLock { $0[id] }?.signal.hurry()
        signal.ring()
    }

    private var all: [ObserverFeed] { feeds.withLock { Array($0.values) } }

    // MARK: Work

    /// Tells until the task is cancelled.
    package func run() async {
        await withDiscardingTaskGroup { group in
            while !Task.isCancelled {
                if !isLeaving.withLock({ $0 }) { await round { feed in group.addTask { await self.tell(feed) } } }
                await signal.wait(atMost: around.limits.roundInterval)
                // Of a storm of charge points that connect, one round sees many.
                do { try await Task.sleep(for: around.limits.roundPause) } catch { break }
            }
            for feed in all { feed.stop() }
        }
    }

    /// Ends all feeds and gives the observers back; for a process that ends, before its services do.
    package func leave() async {
        isLeaving.withLock { $0 = true }
        for feed in all { feed.stop() }
        let end = ContinuousClock.now + around.limits.farewell * 2
        while !all.isEmpty, .now < end { do { try await Task.sleep(for: .milliseconds(20)) } catch { break } }
        await around.store.retire()
    }

    private func round(_ begin: (ObserverFeed) -> Void) async {
        let assignments: [ObserverAssignment]
        do { assignments = try await around.store.assignments() } catch {
            around.metrics.failures.increment()
            around.logger.warning("Observers are not looked after.", metadata: ["error": "\(error)"])
            return
        }
        let wanted = Dictionary(assignments.map { ($0.claim.observerID, $0) }) { first, _ in first }
        for feed in all {
            let own = feed.assignment
            if let now = wanted[own.claim.observerID], now.claim == own.claim, now.target == own.target,
                !now.isElsewhere
            {
                feed.setPresence(now.isPresent)
            } else {
                feed.stop()
            }
        }
        for assignment in assignments {
            if assignment.isElsewhere {
                await giveBack(assignment.claim)
            } else if let feed = enter(assignment) {
                begin(feed)
            }
        }
    }

    /// A new feed, unless there is one: one that ends now makes room before its successor begins.
    private func enter(_ assignment: ObserverAssignment) -> ObserverFeed? {
        feeds.withLock { feeds in
            guard feeds[assignment.claim.observerID] == nil else { return nil }
            let feed = ObserverFeed(assignment, around)
            feeds[assignment.claim.observerID] = feed
            return feed
        }
    }

    private func tell(_ feed: ObserverFeed) async {
        await feed.run()
        _ = feeds.withLock { $0.removeValue(forKey: feed.assignment.claim.observerID) }
        await giveBack(feed.assignment.claim)
        signal.ring()
    }

    /// Gives an observer back once its feed has ended.
    private func giveBack(_ claim: ObserverClaim) async {
        guard feeds.withLock({ $0[claim.observerID] }) == nil else { return }
        do { try await around.store.release(claim) } catch {
            around.logger.debug("An observer is not given back.", metadata: ["error": "\(error)"])
        }
    }
}
