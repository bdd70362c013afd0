/// A table and those of its columns that COPY writes.
public struct CopyTarget: Sendable {
    /// The table, with its schema before a dot where needed.
    public let table: String
    /// The columns in the order in which rows append them.
    public let columns: [String]

    /// Names a table and its columns; both are part of the program, never input.
    public init(table: String, columns: [String]) {
        self.table = table
        self.columns = columns
    }

    private var quotedTable: String {
        table.split(separator: ".").map { quotedIdentifier(String($0)) }.joined(separator: ".")
    }
    private var quotedColumns: String { columns.map(quotedIdentifier).joined(separator: ", ") }
    /// One temporary table per target and connection, emptied after each use.
    private var quotedStaging: String { "pg_temp.\(quotedIdentifier("staged \(table)"))" }

    var copySQL: String { "COPY \(quotedTable) (\(quotedColumns)) FROM STDIN (FORMAT binary)" }
    var copyToStagingSQL: String { "COPY \(quotedStaging) (\(quotedColumns)) FROM STDIN (FORMAT binary)" }
    var selectSQL: String { "SELECT \(quotedColumns) FROM \(quotedTable)" }
    var stagingSQL: String {
        "CREATE TEMPORARY TABLE \(quotedIdentifier("staged \(table)")) ON COMMIT DROP AS \(selectSQL) WITH NO DATA"
    }
    var moveSQL: String {
        "INSERT INTO \(quotedTable) (\(quotedColumns)) SELECT \(quotedColumns) FROM \(quotedStaging)"
    }
    var emptyStagingSQL: String { "DROP TABLE \(quotedStaging)" }
}

/// A row that COPY writes.
public protocol CopyRow: Sendable {
    /// Where rows of this type go.
    static var target: CopyTarget { get }
    /// A value whose types the catalogue test compares with the table's; it is never stored.
    static var sample: Self { get }
    /// Appends the columns in the target's order.
    func bind(to values: inout Bindings)
}

/// An identifier as SQL takes it whatever characters it has.
func quotedIdentifier(_ name: String) -> String {
    "\"" + String(name.flatMap { $0 == "\"" ? ["\"", "\""] : [$0] }) + "\""
}

/// Writes rows in COPY's binary format, a chunk at a time.
final class CopyEncoder<Iterator: IteratorProtocol> where Iterator.Element: CopyRow {
    let name = StatementName.readable(Iterator.Element.self)
    private var iterator: Iterator
    private var waiting: Iterator.Element?
    private var values = Bindings()

    init<Rows: Sequence>(_ rows: Rows) where Rows.Iterator == Iterator {
        iterator = rows.makeIterator()
        waiting = iterator.next()
    }

    /// The types that the first row writes; `nil` without rows.
    var firstTypes: [PostgresType]? {
        get throws {
            guard let waiting else { return nil }
            var values = Bindings()
            waiting.bind(to: &values)
            try values.check(statement: name)
            return values.types
        }
    }

    /// Appends rows until the chunk is full; whether more will come.
    func fill(_ buffer: inout [UInt8]) throws -> Bool {
        while let row = waiting {
            guard buffer.count < PostgresLimits.bytesPerCopyChunk else { return true }
            values.removeAll()
            row.bind(to: &values)
            try values.check(statement: name)
            buffer.append(bigEndianOf: Int16(values.types.count))
            buffer.append(contentsOf: values.bytes)
            waiting = iterator.next()
        }
        return false
    }
}
