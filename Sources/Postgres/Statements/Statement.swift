/// One SQL statement with its parameters and the row it returns.
///
/// The SQL is the same for every value of the type, so it is parsed and planned once per connection, under the name
/// of the Swift type, and nothing a user typed can become a part of it.
public protocol Statement: Sendable {
    /// What a row becomes; `Void` for a statement whose rows nobody reads.
    associatedtype Row: Sendable = Void
    /// The SQL with `$1`, `$2`… for the parameters.
    static var sql: String { get }
    /// A value to describe the statement with; it is never run.
    static var sample: Self { get }
    /// Why the statement means rows of all tenants; `nil` for one that names the tenant.
    static var spansTenants: String? { get }
    /// Whether the statement is planned at each use, for its parameters; `false` unless a statement says otherwise.
    ///
    /// For lists whose filters may be absent: a plan for all of them at once would read everything, and PostgreSQL
    /// keeps such a plan because it cannot tell how little a filter takes.
    static var isPlannedAnew: Bool { get }
    /// Appends the parameters in the order of their numbers.
    func bind(to values: inout Bindings)
    /// Reads the columns in their order; the names do not matter.
    static func decode(_ row: inout RowReader) throws -> Row
}

extension Statement where Row == Void {
    /// Reads nothing.
    public static func decode(_ row: inout RowReader) throws {
        row.ignoreRest()
    }
}

extension Statement {
    /// The tenant is named.
    public static var spansTenants: String? { nil }
    /// Planned once per connection, or whenever PostgreSQL thinks that it pays.
    public static var isPlannedAnew: Bool { false }

    /// No parameters.
    public func bind(to values: inout Bindings) {}

    /// The parameters of this value, or why they cannot be written.
    func bindings() throws -> Bindings {
        var values = Bindings()
        bind(to: &values)
        try values.check(statement: StatementName.readable(Self.self))
        return values
    }
}

/// Names of prepared statements.
enum StatementName {
    /// The type's full name without the parts that Swift adds to private and local types.
    static func readable(_ type: (some Any).Type) -> String {
        var name = String(reflecting: type)
        while let start = name.range(of: "(unknown context at "),
            let end = name[start.upperBound...].firstIndex(of: ")")
        {
            let next = name.index(after: end)
            let dotted = next < name.endIndex && name[next] == "."
            name.removeSubrange(start.lowerBound..<(dotted ? name.index(after: next) : next))
        }
        return name
    }

    /// The name on the server: the readable one, cut at the front where the module stands, and numbered when taken.
    static func unused(for readable: String, taken: (String) -> Bool) -> String {
        let limit = PostgresLimits.bytesPerStatementName
        var number = 1
        while true {
            let mark = number == 1 ? "" : "#\(number)"
            let name = String(decoding: readable.utf8.suffix(limit - mark.utf8.count), as: UTF8.self) + mark
            if !taken(name) { return name }
            number += 1
        }
    }
}

extension String {
    /// The first place of the text; the standard library has this for collections of elements only.
    fileprivate func range(of text: String) -> Range<String.Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(text) { return start..<index(start, offsetBy: text.count) }
            formIndex(after: &start)
        }
        return nil
    }
}
