import Values

extension ChargePointShow {
    /// That it is out of use, and the way back.
    static func retired(_ since: Timestamp, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say.at(model.zone)
        return notice(.caution, say(outOfUse(since: say.dateTime(since)))) {
            p { say(retiredText) }
            if model.mayEdit {
                actionButton(
                    frame,
                    say(en: "Put back into use with a new key", nl: "Weer in gebruik nemen met een nieuwe sleutel"),
                    to: .chargePointReturn(model.id)
                )
            }
        }
    }

    private static func outOfUse(since: String) -> Text {
        Text(en: "Out of use since \(since)", nl: "Buiten gebruik sinds \(since)")
    }
    private static let retiredText = Text(
        en: "It can no longer connect, and its key is forgotten. Its sessions and their money stay as they are.",
        nl: "Het kan niet meer verbinden en de sleutel is vergeten. De sessies en hun geld blijven zoals ze zijn."
    )

    /// Taking it out of use.
    static func retirement(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "Take out of use", nl: "Buiten gebruik stellen")) {
            p(.class("soft")) { say(retirementText) }
            div {
                actionButton(
                    frame,
                    say(en: "Take out of use", nl: "Buiten gebruik stellen"),
                    to: .chargePointRetirement(model.id),
                    style: .danger,
                    confirm: question(model.name)
                )
            }
        }
    }

    private static let retirementText = Text(
        en:
            "For a charge point that is taken down. Its key is forgotten, so it can no longer connect; nothing else is.",
        nl: "Voor een laadpunt dat wordt weggehaald. Alleen de sleutel wordt vergeten, dus het kan niet meer verbinden."
    )
    private static func question(_ name: String) -> Text {
        Text(
            en: "Take \(name) out of use? It can be put back later, with a new key.",
            nl: "\(name) buiten gebruik stellen? Het kan later terug, met een nieuwe sleutel."
        )
    }
}

extension Text {
    static let outOfUse = Text(en: "Out of use", nl: "Buiten gebruik")
}
