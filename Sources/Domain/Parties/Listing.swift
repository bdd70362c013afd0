package import Values

/// One page of a list together with the size of the whole.
package struct Listing<Row: Sendable>: Sendable {
    package let rows: [Row]
    /// How many rows there are over all pages; of a long list one more than ``ListLimits/countedRows`` when it has more.
    package let total: Int

    package init(rows: [Row], total: Int) {
        self.rows = rows
        self.total = total
    }
}

/// A row of a list with the number of rows over all pages beside it, as `count(*) OVER ()` gives it.
struct CountedRow<Row: Sendable>: Sendable {
    let row: Row
    let total: Int
}

/// How a list is cut and ordered; `Sort` names the columns it can be ordered by.
package struct ListRequest<Sort: Sendable & Hashable>: Sendable, Hashable {
    /// What the name, reference or place must contain; empty for all.
    package var search: String
    package var sort: Sort
    package var isDescending: Bool
    package var offset: Int
    /// The rows of the page; `nil` for all, as exports take them.
    package var limit: Int?

    package init(sort: Sort, isDescending: Bool = false, search: String = "", offset: Int = 0, limit: Int? = nil) {
        self.sort = sort
        self.isDescending = isDescending
        self.search = search
        self.offset = offset
        self.limit = limit
    }

    var pattern: String { SearchPattern.containing(search) }

    /// The number for `LIMIT`: all rows are no more than `bigint` counts.
    var boundedLimit: Int { limit ?? Int.max }

    /// The same list from its start, one row long: it tells the total when a page lies behind the end.
    var probe: ListRequest {
        var copy = self
        copy.offset = 0
        copy.limit = 1
        return copy
    }
}

/// Patterns for `ILIKE`.
enum SearchPattern {
    /// Finds the text anywhere; what the person typed is taken literally.
    static func containing(_ text: String) -> String {
        let literal = text.flatMap { "\\%_".contains($0) ? ["\\", $0] : $0 == "\0" ? [] : [$0] }
        return "%" + String(literal) + "%"
    }
}
