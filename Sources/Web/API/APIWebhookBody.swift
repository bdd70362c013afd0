import Domain
import Templates
import Values

/// What programs say of webhooks.
enum APIWebhookBody {
    struct New: Sendable {
        let name: String
        let url: String
        let events: [String]
    }

    struct Change: Sendable {
        let name: String?
        let events: [String]?
        let isDisabled: Bool?
    }

    /// How long the secret before signs on.
    private enum Overlap: String, CaseIterable {
        case none, day, week

        var overlap: APIKeyOverlap {
            switch self {
            case .none: .none
            case .day: .day
            case .week: .week
            }
        }
    }

    private static let wanted = WebhookKind.wanted.map(\.rawValue)
    private static let name = APISchema.text(atLeast: 1, atMost: Webhooks.nameLength).described("For people.")
    private static let events = APISchema.array(of: .choice(wanted), 0...wanted.count)
        .described("The kinds that are sent; all of them, also later ones, where there is none.")

    static let new = APISchema.named(
        "NewWebhook",
        .object([
            ("name", name, true),
            (
                "url",
                APISchema.text(atMost: 500, pattern: "^https://[!-~]+$").described("Where events are posted."), true
            ),
            ("events", events, false),
        ])
    )

    static let change = APISchema.named(
        "WebhookChange",
        .object([
            ("name", name, false), ("events", events, false),
            ("is_disabled", APISchema.boolean.described("Whether it is turned off."), false),
        ])
    )

    static let rotation = APISchema.named(
        "WebhookRotation",
        .object([
            (
                "overlap",
                APISchema.choice(Overlap.allCases.map(\.rawValue))
                    .described("How long the secret before signs, too; none where somebody else may have it."),
                true
            )
        ])
    )

    static func new(_ root: JSONCursor) throws -> New {
        var body = APIBody()
        let found = body.members(root, ["name", "url"], optional: ["events"])
        let name = body.line(found["name"], 1...Webhooks.nameLength)
        let url = body.text(found["url"], "An address that begins with https://") { !$0.isEmpty }
        let events = events(found["events"], &body)
        if let url, let rejection = WebhookAddress.rejection(of: url) {
            body.reject("/url", rejection.code, WebhookModels.text(rejection)(.english))
        }
        guard body.faults.isEmpty, let name, let url else { throw APIRejection.invalid(body.faults) }
        return New(name: name, url: url, events: events ?? [])
    }

    static func change(_ root: JSONCursor) throws -> Change {
        var body = APIBody()
        let found = body.members(root, [], optional: ["name", "events", "is_disabled"])
        let change = Change(
            name: body.line(found["name"], 1...Webhooks.nameLength),
            events: events(found["events"], &body),
            isDisabled: body.boolean(found["is_disabled"])
        )
        try body.check()
        return change
    }

    static func overlap(_ root: JSONCursor) throws -> APIKeyOverlap {
        var body = APIBody()
        let overlap: Overlap? = body.choice(body.members(root, ["overlap"])["overlap"])
        guard body.faults.isEmpty, let overlap else { throw APIRejection.invalid(body.faults) }
        return overlap.overlap
    }

    private static func events(_ cursor: JSONCursor?, _ body: inout APIBody) -> [String]? {
        guard let cursor else { return nil }
        let named = body.elements(cursor, 0...wanted.count).compactMap { element in
            body.text(element, "A kind of event that is described") { wanted.contains($0) }
        }
        return wanted.filter(named.contains)
    }
}
