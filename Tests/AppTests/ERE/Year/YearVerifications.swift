import Domain
import Postgres
import Testing
import Values

/// The verifier's judgement of the year, and what follows from it.
extension YearWorld {
    /// A line that failed: what it was booked with, and what is right of it.
    struct Failed: Sendable {
        let line: EREFailedLine
        let booked: Energy
    }

    /// From the beginning of the year so many percent of payouts wait for the verifier.
    func holdBack(_ partner: Partner, percent: Int64, at now: Timestamp) async throws {
        var rules = EREPayoutRules.usual
        rules.reservePercent = Exact(percent)
        let wanted = rules
        try await database.write(partner.finance) {
            let day = try #require(LocalDate("2026-01-01"))
            try await EREPayoutSettings.setRules(partner.finance, wanted, from: day, at: now, in: $0)
        }
    }

    /// Of two lines that were credited the verifier finds nothing right of the first and half of the second.
    func failing(_ partner: Partner) async throws -> [Failed] {
        var failed: [Failed] = []
        for (number, part) in [(1, Int64(0)), (3, 2)] {
            let quarter = try #require(EREQuarter(year: 2026, number: number))
            let filter = EREBookingFilter(quarter: quarter)
            let lines = try await database.read(partner.admin) {
                try await EREBookings.list(partner.admin, ListRequest(sort: .customer), filter, in: $0).rows
            }
            // The newest line of a connection is the one that counts; the fourth with units to lose.
            let heads = Dictionary(grouping: lines, by: \.ean).compactMapValues { $0.max { $0.revision < $1.revision } }
            let head = try #require(
                heads.values.filter { ($0.credited ?? 0) > 20 }.sorted { $0.ean < $1.ean }.dropFirst(3).first
            )
            let right = part == 0 ? Energy.zero : Energy(wh: head.energy.thousandthsWh / 1_000 / part)
            let line = EREFailedLine(ean: head.ean, quarter: quarter, energy: right, reason: "stood elsewhere")
            failed.append(Failed(line: line, booked: head.energy))
        }
        return failed
    }

    /// A statement over the year is written down and confirmed by somebody else.
    func verify(_ partner: Partner, _ failed: [Failed], at now: Timestamp) async throws {
        let today = EREQuarter.zone.date(of: now)
        let draft = EREVerificationDraft(
            year: 2026,
            outcome: .verified,
            statementCode: "IV-\(partner.id)",
            verifier: "Keurders B.V.",
            statedOn: today,
            findings: "Of \(failed.count) lines not all was right.",
            documentName: "statement.pdf",
            document: Array("%PDF".utf8),
            failed: failed.map(\.line)
        )
        let id = try await database.write(partner.finance) {
            try await EREVerifications.record(partner.finance, draft, today: today, at: now, in: $0)
        }
        try await database.write(partner.admin) {
            try await EREVerifications.decide(partner.admin, id, isConfirmed: true, reason: "", at: now, in: $0)
        }
    }
}
