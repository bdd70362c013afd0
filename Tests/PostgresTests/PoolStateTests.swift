import Testing

@testable import Postgres

struct PoolStateTests {
    private typealias State = PoolState<String, Int>

    @Test func `places are opened up to the limit, then tasks wait in order`() {
        var state = State(limit: 2, waitingLimit: 2)
        let answers = (1...4).map { "\(state.lease(UInt64($0)))" }
        #expect(answers == ["open", "open", "wait", "wait"])
        guard case .refuse(.tooManyWaiting) = state.lease(5) else { Issue.record("the queue has no end"); return }
        let (delivery, closed) = state.giveBack("a", at: 0)
        #expect(delivery?.ticket == 3 && closed == nil && state.idle.isEmpty)
        #expect(state.total == 2)
    }

    @Test func `a broken connection's place goes to whoever waits`() {
        var state = State(limit: 1, waitingLimit: 2)
        _ = state.lease(1)
        _ = state.lease(2)
        let delivery = state.discard()
        #expect(delivery?.ticket == 2)
        guard case .open? = delivery?.grant else { Issue.record("no place was passed on"); return }
        #expect(state.total == 1)
        let nobody = state.discard()
        #expect(nobody == nil && state.total == 0)
    }

    @Test func `who stopped waiting gets nothing, and who has been served cannot stop any more`() {
        var state = State(limit: 1, waitingLimit: 2)
        _ = state.lease(1)
        _ = state.lease(2)
        _ = state.lease(3)
        let stopped = state.abandon(2)
        #expect(stopped)
        let next = state.giveBack("a", at: 0).delivery?.ticket
        #expect(next == 3)
        let stoppedTooLate = state.abandon(3)
        #expect(!stoppedTooLate)
    }

    @Test func `the connection used last is used next, and the others expire`() {
        var state = State(limit: 3, waitingLimit: 0)
        for ticket in 1...3 { _ = state.lease(UInt64(ticket)) }
        for (time, member) in ["a", "b", "c"].enumerated() { _ = state.giveBack(member, at: time) }
        guard case .use("c") = state.lease(4) else { Issue.record("not the newest"); return }
        let expired = state.expire(before: 1)
        #expect(expired == ["a"])
        #expect(state.total == 2 && state.idle.map(\.member) == ["b"])
    }

    @Test func `a closed pool refuses, and closes what comes back`() {
        var state = State(limit: 2, waitingLimit: 2)
        for ticket in 1...3 { _ = state.lease(UInt64(ticket)) }
        let (members, deliveries) = state.close()
        #expect(members.isEmpty && deliveries.map(\.ticket) == [3])
        let closed = ["a", "b"].map { state.giveBack($0, at: 0).close }
        #expect(closed == ["a", "b"] && state.total == 0)
        guard case .refuse(.closed) = state.lease(9) else { Issue.record("still open"); return }
    }

    @Test func `invariants hold over any sequence of events`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<200 {
            var state = State(limit: 3, waitingLimit: 4)
            var lent: [String] = []
            var opening = 0
            var numbers = 0
            for ticket in 1...100 {
                switch Int.random(in: 0...5, using: &generator) {
                case 0, 1:
                    switch state.lease(UInt64(ticket)) {
                    case .use(let member): lent.append(member)
                    case .open: opening += 1
                    case .wait, .refuse: break
                    }
                case 2 where opening > 0:
                    opening -= 1
                    numbers += 1
                    lent.append("\(numbers)")
                case 3 where !lent.isEmpty:
                    let member = lent.removeFirst()
                    if state.giveBack(member, at: ticket).delivery != nil { lent.append(member) }
                case 4 where !lent.isEmpty:
                    lent.removeFirst()
                    if state.discard() != nil { opening += 1 }
                default:
                    _ = state.expire(before: ticket - 20)
                }
                #expect(state.total == state.idle.count + lent.count + opening && state.total <= 3)
                #expect(state.waiting.isEmpty || (state.idle.isEmpty && state.total == 3))
            }
        }
    }

    @Test func `pauses grow, differ, and stay below the cap`() {
        var generator = SystemRandomNumberGenerator()
        var backoff = Backoff(base: .milliseconds(100), cap: .seconds(2))
        let pauses = (0..<100).map { _ in backoff.next(using: &generator) }
        #expect(pauses[0] >= .milliseconds(50) && pauses[0] <= .milliseconds(100))
        #expect(pauses.allSatisfy { $0 <= .seconds(2) } && pauses.last.map { $0 >= .seconds(1) } == true)
        #expect(Set(pauses).count > 10)
    }
}
