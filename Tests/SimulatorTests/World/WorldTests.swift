import Domain
import Formats
import Testing
import Values

@testable import Simulator

struct WorldTests {
    @Test func `equal seeds and days give equal worlds, others give others`() {
        let twin = DemoWorld(seed: 2026, today: WorldFixture.today, fullMonths: 0)
        #expect(twin.portfolios == WorldFixture.small.portfolios)
        #expect(twin.priceDocuments == WorldFixture.small.priceDocuments)
        #expect(twin.recording.frames == WorldFixture.small.recording.frames)
        let other = DemoWorld(seed: 7, today: WorldFixture.today, fullMonths: 0)
        #expect(other.portfolios != twin.portfolios)
        #expect(other.priceDocuments != twin.priceDocuments)
        #expect(other.sessions(of: other.stations).map(\.start) != twin.sessions(of: twin.stations).map(\.start))
        #expect(
            DemoWorld(seed: 2026, today: WorldFixture.today.adding(days: 1)).firstDay == WorldFixture.whole.firstDay
        )
    }

    @Test func `the portfolios are whole and every account number is right but one that is missing`() throws {
        var missing: [Int] = []
        var chargePoints = 0
        for bytes in WorldFixture.whole.portfolios {
            let file = try PortfolioReader.read(bytes) { IBAN.fault(in: $0)?.description }
            missing.append(file.hosts.count { $0["iban"] == .string("") })
            chargePoints += file.chargePoints.count
            #expect(Set(file.users.map(\.role)) == [.operatorAdmin, .operatorFinance, .host])
            #expect(file.supplyContracts.contains { $0.versions.count == 2 })
            let versions = file.reimbursementContracts.flatMap(\.versions)
            #expect(Set(versions.map(\.pricing)) == Set(PricingMoment.allCases))
            #expect(versions.contains { $0.fixed > .zero } && versions.contains { $0.percent > .zero })
        }
        #expect(missing == [0, 1])
        #expect(chargePoints == 24)
    }

    @Test func `both operators have every kind of host and every mode of supply comes up`() throws {
        let files = try WorldFixture.whole.portfolios.map { bytes in
            try PortfolioReader.read(bytes) { _ in nil }
        }
        let modes = files.flatMap(\.supplyContracts).flatMap(\.versions).map(\.pricing.mode)
        #expect(Set(modes) == ["fixed", "spot", "formula"])
        for file in files {
            #expect(Set(file.hosts.compactMap { $0["kind"]?.stringValue }) == ["company", "association", "private"])
        }
        #expect(files.flatMap(\.hosts).contains { $0["vat_status"] == .string("exempt") })
    }

    @Test(arguments: WorldFixture.days)
    func `every month in between is over and the change lies in the middle`(today: LocalDate) {
        let world = DemoWorld(seed: 1, today: today)
        #expect(world.finishedMonths.count == 3 && world.finishedMonths.last?.next == today.yearMonth)
        #expect(world.changeDay == world.finishedMonths[1].firstDay)
    }
}
