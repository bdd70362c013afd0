import Values

// MARK: Contracts

extension PortfolioReader {
    mutating func readSupply(_ place: JSONCursor) {
        var fields = PortfolioFields(place)
        let reference = fields.text("reference", max: 40)
        let host = fields.text("host", max: 40)
        define("supply contract", reference, place, host: host)
        check("host", host, &fields, "host")
        var contract = PortfolioSupplyContract(
            host: host,
            reference: reference,
            name: fields.optionalText("name") ?? reference,
            supplier: fields.optionalText("supplier") ?? "",
            versions: [],
            says: (name: place["name"] != nil, supplier: place["supplier"] != nil),
            places: PortfolioPlaces(place, "reference", "host")
        )
        for version in readVersions(&fields) {
            if let draft = readSupplyVersion(version) { contract.versions.append(draft) }
        }
        close(&fields)
        file.supplyContracts.append(contract)
    }

    /// The versions of a contract, one a day: of two for one day the file would not say which one counts.
    private func readVersions(_ fields: inout PortfolioFields) -> [JSONCursor] {
        let versions = fields.list("versions")
        if versions.isEmpty { fields.note(fields.cursor["versions"], "versions must have at least one element") }
        var lines: [String: Int] = [:]
        for version in versions {
            guard let place = version["valid_from"], let day = place.value.stringValue else { continue }
            if let line = lines[day] { fields.note(place, "the version of line \(line) begins on this day already") }
            lines[day] = place.line
        }
        return versions
    }

    private mutating func readSupplyVersion(_ place: JSONCursor) -> SupplyVersionDraft? {
        var fields = PortfolioFields(place)
        let day = fields.day("valid_from")
        let pricing = readPricing(&fields)
        let draft = day.flatMap { day in pricing.map { SupplyVersionDraft(validFrom: day, pricing: $0) } }
        if let draft { check(&fields) { () throws(ContractRejection) in try Contracts.check(draft) } }
        close(&fields)
        return draft
    }

    /// Notes at its field what the domain does not take.
    private func check(_ fields: inout PortfolioFields, _ body: () throws(ContractRejection) -> Void) {
        do throws(ContractRejection) {
            try body()
        } catch {
            switch error {
            case .factorOutOfRange:
                fields.note(fields.cursor["factor"], "must be from -1000 to 1000 with at most nine decimals")
            case .percentOutOfRange:
                fields.note(fields.cursor["percent"], "must be from -100 to 1000 with at most six decimals")
            case .endBeforeStart: fields.note(fields.cursor["valid_until"], "must lie after valid_from")
            default: fields.note(nil, error.rawValue)
            }
        }
    }

    private func readPricing(_ fields: inout PortfolioFields) -> SupplyPricing? {
        let mode: PortfolioSupplyMode? = fields.choice("mode", default: nil)
        switch mode {
        case .fixed: return fields.unitPrice("price_per_kwh", default: nil).map(SupplyPricing.fixed)
        case .spot: return .spot(zone: readBiddingZone("zone", &fields))
        case .formula:
            let zone = readBiddingZone("zone", &fields)
            guard let factor = fields.exact("factor", default: nil),
                let addend = fields.unitPrice("addend_per_kwh", default: .zero)
            else { return nil }
            return .formula(zone: zone, factor: factor, addend: addend)
        case nil:
            // Which fields belong there is not known then; calling them unknown would only mislead.
            fields.ignore("price_per_kwh", "zone", "factor", "addend_per_kwh")
            return nil
        }
    }

    mutating func readReimbursement(_ place: JSONCursor) {
        var fields = PortfolioFields(place)
        let reference = fields.text("reference", max: 40)
        define("reimbursement contract", reference, place)
        let host = fields.text("host", max: 40)
        check("host", host, &fields, "host")
        let site = fields.optionalName("site", max: 40)
        check("site", site, &fields, "site")
        if let site { check("site", site, isOf: host, &fields, "site") }
        define("contract place", "\(host)/\(site ?? "")", place)
        var contract = PortfolioReimbursementContract(
            host: host,
            site: site,
            reference: reference,
            name: fields.optionalText("name") ?? reference,
            versions: [],
            saysName: place["name"] != nil,
            places: PortfolioPlaces(place, "reference", "host", "site")
        )
        for version in readVersions(&fields) {
            if let read = readReimbursementVersion(version, host: host) { contract.versions.append(read) }
        }
        close(&fields)
        file.reimbursementContracts.append(contract)
    }

    private mutating func readReimbursementVersion(
        _ place: JSONCursor,
        host: String
    ) -> PortfolioReimbursementContract.Version? {
        var fields = PortfolioFields(place)
        let supply = fields.text("supply_contract", max: 40)
        check("supply contract", supply, &fields, "supply_contract")
        check("supply contract", supply, isOf: host, &fields, "supply_contract")
        let from = fields.day("valid_from")
        let until = fields.optionalDay("valid_until")
        let fixed = fields.unitPrice("fixed_per_kwh", default: .zero)
        let percent = fields.exact("percent", default: .zero)
        let pricing: PricingMoment? = fields.choice("pricing", default: nil)
        let kind: PaymentTerm.Kind? = fields.choice("payment_term_kind", default: .net)
        let days = Int(fields.integer("payment_term_days", in: 0...180, default: 30))
        guard let from, let fixed, let percent, let pricing, let kind else {
            close(&fields)
            return nil
        }
        let version = PortfolioReimbursementContract.Version(
            supplyContract: supply,
            validFrom: from,
            validUntil: until,
            fixed: fixed,
            percent: percent,
            pricing: pricing,
            paymentTerm: PaymentTerm(kind: kind, days: days)
        )
        check(&fields) { () throws(ContractRejection) in try Contracts.check(version.draft(SupplyContractID(0))) }
        close(&fields)
        return version
    }
}

/// Supply modes as the file names them.
private enum PortfolioSupplyMode: String, CaseIterable {
    case fixed
    case spot
    case formula
}
