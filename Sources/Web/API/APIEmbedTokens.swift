import Domain
import HTTPServer
import Templates
import Values

/// A grant, with where its frame is shown from.
private struct ShownGrant: Sendable {
    let grant: EmbedGrant
    let home: String
}

extension APIResource<ShownGrant> {
    fileprivate static let token = APIResource<ShownGrant>(
        "EmbedToken",
        "Opens the toggle on a page of yours, once.",
        [
            .id("customer_id", "Whose toggle it is.") { $0.grant.customer },
            .text("token", "For the element on your page.", .text(pattern: "^[0-9a-f]{64}$")) { $0.grant.token.text },
            .moment("expires_at", "Until when it opens the frame.") { $0.grant.expiresAt },
            .texts("origins", "The origins that may show the frame.") { $0.grant.origins },
            .text("script_url", "The script that your page loads.") { $0.home + Route.embed(.script).path },
            .text("frame_url", "What the script shows, where you make the frame yourself.") {
                $0.home + Route.embed(.opening($0.grant.token.text)).path
            },
        ]
    )
}

/// Tokens with which partners show the toggle on their own pages.
enum APIEmbedTokens {
    private static let schema = APISchema.named(
        "NewEmbedToken",
        .object([
            ("customer_id", APISchema.id.described("The customer, by its number here."), false),
            (
                "customer_reference",
                APISchema.text(atLeast: 1, atMost: 64).described("The customer, by your own name for it."),
                false
            ),
            (
                "origin",
                APISchema.text(atLeast: 1, atMost: PageOrigin.lengthLimit)
                    .described("The one origin that may show it; each of yours unless given."),
                false
            ),
            ("language", APISchema.choice(languages).described("Of its pages; the customer's unless given."), false),
            ("minutes", APISchema.integer(in: minutes).described("Within which it opens; 5 unless given."), false),
        ])
    )
    private static let languages = ["en", "nl"]
    private static let minutes = 1...Int64(EmbedLimits.mostMinutes)

    static let endpoints: [APIEndpoint] = [
        APIEndpoint(
            method: .post,
            pattern: "/embed-tokens",
            operation: "createEmbedToken",
            group: "Embedding",
            summary: "Makes a token that shows a customer the toggle on a page of yours.",
            detail: """
                Name the customer by customer_id or customer_reference, not by both. The token opens one frame, once, on pages \
                of the origins that an administrator has listed; from then on the frame lasts while it is used. Make one for \
                each page that you show, on your server, and keep none.
                """,
            permission: .embedTokensWrite,
            body: schema,
            success: APIEndpoint.Success(
                status: .created,
                schema: APIResource<ShownGrant>.token.schema,
                summary: "The token; it is shown once."
            ),
            more: [.notFound],
            // Not once under a name: the answer is a secret, of which only the hash is kept.
            work: .again { call in
                let request = try read(APIBody.read(call.request).cursor)
                do {
                    let grant = try await call.write {
                        try await EmbedFrames.issue(call.scope, request, at: call.now, in: $0)
                    }
                    let brands = try await call.shell.brands.directory(at: call.now, on: call.shell.database)
                    let home = EmbedAddress.home(
                        brands.brand(of: call.program.operatorID),
                        call.shell.configuration
                    )
                    return .json(APIResource.token.json(ShownGrant(grant: grant, home: home)))
                } catch let rejection as EmbedRejection {
                    throw APIRejection.invalid([fault(rejection, request)])
                }
            }
        )
    ]

    private static func read(_ root: JSONCursor) throws -> EmbedRequest {
        var body = APIBody()
        let names = ["customer_id", "customer_reference", "origin", "language", "minutes"]
        let found = body.members(root, [], optional: names)
        let id: CustomerID? = body.id(found["customer_id"])
        let reference = body.text(found["customer_reference"], "A text of 1 to 64 characters") {
            (1...64).contains($0.unicodeScalars.count)
        }
        let origin = body.text(found["origin"], "An origin, such as https://www.example.nl,") {
            PageOrigin($0) != nil
        }
        let language = body.text(found["language"], "en or nl") { languages.contains($0) }
        let minutes = body.integer(found["minutes"], Self.minutes)
        if (found["customer_id"] == nil) == (found["customer_reference"] == nil) {
            let detail = "Either customer_id or customer_reference is expected here."
            body.reject(root.path, "embed.one_customer", detail)
        }
        let subject: EmbedRequest.Subject? = id.map { .id($0) } ?? reference.map { .reference($0) }
        guard body.faults.isEmpty, let subject else { throw APIRejection.invalid(body.faults) }
        return EmbedRequest(
            customer: subject,
            origin: origin,
            language: language,
            minutes: minutes ?? EmbedLimits.usualMinutes
        )
    }

    private static func fault(_ rejection: EmbedRejection, _ request: EmbedRequest) -> APIFault {
        let customer =
            switch request.customer {
            case .id: "/customer_id"
            case .reference: "/customer_reference"
            }
        let (place, detail) =
            switch rejection {
            case .noOrigin: ("/origin", "No site may show the toggle yet; an administrator adds yours at /embedding.")
            case .unknownOrigin: ("/origin", "This origin is not one of yours; an administrator adds it at /embedding.")
            case .customerEnded: (customer, "This customer has left.")
            case .nobody: (customer, "Everybody of this customer who could act is turned off.")
            case .emailTaken: (customer, "Somebody else has this customer's e-mail address.")
            }
        return APIFault(place: .pointer(place), code: rejection.code, detail: detail)
    }
}
