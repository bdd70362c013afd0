import Domain
import TestSupport
import Testing
import Values

struct EREMandateTests {
    private static let provider = EREProvider(
        name: "Voltaria ERE B.V.",
        companyNumber: "87654321",
        address: EREDrafts.address
    )

    private static func day(_ text: String) throws -> LocalDate { try #require(LocalDate(text)) }

    @Test func `a mandate is complete or it is none`() throws {
        let today = try Self.day("2026-11-30")
        let whole = try EREDrafts.company()
        let content = try EREMandateContent(whole, for: Self.provider, years: 2026...2027, issuedOn: today)
        #expect(content.validity.from == (try Self.day("2026-01-01")))
        #expect(content.validity.through == (try Self.day("2027-12-31")))
        var draft = whole
        draft.holder?.representative = ""
        draft.chargers = []
        #expect(throws: EREMandateRejection.incomplete([.representativeMissing, .noCharger])) {
            try EREMandateContent(draft, for: Self.provider, years: 2026...2026, issuedOn: today)
        }
    }

    @Test(arguments: [2025...2026, 2028...2028, 2026...2029])
    func `a mandate holds for whole years from this or the next on`(years: ClosedRange<Int>) throws {
        let today = try Self.day("2026-11-30")
        #expect(throws: EREMandateRejection.years) {
            try EREMandateContent(EREDrafts.person(), for: Self.provider, years: years, issuedOn: today)
        }
    }

    @Test func `years with a provider are not offered, and neither are those behind them`() throws {
        let today = try Self.day("2026-11-30")
        #expect(EREYears.choices(on: today) { _ in true } == [2026...2026, 2026...2027, 2026...2028])
        #expect(EREYears.choices(on: today) { $0 != 2026 } == [2027...2027, 2027...2028, 2027...2029])
        #expect(EREYears.choices(on: today) { $0 != 2027 } == [2026...2026])
        #expect(EREYears.choices(on: today) { $0 > 2027 } == [])
        #expect(EREYears.choices(on: try Self.day("2025-11-30")) { _ in true }.first == 2026...2026)
    }

    @Test(arguments: Seeds.some(200))
    func `whatever is offered can be signed`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let today = LocalDate(daysSinceEpoch: 20_500 + Int64.random(in: 0..<3_000, using: &random))
        let taken = Set((0..<2).map { _ in today.yearMonth.year + Int.random(in: 0..<4, using: &random) })
        for years in EREYears.choices(on: today, isFree: { !taken.contains($0) }) {
            #expect(taken.isDisjoint(with: years))
            _ = try EREMandateContent(EREDrafts.person(), for: Self.provider, years: years, issuedOn: today)
            let payout = EREYears.earliestPayout(years, signedOn: today)
            #expect(payout > today && payout > EREYears.countsFrom(years))
            #expect(payout.components.day == 1 && [1, 4, 7, 10].contains(payout.components.month))
        }
    }

    @Test func `the days of a year are those of the law`() throws {
        #expect(EREYears.lastBooking(of: 2026) == (try Self.day("2027-02-26")))
        #expect(EREYears.lastBooking(of: 2027) == (try Self.day("2028-02-29")))
        #expect(EREYears.verifiedBefore(2026) == (try Self.day("2027-05-01")))
        #expect(
            EREYears.earliestPayout(2026...2026, signedOn: try Self.day("2026-11-30")) == (try Self.day("2027-01-01"))
        )
        #expect(
            EREYears.earliestPayout(2027...2027, signedOn: try Self.day("2026-11-30")) == (try Self.day("2027-04-01"))
        )
        #expect(
            EREYears.earliestPayout(2026...2026, signedOn: try Self.day("2026-03-31")) == (try Self.day("2026-04-01"))
        )
    }

    @Test func `a typed name is that of the signer, however it is spelled`() throws {
        let person = try #require(try EREDrafts.person().holder)
        #expect(person.isSigned(by: " anna  de vries"))
        #expect(!person.isSigned(by: "Anna Vries") && !person.isSigned(by: ""))
        let company = try #require(try EREDrafts.company().holder)
        #expect(company.isSigned(by: "Anna de Vries") && !company.isSigned(by: company.name))
    }

    @Test func `a code has six digits and is not told`() {
        #expect(EREMailCode("123 456")?.text == "123456")
        for text in ["", "12345", "1234567", "12345a", "١٢٣٤٥٦"] { #expect(EREMailCode(text) == nil) }
        let made = (0..<50).map { _ in EREMailCode.random().text }
        #expect(made.allSatisfy { EREMailCode($0) != nil } && Set(made).count > 40)
        #expect(!"\(EREMailCode.random())".contains { $0.isNumber })
    }

    @Test func `an enrolment moves on as agreed and no other way`() {
        let table = EREEnrolmentState.allCases.map { state in
            EREEnrolmentEvent.allCases.compactMap { event in
                state.after(event).map { "\(state) \(event) \($0)" }
            }
        }
        #expect(
            table.flatMap { $0 } == [
                "draft signed waiting", "draft turnedOff discarded",
                "waiting evidenceAdded waiting", "waiting accepted active", "waiting refused refused",
                "waiting turnedOff ended",
                "active evidenceAdded active", "active turnedOff active", "active expired ended",
                "refused evidenceAdded waiting", "refused accepted active", "refused turnedOff ended",
            ]
        )
    }

    @Test func `turning off ends what has not begun, and a year that counts at its end`() throws {
        let today = try Self.day("2026-11-30")
        let active = ERETurningOff(.active, mandate: 2026...2028, endsAfter: nil, on: today)
        #expect(active?.stateAfter == .active && active?.lastYear == 2026)
        let early = ERETurningOff(.active, mandate: 2027...2028, endsAfter: nil, on: today)
        #expect(early?.stateAfter == .ended && early?.lastYear == nil)
        #expect(ERETurningOff(.active, mandate: 2026...2028, endsAfter: 2026, on: today) == nil)
        #expect(ERETurningOff(.draft, mandate: nil, endsAfter: nil, on: today)?.stateAfter == .discarded)
        #expect(ERETurningOff(.waiting, mandate: 2026...2026, endsAfter: nil, on: today)?.stateAfter == .ended)
        #expect(ERETurningOff(.ended, mandate: 2026...2026, endsAfter: nil, on: today) == nil)
    }
}
