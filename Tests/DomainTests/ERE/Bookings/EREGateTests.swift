import Testing
import Values

@testable import Domain

struct EREGateTests {
    private static func facts(
        enrolment: EREEnrolmentState = .active,
        ean: String = "871685900000000004",
        years: ClosedRange<Int>? = 2026...2026,
        quarter: String = "2026-Q3",
        isCorrection: Bool = false,
        wh: Int64 = 1_000,
        units: Int64? = 0,
        findings: [EREFindingKind] = [],
        until: String? = nil,
        feedsBack: Bool = false
    ) throws -> EREGateFacts {
        EREGateFacts(
            enrolment: enrolment,
            ean: ean,
            mandateYears: years,
            quarter: try #require(EREQuarter(quarter)),
            isCorrection: isCorrection,
            energy: Energy(wh: wh),
            units: units,
            findings: findings,
            evidenceUntil: try until.map { try #require(LocalDate($0)) },
            feedsBack: feedsBack
        )
    }

    private static func closed(
        _ facts: EREGateFacts,
        _ day: String = "2026-10-01",
        reason: Bool = false
    ) throws -> [EREGate] {
        facts.closed(on: try #require(LocalDate(day)), hasReason: reason)
    }

    @Test func `each gate closes for its own reason, and for no other`() throws {
        #expect(try Self.closed(Self.facts()) == [])
        #expect(try Self.closed(Self.facts(enrolment: .waiting)) == [.notProven])
        #expect(try Self.closed(Self.facts(ean: "871685900000000005")) == [.ean])
        #expect(try Self.closed(Self.facts(years: 2027...2028)) == [.mandate])
        #expect(try Self.closed(Self.facts(years: nil)) == [.mandate])
        #expect(try Self.closed(Self.facts(), "2026-09-30") == [.quarterOpen])
        #expect(try Self.closed(Self.facts(units: nil)) == [.noFactors])
        #expect(try Self.closed(Self.facts(wh: 0)) == [.nothing])
        #expect(try Self.closed(Self.facts(isCorrection: true, wh: 0)) == [])
        #expect(try Self.closed(Self.facts(findings: [.overlap])) == [.findings])
        #expect(try Self.closed(Self.facts(feedsBack: true)) == [.feedsBack])
        #expect(try Self.closed(Self.facts(feedsBack: true), reason: true) == [.feedsBack])
        #expect(try Self.closed(Self.facts(isCorrection: true, wh: 0, feedsBack: true)) == [])
        #expect(try Self.closed(Self.facts(until: "2026-09-29")) == [.evidenceEnded])
        #expect(try Self.closed(Self.facts(until: "2026-09-30")) == [])
        #expect(try Self.closed(Self.facts(findings: [.gap, .open, .crossesYear])) == [])
    }

    @Test func `the year closes after the last working day before March`() throws {
        // 28 February 2027 is a Sunday.
        #expect(try Self.closed(Self.facts(), "2027-02-26") == [])
        #expect(try Self.closed(Self.facts(), "2027-02-27") == [.closed])
    }

    @Test func `a reason passes over findings and over nothing else`() throws {
        #expect(try Self.closed(Self.facts(findings: [.registerFell]), reason: true) == [])
        let refused = try Self.facts(enrolment: .refused, findings: [.registerFell])
        #expect(try Self.closed(refused, reason: true) == [.notProven])
    }
}
