import Foundation
import Jobs
import Postgres
import Templates
import TestSupport
import TestWorld
import Testing
import Values

@testable import Domain

/// A correction as a person gets it: the text of its PDF and the cells of its spreadsheet, read by other programs.
struct CorrectionDocumentTests {
    /// A month of a private host whose price was corrected after it had been credited, and what corrects it.
    private struct Corrected {
        let june: CreditSummary
        let july: CreditSummary
        let lines: [CreditLine]
        let say: Reader
        let pdf: [UInt8]
        let xlsx: [UInt8]

        var reversal: CreditLine? { lines.first(where: \.isReversal) }
        var instead: CreditLine? { lines.first { !$0.isReversal && $0.sessionID == reversal?.sessionID } }
    }

    private func make() async throws -> Corrected {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            let tenant = world.stroomgoed
            let june = ("2025-06-10T00:00:00Z", "2025-06-11T00:00:00Z")
            try await world.recordPrices(from: june.0, until: june.1)
            try await charge(world, "2025-06-10")
            let first = try await close(world, "2025-07-02")
            try await world.recordPrices(
                from: june.0,
                until: june.1,
                file: "corrected.csv",
                at: "2025-07-03T00:00:00Z",
                price: { 3 * World.price($0) }
            )
            try await world.recordPrices(from: "2025-07-10T00:00:00Z", until: "2025-07-11T00:00:00Z")
            try await charge(world, "2025-07-10")
            let second = try await close(world, "2025-08-02")
            let renderer = try CreditRenderer(database: database)
            let (lines, snapshot) = try await database.read(tenant.finance) { tx in
                (
                    try await Credits.lines(tenant.finance, second.id, in: tx),
                    try await Credits.detail(tenant.finance, second.id, in: tx).snapshot
                )
            }
            return Corrected(
                june: first,
                july: second,
                lines: lines,
                say: Reader(language: Language(rawValue: snapshot.language) ?? .english, zone: .utc),
                pdf: try await renderer.file(tenant.finance, second.id, .pdf),
                xlsx: try await renderer.file(tenant.finance, second.id, .xlsx)
            )
        }
    }

    private func charge(_ world: World, _ day: String) async throws {
        let (from, until) = (day + "T09:00:00Z", day + "T10:00:00Z")
        try await world.charge(world.stroomgoed, at: "SG-001", from: from, until: until, wh: 7_400)
    }

    /// Closes the month before a day.
    private func close(_ world: World, _ date: String) async throws -> CreditSummary {
        let (scope, period) = (world.stroomgoed.finance, day(date).yearMonth.previous)
        let order = MonthCloseOrder(period: period, today: day(date), now: moment(date + "T08:00:00Z"))
        let result = try await MonthClose(world.database).run(scope, order)
        #expect(result.issued == 1, "\(result)")
        let month = try await world.database.read(scope) { try await Credits.month(scope, period, in: $0) }
        return try #require(month.first)
    }

    /// The text without white space, since lines are broken where the page wants it.
    private func dense(_ text: String) -> String { text.filter { !$0.isWhitespace } }

    private func file<Result>(
        _ bytes: [UInt8],
        _ kind: CreditFileKind,
        _ body: (String) async throws -> Result
    ) async throws -> Result {
        let path = NSTemporaryDirectory() + "laadboek-correction-\(UUID().uuidString).\(kind.rawValue)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    @Test func `the printed correction names what it corrects, with old and new amounts`() async throws {
        let made = try await make()
        let (reversal, instead) = (try #require(made.reversal), try #require(made.instead))
        let text = try await file(made.pdf, .pdf) { path in
            dense(try await Program.output(of: "pdftotext", ["-raw", path, "-"]))
        }
        let say = made.say
        #expect(reversal.amount.isNegative && !instead.amount.isNegative && instead.amount > -reversal.amount)
        let reference = "\(made.june.number) (\(say.date(made.june.issuedOn)))"
        let expected = [
            say(en: "Corrects document", nl: "Corrigeert document"), reference,
            say(en: "Corrected sessions", nl: "Gecorrigeerde sessies"), say(en: "Old amount", nl: "Oud bedrag"),
            say(en: "New amount", nl: "Nieuw bedrag"), say.exactAmount(-reversal.amount, .eur),
            say.exactAmount(instead.amount, .eur), say.exactAmount(try instead.amount + reversal.amount, .eur),
            say(en: "Correction: ", nl: "Correctie: "), say.money(made.july.total), made.july.number,
            say(en: "VAT rule ", nl: "Btw-regel "), say(en: "Paid to (host)", nl: "Uitbetaald aan (locatiehouder)"),
            say(en: "Amsterdam Netherlands", nl: "Amsterdam Nederland"),
        ]
        for words in expected { #expect(text.contains(dense(words)), "\(words)") }
    }

    @Test func `the rows that a spreadsheet takes back are negative and say of which document`() async throws {
        let made = try await make()
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
        let venv = try #require(ProcessInfo.processInfo.environment["LAADBOEK_VENV"], "run the tests by `make test`")
        let read = try await file(made.xlsx, .xlsx) {
            try await Program.output(of: venv + "/bin/python", [root + "/Tests/Peers/read_xlsx.py", $0])
        }
        let sheets = try #require(try JSON(parsing: Array(read.utf8))["sheets"]?.arrayValue)
        let rows = (sheets.first?["rows"]?.arrayValue ?? []).map { ($0.arrayValue ?? []).map { $0.stringValue ?? "" } }
        let header = try #require(rows.first)
        let say = made.say
        let kind = try #require(header.firstIndex(of: say(en: "Correction", nl: "Correctie")))
        let corrects = try #require(header.firstIndex(of: say(en: "Corrects document", nl: "Corrigeert document")))
        let energy = try #require(header.firstIndex(of: "kWh"))
        let amount = try #require(header.firstIndex { $0.hasPrefix(say(en: "Amount (", nl: "Bedrag (")) })
        let taken = try #require(rows.first { $0[kind] == say(en: "Taken back", nl: "Teruggenomen") })
        let given = try #require(
            rows.first { $0[kind] == say(en: "Credited instead", nl: "In plaats daarvan vergoed") }
        )
        let (reversal, instead) = (try #require(made.reversal), try #require(made.instead))
        #expect(taken[energy] == "-7.4" && given[energy] == "7.4")
        #expect(taken[amount] == reversal.amount.description && taken[amount].hasPrefix("-"))
        #expect(given[amount] == instead.amount.description)
        #expect(taken[corrects] == "\(made.june.number) (\(say.date(made.june.issuedOn)))")
        let inputs = [
            "Factor a": "1.05", say(en: "Addend b per kWh", nl: "Opslag b per kWh"): "0.012", "Percentage": "0",
            say(en: "Prices used (of several: averages)", nl: "Gebruikte prijzen (van meer: gemiddelden)"): "4",
        ]
        for (title, value) in inputs { #expect(given[try #require(header.firstIndex(of: title))] == value, "\(title)") }
        let spot = try #require(header.firstIndex(of: "Spot (EUR/MWh)"))
        let price = try #require(header.firstIndex(of: say(en: "Price per kWh", nl: "Prijs per kWh")))
        // Constant power, so the average by energy is that of four quarter hours from 09:00 on, at three times the price.
        #expect(given[spot] == "151.125" && given[price] == "0.17068125")
        let quarters = (sheets.last?["rows"]?.arrayValue ?? []).map {
            ($0.arrayValue ?? []).map { $0.stringValue ?? "" }
        }
        let own = quarters.filter { $0[0] == given[0] && $0.last == given[kind] }
        #expect(quarters.first?.count == 13 && own.count == 4)
        let (from, until) = ("2025-06-10T09:15:00", "2025-06-10T09:30:00")
        // Stop, kWh, price, its start, its minutes, its version.
        #expect(own[1][1...7] == [from, until, "1.85", "151.11", from, "15", "2"], "\(own[1])")
        let parts = rows.dropFirst().filter { $0[0].allSatisfy(\.isNumber) && !$0[0].isEmpty }
        let total = try parts.compactMap { Exact($0[amount]) }.reduce(Exact.zero) { try $0 + $1 }
        #expect(parts.count == 3 && total == made.july.exact)
    }
}
