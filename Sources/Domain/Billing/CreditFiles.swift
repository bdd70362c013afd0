import Crypto
package import Postgres
package import Values

/// The files of a credit.
package enum CreditFileKind: String, CaseIterable, Sendable {
    /// The document.
    case pdf
    /// A row per session.
    case xlsx
}

extension CreditFileKind: PostgresValue {}

/// The files of credits: written once, then always the same bytes.
package enum CreditFiles {
    /// The stored file; `nil` while none was made.
    ///
    /// - Throws: `NotFound` when the scope has no such credit.
    package static func load(
        _ scope: Scope,
        _ credit: CreditID,
        _ kind: CreditFileKind,
        in tx: Transaction
    ) async throws -> [UInt8]? {
        let operatorID = try await visible(scope, credit, in: tx)
        return try await tx.first(FindCreditFile(operatorID: operatorID, credit: credit, kind: kind))
    }

    /// Stores a file unless there is one, and answers the stored bytes, which may be those of somebody quicker.
    ///
    /// - Throws: `NotFound` when the scope has no such credit; `PostgresFault`.
    @discardableResult
    package static func storeFile(
        _ scope: Scope,
        _ credit: CreditID,
        _ kind: CreditFileKind,
        _ content: [UInt8],
        in tx: Transaction
    ) async throws -> [UInt8] {
        let operatorID = try await visible(scope, credit, in: tx)
        let insert = InsertCreditFile(operatorID: operatorID, credit: credit, kind: kind, content: content)
        if try await tx.run(insert) == 1 { return content }
        return try await tx.one(FindCreditFile(operatorID: operatorID, credit: credit, kind: kind))
    }

    /// Stores files that are not there yet; those that somebody quicker stored stay.
    ///
    /// - Throws: `NotFound` when the scope has no such credit; `PostgresFault`.
    package static func storeFiles(
        _ scope: Scope,
        _ credit: CreditID,
        _ files: [(kind: CreditFileKind, content: [UInt8])],
        in tx: Transaction
    ) async throws {
        let operatorID = try await visible(scope, credit, in: tx)
        _ = try await tx.runAll(
            files.map {
                InsertCreditFile(operatorID: operatorID, credit: credit, kind: $0.kind, content: $0.content)
            }
        )
    }

    /// The credits of a month that still lack a file, by number.
    package static func missing(
        _ scope: Scope,
        month: YearMonth,
        _ kind: CreditFileKind,
        in tx: Transaction
    ) async throws -> [CreditID] {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.all(
            CreditsWithoutFile(operatorID: try scope.requireOperator(), period: month, kind: kind)
        )
    }

    private static func visible(_ scope: Scope, _ credit: CreditID, in tx: Transaction) async throws -> OperatorID {
        let operatorID = try scope.requireOperator()
        let query = HostOfCredit(operatorID: operatorID, credit: credit)
        guard let host = try await tx.first(query), scope.hostID == nil || scope.hostID == host else {
            throw NotFound("credit")
        }
        return operatorID
    }
}

/// Whose credit it is.
struct HostOfCredit: Statement {
    static let sql = "SELECT host_id FROM credits WHERE operator_id = $1 AND id = $2 AND host_id IS NOT NULL"
    static let sample = HostOfCredit(operatorID: OperatorID(1), credit: CreditID(1))
    let operatorID: OperatorID
    let credit: CreditID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credit)
    }

    static func decode(_ row: inout RowReader) throws -> HostID { try row.next() }
}

/// The bytes of a file.
struct FindCreditFile: Statement {
    static let sql = "SELECT content FROM credit_files WHERE operator_id = $1 AND credit_id = $2 AND kind = $3"
    static let sample = FindCreditFile(operatorID: OperatorID(1), credit: CreditID(1), kind: .pdf)
    let operatorID: OperatorID
    let credit: CreditID
    let kind: CreditFileKind

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credit)
        values.append(kind)
    }

    static func decode(_ row: inout RowReader) throws -> [UInt8] { try row.next() }
}

/// Stores a file where there is none.
struct InsertCreditFile: Statement {
    static let sql = """
        INSERT INTO credit_files (operator_id, credit_id, kind, sha256, content) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT ON CONSTRAINT credit_files_key DO NOTHING
        """
    static let sample = InsertCreditFile(operatorID: OperatorID(1), credit: CreditID(1), kind: .pdf, content: [])
    let operatorID: OperatorID
    let credit: CreditID
    let kind: CreditFileKind
    let content: [UInt8]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(credit)
        values.append(kind)
        values.append(Array(SHA256.hash(data: content)))
        values.append(content)
    }
}

/// Credits of a month without a file of a kind.
struct CreditsWithoutFile: Statement {
    static let sql = """
        SELECT c.id FROM credits c
        WHERE c.operator_id = $1 AND c.period = $2 AND c.host_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM credit_files f WHERE f.operator_id = c.operator_id AND f.credit_id = c.id AND f.kind = $3)
        ORDER BY c.series, c.number_in_series
        """
    static let isPlannedAnew = true
    static let sample = CreditsWithoutFile(operatorID: OperatorID(1), period: .sample, kind: .pdf)
    let operatorID: OperatorID
    let period: YearMonth
    let kind: CreditFileKind

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(period.firstDay)
        values.append(kind)
    }

    static func decode(_ row: inout RowReader) throws -> CreditID { try row.next() }
}

extension CreditFiles {
    /// The stored document of a payout; `nil` while none was made.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func loadPayout(_ scope: Scope, _ credit: CreditID, in tx: Transaction) async throws -> [UInt8]? {
        let operatorID = try EREPayouts.check(scope)
        return try await tx.first(FindCreditFile(operatorID: operatorID, credit: credit, kind: .pdf))
    }

    /// Stores the document of a payout unless there is one, and answers the stored bytes.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func storePayout(
        _ scope: Scope,
        _ credit: CreditID,
        _ content: [UInt8],
        in tx: Transaction
    ) async throws -> [UInt8] {
        let operatorID = try EREPayouts.check(scope)
        let insert = InsertCreditFile(operatorID: operatorID, credit: credit, kind: .pdf, content: content)
        if try await tx.run(insert) == 1 { return content }
        return try await tx.one(FindCreditFile(operatorID: operatorID, credit: credit, kind: .pdf))
    }
}
