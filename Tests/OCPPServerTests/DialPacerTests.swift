import Testing
import Values

@testable import OCPPServer

/// Dials to a back-office, spread over time.
struct DialPacerTests {
    private let now = Timestamp(seconds: 1_750_000_000)

    @Test func `so many go at once, and who would wait too long goes away without a turn`() async {
        let pacer = DialPacer(perSecond: 10, burst: 3)
        let now = now
        for _ in 0..<3 { #expect(await pacer.turn(for: UpstreamID(1), within: .zero) { now }) }
        for _ in 0..<5 { #expect(await !pacer.turn(for: UpstreamID(1), within: .zero) { now }) }
        // Had these taken turns, there would be none now.
        let later = now.adding(seconds: 1)
        for _ in 0..<3 { #expect(await pacer.turn(for: UpstreamID(1), within: .zero) { later }) }
        #expect(await !pacer.turn(for: UpstreamID(1), within: .zero) { later })
    }

    @Test func `every back-office has turns of its own`() async {
        let pacer = DialPacer(perSecond: 1, burst: 1)
        let now = now
        #expect(await pacer.turn(for: UpstreamID(1), within: .zero) { now })
        #expect(await pacer.turn(for: UpstreamID(2), within: .zero) { now })
        #expect(await !pacer.turn(for: UpstreamID(1), within: .zero) { now })
    }

    @Test func `who waits within the patience gets a turn, and who is cancelled meanwhile none`() async {
        let pacer = DialPacer(perSecond: 1_000, burst: 1)
        let now = now
        #expect(await pacer.turn(for: UpstreamID(1), within: .seconds(1)) { now })
        #expect(await pacer.turn(for: UpstreamID(1), within: .seconds(1)) { now })
        let slow = DialPacer(perSecond: 1, burst: 1)
        #expect(await slow.turn(for: UpstreamID(1), within: .zero) { now })
        let waiting = Task { await slow.turn(for: UpstreamID(1), within: .seconds(3_600)) { now } }
        waiting.cancel()
        #expect(await !waiting.value)
    }

    @Test func `turns come in the pace that was set`() {
        var limit = RateLimit(perSecond: 50, burst: 2)
        let waits = (0..<6).map { _ in limit.takeInTurn(at: now, within: .milliseconds(60)) }
        #expect(waits == [0, 0, 20_000, 40_000, 60_000, nil])
        let later = Timestamp(microseconds: now.microseconds + 20_000)
        #expect(limit.takeInTurn(at: later, within: .milliseconds(60)) == 60_000)
    }
}
