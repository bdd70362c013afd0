import Dispatch
import Domain
import HTTPServer
import Logging
import Postgres
import Simulator
import Values

/// The site of a partner of the demo world: a server of its own on another origin, which shows the toggle to the partner's
/// customers as the site of any partner does, by the API and the script and nothing else.
struct DemoPartnerSite: Sendable {
    private static let keyName = "Demo: the partner's own site"
    private static let reference = "voltaria"

    let port: Int
    /// Where the API is, on this machine.
    let apiPort: Int
    let key: APIKeySecret

    /// Lists the site's origin for the partner and makes a key for its server; keys of earlier runs are revoked.
    ///
    /// - Throws: ``CommandRefusal`` in any other than a demo world.
    static func prepare(
        _ database: Database,
        port: Int,
        apiPort: Int,
        at now: Timestamp
    ) async throws -> DemoPartnerSite {
        let world = DemoPartnersCast.references.union(DemoWorld.operatorReferences)
        let key = try await database.write(.system) { tx -> APIKeySecret in
            let operators = try await Operators.list(.system, in: tx)
            guard let partner = operators.first(where: { $0.reference == reference }),
                Set(operators.map(\.reference)).isSubset(of: world),
                let person = try await Users.list(
                    .system(for: partner.id),
                    ListRequest(sort: .name),
                    role: .partnerAdmin,
                    in: tx
                ).rows.first
            else { throw CommandRefusal("there is no demo world: run laadboek demo fill on an empty database first") }
            try await list(origin(port), person.scope, now, tx)
            for old in try await APIKeys.list(person.scope, in: tx) where old.name == keyName && old.revokedAt == nil {
                try await APIKeys.revoke(person.scope, old.id, at: now, in: tx)
            }
            return try await APIKeys.create(person.scope, name: keyName, [.embedTokensWrite], at: now, in: tx)
        }
        return DemoPartnerSite(port: port, apiPort: apiPort, key: key)
    }

    private static func list(_ origin: String, _ scope: Scope, _ now: Timestamp, _ tx: Transaction) async throws {
        let known = try await EmbedOrigins.list(scope, in: tx)
        guard !known.contains(where: { $0.origin == origin }) else { return }
        try await EmbedOrigins.add(scope, origin, allowingPlain: true, at: now, in: tx)
    }

    static func origin(_ port: Int) -> String { "http://127.0.0.1:\(port)" }

    // MARK: Serving

    /// Serves until the process is told to stop.
    func server(_ logger: Logger) -> Server {
        var router = Router()
        router.get("/") { request in
            let customer = request.query["customer"] ?? DemoPartnerPage.customers[0].reference
            return .html(DemoPartnerPage.html(try await grant(customer), customer: customer))
        }
        router.get("/token") { request in
            .text(try await grant(request.query["customer"] ?? "").token)
        }
        let configuration = ServerConfiguration(host: "127.0.0.1", port: port, eventLoopThreads: 1)
        return Server(configuration: configuration, router: router, logger: logger, metrics: MetricsRegistry())
    }

    /// A token for the customer whose page it is, asked for as any partner's server does.
    private func grant(_ customer: String) async throws -> DemoPartnerPage.Grant {
        guard DemoPartnerPage.customers.contains(where: { $0.reference == customer }) else { throw HTTPError.notFound }
        let body = JSON.dictionary(["customer_reference": .string(customer), "language": .string("en")])
        let answer = try await exchange(body.compactBytes)
        guard let token = answer["token"]?.stringValue, let script = answer["script_url"]?.stringValue else {
            throw HTTPError(.badGateway, "The API gave no token: \(answer["detail"]?.stringValue ?? "")")
        }
        return DemoPartnerPage.Grant(token: token, script: script)
    }

    /// On a thread of its own, since the calls wait.
    private func exchange(_ body: [UInt8]) async throws -> JSON {
        let site = self
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try site.post("/api/v1/embed-tokens", body) })
            }
        }
    }

    private func post(_ path: String, _ body: [UInt8]) throws -> JSON {
        let socket = try BlockingSocket.connected(to: apiPort)
        defer { socket.close() }
        let lines = [
            "POST \(path) HTTP/1.0", "Host: 127.0.0.1:\(apiPort)", "Authorization: Bearer \(key.text)",
            "Content-Type: application/json", "Content-Length: \(body.count)",
        ]
        try socket.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        var answer: [UInt8] = []
        // The end of the connection, which is told as a fault, is the end of the answer.
        while let more = try? socket.receive() { answer += more }
        guard let end = answer.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw HTTPError(.badGateway, "No answer.")
        }
        return try JSON(parsing: Array(answer[end.upperBound...]))
    }
}
