package import Values

extension EREPayoutSnapshot {
    /// The version of the JSON form.
    private static let version = 1

    /// The stored form; amounts, energies and exact numbers are decimal text.
    package var json: JSON {
        .dictionary([
            "ere_payout_version": .integer(EREPayoutSnapshot.version),
            "number": .string(number),
            "kind": .string(kind.rawValue),
            "quarter": .string("\(quarter)"),
            "issued_on": .string("\(issuedOn)"),
            "language": .string(language),
            "issuer": issuer.json,
            "recipient": recipient.json,
            "iban_tail": .string(ibanTail),
            "vat_treatment": vat.json,
            "connections": .array(connections.map(\.json)),
            "kept": .array(kept.map(\.json)),
            "payouts": .integer(payouts),
            "gross": .string(gross.decimalText),
            "fee": .string(fee.decimalText),
            "fee_vat_rate_hundredths_percent": .integer(feeVATRate),
            "fee_vat": .string(feeVAT.decimalText),
            "margin": .string(margin.decimalText),
            "adjustment": .string(adjustment.decimalText),
            "adjustments": .array(adjustments.map(\.json)),
            "net": .string(net.decimalText),
            "vat_rate_hundredths_percent": .integer(vatRate),
            "vat": .string(vatAmount.decimalText),
            "total": .string(total.decimalText),
        ])
    }

    /// Reads the stored form.
    ///
    /// - Throws: ``SnapshotFault``.
    package init(json: JSON) throws(SnapshotFault) {
        let reader = SnapshotReader(json: json)
        self.init(
            number: try reader.text("number"),
            kind: try reader.choice("kind"),
            quarter: try reader.value("quarter") { EREQuarter($0) },
            issuedOn: try reader.value("issued_on") { LocalDate($0) },
            language: try reader.text("language"),
            issuer: try CreditParty(reader.object("issuer")),
            recipient: try CreditParty(reader.object("recipient")),
            ibanTail: try reader.text("iban_tail"),
            vat: try VATStatement(reader.object("vat_treatment")),
            connections: try reader.objects("connections") { entry throws(SnapshotFault) in try Connection(entry) },
            kept: try reader.objects("kept") { entry throws(SnapshotFault) in try Kept(entry) },
            payouts: try reader.integer("payouts"),
            gross: try reader.money("gross", .eur),
            fee: try reader.money("fee", .eur),
            feeVATRate: try reader.integer("fee_vat_rate_hundredths_percent"),
            feeVAT: try reader.money("fee_vat", .eur),
            margin: try reader.money("margin", .eur),
            adjustment: try reader.money("adjustment", .eur),
            adjustments: try EREPayoutAdjustment.all(reader),
            net: try reader.money("net", .eur),
            vatRate: try reader.integer("vat_rate_hundredths_percent"),
            vatAmount: try reader.money("vat", .eur),
            total: try reader.money("total", .eur)
        )
    }
}

extension EREPayoutSnapshot.Connection {
    fileprivate var json: JSON {
        .dictionary([
            "ean": .string(ean), "quarter": .string("\(quarter)"),
            "chargers": .array(chargers.map { .string($0.name) }),
            "charger_energies_wh": .array(chargers.map { .string($0.energy.whText) }),
            "energy_wh": .string(energy.whText), "credited": .integer(credited),
            "sales": .array(sales.map(\.json)),
        ])
    }

    fileprivate init(_ reader: SnapshotReader) throws(SnapshotFault) {
        self.init(
            ean: try reader.text("ean"),
            quarter: try reader.value("quarter") { EREQuarter($0) },
            chargers: try EREPayoutSnapshot.Charger.all(reader),
            energy: try reader.energy("energy_wh"),
            credited: Int64(try reader.integer("credited")),
            sales: try reader.objects("sales") { entry throws(SnapshotFault) in try EREPayoutSnapshot.Sale(entry) }
        )
    }
}

extension EREPayoutSnapshot.Charger {
    /// Documents from before it was known do not say what went through each of them.
    fileprivate static func all(_ reader: SnapshotReader) throws(SnapshotFault) -> [EREPayoutSnapshot.Charger] {
        let (member, names) = ("charger_energies_wh", try reader.texts("chargers"))
        if reader.json[member] == nil { return names.map { EREPayoutSnapshot.Charger(name: $0) } }
        let energies = try reader.texts(member).compactMap { Exact($0).flatMap { Energy(wh: $0) } }
        guard energies.count == names.count else { throw SnapshotFault(member: member) }
        return zip(names, energies).map { EREPayoutSnapshot.Charger(name: $0, energy: $1) }
    }
}

extension EREPayoutSnapshot.Sale {
    fileprivate var json: JSON {
        .dictionary([
            "number": .string(number), "units": .integer(units), "price": .string("\(price)"),
            "gross": .string(Money(minor: gross, .eur).decimalText),
            "fee": .string(Money(minor: fee, .eur).decimalText),
            "margin": .string(Money(minor: margin, .eur).decimalText),
        ])
    }

    fileprivate init(_ reader: SnapshotReader) throws(SnapshotFault) {
        self.init(
            number: try reader.text("number"),
            units: Int64(try reader.integer("units")),
            price: try reader.value("price") { Exact($0) },
            gross: try reader.money("gross", .eur).minor,
            fee: try reader.money("fee", .eur).minor,
            margin: try reader.money("margin", .eur).minor
        )
    }
}

extension EREPayoutSnapshot.Kept {
    fileprivate var json: JSON {
        .dictionary([
            "quarter": .string("\(quarter)"), "gross": .string(Money(minor: gross, .eur).decimalText),
            "fee": .string(Money(minor: fee, .eur).decimalText),
            "margin": .string(Money(minor: margin, .eur).decimalText), "agreed_percent": .string("\(agreedPercent)"),
            "fee_percent": .string("\(feePercent)"), "margin_percent": .string("\(marginPercent)"),
            "is_own": .bool(isOwn), "referrals": .integer(referrals),
        ])
    }

    fileprivate init(_ reader: SnapshotReader) throws(SnapshotFault) {
        self.init(
            quarter: try reader.value("quarter") { EREQuarter($0) },
            gross: try reader.money("gross", .eur).minor,
            fee: try reader.money("fee", .eur).minor,
            margin: try reader.money("margin", .eur).minor,
            agreedPercent: try reader.value("agreed_percent") { Exact($0) },
            feePercent: try reader.value("fee_percent") { Exact($0) },
            marginPercent: try reader.value("margin_percent") { Exact($0) },
            isOwn: try reader.flag("is_own"),
            referrals: try reader.integer("referrals")
        )
    }
}

extension EREPayoutAdjustment {
    fileprivate var json: JSON {
        .dictionary([
            "kind": .string(kind.rawValue), "year": .integer(year),
            "amount": .string(Money(minor: minor, .eur).decimalText), "statement": .string(statement),
        ])
    }

    /// Documents from before there were any do not have the member.
    fileprivate static func all(_ reader: SnapshotReader) throws(SnapshotFault) -> [EREPayoutAdjustment] {
        if reader.json["adjustments"] == nil { return [] }
        return try reader.objects("adjustments") { entry throws(SnapshotFault) in
            EREPayoutAdjustment(
                try entry.choice("kind"),
                year: try entry.integer("year"),
                minor: try entry.money("amount", .eur).minor,
                statement: try entry.text("statement")
            )
        }
    }
}
