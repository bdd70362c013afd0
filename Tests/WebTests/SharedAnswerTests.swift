import Synchronization
import Testing
import Web

struct SharedAnswerTests {
    @Test func `many who ask at once cause one search, and a new one when the answer is old`() async {
        let searches = Mutex(0)
        let now = Mutex(ContinuousClock.now)
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let shared = SharedAnswer(for: .seconds(1), now: { now.withLock { $0 } }) { () async -> Int in
            let number = searches.withLock { count in
                count += 1
                return count
            }
            // Ends as soon as the gate is open.
            for await _ in gate {}
            return number
        }
        let answers = await withTaskGroup(of: Int.self) { group -> [Int] in
            for _ in 0..<400 { group.addTask { await shared.value() } }
            while await shared.waiters < 399 { await Task.yield() }
            opener.finish()
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers == Array(repeating: 1, count: 400))
        now.withLock { $0 = $0.advanced(by: .milliseconds(999)) }
        let kept = await shared.value()
        #expect(kept == 1)
        now.withLock { $0 = $0.advanced(by: .milliseconds(1)) }
        let fresh = await shared.value()
        #expect(fresh == 2)
    }
}
