/// Answers 304 where the client has the entity already.
///
/// Source: RFC 9110 §13.1.2.
enum ConditionalAnswer {
    static func apply(_ response: Response, to request: Request) -> Response {
        guard request.method == .get || request.method == .head, response.status == .ok,
            let tag = response.headers["ETag"]
        else { return response }
        let candidates = request.headers.tokens("If-None-Match")
        guard candidates.contains(where: { $0 == "*" || opaque($0) == opaque(tag) }) else { return response }
        var answer = Response(.notModified)
        answer.headers = response.headers
        for name in ["Content-Type", "Content-Encoding", "Content-Language", "Content-Disposition"] {
            answer.headers[name] = nil
        }
        return answer
    }

    /// The tag without weakness mark and without the mark of our compressed variant.
    private static func opaque(_ tag: String) -> Substring {
        var text = Substring(tag)
        if text.hasPrefix("W/") { text = text.dropFirst(2) }
        text = text.drop { $0 == "\"" }
        if text.hasSuffix("\"") { text = text.dropLast() }
        if text.hasSuffix(Compression.tagSuffix) { text = text.dropLast(Compression.tagSuffix.count) }
        return text
    }
}
