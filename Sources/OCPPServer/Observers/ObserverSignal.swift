internal import Synchronization

/// Wakes who tells an observer; for a single task.
final class ObserverSignal: Sendable {
    private struct State {
        var isRung = false
        var isUrgent = false
        var isStopped = false
        var waiter: CheckedContinuation<Void, Never>?
        /// Whether who waits does not want to hear of every ring.
        var isPatient = false

        var mustWake: Bool { isStopped || isUrgent || isRung && !isPatient }

        mutating func takeUrgency() -> Bool {
            defer { isUrgent = false }
            return isUrgent
        }

        mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
            defer { waiter = nil }
            return waiter
        }
    }

    private let state = Mutex(State())

    /// Whether the work shall end.
    var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Says that there is something new.
    func ring() { change { $0.isRung = true } }

    /// Says that a person wants to see something happen now.
    func hurry() { change { $0.isUrgent = true } }

    /// Says that the work shall end.
    func stop() { change { $0.isStopped = true } }

    /// Waits for a while, or less when something is said; what was said since the last time counts.
    ///
    /// - Parameters:
    ///   - duration: The longest.
    ///   - isPatient: Whether only urgent things end it.
    /// - Returns: Whether it was something urgent.
    @discardableResult
    func wait(atMost duration: Duration, isPatient: Bool = false) async -> Bool {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.heard(isPatient: isPatient) }
            group.addTask { do { try await Task.sleep(for: duration) } catch {} }
            await group.next()
            group.cancelAll()
        }
        return state.withLock { state in
            if !isPatient { state.isRung = false }
            return state.takeUrgency()
        }
    }

    /// Whether something urgent was said since this was asked last.
    func takeUrgency() -> Bool { state.withLock { $0.takeUrgency() } }

    private func change(_ body: (inout State) -> Void) {
        let waiter = state.withLock { state in
            body(&state)
            return state.mustWake ? state.takeWaiter() : nil
        }
        waiter?.resume()
    }

    private func heard(isPatient: Bool) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    state.isPatient = isPatient
                    guard !state.mustWake, !Task.isCancelled else { return true }
                    state.waiter = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.takeWaiter() }?.resume()
        }
    }
}
