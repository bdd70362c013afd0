import Values

/// Reads the CSV form of day-ahead prices: `start_utc,minutes,eur_per_mwh`.
///
/// Rows may come in any order; what is missing stays missing. Every row states its interval, so the curve is A01.
enum DayAheadCSV {
    static func read(_ bytes: [UInt8], zone: String?) throws(DayAheadRefusal) -> [PriceSeries] {
        let (table, faults) = try table(bytes)
        let columns = try DayAheadColumns(table)
        var problems = faults.map(DayAheadProblem.init)
        var rows: [(line: Int, interval: PriceInterval)] = []
        rows.reserveCapacity(table.rows.count)
        for row in table.rows {
            do {
                rows.append((row.line, try columns.interval(row)))
            } catch {
                problems.append(error)
            }
        }
        // Ordering by line too keeps the message about a duplicate on the later line.
        rows.sort { ($0.interval.start, $0.line) < ($1.interval.start, $1.line) }
        problems += overlaps(rows)
        guard problems.isEmpty else {
            let ordered = problems.sorted { ($0.line ?? 0) < ($1.line ?? 0) }
            let code: DayAheadRefusal.Code = faults.isEmpty ? .invalid : .unreadable
            var found = DayAheadProblems()
            for problem in ordered { found.note(problem) }
            throw DayAheadRefusal(code, found)
        }
        return series(rows.map(\.interval), zone: zone.map(BiddingZone.canonical))
    }

    private static func table(_ bytes: [UInt8]) throws(DayAheadRefusal) -> (table: CSVTable, faults: [CSVError]) {
        let read: (table: CSVTable, faults: [CSVError])
        do {
            read = try CSVTable.readable(of: bytes)
        } catch {
            throw DayAheadRefusal(.unreadable, [DayAheadProblem(error)])
        }
        guard !read.table.rows.isEmpty || !read.faults.isEmpty else {
            throw DayAheadRefusal(.invalid, "no prices after the header")
        }
        return read
    }

    /// Two rows for one moment would make the price depend on the order of reading.
    private static func overlaps(_ rows: [(line: Int, interval: PriceInterval)]) -> [DayAheadProblem] {
        zip(rows, rows.dropFirst()).compactMap { before, row in
            let start = row.interval.start
            if start == before.interval.start {
                return DayAheadProblem(
                    line: row.line,
                    reason: "\(start.compactText) was already given on line \(before.line)"
                )
            }
            guard start < before.interval.end else { return nil }
            return DayAheadProblem(
                line: row.line,
                reason: "\(start.compactText) lies inside the interval of line \(before.line)"
            )
        }
    }

    /// A series has one resolution, so a change of it begins another series.
    private static func series(_ intervals: [PriceInterval], zone: String?) -> [PriceSeries] {
        var runs: [[PriceInterval]] = []
        for interval in intervals {
            if let last = runs.last?.last, last.minutes == interval.minutes {
                runs[runs.count - 1].append(interval)
            } else {
                runs.append([interval])
            }
        }
        return runs.compactMap { run in
            guard let first = run.first, let last = run.last else { return nil }
            return PriceSeries(
                zone: zone,
                currency: "EUR",
                resolutionMinutes: first.minutes,
                curve: .a01,
                sequence: nil,
                start: first.start,
                end: last.end,
                intervals: run
            )
        }
    }
}

extension DayAheadProblem: Error {
    fileprivate init(_ fault: CSVError) {
        self.init(line: fault.line, reason: "column \(fault.column): \(fault.detail)")
    }
}

/// Where the three columns of a price CSV stand.
private struct DayAheadColumns {
    let start: Int
    let minutes: Int
    let price: Int

    init(_ table: CSVTable) throws(DayAheadRefusal) {
        guard let start = table.column("start_utc"), let minutes = table.column("minutes"),
            let price = table.column("eur_per_mwh")
        else {
            throw DayAheadRefusal(
                .otherDocument,
                line: 1,
                "the header needs the columns start_utc, minutes and eur_per_mwh"
            )
        }
        self.start = start
        self.minutes = minutes
        self.price = price
    }

    func interval(_ row: CSVRow) throws(DayAheadProblem) -> PriceInterval {
        func problem(_ reason: String) -> DayAheadProblem { DayAheadProblem(line: row.line, reason: reason) }
        guard let minutes = Int(row.cells[minutes]), [15, 30, 60].contains(minutes) else {
            throw problem("minutes is \(quoted(row.cells[minutes])), not 15, 30 or 60")
        }
        let stamp = row.cells[start]
        guard let start = Timestamp(stamp) else {
            throw problem("start_utc is \(quoted(stamp)), no moment like 2025-06-30T22:15Z")
        }
        guard stamp.hasSuffix("Z") || stamp.hasSuffix("+00:00") else {
            throw problem("start_utc is \(quoted(stamp)), not in UTC")
        }
        guard start.floored(toMinutes: Int64(minutes)) == start else {
            throw problem("start_utc is \(quoted(stamp)), no start of \(minutes) minutes")
        }
        let text = row.cells[price].trimmingSpaces()
        guard let price = Exact(text) else { throw problem("eur_per_mwh is \(quoted(text)), no decimal number") }
        guard IndexPrice(perMWh: price) != nil else {
            throw problem("eur_per_mwh is \(quoted(text)), more than 6 decimals or too large")
        }
        return PriceInterval(start: start, minutes: minutes, price: price, text: text)
    }
}

/// A piece of a file for a message: quoted, and never longer than a line.
func quoted(_ text: String) -> String {
    text.count <= 40 ? "\"\(text)\"" : "\"\(text.prefix(40))…\""
}
