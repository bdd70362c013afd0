internal import Dispatch
internal import Foundation
internal import HTTPServer
internal import Synchronization

extension Spool {
    /// Writes until the task is cancelled, then writes what is left and returns.
    ///
    /// The writing itself has a thread of its own, since it blocks on the disk.
    ///
    /// - Throws: ``SpoolFault`` when the disk failed; nothing is promised any more then and the process should restart.
    package func run() async throws {
        let fault = await withTaskCancellationHandler {
            await withCheckedContinuation { (finished: CheckedContinuation<SpoolFault?, Never>) in
                let loan = Loan(self)
                let thread = Thread { finished.resume(returning: loan.write()) }
                thread.name = "spool"
                thread.start()
            }
        } onCancel: {
            self.close()
        }
        committed.finish()
        if let fault { throw fault }
    }

    /// Takes no more records; what was taken is still written.
    package func close() {
        state.withLock { if $0.condition != .failed { $0.condition = .closed } }
        hurry.signal()
        wake.signal()
    }

    /// The spool as its thread has it: given back, and with it the folder's lock, before the thread tells its end.
    ///
    /// A thread keeps what it was started with a moment longer than its work; who opens the folder then found it locked.
    private final class Loan: Sendable {
        private let spool: Mutex<Spool?>

        init(_ spool: Spool) { self.spool = Mutex(spool) }

        func write() -> SpoolFault? { take()?.writeUntilClosed() }

        private func take() -> Spool? {
            spool.withLock { spool in
                defer { spool = nil }
                return spool
            }
        }
    }

    private func writeUntilClosed() -> SpoolFault? {
        ShortTurns.ask()
        while true {
            wake.wait()
            let end = writePending()
            if end { break }
        }
        try? persistPosition()  // What is drained twice is stored once, so an old position does no harm.
        return state.withLock { $0.fault }
    }

    /// Commits batches until none is left.
    ///
    /// - Returns: Whether the spool is at its end.
    private func writePending() -> Bool {
        while true {
            gather()
            guard let batch = takeBatch() else { break }
            let started = ContinuousClock.now
            if let fault = write(batch) { refuse(batch, after: fault) } else { confirm(batch, since: started) }
        }
        return state.withLock { $0.condition == .closed || $0.condition == .failed }
    }

    /// Lets records come together as long as nobody waits for the disk.
    private func gather() {
        // What was signalled for batches that are written already.
        while hurry.wait(timeout: .now()) == .success {}
        let mayWait = state.withLock { !$0.pending.isEmpty && $0.waiters.isEmpty && $0.condition == .open }
        if mayWait { _ = hurry.wait(timeout: .now() + limits.gathering.seconds) }
    }

    struct Batch {
        var bytes: [UInt8]
        var lastSequence: Int64
        var waiters: [DurableCallback]
    }

    private func takeBatch() -> Batch? {
        state.withLock { state in
            guard !state.pending.isEmpty else { return nil }
            let batch = Batch(bytes: state.pending, lastSequence: state.pendingLastSequence, waiters: state.waiters)
            state.pending = []
            state.pending.reserveCapacity(min(batch.bytes.count * 2, 1 << 20))
            state.waiters = []
            return batch
        }
    }

    /// Writes a batch behind the last record and waits for the disk.
    private func write(_ batch: Batch) -> SpoolFault? {
        do throws(SpoolFault) {
            let segment = try segmentForWriting(batch)
            try segment.file.write(batch.bytes, at: segment.durableEnd)
            try segment.file.synchronize()
            return nil
        } catch {
            return error
        }
    }

    /// The segment that takes the batch: the last one, or a new one when that is long enough.
    private func segmentForWriting(_ batch: Batch) throws(SpoolFault) -> Segment {
        let (last, total) = state.withLock { ($0.segments.last, $0.segments.reduce(0) { $0 + $1.durableEnd }) }
        guard total + batch.bytes.count <= limits.diskBytes else {
            throw SpoolFault(.input, path: folder.path, errorNumber: SpoolFault.noSpace)
        }
        if let last, last.durableEnd < limits.segmentBytes { return last }
        let first = (last?.lastSequence ?? 0) + 1
        let segment = try Segment.create(in: folder, firstSequence: first, nodeID: nodeID)
        state.withLock { $0.segments.append(segment) }
        return segment
    }

    private func confirm(_ batch: Batch, since started: ContinuousClock.Instant) {
        state.withLock { state in
            let last = state.segments.count - 1
            state.segments[last].durableEnd += batch.bytes.count
            state.segments[last].lastSequence = batch.lastSequence
            if state.condition == .full { state.condition = .open }
        }
        for waiter in batch.waiters { waiter(true) }
        metrics.committed(bytes: batch.bytes.count, waiters: batch.waiters.count, in: .now - started)
        committed.send()
    }

    /// Tells everybody that nothing is promised, and cuts what was half written.
    private func refuse(_ batch: Batch, after fault: SpoolFault) {
        let isFull = fault.errorNumber == SpoolFault.noSpace && cutUnconfirmed()
        let late = state.withLock { state in
            let late = state.waiters
            state.waiters = []
            state.pending = []
            if state.condition != .closed || !isFull { state.condition = isFull ? .full : .failed }
            if !isFull { state.fault = fault }
            return late
        }
        for waiter in batch.waiters + late { waiter(false) }
        metrics.refused.increment()
        if isFull { retryWhenFull() }
    }

    private func cutUnconfirmed() -> Bool {
        guard let last = state.withLock({ $0.segments.last }) else { return true }
        // Should cutting fail too, the half record stays behind the end; only a restart mends that.
        return (try? last.file.truncate(to: last.durableEnd)) != nil
    }

    /// Opens up again after a pause; the next batch shows whether there is space by then.
    private func retryWhenFull() {
        Thread.sleep(forTimeInterval: limits.fullRetry.seconds)
        state.withLock { if $0.condition == .full { $0.condition = .open } }
    }
}

extension SpoolFault {
    /// The system's number for a full disk.
    static let noSpace: Int32 = 28
}

extension Duration {
    /// The span in seconds, for the system's own timers.
    var seconds: TimeInterval {
        TimeInterval(components.seconds) + TimeInterval(components.attoseconds) / 1e18
    }
}
