import Domain
import Foundation
import Jobs
import Postgres
import Simulator
import TestSupport
import Testing
import Values

/// Writes down what happened and what came of it, for judges that know nothing of the product.
extension YearWorld {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func peer(_ script: String, _ folder: URL) async throws -> Program.Outcome {
        try await Program.run("python3", [root.appendingPathComponent("Tests/Peers/\(script)").path, folder.path])
    }

    /// The recorded sessions of the shared data; where there are none, made ones of as many charge points.
    static func recorded(places: Int) throws -> [RecordedSession] {
        let given = ProcessInfo.processInfo.environment["LAADBOEK_DATA"].map { URL(fileURLWithPath: $0) }
        let folder = given ?? root.deletingLastPathComponent().appendingPathComponent("shared/data")
        let file = folder.appendingPathComponent("sessions-nl-2019.csv")
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return made(places: places) }
        return try RecordedSession.read(csv: text)
    }

    /// A session each fortnight; of 2019 like the recorded ones.
    private static func made(places: Int) -> [RecordedSession] {
        let first = Timestamp("2019-01-02T16:10:00Z") ?? Timestamp(seconds: 0)
        return (0..<places).flatMap { place in
            (0..<26).map { number in
                let start = first.adding(seconds: Int64(number) * 14 * 86_400 + Int64(place * 977 % 86_400))
                return RecordedSession(
                    chargePoint: "made-\(place)",
                    connector: Int64(1 + number % 2),
                    start: start,
                    stop: start.adding(seconds: 14_400 + Int64(place * 61 % 30_000)),
                    idTag: "T",
                    energyWh: Int64(3_000 + (place * 7_919 + number * 1_237) % 40_000),
                    chargingHours: Exact(3)
                )
            }
        }
    }

    /// Writes the documents and the evidence of a filing into a folder, and has them judged.
    func judge(_ partner: Partner, _ filing: EREFilingID) async throws -> Program.Outcome {
        try await inFolder { folder in
            let files = EREFilingFiles(database: database)
            for name in EREFilingFiles.names {
                var bytes: [UInt8] = []
                try await files.write(partner.admin, filing, [name]) { bytes += $1 }
                try Data(bytes).write(to: folder.appendingPathComponent(name))
            }
            var pack: [UInt8] = []
            try await files.pack(partner.admin, filing) { pack += $0 }
            try Data(pack).write(to: folder.appendingPathComponent("evidence.zip"))
            return try await YearWorld.peer("ere_filing.py", folder)
        }
    }

    /// Has sales and payouts of a partner judged.
    func judgeSales(_ partner: Partner) async throws -> Program.Outcome {
        try await inFolder { folder in
            for (name, bytes) in try await ERESalesFiles.make(partner.admin, on: database) {
                try Data(bytes).write(to: folder.appendingPathComponent(name))
            }
            return try await YearWorld.peer("ere_sales.py", folder)
        }
    }

    /// Has the energy and the units of all connections judged from what chargers told.
    func judgeYear(
        _ deliveries: YearDeliveries,
        _ failed: [Failed],
        tampering: (String) -> String = { $0 }
    ) async throws -> Program.Outcome {
        try await inFolder { folder in
            var told = "ean,door,connector,start,stop,energy_wh,withdrawn\n"
            var lines = "ean,quarter,energy_wh,units,credited,verified_wh\n"
            var wrong = "ean,quarter,right_wh\n"
            for row in failed {
                wrong += "\(row.line.ean),\(row.line.quarter),\(row.line.energy.thousandthsWh / 1_000)\n"
            }
            for partner in partners {
                for customer in partner.customers {
                    for session in deliveries.sessions[customer.recorded] ?? [] {
                        let isGone = partner.door == .sessions && session.isWithdrawn && !session.isLate
                        told += "\(customer.ean),\(partner.door.rawValue),\(session.recorded.connector),"
                        told += "\(session.recorded.start.rfc3339),\(session.recorded.stop.rfc3339),"
                        told += "\(session.recorded.energyWh),\(isGone ? 1 : 0)\n"
                    }
                }
                for row in try await test.owner.all(.system, YearLines(operatorID: partner.id)) { lines += row + "\n" }
            }
            try Data(told.utf8).write(to: folder.appendingPathComponent("told.csv"))
            try Data(tampering(lines).utf8).write(to: folder.appendingPathComponent("lines.csv"))
            try Data(wrong.utf8).write(to: folder.appendingPathComponent("failed.csv"))
            return try await YearWorld.peer("ere_year.py", folder)
        }
    }

    private func inFolder(_ body: (URL) async throws -> Program.Outcome) async throws -> Program.Outcome {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("laadboek-year-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        return try await body(folder)
    }
}

/// The line that holds of each connection and quarter.
private struct YearLines: Statement {
    static let sql = """
        SELECT DISTINCT ON (ean, quarter) ean || ',' || to_char(quarter, 'YYYY-"Q"Q') || ',' || energy_thousandths_wh / 1000
            || ',' || units || ',' || coalesce(credited_units::text, '') || ','
            || coalesce((verified_thousandths_wh / 1000)::text, '')
        FROM ere_bookings WHERE operator_id = $1 ORDER BY ean, quarter, revision DESC
        """
    static let sample = YearLines(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }
    static func decode(_ row: inout RowReader) throws -> String { try row.next() }
}
