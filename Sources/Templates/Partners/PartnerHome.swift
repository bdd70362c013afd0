package import Values

/// The first page of whoever looks after customers: how far they are, what their deliveries come to, what waits.
package enum PartnerHome {
    package struct Model: Sendable {
        package let name: String
        /// `nil` for an operator that is no partner of the platform, and before the first terms.
        package let terms: PartnerTermsRow?
        /// How many customers have come how far, in order.
        package let customers: [(standing: CustomerStanding, count: Int)]
        package let figures: EREYearFigures
        package let documents: [PartnerDocumentRow]

        package init(
            name: String,
            terms: PartnerTermsRow?,
            customers: [(CustomerStanding, Int)],
            figures: EREYearFigures,
            documents: [PartnerDocumentRow]
        ) {
            self.name = name
            self.terms = terms
            self.customers = customers.map { (standing: $0.0, count: $0.1) }
            self.figures = figures
            self.documents = documents
        }

        var waiting: [PartnerDocumentRow] { documents.filter { $0.acceptedAt == nil && !$0.isReplaced } }
        var total: Int { customers.reduce(0) { $0 + $1.count } }
        func count(_ standing: CustomerStanding) -> Int {
            customers.first { $0.standing == standing }?.count ?? 0
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(model.name, frame: frame, lead: HTML(say(lead)), actions: actions(say)) {
            if !model.waiting.isEmpty { waiting(model, say) }
            tiles([customerTile(model, say)] + model.figures.figures(say))
            if model.total == 0 { card(say(en: "How it goes", nl: "Zo gaat het")) { way(say) } }
            columns {
                card(say(en: "ERE per quarter", nl: "ERE per kwartaal")) { model.figures.chart(say) }
                tableCard(say(en: "Customers by state", nl: "Klanten naar status"), actions: allCustomers(say)) {
                    customers(model, say)
                }
            }
            columns {
                card(say(en: "What needs a look", nl: "Wat aandacht vraagt")) { tasks(model, say) }
                if let terms = model.terms {
                    card(say(en: "Your terms", nl: "Uw voorwaarden")) { facts(own(terms, say)) }
                }
            }
            model.figures.quarterTable(say)
            model.figures.payoutTable(say)
            if !model.documents.isEmpty {
                tableCard(say(.agreements)) { partnerDocumentTable(model.documents, say) }
            }
        }
    }

    private static let lead = Text(
        en: "Emission reduction units (ERE) for your customers.",
        nl: "Emissiereductie-eenheden (ERE) voor uw klanten."
    )

    private static func actions(_ say: Reader) -> HTML {
        HTML {
            linkButton(say(.inviteMany), to: .customerImport)
            linkButton(say(.newCustomer), to: .newCustomer, style: .primary)
        }
    }

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

    private static func customerTile(_ model: Model, _ say: Reader) -> Tile {
        let total = say.count(model.total)
        return Tile(
            say(en: "Active customers", nl: "Actieve klanten"),
            say.count(model.count(.active)),
            detail: say(en: "of \(total) customers", nl: "van \(total) klanten"),
            link: list(.active)
        )
    }

    private static func list(_ standing: CustomerStanding) -> Link {
        Link(.customers, query: [Link.Pair("state", standing.rawValue)])
    }

    private static func allCustomers(_ say: Reader) -> HTML {
        a(.href(.customers)) { say(en: "All customers", nl: "Alle klanten") }
    }

    // MARK: Customers

    private static func customers(_ model: Model, _ say: Reader) -> HTML {
        guard model.total > 0 else { return p(.class("card__body", "soft")) { say(noCustomers) } }
        let most = model.customers.map(\.count).max() ?? 1
        return plainTable(
            say(.customers),
            customerColumns(most, say),
            model.customers.filter { $0.count > 0 || shown.contains($0.standing) }
        )
    }

    /// What has a line even where nobody is so far.
    private static let shown: Set<CustomerStanding> = [.invited, .inProgress, .waiting, .active, .refused, .ended]

    private static func customerColumns(
        _ most: Int,
        _ say: Reader
    ) -> [Column<(standing: CustomerStanding, count: Int)>] {
        [
            Column(say(.state)) { row in a(.href(list(row.standing))) { say(row.standing.title) } },
            Column(say(en: "Share", nl: "Aandeel")) { row in shareBar(row.count, of: most) },
            .number(say(.customers)) { row in say.count(row.count) },
        ]
    }

    private static let noCustomers = Text(
        en: "Nobody yet. Invite customers one by one, or hand in a list.",
        nl: "Nog niemand. Nodig klanten een voor een uit, of lever een lijst in."
    )

    /// A bar as long as the part; the figure stands beside it.
    private static func shareBar(_ part: Int, of most: Int) -> HTML {
        let width = part == 0 ? 0 : max(1.5, 120 * Double(part) / Double(max(most, 1)))
        return svg(.class("share-bar"), .viewBox(width: 120, height: 8), .decorative(), .notFocusable()) {
            rect(.class("chart__fill--energy"), .x(0), .y(0), .width(width), .height(8), .rx(2))
        }
    }

    // MARK: What needs a look

    private struct Duty {
        let count: Int
        let title: Text
        let detail: Text?
        let link: Link
    }

    private static func tasks(_ model: Model, _ say: Reader) -> HTML {
        let open = all(model, say).filter { $0.count > 0 }
        guard !open.isEmpty else {
            return p(.class("soft")) { say(en: "Nothing waits for you.", nl: "Er wacht niets op u.") }
        }
        return ul(.class("bullets")) {
            open.map { duty in
                li {
                    a(.href(duty.link)) { say(duty.title) + ": " + say.count(duty.count) }
                    if let detail = duty.detail { small(.class("soft")) { " " + say(detail) } }
                }
            }
        }
    }

    private static func all(_ model: Model, _ say: Reader) -> [Duty] {
        func watch(_ kind: String) -> Link { Link(.ereWatch, query: [Link.Pair("kind", kind)]) }
        let first = model.figures.firstMandateEnd.map { say.date($0) }
        let proof = model.figures.firstEvidenceEnd.map { say.date($0) }
        return [
            Duty(
                count: model.count(.waiting),
                title: Text(en: "Customers whose evidence waits", nl: "Klanten van wie het bewijs wacht"),
                detail: Text(en: "accept it, or ask for more", nl: "keur het goed, of vraag om meer"),
                link: list(.waiting)
            ),
            Duty(
                count: model.count(.refused),
                title: Text(en: "Refused, and new evidence may come", nl: "Afgewezen; nieuw bewijs kan nog komen"),
                detail: nil,
                link: list(.refused)
            ),
            Duty(
                count: model.figures.mandates,
                title: Text(en: "Mandates that end", nl: "Machtigingen die eindigen"),
                detail: first.map {
                    Text(
                        en: "the first on \($0); none goes on by itself",
                        nl: "de eerste op \($0); geen loopt vanzelf door"
                    )
                },
                link: watch("mandate")
            ),
            Duty(
                count: model.figures.evidence,
                title: Text(en: "Chargers whose proof of the meter ends", nl: "Laders waarvan het meterbewijs afloopt"),
                detail: proof.map { Text(en: "the first on \($0)", nl: "het eerste op \($0)") },
                link: watch("evidence")
            ),
            Duty(
                count: model.figures.silent,
                title: Text(en: "Chargers silent too long", nl: "Laders die te lang stil zijn"),
                detail: Text(en: "what they deliver may not count", nl: "wat ze leveren telt misschien niet mee"),
                link: watch("silence")
            ),
        ]
    }

    // MARK: Terms

    private static func own(_ terms: PartnerTermsRow, _ say: Reader) -> [Fact] {
        [
            Fact(say(.serviceFee), say.percent(terms.serviceFeePercent) + " " + say(ofRevenue)),
            Fact(say(en: "Your margin", nl: "Uw marge"), say.percent(terms.marginPercent)),
            Fact(say(PayoutModel.heading), say(terms.model.title)),
            Fact(say(en: "Since", nl: "Sinds"), say.date(terms.validFrom)),
        ]
    }

    private static let ofRevenue = Text(en: "of the revenue, VAT included", nl: "van de opbrengst, incl. btw")

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
