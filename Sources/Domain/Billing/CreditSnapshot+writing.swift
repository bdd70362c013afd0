package import Values

extension CreditSnapshot {
    /// The version of the JSON form.
    static let version = 1

    /// The stored form; amounts, energies and exact numbers are decimal text, so that no reader rounds them.
    package var json: JSON {
        .dictionary([
            "version": .integer(CreditSnapshot.version),
            "number": .string(number),
            "kind": .string(kind.rawValue),
            "period": .string(period.description),
            "issued_on": .string(issuedOn.description),
            "due_on": .string(dueOn.description),
            "payment_term_kind": .string(paymentTerm.kind.rawValue),
            "payment_term_days": .integer(paymentTerm.days),
            "language": .string(language),
            "currency": .string(total.currency.code),
            "issuer": issuer.json,
            "recipient": recipient.json,
            "contract_reference": .string(contractReference),
            "contract_name": .string(contractName),
            "iban_tail": .string(ibanTail),
            "vat_treatment": vat.json,
            "sites": .array(sites.map(\.json)),
            "lines": .array(lines.map(\.json)),
            "vat_totals": .array(vatTotals.map(\.json)),
            "net": .string(net.decimalText),
            "vat": .string(vatAmount.decimalText),
            "total": .string(total.decimalText),
            "exact": .string(exact.description),
            "energy_wh": .string(energy.whText),
            "sessions": .integer(sessionCount),
        ])
    }
}

extension Address {
    var json: JSON {
        .dictionary([
            "street": .string(street),
            "house_number": .string(houseNumber),
            "postcode": .string(postcode),
            "town": .string(town),
            "country": .string(country),
        ])
    }
}

extension CreditParty {
    var json: JSON {
        .dictionary([
            "name": .string(name),
            "reference": .string(reference),
            "address": address.json,
            "company_number": .string(companyNumber),
            "vat_id": .string(vatID),
            "email": .string(email),
        ])
    }
}

extension CreditSite {
    var json: JSON {
        .dictionary([
            "id": .integer(id.rawValue),
            "reference": .string(reference),
            "name": .string(name),
            "address": address.json,
        ])
    }
}

extension VATStatement {
    var json: JSON {
        .dictionary([
            "category": .string(category.rawValue),
            "rule": .string(ruleID),
            "reason": .string(reason),
            "needs_confirmation": .bool(needsConfirmation),
            "wording_en": .array(wordingEnglish.map(JSON.string)),
            "wording_nl": .array(wordingDutch.map(JSON.string)),
        ])
    }
}

extension CreditDocumentLine {
    var json: JSON {
        .dictionary([
            "site": .integer(siteID.rawValue),
            "tariff": .string(tariff),
            "is_correction": .bool(isCorrection),
            "vat_rate_hundredths_percent": .integer(vatRate),
            "sessions": .integer(sessionCount),
            "energy_wh": .string(energy.whText),
            "exact": .string(exact.description),
            "net": .string(net.decimalText),
        ])
    }
}

extension VATTotal {
    var json: JSON {
        .dictionary([
            "category": .string(category.rawValue),
            "rate_hundredths_percent": .integer(rate),
            "net": .string(net.decimalText),
            "vat": .string(vat.decimalText),
        ])
    }
}
