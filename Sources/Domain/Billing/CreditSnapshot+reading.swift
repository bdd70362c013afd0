package import Values

/// A stored snapshot that lacks something or has something unreadable; names the member.
package struct SnapshotFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The member, such as `issued_on`.
    package let member: String

    package var description: String { "credit.snapshot_unreadable: \(member)" }
}

extension CreditSnapshot {
    /// Reads the stored form.
    ///
    /// - Throws: ``SnapshotFault``.
    package init(json: JSON) throws(SnapshotFault) {
        let reader = SnapshotReader(json: json)
        let currency: Currency = try reader.choice("currency")
        self.init(
            number: try reader.text("number"),
            kind: try reader.choice("kind"),
            period: try reader.value("period") { YearMonth($0) },
            issuedOn: try reader.value("issued_on") { LocalDate($0) },
            dueOn: try reader.value("due_on") { LocalDate($0) },
            paymentTerm: PaymentTerm(
                kind: try reader.choice("payment_term_kind"),
                days: try reader.integer("payment_term_days")
            ),
            language: try reader.text("language"),
            issuer: try CreditParty(reader.object("issuer")),
            recipient: try CreditParty(reader.object("recipient")),
            contractReference: try reader.text("contract_reference"),
            contractName: try reader.text("contract_name"),
            ibanTail: try reader.text("iban_tail"),
            vat: try VATStatement(reader.object("vat_treatment")),
            sites: try reader.objects("sites") { entry throws(SnapshotFault) in try CreditSite(entry) },
            lines: try reader.objects("lines") { entry throws(SnapshotFault) in
                try CreditDocumentLine(entry, currency: currency)
            },
            vatTotals: try reader.objects("vat_totals") { entry throws(SnapshotFault) in
                try VATTotal(entry, currency: currency)
            },
            net: try reader.money("net", currency),
            vatAmount: try reader.money("vat", currency),
            total: try reader.money("total", currency),
            exact: try reader.value("exact") { Exact($0) },
            energy: try reader.energy("energy_wh"),
            sessionCount: try reader.integer("sessions")
        )
    }
}

/// Reads members of a stored object, naming the one that is wrong.
struct SnapshotReader {
    let json: JSON

    func text(_ name: String) throws(SnapshotFault) -> String { try value(name) { $0 } }

    func value<Value>(_ name: String, _ read: (String) -> Value?) throws(SnapshotFault) -> Value {
        guard let value = json[name]?.stringValue.flatMap(read) else { throw SnapshotFault(member: name) }
        return value
    }

    func choice<Choice: RawRepresentable<String>>(_ name: String) throws(SnapshotFault) -> Choice {
        try value(name) { Choice(rawValue: $0) }
    }

    func integer(_ name: String) throws(SnapshotFault) -> Int {
        guard let number = json[name]?.integerValue else { throw SnapshotFault(member: name) }
        return Int(number)
    }

    func flag(_ name: String) throws(SnapshotFault) -> Bool {
        guard let flag = json[name]?.boolValue else { throw SnapshotFault(member: name) }
        return flag
    }

    func texts(_ name: String) throws(SnapshotFault) -> [String] {
        guard let texts = json[name]?.arrayValue?.map(\.stringValue), !texts.contains(nil) else {
            throw SnapshotFault(member: name)
        }
        return texts.compactMap { $0 }
    }

    func money(_ name: String, _ currency: Currency) throws(SnapshotFault) -> Money {
        try value(name) { text in
            guard let exact = Exact(text), exact.scale <= currency.exponent else { return nil }
            // Beyond 64 bits the member is unreadable, which the caller says.
            return try? exact.rounded(.halfAwayFromZero, to: currency)
        }
    }

    func energy(_ name: String) throws(SnapshotFault) -> Energy {
        try value(name) { text in Exact(text).flatMap { Energy(wh: $0) } }
    }

    func object(_ name: String) throws(SnapshotFault) -> SnapshotReader {
        guard let member = json[name], member.objectValue != nil else { throw SnapshotFault(member: name) }
        return SnapshotReader(json: member)
    }

    func objects<Entry>(
        _ name: String,
        _ read: (SnapshotReader) throws(SnapshotFault) -> Entry
    ) throws(SnapshotFault) -> [Entry] {
        guard let elements = json[name]?.arrayValue else { throw SnapshotFault(member: name) }
        var entries: [Entry] = []
        for element in elements { entries.append(try read(SnapshotReader(json: element))) }
        return entries
    }
}

extension Address {
    init(_ reader: SnapshotReader) throws(SnapshotFault) {
        self.init(
            street: try reader.text("street"),
            houseNumber: try reader.text("house_number"),
            postcode: try reader.text("postcode"),
            town: try reader.text("town"),
            country: try reader.text("country")
        )
    }
}

extension CreditParty {
    init(_ reader: SnapshotReader) throws(SnapshotFault) {
        self.init(
            name: try reader.text("name"),
            reference: try reader.text("reference"),
            address: try Address(reader.object("address")),
            companyNumber: try reader.text("company_number"),
            vatID: try reader.text("vat_id"),
            email: try reader.text("email")
        )
    }
}

extension CreditSite {
    init(_ reader: SnapshotReader) throws(SnapshotFault) {
        self.init(
            id: SiteID(Int64(try reader.integer("id"))),
            reference: try reader.text("reference"),
            name: try reader.text("name"),
            address: try Address(reader.object("address"))
        )
    }
}

extension VATStatement {
    init(_ reader: SnapshotReader) throws(SnapshotFault) {
        self.init(
            category: try reader.choice("category"),
            ruleID: try reader.text("rule"),
            reason: try reader.text("reason"),
            needsConfirmation: try reader.flag("needs_confirmation"),
            wordingEnglish: try reader.texts("wording_en"),
            wordingDutch: try reader.texts("wording_nl")
        )
    }
}

extension CreditDocumentLine {
    init(_ reader: SnapshotReader, currency: Currency) throws(SnapshotFault) {
        self.init(
            siteID: SiteID(Int64(try reader.integer("site"))),
            tariff: try reader.text("tariff"),
            isCorrection: try reader.flag("is_correction"),
            vatRate: try reader.integer("vat_rate_hundredths_percent"),
            sessionCount: try reader.integer("sessions"),
            energy: try reader.energy("energy_wh"),
            exact: try reader.value("exact") { Exact($0) },
            net: try reader.money("net", currency)
        )
    }
}

extension VATTotal {
    init(_ reader: SnapshotReader, currency: Currency) throws(SnapshotFault) {
        self.init(
            category: try reader.choice("category"),
            rate: try reader.integer("rate_hundredths_percent"),
            net: try reader.money("net", currency),
            vat: try reader.money("vat", currency)
        )
    }
}
