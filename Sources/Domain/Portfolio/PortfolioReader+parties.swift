import Values

// MARK: Parties

extension PortfolioReader {
    mutating func readOperator(_ place: JSONCursor) -> PortfolioRow {
        var fields = PortfolioFields(place)
        let reference = fields.text("reference", max: 40)
        fields.row.give("reference", .string(reference), at: PortfolioPlace(place))
        fields.putRequired("name") { .string($0.text("name", max: 140)) }
        fields.putRequired("number_prefix") { .string(PortfolioReader.readPrefix(&$0)) }
        fields.put("legal_name", standard: fields.row["name"] ?? .string("")) {
            .string($0.text("legal_name"))
        }
        fields.put("currency", standard: .string(Currency.eur.code)) {
            .string(($0.choice("currency", default: .eur) ?? Currency.eur).code)
        }
        putZone(&fields)
        putLanguage(&fields, standard: "en")
        fields.putFlag("accepts_unknown_tokens")
        fields.putFlag("needs_four_eyes")
        fields.putInteger("heartbeat_seconds", in: 10...86_400, standard: 300)
        putAddress(&fields)
        putRegistration(&fields)
        if let fault = fields.row.vatIDFault { fields.note(fields.cursor["vat_id"], fault) }
        putBank(&fields)
        return close(&fields)
    }

    private static func readPrefix(_ fields: inout PortfolioFields) -> String {
        let prefix = fields.text("number_prefix", max: 8)
        if !prefix.isEmpty, prefix.wholeMatch(of: /[A-Z0-9]{2,8}/) == nil {
            fields.note(fields.cursor["number_prefix"], "must be two to eight capitals or digits")
        }
        return prefix
    }

    mutating func readHost(_ place: JSONCursor) -> PortfolioRow {
        var fields = PortfolioFields(place)
        let reference = fields.text("reference", max: 40)
        define("host", reference, place)
        fields.row.give("reference", .string(reference), at: PortfolioPlace(place))
        fields.putRequired("name") { .string($0.text("name", max: 140)) }
        fields.putRequired("kind") {
            let kind: PortfolioHostKind? = $0.choice("kind", default: nil)
            return .string(kind?.rawValue ?? "")
        }
        fields.put("vat_status", standard: .string("not_taxable")) {
            let status: PortfolioVATStatus? = $0.choice("vat_status", default: .notTaxable)
            return .string(status?.rawValue ?? "")
        }
        if fields.row["kind"] == .string("private"), fields.row["vat_status"] != .string("not_taxable") {
            fields.note(fields.cursor["vat_status"], "a private host is not_taxable")
        }
        fields.putText("exemption_ground", max: HostRejection.exemptionGroundLimit)
        fields.put("account_holder", standard: fields.row["name"] ?? .string("")) {
            .string($0.optionalText("account_holder", max: 70) ?? "")
        }
        putLanguage(&fields, standard: "nl")
        putAddress(&fields)
        putRegistration(&fields)
        putBank(&fields)
        return close(&fields)
    }

    mutating func readSite(_ place: JSONCursor) -> PortfolioRow {
        var fields = PortfolioFields(place)
        let reference = fields.text("reference", max: 40)
        fields.row.give("reference", .string(reference), at: PortfolioPlace(place))
        fields.putRequired("host") { .string($0.text("host", max: 40)) }
        let host = fields.row["host"]?.stringValue
        define("site", reference, place, host: host)
        check("host", host, &fields, "host")
        fields.putRequired("name") { .string($0.text("name", max: 140)) }
        putZone(&fields)
        let reader = self
        fields.put("bidding_zone", standard: .string("NL")) { .string(reader.readBiddingZone("bidding_zone", &$0)) }
        putAddress(&fields)
        return close(&fields)
    }

    mutating func readChargePoint(_ place: JSONCursor) -> PortfolioRow {
        var fields = PortfolioFields(place)
        let identity = fields.text("identity", max: 255)
        define("charge point", identity, place)
        if identity.first?.isWhitespace ?? false || identity.last?.isWhitespace ?? false {
            fields.note(fields.cursor["identity"], "must not begin or end with a blank")
        }
        fields.row.give("identity", .string(identity), at: PortfolioPlace(place["identity"] ?? place))
        fields.putRequired("site") { .string($0.text("site", max: 40)) }
        check("site", fields.row["site"]?.stringValue, &fields, "site")
        fields.putText("name")
        fields.putInteger("connectors", in: 1...64, standard: 1)
        fields.putInteger("max_power_w", in: 1...10_000_000, standard: 22_000)
        fields.putFlag("tolerates_no_subprotocol")
        fields.put("key", column: "key_hex", standard: .null, PortfolioReader.readKey)
        readRelay(of: identity, &fields)
        readObservers(of: identity, &fields)
        return close(&fields)
    }

    /// The SHA-256 of a key in hexadecimal digits.
    private static func readKey(_ fields: inout PortfolioFields) -> JSON {
        guard let text = fields.optionalText("key", max: ChargePointKey.givenBytes.upperBound) else { return .null }
        let isPrintable = text.utf8.allSatisfy { (32...126).contains($0) }
        if isPrintable, let key = try? ChargePointKey(given: text) { return .string(Hex.text(key.hash)) }
        let bounds = ChargePointKey.givenBytes
        fields.note(
            fields.cursor["key"],
            "must have \(bounds.lowerBound) to \(bounds.upperBound) letters, digits and signs of ASCII"
        )
        return .null
    }

    mutating func readToken(_ place: JSONCursor) -> PortfolioRow {
        var fields = PortfolioFields(place)
        let uid = fields.text("uid", max: 64)
        define("token", uid.lowercased(), place)
        fields.row.give("uid", .string(uid), at: PortfolioPlace(place))
        fields.putText("label")
        fields.put("parent_uid", standard: .null) { .text($0.optionalName("parent_uid", max: 64)) }
        fields.putFlag("blocked", column: "is_blocked")
        fields.put("expires_at", standard: .null) {
            guard let text = $0.optionalText("expires_at", max: 40) else { return .null }
            if let moment = Timestamp(text) { return .string(moment.rfc3339) }
            $0.note($0.cursor["expires_at"], "must be a moment such as 2026-01-31T12:00:00Z")
            return .null
        }
        return close(&fields)
    }

    mutating func readUser(_ place: JSONCursor) {
        var fields = PortfolioFields(place)
        let email = fields.text("email", max: 254)
        define("user", email.lowercased(), place)
        let role: Role? = fields.choice("role", default: nil)
        let host = fields.optionalName("host", max: 40)
        check("host", host, &fields, "host")
        if (role == .host) != (host != nil) { fields.note(nil, "a user has a host if and only if its role is host") }
        if !email.isEmpty, !PortfolioReader.isEmail(email) {
            fields.note(fields.cursor["email"], "is no e-mail address")
        }
        let password = fields.optionalText("password", max: PasswordRule.maximumBytes)
        if let fault = password.flatMap({ PasswordRule.fault(in: $0, email: email) }) {
            fields.note(fields.cursor["password"], PortfolioReader.reason(fault))
        }
        let user = PortfolioUser(
            email: email,
            name: fields.text("name", max: 140),
            role: role ?? .host,
            host: host,
            language: readLanguage(&fields, default: "en"),
            password: password,
            places: PortfolioPlaces(place, "email")
        )
        close(&fields)
        file.users.append(user)
    }

    // MARK: Shared fields

    private func putAddress(_ fields: inout PortfolioFields) {
        fields.putAll("address") { address in
            for name in ["street", "house_number", "postcode", "town"] { address.putText(name, max: 70) }
            address.put("country", standard: .string("NL")) {
                let country = $0.optionalText("country", max: 2) ?? ""
                if !CountryCode.isValid(country) {
                    $0.note($0.cursor["country"], "must be a country code such as NL")
                }
                return .string(country)
            }
        }
    }

    private func putRegistration(_ fields: inout PortfolioFields) {
        fields.put("email", standard: .string("")) {
            .string($0.formedText("email", max: 254, PortfolioReader.isEmail, "is no e-mail address"))
        }
        fields.putText("company_number", max: 40)
        fields.putText("vat_id", max: 20)
    }

    private func putBank(_ fields: inout PortfolioFields) {
        let fault = checkIBAN
        fields.put("iban", standard: .string("")) {
            let iban = ($0.optionalText("iban", max: 42) ?? "").replacing(" ", with: "").uppercased()
            if !iban.isEmpty, let fault = fault(iban) { $0.note($0.cursor["iban"], fault) }
            return .string(iban)
        }
        let isBIC = { (text: String) in text.wholeMatch(of: /[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?/) != nil }
        fields.put("bic", standard: .string("")) {
            .string($0.formedText("bic", max: 11, isBIC, "must be a BIC of 8 or 11 capitals and digits"))
        }
    }

    /// A bidding zone by its short name or its EIC code; the Netherlands where none is named.
    func readBiddingZone(_ name: String, _ fields: inout PortfolioFields) -> String {
        let text = fields.optionalText(name, max: 20) ?? ""
        if let zone = BiddingZone.name(of: text) { return zone }
        if !text.isEmpty { fields.note(fields.cursor[name], BiddingZone.unknown(text)) }
        return "NL"
    }

    /// The form that the database asks of the addresses of users.
    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && !$0.contains(where: \.isWhitespace) }
    }

    private static func reason(_ fault: PasswordRule.Fault) -> String {
        switch fault {
        case .tooShort: "must have at least \(PasswordRule.minimumCharacters) characters"
        case .tooLong: "must have at most \(PasswordRule.maximumBytes) bytes"
        case .containsEmail: "must not contain the e-mail address"
        }
    }

    private func putZone(_ fields: inout PortfolioFields) {
        fields.put("time_zone", standard: .string("Europe/Amsterdam")) {
            let zone = $0.optionalText("time_zone", max: 60) ?? ""
            if Zone.named(zone) == nil { $0.note($0.cursor["time_zone"], "is no time zone such as Europe/Amsterdam") }
            return .string(zone)
        }
    }

    private func putLanguage(_ fields: inout PortfolioFields, standard: String) {
        let reader = self
        fields.put("language", standard: .string(standard)) {
            .string(reader.readLanguage(&$0, default: standard))
        }
    }

    private func readLanguage(_ fields: inout PortfolioFields, default standard: String) -> String {
        let language = fields.optionalText("language", max: 2) ?? standard
        if !["en", "nl"].contains(language) { fields.note(fields.cursor["language"], "must be en or nl") }
        return language
    }
}

/// Kinds of hosts as the file names them.
private enum PortfolioHostKind: String, CaseIterable {
    case privatePerson = "private"
    case company
    case association
}

/// VAT statuses as the file names them.
private enum PortfolioVATStatus: String, CaseIterable {
    case taxable
    case exempt
    case notTaxable = "not_taxable"
}
