import Postgres
import Values

/// Writes what was measured of a page of connections, in sets.
struct EREMeasuringWriter: Sendable {
    typealias News = (row: EREMeasuredEnrolments.Row, measured: EREMeasured)

    let operatorID: OperatorID
    let quarter: EREQuarter
    let rules: EREUnitRules
    let now: Timestamp
    let by: UserID?

    /// Why a line is measured again.
    private static let reason = "measured again: something else came out"

    func write(_ news: [News], in tx: Transaction) async throws {
        if news.isEmpty { return }
        let lines = try await lines(news, in: tx)
        let placed = news.compactMap { news in lines[news.row.id].map { (line: $0, news: news) } }
        let insert = InsertEREMeasurements(
            operatorID: operatorID,
            factors: rules.factors,
            rounding: rules.rounding,
            at: now,
            by: by,
            rows: placed.map { ($0.line.id, $0.news.measured) }
        )
        let made = try await tx.all(insert)
        let measurements = Dictionary(made.map { ($0.booking, $0.measurement) }) { first, _ in first }
        let facts = placed.map { line, news in
            InsertEREFacts.Fact(
                booking: line.id,
                customer: news.row.customer,
                after: line.ordinal,
                measurement: measurements[line.id],
                takesBack: line.ordinal > 0
            )
        }
        try await tx.run(
            InsertEREFacts(
                operatorID: operatorID,
                state: .measured,
                reason: EREMeasuringWriter.reason,
                by: by,
                at: now,
                facts: facts,
                givesReason: false
            )
        )
        try await count(placed.compactMap { line, news in measurements[line.id].map { (news, $0) } }, in: tx)
    }

    /// The lines that are measured: those there are, or new ones where there is none or it is booked.
    private func lines(
        _ news: [News],
        in tx: Transaction
    ) async throws -> [EREEnrolmentID: (id: EREBookingID, ordinal: Int)] {
        var lines: [EREEnrolmentID: (id: EREBookingID, ordinal: Int)] = [:]
        var new: [InsertEREBookings.Line] = []
        for (row, _) in news {
            if let head = row.booking, !head.state.needsCorrectionLine {
                lines[row.id] = (head.id, head.ordinal)
            } else {
                new.append(
                    InsertEREBookings.Line(
                        enrolment: row.id,
                        customer: row.customer,
                        ean: row.ean,
                        revision: row.booking.map { $0.revision + 1 } ?? 0,
                        corrects: row.booking?.id
                    )
                )
            }
        }
        if new.isEmpty { return lines }
        let insert = InsertEREBookings(operatorID: operatorID, quarter: quarter, at: now, lines: new)
        for made in try await tx.all(insert) { lines[made.enrolment] = (made.booking, 0) }
        return lines
    }

    /// Says where sessions count, and of those that count already what counts now.
    private func count(
        _ placed: [(news: News, measurement: EREMeasurementID)],
        in tx: Transaction
    ) async throws {
        let known = try await known(placed.map(\.news.row.id), in: tx)
        var (new, changed): ([InsertERECounted.Place], [InsertERECounted.Place]) = ([], [])
        for (news, measurement) in placed {
            func row(_ session: ERECountedSession) -> InsertERECounted.Place {
                InsertERECounted.Place(
                    session: session,
                    customer: news.row.customer,
                    enrolment: news.row.id,
                    measurement: measurement
                )
            }
            var left = known[news.row.id] ?? [:]
            for session in news.measured.counted {
                guard let before = left.removeValue(forKey: session.id) else {
                    new.append(row(session))
                    continue
                }
                if before != session { changed.append(row(session)) }
            }
            for gone in left.values.sorted(by: { $0.id < $1.id }) where gone.energy != .zero {
                changed.append(row(gone.uncounted))
            }
        }
        try await write(new, changed, in: tx)
    }

    /// What counts already, by the last word.
    private func known(
        _ enrolments: [EREEnrolmentID],
        in tx: Transaction
    ) async throws -> [EREEnrolmentID: [EREMeteredID: ERECountedSession]] {
        let heard = ERECountedOf(operatorID: operatorID, enrolments: enrolments, quarter: quarter)
        let told = ERECountedPushesOf(operatorID: operatorID, enrolments: enrolments, quarter: quarter)
        var known: [EREEnrolmentID: [EREMeteredID: ERECountedSession]] = [:]
        for row in try await tx.all(heard) + tx.all(told) {
            known[row.enrolment, default: [:]][row.session.id] = row.session
        }
        return known
    }

    /// Writes what was heard and what was told, each to its own table.
    private func write(
        _ new: [InsertERECounted.Place],
        _ changed: [InsertERECounted.Place],
        in tx: Transaction
    ) async throws {
        let (heard, told) = (new.filter(\.isHeard), new.filter { !$0.isHeard })
        if !heard.isEmpty { try await tx.run(InsertERECounted(operatorID: operatorID, quarter: quarter, rows: heard)) }
        if !told.isEmpty {
            try await tx.run(InsertERECountedPushes(operatorID: operatorID, quarter: quarter, rows: told))
        }
        let (later, laterTold) = (changed.filter(\.isHeard), changed.filter { !$0.isHeard })
        if !later.isEmpty { try await tx.run(InsertERERecounted(operatorID: operatorID, rows: later)) }
        if !laterTold.isEmpty { try await tx.run(InsertERERecountedPushes(operatorID: operatorID, rows: laterTold)) }
    }
}

extension ERECountedSession {
    /// The same session when nothing of it counts any more.
    fileprivate var uncounted: ERECountedSession {
        ERECountedSession(
            id: id,
            revision: revision,
            startedAt: startedAt,
            stoppedAt: stoppedAt,
            begin: begin,
            energy: .zero
        )
    }
}
