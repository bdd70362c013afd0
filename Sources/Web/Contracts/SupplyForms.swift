import Domain
import HTTPServer
import Templates
import Values

/// The form of a supply contract: what it holds, how it is read, what can be wrong with it.
enum SupplyForms {
    /// What the form offers to choose from.
    struct Choices: Sendable {
        let hosts: [HostName]
        let zones: [String]
        let currency: Currency
    }

    /// The decimals of a price per kWh.
    static let priceDecimals = 6
    /// The decimals of a factor.
    private static let factorDecimals = 9

    static func draft(_ form: inout FormReader) -> SupplyContractDraft? {
        let host = form.id("host", of: HostID.self)
        let reference = form.text("reference", atMost: 64)
        let name = form.text("name", atMost: 140)
        let supplier = form.text("supplier", isRequired: false, atMost: 140)
        return host.map { SupplyContractDraft(hostID: $0, reference: reference, name: name, supplier: supplier) }
    }

    static func version(_ form: inout FormReader, zones: [String]) -> SupplyVersionDraft? {
        let day = form.day("valid_from")
        let pricing = pricing(&form, zones: zones)
        guard let day, let pricing else { return nil }
        return SupplyVersionDraft(validFrom: day, pricing: pricing)
    }

    /// The pricing that the form says; fields of other modes are not looked at.
    static func pricing(_ form: inout FormReader, zones: [String]) -> SupplyPricing? {
        switch form.choice("mode", as: SupplyMode.self) {
        case .fixed: return price(&form, "price", isRequired: true).map(SupplyPricing.fixed)
        case .spot: return zone(&form, zones).map { .spot(zone: $0) }
        case .formula:
            let zone = zone(&form, zones)
            let factor = factor(&form)
            let addend = price(&form, "addend", isRequired: false)
            guard let zone, let factor, let addend else { return nil }
            return .formula(zone: zone, factor: factor, addend: addend)
        case nil: return nil
        }
    }

    /// A price per kWh; nothing typed is zero where nothing is required.
    static func price(_ form: inout FormReader, _ name: String, isRequired: Bool) -> UnitPrice? {
        guard let number = form.decimal(name, isRequired: isRequired) else {
            return isRequired || form[name].error != nil ? nil : .zero
        }
        guard number.scale <= priceDecimals else {
            form.reject(name, .tooManyDecimals(priceDecimals))
            return nil
        }
        guard number.magnitude <= highestPrice, let price = UnitPrice(perKWh: number) else {
            form.reject(name, .between(-100, 100))
            return nil
        }
        return price
    }

    /// No kilowatt-hour costs a hundred of any currency we know; more is a slip of the pen.
    private static let highestPrice = Exact(100)

    private static func zone(_ form: inout FormReader, _ zones: [String]) -> String? {
        let zone = form.choice("zone", of: zones)
        return form["zone"].error == nil ? zone : nil
    }

    private static func factor(_ form: inout FormReader) -> Exact? {
        guard let factor = form.decimal("factor") else { return nil }
        guard factor.scale <= factorDecimals else {
            form.reject("factor", .tooManyDecimals(factorDecimals))
            return nil
        }
        guard factor.magnitude <= Exact(1000) else {
            form.reject("factor", .between(-1000, 1000))
            return nil
        }
        return factor
    }

    /// What stands in the form of a version that goes on from a pricing.
    static func values(_ pricing: SupplyPricing?) -> [String: String] {
        guard let pricing else { return [:] }
        var values = ["mode": pricing.mode]
        values["zone"] = pricing.zone
        switch pricing {
        case .fixed(let price): values["price"] = price.perKWh.description
        case .spot: break
        case .formula(_, let factor, let addend):
            values["factor"] = factor.description
            values["addend"] = addend.perKWh.description
        }
        return values
    }

    static func model(
        _ field: (String) -> Field,
        _ choices: Choices,
        _ contract: SupplyContract?,
        _ preview: ContractPreview.Model,
        _ question: Int?
    ) -> SupplyForm.Model {
        SupplyForm.Model(
            contract: contract?.id,
            contractName: contract?.name ?? "",
            name: field("name"),
            reference: field("reference"),
            host: field("host"),
            hosts: PlaceChoices.hosts(choices.hosts),
            supplier: field("supplier"),
            validFrom: field("valid_from"),
            mode: field("mode"),
            price: field("price"),
            zone: field("zone"),
            zones: choices.zones.map { Choice($0, $0) },
            factor: field("factor"),
            addend: field("addend"),
            currency: choices.currency,
            preview: preview,
            unconfirmed: question
        )
    }
}

/// Where a form says why a contract was not added.
enum ContractProblems {
    /// - Throws: What no field can answer for.
    static func show(_ rejection: ContractRejection, on form: inout FormReader) throws {
        switch rejection {
        case .notAllowed: throw NotPermitted()
        case .contractUnknown: throw NotFound("contract")
        case .hostUnknown: form.reject("host", .notAChoice)
        case .siteUnknown: form.reject("site", siteUnknown)
        case .supplyUnknown: form.reject("supply_contract", supplyUnknown)
        case .referenceTaken: form.reject("reference", .alreadyTaken)
        case .placeTaken: form.reject("site", placeTaken)
        case .factorOutOfRange: form.reject("factor", .between(-1000, 1000))
        case .percentOutOfRange: form.reject("percent", .between(-100, 1000))
        case .termOutOfRange: form.reject("payment_term_days", .between(0, 180))
        case .endBeforeStart: form.reject("valid_until", endBeforeStart)
        }
    }

    static let siteUnknown = Text(
        en: "This site does not belong to the host.",
        nl: "Deze locatie hoort niet bij de locatiehouder."
    )
    static let supplyUnknown = Text(
        en: "Choose a supply contract of the same host.",
        nl: "Kies een leveringscontract van dezelfde locatiehouder."
    )
    static let placeTaken = Text(
        en: "There is a contract for this already; add a version to it.",
        nl: "Hiervoor is al een contract; voeg daar een versie aan toe."
    )
    private static let endBeforeStart = Text(
        en: "The end lies before the start.",
        nl: "Het einde ligt vóór het begin."
    )
}
