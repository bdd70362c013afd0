import Crypto
import Domain
import Foundation
import Jobs
import Postgres
import TestSupport
import Testing
import Values

/// What a verifier asks for, and gets.
struct ERESampleTests {
    private static let asked = Timestamp("2026-12-20T08:00:00Z") ?? Timestamp(seconds: 0)

    private static func lend(_ connections: Int, _ body: (EREFilingWorld, Scope) async throws -> Void) async throws {
        try await EREFilingWorld.lend(connections: connections) { world in
            try await world.measureAndAccept()
            try await world.file()
            let person = try #require(world.finance.userID)
            try await body(world, .platform(person, role: .verifier, for: world.operatorID))
        }
    }

    private static func order(
        _ rule: ERESampleRule,
        _ size: Int = 1,
        seed: Int64? = nil,
        named: [ERENamedLine] = [],
        note: String = ""
    ) -> ERESampleOrder {
        ERESampleOrder(year: 2026, rule: rule, size: size, seed: seed, named: named, note: note, name: "Vera Verifier")
    }

    private static func ask(
        _ world: EREFilingWorld,
        _ scope: Scope,
        _ order: ERESampleOrder,
        at moment: Timestamp = asked
    ) async throws -> ERESampleID {
        try await world.test.database.write(scope) { try await ERESamples.request(scope, order, at: moment, in: $0) }
    }

    private static func chosen(_ world: EREFilingWorld, _ id: ERESampleID) async throws -> [EREBookingID] {
        try await world.test.database.read(world.admin) {
            try await ERESamples.find(world.admin, id, in: $0).lines.map(\.booking)
        }
    }

    private static func answer(_ world: EREFilingWorld, _ scope: Scope, _ id: ERESampleID) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        try await EREVerifierFiles(database: world.test.database).answer(scope, id, at: asked) { bytes += $0 }
        return bytes
    }

    private static func pack(_ world: EREFilingWorld, at moment: Timestamp) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        let files = EREVerifierFiles(database: world.test.database)
        try await files.pack(world.admin, 2026, at: moment) { bytes += $0 }
        return bytes
    }

    @Test func `the rule, the seed and the population choose the lines`() async throws {
        try await Self.lend(7) { world, verifier in
            let lines = try await ERETradeTests.lines(world)
            let random = try await Self.ask(world, verifier, Self.order(.random, 3, seed: 42))
            let hashed = lines.map { ($0.id, Hex.text(Array(SHA256.hash(data: Array("42:\($0.id)".utf8))))) }
            let expected = hashed.sorted { $0.1 < $1.1 }.prefix(3).map(\.0)
            #expect(try await Self.chosen(world, random) == expected)
            let again = try await Self.ask(world, verifier, Self.order(.random, 3, seed: 42))
            #expect(try await Self.chosen(world, again) == expected)
            let largest = try await Self.ask(world, verifier, Self.order(.largest, 2))
            let bySize = lines.sorted { $0.energy.thousandthsWh > $1.energy.thousandthsWh }.prefix(2).map(\.id)
            #expect(try await Self.chosen(world, largest) == bySize)
            let all = try await Self.ask(world, verifier, Self.order(.largest, 500))
            #expect(try await Self.chosen(world, all).count == 7)
            let quarter = try EREFilingWorld.quarter
            let named = [lines[4], lines[1]].map { ERENamedLine(ean: $0.ean, quarter: quarter) }
            let wanted = try await Self.ask(world, verifier, Self.order(.named, named: named))
            #expect(try await Self.chosen(world, wanted) == [lines[4].id, lines[1].id])
            // A seed that nobody gave is drawn and kept.
            let drawn = try await Self.ask(world, verifier, Self.order(.random, 3))
            let list = try await world.test.database.read(world.admin) {
                try await ERESamples.list(world.admin, 2026, in: $0)
            }
            #expect(list.map(\.id) == [drawn, wanted, all, largest, again, random] && list[0].seed != nil)
            #expect(list.allSatisfy { $0.requestedBy == "Vera Verifier" && $0.populationLines == 7 })
            #expect(try await ERESamples.verify(world.admin, on: world.test.database).map(\.firstDifference) == [nil])
        }
    }

    @Test func `what cannot be asked for is refused, and so is who may not ask`() async throws {
        try await Self.lend(2) { world, verifier in
            let quarter = try EREFilingWorld.quarter
            let line = ERENamedLine(ean: try await ERETradeTests.lines(world)[0].ean, quarter: quarter)
            let unknown = ERENamedLine(ean: "871685900000000097", quarter: quarter)
            let wrong: [(ERESampleRejection, ERESampleOrder)] = [
                (.size, Self.order(.random, 0)), (.size, Self.order(.largest, 501)), (.size, Self.order(.named)),
                (.note, Self.order(.largest, note: String(repeating: "x", count: 401))),
                (.note, Self.order(.random, seed: -1)),
                (.twice(ean: line.ean, quarter), Self.order(.named, named: [line, line])),
                (.unknownLine(ean: unknown.ean, quarter), Self.order(.named, named: [line, unknown])),
            ]
            for (rejection, order) in wrong {
                await #expect(throws: rejection) { _ = try await Self.ask(world, verifier, order) }
            }
            await #expect(throws: ERESampleRejection.needsPerson) {
                _ = try await Self.ask(world, .system(for: world.operatorID), Self.order(.largest))
            }
            for role in [Role.partnerAdmin, .partnerSupport] {
                let scope = Scope.user(UserID(1), role: role, of: world.operatorID)
                await #expect(throws: NotPermitted.self) { _ = try await Self.ask(world, scope, Self.order(.largest)) }
            }
            let id = try await Self.ask(world, verifier, Self.order(.largest))
            let stranger = Scope.system(for: OperatorID(world.operatorID.rawValue + 1))
            await #expect(throws: NotFound.self) {
                _ = try await world.test.database.read(stranger) { try await ERESamples.find(stranger, id, in: $0) }
            }
            await #expect(throws: PostgresFault.self) {
                try await world.test.database.write(world.admin) { _ = try await $0.run(ForgetSamples()) }
            }
        }
    }

    @Test func `the answer is the same to the byte, whatever happens meanwhile`() async throws {
        try await Self.lend(4) { world, verifier in
            let lines = try await ERETradeTests.lines(world)
            try await ERETradeTests.credit(world, lines.map { ($0.id, 100) })
            let id = try await Self.ask(world, verifier, Self.order(.largest, 3))
            let first = try await Self.answer(world, verifier, id)
            // Deliveries are corrected and filed, somebody looks at evidence again.
            try await world.run(MoveSampledSession())
            let later = Self.asked.adding(seconds: 30 * 86_400)
            try await world.measureAndAccept(at: later)
            try await world.file(at: later)
            try await world.run(LookAgain())
            let second = try await Self.answer(world, world.admin, id)
            #expect(first == second)
            #expect(EREVerifierFiles.fault(of: first) == nil)
            let sample = try await world.test.database.read(world.admin) {
                try await ERESamples.find(world.admin, id, in: $0).sample
            }
            #expect(sample.answers == 2 && sample.answerSHA256 == Array(SHA256.hash(data: first)))
            #expect(sample.answerBytes == Int64(first.count))
            let text = String(decoding: first, as: UTF8.self)
            for name in ["request.csv", "sessions.csv", "frames.csv", "evidence.csv", "credits.csv", "index.csv"] {
                #expect(text.contains(name), "\(name)")
            }
            // One that is asked for now has the correction, and the line that it took the place of.
            let newest = try await Self.ask(world, verifier, Self.order(.largest, 4), at: later.adding(seconds: 1))
            let found = try await world.test.database.read(verifier) {
                try await ERESamples.find(verifier, newest, in: $0)
            }
            #expect(found.sample.populationLines == 5 && found.lines.map(\.versions).sorted() == [1, 1, 1, 2])
            #expect(try await ERESamples.verify(world.admin, on: world.test.database).map(\.firstDifference) == [nil])
        }
    }

    @Test func `an archive that was tampered with is told, and a population that was changed gives no answer`()
        async throws
    {
        try await Self.lend(3) { world, verifier in
            let id = try await Self.ask(world, verifier, Self.order(.random, 2, seed: 7))
            let bytes = try await Self.answer(world, verifier, id)
            let place = try #require(bytes.firstRange(of: Array("session,received_at".utf8))).lowerBound
            var wrong = bytes
            wrong[place] ^= 1
            #expect(EREVerifierFiles.fault(of: wrong) != nil)
            #expect(EREVerifierFiles.fault(of: Array(bytes.dropLast(9))) != nil)
            #expect(EREVerifierFiles.fault(of: [1, 2, 3]) != nil)
            try await world.run(TamperPopulation())
            await #expect(throws: ERESampleRejection.differs("the population of 2026")) {
                _ = try await Self.answer(world, verifier, id)
            }
            let difference = try await ERESamples.verify(world.admin, on: world.test.database)[0].firstDifference
            #expect(difference?.contains("population") == true)
        }
    }

    @Test func `the pack of a moment is the same later, and has what was asked for and found until then`() async throws
    {
        try await Self.lend(3) { world, verifier in
            let before = try await Self.pack(world, at: EREFilingWorld.october)
            _ = try await Self.ask(world, verifier, Self.order(.random, 2, seed: 7, note: "first look"))
            let after = Self.asked
            let second = try await Self.pack(world, at: after)
            #expect(String(decoding: second, as: UTF8.self).contains("first look"))
            try await world.run(MoveSampledSession())
            let later = after.adding(seconds: 86_400)
            try await world.measureAndAccept(at: later)
            try await world.file(at: later)
            #expect(try await Self.pack(world, at: EREFilingWorld.october) == before)
            #expect(try await Self.pack(world, at: after) == second)
            let newest = try await Self.pack(world, at: later.adding(seconds: 1))
            #expect(String(decoding: newest, as: UTF8.self).contains("VOL-ERE-2026-Q3-2"))
            for pack in [before, second, newest] { #expect(EREVerifierFiles.fault(of: pack) == nil) }
        }
    }

    @Test func `nothing is packed before something is filed`() async throws {
        try await EREFilingWorld.lend(connections: 1) { world in
            await #expect(throws: ERESampleRejection.nothingFiled) {
                _ = try await Self.pack(world, at: EREFilingWorld.october)
            }
        }
    }
}

private struct MoveSampledSession: Statement {
    static let sql = """
        UPDATE sessions SET meter_stop_thousandths_wh = meter_stop_thousandths_wh + 5000000,
            energy_thousandths_wh = energy_thousandths_wh + 5000000, revision = revision + 1
        WHERE id = (SELECT max(id) FROM sessions)
        """
    static let sample = MoveSampledSession()
}

private struct LookAgain: Statement {
    static let sql = """
        INSERT INTO ere_evidence_reviews (operator_id, customer_id, evidence_id, verdict, reason, reviewed_at)
        SELECT operator_id, customer_id, id, 'accepted', 'again', '2027-01-01' FROM ere_evidence
        """
    static let sample = LookAgain()
}

private struct TamperPopulation: Statement {
    static let sql = "UPDATE ere_filing_lines SET units = units + 1 WHERE position = 2"
    static let sample = TamperPopulation()
}

private struct ForgetSamples: Statement {
    static let sql = "DELETE FROM ere_samples WHERE operator_id > 0"
    static let sample = ForgetSamples()
}
