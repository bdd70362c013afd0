/// The words after `ORDER BY`.
///
/// A list that can be ordered in several ways is several statements, so that each has a plan of its own and the usual
/// order is read from an index. The words are literals of ours; nothing a person typed becomes a part of them.
protocol SQLOrder: Sendable {
    static var sql: String { get }
}

/// What a list can be ordered by, with a column that makes the order complete.
protocol SQLSortKey: Sendable {
    static var ascending: String { get }
    static var descending: String { get }
}

/// The smallest first.
enum Ascending<Key: SQLSortKey>: SQLOrder {
    static var sql: String { Key.ascending }
}

/// The largest first.
enum Descending<Key: SQLSortKey>: SQLOrder {
    static var sql: String { Key.descending }
}

/// How far lists are counted.
package enum ListLimits {
    /// Rows counted at most: beyond it nobody pages, and counting on would cost more than the page itself.
    package static let countedRows = 100_000
}
