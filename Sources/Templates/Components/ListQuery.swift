/// How a reader wants a list: which rows, in which order, which page.
///
/// Read from the address and printed into it, so every view of a list can be bookmarked and sent to a colleague.
package struct ListQuery: Sendable, Hashable {
    package private(set) var filters: [Link.Pair]
    package private(set) var sort: String
    package private(set) var isDescending: Bool
    package private(set) var page: Int
    package private(set) var size: Int

    /// The rows per page a reader may choose; 250 rows still make a page below 150 kB.
    package static let sizes = [25, 50, 100, 250]
    /// The last page number accepted; beyond it the filters are the better tool.
    package static let maxPage = 100_000
    /// The longest filter value accepted, in bytes.
    package static let maxFilterBytes = 200

    /// What a list allows and how it starts.
    package struct Rules: Sendable {
        package let filters: [String]
        package let sorts: [String]
        package let sort: String
        package let isDescending: Bool
        /// The rows per page that it starts with, one of ``ListQuery/sizes``.
        package let size: Int

        package init(
            filters: [String],
            sorts: [String],
            sort: String,
            isDescending: Bool = false,
            size: Int = 50
        ) {
            self.size = size
            self.filters = filters
            self.sorts = sorts
            self.sort = sort
            self.isDescending = isDescending
        }
    }

    /// Reads the pairs of a query; what the list does not know or allow falls back to its start.
    package init(_ pairs: [Link.Pair] = [], rules: Rules) {
        func value(_ name: String) -> String? { pairs.last { $0.name == name }?.value }
        let wantedSort = value("sort").flatMap { rules.sorts.contains($0) ? $0 : nil }
        filters = rules.filters.compactMap { name in
            guard let text = value(name), !text.isEmpty, text.utf8.count <= ListQuery.maxFilterBytes else { return nil }
            return Link.Pair(name, text)
        }
        sort = wantedSort ?? rules.sort
        isDescending = wantedSort == nil ? rules.isDescending : value("order") == "descending"
        page = (value("page").flatMap { Int($0) } ?? 1).clamped(to: 1...ListQuery.maxPage)
        size = value("size").flatMap { Int($0) }.flatMap { ListQuery.sizes.contains($0) ? $0 : nil } ?? rules.size
    }

    /// The value of a filter, empty when it is not set.
    package func filter(_ name: String) -> String { filters.first { $0.name == name }?.value ?? "" }

    /// How many rows stand before the page.
    package var offset: Int { (page - 1) * size }

    /// The query that leads to this view.
    package var pairs: [Link.Pair] {
        let order = [Link.Pair("sort", sort), Link.Pair("order", isDescending ? "descending" : "ascending")]
        let position = [Link.Pair("size", String(size)), Link.Pair("page", page == 1 ? "" : String(page))]
        return filters + order + position
    }

    /// The same list at another page.
    package func at(page: Int) -> ListQuery { changed { $0.page = page } }

    /// The same list from its first page in the order of a column; asked again, the other way round.
    package func sorted(by key: String) -> ListQuery {
        changed {
            $0.isDescending = $0.sort == key && !$0.isDescending
            $0.sort = key
            $0.page = 1
        }
    }

    private func changed(_ change: (inout ListQuery) -> Void) -> ListQuery {
        var copy = self
        change(&copy)
        return copy
    }
}

/// A control that narrows a list.
package enum Filter: Sendable {
    case search(name: String, title: Text)
    /// `unset` is what the list takes when nothing is chosen.
    case choice(name: String, title: Text, choices: [Choice], unset: Text = .all)
    case date(name: String, title: Text)
    case month(name: String, title: Text)
}

/// A list as it is shown: where it lives, how it was asked for, how many rows there are in all.
package struct ListState: Sendable {
    package let route: Route
    package let query: ListQuery
    package let total: Int
    /// How far it was counted, when it may have more rows: a larger total says that it has.
    package let countedTo: Int
    package var filters: [Filter]
    package var exports: [ExportFormat]
    /// The id of the list on a page that has more above it, so that another page of it is shown where it stands.
    package var anchor: String?

    package init(
        _ route: Route,
        _ query: ListQuery,
        total: Int,
        countedTo: Int = .max,
        filters: [Filter] = [],
        exports: [ExportFormat] = [],
        anchor: String? = nil
    ) {
        self.route = route
        self.query = query
        self.total = total
        self.countedTo = countedTo
        self.filters = filters
        self.exports = exports
        self.anchor = anchor
    }

    /// Whether there are more rows than were counted.
    var hasMore: Bool { total > countedTo }
    /// The rows that the pages lead to.
    var reachable: Int { min(total, countedTo) }
    var pageCount: Int { max(1, (reachable + query.size - 1) / query.size) }
    var isFiltered: Bool { !query.filters.isEmpty }
    /// Whether the page lies behind the last one.
    var isBeyond: Bool { total > 0 && query.offset >= reachable }

    func link(_ query: ListQuery) -> Link { Link(route, query: query.pairs, fragment: anchor) }
}
