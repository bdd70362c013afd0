package import Domain
package import HTTPServer
import Postgres
import Values

/// What an endpoint for programs tells about itself; attached to the server's route.
package struct APITag: Sendable {
    /// What a key must permit.
    package let permission: APIPermission
}

/// One operation for programs: what the server does, and all that its description says of it.
struct APIEndpoint: Sendable {
    /// What an operation answers when all went well.
    struct Success: Sendable {
        let status: Status
        let schema: APISchema
        let summary: String
        var mediaType = "application/json"
    }

    let method: HTTPServer.Method
    /// Below `/api/v1`, with names in braces.
    let pattern: String
    /// Stable: generated clients call a function by it.
    let operation: String
    /// Under which heading it stands.
    let group: String
    let summary: String
    var detail = ""
    let permission: APIPermission
    var parameters: [APIParameter] = []
    /// What is sent; `nil` when nothing is.
    var body: APISchema?
    /// The longest body; the server's usual one unless said otherwise.
    var bodyBytes: Int?
    let success: Success
    /// How else it may fail than endpoints of its kind do.
    var more: [Status] = []
    let work: APIWork

    var path: String { APITable.prefix + pattern }
}

/// How an operation is done.
enum APIWork: Sendable {
    /// It reads, or does what is the same when it is done again.
    case again(@Sendable (APICall) async throws -> APIReply)
    /// It is done once under the sender's own name for the request.
    ///
    /// What can be found out beforehand is, and what is then done is in one transaction with its answer.
    case once(@Sendable (APICall) async throws -> Act)

    typealias Act = @Sendable (Transaction) async throws -> APIReply
}

/// What an operation answers.
enum APIReply: Sendable {
    case json(JSON)
    case file(type: String, bytes: [UInt8], name: String)
    /// It is refused, and what was learned from it is kept.
    case refused(APIRejection)
}

/// A request of a program that may do what it asks for.
struct APICall: Sendable {
    let request: Request
    let endpoint: APIEndpoint
    let program: APIProgram
    let shell: Shell
    let now: Timestamp

    var scope: Scope { program.scope }
    /// The day by which calendar years of mandates are meant.
    var today: LocalDate { EREQuarter.zone.date(of: now) }

    /// The number in the path.
    ///
    /// - Throws: `NotFound` for what no number of ours can be.
    func id<Entity>(_ name: String) throws -> ID<Entity> {
        guard let id = ID<Entity>(text: request.parameter(name)) else { throw NotFound(name) }
        return id
    }

    /// A parameter of the query; `nil` when it was not sent.
    ///
    /// - Throws: ``APIRejection`` when it cannot be read.
    func value<Value>(_ query: APIQuery<Value>) throws -> Value? {
        let name = query.parameter.name
        precondition(endpoint.parameters.contains { $0.name == name }, "\(endpoint.operation) does not list \(name)")
        guard let text = request.query[name] else { return nil }
        guard let value = query.read(text) else {
            throw APIRejection.invalid([
                APIFault(
                    place: .parameter(name),
                    code: "parameter.invalid",
                    detail: "\(name) must be \(query.expectation)."
                )
            ])
        }
        return value
    }

    /// What is wrong with the names in the query.
    var queryFaults: [APIFault] {
        let known = Set(endpoint.parameters.filter { $0.place == .query }.map(\.name))
        var seen: Set<String> = []
        return request.query.all.compactMap { field in
            if !known.contains(field.name) {
                let detail = "There is no such parameter here."
                return APIFault(place: .parameter(field.name), code: "parameter.unknown", detail: detail)
            }
            if seen.insert(field.name).inserted { return nil }
            let detail = "\(field.name) is given twice."
            return APIFault(place: .parameter(field.name), code: "parameter.repeated", detail: detail)
        }
    }
}

extension APIEndpoint {
    /// A list that is read page by page.
    static func list<Row, Key>(
        _ pattern: String,
        _ operation: String,
        in group: String,
        _ summary: String,
        detail: String = "",
        needs permission: APIPermission,
        _ resource: APIResource<Row>,
        by cursor: APICursor<Key>,
        _ parameters: [APIParameter] = [],
        _ page: @escaping @Sendable (APICall, Key?, Int) async throws -> KeysetPage<Row, Key>
    ) -> APIEndpoint {
        let (limit, from) = (APIQuery<Int>.limit, cursor.query)
        return APIEndpoint(
            method: .get,
            pattern: pattern,
            operation: operation,
            group: group,
            summary: summary,
            detail: detail,
            permission: permission,
            parameters: parameters + [limit.parameter, from.parameter],
            success: Success(status: .ok, schema: resource.pageSchema, summary: "A page of the list."),
            work: .again { call in
                let size = try call.value(limit) ?? APIQuery<Int>.usualLimit
                let found = try await page(call, try call.value(from), size)
                return .json(
                    .dictionary([
                        "data": .array(found.rows.map(resource.json)),
                        "next_cursor": .text(found.next.map(cursor.text)),
                    ])
                )
            }
        )
    }

    /// One thing that the path names.
    static func one<Row>(
        _ pattern: String,
        _ operation: String,
        in group: String,
        _ summary: String,
        needs permission: APIPermission,
        _ resource: APIResource<Row>,
        _ parameters: [APIParameter],
        _ find: @escaping @Sendable (APICall) async throws -> Row
    ) -> APIEndpoint {
        APIEndpoint(
            method: .get,
            pattern: pattern,
            operation: operation,
            group: group,
            summary: summary,
            permission: permission,
            parameters: parameters,
            success: Success(status: .ok, schema: resource.schema, summary: resource.summary),
            work: .again { .json(resource.json(try await find($0))) }
        )
    }
}

extension APICall {
    /// Runs context functions that only read, on behalf of the program.
    func read<Result: Sendable>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        try await shell.database.read(scope, body)
    }

    /// Runs context functions in one transaction, on behalf of the program.
    func write<Result: Sendable>(
        _ body: nonisolated(nonsending) (Transaction) async throws -> Result
    ) async throws -> Result {
        try await shell.database.write(scope, body)
    }
}

extension APIEndpoint {
    /// A change that is the same when it is asked for again.
    static func change<Row>(
        _ method: HTTPServer.Method,
        _ pattern: String,
        _ operation: String,
        in group: String,
        _ summary: String,
        detail: String = "",
        needs permission: APIPermission,
        _ parameters: [APIParameter],
        sending body: APISchema? = nil,
        _ resource: APIResource<Row>,
        _ work: @escaping @Sendable (APICall) async throws -> Row
    ) -> APIEndpoint {
        APIEndpoint(
            method: method,
            pattern: pattern,
            operation: operation,
            group: group,
            summary: summary,
            detail: detail,
            permission: permission,
            parameters: parameters,
            body: body,
            success: Success(status: .ok, schema: resource.schema, summary: resource.summary),
            work: .again { .json(resource.json(try await work($0))) }
        )
    }

    /// Something that is done once under the sender's own name for it.
    static func post<Row>(
        _ pattern: String,
        _ operation: String,
        in group: String,
        _ summary: String,
        detail: String = "",
        needs permission: APIPermission,
        _ parameters: [APIParameter] = [],
        sending body: APISchema? = nil,
        atMost bodyBytes: Int? = nil,
        status: Status = .created,
        _ resource: APIResource<Row>,
        _ work: @escaping @Sendable (APICall) async throws -> APIWork.Act
    ) -> APIEndpoint {
        APIEndpoint(
            method: .post,
            pattern: pattern,
            operation: operation,
            group: group,
            summary: summary,
            detail: detail,
            permission: permission,
            parameters: parameters + [.idempotencyKey],
            body: body,
            bodyBytes: bodyBytes,
            success: Success(status: status, schema: resource.schema, summary: resource.summary),
            work: .once(work)
        )
    }
}
