package import Values

/// Which sites may show the toggle, and how they do it.
package enum EmbedOriginIndex {
    package struct Row: Sendable {
        package let id: EmbedOriginID
        package let origin: String
        package let addedAt: Timestamp
        package let addedBy: String

        package init(id: EmbedOriginID, origin: String, addedAt: Timestamp, addedBy: String) {
            self.id = id
            self.origin = origin
            self.addedAt = addedAt
            self.addedBy = addedBy
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        package let origin: Field
        /// Where the customers of the operator find its pages, without a slash at its end.
        package let home: String
        /// Minutes that a token lasts.
        package let minutes: Int

        package init(rows: [Row], origin: Field, home: String, minutes: Int) {
            self.rows = rows
            self.origin = origin
            self.home = home
            self.minutes = minutes
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(.embedding),
            frame: frame,
            lead: HTML(say(lead)),
            actions: linkButton(say(.apiKeys), to: .apiKeys)
        ) {
            if model.rows.isEmpty {
                emptyState(say(none.0), say(none.1))
            } else {
                tableCard(say(origins)) { plainTable(say(origins), columns(frame), model.rows) }
            }
            new(model, frame)
            manual(model, say)
        }
    }

    private static let lead = Text(
        en: "Your customers turn ERE on in your own site: no redirect, no second account.",
        nl: "Uw klanten zetten ERE aan in uw eigen site: zonder doorsturen, zonder tweede account."
    )
    private static let origins = Text(en: "Sites that may show it", nl: "Sites die het mogen tonen")
    private static let none = (
        Text(en: "No site may show it yet", nl: "Nog geen site mag het tonen"),
        Text(
            en: "Add the address of yours below; browsers refuse to show it anywhere else.",
            nl: "Voeg hieronder het adres van uw site toe; browsers tonen het nergens anders."
        )
    )

    private static func columns(_ frame: PageFrame) -> [Column<Row>] {
        let say = frame.say
        return [
            Column(say(en: "Site", nl: "Site")) { row in code { row.origin } },
            Column(say(en: "Added", nl: "Toegevoegd")) { row in
                div {
                    moment(row.addedAt, say)
                    small { row.addedBy }
                }
            },
            Column(say(en: "Change", nl: "Wijzigen")) { row in
                actionButton(
                    frame,
                    say(en: "Remove", nl: "Verwijderen"),
                    to: .embed(.originRemoval(row.id)),
                    style: .danger,
                    confirm: Text(
                        en: "Remove this site? What it shows stops working at the next page.",
                        nl: "Deze site verwijderen? Wat hij toont, werkt bij de volgende pagina niet meer."
                    )
                )
            },
        ]
    }

    private static func new(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            formErrors([model.origin], say)
            postForm(frame, to: .embed(.origins), .class("form")) {
                fieldGroup(say(en: "Another site", nl: "Nog een site")) {
                    inputField(Control("origin", address, hint: hint), model.origin, say)
                }
                formActions { submitButton(say(en: "Add it", nl: "Toevoegen")) }
            }
        }
    }

    private static let address = Text(en: "Address", nl: "Adres")
    private static let hint = Text(
        en: "Scheme and host without a path: https://www.example.nl. Each name of a site counts by itself.",
        nl: "Schema en host zonder pad: https://www.example.nl. Elke naam van een site telt apart."
    )

    // MARK: How

    private static func manual(_ model: Model, _ say: Reader) -> HTML {
        card(say(en: "How your site shows it", nl: "Hoe uw site het toont")) {
            ol(.class("steps")) {
                steps(model).map { text in li { say(text) } }
            }
            pre(.class("code"), .tabindex(0)) { code { request(model) } }
            pre(.class("code"), .tabindex(0)) { code { element(model) } }
            p(.class("soft")) { say(events) }
        }
    }

    private static func steps(_ model: Model) -> [Text] {
        [
            Text(
                en: "Make an API key that permits embed_tokens:write, and keep it on your server.",
                nl: "Maak een API-sleutel die embed_tokens:write toestaat, en bewaar die op uw server."
            ),
            Text(
                en: "When a customer opens your page, your server asks for a token; it opens once, "
                    + "within \(model.minutes) minutes.",
                nl: "Opent een klant uw pagina, dan vraagt uw server een token; het opent één keer, "
                    + "binnen \(model.minutes) minuten."
            ),
            Text(
                en: "Your page loads the script and has the element.",
                nl: "Uw pagina laadt het script en heeft het element."
            ),
        ]
    }

    private static func request(_ model: Model) -> String {
        """
        curl \(model.home)/api/v1/embed-tokens \\
          -H 'Authorization: Bearer laadboek_…' \\
          -H 'Content-Type: application/json' \\
          -d '{"customer_reference": "K-1001"}'
        """
    }

    private static func element(_ model: Model) -> String {
        """
        <script src="\(model.home)\(Route.embed(.script).path)" async></script>
        <laadboek-ere token="…"></laadboek-ere>
        """
    }

    private static let events = Text(
        en: "The element tells your page of started, signed, active, closed and expired, and nothing about the person.",
        nl: "Het element meldt uw pagina started, signed, active, closed en expired, en niets over de persoon."
    )
}

extension Text {
    package static let embedding = Text(en: "On your own site", nl: "Op uw eigen site")
}
