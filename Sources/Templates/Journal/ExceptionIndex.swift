package import Values

/// Everything that keeps a session from being paid, and what would set it free.
package enum ExceptionIndex {
    package enum Kind: String, CaseIterable, Sendable {
        case priceMissing = "price_missing"
        case priceCurrency = "price_currency"
        case held
        case noContract = "no_contract"
        case frameUnread = "frame_unread"
        case stopMissing = "stop_missing"
        case creditBlocked = "credit_blocked"

        var title: Text {
            switch self {
            case .priceMissing: Text(en: "Price missing", nl: "Prijs ontbreekt")
            case .priceCurrency: Text(en: "Price in another currency", nl: "Prijs in andere valuta")
            case .held: Text(en: "Needs a decision", nl: "Vraagt een besluit")
            case .noContract: Text(en: "No contract", nl: "Geen contract")
            case .frameUnread: Text(en: "Message not understood", nl: "Bericht niet begrepen")
            case .stopMissing: Text(en: "Stop missing", nl: "Stop ontbreekt")
            case .creditBlocked: Text(en: "Credit blocked", nl: "Vergoeding geblokkeerd")
            }
        }

        var remedy: Text {
            switch self {
            case .priceMissing:
                Text(
                    en: "Completes by itself when the price is imported.",
                    nl: "Wordt vanzelf volledig zodra de prijs is geïmporteerd."
                )
            case .priceCurrency:
                Text(
                    en: "Completes by itself when the price in the contract's currency is imported.",
                    nl: "Wordt vanzelf volledig zodra de prijs in de valuta van het contract is geïmporteerd."
                )
            case .held:
                Text(
                    en: "Open the session, look at its readings, and accept or exclude it.",
                    nl: "Open de sessie, bekijk de meterstanden en accepteer haar of sluit haar uit."
                )
            case .noContract:
                Text(
                    en: "Make a supply and a reimbursement contract that hold on that day; the line then completes.",
                    nl: "Maak een leverings- en vergoedingscontract die op die dag gelden; dan wordt de regel volledig."
                )
            case .frameUnread:
                Text(
                    en: "The message is kept; look at it with the vendor. It leaves this list after 30 days.",
                    nl:
                        "Het bericht is bewaard; bekijk het met de leverancier. Na 30 dagen verdwijnt het van deze lijst."
                )
            case .stopMissing:
                Text(
                    en: "Stop it from the charge point's page, or restart the charge point, which then sends the stop; "
                        + "or end it by hand. Without an end the session is not credited.",
                    nl: "Stop haar op de pagina van het laadpunt, of herstart het laadpunt, dat de stop dan stuurt; "
                        + "of beëindig haar met de hand. Zonder einde wordt de sessie niet vergoed."
                )
            case .creditBlocked:
                Text(
                    en: "Put it right, then close the month again: it makes the credits that are missing.",
                    nl: "Los het op en sluit de maand opnieuw af: dan worden de ontbrekende vergoedingen gemaakt."
                )
            }
        }

        /// What the link to the remedy says.
        var action: Text {
            switch self {
            case .priceMissing, .priceCurrency: Text(en: "Prices of that day", nl: "Prijzen van die dag")
            case .held: Text(en: "Decide", nl: "Beslissen")
            case .noContract: Text(en: "Contracts of the host", nl: "Contracten van de locatiehouder")
            case .frameUnread: Text(en: "Its messages", nl: "De berichten")
            case .stopMissing: Text(en: "End it by hand", nl: "Met de hand beëindigen")
            case .creditBlocked: Text(en: "Put it right", nl: "Oplossen")
            }
        }

        var tone: Tone {
            switch self {
            case .priceMissing, .priceCurrency, .stopMissing: .caution
            case .held, .noContract, .frameUnread, .creditBlocked: .bad
            }
        }
    }

    package struct Row: Sendable {
        package let kind: Kind
        package let subject: Mention
        package let place: String
        package let since: Timestamp
        /// What exactly is missing or wrong.
        package let detail: Text
        /// Where it is put right.
        package let remedy: Route

        package init(
            kind: Kind,
            subject: Mention,
            place: String,
            since: Timestamp,
            detail: Text,
            remedy: Route
        ) {
            self.kind = kind
            self.subject = subject
            self.place = place
            self.since = since
            self.detail = detail
            self.remedy = remedy
        }
    }

    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [Row]
        /// How many of each kind there are.
        package let counts: [Kind: Int]

        package init(query: ListQuery, total: Int, rows: [Row], counts: [Kind: Int]) {
            self.query = query
            self.total = total
            self.rows = rows
            self.counts = counts
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["kind", "search"],
        sorts: ["since", "kind"],
        sort: "since",
        isDescending: true
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let filters: [Filter] = [
            .choice(name: "kind", title: HostKind.heading, choices: choices(Kind.allCases, say, title: \.title)),
            .search(name: "search", title: .search),
        ]
        let list = ListState(
            .exceptions,
            model.query,
            total: model.total,
            filters: filters,
            exports: ExportFormat.allCases
        )
        return Page.app(say(.exceptions), frame: frame, lead: HTML(say(lead))) {
            tiles(counts(model, say))
            dataTable(say(.exceptions), list, tableColumns(say), model.rows, whenEmpty: empty(say), say: say)
        }
    }

    private static let lead = Text(
        en: "What keeps sessions from being paid. Nothing here is lost or guessed.",
        nl: "Wat sessies van vergoeding afhoudt. Niets hiervan is verloren of gegokt."
    )

    private static func counts(_ model: Model, _ say: Reader) -> [Tile] {
        Kind.allCases.map { kind in
            let count = model.counts[kind] ?? 0
            let link = Link(.exceptions, query: [Link.Pair("kind", kind.rawValue)])
            return Tile(say(kind.title), say.count(count), tone: count == 0 ? .neutral : kind.tone, link: link)
        }
    }

    private static func tableColumns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(HostKind.heading), sort: "kind") { row in badge(say(row.kind.title), row.kind.tone) },
            Column(say(en: "Subject", nl: "Onderwerp")) { row in
                div {
                    row.subject.html
                    small { row.place }
                }
            },
            Column(say(en: "Since", nl: "Sinds"), sort: "since") { row in moment(row.since, say) },
            Column(say(en: "What is wrong", nl: "Wat is er mis")) { row in
                div {
                    say(row.detail)
                    small { say(row.kind.remedy) }
                    a(.href(row.remedy)) { say(row.kind.action) }
                }
            },
        ]
    }

    private static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "Nothing needs attention", nl: "Niets vraagt aandacht"),
            say(
                en:
                    "Every session that ended has its price, its contract and no open question; no open one has gone quiet, "
                    + "and no credit is blocked.",
                nl:
                    "Elke beëindigde sessie heeft een prijs, een contract en geen open vraag; geen open sessie is stilgevallen "
                    + "en geen vergoeding is geblokkeerd."
            )
        )
    }
}
