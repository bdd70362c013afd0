import Templates
import Testing
import Values

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

    @Test(
        arguments: [
            ("/hosts", "/hosts"), ("/hosts?a=b", "/hosts?a=b"),
            ("/hosts?a=b%20c&d=%3Cx%3E", "/hosts?a=b%20c&d=%3Cx%3E"),
            ("/hosts?a=b+c", "/hosts?a=b%20c"), ("/hosts?a=%zz&b=1", "/hosts?b=1"), ("/hosts?a", "/hosts"),
            ("/hosts?a=1#x", "/hosts?a=1"), ("/hosts?next=//evil.example", "/hosts?next=%2F%2Fevil.example"),
            ("//evil.example?a=b", nil), ("https://evil.example/hosts", nil), ("/nowhere?a=b", nil), ("", nil),
            ("?a=b", nil), ("/hosts%0d%0aSet-Cookie:x", nil),
        ] as [(String, String?)]
    )
    func `an address from outside is one of ours or none`(text: String, link: String?) {
        #expect(Link(own: text)?.text == link)
    }

    @Test func `an address that is too long is its page alone`() {
        let long = "/hosts?search=" + String(repeating: "x", count: 2_000)
        #expect(Link(own: long)?.text == "/hosts")
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

/// Lists as a phone shows them and where they end.
struct ListPageTests {
    private struct Row {
        let name: String
    }

    private func page(_ number: Int, total: Int, countedTo: Int = .max, rows: Int) -> String {
        let rules = ListQuery.Rules(filters: [], sorts: ["name", "date"], sort: "date", isDescending: true, size: 25)
        let query = ListQuery([.init("page", "\(number)")], rules: rules)
        let list = ListState(.sessions, query, total: total, countedTo: countedTo)
        let columns: [Column<Row>] = [
            Column("Name", sort: "name") { $0.name }, Column("Date", sort: "date") { $0.name },
            Column("Note") { $0.name },
        ]
        let shown = Array(repeating: Row(name: "x"), count: rows)
        let say = Reader(language: .english, zone: .utc)
        return dataTable("Rows", list, columns, shown, whenEmpty: .empty, say: say).text
    }

    @Test func `every order stands outside the head, which a phone does not show`() throws {
        let html = page(1, total: 60, rows: 25)
        let links = try #require(html.split(separator: "<nav class=\"sorts\"").dropFirst().first)
        let nav = try #require(links.split(separator: "</nav>").first)
        #expect(nav.contains("sort=name&amp;order=ascending") && nav.contains("sort=date&amp;order=ascending"))
        #expect(nav.contains(" aria-current=\"true\">Date ↓</a>") && !nav.contains("Note"))
    }

    @Test func `behind the last page stands the way to it`() {
        let beyond = page(9, total: 60, rows: 0)
        #expect(beyond.contains("The list ends before this page") && beyond.contains("It has 3 pages."))
        #expect(beyond.contains("60 in all") && !beyond.contains("–60 of 60") && beyond.contains("page=3"))
        #expect(!page(3, total: 60, rows: 10).contains("ends before"))
    }

    @Test func `a list with more rows than were counted says so, and where its pages end`() {
        let first = page(1, total: 51, countedTo: 50, rows: 25)
        #expect(first.contains("1–25 of more than 50") && first.contains("Page 1 of 2"))
        #expect(!first.contains("Filter or sort to reach the others"))
        let last = page(2, total: 51, countedTo: 50, rows: 25)
        #expect(last.contains("26–50 of more than 50") && last.contains("Filter or sort to reach the others"))
        #expect(page(3, total: 51, countedTo: 50, rows: 1).contains("The list ends before this page"))
        let whole = page(2, total: 50, countedTo: 50, rows: 25)
        #expect(whole.contains("26–50 of 50") && !whole.contains("Filter or sort"))
    }
}
