import Domain
import Formats
import Simulator
import Values

/// The sessions that are replayed and the prices of their time: recorded ones, or made ones that look like them.
struct BenchSessions {
    let sessions: [RecordedSession]
    let prices: PriceImport
    /// Whether they are recorded ones.
    let isRecorded: Bool

    /// Reads recorded sessions and prices.
    init(sessions path: String, shiftDays: Int64, prices pricePath: String) throws {
        let text = String(decoding: try readFile(path), as: UTF8.self)
        sessions = try RecordedSession.read(csv: text).map { $0.shifted(days: shiftDays) }
        let bytes = try readFile(pricePath)
        let read = try DayAheadPrices(reading: bytes, zone: "NL")
        prices = PriceDocuments(read, zone: "NL", fileName: pricePath, bytes: bytes).document
        isRecorded = true
    }

    /// Makes so many sessions, spread over a year and 850 charge points; on average each has 23 quarter hours.
    init(made count: Int) {
        sessions = (0..<count).map { BenchSessions.session($0, of: count) }
        prices = BenchPrices.document(
            zone: "NL",
            from: BenchSessions.firstMoment,
            until: BenchSessions.firstMoment.adding(seconds: BenchSessions.yearSeconds + 2 * 86_400)
        )
        isRecorded = false
    }

    /// Sessions of one charge point are weeks apart, so that none begins before the one before it ended.
    private static func session(_ number: Int, of count: Int) -> RecordedSession {
        let start = firstMoment.adding(seconds: yearSeconds * Int64(number) / Int64(count) / 60 * 60)
        let minutes = Int64(30 + number * 104_729 % 660)
        let percent = Int64(20 + number * 7_919 % 81)
        return RecordedSession(
            chargePoint: "CP-\(number % chargePoints)",
            connector: Int64(1 + number / chargePoints % 2),
            start: start,
            stop: start.adding(seconds: minutes * 60),
            idTag: "04\(number % 2_000)",
            energyWh: Int64(1_000 + number * 6_151 % 60_000),
            chargingHours: Exact(mantissa: Int128(minutes * percent / 60), scale: 2)
        )
    }

    private static let chargePoints = 850
    private static let yearSeconds: Int64 = 365 * 86_400
    /// 2025-01-01.
    private static let firstMoment = Timestamp(seconds: 1_735_689_600)
}
