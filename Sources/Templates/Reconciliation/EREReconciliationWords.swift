package import Values

/// A figure of a reconciliation with its unit.
package enum EREReconciliationAmount: Hashable, Sendable {
    case energy(Energy)
    /// Whole units.
    case units(Int64)
    case money(Money)

    package func text(_ say: Reader) -> String {
        switch self {
        case .energy(let energy): say.energy(energy)
        case .units(let units): say.count(Int(units)) + "\u{00A0}ERE"
        case .money(let money): say.money(money)
        }
    }

    package var isZero: Bool {
        switch self {
        case .energy(let energy): energy == .zero
        case .units(let units): units == 0
        case .money(let money): money.isZero
        }
    }
}

/// A step of the way from meter to bank, in words.
package struct EREReconciliationStep: Sendable {
    package let name: Text
    package let amount: EREReconciliationAmount
    /// Why it differs from the step before, and by how much.
    package let differences: [(name: Text, amount: EREReconciliationAmount)]

    package init(
        name: Text,
        amount: EREReconciliationAmount,
        differences: [(name: Text, amount: EREReconciliationAmount)]
    ) {
        self.name = name
        self.amount = amount
        self.differences = differences
    }
}

/// What a reconciliation calls things; by the names that they have in the report.
package enum EREReconciliationWords {
    package static func step(_ name: String) -> Text {
        switch name {
        case "measured": Text(en: "Delivered, as measured", nl: "Geleverd, zoals gemeten")
        case "accepted": Text(en: "Accepted", nl: "Akkoord")
        case "booked": Text(en: "Booked", nl: "Ingeboekt")
        case "filed": Text(en: "In filings, corrections taken off", nl: "In indieningen, correcties verrekend")
        case "expected": Text(en: "Expected of what is filed", nl: "Verwacht van wat is ingediend")
        case "credited": Text(en: "Credited by the register", nl: "Bijgeschreven door het register")
        case "right": Text(en: "Right after verification", nl: "Juist na verificatie")
        case "verified": Text(en: "Covered by a verifier’s statement", nl: "Onder een verklaring van de verificateur")
        case "sold": Text(en: "Sold", nl: "Verkocht")
        case "revenue": Text(en: "Revenue, brokers’ fees taken off", nl: "Opbrengst, na kosten van makelaars")
        case "gross": Text(en: "In payouts, gross", nl: "In uitbetalingen, bruto")
        case "net": Text(en: "In payouts, net", nl: "In uitbetalingen, netto")
        case "paid": Text(en: "Paid out", nl: "Uitbetaald")
        default: Text(en: name, nl: name)
        }
    }

    package static func difference(_ name: String) -> Text {
        switch name {
        case "notAccepted": Text(en: "not accepted", nl: "niet akkoord")
        case "notBooked": Text(en: "accepted, in no filing", nl: "akkoord, in geen indiening")
        case "notFiled": Text(en: "booked and not in a filing", nl: "ingeboekt en niet in een indiening")
        case "notAnswered": Text(en: "not answered by the register", nl: "nog niet beantwoord door het register")
        case "registerDifference": Text(en: "the register counts differently", nl: "het register telt anders")
        case "failedUnits": Text(en: "failed in verification", nl: "niet geverifieerd: onjuist")
        case "notVerified": Text(en: "not verified", nl: "niet geverifieerd")
        case "soldUnverified": Text(en: "not verified, and may be sold", nl: "niet geverifieerd, mag verkocht")
        case "stock": Text(en: "in stock", nl: "in voorraad")
        case "notInPayouts": Text(en: "in no payout", nl: "in geen uitbetaling")
        case "failedRevenue": Text(en: "of units that failed", nl: "van eenheden die onjuist bleken")
        case "fee": Text(en: "service fee", nl: "servicekosten")
        case "margin": Text(en: "partner’s margin", nl: "marge van de partner")
        case "notPaid": Text(en: "in no bank file", nl: "in geen bankbestand")
        default: Text(en: name, nl: name)
        }
    }

    /// What is open of a connection.
    package static func open(_ name: String) -> Text {
        switch name {
        case "overbooked": Text(en: "More booked than delivered", nl: "Meer ingeboekt dan geleverd")
        case "accept": Text(en: "Not accepted", nl: "Niet akkoord")
        case "file": Text(en: "In no filing", nl: "In geen indiening")
        case "credit": Text(en: "Not answered by the register", nl: "Niet beantwoord door het register")
        case "difference": Text(en: "Register differs", nl: "Register wijkt af")
        case "verify": Text(en: "Not verified", nl: "Niet geverifieerd")
        case "sell": Text(en: "Not sold", nl: "Niet verkocht")
        case "oversold": Text(en: "More sold than right", nl: "Meer verkocht dan juist")
        case "pay": Text(en: "Not paid out", nl: "Niet uitbetaald")
        default: Text(en: name, nl: name)
        }
    }

    package static func tone(ofOpen name: String) -> Tone {
        switch name {
        case "overbooked", "oversold": .bad
        case "accept", "file", "difference": .caution
        default: .neutral
        }
    }

    package static func tie(_ name: String) -> Text {
        switch name {
        case "filings": Text(en: "Booked kWh, and lines of filings", nl: "Ingeboekte kWh, en regels van indieningen")
        case "expected": Text(en: "Expected ERE, and the filings", nl: "Verwachte ERE’s, en de indieningen")
        case "stock": Text(en: "ERE after verification, and the stock", nl: "ERE’s na verificatie, en de voorraad")
        case "sales": Text(en: "ERE sold, and lines of sales", nl: "Verkochte ERE’s, en regels van verkopen")
        case "books":
            Text(
                en: "Revenue in no payout, all quarters, and the ledger",
                nl: "Opbrengst in geen uitbetaling, alle kwartalen, en het grootboek"
            )
        default: Text(en: name, nl: name)
        }
    }

    package static func correction(_ name: String) -> Text {
        switch name {
        case "taken_back": Text(en: "Acceptance taken back", nl: "Akkoord ingetrokken")
        case "filed": Text(en: "Corrected in a filing", nl: "Gecorrigeerd in een indiening")
        case "register": Text(en: "Another figure of the register", nl: "Ander cijfer van het register")
        case "failed": Text(en: "Failed in verification", nl: "Onjuist bij verificatie")
        case "cancelled": Text(en: "Sale cancelled", nl: "Verkoop geannuleerd")
        case "returned": Text(en: "Payment came back", nl: "Betaling teruggekomen")
        default: Text(en: name, nl: name)
        }
    }

    package static let lead = Text(
        en: """
            Each quarter what was delivered is held against what was booked: no more may be booked than was delivered. From \
            there the report follows the quarter to the bank. Every row is the one before it with its differences.
            """,
        nl: """
            Elk kwartaal wordt wat is geleverd gehouden tegen wat is ingeboekt: er mag niet meer zijn ingeboekt dan geleverd. \
            Daarna volgt het rapport het kwartaal tot de bank. Elke rij is de vorige met haar verschillen.
            """
    )
    package static let perCustomer = Text(
        en:
            "What is held back until verification, and what is given back, is per customer and year: it stands in the payouts.",
        nl: """
            Wat tot de verificatie wordt ingehouden en wat wordt teruggevorderd, is per klant en jaar: dat staat bij de \
            uitbetalingen.
            """
    )

    package static func lawful(_ connections: Int, _ say: Reader) -> String {
        connections == 0
            ? say(
                en: "No connection has more booked than delivered",
                nl: "Van geen aansluiting is meer ingeboekt dan geleverd"
            )
            : say(
                en: "\(say.count(connections)) connections have more booked than was delivered",
                nl: "Van \(say.count(connections)) aansluitingen is meer ingeboekt dan geleverd"
            )
    }
}

extension Text {
    package static let reconciliation = Text(en: "Reconciliation", nl: "Afstemming")
}
