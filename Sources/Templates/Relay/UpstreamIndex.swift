package import Values

/// The back-offices behind which the operator's charge points stand.
package enum UpstreamIndex {
    package struct Row: Sendable {
        package let id: UpstreamID
        package let name: String
        package let url: String
        package let chargePoints: Int
        package let observed: Int
        package let isRetired: Bool

        package init(
            id: UpstreamID,
            name: String,
            url: String,
            chargePoints: Int,
            observed: Int,
            isRetired: Bool
        ) {
            self.id = id
            self.name = name
            self.url = url
            self.chargePoints = chargePoints
            self.observed = observed
            self.isRetired = isRetired
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        /// Whether the reader's role may add and change them.
        package let mayEdit: Bool

        package init(rows: [Row], mayEdit: Bool) {
            self.rows = rows
            self.mayEdit = mayEdit
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let new = linkButton(say(newText), to: .newUpstream, style: .primary)
        let unknown = linkButton(say(UnknownChargePointIndex.title), to: .unknownChargePoints, style: .secondary)
        let notices = linkButton(say(NoticeIndex.title), to: .notices, style: .secondary)
        let actions = HTML {
            notices
            unknown
            if model.mayEdit { new }
        }
        return Page.app(say(.upstreams), frame: frame, lead: HTML(say(lead)), actions: actions) {
            if model.rows.isEmpty {
                emptyState(say(en: "No back-offices yet", nl: "Nog geen backoffices"), say(whenEmpty)) {
                    if model.mayEdit { new }
                }
            } else {
                tableCard(say(.upstreams)) { plainTable(say(.upstreams), tableColumns(model, say), model.rows) }
            }
        }
    }

    private static func tableColumns(_ model: Model, _ say: Reader) -> [Column<Row>] {
        [
            Column(say(.name)) { row in
                div {
                    if model.mayEdit { Mention(row.name, .editUpstream(row.id)).html } else { row.name }
                    small { row.url }
                }
            },
            .number(say(.chargePoints)) { row in say.count(row.chargePoints) },
            .number(say(en: "Observes", nl: "Kijkt mee bij")) { row in say.count(row.observed) },
            Column(say(.state)) { row in
                row.isRetired
                    ? badge(say(en: "Out of use", nl: "Buiten gebruik"), .neutral)
                    : badge(say(en: "In use", nl: "In gebruik"), .good)
            },
        ]
    }

    private static let newText = Text(en: "New back-office", nl: "Nieuwe backoffice")
    private static let lead = Text(
        en: "Charge points dial us, we dial their back-office. Neither side notices; we keep a copy.",
        nl: "Laadpunten bellen ons, wij bellen hun backoffice. Geen van beide merkt het; wij houden een kopie."
    )
    private static let whenEmpty = Text(
        en: "Add the back-office that your charge points use now, then send a charge point through on its own page.",
        nl: "Voeg de backoffice toe die uw laadpunten nu gebruiken en leid een laadpunt er op zijn eigen pagina langs."
    )
}
