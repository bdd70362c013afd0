import HTTPServer
import Values

/// Something of a request that is wrong, and where.
struct APIFault: Hashable, Sendable {
    /// Where something stands.
    enum Place: Hashable, Sendable {
        /// In the query, by name.
        case parameter(String)
        /// In a header, by name.
        case header(String)
        /// In the body, as a JSON Pointer (RFC 6901).
        case pointer(String)
    }

    let place: Place
    /// Stable, for programs.
    let code: String
    /// One sentence for people.
    let detail: String

    var json: JSON {
        let member =
            switch place {
            case .parameter(let name): JSONMember(name: "parameter", value: .string(name))
            case .header(let name): JSONMember(name: "header", value: .string(name))
            case .pointer(let pointer): JSONMember(name: "pointer", value: .string(pointer))
            }
        return .object([
            member, JSONMember(name: "code", value: .string(code)),
            JSONMember(name: "detail", value: .string(detail)),
        ])
    }
}

/// A request of a program that is not done, and why.
struct APIRejection: Error, Sendable, CustomStringConvertible {
    let status: Status
    let code: String
    let detail: String
    var faults: [APIFault] = []
    var headers: Headers = [:]

    var description: String { "\(code): \(status)" }

    /// There are no more faults than this in an answer; whoever mends these hears of the others.
    static let mostFaults = 100

    /// Well formed, and something in it is wrong.
    static func invalid(_ faults: [APIFault]) -> APIRejection {
        APIRejection(
            status: .unprocessableContent,
            code: "request.invalid",
            detail: faults.count == 1 ? faults[0].detail : "\(faults.count) things are wrong; nothing was done.",
            faults: Array(faults.prefix(mostFaults))
        )
    }

    /// No key, or one that does not hold.
    ///
    /// Source: RFC 6750 §3.
    static func unknownKey(wasSent: Bool) -> APIRejection {
        let challenge = "Bearer realm=\"laadboek\"" + (wasSent ? ", error=\"invalid_token\"" : "")
        return APIRejection(
            status: .unauthorized,
            code: wasSent ? "key.unknown" : "key.missing",
            detail: wasSent ? "This key does not hold." : "Send a key: Authorization: Bearer laadboek_…",
            headers: ["WWW-Authenticate": challenge]
        )
    }

    /// A key that does not permit this.
    static func notPermitted(_ permission: String) -> APIRejection {
        APIRejection(
            status: .forbidden,
            code: "key.not_permitted",
            detail: "This key does not permit \(permission).",
            headers: [
                "WWW-Authenticate":
                    "Bearer realm=\"laadboek\", error=\"insufficient_scope\", scope=\"\(permission)\""
            ]
        )
    }
}
