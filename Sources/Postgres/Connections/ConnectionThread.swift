internal import CLibPQ
internal import Glibc
internal import Synchronization

/// The thread of one connection, on which its actor runs.
///
/// libpq waits by blocking; here that stops nobody else, neither an event loop nor the threads that tasks share.
final class ConnectionThread: SerialExecutor {
    private struct Work {
        var jobs: [UnownedJob] = []
        var isStopping = false
    }

    private let work = Mutex(Work())
    /// Becomes readable when there is work, or when the running statement shall be cancelled.
    let bell: Bell
    private let niceness: Int32

    private init(niceness: Int32) throws {
        bell = try Bell()
        self.niceness = niceness
    }

    /// Starts the thread, which stands back behind others as far as that says.
    static func start(niceness: Int32) throws -> ConnectionThread {
        let thread = try ConnectionThread(niceness: niceness)
        let retained = Unmanaged.passRetained(thread)
        var handle = pthread_t()
        let code = pthread_create(&handle, nil, { runConnectionThread($0) }, retained.toOpaque())
        guard code == 0 else {
            retained.release()
            throw PostgresFault(.unreachable, "no thread for a connection (error \(code))")
        }
        pthread_detach(handle)
        return thread
    }

    /// Appends a job of the actor.
    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        work.withLock { $0.jobs.append(job) }
        bell.ring()
    }

    /// Ends the thread after the jobs that wait; nothing may be enqueued any more.
    func stop() {
        work.withLock { $0.isStopping = true }
        bell.ring()
    }

    fileprivate func run() {
        // For Linux, 0 names the calling thread. Source: setpriority(2).
        if niceness > 0 { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness) }
        while true {
            let (jobs, isStopping) = work.withLock { work in
                defer { work.jobs.removeAll(keepingCapacity: true) }
                return (work.jobs, work.isStopping)
            }
            for job in jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
            if jobs.isEmpty {
                if isStopping { return }
                bell.wait()
            }
        }
    }
}

/// The thread's body: runs until stopped, then lets go of the executor.
private func runConnectionThread(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
    guard let argument else { return nil }
    // Signals belong to the thread of the process that awaits them.
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
    Unmanaged<ConnectionThread>.fromOpaque(argument).takeRetainedValue().run()
    return nil
}

/// Wakes a thread that sleeps in `poll`.
final class Bell: Sendable {
    /// To poll for readability beside other things.
    let descriptor: Int32

    init() throws {
        descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard descriptor >= 0 else {
            throw PostgresFault(.unreachable, "no descriptor for a connection (error \(errno))")
        }
    }

    deinit {
        close(descriptor)
    }

    /// Wakes the thread, now or when it goes to sleep next.
    func ring() {
        eventfd_write(descriptor, 1)
    }

    /// Forgets earlier ringing.
    func silence() {
        var count: eventfd_t = 0
        eventfd_read(descriptor, &count)
    }

    /// Sleeps until it rings.
    func wait() {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&watched, 1, -1)
        silence()
    }
}
