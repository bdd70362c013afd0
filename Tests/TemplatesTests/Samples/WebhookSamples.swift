import Templates
import Values

extension SamplePage {
    static let webhooks: [SamplePage] = [
        SamplePage("webhooks") {
            WebhookIndex.view(list([row(), row(isOff: true)]), frame: Sample.frame(.webhooks))
        },
        SamplePage("webhooks-refused-nl") {
            let inside = Text(
                en: "This address is not of the public internet.",
                nl: "Dit adres ligt niet op het openbare internet."
            )
            return WebhookIndex.view(
                list([], url: Field("https://10.0.0.1/", error: inside)),
                frame: Sample.frame(.webhooks, language: .dutch)
            )
        },
        SamplePage("webhook") {
            WebhookShow.view(show(row(), WebhookShow.Standing.allCases), frame: Sample.frame(.webhook(hook)))
        },
        SamplePage("webhook-new-nl") {
            let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo="
            return WebhookShow.view(
                show(row(isOff: true), [], secret: secret),
                frame: Sample.frame(.webhook(hook), language: .dutch)
            )
        },
        SamplePage("webhook-delivery") {
            WebhookDeliveryShow.view(tried(.dead), frame: Sample.frame(.webhookDelivery(deliveryID)))
        },
        SamplePage("webhook-delivery-new-nl") {
            WebhookDeliveryShow.view(
                tried(.waiting),
                frame: Sample.frame(.webhookDelivery(deliveryID), language: .dutch)
            )
        },
    ]

    private static let hook = WebhookEndpointID(5)
    private static let deliveryID = WebhookDeliveryID(71)
    private static let kinds = ["enrolment.active", "booking.booked", "session.completed"]

    private static func row(isOff: Bool = false) -> WebhookIndex.Row {
        WebhookIndex.Row(
            id: hook,
            name: isOff ? "old website" : "website",
            url: "https://hooks.example.nl/laadboek",
            kinds: isOff ? [] : ["enrolment.active", "booking.booked"],
            createdAt: Sample.noon,
            createdBy: "Femke de Wit",
            earlierUntil: isOff ? nil : Sample.noon.adding(seconds: 86_400),
            disabledAt: isOff ? Sample.noon : nil,
            disabledReason: isOff ? "410 Gone" : "",
            waiting: isOff ? 0 : 12,
            dead: isOff ? 0 : 2
        )
    }

    private static func list(_ rows: [WebhookIndex.Row], url: Field = Field()) -> WebhookIndex.Model {
        WebhookIndex.Model(
            rows: rows,
            name: Field(),
            url: url,
            kinds: kinds,
            chosen: ["booking.booked"],
            kindError: nil
        )
    }

    private static func delivery(_ state: WebhookShow.Standing) -> WebhookShow.Delivery {
        WebhookShow.Delivery(
            id: deliveryID,
            kind: "booking.booked",
            message: "msg_4711",
            state: state,
            attempts: state == .dead ? 10 : state == .waiting ? 0 : 1,
            at: Sample.noon,
            nextAt: state == .waiting ? Sample.noon.adding(seconds: 300) : nil,
            last: state == .dead ? "Could not connect to server" : state == .delivered ? "204" : ""
        )
    }

    private static func show(
        _ row: WebhookIndex.Row,
        _ states: [WebhookShow.Standing],
        secret: String? = nil
    ) -> WebhookShow.Model {
        WebhookShow.Model(
            row: row,
            name: Field(row.name),
            kinds: kinds,
            chosen: Set(row.kinds),
            kindError: nil,
            query: ListQuery(rules: WebhookShow.rules),
            deliveries: states.map(delivery),
            secret: secret
        )
    }

    private static func tried(_ state: WebhookShow.Standing) -> WebhookDeliveryShow.Model {
        let attempt = WebhookDeliveryShow.Attempt(
            at: Sample.noon,
            answer: "Could not connect to server",
            isGood: false,
            milliseconds: 10_004
        )
        return WebhookDeliveryShow.Model(
            webhook: Mention("website", .webhook(hook)),
            delivery: delivery(state),
            body: .dictionary([
                "type": .string("booking.booked"), "timestamp": .string("2026-10-05T08:00:00.000000Z"),
                "data": .dictionary(["booking_id": .integer(41), "state": .string("booked")]),
            ]),
            attempts: state == .dead ? [attempt] : []
        )
    }
}
