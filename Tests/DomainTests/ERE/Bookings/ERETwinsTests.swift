import Testing
import Values

@testable import Domain

/// The same energy told of under another name, without a database.
struct ERETwinsTests {
    private typealias Standing = EREMeteredSession.Standing
    private static let quarter = EREQuarter("2026-Q3")
    private static let (a, b) = (EREChargerID(1), EREChargerID(2))
    private static let (one, two) = (ChargePointID(11), ChargePointID(12))

    private static func session(
        _ id: EREMeteredID,
        _ meter: EREMeterName,
        _ start: String,
        _ stop: String,
        _ begin: Int64,
        _ end: Int64,
        doubt: EREMeteredSession.Doubt? = nil,
        standing: Standing = .nowhere
    ) throws -> EREMeteredSession {
        EREMeteredSession(
            id: id,
            revision: 1,
            meter: meter,
            startedAt: try #require(Timestamp("2026-" + start + ":00Z")),
            stoppedAt: try #require(Timestamp("2026-" + stop + ":00Z")),
            begin: Energy(thousandthsWh: begin),
            end: Energy(thousandthsWh: end),
            doubt: doubt,
            standing: standing
        )
    }

    /// A session at a connector of the first charge point.
    private static func heard(
        _ id: Int64,
        _ connector: Int,
        _ start: String,
        _ stop: String,
        _ begin: Int64,
        _ end: Int64,
        doubt: EREMeteredSession.Doubt? = nil,
        standing: Standing = .nowhere,
        at point: ChargePointID = one
    ) throws -> EREMeteredSession {
        try session(
            .session(SessionID(id)),
            .connector(point, connector),
            start,
            stop,
            begin,
            end,
            doubt: doubt,
            standing: standing
        )
    }

    /// Watt-hours and findings.
    private static func words(
        _ sessions: [EREMeteredSession],
        _ twins: ERETwins = ERETwins(EREDevices([]))
    ) throws -> String {
        var twins = twins
        let quarter = try #require(quarter)
        var told = sessions.map { (place: 1, session: $0) }
        twins.judge(&told, in: quarter)
        var meter = EREMeter(quarter)
        for (_, session) in told { meter.take(session) }
        for span in meter.spans { #expect(span.excluded >= .zero) }
        let findings = meter.found(hasSource: true).map { "\($0.kind.rawValue) \($0.count) \($0.energy.whText)" }
        let out = meter.leftOut.map { "\($0.what)=\($0.twin)" }
        return ([meter.energy.whText] + findings + out).joined(separator: "; ")
    }

    @Test func `two sockets charge two cars at once, and the same registers count once`() throws {
        let first = try Self.heard(1, 1, "07-01T10:00", "07-01T12:00", 100_000, 7_100_000)
        // Another car: the same time, other registers and energy.
        let other = try Self.heard(2, 2, "07-01T10:00", "07-01T12:00", 9_000_000, 15_000_000)
        #expect(try Self.words([first, other]) == "13000")
        // The same registers, cut to whole watt-hours, told later and of another connector.
        let twin = try Self.heard(3, 2, "07-01T11:00", "07-01T13:00", 100_000, 7_100_900)
        #expect(try Self.words([first, twin]) == "7000; told_twice 1 7000.9; 3=1")
        // Nearly the same times and the same energy, by a register of its own.
        let near = try Self.heard(4, 2, "07-01T10:04", "07-01T11:57", 50_000_000, 57_000_000)
        #expect(try Self.words([first, near]) == "7000; told_twice 1 7000; 4=1")
        let late = try Self.heard(5, 2, "07-01T10:06", "07-01T12:00", 50_000_000, 57_000_000)
        #expect(try Self.words([first, late]) == "14000")
        // Two hours off, as by a clock of another zone.
        let shifted = try Self.heard(6, 2, "07-01T12:00", "07-01T14:00", 100_000, 7_100_000)
        #expect(try Self.words([first, shifted]) == "7000; told_twice 1 7000; 6=1")
        let nextDay = try Self.heard(7, 2, "07-02T10:01", "07-02T12:00", 100_000, 7_100_000)
        #expect(try Self.words([first, nextDay]) == "14000")
        // Registers that begin at nothing each time come to the same now and then, but not at the same time.
        let zero = try Self.heard(8, 1, "07-03T10:00", "07-03T12:00", 0, 3_000_000)
        let again = try Self.heard(9, 2, "07-03T12:00", "07-03T14:00", 0, 3_000_000)
        let within = try Self.heard(10, 2, "07-03T11:00", "07-03T14:00", 0, 3_000_000)
        #expect(try Self.words([zero, again]) == "6000")
        #expect(try Self.words([zero, within]) == "3000; told_twice 1 3000; 10=8")
    }

    @Test func `what a person keeps out does not come in by another name, and what counts stays`() throws {
        let held = try Self.heard(1, 1, "07-01T10:00", "07-01T12:00", 100_000, 7_100_000, doubt: .held)
        let twin = try Self.heard(2, 2, "07-01T10:00", "07-01T12:00", 100_000, 7_100_000)
        #expect(try Self.words([held, twin]) == "0; nothing_measured 1 0; told_twice 1 7000; held 1 7000; 2=1")
        let gone = try Self.heard(1, 1, "07-01T10:00", "07-01T12:00", 100_000, 7_100_000, doubt: .gone)
        #expect(try Self.words([gone, twin]) == "7000")
        // What counts here already comes before what does not yet, and what counts elsewhere before both.
        let new = try Self.heard(3, 1, "07-01T10:00", "07-01T12:00", 100_000, 7_100_000)
        let known = try Self.heard(2, 2, "07-01T10:00", "07-01T12:00", 100_000, 7_100_000, standing: .here)
        #expect(try Self.words([new, known]) == "7000; told_twice 1 7000; 3=2")
        // Over midnight between quarters: the second counts for the next one already.
        let before = try Self.heard(4, 1, "09-30T19:00", "09-30T21:50", 100_000, 7_100_000)
        let after = try Self.heard(5, 2, "09-30T19:04", "09-30T22:00", 100_000, 7_100_000, standing: .elsewhere)
        #expect(try Self.words([before, after]).hasPrefix("0; nothing_measured 1 0; told_twice 1 7000"))
        let released = try Self.heard(5, 2, "09-30T19:04", "09-30T22:00", 100_000, 7_100_000, standing: .released)
        #expect(try Self.words([before, released]) == "7000")
    }

    @Test func `serial and maker make two names one device, unless too many have the serial`() throws {
        func ties(_ count: Int, brand: String = "Alfen") -> [EREDevices.Tie] {
            (1...Int64(count)).map { number in
                EREDevices.Tie(
                    charger: Self.a,
                    other: EREChargerID(number),
                    otherPoint: ChargePointID(10 + number),
                    serial: "ACE0001",
                    brand: "alfen B.V.",
                    otherBrand: brand
                )
            }
        }
        let devices = EREDevices(ties(2))
        #expect(devices.device(of: .connector(Self.one, 1)) == devices.device(of: .sessions(Self.b, connector: 2)))
        #expect(EREDevices(ties(2, brand: "")).isEmpty == false)
        #expect(EREDevices(ties(2, brand: "Easee")).isEmpty)
        #expect(EREDevices(ties(EREDevices.mostPerSerial)).isEmpty == false)
        #expect(EREDevices(ties(EREDevices.mostPerSerial + 1)).isEmpty)
        // A charger that is a charge point, and nothing else.
        let own = EREDevices([EREDevices.Tie(charger: Self.a, other: Self.a, otherPoint: Self.one)])
        #expect(own.isEmpty && own.device(of: .readings(Self.a)) == .point(Self.one))
    }

    @Test func `of one device the source that comes first counts, whatever its charge point is called`() throws {
        let devices = EREDevices([
            EREDevices.Tie(charger: Self.a, other: Self.a, otherPoint: nil),
            EREDevices.Tie(
                charger: Self.a,
                other: Self.b,
                otherPoint: Self.one,
                serial: "S",
                brand: "B",
                otherBrand: "B"
            ),
        ])
        var twins = ERETwins(devices)
        let at = try #require(Timestamp("2026-07-01T10:00:00Z"))
        twins.tell(0, isHeard: true, at, at.adding(seconds: 3_600))
        let sent = try Self.session(
            .pushed("x"),
            .sessions(Self.a, connector: 1),
            "07-01T10:30",
            "07-01T12:00",
            5,
            3_000_005
        )
        #expect(try Self.words([sent], twins) == "0; nothing_measured 1 0; source_overlap 1 3000")
        let later = try Self.session(
            .pushed("y"),
            .sessions(Self.a, connector: 1),
            "07-01T11:00",
            "07-01T12:00",
            5,
            2_005
        )
        #expect(try Self.words([later], twins) == "2")
        // Two chargers' readings of one register: the time is enough.
        let read = try Self.session(
            .reading(PushedReadingID(1)),
            .readings(Self.a),
            "07-05T00:00",
            "07-20T00:00",
            0,
            9_000
        )
        let twice = try Self.session(
            .reading(PushedReadingID(2)),
            .readings(Self.b),
            "07-19T00:00",
            "07-25T00:00",
            0,
            5_000
        )
        #expect(try Self.words([read, twice], twins) == "9; told_twice 1 5; reading-2=reading-1")
        // What was counted of it elsewhere, by whatever source.
        twins.note(
            ERETwins.Told(
                id: .reading(PushedReadingID(9)),
                startedAt: at.adding(seconds: -86_400),
                stoppedAt: at.adding(seconds: 86_400),
                begin: .zero,
                energy: Energy(wh: 9)
            ),
            of: 0
        )
        #expect(try Self.words([later], twins).hasSuffix("source_overlap 1 2"))
    }
}
