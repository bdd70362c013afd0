import Domain
import Postgres
import TestSupport
import TestWorld
import Testing
import Values

struct LinesExportTests {
    private func export(
        _ world: World,
        _ scope: Scope,
        _ format: LinesFormat,
        _ filter: JournalFilter = JournalFilter()
    ) async throws -> String {
        var bytes: [UInt8] = []
        try await world.database.read(scope) { tx in
            try await LinesExport.write(scope, filter, as: format, in: tx) { bytes += $0 }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A line priced at its start, one that waits for a part of its prices.
    private func leased(_ body: (World) async throws -> Void) async throws {
        try await TestDatabase.lease { database in
            let world = try await World.make(on: database)
            try await world.recordPrices(from: "2025-06-10T00:00:00Z", until: "2025-06-10T10:30:00Z")
            try await world.charge(
                world.voltaria,
                at: "VOL-001",
                from: "2025-06-10T10:00:00Z",
                until: "2025-06-10T11:00:00Z",
                wh: 8_000
            )
            try await world.charge(
                world.stroomgoed,
                at: "SG-001",
                from: "2025-06-10T10:15:00Z",
                until: "2025-06-10T10:45:00Z",
                wh: 3_001
            )
            try await body(world)
        }
    }

    @Test func `a priced line carries every number it was computed from`() async throws {
        try await leased { world in
            let text = try await export(world, world.voltaria.admin, .json)
            let line = try #require(try JSON(parsing: Array(text.utf8))[0])
            let id = try #require(line["session"]?.integerValue)
            let expected: [(String, JSON)] = [
                ("operator", .string("voltaria")), ("host", .string("H-bakkerij")), ("site", .string("S-harbour")),
                ("charge_point", .string("VOL-001")),
                ("connector", .integer(1)), ("session", .integer(id)), ("transaction_id", .integer(1001)),
                ("start_utc", .string("2025-06-10T10:00:00Z")), ("stop_utc", .string("2025-06-10T11:00:00Z")),
                ("energy_wh", .integer(8000)), ("contract", .string("R-bakkerij")), ("supply", .string("spot")),
                ("mode", .string("at_start")), ("state", .string("priced")), ("currency", .string("EUR")),
                ("amount", .string("0.491264")), ("amount_other_mode", .null), ("price", .string("0.061408")),
            ]
            for (name, value) in expected { #expect(line[name] == value, "\(name)") }
            let part = try #require(line["prices"]?[0])
            #expect(part["index_start_utc"] == .string("2025-06-10T10:00:00Z"))
            #expect(part["index_minutes"] == .integer(15))
            #expect(part["index_per_mwh"] == .string("50.4"))
            #expect(line["missing"] == .array([]))
            #expect(line["tariff"] == .string("spot NL + 2 % + 0.01 EUR/kWh, at start"))
            #expect(
                line["formula"]
                    == .string(
                        "spot NL 2025-06-10T10:00Z 50.4 EUR/MWh; "
                            + "0.0504 + 2 % × 0.0504 + 0.01 = 0.061408 EUR/kWh; 8 kWh × 0.061408 = 0.491264 EUR"
                    )
            )
        }
    }

    @Test func `a waiting line has no amount and names the quarter hours it waits for`() async throws {
        try await leased { world in
            let text = try await export(world, world.stroomgoed.admin, .json)
            let line = try #require(try JSON(parsing: Array(text.utf8))[0])
            #expect(line["state"] == .string("waiting"))
            #expect(line["amount"] == .null)
            // The price of the start is there, so the other way of pricing gives an amount.
            #expect(line["amount_other_mode"] == .string("0.1948564305"))
            #expect(line["operator"] == .string("stroomgoed"))
            #expect(line["supply"] == .string("formula"))
            #expect(line["mode"] == .string("per_interval"))
            #expect(line["energy_wh"] == .integer(3001))
            #expect(line["missing"] == .array([.string("2025-06-10T10:30:00Z")]))
            #expect(line["prices"] == .array([]))
        }
    }

    @Test func `CSV has one line per session with empty cells where nothing is known`() async throws {
        try await leased { world in
            let text = try await export(world, world.stroomgoed.admin, .csv)
            let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
            #expect(lines.count == 3 && lines[2].isEmpty)
            #expect(
                lines[0]
                    == "operator,host,site,charge_point,connector,session,transaction_id,start_utc,stop_utc,energy_wh,"
                    + "contract,supply,mode,state,currency,amount,amount_other_mode,price,prices,missing,tariff,formula"
            )
            #expect(lines[1].hasPrefix("stroomgoed,H-jansen,S-drive,SG-001,1,"))
            #expect(
                lines[1].contains(
                    ",1002,2025-06-10T10:15:00Z,2025-06-10T10:45:00Z,3001,R-jansen,formula,per_interval,waiting,EUR,,0.1948564305,,,"
                )
            )
            #expect(lines[1].contains("\"[\"\"2025-06-10T10:30:00Z\"\"]\""))
        }
    }

    @Test func `an export holds its own operator's or host's lines only, of the month that is asked for`() async throws
    {
        try await leased { world in
            let host = try await export(world, world.voltaria.hostUser("kade"), .json)
            let july = try await export(world, world.voltaria.admin, .json, JournalFilter(month: month("2025-07")))
            let june = try await export(world, world.voltaria.admin, .json, JournalFilter(month: month("2025-06")))
            #expect(host == "[\n]\n")
            #expect(july == "[\n]\n")
            #expect(try JSON(parsing: Array(june.utf8)).arrayValue?.count == 1)
            #expect(!june.contains("SG-001"))
        }
    }
}
