package import Values

/// The calculator for a portfolio of chargers; everything asked for stands in the address, so a result can be sent on.
package enum ERECalculator {
    /// What is asked for.
    package struct Form: Sendable {
        package let chargers: Field
        package let kWh: Field
        package let price: Field
        package let priceUnit: Field
        package let fee: Field
        package let basis: Field
        package let year: Field
        /// The years whose factors are known.
        package let years: [Int]

        package init(
            chargers: Field,
            kWh: Field,
            price: Field,
            priceUnit: Field,
            fee: Field,
            basis: Field,
            year: Field,
            years: [Int]
        ) {
            self.chargers = chargers
            self.kWh = kWh
            self.price = price
            self.priceUnit = priceUnit
            self.fee = fee
            self.basis = basis
            self.year = year
            self.years = years
        }

        var all: [Field] { [chargers, kWh, price, priceUnit, fee, basis, year] }
    }

    package struct Model: Sendable {
        package let form: Form
        /// `nil` while something is wrong with the form, or no factors are known.
        package let figures: EREFigures?
        /// The year that was meant, when its factors are not known.
        package let unknownYear: Int?

        package init(form: Form, figures: EREFigures?, unknownYear: Int?) {
            self.form = form
            self.figures = figures
            self.unknownYear = unknownYear
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return SharedPage.view(say(.ereCalculator), lead: say(lead), frame: frame) {
            formErrors(model.form.all, say)
            if let year = model.unknownYear { notice(.caution, say(notPublished(year))) }
            if let figures = model.figures { figures.tiles(say) }
            columns {
                form(model.form, say)
                div(.class("stack")) {
                    if let figures = model.figures { worked(figures, say) }
                    conditions(say)
                }
            }
            if let figures = model.figures { figures.assumptions(say) }
        }
    }

    private static let lead = Text(
        en:
            "What charging may earn in emission reduction units (ERE) in a year. An estimate, not an offer and not a promise.",
        nl:
            "Wat laden in een jaar kan opleveren aan emissiereductie-eenheden (ERE). Een schatting, geen aanbod en geen belofte."
    )

    private static func notPublished(_ year: Int) -> Text {
        Text(
            en: "The share of renewable energy for \(year) is not known here yet.",
            nl: "Het aandeel hernieuwbare energie voor \(year) is hier nog niet bekend."
        )
    }

    private static func form(_ form: Form, _ say: Reader) -> HTML {
        Templates.form(.method(.get), .action(.ereCalculator), .class("form")) {
            fieldGroup(say(en: "Your chargers", nl: "Uw laders")) {
                fieldRow {
                    inputField(Control("chargers", chargers).whole, form.chargers, say)
                    inputField(Control("kwh", kWh).number(unit: "kWh"), form.kWh, say)
                }
                ERETermFields.price(form.price, form.priceUnit, say)
                fieldRow {
                    ERETermFields.fee(form.fee, say)
                    ERETermFields.year(form.year, form.years, say)
                }
                ERETermFields.basis(form.basis, say)
                formActions { submitButton(say(en: "Calculate", nl: "Bereken")) }
                p(.class("field__hint")) { say(shared) }
            }
        }
    }

    private static let chargers = Text(en: "Chargers", nl: "Laders")
    private static let kWh = Text(en: "kWh per charger and year", nl: "kWh per lader en jaar")
    private static let shared = Text(
        en: "The address of this page holds these figures: send it on and others see the same.",
        nl: "Het adres van deze pagina bevat deze cijfers: stuur het door en anderen zien hetzelfde."
    )

    private static func worked(_ figures: EREFigures, _ say: Reader) -> HTML {
        card(say(en: "How it is worked out", nl: "Hoe het berekend is")) { figures.formula(say) }
    }

    private static func conditions(_ say: Reader) -> HTML {
        card(say(en: "What must hold", nl: "Wat moet kloppen")) {
            ul(.class("bullets")) { EREConditions.all.map { text in li { say(text) } } }
            p {
                linkButton(
                    say(en: "Which chargers qualify? MID scan", nl: "Welke laders tellen mee? MID-scan"),
                    to: .midScan
                )
            }
        }
    }
}

/// The fields of terms that the calculator and the scan of a list share.
enum ERETermFields {
    static func price(_ price: Field, _ unit: Field, _ say: Reader) -> HTML {
        fieldRow {
            inputField(Control("price", Text(en: "Price", nl: "Prijs")).number(unit: "€"), price, say)
            selectField(
                Control("per", Text(en: "The price is in", nl: "De prijs is in")),
                choices(EREPriceUnit.allCases, say) { $0.title },
                unit,
                say
            )
        }
    }

    static func fee(_ fee: Field, _ say: Reader) -> HTML {
        inputField(Control("fee", Text(en: "Service fee", nl: "Servicekosten")).number(unit: "%"), fee, say)
    }

    static func year(_ year: Field, _ years: [Int], _ say: Reader) -> HTML {
        let known = years.map { Choice(String($0), String($0)) }
        return selectField(Control("year", Text(en: "Year of delivery", nl: "Jaar van levering")), known, year, say)
    }

    static func basis(_ basis: Field, _ say: Reader) -> HTML {
        selectField(
            Control("basis", Text(en: "Where the energy comes from", nl: "Waar de energie vandaan komt"), hint: hint),
            choices(EREBasis.allCases, say) { $0.title },
            basis,
            say
        )
    }

    private static let hint = Text(
        en:
            "A green contract is still the grid. Own generation counts in full only when it goes straight to vehicles, and with proof.",
        nl:
            "Een groen contract is nog steeds het net. Eigen opwek telt alleen volledig als die rechtstreeks naar voertuigen gaat, met bewijs."
    )
}

/// What must hold before energy can be booked, in short.
enum EREConditions {
    static let all = [
        Text(
            en:
                "The charger has a MID meter inside, with its mark and serial number; or the connection serves vehicles only.",
            nl:
                "In de lader zit een MID-meter, met keurmerk en serienummer; of de aansluiting dient alleen voor voertuigen."
        ),
        Text(
            en: "The holder of the grid connection (EAN) gives a mandate, for whole calendar years.",
            nl: "De houder van de netaansluiting (EAN) geeft een machtiging, voor hele kalenderjaren."
        ),
        Text(
            en: "One booking service provider per connection and calendar year.",
            nl: "Eén inboekdienstverlener per aansluiting en kalenderjaar."
        ),
        Text(
            en:
                "The meter's readings are there for the whole period; energy that goes back to the grid does not count.",
            nl: "De meterstanden zijn er voor de hele periode; energie die teruggaat naar het net telt niet mee."
        ),
        Text(
            en: "Bookings are verified every year; being listed somewhere is no approval by the authority (NEa).",
            nl: "Boekingen worden elk jaar geverifieerd; ergens op een lijst staan is geen goedkeuring door de NEa."
        ),
    ]
}
