import Templates
import Testing

struct ListQueryTests {
    private let rules = ListQuery.Rules(filters: ["host"], sorts: ["name", "date"], sort: "date", isDescending: true)

    @Test func `nothing asked is the list's own start`() {
        let query = ListQuery(rules: rules)
        #expect(query.sort == "date" && query.isDescending && query.page == 1 && query.size == 50 && query.offset == 0)
    }

    @Test(arguments: [
        ("page", "-4"), ("page", "x"), ("size", "7"), ("size", "999999"), ("sort", "password"), ("evil", "1"),
    ])
    func `what the list does not offer is its start`(name: String, value: String) {
        #expect(ListQuery([.init(name, value)], rules: rules) == ListQuery(rules: rules))
    }

    @Test func `a query reads what it prints`() {
        let query = ListQuery(
            [
                .init("host", "7"), .init("sort", "name"), .init("order", "descending"), .init("page", "3"),
                .init("size", "25"),
            ],
            rules: rules
        )
        #expect(ListQuery(query.pairs, rules: rules) == query)
        #expect(query.offset == 50)
    }

    @Test func `sorting twice by a column turns it round`() {
        let once = ListQuery([.init("page", "3")], rules: rules).sorted(by: "name")
        #expect(once.sort == "name" && !once.isDescending && once.page == 1)
        #expect(once.sorted(by: "name").isDescending)
    }

    @Test func `an overlong filter is left out`() {
        let text = String(repeating: "x", count: ListQuery.maxFilterBytes + 1)
        #expect(ListQuery([.init("host", text)], rules: rules).filters.isEmpty)
    }
}
