import Templates
import Testing
import Values

struct RouteTests {
    @Test(arguments: Route.all)
    func `a route prints what it parses`(route: Route) {
        #expect(Route(path: route.path) == route)
    }

    @Test func `patterns are unique`() {
        #expect(Set(Route.all.map(\.pattern)).count == Route.all.count)
    }

    @Test(arguments: [
        "", "sessions", "/sessions/", "/sessions/x", "/sessions/-1", "/sessions/1/2", "/nothing", "/month-ends/2025-13",
        "/prices/NL/days/2025-02-30", "/sessions/9999999999999999999", "/password-reset/%zz", "//sessions",
    ])
    func `an address that is not ours is none`(path: String) {
        #expect(Route(path: path) == nil)
    }

    @Test func `arguments are printed and read whole`() {
        #expect(Route.monthEnd(Sample.june).path == "/month-ends/2025-06")
        #expect(Route.session(SessionID(42)).path == "/sessions/42")
        #expect(Route.newPassword("a/b c?").path == "/password-reset/a%2Fb%20c%3F")
        #expect(Route(path: "/password-reset/a%2Fb%20c%3F") == .newPassword("a/b c?"))
        #expect(Route(path: "/hosts/new") == .newHost)
        #expect(Route.session(SessionID(1)).pattern == "/sessions/{session}")
    }

    @Test func `an export keeps the view of the list`() {
        let query = ListQuery([.init("host", "7"), .init("page", "3")], rules: SessionIndex.rules)
        let link = Link(.sessions, as: .csv, query: query.at(page: 1).pairs)
        #expect(link.text == "/sessions.csv?host=7&sort=started&order=descending&size=50")
    }
}
