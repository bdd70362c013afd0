import Foundation
import Glibc
import HTTPServer
import Testing

/// An answer as a browser sees it.
struct PageAnswer: Sendable {
    var path: String
    var status: Int
    var headers: [(name: String, value: String)]
    var body: String
    /// The body as it came.
    var bytes: [UInt8] = []

    func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// The words of the page without its markup.
    var words: String {
        Markup.pieces(body).compactMap { if case .text(let text) = $0 { text } else { nil } }.joined(separator: " ")
    }
}

/// A person's browser: keeps cookies, follows redirects, fills in forms by label and presses buttons by name.
///
/// It speaks HTTP/1.0 over a real socket, so every answer ends with its connection.
actor Browser {
    private let port: Int
    private var cookies: [String: String] = [:]
    private var typed: [String: String] = [:]
    private var chosen: [String: String] = [:]
    private(set) var page = PageAnswer(path: "", status: 0, headers: [], body: "")
    /// Header fields sent with every request.
    var headers: [String: String] = ["Accept": "text/html", "Accept-Language": "en"]
    /// How long an answer may take to its end; a stream of events has none.
    private static let patience = Duration.seconds(120)

    /// An answer that goes on and on, as a stream of events does.
    struct NeverEnds: Error {
        let request: String
    }

    private static let threads = DispatchQueue(label: "browsers", attributes: .concurrent)

    init(port: Int) {
        self.port = port
    }

    func set(_ name: String, _ value: String?) { headers[name] = value }
    func cookie(_ name: String) -> String? { cookies[name] }
    func setCookie(_ name: String, _ value: String?) { cookies[name] = value }
    func forgetCookies() { cookies = [:] }

    /// Has a page before it that it got earlier, as in another window.
    func show(_ body: String, at path: String) {
        page = PageAnswer(path: path, status: 200, headers: [], body: body)
    }

    /// Opens an address and follows redirects.
    @discardableResult
    func visit(_ path: String) async throws -> PageAnswer {
        try await follow(try await send("GET", path, body: nil))
    }

    /// Opens an address and stays where it is, redirect or not.
    @discardableResult
    func get(_ path: String) async throws -> PageAnswer {
        page = try await send("GET", path, body: nil)
        return page
    }

    /// Sends a form by hand; `nil` leaves the token out.
    @discardableResult
    func post(_ path: String, _ fields: [(String, String)], token: String?) async throws -> PageAnswer {
        let all = fields + (token.map { [("_csrf", $0)] } ?? [])
        page = try await send("POST", path, body: Browser.encoded(all))
        return page
    }

    /// Sends a file as the field of a form, with the page's token.
    @discardableResult
    func upload(
        _ path: String,
        _ field: String,
        fileName: String,
        _ bytes: [UInt8],
        with fields: [(String, String)] = []
    ) async throws -> PageAnswer {
        let boundary = "----browser"
        let token = ([("_csrf", token ?? "")] + fields).map { name, value in
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
        }.joined()
        let file =
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\(field)\"; filename=\"\(fileName)\"\r\n\r\n"
        let body = Array((token + file).utf8) + bytes + Array("\r\n--\(boundary)--\r\n".utf8)
        page = try await send("POST", path, bytes: body, type: "multipart/form-data; boundary=\(boundary)")
        return page
    }

    /// Sends a body as it is.
    @discardableResult
    func post(_ path: String, bytes: [UInt8], type: String) async throws -> PageAnswer {
        page = try await send("POST", path, bytes: bytes, type: type)
        return page
    }

    /// Sends a body by any method.
    @discardableResult
    func ask(_ method: String, _ path: String, bytes: [UInt8]?, type: String) async throws -> PageAnswer {
        page = try await send(method, path, bytes: bytes, type: type)
        return page
    }

    /// The token of the first form on the page.
    var token: String? {
        FormScan.forms(of: page.body).lazy.compactMap { $0.fields.first { $0.name == "_csrf" }?.value }.first
    }

    /// Types into the field with a label; sent with the next button.
    func fill(_ label: String, _ value: String) {
        typed[label] = value
    }

    /// Chooses one of the radio buttons of a name; sent with the next button.
    func choose(_ name: String, _ value: String) {
        chosen[name] = value
    }

    /// Presses the button with these words and follows redirects.
    @discardableResult
    func press(_ name: String) async throws -> PageAnswer {
        let forms = FormScan.forms(of: page.body)
        let form = try #require(
            forms.first { form in form.buttons.contains { $0.text == name } },
            "no button “\(name)” on \(page.path)"
        )
        let button = try #require(form.buttons.first { $0.text == name })
        var fields = form.fields
        for (label, value) in typed {
            let known = form.labels.first { $0.key == label || $0.key.hasPrefix(label + " ") }
            let field = try #require(known?.value, "no field “\(label)” on \(page.path)")
            fields.removeAll { $0.name == field }
            fields.append((field, value))
        }
        for (name, value) in chosen {
            fields.removeAll { $0.name == name }
            fields.append((name, value))
        }
        (typed, chosen) = ([:], [:])
        if let field = button.name { fields.append((field, button.value)) }
        let body = Browser.encoded(fields.map { ($0.name, $0.value) })
        if form.method == "get" { return try await visit(form.action + "?" + body) }
        return try await follow(try await send("POST", form.action, body: body))
    }

    private func follow(_ answer: PageAnswer) async throws -> PageAnswer {
        page = answer
        var hops = 0
        while let location = page.header("Location"), (300..<400).contains(page.status), hops < 5 {
            page = try await send("GET", location, body: nil)
            hops += 1
        }
        return page
    }

    private static func encoded(_ fields: [(String, String)]) -> String {
        fields.map { PercentCoding.encode($0.0) + "=" + PercentCoding.encode($0.1) }.joined(separator: "&")
    }

    private func send(_ method: String, _ path: String, body: String?) async throws -> PageAnswer {
        let type = "application/x-www-form-urlencoded"
        return try await send(method, path, bytes: body.map { Array($0.utf8) }, type: type)
    }

    private func send(_ method: String, _ path: String, bytes: [UInt8]?, type: String) async throws -> PageAnswer {
        var lines = ["\(method) \(path) HTTP/1.0", "Host: 127.0.0.1:\(port)", "User-Agent: Browser/1"]
        lines += headers.map { "\($0.key): \($0.value)" }
        if !cookies.isEmpty {
            lines.append("Cookie: " + cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
        }
        if let bytes { lines += ["Content-Type: \(type)", "Content-Length: \(bytes.count)"] }
        let request = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (bytes ?? [])
        let answer = try Browser.parse(try await exchange(request), path)
        take(answer)
        return answer
    }

    private func take(_ answer: PageAnswer) {
        for field in answer.headers where field.name.lowercased() == "set-cookie" {
            let parts = field.value.split(separator: ";").map { $0.drop { $0 == " " } }
            let pair = (parts.first ?? "").split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard pair.count == 2 else { continue }
            cookies[String(pair[0])] = parts.contains("Max-Age=0") ? nil : String(pair[1])
        }
    }

    private static func parse(_ bytes: [UInt8], _ path: String) throws -> PageAnswer {
        let end = try #require(bytes.firstRange(of: Array("\r\n\r\n".utf8)), "no answer to \(path)")
        let lines = String(decoding: bytes[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        let body = Array(bytes[end.upperBound...])
        let status = try #require(lines.first.flatMap { Int($0.split(separator: " ")[1]) })
        let fields = lines.dropFirst().map { line -> (name: String, value: String) in
            let parts = line.split(separator: ":", maxSplits: 1)
            return (String(parts[0]), parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
        }
        return PageAnswer(
            path: path,
            status: status,
            headers: fields,
            body: String(decoding: body, as: UTF8.self),
            bytes: body
        )
    }

    /// Sends and reads to the end on a thread of its own, since the calls wait.
    private func exchange(_ request: [UInt8]) async throws -> [UInt8] {
        let port = port
        return try await withCheckedThrowingContinuation { continuation in
            Browser.threads.async { continuation.resume(with: Result { try Browser.exchange(request, port: port) }) }
        }
    }

    private static func exchange(_ request: [UInt8], port: Int) throws -> [UInt8] {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var timeout = timeval(tv_sec: Int(patience.components.seconds), tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard connected == 0 else { throw CocoaError(.fileReadUnknown) }
        guard Glibc.send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw CocoaError(.fileWriteUnknown)
        }
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let end = ContinuousClock.now + patience
        while ContinuousClock.now < end {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return answer }
            answer += buffer[..<count]
        }
        throw NeverEnds(request: String(decoding: request.prefix { $0 != UInt8(ascii: "\r") }, as: UTF8.self))
    }
}
