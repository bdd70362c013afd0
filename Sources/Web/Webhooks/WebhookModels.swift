import Domain
import Templates
import Values

/// What the pages of webhooks show.
enum WebhookModels {
    static let kinds = WebhookKind.wanted.map(\.rawValue)

    static func row(_ endpoint: WebhookEndpoint, at now: Timestamp) -> WebhookIndex.Row {
        WebhookIndex.Row(
            id: endpoint.id,
            name: endpoint.name,
            url: endpoint.url,
            kinds: endpoint.kinds,
            createdAt: endpoint.createdAt,
            createdBy: endpoint.createdBy,
            earlierUntil: endpoint.earlierUntil.flatMap { now < $0 ? $0 : nil },
            disabledAt: endpoint.disabledAt,
            disabledReason: endpoint.disabledReason,
            waiting: endpoint.waiting,
            dead: endpoint.dead
        )
    }

    static func delivery(_ delivery: WebhookDelivery) -> WebhookShow.Delivery {
        WebhookShow.Delivery(
            id: delivery.id,
            kind: delivery.kind,
            message: delivery.messageID,
            state: standing(delivery.state),
            attempts: delivery.attempts,
            at: delivery.recordedAt,
            nextAt: delivery.state == .waiting ? delivery.nextAttemptAt : nil,
            last: delivery.lastStatus.map { answer($0, delivery.lastError) } ?? ""
        )
    }

    static func attempt(_ attempt: WebhookAttempt) -> WebhookDeliveryShow.Attempt {
        WebhookDeliveryShow.Attempt(
            at: attempt.at,
            answer: answer(attempt.status, attempt.error),
            isGood: (200..<300).contains(attempt.status),
            milliseconds: attempt.milliseconds
        )
    }

    private static func answer(_ status: Int, _ error: String) -> String { status > 0 ? "\(status)" : error }

    private static func standing(_ state: WebhookState) -> WebhookShow.Standing {
        switch state {
        case .waiting: .waiting
        case .delivered: .delivered
        case .dead: .dead
        }
    }

    static func show(_ rejection: WebhookRejection, on form: inout FormReader) {
        switch rejection {
        case .nameLength, .disabled, .tooMany: form.reject("name", text(rejection))
        case .unknownKind: form.reject("kind", text(rejection))
        case .url, .inside: form.reject("url", text(rejection))
        }
    }

    static func text(_ rejection: WebhookRejection) -> Text {
        switch rejection {
        case .nameLength: .tooLong(Webhooks.nameLength)
        case .unknownKind: .notAChoice
        case .disabled: Text(en: "It is turned off.", nl: "Hij staat uit.")
        case .url:
            Text(
                en: "This is no address that begins with https:// and names a host.",
                nl: "Dit is geen adres dat met https:// begint en een host noemt."
            )
        case .inside:
            Text(
                en: "This address is not of the public internet.",
                nl: "Dit adres ligt niet op het openbare internet."
            )
        case .tooMany:
            Text(
                en: "There are \(Webhooks.mostEndpoints) webhooks already.",
                nl: "Er zijn al \(Webhooks.mostEndpoints) webhooks."
            )
        }
    }
}
