import Synchronization

/// Hands one thing at a time from an event loop to the task of its connection.
final class Mailbox<Element: Sendable>: Sendable {
    private struct State {
        var element: Element?
        var waiter: CheckedContinuation<Element?, Never>?
        var isClosed = false
    }

    private let state = Mutex(State())

    /// Delivers; the previous element has been taken, since a connection answers one request at a time.
    func put(_ element: Element) {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            if waiter == nil { state.element = element }
            return waiter
        }
        waiter?.resume(returning: element)
    }

    /// Ends the deliveries; what was delivered before can still be taken.
    func close() {
        let waiter = state.withLock { state in
            let waiter = state.waiter
            state.waiter = nil
            state.isClosed = true
            return waiter
        }
        waiter?.resume(returning: nil)
    }

    /// Waits for the next element; nil after the end.
    func take() async -> Element? {
        await withCheckedContinuation { continuation in
            let ready: Element?? = state.withLock { state in
                if let element = state.element {
                    state.element = nil
                    return .some(element)
                }
                if state.isClosed { return .some(nil) }
                state.waiter = continuation
                return nil
            }
            if let ready { continuation.resume(returning: ready) }
        }
    }
}

/// Something that happens once and that a task may wait for.
final class Signal: Sendable {
    private struct State {
        var isFired = false
        var waiter: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())

    /// Lets the waiting task go on, now and ever after.
    func fire() {
        let waiter = state.withLock { state in
            state.isFired = true
            let waiter = state.waiter
            state.waiter = nil
            return waiter
        }
        waiter?.resume()
    }

    /// Waits for `fire()` or for the cancellation of the waiting task; one task waits at a time.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isFired = state.withLock { state in
                    if !state.isFired { state.waiter = continuation }
                    return state.isFired
                }
                if isFired { continuation.resume() }
            }
        } onCancel: {
            fire()
        }
    }
}
