/// The form of filters above a list: a GET form, sent by its button or, with scripts, by any change.
func filterForm(_ list: ListState, _ say: Reader) -> HTML {
    guard !list.filters.isEmpty else { return .empty }
    return form(.class("filters"), .method(.get), .action(list.route), .role(.search), .autoSubmit()) {
        list.filters.map { filterControl($0, list.query, say) }
        hiddenField("sort", list.query.sort)
        hiddenField("order", list.query.isDescending ? "descending" : "ascending")
        hiddenField("size", String(list.query.size))
        div(.class("filters__actions")) {
            submitButton(say(.applyFilters), style: .secondary)
            if list.isFiltered { a(.class("button", "button--quiet"), .href(list.route)) { say(.clearFilters) } }
        }
    }
}

private func filterControl(_ filter: Filter, _ query: ListQuery, _ say: Reader) -> HTML {
    switch filter {
    case .search(let name, let title): filterInput(.search, name, title, query, say)
    case .date(let name, let title): filterInput(.date, name, title, query, say)
    case .month(let name, let title): filterInput(.month, name, title, query, say)
    case .choice(let name, let title, let choices, let unset):
        filterField(name, title, say) {
            select(.id("filter-" + name), .name(name), .class("input")) {
                option(.value("")) { say(unset) }
                options(choices, selected: query.filter(name))
            }
        }
    }
}

private func filterInput(
    _ type: Attribute.InputType,
    _ name: String,
    _ title: Text,
    _ query: ListQuery,
    _ say: Reader
) -> HTML {
    filterField(name, title, say) {
        input(.id("filter-" + name), .name(name), .class("input"), .type(type), .value(query.filter(name)))
    }
}

private func filterField(_ name: String, _ title: Text, _ say: Reader, @HTMLBuilder box: Content) -> HTML {
    div(.class("filters__field")) {
        label(.for("filter-" + name)) { say(title) }
        box()
    }
}

/// Below a list: which rows of how many, the way to the other pages, rows per page and the exports.
func listFoot(_ list: ListState, _ say: Reader) -> HTML {
    footer(.class("list__foot")) {
        p(.class("list__count")) { rowRange(list, say) }
        if list.pageCount > 1 { pagination(list, say) }
        if list.total > 0 { exportLinks(list, say) }
        if list.total > ListQuery.sizes[0] { sizeForm(list, say) }
    }
}

private func rowRange(_ list: ListState, _ say: Reader) -> String {
    let total = say.count(list.reachable)
    let all = list.hasMore ? say(.moreThan(total)) : total
    if list.isBeyond { return say(.rows(all)) }
    let first = min(list.query.offset + 1, list.reachable)
    let last = min(list.query.offset + list.query.size, list.reachable)
    return say(.rows(from: say.count(first), to: say.count(last), of: all))
}

private func pagination(_ list: ListState, _ say: Reader) -> HTML {
    let page = list.query.page
    return nav(.class("pages"), .ariaLabel(say(.pages))) {
        if page > 1 { pageLink(list, min(page - 1, list.pageCount), say(.previousPage)) }
        span(.class("pages__current")) { say(.page(say.count(page), of: say.count(list.pageCount))) }
        if page < list.pageCount { pageLink(list, page + 1, say(.nextPage)) }
        if page >= list.pageCount, list.hasMore { span { say(.furtherRows) } }
    }
}

private func pageLink(_ list: ListState, _ page: Int, _ text: String) -> HTML {
    a(.class("button", "button--secondary", "button--small"), .href(list.link(list.query.at(page: page)))) { text }
}

private func exportLinks(_ list: ListState, _ say: Reader) -> HTML {
    guard !list.exports.isEmpty else { return .empty }
    return div(.class("list__exports")) {
        span { say(.export) }
        list.exports.map { format in
            a(.href(Link(list.route, as: format, query: list.query.at(page: 1).pairs)), .download()) {
                format.rawValue.uppercased()
            }
        }
    }
}

private func sizeForm(_ list: ListState, _ say: Reader) -> HTML {
    form(.class("list__size"), .method(.get), .action(Link(list.route, fragment: list.anchor)), .autoSubmit()) {
        list.query.filters.map { hiddenField($0.name, $0.value) }
        hiddenField("sort", list.query.sort)
        hiddenField("order", list.query.isDescending ? "descending" : "ascending")
        label(.for("list-size")) { say(.rowsPerPage) }
        select(.id("list-size"), .name("size"), .class("input", "input--small")) {
            options(ListQuery.sizes.map { Choice(String($0), String($0)) }, selected: String(list.query.size))
        }
        button(.class("button", "button--quiet", "button--small", "no-js-only"), .type(.submit)) { say(.show) }
    }
}
