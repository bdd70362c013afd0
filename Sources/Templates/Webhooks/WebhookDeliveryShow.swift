package import Values

/// An event for a webhook: what was sent, and each attempt.
package enum WebhookDeliveryShow {
    package struct Attempt: Sendable {
        package let at: Timestamp
        package let answer: String
        package let isGood: Bool
        package let milliseconds: Int

        package init(at: Timestamp, answer: String, isGood: Bool, milliseconds: Int) {
            self.at = at
            self.answer = answer
            self.isGood = isGood
            self.milliseconds = milliseconds
        }
    }

    package struct Model: Sendable {
        package let webhook: Mention
        package let delivery: WebhookShow.Delivery
        package let body: JSON
        package let attempts: [Attempt]

        package init(webhook: Mention, delivery: WebhookShow.Delivery, body: JSON, attempts: [Attempt]) {
            self.webhook = webhook
            self.delivery = delivery
            self.body = body
            self.attempts = attempts
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.delivery.kind,
            frame: frame,
            crumbs: [
                Crumb(say(.webhooks), .webhooks), Crumb(model.webhook.name, model.webhook.route ?? .webhooks),
            ],
            lead: WebhookWords.badge(model.delivery.state, say),
            actions: actionButton(
                frame,
                say(en: "Send again", nl: "Opnieuw sturen"),
                to: .webhookReplay(model.delivery.id)
            )
        ) {
            columns {
                card(say(en: "Message", nl: "Bericht")) { facts(figures(model, say)) }
                card(say(en: "Body", nl: "Inhoud")) { pre { code { model.body.prettyText } } }
            }
            attempts(model, say)
        }
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact("webhook-id", HTML { code { model.delivery.message } }),
            Fact(say(en: "When", nl: "Wanneer"), say.dateTime(model.delivery.at)),
            Fact(say(en: "Attempts", nl: "Pogingen"), say.count(model.delivery.attempts)),
            Fact(
                say(en: "Next attempt", nl: "Volgende poging"),
                model.delivery.nextAt.map { say.dateTime($0) } ?? say(en: "none", nl: "geen")
            ),
        ]
    }

    private static func attempts(_ model: Model, _ say: Reader) -> HTML {
        let title = say(en: "Attempts", nl: "Pogingen")
        if model.attempts.isEmpty {
            return card(title) { p(.class("soft")) { say(en: "It has not been sent yet.", nl: "Nog niet gestuurd.") } }
        }
        let columns: [Column<Attempt>] = [
            Column(say(en: "When", nl: "Wanneer")) { row in exactMoment(row.at, say) },
            Column(say(en: "Answer", nl: "Antwoord")) { row in badge(row.answer, row.isGood ? .good : .bad) },
            .number(say(en: "Milliseconds", nl: "Milliseconden")) { row in say.count(row.milliseconds) },
        ]
        return tableCard(title) { plainTable(title, columns, model.attempts) }
    }
}
