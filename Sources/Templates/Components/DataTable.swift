/// A column of a table: its head, how to print a row's cell, and the sort key where it can be sorted by.
package struct Column<Row> {
    let title: String
    let sort: String?
    let isNumber: Bool
    let cell: (Row) -> HTML

    /// A column of text, links or badges.
    package init(_ title: String, sort: String? = nil, @HTMLBuilder cell: @escaping (Row) -> HTML) {
        self.title = title
        self.sort = sort
        isNumber = false
        self.cell = cell
    }

    private init(number title: String, sort: String?, cell: @escaping (Row) -> HTML) {
        self.title = title
        self.sort = sort
        isNumber = true
        self.cell = cell
    }

    /// A column of figures, set flush right with digits of one width.
    package static func number(
        _ title: String,
        sort: String? = nil,
        @HTMLBuilder cell: @escaping (Row) -> HTML
    ) -> Column {
        Column(number: title, sort: sort, cell: cell)
    }
}

/// A table of all rows there are; on a phone each row becomes a card.
package func plainTable<Row>(_ name: String, _ columns: [Column<Row>], _ rows: [Row]) -> HTML {
    frameOfTable {
        table(.class("table")) {
            caption(.class("visually-hidden")) { name }
            thead { tr { columns.map { column in headCell(column) { column.title } } } }
            tbody { bodyRows(columns, rows) }
        }
    }
}

/// A list that is filtered, sorted, paged and exported by links and a form; everything works without scripts.
///
/// One with an anchor is a part of a longer page and has its name above it.
package func dataTable<Row>(
    _ name: String,
    _ list: ListState,
    _ columns: [Column<Row>],
    _ rows: [Row],
    whenEmpty: HTML,
    say: Reader
) -> HTML {
    section(.class("list"), .ariaLabel(name), list.anchor.map { .id($0) } ?? .none) {
        filterForm(list, say)
        div(.class("card", "card--flush")) {
            if list.anchor != nil { header(.class("card__head")) { h2(.class("card__title")) { name } } }
            if rows.isEmpty {
                list.isFiltered ? nothingMatches(list, say) : whenEmpty
            } else {
                sortableTable(name, list, columns, rows, say)
            }
            listFoot(list, say)
        }
    }
}

private func sortableTable<Row>(
    _ name: String,
    _ list: ListState,
    _ columns: [Column<Row>],
    _ rows: [Row],
    _ say: Reader
) -> HTML {
    frameOfTable {
        table(.class("table")) {
            caption(.class("visually-hidden")) { name }
            thead { tr { columns.map { sortHead($0, list, say) } } }
            tbody { bodyRows(columns, rows) }
        }
    }
}

private func frameOfTable(@HTMLBuilder content: Content) -> HTML {
    div(.class("table-frame"), .tabindex(0), .role(.group)) { content() }
}

private func bodyRows<Row>(_ columns: [Column<Row>], _ rows: [Row]) -> [HTML] {
    rows.map { row in
        tr {
            columns.map { column in
                td(.class(column.isNumber ? "number" : ""), .cellLabel(column.title)) { column.cell(row) }
            }
        }
    }
}

private func headCell<Row>(_ column: Column<Row>, @HTMLBuilder content: Content) -> HTML {
    th(.scope(.col), .class(column.isNumber ? "number" : "")) { content() }
}

private func sortHead<Row>(_ column: Column<Row>, _ list: ListState, _ say: Reader) -> HTML {
    guard let key = column.sort else { return headCell(column) { column.title } }
    let isCurrent = list.query.sort == key
    let order: Attribute.Sort = list.query.isDescending ? .descending : .ascending
    return th(
        .scope(.col),
        .class(column.isNumber ? "number" : ""),
        .when(isCurrent, .ariaSort(order))
    ) {
        a(.class("sort"), .href(list.link(list.query.sorted(by: key))), .title(say(.sortBy(column.title)))) {
            column.title
        }
    }
}

private func nothingMatches(_ list: ListState, _ say: Reader) -> HTML {
    emptyState(say(.nothingMatches), say(.nothingMatchesHint)) {
        linkButton(say(.clearFilters), to: list.route)
    }
}
