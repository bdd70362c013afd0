import Dispatch
import Foundation
import Glibc
import Synchronization

/// A thread for work that may come later: where processors are short it stands back behind those who answer charge
/// points and people.
///
/// Frames wait in the spool meanwhile, which is what it is for.
final class BackstageThread: TaskExecutor {
    /// How far it and its connections to the database stand back, as for `nice`: about a tenth of a full share.
    static let niceness: Int32 = 10

    private struct Work {
        var jobs: [UnownedJob] = []
        var isOver = false
    }

    private let work = Mutex(Work())
    private let bell = DispatchSemaphore(value: 0)

    /// Starts the thread, which runs until ``end()``.
    init() {
        let loan = self
        let thread = Thread { loan.run() }
        thread.name = "backstage"
        thread.start()
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        work.withLock { $0.jobs.append(job) }
        bell.signal()
    }

    /// Ends the thread behind the work that waits; nobody may prefer it any more.
    func end() {
        work.withLock { $0.isOver = true }
        bell.signal()
    }

    private func run() {
        // For Linux, 0 names the calling thread. Source: setpriority(2).
        setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, BackstageThread.niceness)
        var jobs: [UnownedJob] = []
        while true {
            jobs.removeAll(keepingCapacity: true)
            let isOver = work.withLock { work in
                swap(&jobs, &work.jobs)
                return work.isOver
            }
            for job in jobs { job.runSynchronously(on: asUnownedTaskExecutor()) }
            guard jobs.isEmpty else { continue }
            if isOver { return }
            bell.wait()
        }
    }
}
