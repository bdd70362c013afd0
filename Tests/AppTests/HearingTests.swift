import Testing

@testable import App

struct HearingTests {
    @Test func `who waits goes on when the others are heard`() async {
        let hearing = Hearing()
        await withDiscardingTaskGroup { group in
            group.addTask { await hearing.wait(atMost: .seconds(3_600)) }
            group.addTask { await hearing.wait(atMost: .seconds(3_600)) }
            await Task.yield()
            hearing.begin()
        }
        // What was heard before needs no waiting.
        await hearing.wait(atMost: .seconds(3_600))
    }

    @Test func `nobody waits for ever`() async {
        await Hearing().wait(atMost: .milliseconds(5))
    }
}
