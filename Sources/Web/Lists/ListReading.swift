package import Domain
import HTTPServer
package import Templates

extension MemberVisit {
    /// How the reader wants the list.
    package func listQuery(_ rules: ListQuery.Rules) -> ListQuery {
        ListQuery(request.query.all.map { Link.Pair($0.name, $0.value) }, rules: rules)
    }
}

extension ListQuery {
    /// The page that a context is asked for; `sort` is one that the rules of the list allow.
    package func request<Sort: RawRepresentable<String>>(
        by fallback: Sort,
        search: String = "search"
    ) -> ListRequest<Sort> {
        ListRequest(
            sort: Sort(rawValue: sort) ?? fallback,
            isDescending: isDescending,
            search: filter(search),
            offset: offset,
            limit: size
        )
    }
}
