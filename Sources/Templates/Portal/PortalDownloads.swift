package import Values

/// Everything a host can take along.
package enum PortalDownloads {
    package struct Model: Sendable {
        /// The newest first.
        package let credits: [CreditFiles]

        package init(credits: [CreditFiles]) {
            self.credits = credits
        }
    }

    package struct CreditFiles: Sendable {
        package let id: CreditID
        package let number: String
        package let period: YearMonth
        package let total: Money

        package init(id: CreditID, number: String, period: YearMonth, total: Money) {
            self.id = id
            self.number = number
            self.period = period
            self.total = total
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.downloads), frame: frame, lead: HTML(say(lead))) {
            tableCard(say(.credits)) {
                if model.credits.isEmpty {
                    CreditIndex.empty(say)
                } else {
                    plainTable(say(.downloads), tableColumns(say), model.credits)
                }
            }
            card(say(.sessions)) {
                p { say(allSessions) }
                div(.class("form-actions")) {
                    downloadButton("CSV", to: Link(.portalSessions, as: .csv))
                    downloadButton("JSON", to: Link(.portalSessions, as: .json))
                }
            }
        }
    }

    private static let lead = Text(
        en: "Documents for your books, and the sessions behind them to check.",
        nl: "Documenten voor uw boekhouding, en de sessies erachter om na te rekenen."
    )
    private static let allSessions = Text(
        en: "Every session with its energy, dated price, formula and exact amount.",
        nl: "Elke sessie met energie, gedateerde prijs, formule en exact bedrag."
    )

    private static func tableColumns(_ say: Reader) -> [Column<CreditFiles>] {
        [
            Column(say(.number)) { row in a(.href(.portalCredit(row.id))) { row.number } },
            Column(say(.period)) { row in say.month(row.period) },
            .number(say(.total)) { row in say.money(row.total) },
            Column(say(en: "Files", nl: "Bestanden")) { row in
                span(.class("nowrap")) {
                    a(.href(.portalCreditDocument(row.id)), .download()) { "PDF" }
                    " · "
                    a(.href(.portalCreditSessions(row.id)), .download()) { "XLSX" }
                }
            },
        ]
    }
}
