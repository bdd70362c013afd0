import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

/// What back-offices did, over all charge points of an operator.
struct NoticeTests {
    private static let now = Timestamp(seconds: 1_750_000_000)

    private struct Way {
        let world: PartiesWorld
        let upstream: UpstreamID
        let points: [ChargePointID]
        var scope: Scope { world.voltaria.scope }

        static func lend(_ body: (Way) async throws -> Void) async throws {
            try await PartiesWorld.lend { world in
                let scope = world.voltaria.scope
                let way = try await world.write(scope) { tx in
                    let details = UpstreamDetails(name: "E-Flux", url: "wss://ocpp.example/ocpp/")
                    let upstream = try await Upstreams.create(scope, details, in: tx)
                    var points: [ChargePointID] = []
                    for identity in ["VOL-1", "VOL-2"] {
                        let details = ChargePointDetails(identity: identity)
                        points.append(
                            try await ChargePoints.create(
                                scope,
                                details,
                                at: world.voltaria.site,
                                key: .random(),
                                in: tx
                            )
                        )
                    }
                    return Way(world: world, upstream: upstream, points: points)
                }
                try await body(way)
            }
        }

        func notice(_ code: String, _ point: Int, _ seconds: Int64, _ detail: String = "") async throws {
            let notice = RelayNotice(
                chargePointID: points[point],
                upstreamID: upstream,
                code: code,
                detail: detail,
                at: NoticeTests.now.adding(seconds: seconds)
            )
            let box = SecretBox(secret: Array(repeating: 7, count: 32))
            try await world.database.write(.system) {
                try await Relays.record(.system, notice, of: world.voltaria.id, newKey: nil, box: box, in: $0)
            }
        }

        func list(
            _ scope: Scope? = nil,
            search: String = "",
            kind: NoticeKind? = nil
        ) async throws -> [String] {
            let scope = scope ?? self.scope
            let request = ListRequest<NoticeSort>(sort: .at, isDescending: true, search: search, limit: 50)
            return try await world.database.read(scope) { tx in
                let found = try await Notices.list(scope, request, kind: kind, in: tx)
                #expect(found.total == found.rows.count)
                return found.rows.map { "\($0.chargePointName) \($0.kind?.rawValue ?? "?") \($0.detail)" }
            }
        }

        func figures(_ scope: Scope? = nil, after seconds: Int64 = 60) async throws -> NoticeFigures {
            let scope = scope ?? self.scope
            let now = NoticeTests.now.adding(seconds: seconds)
            return try await world.database.read(scope) { try await Notices.figures(scope, at: now, in: $0) }
        }
    }

    @Test func `all charge points are in one list, newest first, narrowed by kind and name`() async throws {
        try await Way.lend { way in
            try await way.notice("moved", 0, 1, "wss://elsewhere.example/")
            try await way.notice("hard_reset", 1, 2)
            try await way.notice("of a newer release", 0, 3)
            #expect(
                try await way.list() == [
                    "VOL-1 ? ", "VOL-2 hard_reset ", "VOL-1 moved wss://elsewhere.example/",
                ]
            )
            #expect(try await way.list(kind: .moved).count == 1)
            #expect(try await way.list(search: "vol-2") == ["VOL-2 hard_reset "])
            #expect(try await way.list(search: "e-flux").count == 3)
            #expect(try await way.list(way.world.voltaria.financeScope).count == 3)
            #expect(try await way.list(way.world.ampère.scope).isEmpty)
            await #expect(throws: NotPermitted.self) { try await way.list(way.world.voltaria.hostScope) }
        }
    }

    @Test func `charge points count once, and only what changed something in seven days`() async throws {
        try await Way.lend { way in
            #expect(try await way.figures() == NoticeFigures(changed: 0, parked: 0))
            for kind in NoticeKind.allCases { try await way.notice(kind.rawValue, 0, 1) }
            try await way.notice("hard_reset", 1, 1)
            #expect(try await way.figures() == NoticeFigures(changed: 1, parked: 0))
            try await way.notice("firmware", 1, 2)
            #expect(try await way.figures() == NoticeFigures(changed: 2, parked: 0))
            #expect(try await way.figures(way.world.ampère.scope) == NoticeFigures(changed: 0, parked: 0))
            #expect(try await way.figures(after: 2 + 7 * 86_400) == NoticeFigures(changed: 1, parked: 0))
            #expect(try await way.figures(after: 3 + 7 * 86_400) == NoticeFigures(changed: 0, parked: 0))
        }
    }

    @Test func `that a back-office is away is kept once an hour, and is in no list`() async throws {
        try await Way.lend { way in
            for second in stride(from: Int64(0), through: 3_610, by: 10) {
                try await way.notice("unreachable", 0, second, "timed_out")
            }
            try await way.notice("unreachable", 0, 20, "tls")
            try await way.notice("refused", 0, 30, "404")
            try await way.notice("unreachable", 1, 40, "timed_out")
            // What changes something is kept every time.
            try await way.notice("firmware", 1, 50, "ftp://a/f")
            try await way.notice("firmware", 1, 51, "ftp://a/f")
            func kept(_ point: Int) async throws -> [String] {
                try await way.world.database.read(way.scope) {
                    try await Relays.notices(way.scope, way.points[point], limit: 100, in: $0).map(\.code).sorted()
                }
            }
            #expect(try await kept(0) == ["refused", "unreachable", "unreachable", "unreachable"])
            #expect(try await kept(1) == ["firmware", "firmware", "unreachable"])
            #expect(try await way.list() == ["VOL-2 firmware ftp://a/f", "VOL-2 firmware ftp://a/f"])
        }
    }
}
