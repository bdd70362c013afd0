import Domain
import HTTPServer
package import Values

/// The description of all endpoints in the words of OpenAPI 3.1, made from the table that serves them.
package enum OpenAPI {
    /// The whole document; paths are below its server's.
    package static var document: JSON {
        let endpoints = APITable.all
        return .dictionary([
            "openapi": .string("3.1.0"), "info": info,
            "servers": .array([.dictionary(["url": .string(APITable.prefix)])]),
            "tags": .array(groups(endpoints).map { .dictionary(["name": .string($0)]) }),
            "paths": .object(paths(endpoints)), "components": components(endpoints),
        ])
    }

    /// The headings in the order in which they come.
    static func groups(_ endpoints: [APIEndpoint]) -> [String] {
        endpoints.reduce(into: []) { if !$0.contains($1.group) { $0.append($1.group) } }
    }

    private static let info = JSON.dictionary([
        "title": .string("Laadboek"), "version": .string("1"),
        "description": .string(
            """
            For programs of operators and partners. Members are added within this version; none is removed or renamed. \
            Lists come in pages: send next_cursor of one as cursor of the next. Whatever is wrong is told by RFC 9457. \
            A POST has an Idempotency-Key of yours: the same request under the same key is done once and has the same \
            answer, at least three days long; what was refused without effect may be mended and sent under it again. The \
            exceptions are /embed-tokens, /webhooks and /webhooks/{webhook}/rotation, whose answer is a secret that is told \
            once: each request gets another one.
            """
        ),
    ])

    private static func paths(_ endpoints: [APIEndpoint]) -> [JSONMember] {
        let patterns = endpoints.reduce(into: [String]()) { if !$0.contains($1.pattern) { $0.append($1.pattern) } }
        return patterns.map { pattern in
            let operations = endpoints.filter { $0.pattern == pattern }.map {
                JSONMember(name: $0.method.rawValue.lowercased(), value: operation($0))
            }
            return JSONMember(name: pattern, value: .object(operations))
        }
    }

    private static func operation(_ endpoint: APIEndpoint) -> JSON {
        var members = [
            JSONMember(name: "operationId", value: .string(endpoint.operation)),
            JSONMember(name: "tags", value: .array([.string(endpoint.group)])),
            JSONMember(name: "summary", value: .string(endpoint.summary)),
        ]
        if !endpoint.detail.isEmpty { members.append(JSONMember(name: "description", value: .string(endpoint.detail))) }
        let key = JSON.dictionary(["key": .array([.string(endpoint.permission.rawValue)])])
        members.append(JSONMember(name: "security", value: .array([key])))
        members.append(JSONMember(name: "parameters", value: .array(endpoint.parameters.map(parameter))))
        if let body = endpoint.body { members.append(JSONMember(name: "requestBody", value: request(body))) }
        members.append(JSONMember(name: "responses", value: .object(responses(endpoint))))
        return .object(members)
    }

    private static func request(_ body: APISchema) -> JSON {
        .dictionary([
            "required": .bool(true),
            "content": .dictionary(["application/json": .dictionary(["schema": body.json])]),
        ])
    }

    private static func parameter(_ parameter: APIParameter) -> JSON {
        .dictionary([
            "name": .string(parameter.name), "in": .string(parameter.place.rawValue),
            "required": .bool(parameter.isRequired), "description": .string(parameter.summary),
            "schema": parameter.schema.json,
        ])
    }

    private static func responses(_ endpoint: APIEndpoint) -> [JSONMember] {
        let success = JSON.dictionary([
            "description": .string(endpoint.success.summary),
            "headers": .object(headers(endpoint)),
            "content": .object([JSONMember(name: endpoint.success.mediaType, value: form(endpoint.success))]),
        ])
        let all = [(endpoint.success.status, success)] + endpoint.problems.map { ($0, problem($0)) }
        return all.map { JSONMember(name: "\($0.code)", value: $1) }
    }

    /// What is no JSON has no form that a description could tell.
    private static func form(_ success: APIEndpoint.Success) -> JSON {
        success.mediaType == "application/json" ? .dictionary(["schema": success.schema.json]) : .object([])
    }

    private static func problem(_ status: Status) -> JSON {
        .dictionary(["$ref": .string("#/components/responses/\(name(status))")])
    }

    private static func name(_ status: Status) -> String { status.reason.filter(\.isLetter) }

    private static func headers(_ endpoint: APIEndpoint) -> [JSONMember] {
        let repeated = endpoint.isDoneOnce ? [("Idempotency-Replayed", "IdempotencyReplayed")] : []
        return ([("RateLimit", "RateLimit"), ("RateLimit-Policy", "RateLimitPolicy")] + repeated).map { header in
            JSONMember(name: header.0, value: .dictionary(["$ref": .string("#/components/headers/\(header.1)")]))
        }
    }

    // MARK: Components

    private static func components(_ endpoints: [APIEndpoint]) -> JSON {
        let schemas = endpoints.reduce(into: problemSchema.definitions) { all, endpoint in
            for schema in endpoint.schemas { all.merge(schema.definitions) { first, _ in first } }
        }
        let statuses = Set(endpoints.flatMap(\.problems)).sorted { $0.code < $1.code }
        return .dictionary([
            "securitySchemes": .dictionary([
                "key": .dictionary([
                    "type": .string("http"), "scheme": .string("bearer"),
                    "description": .string("A key of the operator, made at /api-keys: laadboek_…"),
                ])
            ]),
            "headers": .dictionary([
                "RateLimit": header("Requests left, and seconds until all may be sent again: \"key\";r=599;t=1"),
                "RateLimitPolicy": header("Requests in a row, and seconds until they are whole again."),
                "IdempotencyReplayed": header("true where this is the answer that the request had before."),
            ]),
            "responses": .object(
                statuses.map { status in
                    JSONMember(
                        name: name(status),
                        value: .dictionary([
                            "description": .string(status.description),
                            "content": .dictionary([
                                "application/problem+json": .dictionary(["schema": problemSchema.json])
                            ]),
                        ])
                    )
                }
            ),
            "schemas": .object(schemas.sorted { $0.key < $1.key }.map { JSONMember(name: $0.key, value: $0.value) }),
        ])
    }

    private static func header(_ summary: String) -> JSON {
        .dictionary([
            "description": .string(summary), "schema": .dictionary(["type": .string("string")]),
        ])
    }

    /// What ``ErrorPages`` writes for programs.
    static let problemSchema: APISchema = {
        let text = APISchema.text()
        let fault = APISchema.named(
            "Fault",
            .object([
                ("parameter", text.described("The parameter of the query that is wrong."), false),
                ("header", text.described("The header that is wrong."), false),
                ("pointer", text.described("Where in the body it is, as a JSON Pointer (RFC 6901)."), false),
                ("code", text.described("Stable, for programs."), true),
                ("detail", text.described("For people."), true),
            ])
        )
        return .named(
            "Problem",
            .object([
                ("type", text, true), ("title", text.described("The status in words."), true),
                ("status", .integer(in: 400...599), true),
                ("code", text.described("Stable, for programs."), true),
                ("request_id", text.described("By which we find the request in our logs."), true),
                ("detail", text.described("For people."), false), ("errors", .array(of: fault), false),
            ])
        )
    }()
}

extension APIEndpoint {
    /// How it may fail, whatever it does.
    var problems: [Status] {
        let path: [Status] = parameters.contains { $0.place == .path } ? [.notFound] : []
        let change: [Status] = method == .get ? [] : [.conflict]
        let base: [Status] = [.badRequest, .unauthorized, .forbidden]
        return base + path + change + more.filter { !change.contains($0) } + ofBody + [.uriTooLong]
            + [.unprocessableContent, .tooManyRequests, .internalServerError, .serviceUnavailable]
    }

    private var ofBody: [Status] { body == nil ? [] : [.contentTooLarge, .unsupportedMediaType] }

    /// Whether it is done once under the sender's own name for a request.
    var isDoneOnce: Bool { if case .once = work { true } else { false } }

    /// Everything that it reads and writes.
    var schemas: [APISchema] { parameters.map(\.schema) + (body.map { [$0] } ?? []) + [success.schema] }
}
