package import HTTPServer
package import Logging
package import Values

/// Moves frames from the spool to where they are kept for good.
package final class Drain: Sendable {
    private let spool: Spool
    private let store: any FrameStore
    private let limits: DrainLimits
    private let pace: DrainPace
    private let clock: @Sendable () -> Timestamp
    private let logger: Logger
    private let stored: @Sendable ([SpooledFrame]) -> Void
    private let drained: Counter
    private let failures: Counter

    /// - Parameters:
    ///   - spool: Where the frames come from; one drain each.
    ///   - store: Where they go.
    ///   - limits: Bounds.
    ///   - metrics: Where it counts.
    ///   - logger: Where failures are told.
    ///   - clock: The time by which a frame's age is told.
    ///   - stored: Told after each batch that was stored; must not block.
    package init(
        spool: Spool,
        store: any FrameStore,
        limits: DrainLimits = DrainLimits(),
        metrics: MetricsRegistry,
        logger: Logger,
        clock: @escaping @Sendable () -> Timestamp = { SystemClock.now() },
        stored: @escaping @Sendable ([SpooledFrame]) -> Void
    ) {
        self.spool = spool
        self.store = store
        self.limits = limits
        self.clock = clock
        pace = DrainPace(limits, spool.limits)
        self.logger = logger
        self.stored = stored
        drained = metrics.counter("spool_drained_frames_total", help: "Frames handed over to be kept for good.")
        failures = metrics.counter("spool_drain_failures_total", help: "Hand-overs that failed and were tried again.")
    }

    /// Drains until the task is cancelled; what is left is drained after the next start.
    ///
    /// - Throws: ``SpoolFault`` when the spool cannot be read.
    package func run() async throws {
        var reader = spool.undrained()
        var written = ContinuousClock.now
        var signals = spool.committed.signals.makeAsyncIterator()
        while !Task.isCancelled {
            let frames = try reader.next(maxFrames: limits.batchFrames)
            guard let last = frames.last else {
                guard await signals.next() != nil else { return }
                await pause(limits.gathering)
                continue
            }
            let (began, before) = (ContinuousClock.now, spool.durableSequence)
            guard await hand(frames) else { return }
            let took = ContinuousClock.now - began
            try spool.markDrained(through: last.sequence)
            stored(frames)
            if ContinuousClock.now - written > spool.limits.positionInterval {
                try spool.persistPosition()
                written = .now
            }
            await rest(after: frames.count, last, arrived: Int(spool.durableSequence - before), took: took)
        }
    }

    private func rest(after count: Int, _ last: SpooledFrame, arrived: Int, took: Duration) async {
        let lag = Duration.microseconds(clock().microseconds(since: last.heading.receivedAt))
        let rest = pace.rest(after: count, arrived: arrived, took: took, lag: lag, spooled: spool.diskBytes)
        if rest > .zero { await pause(rest) }
    }

    /// Hands frames over, again and again while the store is away.
    ///
    /// - Returns: Whether it succeeded; `false` when the task was cancelled.
    private func hand(_ frames: [SpooledFrame]) async -> Bool {
        var wait = limits.firstRetry
        while true {
            do {
                try await store.store(frames)
                drained.increment(by: frames.count)
                return true
            } catch {
                if Task.isCancelled { return false }
                failures.increment()
                logger.warning("Frames wait in the spool.", metadata: ["error": "\(error)"])
            }
            await pause(wait)
            wait = min(wait * 2, limits.longestRetry)
        }
    }

    /// Waits a while, or less when the task is cancelled.
    private func pause(_ duration: Duration) async {
        do { try await Task.sleep(for: duration) } catch {}
    }
}
