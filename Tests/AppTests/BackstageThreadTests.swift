import Glibc
import Testing

@testable import App

struct BackstageThreadTests {
    /// How far the thread that asks stands back.
    private static nonisolated func niceness() async -> Int32 {
        await Task.yield()
        return getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0)
    }

    @Test(.timeLimit(.minutes(20))) func `what prefers it stands back, and only that`() async {
        let thread = BackstageThread()
        let before = await Self.niceness()
        let within = await withTaskExecutorPreference(thread) { await Self.niceness() }
        let after = await Self.niceness()
        thread.end()
        #expect(within == BackstageThread.niceness)
        #expect(before < BackstageThread.niceness && after == before)
    }
}
