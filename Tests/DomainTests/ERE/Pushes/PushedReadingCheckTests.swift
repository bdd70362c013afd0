import Domain
import Testing
import Values

struct PushedReadingCheckTests {
    private static let now = Timestamp(seconds: 1_800_000_000)
    private static let charger = EREChargerID(1)

    private static func reading(
        _ minute: Int64,
        _ wh: Int64,
        of charger: EREChargerID = charger,
        isWithdrawn: Bool = false
    ) -> PushedReading {
        PushedReading(
            charger: charger,
            at: now.adding(seconds: minute * 60),
            register: Energy(wh: wh),
            isWithdrawn: isWithdrawn
        )
    }

    private static func check(_ new: [PushedReading], kept: [PushedReading] = []) -> PushedReadingCheck {
        let kept = kept.map { (version: 1, reading: $0) }
        return PushedReadingCheck(new, chargers: [charger, EREChargerID(2)], kept: kept, at: now)
    }

    private static func faults(_ check: PushedReadingCheck) -> [Int: PushFault] {
        Dictionary(check.faults.map { ($0.place, $0.fault) }) { first, _ in first }
    }

    @Test func `readings may come in any order, and between what is kept`() {
        let kept = [Self.reading(-100, 100), Self.reading(-50, 200)]
        let check = Self.check([Self.reading(-10, 300), Self.reading(-75, 150), Self.reading(-200, 0)], kept: kept)
        #expect(check.new == [0, 1, 2] && check.known == 0 && check.faults.isEmpty)
    }

    @Test func `what is told again is known, also within a batch and among new ones`() {
        let kept = [Self.reading(-100, 100)]
        let check = Self.check(
            [Self.reading(-100, 100), Self.reading(-90, 100), Self.reading(-90, 100)],
            kept: kept
        )
        #expect(check.new == [1] && check.known == 2 && check.faults.isEmpty)
    }

    @Test func `a register has one value at a moment and never falls`() {
        let kept = [Self.reading(-100, 100), Self.reading(-50, 200)]
        let check = Self.check(
            [
                Self.reading(-100, 101), Self.reading(-75, 99), Self.reading(-60, 201), Self.reading(-20, 199),
                Self.reading(-10, 250), Self.reading(-5, 249), Self.reading(-10, 251), Self.reading(-4, 250),
            ],
            kept: kept
        )
        #expect(
            Self.faults(check) == [0: .conflict, 1: .fell, 2: .aboveLater, 3: .fell, 5: .fell, 6: .conflict]
        )
        #expect(check.new == [4, 7])
    }

    @Test func `what is taken back holds no more, and may be told otherwise later`() {
        let kept = [Self.reading(-100, 100), Self.reading(-50, 900), Self.reading(-30, 950, isWithdrawn: true)]
        let check = Self.check(
            [
                Self.reading(-50, 900, isWithdrawn: true), Self.reading(-40, 200), Self.reading(-30, 210),
                Self.reading(-30, 950, isWithdrawn: true), Self.reading(-20, 1, isWithdrawn: true),
                Self.reading(-100, 99, isWithdrawn: true), Self.reading(-50, 900, isWithdrawn: true),
                Self.reading(-50, 150),
            ],
            kept: kept
        )
        #expect(check.new == [0, 1, 2] && check.known == 1)
        #expect(check.versions[0] == 2 && check.versions[1] == 1 && check.versions[2] == 2)
        #expect(Self.faults(check) == [4: .neverTold, 5: .conflict, 6: .twice, 7: .twice])
    }

    @Test func `chargers do not know of each other`() {
        let other = EREChargerID(2)
        let check = Self.check([Self.reading(-10, 5), Self.reading(-5, 1, of: other)], kept: [Self.reading(-20, 1)])
        #expect(check.new == [0, 1] && check.faults.isEmpty)
    }

    @Test func `strangers' chargers, the future and the time before units are told`() {
        let old = PushedReading(charger: Self.charger, at: Timestamp(seconds: 1_700_000_000), register: .zero)
        let check = Self.check([Self.reading(-1, 5, of: EREChargerID(3)), Self.reading(6, 5), old, Self.reading(4, 9)])
        #expect(Self.faults(check) == [0: .unknownCharger, 1: .inFuture, 2: .tooEarly])
        #expect(check.new == [3], "a clock may be some minutes ahead")
    }
}
