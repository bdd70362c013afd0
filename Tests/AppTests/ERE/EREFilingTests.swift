import Domain
import Foundation
import Jobs
import Postgres
import TestSupport
import Testing
import Values

/// Filing what others accepted, with documents that other programs read.
struct EREFilingTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let schema = root.appendingPathComponent("docs/reference/" + EREFilingSchema.fileName())

    /// Writes a filing into a folder and has it read by xmllint and by a second implementation.
    private static func judge(_ bytes: [String: [UInt8]]) async throws -> Program.Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-filing-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for (name, content) in bytes { try Data(content).write(to: folder.appendingPathComponent(name)) }
        for name in EREFilingFiles.names {
            let file = folder.appendingPathComponent(name).path
            try await Program.output(of: "xmllint", ["--nonet", "--noout", "--schema", schema.path, file])
        }
        return try await Program.run(
            "python3",
            [root.appendingPathComponent("Tests/Peers/ere_filing.py").path, folder.path]
        )
    }

    @Test func `the schemas in the reference are those of the program`() throws {
        for version in EREFilingSchema.versions {
            let file = Self.root.appendingPathComponent("docs/reference/" + EREFilingSchema.fileName(version))
            #expect(try String(contentsOf: file, encoding: .utf8) == EREFilingSchema.text(version), "\(version)")
        }
    }

    @Test func `a filing is read by others, agrees to the last unit and is the same every time`() async throws {
        try await EREFilingWorld.lend(connections: 7) { world in
            try await world.measureAndAccept()
            let id = try await world.file()
            let summary = try await world.summary(id)
            // From 202.44 units of 608.503 kWh to 215.42 of 647.504, each rounded down.
            #expect(summary.filing.reference == "VOL-ERE-2026-Q3-1" && summary.lines == 7 && summary.units == 1459)
            #expect(summary.energy.whText == "4396027" && summary.documents.count == 3)
            let first = try await world.bytes(id)
            let judged = try await Self.judge(first)
            #expect(
                judged.output == "7 bookings, 0 corrections, 4396.027 kWh, 1459 units, 30 files\n",
                "\(judged.output)"
            )
            let second = try await world.bytes(id)
            #expect(first == second)
            let reports = try await world.files.verify(world.admin)
            #expect(reports.map(\.firstDifference) == [nil] && reports[0].checked == 3)
        }
    }

    @Test func `the second implementation finds a pack that was tampered with`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            try await world.measureAndAccept()
            let bytes = try await world.bytes(try await world.file())
            var wrong = bytes
            let text = String(decoding: bytes["DeliveryBookings.xml"] ?? [], as: UTF8.self)
            wrong["DeliveryBookings.xml"] = Array(text.replacing("energyKWh=\"608.", with: "energyKWh=\"609.").utf8)
            #expect(wrong["DeliveryBookings.xml"] != bytes["DeliveryBookings.xml"])
            #expect(try await Self.judge(wrong).status == 1)
            var pack = bytes["pack.zip"] ?? []
            let place = try #require(pack.firstRange(of: Array("sessions.csv".utf8))).upperBound + 150
            pack[place] ^= 1
            wrong = bytes
            wrong["pack.zip"] = pack
            #expect(try await Self.judge(wrong).status == 1)
        }
    }

    @Test func `what was filed is not filed again, and what comes later corrects it`() async throws {
        try await EREFilingWorld.lend(connections: 3) { world in
            try await world.measureAndAccept()
            let first = try await world.file()
            let before = try await world.bytes(first)
            await #expect(throws: EREFilingRejection.nothing([:])) { try await world.file() }
            try await world.run(MoveFiledSession())
            let later = EREFilingWorld.october.adding(seconds: 86_400)
            try await world.measureAndAccept(at: later)
            let second = try await world.file(at: later)
            let summary = try await world.summary(second)
            #expect(summary.filing.number == 2 && summary.lines == 1 && summary.corrections == 1)
            let bytes = try await world.bytes(second)
            let text = String(decoding: bytes["DeliveryBookings.xml"] ?? [], as: UTF8.self)
            #expect(text.contains("differenceKWh=\"5.000\"") && text.contains("correctionOf=\""))
            let judged = try await Self.judge(bytes)
            #expect(judged.status == 0, "\(judged.output)")
            #expect(try await world.bytes(first) == before)
        }
    }

    @Test func `what others told is filed with its batches, and read by the second implementation`() async throws {
        try await EREFilingWorld.lend(connections: 2) { world in
            let hashes = try await world.tell()
            try await world.measureAndAccept()
            let bytes = try await world.bytes(try await world.file())
            let text = String(decoding: bytes["DeliveryBookings.xml"] ?? [], as: UTF8.self)
            for hash in hashes { #expect(text.contains("sha256=\"\(hash)\""), "\(hash)") }
            #expect(text.contains(" backfeed=\"not-asked\"") && !text.contains("backfeedKWh"))
            #expect(text.contains("source=\"readings\"") && text.contains("source=\"sessions\""))
            let judged = try await Self.judge(bytes)
            // 608.503 and 615.004 kWh that we heard, 12.5 of readings and 7.25 of a session.
            #expect(judged.output.hasPrefix("2 bookings, 0 corrections, 1243.257 kWh, 413 units, "), "\(judged.output)")
            var wrong = bytes
            wrong["DeliveryBookings.xml"] = Array(text.replacing("excludedKWh=\"0", with: "excludedKWh=\"1").utf8)
            #expect(try await Self.judge(wrong).status == 1)
        }
    }

    @Test func `nobody files what that person accepted, and of two at once one does`() async throws {
        try await EREFilingWorld.lend(connections: 4) { world in
            try await world.measureAndAccept()
            await #expect(throws: EREFilingRejection.nothing(["four_eyes": 4])) {
                try await world.file(as: world.admin)
            }
            await #expect(throws: EREFilingRejection.nobody) {
                try await world.file(as: .system(for: world.operatorID))
            }
            let results = await withTaskGroup(of: String.self) { group in
                for _ in 0..<3 {
                    group.addTask {
                        do { return "\(try await world.file())" } catch { return "\(error)" }
                    }
                }
                return await group.reduce(into: [String]()) { $0.append($1) }
            }
            #expect(results.count { Int($0) != nil } == 1, "\(results)")
            #expect(results.count { $0.contains("no line is accepted") } == 2, "\(results)")
        }
    }

    @Test func `a line whose enrolment counts no more is left out and told`() async throws {
        try await EREFilingWorld.lend(connections: 3) { world in
            try await world.measureAndAccept()
            try await world.run(RefuseFirstEnrolment())
            let summary = try await world.summary(try await world.file())
            #expect(summary.lines == 2 && summary.refused == 1)
        }
    }

    @Test func `nothing is filed before the quarter is over`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            let early = try #require(Timestamp("2026-09-30T21:59:59Z"))
            await #expect(throws: EREFilingRejection.quarterOpen) { try await world.file(at: early) }
        }
    }

    @Test func `a filing that was changed in the database is not handed out, and verifying finds it`() async throws {
        try await EREFilingWorld.lend(connections: 2) { world in
            try await world.measureAndAccept()
            let id = try await world.file()
            try await world.run(TamperFiledLine())
            await #expect(throws: EREFilingRejection.differs(document: "DeliveryBookings.xml")) {
                try await world.files.write(world.admin, id, ["DeliveryBookings.xml"]) { _, _ in }
            }
            let difference = try await world.files.verify(world.admin)[0].firstDifference
            #expect(difference?.contains("DeliveryBookings.xml") == true)
        }
    }
}

private struct MoveFiledSession: Statement {
    static let sql = """
        UPDATE sessions SET meter_stop_thousandths_wh = meter_stop_thousandths_wh + 5000000,
            energy_thousandths_wh = energy_thousandths_wh + 5000000, revision = revision + 1
        WHERE id = (SELECT min(id) FROM sessions)
        """
    static let sample = MoveFiledSession()
}

private struct RefuseFirstEnrolment: Statement {
    static let sql = """
        UPDATE ere_enrolments SET state = 'refused', refusal = 'no' WHERE id = (SELECT min(id) FROM ere_enrolments)
        """
    static let sample = RefuseFirstEnrolment()
}

private struct TamperFiledLine: Statement {
    static let sql = "UPDATE ere_filing_lines SET units = units + 1 WHERE position = 2"
    static let sample = TamperFiledLine()
}
