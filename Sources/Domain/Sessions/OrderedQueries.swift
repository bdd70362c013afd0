/// The words after `ORDER BY`.
///
/// A list that can be ordered in several ways is several statements, so that each has a plan of its own and the usual
/// order is read from an index. The words are literals of ours; nothing a person typed becomes a part of them.
///
/// Such a list is cut to its page before other tables are joined, by a statement of its own: row-level security makes the
/// planner underestimate joins, and a page joined first was measured a thousand times slower. What a page shows is read
/// by ids then, with a plan that is kept; planning it anew with the filter took longer than the page.
protocol SQLOrder: Sendable {
    /// What is joined for the expression; may be empty.
    static var joined: String { get }
    /// What rows are ordered by, in terms of the list's own table.
    static var expression: String { get }
    /// The direction, for that expression and for the id that makes the order complete.
    static var direction: (expression: String, id: String) { get }
}

/// What a list can be ordered by.
protocol SQLSortKey: Sendable {
    /// What is joined for the expression, with a space before it; empty unless a key says otherwise.
    static var joined: String { get }
    static var expression: String { get }
    /// Whether rows may have no such value; they stand last, both ways.
    static var isOptional: Bool { get }
}

extension SQLSortKey {
    static var joined: String { "" }
}

/// The smallest first.
enum Ascending<Key: SQLSortKey>: SQLOrder {
    static var joined: String { Key.joined }
    static var expression: String { Key.expression }
    static var direction: (expression: String, id: String) { ("", "") }
}

/// The largest first.
enum Descending<Key: SQLSortKey>: SQLOrder {
    static var joined: String { Key.joined }
    static var expression: String { Key.expression }
    static var direction: (expression: String, id: String) {
        (Key.isOptional ? " DESC NULLS LAST" : " DESC", " DESC")
    }
}

extension SQLOrder {
    /// `ORDER BY` a column named `sort_key`, then an id.
    static func clause(_ id: String) -> String {
        " ORDER BY sort_key" + direction.expression + ", " + id + direction.id
    }
}
