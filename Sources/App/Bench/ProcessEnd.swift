import Foundation
import Glibc

/// Ends processes that a measurement started.
enum ProcessEnd {
    /// How long a process may take to end by itself, and how long the kernel may take to end it.
    private static let milliseconds = 5_000

    /// Tells a child of this process to stop, ends it if it does not, and waits until it is gone; returns at once when
    /// it is, also when somebody else collected it.
    static func end(_ id: Int32) {
        for signal in [SIGTERM, SIGKILL] {
            // A number that is no child's any more may be anybody's.
            guard id > 0, !hasEnded(id) else { return }
            kill(id, signal)
            for _ in 0..<milliseconds / 10 where !hasEnded(id) { usleep(10_000) }
        }
    }

    /// Whether the kernel says that it has ended; whoever collects it still can.
    private static func hasEnded(_ id: Int32) -> Bool {
        var found = siginfo_t()
        let answer = waitid(P_PID, id_t(id), &found, WEXITED | WNOHANG | WNOWAIT)
        return answer != 0 || found.si_signo == SIGCHLD
    }
}

extension Process {
    /// Starts it with no signal blocked.
    ///
    /// The threads of the pool block every signal and children inherit that: nginx never heard that it should stop.
    func start() throws {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try run()
    }

    /// Ends it and waits until it is gone; `waitUntilExit` would wait for ever for one that does not listen.
    func end() { ProcessEnd.end(processIdentifier) }
}
