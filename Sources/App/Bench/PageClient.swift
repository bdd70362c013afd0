/// A browser reduced to what a stopwatch needs: one kept-alive connection, cookies, forms.
final class PageClient {
    /// An answer; the body as it came, compressed or not.
    struct Answer {
        let status: Int
        let headers: [(name: String, value: String)]
        let body: [UInt8]

        /// The value of the first field of a name.
        func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    }

    /// How long a connection may be idle before a new one is made: shorter than servers wait.
    private static let longestPause: Duration = .seconds(10)

    private let port: Int
    private var socket: BlockingSocket
    private var lastUsed = ContinuousClock.now
    private var cookies: [String: String] = [:]
    private var waiting: [UInt8] = []

    /// Connects.
    init(port: Int) throws {
        self.port = port
        socket = try BlockingSocket.connected(to: port)
    }

    deinit {
        socket.close()
    }

    /// Fetches a page, compressed as browsers ask for it unless the text is wanted.
    func get(_ path: String, compressed: Bool = false) throws -> Answer {
        try exchange("GET", path, compressed ? ["Accept-Encoding: gzip"] : [], body: "")
    }

    /// Sends the form of a page: its hidden token and the fields given.
    @discardableResult
    func post(_ path: String, from page: String, _ fields: [(String, String)] = []) throws -> Answer {
        let text = String(decoding: try get(page).body, as: UTF8.self)
        guard let mark = text.firstRange(of: "name=\"_csrf\" value=\"") else { throw BenchFault("\(page) has no form") }
        let token = text[mark.upperBound...].prefix { $0 != "\"" }
        let pairs = fields + [("_csrf", String(token))]
        let body = pairs.map { "\($0)=\(PageClient.encoded($1))" }.joined(separator: "&")
        let answer = try exchange("POST", path, ["Content-Type: application/x-www-form-urlencoded"], body: body)
        guard answer.status == 303 else { throw BenchFault("POST \(path) was answered with \(answer.status)") }
        return answer
    }

    /// Sends JSON as a program does, with further lines of the head.
    func send(_ json: String, to path: String, _ fields: [String]) throws -> Answer {
        try exchange("POST", path, ["Content-Type: application/json"] + fields, body: json)
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            Character(UnicodeScalar(byte)).isLetter || Character(UnicodeScalar(byte)).isNumber
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// Connects anew after a pause, in which the server may have hung up.
    private func stayConnected() throws {
        if .now - lastUsed > PageClient.longestPause {
            socket.close()
            (socket, waiting) = (try BlockingSocket.connected(to: port), [])
        }
        lastUsed = .now
    }

    private func exchange(_ method: String, _ path: String, _ fields: [String], body: String) throws -> Answer {
        try stayConnected()
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost", "Accept: text/html"] + fields
        if !cookies.isEmpty { lines.append("Cookie: " + cookies.map { "\($0)=\($1)" }.joined(separator: "; ")) }
        if method != "GET" { lines += ["Content-Length: \(body.utf8.count)", "Sec-Fetch-Site: same-origin"] }
        try socket.send(Array((lines.joined(separator: "\r\n") + "\r\n\r\n" + body).utf8))
        let answer = try receive()
        for field in answer.headers where field.name == "set-cookie" {
            let pair = field.value.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1).map(String.init)
            if pair.count == 2 { cookies[pair[0]] = pair[1] }
        }
        return answer
    }

    private func receive() throws -> Answer {
        let head = try take(through: Array("\r\n\r\n".utf8))
        let lines = String(decoding: head, as: UTF8.self).split(separator: "\r\n")
        let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        let headers = lines.dropFirst().compactMap { line -> (name: String, value: String)? in
            guard let colon = line.firstIndex(of: ":") else { return nil }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            return (line[..<colon].lowercased(), String(value))
        }
        let length = headers.first { $0.name == "content-length" }.flatMap { Int($0.value) }
        return Answer(status: status, headers: headers, body: try length.map(take) ?? chunks())
    }

    /// A body of unknown length.
    ///
    /// Source: RFC 9112 §7.1.
    private func chunks() throws -> [UInt8] {
        var body: [UInt8] = []
        while true {
            let line = try take(through: Array("\r\n".utf8)).dropLast(2)
            guard let size = Int(String(decoding: line, as: UTF8.self), radix: 16) else {
                throw BenchFault("an answer without a length")
            }
            body += try take(size + 2).dropLast(2)
            if size == 0 { return body }
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while waiting.count < count { waiting += try socket.receive() }
        defer { waiting.removeFirst(count) }
        return Array(waiting.prefix(count))
    }

    private func take(through mark: [UInt8]) throws -> [UInt8] {
        var searched = 0
        while true {
            for start in searched..<max(searched, waiting.count - mark.count + 1)
            where waiting[start..<start + mark.count].elementsEqual(mark) {
                return try take(start + mark.count)
            }
            searched = max(0, waiting.count - mark.count + 1)
            waiting += try socket.receive()
        }
    }
}
