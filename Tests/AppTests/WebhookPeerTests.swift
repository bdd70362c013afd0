import Domain
import Foundation
import Postgres
import TestSupport
import Testing
import Values

/// Webhooks over real HTTP, checked by the library of the convention.
struct WebhookPeerTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()
    private static let box = SecretBox(secret: Array(repeating: 5, count: 32))

    private static func endpoint(
        _ world: EREFilingWorld,
        at path: String,
        _ port: Int
    ) async throws -> (id: WebhookEndpointID, secret: WebhookSecret) {
        let made = try await world.test.database.write(world.admin) {
            try await Webhooks.create(
                world.admin,
                name: path,
                url: "https://hooks.example.com/" + path,
                [],
                box: box,
                at: SystemClock.now(),
                in: $0
            )
        }
        _ = try await world.test.owner.run(.system, MoveWebhook(id: made.id, url: "http://127.0.0.1:\(port)/\(path)"))
        return made
    }

    /// Sends until nothing waits for now; the receiver needs a moment to listen.
    private static func send(_ world: EREFilingWorld, at now: Timestamp) async throws {
        let sender = WebhookSender(
            database: world.test.database,
            post: CurlWebhookPost(allowsInside: true),
            box: box,
            clock: { now }
        )
        while try await sender.deliverDue() > 0 {}
    }

    private static func listens(_ port: Int) -> Bool {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    @Test func `every kind is in the reference`() throws {
        let file = Self.root.appendingPathComponent("docs/reference/webhooks.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        for kind in WebhookKind.allCases { #expect(text.contains("`\(kind.rawValue)`"), "\(kind.rawValue)") }
    }

    @Test func `events reach a real receiver, and the convention's library verifies each`() async throws {
        let venv = try #require(ProcessInfo.processInfo.environment["LAADBOEK_VENV"], "run the tests by `make test`")
        try await EREFilingWorld.lend(connections: 2) { world in
            let port = try FreePort.find()
            let good = try await Self.endpoint(world, at: "ok", port)
            let failing = try await Self.endpoint(world, at: "fail", port)
            let moving = try await Self.endpoint(world, at: "redirect", port)
            let later = try await world.test.database.write(world.admin) {
                try await Webhooks.rotate(world.admin, good.id, .week, box: Self.box, at: SystemClock.now(), in: $0)
            }
            try await world.measureAndAccept()
            let secrets = [good.secret, failing.secret, moving.secret, later].map(\.text)
            async let played = Program.run(
                venv + "/bin/python",
                [Self.root.appendingPathComponent("Tests/Peers/webhook_receiver.py").path, "\(port)", "12"] + secrets
            )
            while !Self.listens(port) { try await Task.sleep(for: .milliseconds(50)) }
            try await Self.send(world, at: SystemClock.now().adding(seconds: 1))
            let outcome = try await played
            #expect(outcome.status == 0, "\(outcome.output)")
            let lines = try outcome.output.split(separator: "\n").map { try JSON(parsing: Array($0.utf8)) }
            #expect(lines.count == 12, "two connections, measured and accepted, at three endpoints: \(outcome.output)")
            let expected = ["/ok": [0, 3], "/fail": [1], "/redirect": [2]]
            for line in lines {
                let path = line["path"]?.stringValue ?? ""
                let verified = (line["verified"]?.arrayValue ?? []).compactMap(\.integerValue).map { Int($0) }
                #expect(verified == expected[path], "\(line)")
                #expect(line["tampered"] == .array([]) && line["media"]?.stringValue == "application/json")
            }
            let ids = Set(lines.compactMap { $0["id"]?.stringValue })
            #expect(ids.count == 4, "each event has a name of its own, the same at every endpoint")
            for (id, statuses) in [(good.id, [200]), (failing.id, [500]), (moving.id, [302])] {
                let deliveries = try await world.test.database.read(world.admin) {
                    try await Webhooks.deliveries(world.admin, of: id, in: $0)
                }
                #expect(Set(deliveries.compactMap(\.lastStatus)) == Set(statuses), "\(deliveries)")
            }
        }
    }

    @Test(arguments: ["https://127.0.0.1", "https://localhost", "https://[::1]"])
    func `a socket into this machine is not opened, whatever the name is called`(_ host: String) async throws {
        let port = try FreePort.find()
        let message = WebhookMessage(url: "\(host):\(port)/", headers: [], body: "{}")
        let answer = await CurlWebhookPost().post(message)
        #expect(answer.status == 0 && answer.error == "the address is not of the public internet", "\(answer)")
        let plain = await CurlWebhookPost().post(
            WebhookMessage(url: "http://example.com/", headers: [], body: "{}")
        )
        #expect(plain.status == 0 && plain.error.contains("protocol"), "\(plain)")
    }
}

private struct MoveWebhook: Statement {
    static let sql = "UPDATE webhook_endpoints SET url = $2 WHERE id = $1"
    static let spansTenants: String? = "a test's own row"
    static let sample = MoveWebhook(id: WebhookEndpointID(1), url: "")
    let id: WebhookEndpointID
    let url: String

    func bind(to values: inout Bindings) {
        values.append(id)
        values.append(url)
    }
}
