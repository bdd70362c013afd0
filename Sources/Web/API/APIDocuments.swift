import Domain
import HTTPServer
import Postgres
import Values

extension APIResource<APIDocument> {
    fileprivate static let document = APIResource<APIDocument>(
        "Document",
        "Something that a customer has in writing.",
        [
            .text("id", "Its name here.", APIDocuments.name) { APIDocuments.text($0.key) },
            .choice("kind", "What it is.") { $0.key.kind },
            .text("title", "The connection and years of a mandate, the number of a statement.") { $0.title },
            .text("media_type", "How it is given.") { _ in APIDocuments.mediaType },
            .moment("issued_at", "When it was signed or issued.") { $0.issuedAt },
        ]
    )
}

/// Mandates and statements of payouts, as PDF.
enum APIDocuments {
    static let mediaType = "application/pdf"
    static let name = APISchema.text(pattern: "^(mandate|payout)-[0-9]{1,18}$")
    static func text(_ key: APIDocument.Key) -> String { "\(key.kind.rawValue)-\(key.number)" }

    private static func key(_ text: some StringProtocol) -> APIDocument.Key? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let kind = APIDocument.Kind(rawValue: String(parts[0])),
            let number = CreditID(text: parts[1])?.rawValue
        else { return nil }
        return APIDocument.Key(kind: kind, number: number)
    }

    /// The words of the kinds in hexadecimal, a dash and a number.
    private static let byKind = APICursor<APIDocument.Key>(
        list: "documents",
        form: "(6d616e64617465|7061796f7574)2d(3[0-9]){1,18}",
        write: { text($0) },
        read: { key($0) }
    )
    private static let customer = APIParameter.path("customer", "Whose.")

    static let endpoints: [APIEndpoint] = [
        .list(
            "/customers/{customer}/documents",
            "listDocuments",
            in: "Documents",
            "What a customer has in writing, mandates first.",
            detail: "Statements of payouts are among them for keys that also permit payouts:read.",
            needs: .documentsRead,
            .document,
            by: byKind,
            [customer]
        ) { call, after, limit in
            let id: CustomerID = try call.id("customer")
            return try await call.read {
                try await APIRecords.documents(
                    call.scope,
                    of: id,
                    withPayouts: call.mayReadPayouts,
                    after: after,
                    limit: limit,
                    in: $0
                )
            }
        },
        APIEndpoint(
            method: .get,
            pattern: "/customers/{customer}/documents/{document}",
            operation: "getDocument",
            group: "Documents",
            summary: "One document, as it was signed or issued.",
            permission: .documentsRead,
            parameters: [customer, .path("document", "Its name.", name)],
            success: APIEndpoint.Success(
                status: .ok,
                schema: .text(),
                summary: "The document.",
                mediaType: mediaType
            ),
            work: .again { try await document($0) }
        ),
    ]

    private static func document(_ call: APICall) async throws -> APIReply {
        let id: CustomerID = try call.id("customer")
        guard let key = key(call.request.parameter("document")), key.kind == .mandate || call.mayReadPayouts else {
            throw NotFound("document")
        }
        let found = try await call.read { try await APIRecords.document(call.scope, key, of: id, in: $0) }
        let file = "\(text(key)).pdf"
        switch found {
        case .drawn(let bytes): return .file(type: mediaType, bytes: bytes, name: file)
        case .payout(let credit, let snapshot):
            let bytes = try await call.shell.payouts.document(call.program.operatorID, credit, snapshot)
            return .file(type: mediaType, bytes: bytes, name: file)
        }
    }
}

extension APICall {
    fileprivate var mayReadPayouts: Bool { program.permissions.contains(.payoutsRead) }
}
