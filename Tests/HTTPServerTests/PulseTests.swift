import NIOCore
import Testing

@testable import HTTPServer

/// When the peer of a WebSocket counts as gone; every step is a ping interval of 30 s.
struct PulseTests {
    /// The pings that go out to a peer of which nothing is heard any more.
    private func pings(_ pulse: inout Pulse) -> Int {
        var count = 0
        while count < 10_000, pulse.next() != nil { count += 1 }
        return count
    }

    @Test func `a missing pong alone does not end a peer that never sent one`() {
        var pulse = Pulse(WebSocketLimits())
        // Silent for 900 s, three heartbeats of 300 s.
        let count = pings(&pulse)
        #expect(count == 29)
    }

    @Test func `any message counts as life`() {
        var pulse = Pulse(WebSocketLimits())
        for _ in 0..<1_000 {
            let ping = pulse.next()
            #expect(ping != nil)
            pulse.heard()
        }
    }

    @Test func `a peer that answered before is gone when it does not any more`() throws {
        var pulse = Pulse(WebSocketLimits())
        let ping = pulse.next()
        pulse.answered(try #require(ping))
        pulse.heard()
        let count = pings(&pulse)
        #expect(count == 2)
    }

    @Test func `a pong that nobody asked for promises nothing`() {
        var pulse = Pulse(WebSocketLimits())
        pulse.answered(ByteBuffer())
        _ = pulse.next()
        pulse.answered(ByteBuffer())
        pulse.heard()
        let count = pings(&pulse)
        #expect(count == 30)
    }

    @Test func `a longer pause between messages is granted, a shorter one never below that of others`() {
        var (patient, strict) = (Pulse(WebSocketLimits()), Pulse(WebSocketLimits()))
        patient.tolerate(silence: .seconds(3 * 3600))
        let count = pings(&patient)
        #expect(count == 359)
        strict.tolerate(silence: .zero)
        let least = pings(&strict)
        #expect(least == 1)
    }
}
