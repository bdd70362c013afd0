package import Values

/// Adding a charge card or changing one.
package enum TokenForm {
    package struct Model: Sendable {
        /// `nil` when the card is new.
        package let id: TokenID?
        package let uid: Field
        package let label: Field
        package let group: Field
        package let validThrough: Field
        package let isBlocked: Field

        package init(
            id: TokenID?,
            uid: Field,
            label: Field,
            group: Field,
            validThrough: Field,
            isBlocked: Field
        ) {
            self.id = id
            self.uid = uid
            self.label = label
            self.group = group
            self.validThrough = validThrough
            self.isBlocked = isBlocked
        }

        var all: [Field] { [uid, label, group, validThrough, isBlocked] }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading =
            model.id == nil
            ? say(en: "New charge card", nl: "Nieuwe laadpas") : say(en: "Edit charge card", nl: "Laadpas bewerken")
        return Page.app(heading, frame: frame, crumbs: [Crumb(say(.chargeCards), .tokens)]) {
            formErrors(model.all, say)
            postForm(frame, to: model.id.map(Route.token) ?? .newToken, .class("form")) {
                fieldGroup(say(en: "Charge card", nl: "Laadpas")) { card(model, say) }
                fieldGroup(say(en: "May it charge?", nl: "Mag hij laden?")) { rights(model, say) }
                formActions {
                    submitButton(say(.save))
                    linkButton(say(.cancel), to: .tokens, style: .quiet)
                }
            }
        }
    }

    private static func card(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            inputField(Control("uid", .idTag, hint: uidHint).autocomplete("off"), model.uid, say)
            inputField(
                Control("label", Text(en: "Belongs to", nl: "Is van"), hint: labelHint).optional,
                model.label,
                say
            )
            inputField(Control("group", .cardGroup, hint: groupHint).optional.autocomplete("off"), model.group, say)
        }
    }

    private static func rights(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            inputField(
                Control("valid_through", .validThrough, hint: expiryHint, type: .date).optional.narrow,
                model.validThrough,
                say
            )
            checkField(
                Control("blocked", Text(en: "Blocked", nl: "Geblokkeerd"), hint: blockedHint).optional,
                model.isBlocked,
                say
            )
        }
    }

    private static let uidHint = Text(
        en: "What the reader sends as idTag, such as 04A1B2C3. OCPP 1.6 takes 20 characters; capitals do not matter.",
        nl: "Wat de lezer als idTag stuurt, zoals 04A1B2C3. OCPP 1.6 neemt 20 tekens; hoofdletters maken niet uit."
    )
    private static let labelHint = Text(
        en: "For people: a name, a number plate, a department.",
        nl: "Voor mensen: een naam, een kenteken, een afdeling."
    )
    private static let groupHint = Text(
        en: "Cards of one group may stop each other's sessions (parentIdTag).",
        nl: "Passen van één groep mogen elkaars sessies stoppen (parentIdTag)."
    )
    private static let expiryHint = Text(
        en: "The last day on which it may charge; empty for no end.",
        nl: "De laatste dag waarop hij mag laden; leeg voor geen einde."
    )
    private static let blockedHint = Text(
        en: "A session under way goes on; the next one is refused.",
        nl: "Een lopende sessie gaat door; de volgende wordt geweigerd."
    )
}
