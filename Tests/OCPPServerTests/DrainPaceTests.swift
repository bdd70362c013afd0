import Testing

@testable import OCPPServer

struct DrainPaceTests {
    private let pace = DrainPace(DrainLimits(), SpoolLimits())
    private func rest(after count: Int, _ arrived: Int, took: Duration, lag: Duration, spooled: Int = 0) -> Duration {
        pace.rest(after: count, arrived: arrived, took: took, lag: lag, spooled: spooled)
    }

    private let full = DrainLimits().batchFrames
    private let quarter = SpoolLimits().diskBytes / 4

    @Test func `while frames come fast, storing takes a fifth of the time`() {
        let rest = rest(after: full, full, took: .milliseconds(50), lag: .seconds(1))
        #expect(rest == .milliseconds(200))
    }

    @Test func `a batch that is not full is followed by a moment's rest when more came meanwhile`() {
        #expect(rest(after: full - 1, 1, took: .milliseconds(5), lag: .seconds(1)) == .milliseconds(20))
        #expect(rest(after: full - 1, 1, took: .milliseconds(50), lag: .seconds(1)) == .milliseconds(50))
        #expect(rest(after: full - 1, 0, took: .milliseconds(5), lag: .seconds(1)) == .zero)
    }

    @Test func `a backlog is stored without a rest while few frames come`() {
        let busy = full * 66 / 100
        #expect(rest(after: full, busy - 1, took: .seconds(1), lag: .seconds(1)) == .zero)
        #expect(rest(after: full, busy, took: .seconds(1), lag: .seconds(1)) > .zero)
    }

    @Test func `a database that lags too far behind is caught up with without a rest`() {
        #expect(rest(after: full, full, took: .milliseconds(50), lag: .seconds(30)) == .zero)
        #expect(rest(after: full, full, took: .milliseconds(50), lag: .milliseconds(29_999)) > .zero)
    }

    @Test func `a spool that fills is emptied without a rest`() {
        #expect(rest(after: full, full, took: .milliseconds(50), lag: .seconds(1), spooled: quarter) == .zero)
        #expect(rest(after: full, full, took: .milliseconds(50), lag: .seconds(1), spooled: quarter - 100) > .zero)
    }
}
