package import Values

extension LineDetail {
    /// The detail as stored; numbers are texts, so that none passes through a floating-point number.
    package var json: JSON {
        var members: [JSONMember] = []
        if let terms { members.append(JSONMember(name: "terms", value: terms.json)) }
        if !parts.isEmpty { members.append(JSONMember(name: "parts", value: .array(parts.map(\.json)))) }
        if !missing.isEmpty {
            members.append(JSONMember(name: "missing", value: .array(missing.map { .string($0.rfc3339) })))
        }
        if !otherCurrencies.isEmpty {
            members.append(JSONMember(name: "known_in", value: .array(otherCurrencies.map { .string($0.code) })))
        }
        if !heldFor.isEmpty {
            members.append(JSONMember(name: "held_for", value: .array(heldFor.map { .string($0.rawValue) })))
        }
        if isRetired { members.append(JSONMember(name: "no_longer_given", value: .bool(true))) }
        if isTooLarge { members.append(JSONMember(name: "too_large", value: .bool(true))) }
        return .object(members)
    }

    /// Reads the terms of a detail as stored.
    package static func terms(in json: JSON) -> Terms? { json["terms"].flatMap(Terms.init(json:)) }

    /// Reads a detail of a line in a currency as stored; what is missing is empty.
    ///
    /// The currency is not stored a second time: a line has only prices in its own.
    package init(json: JSON, currency: Currency) {
        let terms = LineDetail.terms(in: json)
        let plan = terms?.plan
        self.init(
            terms: terms,
            parts: (json["parts"]?.arrayValue ?? []).compactMap { RatedPart(json: $0, plan: plan, currency: currency) },
            missing: (json["missing"]?.arrayValue ?? []).compactMap { $0.stringValue.flatMap { Timestamp($0) } },
            heldFor: (json["held_for"]?.arrayValue ?? []).compactMap {
                $0.stringValue.flatMap(SessionFlag.init(rawValue:))
            }
        )
        otherCurrencies = (json["known_in"]?.arrayValue ?? []).compactMap {
            $0.stringValue.flatMap(Currency.init(rawValue:))
        }
        isRetired = json["no_longer_given"]?.boolValue ?? false
        isTooLarge = json["too_large"]?.boolValue ?? false
    }
}

extension LineDetail.Terms {
    fileprivate var json: JSON {
        var members = [JSONMember(name: "mode", value: .string(supply.mode))]
        switch supply {
        case .fixed(let price): members.append(JSONMember(name: "price", value: .string(price.perKWh.description)))
        case .spot(let zone): members.append(JSONMember(name: "zone", value: .string(zone)))
        case .formula(let zone, let factor, let addend):
            members.append(JSONMember(name: "zone", value: .string(zone)))
            members.append(JSONMember(name: "factor", value: .string(factor.description)))
            members.append(JSONMember(name: "addend", value: .string(addend.perKWh.description)))
        }
        members.append(JSONMember(name: "fixed", value: .string(fixed.perKWh.description)))
        members.append(JSONMember(name: "percent", value: .string(percent.description)))
        return .object(members)
    }

    fileprivate init?(json: JSON) {
        guard let fixed = json["fixed"]?.unitPrice, let percent = json["percent"]?.exactText,
            let supply = SupplyPricing(json: json)
        else { return nil }
        self.init(supply: supply, fixed: fixed, percent: percent)
    }
}

extension SupplyPricing {
    fileprivate init?(json: JSON) {
        switch json["mode"]?.stringValue {
        case "fixed":
            guard let price = json["price"]?.unitPrice else { return nil }
            self = .fixed(price)
        case "spot":
            guard let zone = json["zone"]?.stringValue else { return nil }
            self = .spot(zone: zone)
        case "formula":
            guard let zone = json["zone"]?.stringValue, let factor = json["factor"]?.exactText,
                let addend = json["addend"]?.unitPrice
            else { return nil }
            self = .formula(zone: zone, factor: factor, addend: addend)
        default: return nil
        }
    }
}

extension RatedPart {
    fileprivate var json: JSON {
        var members = [
            JSONMember(name: "from", value: .string(from.rfc3339)),
            JSONMember(name: "until", value: .string(until.rfc3339)),
            JSONMember(name: "wh", value: .string(energy.whText)),
        ]
        if isInterpolated { members.append(JSONMember(name: "interpolated", value: .bool(true))) }
        if let index { members.append(JSONMember(name: "index", value: index.json)) }
        members.append(JSONMember(name: "price", value: .string(price.description)))
        members.append(JSONMember(name: "amount", value: .string(amount.description)))
        return .object(members)
    }

    /// The supply price is not stored: the terms and the index give it.
    fileprivate init?(json: JSON, plan: RatePlan?, currency: Currency) {
        let index = json["index"].flatMap { DatedPrice(json: $0, currency: currency) }
        guard let from = json["from"]?.stringValue.flatMap({ Timestamp($0) }),
            let until = json["until"]?.stringValue.flatMap({ Timestamp($0) }),
            let energy = json["wh"]?.exactText.flatMap(Energy.init(wh:)),
            let price = json["price"]?.exactText, let amount = json["amount"]?.exactText,
            let supply = try? plan?.supplyPrice(index: index?.price)
        else { return nil }
        self.init(
            from: from,
            until: until,
            energy: energy,
            isInterpolated: json["interpolated"]?.boolValue ?? false,
            index: index,
            supplyPrice: supply,
            price: price,
            amount: amount
        )
    }
}

extension DatedPrice {
    fileprivate var json: JSON {
        .dictionary([
            "start": .string(start.rfc3339), "minutes": .integer(minutes), "per_mwh": .string(price.perMWh.description),
            "version": .integer(version), "recorded_at": .string(recordedAt.rfc3339),
        ])
    }

    fileprivate init?(json: JSON, currency: Currency) {
        guard let start = json["start"]?.stringValue.flatMap({ Timestamp($0) }),
            let minutes = json["minutes"]?.integerValue,
            let price = json["per_mwh"]?.exactText.flatMap(IndexPrice.init(perMWh:)),
            let version = json["version"]?.integerValue,
            let recordedAt = json["recorded_at"]?.stringValue.flatMap({ Timestamp($0) })
        else { return nil }
        self.init(
            start: start,
            minutes: Int(minutes),
            price: price,
            currency: currency,
            version: Int(version),
            recordedAt: recordedAt
        )
    }
}

extension JSON {
    fileprivate var exactText: Exact? { stringValue.flatMap { Exact($0) } }
    fileprivate var unitPrice: UnitPrice? { exactText.flatMap(UnitPrice.init(perKWh:)) }
}
