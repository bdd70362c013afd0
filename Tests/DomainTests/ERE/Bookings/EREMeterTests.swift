import Testing
import Values

@testable import Domain

/// What a connection's meters say of a quarter, without a database.
struct EREMeterTests {
    private static let point = ChargePointID(7)

    private static func session(
        _ id: Int64,
        _ start: String,
        _ stop: String?,
        _ begin: Int64?,
        _ end: Int64?,
        doubt: EREMeteredSession.Doubt? = nil,
        isElsewhere: Bool = false
    ) throws -> EREMeteredSession {
        EREMeteredSession(
            id: .session(SessionID(id)),
            revision: 1,
            meter: .connector(point, 1),
            startedAt: try #require(Timestamp(start)),
            stoppedAt: stop.flatMap { Timestamp($0) },
            begin: begin.map { Energy(wh: $0) },
            end: end.map { Energy(wh: $0) },
            doubt: doubt,
            isElsewhere: isElsewhere
        )
    }

    private static func meter(_ quarter: String, _ sessions: [EREMeteredSession]) throws -> EREMeter {
        var meter = EREMeter(try #require(EREQuarter(quarter)))
        for session in sessions { meter.take(session) }
        for span in meter.spans {
            #expect(span.excluded >= .zero && span.end - span.begin == span.energy + span.excluded)
        }
        return meter
    }

    private static func words(_ meter: EREMeter) -> String {
        let findings = meter.found(hasSource: true).map { "\($0.kind.rawValue) \($0.count) \($0.energy.whText)" }
        return ([meter.energy.whText] + findings).joined(separator: "; ")
    }

    @Test func `a quarter begins and ends at midnight in Amsterdam, and a session counts where it stopped`() throws {
        let sessions = [
            try Self.session(1, "2026-06-30T20:00:00Z", "2026-06-30T21:59:59Z", 0, 1_000),
            try Self.session(2, "2026-06-30T21:59:59Z", "2026-06-30T22:00:00Z", 1_000, 2_500),
            try Self.session(3, "2026-09-30T20:00:00Z", "2026-09-30T21:59:59Z", 2_500, 3_000),
            try Self.session(4, "2026-09-30T21:59:59Z", "2026-09-30T22:00:00Z", 3_000, 9_000),
        ]
        #expect(Self.words(try Self.meter("2026-Q2", sessions)) == "1000")
        #expect(Self.words(try Self.meter("2026-Q3", sessions)) == "2000")
        #expect(Self.words(try Self.meter("2026-Q4", sessions)) == "6000")
    }

    @Test func `gaps are told and not counted, and a register that falls begins anew`() throws {
        let meter = try Self.meter(
            "2026-Q3",
            [
                try Self.session(1, "2026-07-01T10:00:00Z", "2026-07-01T12:00:00Z", 100, 1_100),
                try Self.session(2, "2026-07-02T10:00:00Z", "2026-07-02T12:00:00Z", 1_150, 2_000),
                try Self.session(3, "2026-07-03T10:00:00Z", "2026-07-03T12:00:00Z", 0, 500),
            ]
        )
        #expect(Self.words(meter) == "2350; register_fell 1 0; gap 1 50")
        #expect(meter.spans.map(\.excluded) == [Energy(wh: 50), .zero])
        #expect(meter.spans.map(\.sessions) == [2, 1])
    }

    @Test func `what begins before the last one stopped is not counted again`() throws {
        let first = try Self.session(1, "2026-07-01T10:00:00Z", "2026-07-01T12:00:00Z", 100, 1_100)
        let twin = try Self.session(2, "2026-07-01T10:00:00Z", "2026-07-01T12:00:00Z", 100, 1_100)
        let inside = try Self.session(3, "2026-07-01T11:59:59Z", "2026-07-01T13:00:00Z", 1_000, 1_600)
        let next = try Self.session(4, "2026-07-01T12:00:00Z", "2026-07-01T13:00:00Z", 1_100, 1_400)
        #expect(Self.words(try Self.meter("2026-Q3", [first, twin])) == "1000; overlap 1 1000")
        #expect(Self.words(try Self.meter("2026-Q3", [first, inside])) == "1000; overlap 1 600")
        #expect(Self.words(try Self.meter("2026-Q3", [first, next])) == "1300")
    }

    @Test func `what waits, is left out, counts elsewhere or has no register is told by name`() throws {
        let day = "2026-07-01T1"
        let all = [
            try Self.session(1, day + "0:00:00Z", day + "1:00:00Z", 0, 1_000, doubt: .held),
            try Self.session(2, day + "1:00:00Z", day + "2:00:00Z", 0, 400, doubt: .excluded),
            try Self.session(3, day + "2:00:00Z", day + "3:00:00Z", 400, 900, isElsewhere: true),
            try Self.session(4, day + "3:00:00Z", day + "4:00:00Z", nil, 900),
            try Self.session(5, day + "4:00:00Z", day + "5:00:00Z", 900, 800),
            try Self.session(6, day + "5:00:00Z", day + "6:00:00Z", 900, 1_000, doubt: .gone),
            try Self.session(7, day + "6:00:00Z", nil, 1_000, nil),
        ]
        let meter = try Self.meter("2026-Q3", all)
        #expect(
            Self.words(meter) == "0; nothing_measured 1 0; counted_elsewhere 1 500; no_register 2 0; held 1 1000; "
                + "excluded 1 400; open 1 0"
        )
        #expect(meter.found(hasSource: false).first?.kind == .noSource)
    }

    @Test func `a session over New Year counts in neither year`() throws {
        let over = try Self.session(1, "2026-12-31T20:00:00Z", "2027-01-01T06:00:00Z", 0, 9_000)
        let next = try Self.session(2, "2027-01-02T20:00:00Z", "2027-01-02T22:00:00Z", 9_000, 9_700)
        #expect(Self.words(try Self.meter("2026-Q4", [over, next])) == "0; nothing_measured 1 0")
        #expect(Self.words(try Self.meter("2027-Q1", [over, next])) == "700; crosses_year 1 9000")
    }

    @Test func `what is claimed is whole watt-hours`() throws {
        var meter = EREMeter(try #require(EREQuarter("2026-Q3")))
        meter.take(
            EREMeteredSession(
                id: .session(SessionID(1)),
                revision: 1,
                meter: .connector(Self.point, 1),
                startedAt: try #require(Timestamp("2026-07-01T10:00:00Z")),
                stoppedAt: Timestamp("2026-07-01T11:00:00Z"),
                begin: Energy(thousandthsWh: 1),
                end: Energy(thousandthsWh: 2_000)
            )
        )
        #expect(meter.energy.thousandthsWh == 1_999 && meter.claimed.thousandthsWh == 1_000)
    }

    @Test func `quarters are read, printed and told apart`() throws {
        #expect(EREQuarter("2026-Q3")?.description == "2026-Q3")
        for wrong in ["2026-Q5", "2026-Q0", "2025-Q4", "2026Q3", "26-Q3", "2026-Q", "2026-Q33", "", "2026-QX"] {
            #expect(EREQuarter(wrong) == nil, "\(wrong)")
        }
        let quarter = try #require(EREQuarter("2026-Q4"))
        #expect("\(quarter.firstDay) \(quarter.endDay)" == "2026-10-01 2027-01-01")
        #expect(quarter.previous?.description == "2026-Q3" && EREQuarter("2026-Q1")?.previous == nil)
    }
}
