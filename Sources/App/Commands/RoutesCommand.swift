import ArgumentParser
import Domain
import Foundation
import HTTPServer
import Logging
import OCPPServer
import Postgres
import Values
import Web

/// `laadboek routes`.
struct RoutesCommand: AsyncParsableCommand {
    /// How the list is printed.
    enum Format: String, CaseIterable, ExpressibleByArgument {
        case text
        case json
        case markdown
    }

    static let configuration = CommandConfiguration(
        commandName: "routes",
        abstract: "Prints every address with its method and who may use it."
    )

    @Option(help: "text, json or markdown.")
    var format = Format.text

    func run() async throws {
        let share = ProcessInfo.processInfo.environment[ConfigurationKey.share.rawValue] ?? "."
        say(RouteTable.text(of: try RouteTable.rows(publicFolder: share + "/Public"), as: format))
    }
}

/// All addresses of the product, as they are registered.
enum RouteTable {
    /// An address.
    struct Row: Hashable {
        let method: String
        let path: String
        /// Roles, or who else may use it.
        let access: String
    }

    /// The rows by path and method; nothing is connected or served.
    static func rows(publicFolder: String) throws -> [Row] {
        guard let url = PublicURL("http://localhost") else { return [] }
        let app = try WebApp(
            WebParts(
                configuration: WebConfiguration(publicURL: url, publicFolder: publicFolder, secret: []),
                database: Database(DatabaseConfiguration(url: "")),
                passwords: try PasswordHasher(),
                metrics: MetricsRegistry(),
                broadcaster: Broadcaster(),
                logger: Logger(label: "laadboek.routes")
            )
        )
        let pages = app.router.routes.map { route in
            Row(
                method: route.method.rawValue,
                path: route.pattern,
                access: (route.tag as? EndpointTag).map { "\($0.access)" }
                    ?? (route.tag as? APITag).map { "key \($0.permission.rawValue)" } ?? "open"
            )
        }
        let sockets = Gateway.patterns.map { Row(method: "WebSocket", path: $0, access: "charge point") }
        return Set(pages + sockets).sorted { ($0.path, $0.method) < ($1.path, $1.method) }
    }

    /// The rows as text.
    static func text(of rows: [Row], as format: RoutesCommand.Format) -> String {
        switch format {
        case .text: text(rows)
        case .json: json(rows)
        case .markdown:
            (["| method | address | who |", "| --- | --- | --- |"] + rows.map(markdown)).joined(separator: "\n")
        }
    }

    private static func text(_ rows: [Row]) -> String {
        let widths = (rows.map(\.method.count).max() ?? 0, rows.map(\.path.count).max() ?? 0)
        return rows.map { row in
            let method = row.method.padding(toLength: widths.0, withPad: " ", startingAt: 0)
            return "\(method)  \(row.path.padding(toLength: widths.1, withPad: " ", startingAt: 0))  \(row.access)"
        }.joined(separator: "\n")
    }

    private static func json(_ rows: [Row]) -> String {
        JSON.array(
            rows.map {
                .dictionary(["method": .string($0.method), "path": .string($0.path), "access": .string($0.access)])
            }
        ).prettyText
    }

    private static func markdown(_ row: Row) -> String { "| \(row.method) | `\(row.path)` | \(row.access) |" }
}
