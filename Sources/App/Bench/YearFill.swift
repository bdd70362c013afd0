import Domain
import Postgres
import Values

/// Fills in a year of sessions and journal lines of many hosts, quicker than charge points could tell them.
///
/// The month to be closed is worked out session by session by the product's own rating; the months around it are the
/// same month moved in time by PostgreSQL. The months before count as credited.
struct YearFill {
    /// Months with sessions besides the running one.
    static let months = 12

    let database: Database
    let hosts: Int
    let sessionsPerHost: Int
    let now: Timestamp

    /// The month that is to be closed: the last one that is over.
    var month: YearMonth { BenchWorld.timeZone.month(of: now).previous }

    /// Fills it in.
    ///
    /// - Returns: How many sessions there are now.
    func run() async throws -> Int {
        try await BenchPortfolio(hosts: hosts).store(in: database)
        let span = BenchWorld.timeZone.span(of: month)
        let prices = BenchPrices.document(
            zone: BenchWorld.zone,
            from: span.from.adding(seconds: -400 * 86_400),
            until: now.adding(seconds: 86_400)
        )
        _ = try await Prices(database: database).record(prices, at: now)
        let rows = try await rows(span, prices)
        try await database.write(.system) { tx in
            _ = try await tx.copy(rows.map(YearSession.init))
            _ = try await tx.copy(rows.map(YearLine.init))
            _ = try await tx.copy(rows.map(YearHead.init))
        }
        for back in 1..<YearFill.months { try await move(months: -back, isCredited: true) }
        try await move(months: 1, isCredited: false)
        // What autovacuum does in an installation that grows as slowly as others do.
        try await OwnerSession.with(database.configuration) { try await $0.run("VACUUM ANALYZE") }
        return rows.count * YearFill.months
    }

    /// The sessions of the month with their lines.
    private func rows(
        _ span: (from: Timestamp, until: Timestamp),
        _ prices: PriceImport
    ) async throws -> [YearRow] {
        let places = try await database.all(.system, YearPlaces(zone: BenchWorld.zone))
        guard let operatorID = places.first?.operatorID else { throw BenchFault("no host was imported") }
        let contracts = try await database.read(.system(for: operatorID)) { tx in
            try await Contracts.book(of: operatorID, in: tx)
        }
        var book = PriceBook()
        for price in prices.prices {
            let dated = DatedPrice(
                start: price.start,
                minutes: price.minutes,
                price: price.price,
                currency: .eur,
                version: 1,
                recordedAt: now
            )
            book.take(dated, zone: BenchWorld.zone)
        }
        return places.enumerated().flatMap { host, place in
            (0..<sessionsPerHost).map { number in
                let session = session(host * sessionsPerHost + number, number, of: place, span)
                let day = BenchWorld.timeZone.date(of: session.startedAt)
                let terms = contracts.terms(host: place.hostID, site: place.siteID, on: day)
                let line = LineDraft.computeOrHold(session, terms: terms, prices: book)
                return YearRow(place: place, session: session, line: line)
            }
        }
    }

    /// Sessions of one host come one after the other, with some quarter hours between them.
    private func session(
        _ id: Int,
        _ number: Int,
        of place: BenchPlace,
        _ span: (from: Timestamp, until: Timestamp)
    ) -> SessionToRate {
        let share = span.until.seconds(since: span.from) / Int64(sessionsPerHost)
        let start = span.from.adding(seconds: Int64(number) * share + Int64(id % 60) * 60)
        let seconds = min(share - 4_000, 14_400 + Int64(id * 7_919 % 14_400))
        let wh = Int64(2_000 + id * 6_151 % 40_000)
        // The recorded sessions charge for half of the time that they are connected too.
        let charging = seconds / 2
        return BenchWorld.session(
            YearFill.firstID + id,
            of: place,
            from: start,
            seconds: seconds,
            charging: charging,
            wh: wh
        )
    }

    /// Repeats the month some months later (or earlier, when negative), as far as its sessions are over.
    private func move(months: Int, isCredited: Bool) async throws {
        let move = YearMove(months: months, isCredited: isCredited, month: month, now: now)
        try await database.write(.system) { tx in
            try await tx.run(MoveSessions(move: move))
            try await tx.run(MoveLines(move: move))
            try await tx.run(MoveHeads(move: move))
        }
    }

    /// Ids of the month; those of the months around lie a million away for each month, all above those of a replay.
    static let firstID = 20_000_000
    static let idsPerMonth = 1_000_000
    /// Ids of replayed sessions and their lines are smaller.
    static let idsOfReplay = 5_000_000
}

/// A session with its line, and where it charged.
struct YearRow: Sendable {
    let place: BenchPlace
    let session: SessionToRate
    let line: LineDraft
}
