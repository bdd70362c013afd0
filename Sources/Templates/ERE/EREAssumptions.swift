import Values

/// One thing that an estimate takes for granted.
private struct Assumption {
    let name: String
    let value: String
    let why: HTML
}

extension EREFigures {
    /// Everything that the estimate takes for granted, with where it comes from.
    func assumptions(_ say: Reader) -> HTML {
        let name = say(en: "What this takes for granted", nl: "Waar dit van uitgaat")
        let columns: [Column<Assumption>] = [
            Column(say(en: "Assumption", nl: "Aanname")) { $0.name },
            Column(say(en: "Value", nl: "Waarde")) { $0.value },
            Column(say(en: "Where it comes from", nl: "Waar die vandaan komt")) { $0.why },
        ]
        return tableCard(name) { plainTable(name, columns, chosen(say) + published(say) + leftOut(say)) }
    }

    private func chosen(_ say: Reader) -> [Assumption] {
        let perUnit = say.exactAmount(price.perUnit, gross.currency) + " per ERE"
        let perKWh = say.unitPrice(price.perKWh, gross.currency)
        let prices = price.unit == .kWh ? "\(perKWh) (≈ \(perUnit))" : "\(perUnit) (= \(perKWh))"
        return [
            Assumption(
                name: say(en: "Chargers that qualify", nl: "Laders die meetellen"),
                value: say.count(chargers),
                why: HTML(say(Self.allQualify))
            ),
            Assumption(
                name: say(en: "Energy per charger", nl: "Energie per lader"),
                value: say.decimal(kWhPerCharger) + " kWh",
                why: HTML(say(Self.energy))
            ),
            Assumption(name: say(en: "Price", nl: "Prijs"), value: prices, why: HTML(say(Self.price))),
            Assumption(
                name: say(en: "Service fee", nl: "Servicekosten"),
                value: say.percent(feePercent),
                why: HTML(say(Self.fee))
            ),
        ]
    }

    private static let allQualify = Text(
        en: "An assumption: every one has a MID meter inside and the holder of its connection takes part.",
        nl: "Een aanname: elke lader heeft een MID-meter aan boord en de houder van de aansluiting doet mee."
    )
    private static let energy = Text(
        en: "An assumption. What your chargers delivered last year says more.",
        nl: "Een aanname. Wat uw laders vorig jaar leverden zegt meer."
    )
    private static let price = Text(
        en:
            "An assumption. ERE are traded between companies; the authority (NEa) sets no price, and nobody can promise one.",
        nl:
            "Een aanname. ERE worden tussen bedrijven verhandeld; de NEa stelt geen prijs vast, en niemand kan er een beloven."
    )
    private static let fee = Text(
        en: "An assumption: part of what the ERE bring, VAT included, as agreed with the booking service provider.",
        nl: "Een aanname: deel van de opbrengst, inclusief btw, zoals afgesproken met de inboekdienstverlener."
    )

    private func published(_ say: Reader) -> [Assumption] {
        let year = String(factors.year)
        return [
            Assumption(
                name: say(en: "Renewable share \(year)", nl: "Hernieuwbaar aandeel \(year)"),
                value: say.percent(factors.percent),
                why: HTML {
                    say(factors.basis.title) + ". " + say(factors.evidence.title) + "."
                    small(.lang(.english)) { factors.source }
                }
            ),
            Assumption(
                name: say(en: "Comparator", nl: "Referentie"),
                value: say.decimal(factors.comparator) + " g CO₂/MJ",
                why: HTML(say(Self.comparator))
            ),
            Assumption(
                name: say(en: "Energy content", nl: "Energie-inhoud"),
                value: say.decimal(factors.mjPerKWh) + " MJ/kWh",
                why: HTML(say(en: "A kilowatt-hour is 3.6 megajoules.", nl: "Een kilowattuur is 3,6 megajoule."))
            ),
        ]
    }

    private static let comparator = Text(
        en: "What electricity takes the place of. One ERE is one kilogram of CO₂ less over the chain.",
        nl: "Waar elektriciteit voor in de plaats komt. Eén ERE is één kilogram CO₂ minder in de keten."
    )

    private func leftOut(_ say: Reader) -> [Assumption] {
        let most = say.count(chargers * EREFigures.linesPerYear)
        return [
            Assumption(
                name: say(en: "Rounding", nl: "Afronding"),
                value: say(en: "Not counted", nl: "Niet meegeteld"),
                why: HTML(
                    say(
                        en: "No rule is published. Rounded down per charger and quarter, it is less than \(most) ERE.",
                        nl:
                            "Er is geen regel gepubliceerd. Naar beneden per lader en kwartaal scheelt het minder dan \(most) ERE."
                    )
                )
            ),
            Assumption(
                name: say(en: "Taxes, refusals", nl: "Belasting, afkeuring"),
                value: say(en: "Not counted", nl: "Niet meegeteld"),
                why: HTML(say(Self.refusals))
            ),
        ]
    }

    /// Units are booked by the quarter.
    private static let linesPerYear = 4
    private static let refusals = Text(
        en:
            "A verifier looks at the bookings once a year and the authority may correct them later; unsold ERE can expire.",
        nl:
            "Een verificateur kijkt elk jaar naar de boekingen en de NEa kan later corrigeren; onverkochte ERE kunnen vervallen."
    )
}
