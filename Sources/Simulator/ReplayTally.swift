internal import Synchronization

/// What a replay has done so far.
package struct ReplayProgress: Hashable, Sendable {
    /// Calls that were answered.
    package var calls = 0
    /// Sessions whose StopTransaction was answered.
    package var sessionsCompleted = 0
    /// Sessions that were given up.
    package var sessionsFailed = 0
    /// Charge points whose script is at its end.
    package var chargePointsDone = 0
    /// StartTransactions whose token was not accepted; the session goes on all the same.
    package var startsNotAccepted = 0
    /// Connections made after the first of each charge point.
    package var reconnects = 0
    /// Faults by kind, those that were overcome included.
    package var errors: [String: Int] = [:]
}

/// The counts of a running replay, shared by its charge points.
final class ReplayTally: Sendable {
    private let calls = Atomic<Int>(0)
    private let rest = Mutex(ReplayProgress())

    func answered() {
        calls.wrappingAdd(1, ordering: .relaxed)
    }

    func note(_ change: (inout ReplayProgress) -> Void) {
        rest.withLock { change(&$0) }
    }

    func failed(_ fault: SimulatorFault) {
        note { $0.errors[fault.description, default: 0] += 1 }
    }

    var progress: ReplayProgress {
        var progress = rest.withLock { $0 }
        progress.calls = calls.load(ordering: .relaxed)
        return progress
    }
}
