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
    wholeTable(name, columns, rows, .class("table"))
}

/// A table of many short rows, which stay rows on a phone: as cards a day of quarter hours would be twenty screens.
package func denseTable<Row>(_ name: String, _ columns: [Column<Row>], _ rows: [Row]) -> HTML {
    wholeTable(name, columns, rows, .class("table", "table--dense", "table--keep"))
}

private func wholeTable<Row>(
    _ name: String,
    _ columns: [Column<Row>],
    _ rows: [Row],
    _ look: Attribute
) -> HTML {
    frameOfTable(name) {
        table(look) {
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
            if list.isBeyond {
                noSuchPage(list, say)
            } else if rows.isEmpty {
                list.isFiltered ? nothingMatches(list, say) : whenEmpty
            } else {
                sortLinks(list, columns, say)
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
    frameOfTable(name) {
        table(.class("table")) {
            caption(.class("visually-hidden")) { name }
            thead { tr { columns.map { sortHead($0, list, say) } } }
            tbody { bodyRows(columns, rows) }
        }
    }
}

/// Has a name, since a keyboard stops at it to scroll.
private func frameOfTable(_ name: String, @HTMLBuilder content: Content) -> HTML {
    div(.class("table-frame"), .tabindex(0), .role(.group), .ariaLabel(name)) { content() }
}

/// The orders of a list as links in a row, for phones: there the table has no head.
private func sortLinks<Row>(_ list: ListState, _ columns: [Column<Row>], _ say: Reader) -> HTML {
    let sortable = columns.compactMap { column in column.sort.map { (key: $0, title: column.title) } }
    if sortable.isEmpty { return .empty }
    return nav(.class("sorts"), .ariaLabel(say(.sort))) {
        span(.class("sorts__title"), .ariaHidden()) { say(.sort) }
        sortable.map { column in sortLink(list, column.key, column.title) }
    }
}

private func sortLink(_ list: ListState, _ key: String, _ title: String) -> HTML {
    let isCurrent = list.query.sort == key
    let arrow = isCurrent ? (list.query.isDescending ? " ↓" : " ↑") : ""
    return a(
        .class("sorts__link", isCurrent ? "sorts__link--current" : ""),
        .href(list.link(list.query.sorted(by: key))),
        .when(isCurrent, .ariaCurrent())
    ) { title + arrow }
}

private func noSuchPage(_ list: ListState, _ say: Reader) -> HTML {
    emptyState(say(.noSuchPage), say(.pagesThereAre(say.count(list.pageCount)))) {
        linkButton(say(.lastPage), to: list.link(list.query.at(page: list.pageCount)))
    }
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
