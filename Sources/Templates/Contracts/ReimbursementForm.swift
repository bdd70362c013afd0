package import Values

/// A new reimbursement contract, or a new dated version of one.
package enum ReimbursementForm {
    package struct Model: Sendable {
        /// `nil` for a new contract, else the contract that gets a version.
        package let contract: ReimbursementContractID?
        package let contractName: String
        package let name: Field
        package let reference: Field
        /// Whose contract it is; sites and supply contracts to choose from are this host's.
        package let host: HostID
        package let hostName: String
        package let vatStatus: VATStatus
        /// Empty for all sites.
        package let site: Field
        package let sites: [Choice]
        package let supplyContract: Field
        package let supplyContracts: [Choice]
        package let validFrom: Field
        package let validUntil: Field
        package let fixed: Field
        package let percent: Field
        package let pricing: Field
        package let paymentTermDays: Field
        package let paymentTermKind: Field
        package let currency: Currency
        package let preview: ContractPreview.Model
        /// How many corrections of credited sessions are to be agreed to; `nil` when there is no question.
        package let unconfirmed: Int?

        package init(
            contract: ReimbursementContractID?,
            contractName: String,
            name: Field,
            reference: Field,
            host: HostID,
            hostName: String,
            vatStatus: VATStatus,
            site: Field,
            sites: [Choice],
            supplyContract: Field,
            supplyContracts: [Choice],
            validFrom: Field,
            validUntil: Field,
            fixed: Field,
            percent: Field,
            pricing: Field,
            paymentTermDays: Field,
            paymentTermKind: Field,
            currency: Currency,
            preview: ContractPreview.Model,
            unconfirmed: Int? = nil
        ) {
            self.contract = contract
            self.contractName = contractName
            self.name = name
            self.reference = reference
            self.host = host
            self.hostName = hostName
            self.vatStatus = vatStatus
            self.site = site
            self.sites = sites
            self.supplyContract = supplyContract
            self.supplyContracts = supplyContracts
            self.validFrom = validFrom
            self.validUntil = validUntil
            self.fixed = fixed
            self.percent = percent
            self.pricing = pricing
            self.paymentTermDays = paymentTermDays
            self.paymentTermKind = paymentTermKind
            self.currency = currency
            self.preview = preview
            self.unconfirmed = unconfirmed
        }

        var all: [Field] {
            (contract == nil ? [name, reference, site] : [])
                + [supplyContract, validFrom, validUntil, fixed, percent, pricing, paymentTermDays, paymentTermKind]
        }
    }

    static let allSites = Text(
        en: "All sites without a contract of their own",
        nl: "Alle locaties zonder eigen contract"
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading =
            model.contract == nil
            ? say(new)
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

    static let new = Text(en: "New reimbursement contract", nl: "Nieuw vergoedingscontract")
    static let lead = Text(
        en: "What you pay the host for each kWh that a car draws from its connection.",
        nl: "Wat u de locatiehouder betaalt voor elke kWh die een auto uit zijn aansluiting haalt."
    )

    private static func crumbs(_ model: Model, _ say: Reader) -> [Crumb] {
        [Crumb(say(.contracts), .contracts)]
            + (model.contract.map { [Crumb(model.contractName, .reimbursementContract($0))] } ?? [])
    }

    private static func contractForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(
            frame,
            to: model.contract.map(Route.reimbursementVersions) ?? .newReimbursementContract,
            .class("form"),
            .preview(.contractPreview),
            .previewInto(id: ContractPreview.panelID)
        ) {
            hiddenField("kind", "reimbursement")
            hiddenField("host", "\(model.host)")
            if let id = model.contract { hiddenField("contract", "\(id)") }
            if model.contract == nil { parties(model, say) }
            validity(model, say)
            price(model, say)
            moment(model, say)
            payment(model, say)
            ContractSaving.actions(
                model.unconfirmed,
                back: model.contract.map(Route.reimbursementContract) ?? .contracts,
                say
            )
        }
    }

    private static func parties(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "For", nl: "Voor")) {
            p {
                say(.host) + ": "
                strong { model.hostName }
                " · "
                a(.href(.newReimbursementContract)) { say(en: "another host", nl: "een andere locatiehouder") }
            }
            selectField(
                Control("site", .site, hint: siteHint).optional,
                [Choice("", say(allSites))] + model.sites,
                model.site,
                say
            )
            fieldRow {
                inputField(Control("name", .name), model.name, say)
                inputField(Control("reference", .reference), model.reference, say)
            }
        }
    }

    private static let siteHint = Text(
        en: "A site's own contract goes before one for all sites.",
        nl: "Een eigen contract van een locatie gaat voor een contract voor alle locaties."
    )

    private static func validity(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "When", nl: "Wanneer"), hint: say(validityHint) + " " + say(ContractSaving.anew)) {
            fieldRow {
                inputField(Control("valid_from", .validFrom, type: .date).narrow, model.validFrom, say)
                inputField(
                    Control("valid_until", .until, type: .date).optional.narrow,
                    model.validUntil,
                    say
                )
            }
        }
    }

    private static let validityHint = Text(
        en: "A session belongs to the version of the day on which it starts, in the site's time zone.",
        nl: "Een sessie hoort bij de versie van de dag waarop zij start, in de tijdzone van de locatie."
    )

    private static func price(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(.price), hint: say(priceHint)) {
            supply(model, say)
            fieldRow {
                inputField(
                    Control("percent", ContractFields.percent, hint: percentHint)
                        .optional.number(unit: "%"),
                    model.percent,
                    say
                )
                inputField(
                    Control("fixed", ContractFields.fixed, hint: fixedHint)
                        .optional.number(unit: model.currency.code + "/kWh"),
                    model.fixed,
                    say
                )
            }
            notice(.info, say(negativeRule))
            notice(.info, say(model.vatStatus.cover))
        }
    }

    private static func supply(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            selectField(
                Control("supply_contract", .supplyContract, hint: supplyHint),
                model.supplyContracts,
                model.supplyContract,
                say
            )
            if model.supplyContracts.isEmpty {
                notice(.caution, say(noSupply)) {
                    p {
                        a(.href(Link(.newSupplyContract, query: [Link.Pair("host", "\(model.host)")]))) {
                            say(en: "Make one first", nl: "Maak dat eerst")
                        }
                    }
                }
            }
        }
    }

    private static let noSupply = Text(
        en: "This host has no supply contract",
        nl: "Deze locatiehouder heeft geen leveringscontract"
    )
    private static let priceHint = Text(
        en:
            """
            price = supply price + percentage of it + fixed amount. Leave both empty to pass the supply price \
            through.
            """,
        nl:
            """
            prijs = leveringsprijs + percentage ervan + vast bedrag. Laat beide leeg om de leveringsprijs \
            door te geven.
            """
    )
    private static let supplyHint = Text(
        en: "The price the host pays its supplier is where this one starts.",
        nl: "De prijs die de locatiehouder zijn leverancier betaalt is het begin van deze."
    )
    private static let percentHint = Text(
        en: "Of the supply price, per kWh, such as 2.5",
        nl: "Van de leveringsprijs, per kWh, zoals 2,5"
    )
    private static let fixedHint = Text(
        en: "Per kWh, up to six decimals",
        nl: "Per kWh, tot zes decimalen"
    )
    static let negativeRule = Text(
        en: "A percent margin on a negative price is 0; the price itself stays negative.",
        nl: "Een procentuele marge op een negatieve prijs is 0; de prijs zelf blijft negatief."
    )

    private static func moment(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Price of which moment", nl: "Prijs van welk moment"), hint: say(momentHint)) {
            radioField(
                Control("pricing", ContractFields.pricing),
                PricingMode.allCases.map { Choice($0.rawValue, say($0.title), detail: say($0.explanation)) },
                model.pricing,
                say
            )
        }
    }

    private static let momentHint = Text(
        en: "Each journal line also shows what the other way would have given.",
        nl: "Elke journaalregel toont ook wat de andere wijze had opgeleverd."
    )

    private static func payment(_ model: Model, _ say: Reader) -> HTML {
        let kinds = [
            Choice("net", say(en: "after the credit's date", nl: "na de datum van de vergoeding")),
            Choice("end_of_month", say(en: "after the end of that month", nl: "na het einde van die maand")),
        ]
        return fieldGroup(say(en: "Payment", nl: "Betaling"), hint: say(paymentHint)) {
            fieldRow {
                inputField(
                    Control("payment_term_days", Text(en: "Payment term", nl: "Betaaltermijn"))
                        .number(unit: say(en: "days", nl: "dagen")),
                    model.paymentTermDays,
                    say
                )
                selectField(
                    Control("payment_term_kind", Text(en: "Counted", nl: "Geteld")),
                    kinds,
                    model.paymentTermKind,
                    say
                )
            }
        }
    }

    private static let paymentHint = Text(
        en: "One credit each month, made when the month is closed.",
        nl: "Elke maand één vergoeding, gemaakt als de maand wordt afgesloten."
    )
}
