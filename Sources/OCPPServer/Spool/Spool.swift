internal import Dispatch
internal import Synchronization

/// The durable, append-only memory of frames on disk.
///
/// Frames are appended from any thread and written by one, many to a single `fdatasync`; whoever promises something is
/// told when its frame is on the disk. What is drained is deleted segment by segment. After a crash at any moment all
/// frames that were reported durable are there, in order, and a torn end is cut.
package final class Spool: Sendable {
    /// Told once whether the record is on the disk; called on the writer's thread, so it must not block.
    package typealias DurableCallback = @Sendable (_ isDurable: Bool) -> Void

    /// How the spool is doing.
    package enum Condition: String, Sendable {
        /// Records are taken.
        case open
        /// The disk or the spool's share of it is full; nothing is taken until space comes back.
        case full
        /// Writing failed in a way that only a restart can mend.
        case failed
        /// The spool shuts down.
        case closed
    }

    struct State {
        var pending: [UInt8] = []
        var pendingLastSequence: Int64 = 0
        var waiters: [DurableCallback] = []
        var condition = Condition.open
        var nextSequence: Int64
        /// The segments on disk, oldest first; the last one is written to.
        var segments: [Segment]
        var drainedSequence: Int64
        var fault: SpoolFault?
    }

    /// The node's number, which together with a sequence number names a frame.
    package let nodeID: Int64
    let folder: SpoolFolder
    let limits: SpoolLimits
    let metrics: SpoolMetrics
    let state: Mutex<State>
    let position: Mutex<DrainedPosition>
    /// Signalled with the first record that waits to be written.
    let wake = DispatchSemaphore(value: 0)
    /// Signalled when somebody begins to wait for the disk, and at the end.
    let hurry = DispatchSemaphore(value: 0)
    let committed: SpoolSignal = SpoolSignal()
    private let lock: SpoolFile

    /// Opens the folder, recovering what a crash left.
    ///
    /// - Parameters:
    ///   - path: The folder; made when missing, used by one process at a time.
    ///   - nodeID: The node's number; the folder's records must carry the same.
    ///   - limits: Bounds.
    ///   - metrics: What is counted.
    /// - Throws: ``SpoolFault``.
    package init(path: String, nodeID: Int64, limits: SpoolLimits, metrics: SpoolMetrics) throws(SpoolFault) {
        self.nodeID = nodeID
        self.limits = limits
        self.metrics = metrics
        folder = SpoolFolder(path: path)
        try folder.create()
        lock = try SpoolFile(path: folder.file("lock"), flags: 0o102)
        try lock.lock()
        let (position, drained) = try DrainedPosition.open(in: folder)
        self.position = Mutex(position)
        state = Mutex(try SpoolRecovery.recover(folder, nodeID: nodeID, drained: drained))
        watch()
    }

    /// Takes a record; it is on the disk when `onDurable` says so.
    ///
    /// Records of one thread keep their order. Never blocks on the disk.
    ///
    /// - Returns: The record's number, or why it was not taken; then `onDurable` is not called.
    package func append(
        _ heading: FrameHeading,
        payload: UnsafeRawBufferPointer,
        onDurable: DurableCallback? = nil
    ) -> Result<Int64, SpoolRefusal> {
        let (result, mustWake, mustHurry) = state.withLock { state -> (Result<Int64, SpoolRefusal>, Bool, Bool) in
            if let refusal = refusal(state) { return (.failure(refusal), false, false) }
            let sequence = state.nextSequence
            state.nextSequence += 1
            let (wasEmpty, isFirstWaiter) = (state.pending.isEmpty, onDurable != nil && state.waiters.isEmpty)
            RecordCoding.append(heading, sequence: sequence, payload: payload, to: &state.pending)
            state.pendingLastSequence = sequence
            if let onDurable { state.waiters.append(onDurable) }
            return (.success(sequence), wasEmpty, isFirstWaiter)
        }
        if mustHurry { hurry.signal() }
        if mustWake { wake.signal() }
        return result
    }

    /// Takes a record from an array.
    package func append(
        _ heading: FrameHeading,
        payload: [UInt8],
        onDurable: DurableCallback? = nil
    ) -> Result<Int64, SpoolRefusal> {
        payload.withUnsafeBytes { append(heading, payload: $0, onDurable: onDurable) }
    }

    private func refusal(_ state: borrowing State) -> SpoolRefusal? {
        switch state.condition {
        case .open: state.pending.count > limits.pendingBytes ? .busy : nil
        case .full: .full
        case .failed: .failed
        case .closed: .closed
        }
    }

    /// How the spool is doing.
    package var condition: Condition { state.withLock { $0.condition } }

    /// The number up to which everything is drained.
    package var drainedSequence: Int64 { state.withLock { $0.drainedSequence } }

    /// The number of the last frame that is on the disk.
    package var durableSequence: Int64 { state.withLock { $0.segments.last?.lastSequence ?? 0 } }

    /// Bytes on disk.
    package var diskBytes: Int { state.withLock { $0.segments.reduce(0) { $0 + $1.durableEnd } } }

    private func watch() {
        metrics.watch(
            depth: { [weak self] in self.map { Int($0.durableSequence - $0.drainedSequence) } ?? 0 },
            bytes: { [weak self] in self?.diskBytes ?? 0 }
        )
    }
}
