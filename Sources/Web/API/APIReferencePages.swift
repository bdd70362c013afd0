import Crypto
import Domain
import HTTPServer
import Templates
import Values

/// What the API offers, for programs as OpenAPI and for people as a page; open to anybody.
package enum APIReferencePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.open(.get, .apiReference, show)
        let bytes = OpenAPI.document.compactBytes
        let tag = "\"" + Hex.text(SHA256.hash(data: bytes)) + "\""
        endpoints.plain(APITable.prefix + "/openapi.json") { _ in
            var response = Response.json(bytes)
            response.headers["ETag"] = tag
            response.headers["Cache-Control"] = "public, max-age=300"
            return response
        }
    }

    private static func show(_ visit: Visit) async throws -> Response {
        try await visit.sharedPage { APIReference.view(model, frame: $0) }
    }

    private static let model: APIReference.Model = {
        let endpoints = APITable.all
        let forms = endpoints.reduce(into: OpenAPI.problemSchema.definitions) { all, endpoint in
            for schema in endpoint.schemas { all.merge(schema.definitions) { first, _ in first } }
        }
        return APIReference.Model(
            description: APITable.prefix + "/openapi.json",
            groups: OpenAPI.groups(endpoints).map { group in
                APIReference.Group(
                    title: group,
                    operations: endpoints.filter { $0.group == group }.map(operation)
                )
            },
            forms: forms.sorted { $0.key < $1.key }.map { form($0.key, $0.value) }
        )
    }()

    private static func operation(_ endpoint: APIEndpoint) -> APIReference.Operation {
        APIReference.Operation(
            id: endpoint.operation,
            method: endpoint.method.rawValue,
            path: endpoint.path,
            summary: endpoint.summary,
            detail: endpoint.detail,
            permission: endpoint.permission.rawValue,
            parameters: endpoint.parameters.map { parameter in
                APIReference.Member(
                    name: parameter.name,
                    form: APIWords.form(parameter.schema.json),
                    summary: parameter.summary,
                    isRequired: parameter.isRequired
                )
            },
            body: endpoint.body.map { APIWords.form($0.json) },
            answer: APIWords.form(endpoint.success.schema.json)
        )
    }

    private static func form(_ name: String, _ schema: JSON) -> APIReference.Form {
        let required = Set((schema["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        return APIReference.Form(
            name: name,
            summary: schema["description"]?.stringValue ?? "",
            members: (schema["properties"]?.objectValue ?? []).map { member in
                APIReference.Member(
                    name: member.name,
                    form: APIWords.form(member.value),
                    summary: member.value["description"]?.stringValue ?? "",
                    isRequired: required.contains(member.name)
                )
            }
        )
    }
}

/// Forms of values in few words, for people.
enum APIWords {
    static func form(_ schema: JSON) -> [APIReference.Word] {
        if let name = schema["$ref"]?.stringValue?.split(separator: "/").last { return [.form(String(name))] }
        if let parts = schema["anyOf"]?.arrayValue {
            return Array(parts.map(form).joined(separator: [.text(" or ")]))
        }
        let types = schema["type"]?.arrayValue?.compactMap(\.stringValue) ?? [schema["type"]?.stringValue ?? "null"]
        let words = types.map { word($0, schema) }
        return Array(words.joined(separator: [.text(" or ")]))
    }

    private static func word(_ type: String, _ schema: JSON) -> [APIReference.Word] {
        switch type {
        case "array": return [.text("list of ")] + form(schema["items"] ?? .null)
        case "string":
            if let values = schema["enum"]?.arrayValue?.compactMap(\.stringValue) {
                return [.text(values.joined(separator: ", "))]
            }
            return [.text(schema["format"]?.stringValue ?? "text")]
        case "integer": return [.text("whole number")]
        default: return [.text(type)]
        }
    }
}
