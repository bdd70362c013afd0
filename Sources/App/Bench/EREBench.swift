import Domain
import Foundation

import Jobs
import Postgres
import Values

/// How long a quarter of many connections takes from sessions to its documents and evidence.
struct EREBench {
    /// What the issue of this program asks for: 200,000 connections and 10 million sessions in a minute and 500 MB.
    private static let goalConnections = 200_000
    private static let goalMilliseconds: Int64 = 60_000
    private static let goalMebibytes: Int64 = 500

    let database: Database
    let connections: Int
    let sessionsPerConnection: Int

    func measure() async throws -> [BenchFigure] {
        guard let quarter = EREFill.quarter else { throw BenchFault("there is no such quarter") }
        let fill = EREFill(database: database, connections: connections, sessionsPerConnection: sessionsPerConnection)
        let people = try await fill.run()
        complain("  \(connections) connections, \(connections * sessionsPerConnection) sessions")
        let measuring = try await time("ere_measuring") {
            let result = try await EREMeasuring.run(people.accepts, quarter, at: EREFill.now, on: database)
            guard result.changed == connections else { throw BenchFault("\(result.changed) lines were measured") }
        }
        let filter = EREBookingFilter(quarter: quarter)
        let accepting = try await time("ere_accepting") {
            let result = try await EREBookingDecisions.acceptAll(people.accepts, filter, at: EREFill.now, on: database)
            guard result.done == connections else { throw BenchFault("\(result.done) lines were accepted") }
        }
        return try await [measuring, accepting] + filing(quarter, people.files)
    }

    /// Freezes, writes and checks the documents, then writes the evidence.
    private func filing(_ quarter: EREQuarter, _ scope: Scope) async throws -> [BenchFigure] {
        let files = EREFilingFiles(database: database)
        OwnMemory.forgetPeak()
        var filing: EREFilingID?
        let filed = try await time("ere_filing") { filing = try await files.file(scope, quarter, at: EREFill.now) }
        guard let filing else { throw BenchFault("nothing was filed") }
        var bytes = 0
        let packed = try await time("ere_evidence_pack") {
            try await files.pack(scope, filing) { bytes += $0.count }
        }
        let goal = EREBench.goalMilliseconds * Int64(connections) / Int64(EREBench.goalConnections)
        return [
            filed.with(goal: .atMost(goal)), packed.with("bytes", .integer(bytes)),
            BenchFigure(name: "ere_filing_peak_memory", unit: "MiB", value: OwnMemory.peakMebibytes)
                .with(goal: .atMost(EREBench.goalMebibytes)),
        ]
    }

    private func time(_ name: String, _ work: () async throws -> Void) async throws -> BenchFigure {
        let clock = ContinuousClock()
        let begun = clock.now
        try await work()
        return BenchFigure.time(name, clock.now - begun)
            .with("connections", .integer(connections))
            .with("sessions", .integer(connections * sessionsPerConnection))
    }
}

/// The memory of this process, which measures itself where no other one does the work.
enum OwnMemory {
    /// Forgets the highest use so far.
    ///
    /// Source: proc_pid_clear_refs(5), value 5.
    static func forgetPeak() {
        guard let file = FileHandle(forWritingAtPath: "/proc/self/clear_refs") else { return }
        try? file.write(contentsOf: Data("5".utf8))  // where it is not allowed the peak is that of the whole run
    }

    /// The most it held at once.
    static var peakMebibytes: Int64 { ProcessMemory.peakKibibytes("self") / 1024 }
}
