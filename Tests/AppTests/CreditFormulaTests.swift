import Templates
import Testing
import Values

@testable import Domain
@testable import Jobs

struct CreditFormulaTests {
    private static let start = Timestamp(seconds: 1_750_000_000)

    private static func part(_ quarter: Int64) throws -> RatedPart {
        RatedPart(
            from: start.adding(seconds: quarter * 900),
            until: start.adding(seconds: (quarter + 1) * 900),
            energy: Energy(wh: 2_500),
            isInterpolated: false,
            index: nil,
            supplyPrice: try #require(Exact("0.2")),
            price: try #require(Exact("0.2")),
            amount: try #require(Exact("0.5"))
        )
    }

    private static func line(parts count: Int64, isReversal: Bool, session: Int64 = 7) throws -> CreditLine {
        let parts = try (0..<count).map(part)
        let price = UnitPrice(microPerKWh: 200_000)
        let terms = LineDetail.Terms(supply: .fixed(price), fixed: .zero, percent: .zero)
        let sign: Int64 = isReversal ? -1 : 1
        return CreditLine(
            ordinal: 1,
            documentLine: 1,
            isReversal: isReversal,
            sessionID: SessionID(session),
            lineID: LineID(1),
            siteName: "Kade",
            siteTimeZone: "Europe/Amsterdam",
            chargePoint: "CP-1",
            connector: 1,
            startedAt: start,
            stoppedAt: start,
            energy: Energy(wh: sign * count * 2_500),
            amount: Exact(mantissa: Int128(sign * count * 5), scale: 1),
            otherAmount: nil,
            currency: "EUR",
            tariff: "0.2 EUR/kWh",
            pricing: .perInterval,
            detail: LineDetail(terms: terms, parts: parts).json,
            corrects: isReversal ? CreditReference(number: "V-1", issuedOn: LocalDate(daysSinceEpoch: 20_000)) : nil
        )
    }

    private let dutch = Reader(language: .dutch, zone: .utc)

    @Test func `a formula speaks the language of the document`() throws {
        let formula = CreditFormula(try Self.line(parts: 2, isReversal: false), dutch)
        #expect(formula.worked.hasPrefix("som van 2 kwartieren, elk kWh × prijs: 5,000"))
        #expect(formula.tariff.contains("0,2000/kWh"))
    }

    @Test(arguments: [Int64(1), 3])
    func `what is taken back multiplies out to its negative amount`(count: Int64) throws {
        let line = try Self.line(parts: count, isReversal: true)
        let formula = CreditFormula(line, dutch)
        var sum = Exact.zero
        for part in formula.parts {
            #expect(try part.price * part.energy.kWh == part.amount)
            sum = try sum + part.amount
        }
        #expect(sum == line.amount && line.amount.isNegative)
        #expect(formula.worked.contains(dutch.energy(line.energy)))
    }

    @Test func `corrections name the document that they correct, once`() throws {
        let lines = [
            try Self.line(parts: 1, isReversal: true), try Self.line(parts: 2, isReversal: false),
            try Self.line(parts: 1, isReversal: true, session: 8),
            try Self.line(parts: 1, isReversal: false, session: 9),
        ]
        let corrections = CreditCorrections(lines)
        #expect(corrections.documents.map(\.number) == ["V-1"])
        #expect(corrections.sessions.map { $0.old.sessionID.rawValue } == [7, 8])
        #expect(corrections.sessions.map { $0.new != nil } == [true, false])
    }
}
