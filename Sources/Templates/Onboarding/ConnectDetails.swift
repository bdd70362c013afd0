/// The second step: the charge point, and for a relayed one the address it has now.
package enum ConnectDetails {
    package struct Guide: Sendable {
        package let name: String
        package let steps: GuideLines
        package let quirks: GuideLines
        package let isConfirmed: Bool
        package let source: String

        package init(name: String, steps: GuideLines, quirks: GuideLines, isConfirmed: Bool, source: String) {
            self.name = name
            self.steps = steps
            self.quirks = quirks
            self.isConfirmed = isConfirmed
            self.source = source
        }
    }

    package struct Model: Sendable {
        package let platformSlug: String
        package let brandSlug: String
        package let platform: Guide
        package let brand: Guide
        /// Whether messages are passed on to the platform, so that its address is asked for.
        package let isRelayed: Bool
        package let identity: Field
        package let currentURL: Field
        package let name: Field
        package let site: Field
        package let sites: [Choice]
        package let connectors: Field
        package let maxPowerKilowatts: Field
        package let toleratesNoSubprotocol: Field
        /// What is asked of a relayed charge point besides.
        package var relay: [RelayChoice] = []
        package var side = ConnectSide.operators

        package init(
            platformSlug: String,
            brandSlug: String,
            platform: Guide,
            brand: Guide,
            isRelayed: Bool,
            field: (String) -> Field,
            sites: [Choice]
        ) {
            self.platformSlug = platformSlug
            self.brandSlug = brandSlug
            self.platform = platform
            self.brand = brand
            self.isRelayed = isRelayed
            self.sites = sites
            identity = field("identity")
            currentURL = field("current_url")
            name = field("name")
            site = field("site")
            connectors = field("connectors")
            maxPowerKilowatts = field("max_power")
            toleratesNoSubprotocol = field("no_subprotocol")
        }

        var all: [Field] {
            [identity, currentURL, name, site, connectors, maxPowerKilowatts, toleratesNoSubprotocol]
                + relay.map(\.field)
        }
    }

    /// A choice about the relay: a row of radio buttons.
    package struct RelayChoice: Sendable {
        package let control: Control
        package let choices: [Choice]
        package let field: Field

        package init(control: Control, choices: [Choice], field: Field) {
            self.control = control
            self.choices = choices
            self.field = field
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let (say, side) = (frame.say, model.side)
        return Page.app(
            say(.connectCharger),
            frame: frame,
            crumbs: [Crumb(say(.chargePoints), side.list), Crumb(say(.connectCharger), side.start)],
            lead: HTML(model.platform.name + " · " + model.brand.name)
        ) {
            ConnectSteps.bar(2, say)
            if model.sites.isEmpty, side == .hosts { notice(.caution, say(noSite(frame.brand.name))) }
            formErrors(model.all, say)
            columns {
                details(model, frame)
                div(.class("stack")) {
                    guide(model.platform, say)
                    guide(model.brand, say)
                }
            }
        }
    }

    private static func details(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: model.side.details, .class("form")) {
            hiddenField("platform", model.platformSlug)
            hiddenField("brand", model.brandSlug)
            fieldGroup(say(.chargePoint)) {
                inputField(Control("identity", identityTitle, hint: identityHint), model.identity, say)
                if model.isRelayed {
                    inputField(Control("current_url", urlTitle, hint: urlHint), model.currentURL, say)
                }
                inputField(Control("name", .name).optional, model.name, say)
                selectField(Control("site", .site), model.sites, model.site, say)
                fieldRow {
                    inputField(Control("connectors", .connectors, type: .number).narrow, model.connectors, say)
                    inputField(Control("max_power", powerTitle).number(unit: "kW"), model.maxPowerKilowatts, say)
                }
                checkField(Control("no_subprotocol", toleranceTitle).optional, model.toleratesNoSubprotocol, say)
            }
            if !model.relay.isEmpty {
                fieldGroup(say(en: "Passing on", nl: "Doorgeven")) {
                    model.relay.map { radioField($0.control, $0.choices, $0.field, say) }
                }
            }
            formActions {
                submitButton(say(en: "Make its address and key", nl: "Adres en sleutel maken"))
                linkButton(say(.cancel), to: model.side.start, style: .quiet)
            }
        }
    }

    private static func guide(_ guide: Guide, _ say: Reader) -> HTML {
        card(guide.name, actions: confidenceBadge(isConfirmed: guide.isConfirmed, say)) {
            PlatformGuide.list(guide.steps, guide.quirks, say)
            p(.class("soft")) { say(en: "Source: ", nl: "Bron: ") + guide.source }
        }
    }

    private static func noSite(_ name: String) -> Text {
        Text(
            en: "You have no site yet, and a charge point stands at one: ask \(name) to add it.",
            nl: "U heeft nog geen locatie, en een laadpunt staat op een locatie: vraag \(name) die toe te voegen."
        )
    }

    private static let identityTitle = Text(en: "OCPP identity", nl: "OCPP-identiteit")
    private static let identityHint = Text(
        en: "Exactly as in the charge point's settings now, capitals included; often the last part of its address.",
        nl: "Precies zoals nu in de instellingen, ook hoofdletters; vaak het laatste deel van het adres."
    )
    private static let urlTitle = Text(en: "Its address now", nl: "Het huidige adres")
    private static let urlHint = Text(
        en: "As set in the charge point, with or without the identity at its end. Messages are passed on to it.",
        nl:
            "Zoals ingesteld in het laadpunt, met of zonder de identiteit erachter. Daarheen worden berichten doorgegeven."
    )
    private static let powerTitle = Text(en: "Highest power", nl: "Hoogste vermogen")
    private static let toleranceTitle = Text(
        en: "Connects without naming a protocol (some older models)",
        nl: "Verbindt zonder een protocol te noemen (sommige oudere modellen)"
    )
}
