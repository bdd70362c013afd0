import Domain
import Foundation
import Jobs
import Postgres
import Templates
import TestSupport
import Testing
import Values

/// Deliveries held against bookings, and on to the bank.
struct EREReconciliationTests {
    private struct Seen {
        let report: EREReconciliation
        let lines: [EREReconciledLine]
        let corrections: [ERECorrection]
    }

    private static func look(_ world: EREFilingWorld, as scope: Scope? = nil) async throws -> Seen {
        let (scope, quarter) = (scope ?? world.admin, try EREFilingWorld.quarter)
        return try await world.test.database.read(scope, isolation: .repeatableRead) { tx in
            let request = ListRequest(sort: EREReconciledSort.ean)
            return Seen(
                report: try await EREReconciliations.report(scope, quarter, in: tx),
                lines: try await EREReconciliations.lines(scope, quarter, request, in: tx).rows,
                corrections: try await EREReconciliations.corrections(scope, quarter, in: tx)
            )
        }
    }

    /// Looks, and makes sure that everything adds up.
    private static func reconcile(_ world: EREFilingWorld, _ when: String) async throws -> Seen {
        let seen = try await look(world)
        var sum = EREReconciledFigures()
        var open: [EREOpenStep: Int] = [:]
        for line in seen.lines {
            sum += line.figures
            for step in line.open { open[step, default: 0] += 1 }
            expectSteps(line.figures, "\(when): \(line.ean)")
        }
        #expect(sum == seen.report.figures, "\(when)")
        #expect(open == seen.report.open, "\(when)")
        expectSteps(sum, when)
        #expect(seen.report.corrections == seen.corrections.count, "\(when)")
        for tie in seen.report.ties { #expect(tie.holds, "\(when): \(tie)") }
        return seen
    }

    /// Each step is the one before it with its differences.
    private static func expectSteps(_ figures: EREReconciledFigures, _ when: String) {
        var before: EREReconciledAmount?
        for step in figures.steps {
            let (unit, amount) = number(step.amount)
            if let before, number(before).unit == unit {
                let parts = step.differences.map { number($0.amount).amount }.reduce(0, +)
                #expect(number(before).amount + parts == amount, "\(when): \(step)")
            } else {
                #expect(step.differences.isEmpty, "\(when): \(step)")
            }
            before = step.amount
        }
    }

    private static func number(_ amount: EREReconciledAmount) -> (unit: String, amount: Int64) {
        switch amount {
        case .energy(let energy): ("kWh", energy.thousandthsWh)
        case .units(let units): ("ERE", units)
        case .money(let minor): ("EUR", minor)
        }
    }

    @Test(arguments: Seeds.some(3))
    func `every line adds up at each step, and the sums meet filings, stock and books`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        try await EREFilingWorld.lend(connections: 6) { world in
            _ = try await EREMeasuring.run(
                world.admin,
                EREFilingWorld.quarter,
                at: EREFilingWorld.october,
                on: world.test.database
            )
            let first = try await Self.reconcile(world, "measured, seed \(seed)")
            #expect(first.report.open == [.accept: 6] && first.report.figures.connections == 6)
            try await world.giveAccounts()
            try await world.run(GiveOperatorAccount())
            try await world.measureAndAccept()
            #expect(try await Self.reconcile(world, "accepted").report.open == [.file: 6])
            try await world.file()
            #expect(try await Self.reconcile(world, "filed").report.open == [.credit: 6])
            let lines = try await ERETradeTests.lines(world)
            var figures = lines.map { ($0.id, ($0.units ?? 0) + Int64.random(in: -3...3, using: &random)) }
            let waits = figures.removeLast()
            try await ERETradeTests.credit(world, figures)
            let credited = try await Self.reconcile(world, "credited, seed \(seed)")
            #expect(credited.report.open[.credit] == 1 && credited.report.open[.verify] == 5)
            // What was filed is corrected, and the last line is answered too.
            try await world.run(MoveSessionOfReport())
            let later = EREFilingWorld.october.adding(seconds: 86_400)
            try await world.measureAndAccept(at: later)
            try await world.file(at: later)
            let corrected = try await Self.reconcile(world, "corrected, seed \(seed)")
            #expect(corrected.corrections.map(\.kind) == [.filed] && corrected.report.filings.map(\.lines) == [1, 6])
            #expect(corrected.corrections[0].energy.map { ($0.after - $0.before).whText } == "5000")
            let newest = try await ERETradeTests.lines(world).filter { $0.state == .booked }
            try await ERETradeTests.credit(world, newest.map { ($0.id, $0.units ?? 0) })
            #expect(newest.contains { $0.id == waits.0 })
            try await Self.sellAndPay(world, &random, seed)
        }
    }

    private static func sellAndPay(
        _ world: EREFilingWorld,
        _ random: inout SeededGenerator,
        _ seed: UInt64
    ) async throws {
        let broker = try await world.test.database.write(world.finance) {
            try await ERETrades.addBroker(
                world.finance,
                name: "Makelaar",
                companyNumber: "",
                at: EREFilingWorld.october,
                in: $0
            )
        }
        let units = Int64.random(in: 100...500, using: &random)
        let cancelled = try await ERETradeTests.sell(world, broker, units, fee: 17, "C-1")
        _ = try await reconcile(world, "sold \(units), seed \(seed)")
        try await ERETradeTests.cancel(world, cancelled)
        let back = try await reconcile(world, "cancelled, seed \(seed)")
        #expect(back.corrections.contains { $0.kind == .cancelled && $0.reason == "buyer withdrew" })
        try await ERETradeTests.sell(world, broker, 3 * units / 2, price: "1.01", fee: 33, "C-2")
        _ = try await world.pay()
        let paid = try await reconcile(world, "in payouts, seed \(seed)")
        #expect(paid.report.figures.gross > 0 && paid.report.figures.paid == 0 && paid.report.open[.pay] != nil)
        let files = BankFiles(database: world.test.database) { EREFilingWorld.october }
        let approvals = Approvals(world.test.database)
        let run = try #require(
            try await world.test.database.read(world.admin) {
                try await EREPayouts.list(world.admin, in: $0)
            }.first
        )
        _ = try await approvals.approve(world.admin, run: run.id, at: EREFilingWorld.october)
        let own = try await world.test.database.read(world.admin) { try await Operators.own(world.admin, in: $0) }
        _ = try await files.make(world.finance, own, .payouts, through: try #require(YearMonth("2026-09")))
        let banked = try await reconcile(world, "paid out, seed \(seed)")
        #expect(banked.report.figures.notPaid == 0 && banked.report.figures.paid == banked.report.figures.net)
        try await fail(world)
        let failed = try await reconcile(world, "verified, seed \(seed)")
        #expect(failed.report.figures.failedUnits > 0 && failed.report.open[.verify] == nil)
        #expect(failed.corrections.contains { $0.kind == .failed && $0.reason == "stood elsewhere" })
    }

    /// Has a verifier state that nothing of the first connection is right.
    private static func fail(_ world: EREFilingWorld) async throws {
        let line = try await ERETradeTests.lines(world)[0]
        let march = try #require(Timestamp("2027-03-15T08:00:00Z"))
        let draft = EREVerificationDraft(
            year: 2026,
            outcome: .verified,
            statementCode: "V-1",
            verifier: "Keurders B.V.",
            statedOn: try #require(LocalDate("2027-03-10")),
            findings: "",
            documentName: "v.pdf",
            document: [1],
            failed: [EREFailedLine(ean: line.ean, quarter: line.quarter, energy: .zero, reason: "stood elsewhere")]
        )
        try await world.test.database.write(world.finance) { tx in
            let today = EREQuarter.zone.date(of: march)
            let id = try await EREVerifications.record(world.finance, draft, today: today, at: march, in: tx)
            try await EREVerifications.decide(world.admin, id, isConfirmed: true, reason: "", at: march, in: tx)
        }
    }

    @Test func `more booked than delivered is told until a filing corrects it`() async throws {
        try await EREFilingWorld.lend(connections: 3) { world in
            try await world.measureAndAccept()
            try await world.file()
            #expect(try await Self.reconcile(world, "filed").report.isLawful)
            try await world.run(ShrinkSessionOfReport())
            let later = EREFilingWorld.october.adding(seconds: 86_400)
            _ = try await EREMeasuring.run(
                world.admin,
                EREFilingWorld.quarter,
                at: later,
                on: world.test.database
            )
            let wrong = try await Self.reconcile(world, "measured anew")
            #expect(!wrong.report.isLawful && wrong.report.open == [.overbooked: 1, .accept: 1, .credit: 3])
            #expect(wrong.report.figures.notYetBooked.whText == "-5000")
            let one = try await world.test.database.read(world.admin) { tx in
                let request = ListRequest(sort: EREReconciledSort.open, isDescending: true)
                let quarter = try EREFilingWorld.quarter
                return try await EREReconciliations.lines(world.admin, quarter, request, open: .overbooked, in: tx)
            }
            #expect(one.total == 1 && one.rows.first?.figures.notYetBooked.whText == "-5000")
            try await world.measureAndAccept(at: later)
            try await world.file(at: later)
            #expect(try await Self.reconcile(world, "corrected").report.isLawful)
        }
    }

    @Test func `a figure that was changed behind the report is told`() async throws {
        try await EREFilingWorld.lend(connections: 2) { world in
            try await world.measureAndAccept()
            try await world.file()
            try await world.run(TamperReportedLine())
            let seen = try await Self.look(world)
            #expect(seen.report.ties.filter { !$0.holds }.map(\.kind) == [.filings])
        }
    }

    @Test func `nobody else sees it`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            try await world.measureAndAccept()
            let stranger = Scope.system(for: OperatorID(world.operatorID.rawValue + 1))
            let seen = try await Self.look(world, as: stranger)
            #expect(seen.lines.isEmpty && seen.report.figures == EREReconciledFigures())
            for role in [Role.partnerSupport, .partnerAdmin, .verifier] {
                let scope = Scope.user(UserID(1), role: role, of: world.operatorID)
                await #expect(throws: NotPermitted.self, "\(role)") { _ = try await Self.look(world, as: scope) }
            }
        }
    }

    @Test func `its files say what the report says, in both languages`() async throws {
        try await EREFilingWorld.lend(connections: 3) { world in
            try await world.measureAndAccept()
            try await world.file()
            let files = EREReconciliationFiles(database: world.test.database)
            func bytes(_ file: EREReconciliationFile, _ language: String = "en") async throws -> [UInt8] {
                var all: [UInt8] = []
                try await files.write(
                    world.admin,
                    EREFilingWorld.quarter,
                    file,
                    try #require(Language(rawValue: language)),
                    at: EREFilingWorld.october
                ) { all += $0 }
                return all
            }
            let rows = String(decoding: try await bytes(.connections), as: UTF8.self).split(whereSeparator: \.isNewline)
            #expect(
                rows.count == 4 && rows[0].hasPrefix("ean,customer,") && rows[1].contains(",608.503,608.503,608.503,")
            )
            let steps = String(decoding: try await bytes(.steps), as: UTF8.self)
            #expect(steps.contains("measured,is,kwh,1845.011") && steps.contains("booked,notBooked,kwh,0.000"))
            for (language, told) in [("en", "No connection has more booked"), ("nl", "Van geen aansluiting is meer")] {
                let folder = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-\(UUID()).pdf")
                try Data(try await bytes(.report, language)).write(to: folder)
                defer { try? FileManager.default.removeItem(at: folder) }
                let text = try await Program.run("pdftotext", ["-layout", folder.path, "-"]).output
                #expect(text.contains(told) && text.contains("VOL-ERE-2026-Q3-1"), "\(text)")
            }
        }
    }
}

private struct MoveSessionOfReport: Statement {
    static let sql = """
        UPDATE sessions SET meter_stop_thousandths_wh = meter_stop_thousandths_wh + 5000000,
            energy_thousandths_wh = energy_thousandths_wh + 5000000, revision = revision + 1
        WHERE id = (SELECT min(id) FROM sessions)
        """
    static let sample = MoveSessionOfReport()
}

private struct ShrinkSessionOfReport: Statement {
    static let sql = """
        UPDATE sessions SET meter_stop_thousandths_wh = meter_stop_thousandths_wh - 5000000,
            energy_thousandths_wh = energy_thousandths_wh - 5000000, revision = revision + 1
        WHERE id = (SELECT min(id) FROM sessions)
        """
    static let sample = ShrinkSessionOfReport()
}

private struct TamperReportedLine: Statement {
    static let sql =
        "UPDATE ere_filing_lines SET energy_thousandths_wh = energy_thousandths_wh + 1000 WHERE position = 2"
    static let sample = TamperReportedLine()
}

private struct GiveOperatorAccount: Statement {
    static let sql = "UPDATE operators SET iban = 'NL02ABNA0123456789', town = 'Ede', country = 'NL'"
    static let sample = GiveOperatorAccount()
}
