import Domain
import HTTPServer
import Values

/// What may stand beside a body: in the path, the query or a header.
struct APIParameter: Sendable {
    /// Where it stands, in the words of OpenAPI.
    enum Place: String {
        case path, query, header
    }

    let name: String
    let place: Place
    let schema: APISchema
    let summary: String

    /// What stands in the path must be there, and so must our headers.
    var isRequired: Bool { place != .query }

    static func path(_ name: String, _ summary: String, _ schema: APISchema = .id) -> APIParameter {
        APIParameter(name: name, place: .path, schema: schema, summary: summary)
    }
}

/// A parameter of the query, and how its text is read.
struct APIQuery<Value: Sendable>: Sendable {
    let parameter: APIParameter
    /// What a text that cannot be read should have been.
    let expectation: String
    let read: @Sendable (String) -> Value?

    init(
        _ name: String,
        _ summary: String,
        _ schema: APISchema,
        expects expectation: String,
        _ read: @escaping @Sendable (String) -> Value?
    ) {
        parameter = APIParameter(name: name, place: .query, schema: schema, summary: summary)
        self.expectation = expectation
        self.read = read
    }
}

extension APIQuery where Value == Timestamp {
    static func moment(_ name: String, _ summary: String) -> APIQuery {
        APIQuery(name, summary, .moment, expects: "a moment by RFC 3339, such as 2026-06-30T22:00:00Z") {
            Timestamp($0)
        }
    }
}

extension APIQuery {
    static func id<Entity>(_ name: String, _ summary: String) -> APIQuery where Value == ID<Entity> {
        APIQuery(name, summary, .id, expects: "a number of up to 18 digits") { text in
            ID<Entity>(text: text).flatMap { $0.rawValue > 0 ? $0 : nil }
        }
    }
}

extension APIQuery where Value == Int {
    /// Rows of a page.
    static let limit = APIQuery(
        "limit",
        "The most rows of a page; \(usualLimit) unless said otherwise.",
        .integer(in: 1...mostLimit),
        expects: "a number from 1 to \(mostLimit)"
    ) { text in
        guard let number = Int(text), text.allSatisfy(\.isNumber), (1...Int(mostLimit)).contains(number) else {
            return nil
        }
        return number
    }

    static var usualLimit: Int { 50 }
    /// A page of these is some hundred kilobytes.
    private static var mostLimit: Int64 { 200 }
}

/// Where a page of a list begins: opaque to programs, and of one list only.
struct APICursor<Key: Sendable>: Sendable {
    /// The list's name, so that a cursor of another list is not read.
    let list: String
    /// A key in digits as a regular expression, written as hexadecimal text.
    let form: String
    let write: @Sendable (Key) -> String
    let read: @Sendable (Substring) -> Key?

    func text(_ key: Key) -> String { Hex.text(Array("\(list) \(write(key))".utf8)) }

    var query: APIQuery<Key> {
        APIQuery(
            "cursor",
            "Where the page begins: `next_cursor` of the page before.",
            .text(pattern: "^" + Hex.text(Array("\(list) ".utf8)) + form + "$"),
            expects: "the next_cursor of a page of this list"
        ) { [list, read] text in
            guard let bytes = Hex.bytes(text), let plain = String(validating: bytes, as: UTF8.self) else { return nil }
            let parts = plain.split(separator: " ", maxSplits: 1)
            return parts.count == 2 && parts[0] == list ? read(parts[1]) : nil
        }
    }
}

extension APICursor {
    static func id<Entity>(_ list: String) -> APICursor where Key == ID<Entity> {
        APICursor(list: list, form: "(3[0-9]){1,18}", write: { "\($0)" }, read: { ID<Entity>(text: $0) })
    }
}

extension APIParameter {
    /// Source: draft-ietf-httpapi-idempotency-key-header-07.
    static let idempotencyKey = APIParameter(
        name: "Idempotency-Key",
        place: .header,
        schema: .text(pattern: "^[!-~]{1,255}$"),
        summary: "Your own name for this request, such as a UUID: what comes under it again is done once."
    )
}

extension APICall {
    /// The sender's own name for the request.
    ///
    /// - Throws: ``APIRejection`` when it is missing or is none.
    func idempotencyKey() throws -> String {
        let place = APIFault.Place.header(APIParameter.idempotencyKey.name)
        let sent = request.headers.all(APIParameter.idempotencyKey.name)
        guard let key = sent.first, !key.isEmpty else {
            throw APIRejection.key(place, "idempotency.missing", "Send an Idempotency-Key, such as a UUID.")
        }
        guard sent.count == 1, (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) })
        else {
            let form = "An Idempotency-Key has 1 to 255 visible characters of ASCII, and comes once."
            throw APIRejection.key(place, "idempotency.form", form)
        }
        return key
    }
}

extension APIRejection {
    fileprivate static func key(_ place: APIFault.Place, _ code: String, _ detail: String) -> APIRejection {
        let fault = APIFault(place: place, code: code, detail: detail)
        return APIRejection(status: .badRequest, code: code, detail: detail, faults: [fault])
    }
}
