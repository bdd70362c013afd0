package import Values

/// A partner's own first page: what waits, and on which terms.
package enum PartnerHome {
    package struct Model: Sendable {
        package let name: String
        package let terms: PartnerTermsRow?
        /// How many customers have come how far, in order.
        package let customers: [(standing: CustomerStanding, count: Int)]
        package let documents: [PartnerDocumentRow]

        package init(
            name: String,
            terms: PartnerTermsRow?,
            customers: [(CustomerStanding, Int)],
            documents: [PartnerDocumentRow]
        ) {
            self.name = name
            self.terms = terms
            self.customers = customers.map { (standing: $0.0, count: $0.1) }
            self.documents = documents
        }

        var waiting: [PartnerDocumentRow] { documents.filter { $0.acceptedAt == nil && !$0.isReplaced } }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(model.name, frame: frame, lead: HTML(say(lead))) {
            if !model.waiting.isEmpty { waiting(model, say) }
            tiles(figures(model, say))
            columns {
                tableCard(say(.customers), actions: linkButton(say(.newCustomer), to: .newCustomer)) {
                    plainTable(say(.customers), customerColumns(say), model.customers.filter { $0.count > 0 })
                }
                card(say(en: "How it goes", nl: "Zo gaat het")) { way(say) }
            }
            tableCard(say(.agreements)) { partnerDocumentTable(model.documents, say) }
        }
    }

    private static let lead = Text(
        en: "Emission reduction units (ERE) for your customers.",
        nl: "Emissiereductie-eenheden (ERE) voor uw klanten."
    )

    private static func waiting(_ model: Model, _ say: Reader) -> HTML {
        notice(
            .caution,
            say(
                en: "Nothing is booked for your customers before these are accepted",
                nl: "Voor uw klanten wordt niets ingeboekt voordat dit is aanvaard"
            )
        ) {
            ul { model.waiting.map { row in li { row.document.html } } }
        }
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Tile] {
        let terms = model.terms
        return [
            Tile(say(.customers), say.count(model.customers.map(\.count).reduce(0, +)), link: Link(.customers)),
            Tile(
                say(.serviceFee),
                terms.map { say.percent($0.serviceFeePercent) } ?? "–",
                detail: say(en: "of the revenue, VAT included", nl: "van de opbrengst, incl. btw")
            ),
            Tile(
                say(en: "Your margin", nl: "Uw marge"),
                terms.map { say.percent($0.marginPercent) } ?? "–",
                detail: terms.map { say($0.model.title) } ?? ""
            ),
        ]
    }

    private static func customerColumns(_ say: Reader) -> [Column<(standing: CustomerStanding, count: Int)>] {
        [
            Column(say(.state)) { row in
                a(.href(Link(.customers, query: [Link.Pair("state", row.standing.rawValue)]))) {
                    say(row.standing.title)
                }
            },
            .number(say(.customers)) { row in say.count(row.count) },
        ]
    }

    private static func way(_ say: Reader) -> HTML {
        ol(.class("steps")) {
            steps.map { step in li { say(step) } }
        }
    }

    private static let steps = [
        Text(en: "Accept the agreement and the processing agreement.", nl: "Aanvaard beide overeenkomsten."),
        Text(
            en: "Your customers switch ERE on and give a mandate, under your brand.",
            nl: "Uw klanten zetten ERE aan en geven een machtiging, onder uw merk."
        ),
        Text(
            en: "What their charge points deliver is booked each quarter.",
            nl: "Wat hun laadpunten leveren wordt elk kwartaal ingeboekt."
        ),
        Text(
            en: "After the sale it is paid out, with a breakdown for each charge point.",
            nl: "Na de verkoop wordt uitbetaald, met een specificatie per laadpunt."
        ),
    ]
}
