import Postgres
import Values

/// Records a document unless the zone has this very file already.
///
/// The price that was learned last holds, so the times of a zone's documents grow strictly, even when the clock stands
/// still or is put back.
struct InsertPriceDocument: Statement {
    struct Row: Sendable {
        let id: PriceDocumentID
        let recordedAt: Timestamp
    }

    static let sql = """
        INSERT INTO price_documents (zone, file_name, sha256, format, imported_at, interval_count)
        SELECT $1, $2, $3, $4,
            greatest($5::timestamptz, max(known.imported_at) + interval '1 microsecond'), $6::bigint
        FROM price_documents AS known WHERE known.zone = $1
        ON CONFLICT ON CONSTRAINT price_documents_content_unique DO NOTHING
        RETURNING id, imported_at
        """
    static let sample = InsertPriceDocument(
        document: PriceImport(zone: "NL", fileName: "", sha256: [], format: "csv", currency: .eur, prices: []),
        at: Timestamp(seconds: 0)
    )
    let document: PriceImport
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(document.zone)
        values.append(document.fileName)
        values.append(document.sha256)
        values.append(document.format)
        values.append(at)
        values.append(document.prices.count)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(id: try row.next(), recordedAt: try row.next())
    }
}

/// Records prices, each as the next version of its interval.
struct InsertPrices: Statement {
    static let sql = """
        INSERT INTO prices
            (zone, starts_at, minutes, version, recorded_at, currency, price_micro_per_mwh, document_id)
        SELECT $1, given.starts_at, given.minutes, coalesce(known.version, 0) + 1, $5, $6, given.price, $7
        FROM unnest($2::timestamptz[], $3::bigint[], $4::bigint[]) AS given (starts_at, minutes, price)
        LEFT JOIN LATERAL (
            SELECT version FROM prices
            WHERE zone = $1 AND starts_at = given.starts_at AND minutes = given.minutes AND currency = $6
            ORDER BY version DESC LIMIT 1
        ) AS known ON true
        """
    static let sample = InsertPrices(
        document: InsertPriceDocument.sample.document,
        prices: [],
        as: InsertPriceDocument.Row(id: PriceDocumentID(1), recordedAt: Timestamp(seconds: 0))
    )
    private let document: PriceImport
    private let prices: [PriceToRecord]
    private let recorded: InsertPriceDocument.Row

    /// Some of a document's prices, recorded as part of it.
    init(document: PriceImport, prices: [PriceToRecord], as recorded: InsertPriceDocument.Row) {
        self.document = document
        self.prices = prices
        self.recorded = recorded
    }

    func bind(to values: inout Bindings) {
        values.append(document.zone)
        values.append(prices.map(\.start))
        values.append(prices.map { Int64($0.minutes) })
        values.append(prices.map(\.price.microPerMWh))
        values.append(recorded.recordedAt)
        values.append(document.currency.code)
        values.append(recorded.id)
    }
}

/// The newest version of every interval of a zone in a span, in one currency.
struct PricesOfSpan: Statement {
    static let sql = """
        SELECT DISTINCT ON (starts_at, minutes)
            starts_at, minutes::bigint, price_micro_per_mwh, currency, version::bigint, recorded_at
        FROM prices
        WHERE zone = $1 AND currency = $2 AND starts_at >= $3 AND starts_at < $4
        ORDER BY starts_at, minutes, version DESC
        """
    static let sample = PricesOfSpan(
        zone: "NL",
        currency: .eur,
        from: Timestamp(seconds: 0),
        until: Timestamp(seconds: 0)
    )
    let zone: String
    let currency: Currency
    let from: Timestamp
    let until: Timestamp

    func bind(to values: inout Bindings) {
        values.append(zone)
        values.append(currency.code)
        values.append(from)
        values.append(until)
    }

    static func decode(_ row: inout RowReader) throws -> DatedPrice { try DatedPrice(reading: &row) }
}

/// All versions of the intervals that may cover a moment.
struct VersionsOfMoment: Statement {
    static let sql = """
        SELECT prices.starts_at, prices.minutes::bigint, prices.price_micro_per_mwh, prices.currency,
            prices.version::bigint, prices.recorded_at, price_documents.file_name
        FROM prices JOIN price_documents ON price_documents.id = prices.document_id
        WHERE prices.zone = $1 AND prices.starts_at > $2::timestamptz - interval '1 hour' AND prices.starts_at <= $2
            AND prices.starts_at + make_interval(mins => prices.minutes) > $2
        ORDER BY prices.recorded_at DESC, prices.version DESC
        """
    static let sample = VersionsOfMoment(zone: "NL", moment: Timestamp(seconds: 0))
    let zone: String
    let moment: Timestamp

    func bind(to values: inout Bindings) {
        values.append(zone)
        values.append(moment)
    }

    static func decode(_ row: inout RowReader) throws -> PriceVersion {
        PriceVersion(price: try DatedPrice(reading: &row), fileName: try row.next())
    }
}

/// What was recorded for a zone by documents after one.
struct PricesAfterDocument: Statement {
    struct Row: Sendable {
        let price: DatedPrice
        let document: PriceDocumentID
    }

    static let sql = """
        SELECT starts_at, minutes::bigint, price_micro_per_mwh, currency, version::bigint, recorded_at, document_id
        FROM prices
        WHERE zone = $1 AND document_id > $2
        ORDER BY document_id, starts_at
        """
    static let sample = PricesAfterDocument(zone: "NL", after: PriceDocumentID(0))
    let zone: String
    let after: PriceDocumentID

    func bind(to values: inout Bindings) {
        values.append(zone)
        values.append(after)
    }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(price: try DatedPrice(reading: &row), document: try row.next())
    }
}

/// How many supply contracts price by a zone, of operators with another currency.
///
/// Prices are the installation's, so this counts over all operators.
struct CountContractsInOtherCurrencies: Statement {
    static let sql = """
        SELECT count(DISTINCT (versions.operator_id, versions.supply_contract_id))
        FROM supply_contract_versions AS versions JOIN operators ON operators.id = versions.operator_id
        WHERE versions.zone = $1 AND operators.currency <> $2
        """
    static let sample = CountContractsInOtherCurrencies(zone: "NL", currency: .eur)
    let zone: String
    let currency: Currency

    func bind(to values: inout Bindings) {
        values.append(zone)
        values.append(currency.code)
    }

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

extension DatedPrice {
    /// Reads start, minutes, price, currency, version and time of recording.
    init(reading row: inout RowReader) throws {
        self.init(
            start: try row.next(),
            minutes: Int(try row.next(Int64.self)),
            price: IndexPrice(microPerMWh: try row.next()),
            currency: try row.next(),
            version: Int(try row.next(Int64.self)),
            recordedAt: try row.next()
        )
    }
}
