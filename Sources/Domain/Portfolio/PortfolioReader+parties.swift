import Values

// MARK: Parties

extension PortfolioReader {
    mutating func readOperator(_ place: JSONCursor) -> JSON {
        var fields = PortfolioFields(place)
        let reference = fields.text("reference", max: 40)
        let name = fields.text("name", max: 140)
        let prefix = fields.text("number_prefix", max: 8)
        if !prefix.isEmpty, prefix.wholeMatch(of: /[A-Z0-9]{2,8}/) == nil {
            fields.note(fields.cursor["number_prefix"], "must be two to eight capitals or digits")
        }
        let row: [JSONMember] = [
            JSONMember(name: "reference", value: .string(reference)),
            JSONMember(name: "name", value: .string(name)),
            JSONMember(name: "legal_name", value: .string(fields.optionalText("legal_name") ?? name)),
            JSONMember(name: "currency", value: .string(readCurrency(&fields).code)),
            JSONMember(name: "time_zone", value: .string(readZone(&fields))),
            JSONMember(name: "language", value: .string(readLanguage(&fields, default: "en"))),
            JSONMember(name: "number_prefix", value: .string(prefix)),
            JSONMember(name: "accepts_unknown_tokens", value: .bool(fields.flag("accepts_unknown_tokens"))),
            JSONMember(name: "needs_four_eyes", value: .bool(fields.flag("needs_four_eyes"))),
            JSONMember(
                name: "heartbeat_seconds",
                value: .integer(fields.integer("heartbeat_seconds", in: 10...86_400, default: 300))
            ),
        ]
        let rest = readAddress(&fields) + readRegistration(&fields) + readBank(&fields)
        close(&fields)
        return .object(row + rest)
    }

    mutating func readHost(_ place: JSONCursor) -> JSON {
        var fields = PortfolioFields(place)
        let reference = fields.text("reference", max: 40)
        define("host", reference, place)
        let name = fields.text("name", max: 140)
        let kind: PortfolioHostKind? = fields.choice("kind", default: nil)
        let status: PortfolioVATStatus? = fields.choice("vat_status", default: .notTaxable)
        if kind == .privatePerson, status != .notTaxable {
            fields.note(fields.cursor["vat_status"], "a private host is not_taxable")
        }
        let row: [JSONMember] = [
            JSONMember(name: "reference", value: .string(reference)),
            JSONMember(name: "name", value: .string(name)),
            JSONMember(name: "kind", value: .string(kind?.rawValue ?? "")),
            JSONMember(name: "vat_status", value: .string(status?.rawValue ?? "")),
            JSONMember(name: "account_holder", value: .string(fields.optionalText("account_holder", max: 70) ?? name)),
            JSONMember(name: "language", value: .string(readLanguage(&fields, default: "nl"))),
        ]
        let rest = readAddress(&fields) + readRegistration(&fields) + readBank(&fields)
        close(&fields)
        return .object(row + rest)
    }

    mutating func readSite(_ place: JSONCursor) -> JSON {
        var fields = PortfolioFields(place)
        let reference = fields.text("reference", max: 40)
        let host = fields.text("host", max: 40)
        define("site", reference, place, host: host)
        check("host", host, &fields, "host")
        let row: [JSONMember] = [
            JSONMember(name: "reference", value: .string(reference)),
            JSONMember(name: "host", value: .string(host)),
            JSONMember(name: "name", value: .string(fields.text("name", max: 140))),
            JSONMember(name: "time_zone", value: .string(readZone(&fields))),
            JSONMember(name: "bidding_zone", value: .string(readBiddingZone("bidding_zone", &fields))),
        ]
        let rest = readAddress(&fields)
        close(&fields)
        return .object(row + rest)
    }

    mutating func readChargePoint(_ place: JSONCursor) -> JSON {
        var fields = PortfolioFields(place)
        let identity = fields.text("identity", max: 255)
        define("charge point", identity, place)
        if identity.first?.isWhitespace ?? false || identity.last?.isWhitespace ?? false {
            fields.note(fields.cursor["identity"], "must not begin or end with a blank")
        }
        let site = fields.text("site", max: 40)
        check("site", site, &fields, "site")
        let hash = readKey(&fields)
        let row: [JSONMember] = [
            JSONMember(name: "identity", value: .string(identity)),
            JSONMember(name: "site", value: .string(site)),
            JSONMember(name: "name", value: .string(fields.optionalText("name") ?? "")),
            JSONMember(name: "connectors", value: .integer(fields.integer("connectors", in: 1...64, default: 1))),
            JSONMember(
                name: "max_power_w",
                value: .integer(fields.integer("max_power_w", in: 1...10_000_000, default: 22_000))
            ),
            JSONMember(name: "tolerates_no_subprotocol", value: .bool(fields.flag("tolerates_no_subprotocol"))),
            JSONMember(name: "key_sha256", value: hash),
        ]
        close(&fields)
        return .object(row)
    }

    /// The SHA-256 of a key in hexadecimal digits; `null` when the file leaves the key out.
    private func readKey(_ fields: inout PortfolioFields) -> JSON {
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

    mutating func readToken(_ place: JSONCursor) -> JSON {
        var fields = PortfolioFields(place)
        let uid = fields.text("uid", max: 64)
        define("token", uid.lowercased(), place)
        var expiry = JSON.null
        if let text = fields.optionalText("expires_at", max: 40) {
            if let moment = Timestamp(text) {
                expiry = .string(moment.rfc3339)
            } else {
                fields.note(fields.cursor["expires_at"], "must be a moment such as 2026-01-31T12:00:00Z")
            }
        }
        let row: [JSONMember] = [
            JSONMember(name: "uid", value: .string(uid)),
            JSONMember(name: "label", value: .string(fields.optionalText("label") ?? "")),
            JSONMember(name: "parent_uid", value: .text(fields.optionalName("parent_uid", max: 64))),
            JSONMember(name: "is_blocked", value: .bool(fields.flag("blocked"))),
            JSONMember(name: "expires_at", value: expiry),
        ]
        close(&fields)
        return .object(row)
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
            password: password
        )
        close(&fields)
        file.users.append(user)
    }

    // MARK: Shared fields

    private func readAddress(_ fields: inout PortfolioFields) -> [JSONMember] {
        let place = fields.member("address")
        var address = place.map { PortfolioFields($0) }
        let country = address?.optionalText("country", max: 2) ?? "NL"
        if country.wholeMatch(of: /[A-Z]{2}/) == nil {
            address?.note(place?["country"], "must be a country code such as NL")
        }
        let members = ["street", "house_number", "postcode", "town"].map { name in
            JSONMember(name: name, value: .string(address?.optionalText(name, max: 70) ?? ""))
        }
        address?.finish()
        fields.take(address?.problems ?? [])
        return members + [JSONMember(name: "country", value: .string(country))]
    }

    private func readRegistration(_ fields: inout PortfolioFields) -> [JSONMember] {
        let email = fields.formedText("email", max: 254, PortfolioReader.isEmail, "is no e-mail address")
        return [
            JSONMember(name: "company_number", value: .string(fields.optionalText("company_number", max: 40) ?? "")),
            JSONMember(name: "vat_id", value: .string(fields.optionalText("vat_id", max: 20) ?? "")),
            JSONMember(name: "email", value: .string(email)),
        ]
    }

    private func readBank(_ fields: inout PortfolioFields) -> [JSONMember] {
        let iban = (fields.optionalText("iban", max: 42) ?? "").replacing(" ", with: "").uppercased()
        if !iban.isEmpty, let fault = checkIBAN(iban) { fields.note(fields.cursor["iban"], fault) }
        let isBIC = { (text: String) in text.wholeMatch(of: /[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?/) != nil }
        let bic = fields.formedText("bic", max: 11, isBIC, "must be a BIC of 8 or 11 capitals and digits")
        return [JSONMember(name: "iban", value: .string(iban)), JSONMember(name: "bic", value: .string(bic))]
    }

    /// A bidding zone by its short name or its EIC code; the Netherlands where none is named.
    func readBiddingZone(_ name: String, _ fields: inout PortfolioFields) -> String {
        let isZone = { (text: String) in text.wholeMatch(of: /[A-Z0-9-]{2,20}/) != nil }
        let zone = fields.formedText(name, max: 20, isZone, "must be a bidding zone such as NL")
        return zone.isEmpty ? "NL" : zone
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

    private func readZone(_ fields: inout PortfolioFields) -> String {
        let zone = fields.optionalText("time_zone", max: 60) ?? "Europe/Amsterdam"
        if Zone.named(zone) == nil {
            fields.note(fields.cursor["time_zone"], "is no time zone such as Europe/Amsterdam")
        }
        return zone
    }

    private func readLanguage(_ fields: inout PortfolioFields, default standard: String) -> String {
        let language = fields.optionalText("language", max: 2) ?? standard
        if !["en", "nl"].contains(language) { fields.note(fields.cursor["language"], "must be en or nl") }
        return language
    }

    private func readCurrency(_ fields: inout PortfolioFields) -> Currency {
        fields.choice("currency", default: .eur) ?? .eur
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
