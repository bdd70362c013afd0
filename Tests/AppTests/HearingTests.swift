import Testing

@testable import App

struct HearingTests {
    @Test(.timeLimit(.minutes(20)))
    func `who waits goes on when the others are heard`() async {
        let hearing = Hearing()
        async let first = hearing.wait(atMost: .seconds(3_600))
        async let second = hearing.wait(atMost: .seconds(3_600))
        await Task.yield()
        hearing.begin()
        let areHeard = await [first, second]
        #expect(areHeard == [true, true])
        // What was heard before needs no waiting.
        let isHeard = await hearing.wait(atMost: .seconds(3_600))
        #expect(isHeard)
    }

    @Test func `nobody waits for ever`() async {
        let isHeard = await Hearing().wait(atMost: .milliseconds(5))
        #expect(!isHeard)
    }
}
