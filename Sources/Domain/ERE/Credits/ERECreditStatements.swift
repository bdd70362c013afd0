import Crypto
import Postgres
import Values

extension ERECreditFigures: PostgresValue {}

/// Units by which a line may differ; the row added last holds.
struct ERECreditToleranceRow: Statement {
    static let sql = """
        SELECT units FROM ere_credit_tolerances WHERE scheme = $1 ORDER BY recorded_at DESC, id DESC LIMIT 1
        """
    static let sample = ERECreditToleranceRow(scheme: .netherlands)
    let scheme: EREScheme

    func bind(to values: inout Bindings) { values.append(scheme) }
    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// Adds a tolerance.
struct InsertERECreditTolerance: Statement {
    static let sql = "INSERT INTO ere_credit_tolerances (scheme, units, source, recorded_at) VALUES ($1, $2, $3, $4)"
    static let sample = InsertERECreditTolerance(
        scheme: .netherlands,
        units: 0,
        source: "",
        at: Timestamp(seconds: 0)
    )
    let scheme: EREScheme
    let units: Int64
    let source: String
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(scheme)
        values.append(units)
        values.append(source)
        values.append(at)
    }
}

/// Keeps a file as it came; nothing when it is there already.
struct InsertERECreditFile: Statement {
    static let sql = """
        INSERT INTO ere_credit_files (operator_id, name, figures, sha256, content, uploaded_by, uploaded_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT ON CONSTRAINT ere_credit_files_once DO NOTHING RETURNING id
        """
    static let sample = InsertERECreditFile(
        operatorID: OperatorID(1),
        name: "",
        figures: .whole,
        content: [],
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let name: String
    let figures: ERECreditFigures
    let content: [UInt8]
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(name)
        values.append(figures)
        values.append(Array(SHA256.hash(data: content)))
        values.append(content)
        values.append(by)
        values.append(at)
    }
    static func decode(_ row: inout RowReader) throws -> ERECreditFileID { try row.next() }
}

/// A file by what is in it.
struct FindERECreditFile: Statement {
    static let sql = """
        SELECT id FROM ere_credit_files WHERE operator_id = $1 AND sha256 = $2 AND figures = $3
        """
    static let sample = FindERECreditFile(operatorID: OperatorID(1), content: [], figures: .whole)
    let operatorID: OperatorID
    let content: [UInt8]
    let figures: ERECreditFigures

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(Array(SHA256.hash(data: content)))
        values.append(figures)
    }
    static func decode(_ row: inout RowReader) throws -> ERECreditFileID { try row.next() }
}

/// Files with what came of them, the newest first; one, or all of them up to a number.
struct ListERECreditFiles: Statement {
    static let sql = """
        SELECT f.id, f.name, f.figures, f.sha256, coalesce(octet_length(f.content), 0)::bigint, coalesce(u.name, ''), f.uploaded_at,
            i.new_lines::bigint, i.changed_lines::bigint, i.unchanged_lines::bigint, i.tolerance_units,
            coalesce(r.name, ''), i.recorded_at
        FROM ere_credit_files f
        LEFT JOIN ere_credit_imports i ON i.operator_id = $1 AND i.file_id = f.id
        LEFT JOIN users u ON u.operator_id = $1 AND u.id = f.uploaded_by
        LEFT JOIN users r ON r.operator_id = $1 AND r.id = i.recorded_by
        WHERE f.operator_id = $1 AND ($2::bigint IS NULL OR f.id = $2) ORDER BY f.id DESC LIMIT $3
        """
    static let sample = ListERECreditFiles(operatorID: OperatorID(1), id: nil, limit: 1)
    let operatorID: OperatorID
    let id: ERECreditFileID?
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> ERECreditFile {
        let (id, name, figures): (ERECreditFileID, String, ERECreditFigures) = (
            try row.next(), try row.next(), try row.next()
        )
        let (sha256, size): ([UInt8], Int64) = (try row.next(), try row.next())
        let (by, at): (String, Timestamp) = (try row.next(), try row.next())
        return ERECreditFile(
            id: id,
            name: name,
            figures: figures,
            sha256: sha256,
            size: size,
            uploadedBy: by,
            uploadedAt: at,
            recorded: try ERECreditRecorded(optional: &row)
        )
    }
}

extension ERECreditRecorded {
    fileprivate init?(optional row: inout RowReader) throws {
        let (new, changed, unchanged): (Int?, Int?, Int?) = (try row.next(), try row.next(), try row.next())
        let tolerance: Int64? = try row.next()
        by = try row.next()
        let at: Timestamp? = try row.next()
        guard let new, let changed, let unchanged, let tolerance, let at else { return nil }
        self.new = new
        self.changed = changed
        self.unchanged = unchanged
        self.tolerance = tolerance
        self.at = at
    }
}

/// The bytes of a file.
struct ERECreditFileContent: Statement {
    static let sql =
        "SELECT content FROM ere_credit_files WHERE operator_id = $1 AND id = $2 AND content IS NOT NULL"
    static let sample = ERECreditFileContent(operatorID: OperatorID(1), id: ERECreditFileID(1))
    let operatorID: OperatorID
    let id: ERECreditFileID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> [UInt8] { try row.next() }
}

/// The booking lines that lines of a file may mean, by their place here; a connection and quarter mean the newest line
/// that was filed, on the basis of the grid.
struct ERECreditCandidates: Statement {
    static let sql = """
        SELECT w.place, b.id, b.customer_id, u.name, b.ean, b.quarter, b.state, b.ordinal::bigint, b.corrects, l.units,
            b.credited_units, c.credited_units,
            EXISTS (SELECT FROM ere_bookings n
                WHERE n.operator_id = $1 AND n.corrects = b.id AND n.credited_units IS NOT NULL)
        FROM unnest($2::bigint[], $3::text[], $4::date[]) WITH ORDINALITY AS w (booking_id, ean, quarter, place)
        JOIN LATERAL (
            SELECT x.id FROM ere_bookings x
            WHERE x.operator_id = $1 AND x.id = w.booking_id AND x.ordinal > 0
            UNION ALL (
                SELECT y.id FROM ere_bookings y
                WHERE y.operator_id = $1 AND w.booking_id IS NULL AND y.quarter = w.quarter AND y.ean = w.ean
                    AND y.basis = 'grid' AND y.ordinal > 0
                ORDER BY y.state IN ('measured', 'accepted'), y.revision DESC LIMIT 1)
        ) f ON true
        JOIN ere_bookings b ON b.operator_id = $1 AND b.id = f.id
        JOIN customers u ON u.operator_id = $1 AND u.id = b.customer_id
        LEFT JOIN ere_filing_lines l ON l.operator_id = $1 AND l.booking_id = b.id
        LEFT JOIN ere_bookings c ON c.operator_id = $1 AND c.id = b.corrects
        ORDER BY w.place
        """
    static let isPlannedAnew = true
    static let sample = ERECreditCandidates(operatorID: OperatorID(1), lines: [])
    let operatorID: OperatorID
    let lines: [ERECreditSheet.Line]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(lines.map(\.booking))
        values.append(lines.map(\.ean))
        values.append(lines.map(\.quarter?.firstDay))
    }
    static func decode(_ row: inout RowReader) throws -> (place: Int, candidate: ERECreditCandidate) {
        let place: Int = try row.next()
        let (booking, customer, name): (EREBookingID, CustomerID, String) = (
            try row.next(), try row.next(), try row.next()
        )
        let (ean, day): (String, LocalDate) = (try row.next(), try row.next())
        let candidate = ERECreditCandidate(
            booking: booking,
            customer: customer,
            customerName: name,
            ean: ean,
            quarter: EREQuarter(of: day) ?? .sample,
            state: try row.next(),
            ordinal: try row.next(),
            corrects: try row.next(),
            filed: try row.next(),
            credited: try row.next(),
            baseCredited: try row.next(),
            isSuperseded: try row.next()
        )
        return (place, candidate)
    }
}

/// Says that a file was recorded; nothing when it was already.
struct InsertERECreditImport: Statement {
    static let sql = """
        INSERT INTO ere_credit_imports (operator_id, file_id, new_lines, changed_lines, unchanged_lines, tolerance_units,
            recorded_by, recorded_at)
        VALUES ($1, $2, $3::bigint, $4::bigint, $5::bigint, $6, $7, $8)
        """
    static let sample = InsertERECreditImport(
        operatorID: OperatorID(1),
        file: ERECreditFileID(1),
        check: ERECreditCheck(outcomes: [], faults: [], tolerance: 0),
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let file: ERECreditFileID
    let check: ERECreditCheck
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(file)
        values.append(check.count(.new))
        values.append(check.count(.changed))
        values.append(check.count(.unchanged))
        values.append(check.tolerance)
        values.append(by)
        values.append(at)
    }
}

/// Adds figures of a file.
struct InsertERECredits: Statement {
    static let sql = """
        INSERT INTO ere_credits (operator_id, customer_id, booking_id, file_id, line, stated_units, base_units, units,
            filed_units, credited_on, register_reference, recorded_at)
        SELECT $1, n.customer_id, n.booking_id, $2, n.line, n.stated, n.base, n.stated + n.base, n.filed, n.credited_on,
            n.reference, $3
        FROM unnest($4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::bigint[], $10::date[],
            $11::text[]) AS n (customer_id, booking_id, line, stated, base, filed, credited_on, reference)
        RETURNING booking_id, id
        """
    static let sample = InsertERECredits(
        operatorID: OperatorID(1),
        file: ERECreditFileID(1),
        at: Timestamp(seconds: 0),
        news: []
    )
    let operatorID: OperatorID
    let file: ERECreditFileID
    let at: Timestamp
    let news: [ERECreditJudge.News]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(file)
        values.append(at)
        values.append(news.map(\.candidate.customer))
        values.append(news.map(\.candidate.booking))
        values.append(news.map(\.line.number))
        values.append(news.map(\.outcome.stated))
        values.append(news.map(\.outcome.base))
        values.append(news.map(\.outcome.filed))
        values.append(news.map(\.line.creditedOn))
        values.append(news.map(\.line.registerReference))
    }
    static func decode(_ row: inout RowReader) throws -> (booking: EREBookingID, credit: ERECreditID) {
        (try row.next(), try row.next())
    }
}

/// What was credited per quarter against what was filed.
struct SumERECredits: Statement {
    static let sql = """
        WITH filed AS (
            SELECT b.id, b.quarter, b.credited_units, l.units AS filed_units,
                EXISTS (SELECT FROM ere_bookings n
                    WHERE n.operator_id = $1 AND n.corrects = b.id AND n.credited_units IS NOT NULL) AS is_superseded
            FROM ere_filing_lines l JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
            WHERE l.operator_id = $1
        )
        SELECT quarter, count(credited_units), coalesce(sum(filed_units) FILTER (WHERE credited_units IS NOT NULL), 0)::bigint,
            coalesce(sum(credited_units), 0)::bigint,
            count(*) FILTER (WHERE abs(credited_units - filed_units) > $2),
            count(*) FILTER (WHERE credited_units IS NULL)
        FROM filed WHERE NOT is_superseded GROUP BY quarter ORDER BY quarter DESC
        """
    static let isPlannedAnew = true
    static let sample = SumERECredits(operatorID: OperatorID(1), tolerance: 0)
    let operatorID: OperatorID
    let tolerance: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(tolerance)
    }
    static func decode(_ row: inout RowReader) throws -> ERECreditedQuarter {
        let day: LocalDate = try row.next()
        return ERECreditedQuarter(
            quarter: EREQuarter(of: day) ?? .sample,
            connections: try row.next(),
            filed: try row.next(),
            credited: try row.next(),
            beyond: try row.next(),
            open: try row.next()
        )
    }
}
