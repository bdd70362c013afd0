/// The first step of connecting a charge point: which platform, which brand.
package enum ConnectStart {
    package struct Model: Sendable {
        package let platforms: [Choice]
        package let brands: [Choice]
        package let side: ConnectSide

        package init(platforms: [Choice], brands: [Choice], side: ConnectSide = .operators) {
            self.platforms = platforms
            self.brands = brands
            self.side = side
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let (say, side) = (frame.say, model.side)
        return Page.app(
            say(.connectCharger),
            frame: frame,
            crumbs: [Crumb(say(.chargePoints), side.list)],
            lead: HTML(say(lead))
        ) {
            ConnectSteps.bar(1, say)
            form(.method(.get), .action(side.details), .class("form")) {
                fieldGroup(say(en: "Platform and brand", nl: "Platform en merk"), hint: say(hint)) {
                    selectField(
                        Control("platform", platformTitle, hint: side == .hosts ? unlisted(frame.brand.name) : nil),
                        model.platforms,
                        Field(),
                        say
                    )
                    selectField(Control("brand", brandTitle), model.brands, Field(), say)
                }
                formActions {
                    submitButton(say(.next))
                    if side == .operators {
                        linkButton(say(.platforms), to: .platforms, style: .quiet)
                        downloadButton(
                            say(en: "Labels to print", nl: "Labels om te printen"),
                            to: Link(.connectLabels),
                            style: .quiet
                        )
                    } else {
                        linkButton(say(.cancel), to: side.list, style: .quiet)
                    }
                }
            }
        }
    }

    private static let lead = Text(
        en: "One address is changed in the charge point; everything else stays as it is.",
        nl: "Er verandert één adres in het laadpunt; al het andere blijft zoals het is."
    )
    private static let hint = Text(
        en: "Where is the charge point connected now? Take this central system when it is new or should be ours alone.",
        nl: "Waar is het laadpunt nu mee verbonden? Kies dit centrale systeem als het nieuw is of alleen van ons wordt."
    )
    private static func unlisted(_ name: String) -> Text {
        Text(
            en: "Not in the list? Ask \(name) to add it.",
            nl: "Staat het er niet bij? Vraag \(name) het toe te voegen."
        )
    }
    private static let platformTitle = Text(en: "Its platform", nl: "Het platform")
    private static let brandTitle = Text(en: "Its brand", nl: "Het merk")
}

/// Where somebody is on the way.
enum ConnectSteps {
    static func bar(_ current: Int, _ say: Reader) -> HTML {
        ol(.class("progress"), .ariaLabel(say(en: "Steps", nl: "Stappen"))) {
            titles.enumerated().map { index, title in
                li(.class("progress__step"), .when(index + 1 == current, .ariaCurrentStep())) {
                    "\(index + 1). " + say(title)
                }
            }
        }
    }

    private static let titles = [
        Text(en: "Platform and brand", nl: "Platform en merk"),
        Text(en: "Charge point", nl: "Laadpunt"),
        Text(en: "Address and key", nl: "Adres en sleutel"),
        Text(en: "Connected", nl: "Verbonden"),
    ]
}

extension Text {
    static let next = Text(en: "Next", nl: "Volgende")
}
