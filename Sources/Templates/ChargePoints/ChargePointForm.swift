package import Values

/// Adding a charge point, whose key is made by us and shown once on the page that follows, or changing one.
package enum ChargePointForm {
    package struct Model: Sendable {
        /// `nil` when the charge point is new.
        package let id: ChargePointID?
        package let identity: Field
        package let name: Field
        package let site: Field
        package let sites: [Choice]
        package let connectors: Field
        package let maxPowerKilowatts: Field
        package let toleratesNoSubprotocol: Field

        package init(
            id: ChargePointID? = nil,
            identity: Field,
            name: Field,
            site: Field,
            sites: [Choice],
            connectors: Field,
            maxPowerKilowatts: Field,
            toleratesNoSubprotocol: Field
        ) {
            self.id = id
            self.identity = identity
            self.name = name
            self.site = site
            self.sites = sites
            self.connectors = connectors
            self.maxPowerKilowatts = maxPowerKilowatts
            self.toleratesNoSubprotocol = toleratesNoSubprotocol
        }

        var all: [Field] { [identity, name, site, connectors, maxPowerKilowatts, toleratesNoSubprotocol] }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading =
            model.id == nil
            ? say(en: "New charge point", nl: "Nieuw laadpunt")
            : say(en: "Edit charge point", nl: "Laadpunt bewerken")
        return Page.app(heading, frame: frame, crumbs: crumbs(model, say)) {
            formErrors(model.all, say)
            postForm(frame, to: model.id.map(Route.editChargePoint) ?? .newChargePoint, .class("form")) {
                identity(model, say)
                hardware(model, say)
                notice(.info, say(model.id == nil ? keyNote : changeNote))
                formActions {
                    submitButton(model.id == nil ? say(addAndShow) : say(.save))
                    linkButton(say(.cancel), to: model.id.map(Route.chargePoint) ?? .chargePoints, style: .quiet)
                }
            }
        }
    }

    private static func crumbs(_ model: Model, _ say: Reader) -> [Crumb] {
        let name = model.name.value.isEmpty ? model.identity.value : model.name.value
        return [Crumb(say(.chargePoints), .chargePoints)] + (model.id.map { [Crumb(name, .chargePoint($0))] } ?? [])
    }

    private static let addAndShow = Text(en: "Add and show its key", nl: "Toevoegen en sleutel tonen")

    private static func identity(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(.chargePoint)) {
            inputField(
                Control("identity", Text(en: "OCPP identity", nl: "OCPP-identiteit"), hint: identityHint),
                model.identity,
                say
            )
            inputField(Control("name", .name, hint: nameHint).optional, model.name, say)
            selectField(Control("site", .site), model.sites, model.site, say)
        }
    }

    private static func hardware(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Hardware", nl: "Hardware")) {
            fieldRow {
                inputField(Control("connectors", .connectors, type: .number).narrow, model.connectors, say)
                inputField(
                    Control("max_power", Text(en: "Highest power", nl: "Hoogste vermogen")).number(unit: "kW"),
                    model.maxPowerKilowatts,
                    say
                )
            }
            checkField(
                Control("no_subprotocol", toleranceTitle, hint: toleranceHint).optional,
                model.toleratesNoSubprotocol,
                say
            )
        }
    }

    private static let identityHint = Text(
        en: "The name it connects under, exactly as in its settings; unique in this installation.",
        nl: "De naam waaronder het verbindt, precies zoals in de instellingen; uniek in deze installatie."
    )
    private static let nameHint = Text(
        en: "For people, such as “Gate, left”.",
        nl: "Voor mensen, zoals “Poort, links”."
    )
    private static let toleranceTitle = Text(
        en: "Connects without naming a protocol",
        nl: "Verbindt zonder een protocol te noemen"
    )
    private static let toleranceHint = Text(
        en: "Some older models do. They are then taken as OCPP 1.6J.",
        nl: "Sommige oudere modellen doen dat. Ze gelden dan als OCPP 1.6J."
    )
    private static let changeNote = Text(
        en: "Sessions of before stay with the site of their time. The key stays; renew it on the charge point's page.",
        nl:
            "Eerdere sessies blijven bij de locatie van toen. De sleutel blijft; vernieuw hem op de pagina van het laadpunt."
    )
    private static let keyNote = Text(
        en: "A key of 160 random bits is made for it and shown once.",
        nl: "Er wordt een sleutel van 160 willekeurige bits gemaakt en één keer getoond."
    )
}
