package import Values

/// How a supplier prices energy, as the forms send it.
package enum SupplyMode: String, CaseIterable, Sendable {
    case fixed, spot, formula

    var title: Text {
        switch self {
        case .fixed: Text(en: "Fixed price", nl: "Vaste prijs")
        case .spot: Text(en: "Day-ahead price", nl: "Dag-vooruitprijs")
        case .formula: Text(en: "Formula over the day-ahead price", nl: "Formule over de dag-vooruitprijs")
        }
    }

    var explanation: Text {
        switch self {
        case .fixed: Text(en: "The same price at every moment.", nl: "Op elk moment dezelfde prijs.")
        case .spot:
            Text(
                en: "The exchange's price of each quarter hour, as it is; it can be negative.",
                nl: "De beursprijs van elk kwartier, onveranderd; hij kan negatief zijn."
            )
        case .formula:
            Text(
                en: "A factor times the exchange's price plus an amount per kWh, as suppliers state it: a × index + b.",
                nl:
                    """
                    Een factor maal de beursprijs plus een bedrag per kWh, zoals leveranciers het opgeven: a \
                    × index + b.
                    """
            )
        }
    }
}

/// A new supply contract, or a new dated version of one.
package enum SupplyForm {
    package struct Model: Sendable {
        /// `nil` for a new contract, else the contract that gets a version.
        package let contract: SupplyContractID?
        /// The name of the contract that gets a version; empty for a new one.
        package let contractName: String
        package let name: Field
        package let reference: Field
        package let host: Field
        package let hosts: [Choice]
        package let supplier: Field
        package let validFrom: Field
        package let mode: Field
        package let price: Field
        package let zone: Field
        package let zones: [Choice]
        package let factor: Field
        package let addend: Field
        package let currency: Currency
        package let preview: ContractPreview.Model
        /// How many corrections of credited sessions are to be agreed to; `nil` when there is no question.
        package let unconfirmed: Int?

        package init(
            contract: SupplyContractID?,
            contractName: String,
            name: Field,
            reference: Field,
            host: Field,
            hosts: [Choice],
            supplier: Field,
            validFrom: Field,
            mode: Field,
            price: Field,
            zone: Field,
            zones: [Choice],
            factor: Field,
            addend: Field,
            currency: Currency,
            preview: ContractPreview.Model,
            unconfirmed: Int? = nil
        ) {
            self.contract = contract
            self.contractName = contractName
            self.name = name
            self.reference = reference
            self.host = host
            self.hosts = hosts
            self.supplier = supplier
            self.validFrom = validFrom
            self.mode = mode
            self.price = price
            self.zone = zone
            self.zones = zones
            self.factor = factor
            self.addend = addend
            self.currency = currency
            self.preview = preview
            self.unconfirmed = unconfirmed
        }

        var all: [Field] {
            (contract == nil ? [name, reference, host, supplier] : []) + [validFrom, mode, price, zone, factor, addend]
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading =
            model.contract == nil
            ? say(en: "New supply contract", nl: "Nieuw leveringscontract")
            : say(en: "New version of ", nl: "Nieuwe versie van ") + model.contractName
        return Page.app(heading, frame: frame, crumbs: crumbs(model, say), lead: HTML(say(lead))) {
            formErrors(model.all, say)
            ContractSaving.question(model.unconfirmed, say)
            div(.class("form-split")) {
                contractForm(model, frame)
                ContractPreview.panel(model.preview, say)
            }
        }
    }

    private static let lead = Text(
        en: "What the host pays its energy supplier for one kWh. It is where every reimbursement starts from.",
        nl: "Wat de locatiehouder zijn energieleverancier per kWh betaalt. Daar begint elke vergoeding."
    )

    private static func crumbs(_ model: Model, _ say: Reader) -> [Crumb] {
        [Crumb(say(.contracts), .contracts)]
            + (model.contract.map { [Crumb(model.contractName, .supplyContract($0))] } ?? [])
    }

    private static func contractForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(
            frame,
            to: model.contract.map(Route.supplyVersions) ?? .newSupplyContract,
            .class("form"),
            .preview(.contractPreview),
            .previewInto(id: ContractPreview.panelID)
        ) {
            hiddenField("kind", "supply")
            if let id = model.contract { hiddenField("contract", "\(id)") }
            if model.contract == nil { parties(model, say) }
            version(model, say)
            prices(model, say)
            ContractSaving.actions(
                model.unconfirmed,
                back: model.contract.map(Route.supplyContract) ?? .contracts,
                say
            )
        }
    }

    private static func parties(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Between", nl: "Tussen")) {
            selectField(Control("host", .host), model.hosts, model.host, say)
            inputField(
                Control("supplier", Text(en: "Supplier", nl: "Leverancier")).optional,
                model.supplier,
                say
            )
            fieldRow {
                inputField(Control("name", .name), model.name, say)
                inputField(Control("reference", .reference), model.reference, say)
            }
        }
    }

    private static func version(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "From when", nl: "Vanaf wanneer"), hint: say(ContractSaving.anew)) {
            inputField(
                Control("valid_from", .validFrom, hint: fromHint, type: .date).narrow,
                model.validFrom,
                say
            )
        }
    }

    private static let fromHint = Text(
        en: "The first day, in the site's time zone.",
        nl: "De eerste dag, in de tijdzone van de locatie."
    )

    private static func prices(_ model: Model, _ say: Reader) -> HTML {
        let unit = model.currency.code + "/kWh"
        return fieldGroup(say(.price), hint: say(vatHint)) {
            radioField(
                Control("mode", ContractFields.mode),
                SupplyMode.allCases.map { Choice($0.rawValue, say($0.title), detail: say($0.explanation)) },
                model.mode,
                say
            )
            inputField(
                Control("price", ContractFields.fixedPrice, hint: priceHint).optional
                    .number(unit: unit),
                model.price,
                say
            )
            selectField(
                Control("zone", .biddingZone, hint: zoneHint).optional,
                model.zones,
                model.zone,
                say
            )
            fieldRow {
                inputField(
                    Control("factor", ContractFields.factor, hint: factorHint).optional
                        .number(unit: "×"),
                    model.factor,
                    say
                )
                inputField(
                    Control("addend", ContractFields.addend, hint: addendHint).optional
                        .number(unit: unit),
                    model.addend,
                    say
                )
            }
        }
    }

    private static let vatHint = Text(
        en: "Without VAT, whichever way the supplier prices; the exchange's prices are without VAT, too.",
        nl: "Zonder btw, hoe de leverancier ook prijst; ook de beursprijzen zijn zonder btw."
    )
    private static let priceHint = Text(
        en: "Only for a fixed price; up to six decimals.",
        nl: "Alleen bij een vaste prijs; tot zes decimalen."
    )
    private static let zoneHint = Text(
        en: "For the day-ahead price and the formula: whose market.",
        nl: "Voor de dag-vooruitprijs en de formule: van welke markt."
    )
    private static let factorHint = Text(en: "Formula only, such as 1.05", nl: "Alleen bij een formule, zoals 1,05")
    private static let addendHint = Text(
        en: "Formula only; may be negative",
        nl: "Alleen bij een formule; mag negatief zijn"
    )
}
