package import Domain
package import Postgres
package import Values

/// A small named world on a database of its own: two operators with hosts, sites, charge points, contracts, prices.
///
/// Sessions are made as in life: frames are stored, projected and rated by the product's own code.
///
/// | operator | host | site | charge point | supply | reimbursement |
/// | --- | --- | --- | --- | --- | --- |
/// | voltaria | bakkerij | harbour | VOL-001 | spot NL | at start, + 2 % + 0.01 |
/// | voltaria | kade | quay | VOL-002 | fixed 0.25 | pass-through |
/// | stroomgoed | jansen | drive | SG-001 | 1.05 × spot NL + 0.012 | per interval |
package struct World: Sendable {
    package let database: Database
    package let voltaria: Tenant
    package let stroomgoed: Tenant
    package let feed: FrameFeed

    /// Makes the world without any price or session.
    package static func make(on database: Database) async throws -> World {
        World(
            database: database,
            voltaria: try await Tenant.voltaria(on: database),
            stroomgoed: try await Tenant.stroomgoed(on: database),
            feed: try await FrameFeed.make(on: database)
        )
    }

    // MARK: Prices

    /// Records day-ahead prices of `NL`, one for each quarter hour of the span, as `price` says per MWh in millionths.
    package func recordPrices(
        from: String,
        until: String,
        file: String = "prices.csv",
        at recorded: String = "2025-06-01T00:00:00Z",
        price: (Timestamp) -> Int64 = World.price
    ) async throws {
        let prices = World.prices(from: moment(from), until: moment(until), price: price)
        let name = "\(file) \(from) \(until)"
        let document = PriceImport(
            zone: "NL",
            fileName: file,
            sha256: Array(name.utf8),
            format: "csv",
            currency: .eur,
            prices: prices
        )
        _ = try await Prices(database: database).record(document, at: moment(recorded))
    }

    /// A price for each quarter hour of the span.
    package static func prices(
        from: Timestamp,
        until: Timestamp,
        price: (Timestamp) -> Int64 = World.price
    ) -> [PriceToRecord] {
        (0..<until.seconds(since: from) / 900).map { index in
            let quarter = from.adding(seconds: index * 900)
            return PriceToRecord(start: quarter, minutes: 15, price: IndexPrice(microPerMWh: price(quarter)))
        }
    }

    /// 50 EUR/MWh and a cent more each quarter hour of the UTC day; −20 EUR/MWh from 12:00 until 14:00 UTC.
    package static func price(_ moment: Timestamp) -> Int64 {
        let quarter = moment.seconds.floorRemainder(by: 86_400) / 900
        return (48..<56).contains(quarter) ? -20_000_000 : 50_000_000 + quarter * 10_000
    }

    // MARK: Sessions

    /// Lets a car charge at constant power with a reading at every quarter hour of the clock; projects and rates.
    ///
    /// - Returns: The transaction id.
    @discardableResult
    package func charge(
        _ tenant: Tenant,
        at chargePoint: String,
        from: String,
        until: String,
        wh: Int64,
        connector: Int64 = 1
    ) async throws -> Int64 {
        let id = try await feed.charge(
            ChargingRun(
                operatorID: tenant.id,
                chargePoint: tenant.chargePoint(chargePoint),
                connector: connector,
                from: moment(from),
                until: moment(until),
                wh: wh
            )
        )
        try await settle()
        return id
    }

    /// Projects what was stored and computes what is due.
    package func settle() async throws { try await FrameFeed.settle(database) }

    /// The session with a transaction id.
    package func session(_ transaction: Int64, of tenant: Tenant) async throws -> SessionSummary {
        let all = try await database.read(tenant.admin) {
            try await Sessions.list(tenant.admin, ListRequest(sort: .started), in: $0)
        }
        guard let found = all.rows.first(where: { $0.transactionID == transaction }) else {
            throw NotFound("session of transaction \(transaction)")
        }
        return found
    }
}

/// A moment of a test; a slip of the pen stops the test.
package func moment(_ text: String) -> Timestamp {
    guard let moment = Timestamp(text) else { preconditionFailure("\(text) is no moment") }
    return moment
}

/// A day of a test.
package func day(_ text: String) -> LocalDate {
    guard let day = LocalDate(text) else { preconditionFailure("\(text) is no day") }
    return day
}

/// A month of a test.
package func month(_ text: String) -> YearMonth { day(text + "-01").yearMonth }

/// An exact number of a test.
package func exact(_ text: String) -> Exact {
    guard let number = Exact(text) else { preconditionFailure("\(text) is no number") }
    return number
}
