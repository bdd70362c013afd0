package import Values

/// The wording of a mandate: what is shown, signed and printed is made from the same parts.
///
/// A wording that somebody signed is never changed; a better one gets another name.
package struct EREMandateText: Sendable {
    /// The wording that new mandates get.
    package static let template = "nl-ere-2026-1"

    package struct Party: Sendable {
        package let name: String
        package let address: PostalAddress
        package let companyNumber: String

        package init(name: String, address: PostalAddress, companyNumber: String) {
            self.name = name
            self.address = address
            self.companyNumber = companyNumber
        }
    }

    /// Who signs for a company or association, and by what.
    package struct Signatory: Sendable {
        package let name: String
        package let isRegistered: Bool

        package init(name: String, isRegistered: Bool) {
            self.name = name
            self.isRegistered = isRegistered
        }
    }

    package struct Charger: Sendable {
        package let name: String
        package let serial: String

        package init(name: String, serial: String) {
            self.name = name
            self.serial = serial
        }
    }

    /// A part with its heading.
    package struct Part: Sendable {
        package let heading: String
        package let lines: [String]
    }

    package let provider: Party
    package let holder: Party
    /// `nil` for a private person, who signs for itself.
    package let signatory: Signatory?
    package let ean: String
    package let address: PostalAddress
    package let isExclusive: Bool
    package let chargers: [Charger]
    package let years: ClosedRange<Int>
    package let from: LocalDate
    package let through: LocalDate
    package let issuedOn: LocalDate

    package init(
        provider: Party,
        holder: Party,
        signatory: Signatory?,
        ean: String,
        address: PostalAddress,
        isExclusive: Bool,
        chargers: [Charger],
        years: ClosedRange<Int>,
        validity: (from: LocalDate, through: LocalDate),
        issuedOn: LocalDate
    ) {
        self.provider = provider
        self.holder = holder
        self.signatory = signatory
        self.ean = ean
        self.address = address
        self.isExclusive = isExclusive
        self.chargers = chargers
        self.years = years
        from = validity.from
        through = validity.through
        self.issuedOn = issuedOn
    }

    package static let title = Text(
        en: "Mandate to book emission reduction units (ERE)",
        nl: "Machtiging voor het inboeken van emissiereductie-eenheden (ERE)"
    )

    /// The whole text, one line each; its UTF-8 is what is signed.
    package func plain(_ say: Reader) -> String {
        let parts = parts(say).map { part in ([part.heading] + part.lines).joined(separator: "\n") }
        return ([say(Self.title), Self.template] + parts).joined(separator: "\n\n") + "\n"
    }

    /// Its parts in order.
    package func parts(_ say: Reader) -> [Part] {
        [who(say), what(say)]
            + clauses.enumerated().map { index, clause in
                Part(heading: "\(index + 1). " + say(clause.heading), lines: [say(clause.text)])
            }
    }

    private func who(_ say: Reader) -> Part {
        var lines = [say(en: "Given by: ", nl: "Gegeven door: ") + self.line(holder, say)]
        if let signatory {
            let ground =
                signatory.isRegistered
                ? say(en: "according to the trade register", nl: "volgens het handelsregister")
                : say(en: "according to a document that is handed in", nl: "volgens een document dat wordt overgelegd")
            let signer = say(en: "Represented by: ", nl: "Vertegenwoordigd door: ")
            lines.append(signer + signatory.name + ", " + ground)
        }
        lines.append(say(en: "Given to: ", nl: "Gegeven aan: ") + self.line(provider, say))
        return Part(heading: say(en: "Who", nl: "Wie"), lines: lines)
    }

    private func line(_ party: Party, _ say: Reader) -> String {
        let number = party.companyNumber.isEmpty ? "" : say(en: "company no. ", nl: "KvK ") + party.companyNumber
        return [party.name, party.address.oneLine, number].filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private func what(_ say: Reader) -> Part {
        let kind =
            isExclusive
            ? say(en: "Only vehicles are charged behind it.", nl: "Er worden alleen voertuigen achter geladen.")
            : say(
                en: "It serves other things too; the MID meter in each charger counts.",
                nl: "Er zit ook ander verbruik achter; de MID-meter in elke lader telt."
            )
        let names = chargers.map { "\($0.name) (\($0.serial))" }.joined(separator: "; ")
        return Part(
            heading: say(en: "What it is about", nl: "Waarover het gaat"),
            lines: [
                say(en: "Connection (EAN): ", nl: "Aansluiting (EAN): ") + ean,
                say(en: "Address: ", nl: "Adres: ") + address.oneLine, kind,
                say(en: "Chargers: ", nl: "Laders: ") + names,
                say(en: "Calendar years: ", nl: "Kalenderjaren: ") + EREYearWords.range(years),
                say(
                    en: "Valid from \(say.date(from)) through \(say.date(through))",
                    nl: "Geldig van \(say.date(from)) tot en met \(say.date(through))"
                ),
                say(en: "Date of issue: ", nl: "Datum van afgifte: ") + say.date(issuedOn),
            ]
        )
    }

    // MARK: Clauses

    private struct Clause {
        let heading: Text
        let text: Text
    }

    private var clauses: [Clause] { [mandate, operators, inspection, exclusive, term, truth] + authority + [price] }

    private var mandate: Clause {
        Clause(
            heading: Text(en: "Mandate", nl: "Machtiging"),
            text: Text(
                en: "\(holder.name) authorises \(provider.name) to book, in the register of the Dutch Emissions "
                    + "Authority (NEa), electricity that is delivered to vehicles behind this connection in the calendar "
                    + "years named, to sell the units that come of it, and to correct what was booked.",
                nl: "\(holder.name) machtigt \(provider.name) om elektriciteit die in de genoemde kalenderjaren achter "
                    + "deze aansluiting aan voertuigen wordt geleverd in te boeken in het register van de Nederlandse "
                    + "Emissieautoriteit (NEa), de eenheden die daaruit volgen te verkopen, en inboekingen te verbeteren."
            )
        )
    }

    private var operators: Clause {
        Clause(
            heading: Text(
                en: "Permission to ask the grid operator",
                nl: "Toestemming voor navraag bij de netbeheerder"
            ),
            text: Text(
                en: "The NEa may ask the distribution system operator about this connection.",
                nl: "De NEa mag bij de distributienetbeheerder gegevens over deze aansluiting opvragen."
            )
        )
    }

    private var inspection: Clause {
        Clause(
            heading: Text(en: "Permission to inspect", nl: "Toestemming voor bezoek"),
            text: Text(
                en: "The verifier may inspect the charging location.",
                nl: "De verificateur mag de laadlocatie bezoeken."
            )
        )
    }

    private var exclusive: Clause {
        Clause(
            heading: Text(en: "One provider", nl: "Eén dienstverlener"),
            text: Text(
                en: "For this connection nobody else has, or gets, a mandate for these calendar years. Changing to "
                    + "another provider is possible from the next calendar year on.",
                nl: "Voor deze aansluiting heeft of krijgt niemand anders een machtiging voor deze kalenderjaren. "
                    + "Overstappen naar een andere dienstverlener kan vanaf het volgende kalenderjaar."
            )
        )
    }

    private var term: Clause {
        Clause(
            heading: Text(en: "Whole calendar years", nl: "Hele kalenderjaren"),
            text: Text(
                en: "The mandate holds for the whole calendar years named and ends after them. It is not renewed by "
                    + "itself. Turned off earlier, it ends with the calendar year in which it is turned off, or at once while "
                    + "nothing counts yet.",
                nl: "De machtiging geldt voor de genoemde hele kalenderjaren en eindigt daarna. Zij wordt niet vanzelf "
                    + "verlengd. Wordt zij eerder uitgezet, dan eindigt zij met het kalenderjaar waarin dat gebeurt, of "
                    + "meteen zolang er nog niets meetelt."
            )
        )
    }

    private var truth: Clause {
        Clause(
            heading: Text(en: "What is said here is true", nl: "Naar waarheid"),
            text: Text(
                en:
                    "The connection is in the name of \(holder.name) with the grid operator. Changes of holder, charger "
                    + "or meter are told to \(provider.name) at once.",
                nl:
                    "De aansluiting staat bij de netbeheerder op naam van \(holder.name). Verandert de houder, de lader "
                    + "of de meter, dan hoort \(provider.name) dat meteen."
            )
        )
    }

    private var authority: [Clause] {
        guard let signatory else { return [] }
        return [
            Clause(
                heading: Text(en: "Authority to sign", nl: "Tekenbevoegdheid"),
                text: Text(
                    en: "\(signatory.name) may sign for \(holder.name). The mandate is that of this legal person only, "
                        + "and of none of its subsidiaries.",
                    nl: "\(signatory.name) mag voor \(holder.name) tekenen. De machtiging is van deze rechtspersoon "
                        + "alleen, en van geen van haar dochterondernemingen."
                )
            )
        ]
    }

    private var price: Clause {
        Clause(
            heading: Text(en: "No promise of a price", nl: "Geen belofte van een prijs"),
            text: Text(
                en: "What units bring depends on the market and on verification. This mandate promises no amount.",
                nl:
                    "Wat eenheden opbrengen hangt af van de markt en van de verificatie. Deze machtiging belooft geen bedrag."
            )
        )
    }
}
