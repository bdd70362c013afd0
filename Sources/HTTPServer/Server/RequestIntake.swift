import NIOHTTP1

/// Turns a parsed request head into ours and refuses what must not be served.
struct RequestIntake: Sendable {
    let limits: HTTPLimits

    /// What the head says about the body that follows.
    struct BodyPlan: Sendable, Equatable {
        /// The announced length; nil for chunks.
        var length: Int?
        /// Whether the client waits for `100 Continue`.
        var awaitsContinue = false
    }

    /// Checks line and fields.
    ///
    /// - Throws: `HTTPError` 400, 414, 417, 431 or 501; the connection is closed after it.
    func head(_ raw: HTTPRequestHead) throws(HTTPError) -> RequestHead {
        try checkSizes(raw)
        guard raw.uri.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw HTTPError(.badRequest, "The request target holds a character that must be encoded.")
        }
        let (path, query) = try split(raw.uri)
        // Source: RFC 9112 §3.2.4: the server as a whole can only be asked for its options.
        guard path != "*" || raw.method == .OPTIONS else { throw malformedPath }
        let headers = Headers(pairs: raw.headers)
        let isVersion11 = raw.version == .http1_1
        try checkHost(headers, isVersion11: isVersion11)
        try checkFraming(headers, isVersion11: isVersion11)
        return RequestHead(
            method: Method(rawValue: raw.method.rawValue),
            target: raw.uri,
            path: path,
            rawQuery: query,
            headers: headers,
            id: RequestID.make(),
            isVersion11: isVersion11
        )
    }

    /// Reads what the fields say about the body.
    ///
    /// - Throws: `HTTPError` 411 without a length where one is needed, 417 for an unknown expectation.
    func bodyPlan(_ head: RequestHead) throws(HTTPError) -> BodyPlan {
        var plan = BodyPlan(length: 0)
        if head.headers["Transfer-Encoding"] != nil {
            plan.length = nil
        } else if let text = head.headers["Content-Length"] {
            guard let length = Int(text), length >= 0 else {
                throw HTTPError(.badRequest, "Content-Length is no number.")
            }
            plan.length = length
        } else if head.method.needsLength {
            throw HTTPError(.lengthRequired, "Say how long the body is.")
        }
        if let expectation = head.headers["Expect"], head.isVersion11 {
            guard expectation.equalsIgnoringCase("100-continue") else {
                throw HTTPError(.expectationFailed, "Only 100-continue can be expected of this server.")
            }
            plan.awaitsContinue = plan.length != 0
        }
        return plan
    }

    private func checkSizes(_ raw: HTTPRequestHead) throws(HTTPError) {
        guard raw.uri.utf8.count <= limits.requestTargetBytes else { throw .addressTooLong(limits) }
        guard raw.headers.count <= limits.headerCount else { throw .headersTooLarge(limits) }
        let bytes = raw.headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count }
        guard bytes <= limits.headerBytes else { throw .headersTooLarge(limits) }
    }

    /// Takes path and query apart; the absolute form loses its origin.
    ///
    /// Source: RFC 9112 §3.2.
    private func split(_ target: String) throws(HTTPError) -> (String, String?) {
        var rest = Substring(target)
        for scheme in ["http://", "https://"] where rest.lowercased().hasPrefix(scheme) {
            rest = rest.dropFirst(scheme.count)
            rest = rest.firstIndex(where: { $0 == "/" || $0 == "?" }).map { rest[$0...] } ?? ""
            if !rest.hasPrefix("/") { rest = "/" + rest }
        }
        let parts = rest.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = String(parts[0])
        guard path.hasPrefix("/") || path == "*", !path.utf8.contains(0x23) else { throw malformedPath }
        for segment in path.split(separator: "/") {
            guard let decoded = PercentCoding.decode(segment), decoded != ".", decoded != ".." else {
                throw malformedPath
            }
        }
        return (path, parts.count > 1 ? String(parts[1]) : nil)
    }

    private var malformedPath: HTTPError { HTTPError(.badRequest, "The path is malformed.") }

    private func checkHost(_ headers: Headers, isVersion11: Bool) throws(HTTPError) {
        let hosts = headers.all("Host")
        guard hosts.count == 1 || (hosts.isEmpty && !isVersion11) else {
            throw HTTPError(.badRequest, "There must be one Host field.")
        }
    }

    /// Refuses every way of saying the length of a body twice or in doubt.
    ///
    /// Source: RFC 9112 §6.3, §11.2.
    private func checkFraming(_ headers: Headers, isVersion11: Bool) throws(HTTPError) {
        let lengths = headers.all("Content-Length")
        let codings = headers.all("Transfer-Encoding")
        guard lengths.count <= 1, lengths.allSatisfy({ $0.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }) else {
            throw HTTPError(.badRequest, "Content-Length is given twice or is no number.")
        }
        guard let coding = codings.first else { return }
        guard lengths.isEmpty, codings.count == 1, isVersion11 else {
            throw HTTPError(.badRequest, "The length of the body is in doubt.")
        }
        guard coding.equalsIgnoringCase("chunked") else { throw HTTPError(.notImplemented, "Unknown transfer coding.") }
    }
}
