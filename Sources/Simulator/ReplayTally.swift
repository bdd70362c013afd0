internal import Synchronization

/// What a replay has done so far.
package struct ReplayProgress: Hashable, Sendable {
    /// Sessions that are to be played.
    package var sessions = 0
    /// Calls that were answered.
    package var calls = 0
    /// The longest that an answer took.
    package var slowestAnswerMilliseconds: Int64 = 0
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
    /// The newest fault.
    package var lastFault: SimulatorFault?
    /// Charge points that have a connection now.
    package var connected = 0
    /// Calls a second since the last report of progress.
    package var callsPerSecond: Int64 = 0

    package init() {}

    /// Sessions that were not played to their end, nor given up.
    package var sessionsLeft: Int { max(0, sessions - sessionsCompleted - sessionsFailed) }

    /// How far it is in a line for a terminal; says why nothing happens where nobody is connected.
    package var line: String {
        let parts = [
            "sessions \(sessionsCompleted) of \(sessions)", "calls \(calls), \(callsPerSecond)/s",
            "charge points \(connected) connected, \(chargePointsDone) done", "reconnects \(reconnects)",
            "errors \(errors.values.reduce(0, +))",
        ]
        let line = parts.joined(separator: "; ")
        guard connected == 0, let lastFault else { return line }
        return line + "; nobody is connected: \(lastFault)" + (lastFault.isTransient ? ", trying again" : "")
    }
}

/// The counts of a running replay, shared by its charge points.
final class ReplayTally: Sendable {
    /// Told each call that was answered, with the identity of its charge point.
    typealias Witness = @Sendable (_ identity: String, _ call: [UInt8]) -> Void

    private let calls = Atomic<Int>(0)
    private let slowest = Atomic<Int64>(0)
    private let rest = Mutex(ReplayProgress())
    private let witness: Witness?

    init(witness: Witness? = nil) {
        self.witness = witness
    }

    func answered(_ call: [UInt8], of identity: String, after milliseconds: Int64) {
        calls.wrappingAdd(1, ordering: .relaxed)
        slowest.max(milliseconds, ordering: .relaxed)
        witness?(identity, call)
    }

    func note(_ change: (inout ReplayProgress) -> Void) {
        rest.withLock { change(&$0) }
    }

    func failed(_ fault: SimulatorFault) {
        note {
            $0.errors[fault.description, default: 0] += 1
            $0.lastFault = fault
        }
    }

    var progress: ReplayProgress {
        var progress = rest.withLock { $0 }
        progress.calls = calls.load(ordering: .relaxed)
        progress.slowestAnswerMilliseconds = slowest.load(ordering: .relaxed)
        return progress
    }
}
