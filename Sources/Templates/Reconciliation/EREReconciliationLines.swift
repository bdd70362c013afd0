import Values

/// The tables of a reconciliation: its connections and its corrections.
enum EREReconciliationLines {
    static func table(_ model: EREReconciliationShow.Model, _ say: Reader) -> HTML {
        let names = [
            "overbooked", "accept", "file", "credit", "difference", "verify", "sell", "oversold", "pay",
        ]
        let list = ListState(
            model.route,
            model.query,
            total: model.total,
            filters: [
                .search(name: "search", title: .search),
                .choice(
                    name: "open",
                    title: Text(en: "What is open", nl: "Wat openstaat"),
                    choices: names.map { Choice($0, say(EREReconciliationWords.open($0))) }
                ),
            ],
            anchor: "connections"
        )
        let title = say(en: "Connections", nl: "Aansluitingen")
        return dataTable(title, list, columns(say), model.rows, whenEmpty: empty(say), say: say)
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "Nothing measured", nl: "Niets gemeten"),
            say(
                en: "No connection of this quarter was measured yet.",
                nl: "Van dit kwartaal is nog geen aansluiting gemeten."
            )
        ) {
            linkButton(say(.ereBookings), to: .ereBookings)
        }
    }

    private static func columns(_ say: Reader) -> [Column<EREReconciliationShow.Row>] {
        [
            Column(say(en: "Connection", nl: "Aansluiting"), sort: "ean") { row in
                div {
                    row.connection.html
                    if row.corrections > 0 { small { corrected(row.corrections, say) } }
                }
            },
            Column(say(.customer), sort: "customer") { row in row.customer.html },
            .number(say(en: "kWh delivered", nl: "kWh geleverd")) { row in say.energyNumber(row.measured) },
            .number(say(en: "kWh booked", nl: "kWh ingeboekt")) { row in say.energyNumber(row.booked) },
            .number(say(en: "kWh open", nl: "kWh open"), sort: "open") { row in say.energyNumber(row.notBooked) },
            .number(say(en: "ERE expected", nl: "ERE verwacht")) { row in say.count(Int(row.expected)) },
            .number(say(en: "ERE credited", nl: "ERE bijgeschreven")) { row in say.count(Int(row.credited)) },
            .number(say(en: "ERE verified", nl: "ERE geverifieerd")) { row in say.count(Int(row.verified)) },
            .number(say(en: "ERE sold", nl: "ERE verkocht")) { row in say.count(Int(row.sold)) },
            .number(say(en: "Paid, net", nl: "Uitbetaald, netto")) { row in say.money(row.paid) },
            Column(say(en: "Open", nl: "Open")) { row in
                HTML(
                    joining: row.open.map { name in
                        badge(say(EREReconciliationWords.open(name)), EREReconciliationWords.tone(ofOpen: name))
                    }
                )
            },
        ]
    }

    private static func corrected(_ count: Int, _ say: Reader) -> String {
        count == 1
            ? say(en: "corrected once", nl: "één keer gecorrigeerd")
            : say(en: "corrected \(count) times", nl: "\(count) keer gecorrigeerd")
    }

    static func corrections(_ say: Reader) -> [Column<EREReconciliationShow.Correction>] {
        [
            Column(say(en: "What", nl: "Wat")) { row in
                div {
                    say(EREReconciliationWords.correction(row.kind))
                    small { say.dateTime(row.at) }
                }
            },
            Column(say(en: "Connection", nl: "Aansluiting")) { row in row.line.html },
            Column(say(en: "In", nl: "In")) { row in row.reference },
            .number(say(en: "Before", nl: "Voor")) { row in row.before.map { $0.text(say) } ?? "" },
            .number(say(en: "After", nl: "Na")) { row in row.after.map { $0.text(say) } ?? "" },
            Column(say(en: "Why", nl: "Waarom")) { row in
                div {
                    row.reason
                    small { row.by }
                }
            },
        ]
    }
}
