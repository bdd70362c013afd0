import HTTPServer
import Testing

private func router() -> Router {
    var router = Router()
    router.post("/form", options: RouteOptions(bodyBytes: 100_000)) { request in
        let form = try request.form()
        let files = form.files.map { "\($0.name):\($0.fileName):\($0.contentType):\($0.bytes.count)" }
        let fields = form.fields.all.map { "\($0.name)=\($0.value)" }
        return .text((fields + files).joined(separator: "|"))
    }
    return router
}

private func post(_ body: String, type: String = "multipart/form-data; boundary=b") -> String {
    "POST /form HTTP/1.1\r\nHost: t\r\nContent-Type: \(type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
}

private func part(_ disposition: String, _ content: String, type: String? = nil) -> String {
    let typeLine = type.map { "Content-Type: \($0)\r\n" } ?? ""
    return "--b\r\nContent-Disposition: form-data; \(disposition)\r\n\(typeLine)\r\n\(content)\r\n"
}

@Suite struct FormTests {
    @Test func `fields and files of a multipart form are read`() async throws {
        try await withServer(router()) { (server) async throws in
            let body =
                part("name=\"a\"", "één\r\n--x") + part("name=\"b; c\"", "")
                + part("name=\"f\"; filename=\"C:\\tmp\\my \\\"file\\\".csv\"", "1,2\r\n3,4", type: "text/csv")
                + part("name=\"empty\"; filename=\"\"", "") + "--b--\r\nepilogue"
            let answer = try await server.request(post("preamble\r\n" + body))
            #expect(answer.text == "a=één\r\n--x|b; c=|f:my \"file\".csv:text/csv:8")
        }
    }

    @Test(arguments: [
        "", "--b", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nno end",
        "--b\r\nno headers\r\n--b--\r\n", "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--\r\n",
        "--bContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n", "--c\r\n\r\n--c--", "--b\r\n--b--",
    ])
    func `malformed multipart bodies are 400`(_ body: String) async throws {
        try await withServer(router()) { (server) async throws in
            #expect(try await server.request(post(body)).status == 400)
        }
    }

    @Test func `parts, part headers and files are bounded`() async throws {
        try await withServer(
            router(),
            configure: {
                $0.limits.multipartParts = 3
                $0.limits.multipartHeaderBytes = 200
                $0.limits.multipartFileBytes = 100
            },
            { (server) async throws in
                let end = "--b--\r\n"
                let three = (0..<3).map { part("name=\"\($0)\"", "x") }.joined()
                #expect(try await server.request(post(three + end)).status == 200)
                #expect(try await server.request(post(three + part("name=\"4\"", "x") + end)).status == 413)
                let longName = String(repeating: "n", count: 300)
                #expect(try await server.request(post(part("name=\"\(longName)\"", "x") + end)).status == 400)
                let large = part("name=\"f\"; filename=\"f\"", String(repeating: "x", count: 101))
                #expect(try await server.request(post(large + end)).status == 413)
            }
        )
    }

    @Test func `other media types are 415, bad encodings 400`() async throws {
        try await withServer(router(), configure: { $0.limits.fieldCount = 3 }) { (server) async throws in
            #expect(try await server.request(post("{}", type: "application/json")).status == 415)
            #expect(try await server.request(post("x", type: "multipart/form-data")).status == 400)
            let urlEncoded = "application/x-www-form-urlencoded"
            #expect(try await server.request(post("a=%f", type: urlEncoded)).status == 400)
            #expect(try await server.request(post("a=%00", type: urlEncoded)).status == 400)
            #expect(try await server.request(post("a&b&c&d", type: urlEncoded)).status == 400)
            #expect(
                try await server.request(post("a=1", type: "Application/X-WWW-Form-URLencoded ; x=y")).text == "a=1"
            )
        }
    }
}
