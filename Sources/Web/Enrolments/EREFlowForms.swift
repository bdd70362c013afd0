import Domain
import HTTPServer
import Templates
import Values

/// Reads and fills the forms of the steps.
enum EREFlowForms {
    // MARK: Who

    static func holder(_ form: inout FormReader) -> EREHolder? {
        let kind = form.choice("kind", as: EREHolderKind.self)
        let name = form.text("name", atMost: EREHolder.nameLength)
        guard let kind, kind != .person else { return form.isValid ? EREHolder(kind: .person, name: name) : nil }
        var address = Domain.Address(
            street: form.text("street", atMost: 70),
            houseNumber: form.text("house_number", atMost: 16),
            postcode: form.text("postcode", atMost: 16),
            town: form.text("town", atMost: 35),
            country: form.text("country", atMost: 2).uppercased()
        )
        if !address.country.isEmpty, !CountryCode.isValid(address.country) { form.reject("country", .unknownCountry) }
        if address.country == "NL" { address.postcode = DutchPostcode(address.postcode)?.text ?? address.postcode }
        let holder = EREHolder(
            kind: kind,
            name: name,
            address: address,
            companyNumber: KvKNumber(form.typed("company_number"))?.text ?? form.text("company_number", atMost: 32),
            vatID: form.text("vat_id", isRequired: false, atMost: 20),
            isSoleTrader: form.isTicked("sole_trader"),
            representative: form.text("representative", atMost: EREHolder.nameLength),
            authority: form.choice("authority", as: EREAuthority.self) ?? .registered
        )
        show(EREChecks.problems(holder), on: &form)
        return form.isValid ? holder : nil
    }

    static func initial(_ holder: EREHolder?, _ customer: CustomerDetails) -> [String: String] {
        let kind = holder?.kind.rawValue ?? customer.kind.rawValue
        let address = holder?.address ?? customer.address
        return [
            "kind": kind, "name": holder?.name ?? customer.name,
            "company_number": holder?.companyNumber ?? customer.companyNumber,
            "vat_id": holder?.vatID ?? customer.vatID, "sole_trader": holder?.isSoleTrader == true ? "yes" : "",
            "representative": holder?.representative ?? "",
            "authority": holder?.authority.rawValue ?? EREAuthority.registered.rawValue,
        ].merging(fields(address)) { $1 }
    }

    private static func fields(_ address: Domain.Address) -> [String: String] {
        [
            "street": address.street, "house_number": address.houseNumber, "postcode": address.postcode,
            "town": address.town, "country": address.country.isEmpty ? "NL" : address.country,
        ]
    }

    // MARK: Connection

    static func connection(_ form: inout FormReader) -> EREConnection? {
        let typed = form.typed("ean")
        if let fault = EAN18.fault(in: typed) { form.reject("ean", EREWords.text(fault)) }
        var address = AddressForm.read(&form)
        address.postcode = DutchPostcode(address.postcode)?.text ?? address.postcode
        let construct = form.choice("construct", as: EREConstruct.self)
        guard let ean = EAN18(typed), let construct else { return nil }
        let connection = EREConnection(ean: ean, address: address, construct: construct, isHeld: form.isTicked("held"))
        show(EREChecks.problems(connection), on: &form)
        return form.isValid ? connection : nil
    }

    static func initial(_ connection: EREConnection?, _ customer: CustomerDetails) -> [String: String] {
        [
            "ean": connection?.ean.text ?? "",
            "construct": connection?.construct.rawValue ?? EREConstruct.meteredDeliveryPoint.rawValue,
            "held": connection?.isHeld == true ? "yes" : "",
        ].merging(fields(connection?.address ?? customer.address)) { $1 }
    }

    // MARK: Account

    static func account(_ form: inout FormReader) -> EREAccount? {
        let text = BankForm.iban(&form)
        if text.isEmpty { form.reject("iban", .required) }
        let holder = form.text("account_holder", isRequired: false, atMost: EREHolder.nameLength)
        let iban = IBAN(text)
        if let iban, !iban.isSEPA { form.reject("iban", outsideSEPA) }
        guard form.isValid, let iban else { return nil }
        return EREAccount(iban: iban, accountHolder: holder)
    }

    private static let outsideSEPA = Text(
        en: "Payments by SEPA do not reach this country.",
        nl: "SEPA-betalingen bereiken dit land niet."
    )

    static func initial(_ account: EREAccount?, _ customer: CustomerDetails) -> [String: String] {
        [
            "iban": account?.iban.grouped ?? IBAN(customer.iban)?.grouped ?? "",
            "account_holder": account?.accountHolder ?? customer.accountHolder,
        ]
    }

    // MARK: Charger

    /// A charger as typed, or as a connected charge point said; what is typed counts.
    static func charger(
        _ form: inout FormReader,
        _ connected: EREConnectedCharger?,
        behind construct: EREConstruct,
        hasFile: Bool,
        _ catalogue: MeterCatalogue
    ) -> ERECharger? {
        let typed = ["brand", "model", "serial"].map { form.text($0, isRequired: false, atMost: ERECharger.textLength) }
        let brand = typed[0].isEmpty ? connected?.brand ?? "" : typed[0]
        let model = typed[1].isEmpty ? connected?.model ?? "" : typed[1]
        let place =
            construct == .exclusive ? EREMeterPlace.unknown : form.choice("meter_place", as: EREMeterPlace.self)
        var charger = ERECharger(
            brand: brand,
            model: model,
            serial: typed[2].isEmpty ? connected?.serial ?? "" : typed[2],
            meterPlace: place ?? .unknown,
            verdict: connected?.verdict ?? EREMeterVerdict(brand: brand, model: model, catalogue),
            evidence: hasFile ? 1 : 0,
            feedsBack: form.isTicked("feeds_back")
        )
        show(EREChecks.problems(charger, behind: construct), on: &form)
        charger.evidence = 0
        return form.isValid ? charger : nil
    }

    // MARK: Problems

    /// Says each problem at its field.
    static func show(_ problems: [EREProblem], on form: inout FormReader) {
        for problem in problems { form.reject(field(problem, form), EREWords.text(problem)) }
    }

    private static func field(_ problem: EREProblem, _ form: FormReader) -> String {
        switch problem {
        case .holderUnnamed: "name"
        case .companyNumber: "company_number"
        case .vatID, .vatIDTellsCitizenNumber: "vat_id"
        case .representativeMissing: "representative"
        case .establishment, .street: "street"
        case .ean: "ean"
        case .houseNumber: "house_number"
        case .postcode: "postcode"
        case .town: "town"
        case .country: "country"
        case .notHeld: "held"
        case .chargerUnnamed: form.typed("brand").isEmpty ? "brand" : "model"
        case .serialMissing, .serialTwice, .tooManyChargers, .noCharger: "serial"
        case .meterElsewhere: "meter_place"
        case .noMeter: "proof"
        case .notSaid: ""
        }
    }

    /// Until when evidence of a meter holds; `nil` where nothing was typed, or what was typed is not taken, which the form says.
    static func evidenceEnd(_ name: String, _ form: inout FormReader) -> LocalDate? {
        guard let day = form.day(name, isRequired: false) else { return nil }
        guard EREEvidenceEnds.range.contains(day) else {
            form.reject(name, Text(en: "A day of this century.", nl: "Een dag van deze eeuw."))
            return nil
        }
        return day
    }
}
