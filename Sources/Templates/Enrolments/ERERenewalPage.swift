package import Values

/// Going on with an enrolment whose mandate ends: what is taken over, and that it is signed anew.
package enum ERERenewalPage {
    package struct Model: Sendable {
        package let id: EREEnrolmentID
        package let endsOn: LocalDate
        package let holder: String
        package let address: String
        package let ean: String
        package let chargers: [String]
        package let keptFiles: Int
        package let endedFiles: Int
        /// Whether it was begun and is not signed.
        package let isBegun: Bool

        package init(
            id: EREEnrolmentID,
            endsOn: LocalDate,
            holder: String,
            address: String,
            ean: String,
            chargers: [String],
            keptFiles: Int,
            endedFiles: Int,
            isBegun: Bool
        ) {
            self.id = id
            self.endsOn = endsOn
            self.holder = holder
            self.address = address
            self.ean = ean
            self.chargers = chargers
            self.keptFiles = keptFiles
            self.endedFiles = endedFiles
            self.isBegun = isBegun
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(en: "Go on after \(say.date(model.endsOn))", nl: "Doorgaan na \(say.date(model.endsOn))"),
            frame: frame,
            crumbs: [
                Crumb(say(.ereToggle), frame.inside(.customerERE)),
                Crumb(model.address, frame.inside(.customerEREShow(model.id))),
            ],
            lead: HTML(say(lead))
        ) {
            card(say(en: "Taken over for you to look at", nl: "Voor u ingevuld, kijk het na")) {
                facts(known(model, say))
                if model.endedFiles > 0 { notice(.caution, ended(model.endedFiles, say)) }
                actionButton(
                    frame,
                    model.isBegun
                        ? say(en: "Go on where you were", nl: "Ga verder waar u was")
                        : say(en: "Fill it in and go on", nl: "Vul het in en ga verder"),
                    to: .customerERERenewal(model.id),
                    style: .primary
                )
                p(.class("soft")) { say(nothing) }
            }
        }
    }

    private static let lead = Text(
        en:
            "A mandate holds for whole calendar years and never goes on by itself. Sign another one and your deliveries go on "
            + "counting.",
        nl:
            "Een machtiging geldt voor hele kalenderjaren en loopt nooit vanzelf door. Teken een nieuwe, dan blijven uw "
            + "leveringen meetellen."
    )
    private static let nothing = Text(
        en: "You can change every answer. Nothing counts before you have signed; if you do nothing, the mandate ends.",
        nl:
            "U kunt elk antwoord wijzigen. Er telt niets voordat u heeft getekend; doet u niets, dan eindigt de machtiging."
    )

    private static func known(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(en: "Holder", nl: "Houder"), model.holder),
            Fact(
                say(en: "Connection", nl: "Aansluiting"),
                HTML {
                    model.address + " "
                    code { model.ean }
                }
            ),
            Fact(say(en: "Chargers", nl: "Laders"), model.chargers.joined(separator: ", ")),
            Fact(
                say(en: "Photos and papers that still hold", nl: "Foto’s en papieren die nog gelden"),
                say.count(model.keptFiles)
            ),
        ]
    }

    private static func ended(_ count: Int, _ say: Reader) -> String {
        count == 1
            ? say(
                en: "One paper has ended by then: hand in a newer one on the way.",
                nl: "Eén papier is dan verlopen: lever onderweg een nieuwer in."
            )
            : say(
                en: "\(count) papers have ended by then: hand in newer ones on the way.",
                nl: "\(count) papieren zijn dan verlopen: lever onderweg nieuwere in."
            )
    }
}
