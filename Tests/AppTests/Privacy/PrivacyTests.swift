import Domain
import Foundation
import Jobs
import Postgres
import TestSupport
import Testing
import Values
import Web

@testable import App

/// Copies, erasure and retention of customers whose units were booked, sold and paid.
struct PrivacyTests {
    /// The owner's clock, by which periods are counted.
    private struct SetToday: Statement {
        static let sql = """
            DO $$ BEGIN EXECUTE format(
                'CREATE OR REPLACE FUNCTION retention_today() RETURNS date LANGUAGE sql STABLE RETURN %L::date',
                current_setting('laadboek.test_day')); END $$
            """
        static let sample = SetToday()
    }
    private struct NameDay: Statement {
        static let sql = "SELECT set_config('laadboek.test_day', $1, true)"
        static let sample = NameDay(day: "")
        let day: String
        func bind(to values: inout Bindings) { values.append(day) }
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }
    private struct EndMandates: Statement {
        static let sql = "UPDATE ere_enrolments SET state = 'ended', turned_off_at = now(), ends_after = 2026"
        static let sample = EndMandates()
    }
    private struct Kept: Statement {
        static let sql = """
            SELECT (SELECT count(content) FROM ere_evidence) || ' ' || (SELECT count(pdf) FROM ere_mandates) || ' '
                || (SELECT count(*) FROM customer_remains) || ' '
                || (SELECT count(*) FROM ere_enrolments WHERE holder_name <> '')
            """
        static let sample = Kept()
        static func decode(_ row: inout RowReader) throws -> String { try row.next() }
    }

    private static func setToday(_ day: String, _ world: EREFilingWorld) async throws {
        try await world.test.owner.write(.system) { tx in
            _ = try await tx.one(NameDay(day: day))
            try await tx.run(SetToday())
        }
    }

    private static func copy(_ world: EREFilingWorld, _ customer: CustomerID) async throws -> [UInt8] {
        let export = PersonalExport(
            database: world.test.database,
            payouts: try EREPayoutRenderer(database: world.test.database)
        )
        var bytes: [UInt8] = []
        try await export.write(world.operatorID, customer) { bytes += $0 }
        return bytes
    }

    @Test func `a copy has everything of the customer and nothing of another, and others can read it`() async throws {
        try await ERETradeTests.lend([100, 90]) { world, broker in
            try await world.giveAccounts()
            try await ERETradeTests.sell(world, broker, 150)
            let paid = try await world.pay()
            _ = try await Approvals(world.test.database).approve(
                world.admin,
                run: paid.run.id,
                at: EREFilingWorld.october
            )
            let customers = try await world.customers()
            let bytes = try await Self.copy(world, customers[0])
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.contains("c1@home.example") && text.contains("\"ean\":\"8716859"))
            #expect(!text.contains("c2@home.example") && !text.contains("Customer 2"))
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-copy-\(UUID())")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let file = folder.appendingPathComponent("copy.zip").path
            try Data(bytes).write(to: URL(fileURLWithPath: file))
            _ = try await Program.output(of: "python3", ["-m", "zipfile", "-e", file, folder.path])
            let sums =
                "cd '\(folder.path)' && sha256sum -c --quiet SHA256SUMS && for f in json/*; do python3 -m json.tool "
                + "$f >/dev/null || exit 1; done; ls mandates payouts | wc -l"
            let judged = try await Program.run("bash", ["-c", sums])
            #expect(judged.status == 0, "\(judged.output)")
            let bookings = try String(contentsOf: folder.appendingPathComponent("csv/bookings.csv"), encoding: .utf8)
            #expect(bookings.hasPrefix("booking,enrolment,ean,quarter"), "\(bookings.prefix(60))")
        }
    }

    @Test func `what is booked is kept to its day, then let go of, and verify is clean all the while`() async throws {
        try await EREFilingWorld.lend(connections: 3) { world in
            try await world.measureAndAccept()
            let filing = try await world.file()
            let before = try await world.bytes(filing)
            let customer = try await world.customers()[0]
            let (scope, now) = (world.admin, EREFilingWorld.october)
            try await Self.setToday("2026-12-01", world)
            _ = try await world.test.database.write(scope) {
                let day = LocalDate(daysSinceEpoch: 20_700)
                return try await Erasures.ask(scope, for: customer, by: "She", on: day, reason: "", at: now, in: $0)
            }
            await #expect(throws: ErasureRejection.obstacle) { try await Self.erase(world, customer) }
            try await world.run(EndMandates())
            await #expect(throws: ErasureRejection.obstacle) { try await Self.erase(world, customer) }
            // Units that were not sold expire on 1 April.
            try await Self.setToday("2027-04-01", world)
            try await Self.erase(world, customer)
            let file = try await world.test.database.read(scope) {
                try await Erasures.file(scope, of: customer, in: $0)
            }
            #expect(file.remains?.name == "Customer 1" && "\(file.remains?.keptUntil as Any)".contains("2034-01-01"))
            let after = try await world.bytes(filing)
            #expect(after["pack.zip"] == before["pack.zip"])
            #expect(try await Self.verify(world) == [])
            try await Self.setToday("2033-12-31", world)
            #expect(try await Self.sweep(world) == [])
            try await Self.setToday("2034-01-01", world)
            #expect(try await Self.sweep(world) == [.evidence, .remains])
            #expect(try await world.test.owner.all(.system, Kept()) == ["0 0 0 0"])
            #expect(try await Self.verify(world) == [])
            let rest = try await world.bytes(filing)
            for name in EREFilingFiles.names { #expect(rest[name] == before[name], "\(name)") }
        }
    }

    private static func erase(_ world: EREFilingWorld, _ customer: CustomerID) async throws {
        let (scope, now) = (world.admin, EREFilingWorld.october)
        _ = try await world.test.database.write(scope) {
            try await Erasures.carryOut(scope, of: customer, at: now, in: $0)
        }
    }

    /// The kinds that have to do with deliveries of which something went.
    private static func sweep(_ world: EREFilingWorld) async throws -> [RetentionKind] {
        let run = try await world.test.database.write(world.admin) {
            try await Retention.run(world.admin, isDry: false, at: EREFilingWorld.october, in: $0)
        }
        return run.results.map(\.kind).filter { [.evidence, .remains, .meterFiles, .registerFiles].contains($0) }
    }

    private static func verify(_ world: EREFilingWorld) async throws -> [String] {
        let bookings = try await EREBookingVerification.run(world.admin, on: world.test.database)
        let credits = try await ERECreditVerification.run(world.admin, on: world.test.database) {
            try ERECreditReading.sheet($0)
        }
        let filings = try await world.files.verify(world.admin)
        return (bookings + credits + filings).compactMap(\.firstDifference)
    }
}
