import Domain
import Postgres
import Testing
import Values

/// A charge point that goes through to another back-office takes no commands of ours.
struct RelayedCommandTests {
    private let box = SecretBox(secret: Array(repeating: 7, count: 32))

    private func relay(_ point: Commanded) async throws {
        try await point.world.write(point.scope) { tx in
            let details = UpstreamDetails(name: "Elsewhere", url: "wss://ocpp.example/")
            let upstream = try await Upstreams.create(point.scope, details, in: tx)
            try await Relays.begin(
                point.scope,
                point.id,
                to: upstream,
                authorization: .pass,
                box: box,
                at: point.now,
                in: tx
            )
        }
    }

    private func endRelay(_ point: Commanded) async throws {
        try await point.world.write(point.scope) {
            try await Relays.end(point.scope, point.id, at: point.now, in: $0)
        }
    }

    private func synchronise(_ point: Commanded) async throws -> Int {
        try await point.world.database.write(.system) {
            try await LocalLists.synchronise(.system, at: point.now, in: $0)
        }
    }

    @Test func `no command is queued for it until it is ours again`() async throws {
        try await Commanded.lend { point in
            try await relay(point)
            await #expect(throws: CommandRejection.chargePointRelayed) { try await point.request(.clearCache) }
            #expect(try await point.commands().isEmpty)
            try await endRelay(point)
            let command = try await point.request(.clearCache)
            #expect(try await point.claim().map(\.id) == [command])
        }
    }

    @Test func `what waited for it is given up when it goes through, what was sent is answered yet`() async throws {
        try await Commanded.lend { point in
            let sent = try await point.request(.clearCache)
            let month = point.now.adding(seconds: 30 * 86_400)
            try await point.request(.reset(isHard: false), until: month)
            #expect(try await point.claim().map(\.id) == [sent])
            try await relay(point)
            let waiting = try #require(try await point.commands().first)
            #expect(waiting.state == .failed && waiting.answer?["error"] == .string("relayed"))
            try await point.answer(sent, Commanded.status("Accepted"))
            #expect(try await point.commands().last?.state == .answered)
            try await endRelay(point)
            #expect(try await point.claim().isEmpty)
        }
    }

    @Test func `its local list is left alone, and goes out when it is ours again`() async throws {
        try await Commanded.lend { point in
            try await point.world.write(point.scope) { tx in
                _ = try await Tokens.create(point.scope, TokenDetails(uid: "CARD-A"), in: tx)
                try await LocalLists.keep(point.scope, true, of: point.id, in: tx)
            }
            try await relay(point)
            #expect(try await synchronise(point) == 0)
            await #expect(throws: CommandRejection.chargePointRelayed) {
                try await point.world.write(point.scope) {
                    try await LocalLists.send(point.scope, whole: true, to: point.id, at: point.now, in: $0)
                }
            }
            #expect(try await point.commands().isEmpty)
            try await endRelay(point)
            #expect(try await synchronise(point) == 1)
            #expect(try await point.claim().map(\.request.action) == ["SendLocalList"])
        }
    }
}
