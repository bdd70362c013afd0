import OCPP
import Testing
import Values

struct CallCorrelationTests {
    private let id = MessageID("1")
    private let start = Timestamp(seconds: 1000)

    @Test func `an answer finds its call once`() {
        var calls = CallCorrelation<String>(limit: 10)
        _ = calls.opened(id, by: .chargePoint, over: 5, note: "start", at: start)
        #expect(calls.answered(id, by: .centralSystem, over: 5, at: start)?.note == "start")
        #expect(calls.answered(id, by: .centralSystem, over: 5, at: start) == nil)
        #expect(calls.count == 0)
    }

    @Test func `equal ids of the two sides and of two connections do not mix`() {
        var calls = CallCorrelation<String>(limit: 10)
        _ = calls.opened(id, by: .chargePoint, over: 5, note: "up", at: start)
        _ = calls.opened(id, by: .centralSystem, over: 5, note: "down", at: start)
        _ = calls.opened(id, by: .chargePoint, over: 6, note: "other", at: start)
        #expect(calls.answered(id, by: .chargePoint, over: 5, at: start)?.note == "down")
        #expect(calls.answered(id, by: .centralSystem, over: 6, at: start)?.note == "other")
        #expect(calls.answered(id, by: .centralSystem, over: 5, at: start)?.note == "up")
    }

    @Test func `an answer after ten minutes belongs to nobody`() {
        var calls = CallCorrelation<String>(limit: 10)
        _ = calls.opened(id, by: .chargePoint, over: 5, note: "", at: start)
        #expect(calls.answered(id, by: .centralSystem, over: 5, at: start.adding(seconds: 600)) == nil)
    }

    @Test func `what is over is told, oldest first`() {
        var calls = CallCorrelation<String>(limit: 10, lifetimeSeconds: 10)
        _ = calls.opened(MessageID("b"), by: .chargePoint, over: 5, note: "", at: start.adding(seconds: 1))
        _ = calls.opened(MessageID("a"), by: .chargePoint, over: 5, note: "", at: start)
        _ = calls.opened(MessageID("c"), by: .chargePoint, over: 5, note: "", at: start.adding(seconds: 9))
        #expect(calls.expire(at: start.adding(seconds: 11)).map(\.id.text) == ["a", "b"])
        #expect(calls.count == 1)
    }

    @Test func `an id used again replaces the call before`() {
        var calls = CallCorrelation<String>(limit: 1)
        _ = calls.opened(id, by: .chargePoint, over: 5, note: "first", at: start)
        guard case .replaced(let earlier) = calls.opened(id, by: .chargePoint, over: 5, note: "second", at: start)
        else {
            Issue.record("nothing was replaced")
            return
        }
        #expect(earlier.note == "first")
        #expect(calls.answered(id, by: .centralSystem, over: 5, at: start)?.note == "second")
    }

    @Test func `no more calls wait than the limit allows`() {
        var calls = CallCorrelation<String>(limit: 1)
        _ = calls.opened(id, by: .chargePoint, over: 5, note: "", at: start)
        guard case .full = calls.opened(MessageID("2"), by: .chargePoint, over: 5, note: "", at: start) else {
            Issue.record("the limit was passed")
            return
        }
        #expect(calls.count == 1)
    }

    @Test func `a closed connection gives its calls back`() {
        var calls = CallCorrelation<String>(limit: 10)
        _ = calls.opened(id, by: .chargePoint, over: 5, note: "", at: start)
        _ = calls.opened(id, by: .chargePoint, over: 6, note: "", at: start)
        #expect(calls.closed(5).count == 1)
        #expect(calls.count == 1)
    }
}
