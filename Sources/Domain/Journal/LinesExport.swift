package import Postgres
package import Values

/// A journal line as it is handed to other programs.
package struct LineExportRow: Hashable, Sendable {
    /// The operator's reference.
    package let tenant: String
    /// The host's reference.
    package let host: String
    /// The site's reference.
    package let site: String
    /// The OCPP identity.
    package let chargePoint: String
    package let connector: Int
    package let session: SessionID
    package let transactionID: Int64
    package let startedAt: Timestamp
    package let stoppedAt: Timestamp
    package let energy: Energy
    /// The reimbursement contract's reference; `nil` where none holds.
    package let contract: String?
    package let pricing: PricingMoment?
    package let state: LineState
    package let currency: Currency
    package let amount: Exact?
    package let otherAmount: Exact?
    package let tariff: String
    package let detail: LineDetail
}

/// The journal as a file: every line with the numbers it was computed from, exact.
package enum LinesExport {
    /// A column with its name for programs, and how its cells are made.
    package typealias Column = (name: String, cell: @Sendable (LineExportRow) -> JSON)

    /// The columns in their order.
    ///
    /// Moments are RFC 3339 in UTC; amounts and prices are exact decimal texts, so that no reader passes them through
    /// a binary fraction; energy is a number of watt-hours. What a waiting line does not have is `null`. The mode is how
    /// the amount was priced, at the start or per interval; the other one gives the amount beside it.
    package static let columns: [Column] = places + figures

    private static let figures: [Column] = [
        ("start_utc", { .string($0.startedAt.rfc3339) }),
        ("stop_utc", { .string($0.stoppedAt.rfc3339) }),
        ("energy_wh", { .exact($0.energy.wh) }),
        ("contract", { .text($0.contract) }),
        ("supply", { .text($0.detail.terms?.supply.mode) }),
        ("mode", { .text($0.pricing?.rawValue) }),
        ("state", { .string($0.state.rawValue) }),
        ("currency", { .string($0.currency.code) }),
        ("amount", { .text($0.amount?.description) }),
        ("amount_other_mode", { .text($0.otherAmount?.description) }),
        ("price", { .text($0.singlePrice?.description) }),
        ("prices", { .array($0.detail.parts.map(\.exported)) }),
        ("missing", { .array($0.detail.missing.map { .string($0.rfc3339) }) }),
        ("tariff", { .string($0.tariff) }),
        ("formula", { .string($0.formula) }),
    ]

    private static let places: [Column] = [
        ("operator", { .string($0.tenant) }),
        ("host", { .string($0.host) }),
        ("site", { .string($0.site) }),
        ("charge_point", { .string($0.chargePoint) }),
        ("connector", { .integer($0.connector) }),
        ("session", { .integer($0.session.rawValue) }),
        ("transaction_id", { .integer($0.transactionID) }),
    ]

    /// Hands the lines of a filter to the closure in an order, without keeping them in memory.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`, and whatever the closure throws.
    package static func forEach(
        _ scope: Scope,
        _ filter: JournalFilter,
        by sort: JournalSort = .stopped,
        isDescending: Bool = false,
        in tx: Transaction,
        _ body: (LineExportRow) async throws -> Void
    ) async throws {
        let operatorID = try scope.requireOperator()
        guard let filter = try await filter.resolved(scope, in: tx) else { return }
        try await forEach(sort.order(isDescending: isDescending), operatorID, filter, in: tx, body)
    }

    private static func forEach<Order: SQLOrder>(
        _ order: Order.Type,
        _ operatorID: OperatorID,
        _ filter: JournalFilter,
        in tx: Transaction,
        _ body: (LineExportRow) async throws -> Void
    ) async throws {
        let lines = ExportLines<Order>(operatorID: operatorID, filter: filter)
        for try await row in tx.stream(lines) { try await body(row) }
    }

    /// Writes the lines of a filter as a whole file, chunk by chunk.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`, and whatever the closure throws.
    package static func write(
        _ scope: Scope,
        _ filter: JournalFilter,
        as format: LinesFormat,
        in tx: Transaction,
        to sink: ([UInt8]) async throws -> Void
    ) async throws {
        var text = LinesText(format)
        try await forEach(scope, filter, in: tx) { row in
            text.append(row)
            if text.bytes.count >= chunkBytes { try await sink(text.take()) }
        }
        text.finish()
        try await sink(text.take())
    }

    /// Bytes that are collected before they are handed on.
    private static let chunkBytes = 64 * 1_024
}

extension LineExportRow {
    /// The price per kWh, when there is just one.
    package var singlePrice: Exact? { detail.parts.count == 1 ? detail.parts[0].price : nil }

    /// The formula with its inputs; of a line without an amount the tariff alone.
    package var formula: String {
        amount.map { FormulaText.full(detail, amount: $0, currency: currency) } ?? tariff
    }
}

extension RatedPart {
    /// The part with its dated price.
    fileprivate var exported: JSON {
        var members = [
            JSONMember(name: "from_utc", value: .string(from.rfc3339)),
            JSONMember(name: "until_utc", value: .string(until.rfc3339)),
            JSONMember(name: "energy_wh", value: .exact(energy.wh)),
        ]
        if let index {
            members += [
                JSONMember(name: "index_start_utc", value: .string(index.start.rfc3339)),
                JSONMember(name: "index_minutes", value: .integer(index.minutes)),
                JSONMember(name: "index_per_mwh", value: .string(index.price.perMWh.description)),
                JSONMember(name: "index_version", value: .integer(index.version)),
            ]
        }
        members += [
            JSONMember(name: "price_per_kwh", value: .string(price.description)),
            JSONMember(name: "amount", value: .string(amount.description)),
        ]
        return .object(members)
    }
}
