import Postgres
import Values

/// The filings of a year until a moment, with what each changed.
struct EREPopulationFilings: Statement {
    static let sql = """
        SELECT f.id, f.reference, f.quarter, f.created_at, count(*),
            count(*) FILTER (WHERE l.content ->> 'corrects' IS NOT NULL),
            sum(l.energy_thousandths_wh - coalesce((l.content ->> 'corrected_energy')::bigint, 0))::bigint,
            sum(l.units - coalesce((l.content ->> 'corrected_units')::bigint, 0))::bigint
        FROM ere_filings f JOIN ere_filing_lines l ON l.operator_id = $1 AND l.filing_id = f.id
        WHERE f.operator_id = $1 AND extract(year FROM f.quarter)::bigint = $2 AND f.created_at <= $3
        GROUP BY f.id, f.reference, f.quarter, f.created_at ORDER BY f.quarter, f.id
        """
    static let isPlannedAnew = true
    static let sample = EREPopulationFilings(operatorID: OperatorID(1), year: 2026, until: Timestamp(seconds: 0))
    let operatorID: OperatorID
    let year: Int
    let until: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
        values.append(until)
    }
    static func decode(_ row: inout RowReader) throws -> EREPopulationFiling {
        let (id, reference): (EREFilingID, String) = (try row.next(), try row.next())
        let day: LocalDate = try row.next()
        return EREPopulationFiling(
            id: id,
            reference: reference,
            quarter: EREQuarter(of: day) ?? .sample,
            filedAt: try row.next(),
            lines: try row.next(),
            corrections: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            units: try row.next(),
            documents: []
        )
    }
}

/// How many connections the lines of a year are of.
struct CountEREPopulationConnections: Statement {
    static let sql = """
        SELECT count(DISTINCT b.ean) FROM ere_filings f
        JOIN ere_filing_lines l ON l.operator_id = $1 AND l.filing_id = f.id
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
        WHERE f.operator_id = $1 AND extract(year FROM f.quarter)::bigint = $2 AND f.created_at <= $3
        """
    static let isPlannedAnew = true
    static let sample = CountEREPopulationConnections(
        operatorID: OperatorID(1),
        year: 2026,
        until: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let year: Int
    let until: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
        values.append(until)
    }
    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

/// The lines of a year's filings through one, by quarter, filing and position.
struct EREPopulationLines: Statement {
    static let sql = """
        WITH population AS (
            SELECT f.reference, f.quarter, f.id AS filing_id, l.position, l.booking_id, l.energy_thousandths_wh, l.units, l.content
            FROM ere_filings f JOIN ere_filing_lines l ON l.operator_id = $1 AND l.filing_id = f.id
            WHERE f.operator_id = $1 AND extract(year FROM f.quarter)::bigint = $2 AND f.id <= $3
        )
        SELECT p.reference, p.quarter, p.position::bigint, p.booking_id, p.energy_thousandths_wh, p.units, n.booking_id, p.content
        FROM population p LEFT JOIN population n ON (n.content ->> 'corrects')::bigint = p.booking_id
        ORDER BY p.quarter, p.filing_id, p.position
        """
    static let isPlannedAnew = true
    static let sample = EREPopulationLines(operatorID: OperatorID(1), year: 2026, through: EREFilingID(1))
    let operatorID: OperatorID
    let year: Int
    let through: EREFilingID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
        values.append(through)
    }
    static func decode(_ row: inout RowReader) throws -> EREPopulationLine {
        let (filing, day): (String, LocalDate) = (try row.next(), try row.next())
        return EREPopulationLine(
            filing: filing,
            quarter: EREQuarter(of: day) ?? .sample,
            position: try row.next(),
            booking: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            units: try row.next(),
            replacedBy: try row.next(),
            content: try row.next()
        )
    }
}

/// Requests of a year, or one, the newest first.
struct ListERESamples: Statement {
    static let sql = """
        SELECT s.id, s.delivery_year::bigint, s.rule, s.size::bigint,
            (SELECT count(*) FROM ere_sample_lines l WHERE l.operator_id = $1 AND l.sample_id = s.id), s.seed, s.named, s.note,
            s.filings_through, s.population_lines::bigint, s.population_sha256, s.requested_by_name, s.requested_at,
            (SELECT count(*) FROM ere_sample_answers a WHERE a.operator_id = $1 AND a.sample_id = s.id), f.sha256, f.size_bytes
        FROM ere_samples s
        LEFT JOIN LATERAL (SELECT a.sha256, a.size_bytes FROM ere_sample_answers a
            WHERE a.operator_id = $1 AND a.sample_id = s.id ORDER BY a.id LIMIT 1) f ON true
        WHERE s.operator_id = $1 AND ($2::bigint IS NULL OR s.delivery_year = $2) AND ($3::bigint IS NULL OR s.id = $3)
        ORDER BY s.id DESC
        """
    static let sample = ListERESamples(operatorID: OperatorID(1), year: nil, id: nil)
    let operatorID: OperatorID
    let year: Int?
    let id: ERESampleID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> ERESample {
        let (id, year, rule): (ERESampleID, Int, ERESampleRule) = (try row.next(), try row.next(), try row.next())
        let (size, lines): (Int, Int) = (try row.next(), try row.next())
        let (seed, named, note): (Int64?, String, String) = (try row.next(), try row.next(), try row.next())
        let (through, count): (EREFilingID, Int) = (try row.next(), try row.next())
        let sha256: [UInt8] = try row.next()
        let (name, at): (String, Timestamp) = (try row.next(), try row.next())
        return ERESample(
            id: id,
            year: year,
            rule: rule,
            size: size,
            lines: lines,
            seed: seed,
            named: named,
            note: note,
            filingsThrough: through,
            populationLines: count,
            populationSHA256: sha256,
            requestedBy: name,
            requestedAt: at,
            answers: try row.next(),
            answerSHA256: try row.next(),
            answerBytes: try row.next()
        )
    }
}

/// The chosen lines of a request.
struct ERESampleLinesOf: Statement {
    static let sql = """
        SELECT p.position::bigint, p.booking_id, f.reference, b.ean, b.quarter, l.energy_thousandths_wh, l.units,
            (SELECT count(*) FROM ere_bookings o
                JOIN ere_filing_lines x ON x.operator_id = $1 AND x.booking_id = o.id AND x.filing_id <= s.filings_through
                WHERE o.operator_id = $1 AND o.quarter = b.quarter AND o.ean = b.ean AND o.basis = b.basis)
        FROM ere_samples s JOIN ere_sample_lines p ON p.operator_id = $1 AND p.sample_id = s.id
        JOIN ere_filing_lines l ON l.operator_id = $1 AND l.booking_id = p.booking_id
        JOIN ere_filings f ON f.operator_id = $1 AND f.id = l.filing_id
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = p.booking_id
        WHERE s.operator_id = $1 AND s.id = $2 ORDER BY p.position LIMIT $3
        """
    static let sample = ERESampleLinesOf(operatorID: OperatorID(1), sample: ERESampleID(1), limit: 1)
    let operatorID: OperatorID
    let sample: ERESampleID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(sample)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> ERESampledLine {
        let (position, booking, filing): (Int, EREBookingID, String) = (
            try row.next(), try row.next(), try row.next()
        )
        let (ean, day): (String, LocalDate) = (try row.next(), try row.next())
        return ERESampledLine(
            position: position,
            booking: booking,
            filing: filing,
            ean: ean,
            quarter: EREQuarter(of: day) ?? .sample,
            energy: Energy(thousandthsWh: try row.next()),
            units: try row.next(),
            versions: try row.next()
        )
    }
}

/// Writes a request down.
struct InsertERESample: Statement {
    static let sql = """
        INSERT INTO ere_samples (operator_id, delivery_year, rule, size, seed, named, note, filings_through, population_lines,
            population_sha256, requested_by, requested_by_name, requested_at)
        VALUES ($1, $2::bigint, $3, $4::bigint, $5, $6, $7, $8, $9::bigint, $10, $11, $12, $13) RETURNING id
        """
    static let sample = InsertERESample(
        operatorID: OperatorID(1),
        order: ERESampleOrder(year: 2026, rule: .largest, size: 1, name: ""),
        seed: nil,
        through: EREFilingID(1),
        population: EREPopulationHash(lines: 1, sha256: []),
        by: UserID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let order: ERESampleOrder
    let seed: Int64?
    let through: EREFilingID
    let population: EREPopulationHash
    let by: UserID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(order.year)
        values.append(order.rule)
        values.append(order.rule == .named ? order.named.count : order.size)
        values.append(seed)
        values.append(order.rule == .named ? order.named.map(\.text).joined(separator: "\n") : "")
        values.append(order.note)
        values.append(through)
        values.append(population.lines)
        values.append(population.sha256)
        values.append(by)
        values.append(order.name)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> ERESampleID { try row.next() }
}

/// Writes down which lines were chosen.
struct InsertERESampleLines: Statement {
    static let sql = """
        INSERT INTO ere_sample_lines (operator_id, sample_id, position, booking_id)
        SELECT $1, $2, n.place, n.booking_id FROM unnest($3::bigint[]) WITH ORDINALITY AS n (booking_id, place)
        """
    static let sample = InsertERESampleLines(operatorID: OperatorID(1), sample: ERESampleID(1), bookings: [])
    let operatorID: OperatorID
    let sample: ERESampleID
    let bookings: [EREBookingID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(sample)
        values.append(bookings)
    }
}

/// Notes that an answer was made.
struct InsertERESampleAnswer: Statement {
    static let sql = """
        INSERT INTO ere_sample_answers (operator_id, sample_id, size_bytes, sha256, made_by, made_at)
        VALUES ($1, $2, $3, $4, $5, $6)
        """
    static let sample = InsertERESampleAnswer(
        operatorID: OperatorID(1),
        sample: ERESampleID(1),
        sha256: [],
        bytes: 0,
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let sample: ERESampleID
    let sha256: [UInt8]
    let bytes: Int64
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(sample)
        values.append(bytes)
        values.append(sha256)
        values.append(by)
        values.append(at)
    }
}
