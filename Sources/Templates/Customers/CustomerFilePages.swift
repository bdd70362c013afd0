package import Values

/// The pages of a customer's file: one for each part, the newest first.
package enum CustomerFilePart: CaseIterable, Hashable, Sendable {
    case overview, timeline, papers, sessions, payouts

    var title: Text {
        switch self {
        case .overview: .overview
        case .timeline: Text(en: "Timeline", nl: "Tijdlijn")
        case .papers: Text(en: "Documents", nl: "Documenten")
        case .sessions: .sessions
        case .payouts: Text(en: "Payouts", nl: "Uitbetalingen")
        }
    }

    package func route(of id: CustomerID) -> Route {
        switch self {
        case .overview: .customer(id)
        case .timeline: .customerFile(.timeline(id))
        case .papers: .customerFile(.papers(id))
        case .sessions: .customerFile(.sessions(id))
        case .payouts: .customerFile(.payouts(id))
        }
    }

    /// Links to all parts, the current one marked.
    func tabs(of id: CustomerID, _ say: Reader) -> HTML {
        Templates.tabs(
            CustomerFilePart.allCases.map { part in
                Tab(say(part.title), Link(part.route(of: id)), isCurrent: part == self)
            },
            name: say(en: "Parts of the file", nl: "Delen van het dossier")
        )
    }
}

/// Of whom a page of a file is.
package struct CustomerFileHead: Sendable {
    package let id: CustomerID
    package let name: String
    package let query: ListQuery
    package let total: Int

    package init(id: CustomerID, name: String, query: ListQuery, total: Int) {
        self.id = id
        self.name = name
        self.query = query
        self.total = total
    }

    /// Files have one order.
    package static let rules = ListQuery.Rules(filters: [], sorts: ["newest"], sort: "newest", isDescending: true)

    fileprivate func page<Row>(
        _ part: CustomerFilePart,
        _ columns: [Column<Row>],
        _ rows: [Row],
        whenEmpty: (Text, Text),
        _ frame: PageFrame
    ) -> HTML {
        let say = frame.say
        let crumbs = [Crumb(say(.customers), .customers), Crumb(name, .customer(id))]
        return Page.app(say(part.title), frame: frame, crumbs: crumbs) {
            part.tabs(of: id, say)
            dataTable(
                say(part.title),
                ListState(part.route(of: id), query, total: total),
                columns,
                rows,
                whenEmpty: emptyState(say(whenEmpty.0), say(whenEmpty.1)),
                say: say
            )
        }
    }
}

/// What happened to a customer and its connections.
package enum CustomerTimeline {
    package struct Row: Sendable {
        package let at: Timestamp
        package let what: String
        /// A connection, a quarter or a document, linked where there is a page.
        package let about: Mention
        package let by: String
        package let reason: String

        package init(at: Timestamp, what: String, about: Mention, by: String, reason: String) {
            self.at = at
            self.what = what
            self.about = about
            self.by = by
            self.reason = reason
        }
    }

    package static func view(_ head: CustomerFileHead, _ rows: [Row], frame: PageFrame) -> HTML {
        head.page(.timeline, columns(frame.say), rows, whenEmpty: empty, frame)
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "When", nl: "Wanneer")) { row in say.dateTime(row.at) },
            Column(say(en: "What", nl: "Wat")) { row in
                div {
                    words[row.what].map { say($0) } ?? row.what
                    if !row.reason.isEmpty { small { row.reason } }
                }
            },
            Column(say(en: "About", nl: "Waarover")) { row in row.about.name.isEmpty ? HTML("–") : row.about.html },
            Column(say(en: "By", nl: "Door")) { row in row.by.isEmpty ? "Laadboek" : row.by },
        ]
    }

    private static let empty = (
        Text(en: "Nothing happened yet", nl: "Er gebeurde nog niets"),
        Text(en: "What people and programs do stands here.", nl: "Wat mensen en programma's doen staat hier.")
    )

    private static let words: [String: Text] = [
        "customer.created": Text(en: "Customer added", nl: "Klant toegevoegd"),
        "customer.changed": Text(en: "Details changed", nl: "Gegevens gewijzigd"),
        "customer.invited": Text(en: "Invited by mail", nl: "Per mail uitgenodigd"),
        "customer.ended": Text(en: "Left", nl: "Vertrokken"),
        "customer.resumed": Text(en: "Taken back", nl: "Weer opgenomen"),
        "customer.charge_point_assigned": Text(en: "Charge point assigned", nl: "Laadpunt toegewezen"),
        "customer.data_taken": Text(en: "Data taken out", nl: "Gegevens opgevraagd"),
        "customer.hold_lifted": Text(en: "Hold on removal lifted", nl: "Bewaarplicht opgeheven"),
        "ere.begun": Text(en: "Enrolment begun", nl: "Aanmelding begonnen"),
        "ere.imported": Text(en: "Enrolment taken from a list", nl: "Aanmelding uit een lijst overgenomen"),
        "ere.signed": Text(en: "Mandate signed", nl: "Machtiging getekend"),
        "ere.paper_mandate": Text(en: "Mandate on paper handed in", nl: "Papieren machtiging ingeleverd"),
        "ere.evidence_added": Text(en: "Evidence handed in", nl: "Bewijs ingeleverd"),
        "ere.evidence_judged": Text(en: "Evidence looked at", nl: "Bewijs beoordeeld"),
        "ere.accepted": Text(en: "Accepted: sessions count", nl: "Goedgekeurd: sessies tellen mee"),
        "ere.refused": Text(en: "Refused", nl: "Afgewezen"),
        "ere.turned_off": Text(en: "Turned off", nl: "Uitgezet"),
        "ere.customer_fee_set": Text(en: "Own service fee set", nl: "Eigen servicevergoeding ingesteld"),
        "ere.referral_recorded": Text(en: "Referral recorded", nl: "Doorverwijzing vastgelegd"),
        "ere.self_billing_recorded": Text(en: "Self-billing recorded", nl: "Self-billing vastgelegd"),
        "booking.accepted": Text(en: "Deliveries accepted", nl: "Leveringen akkoord"),
        "booking.booked": Text(en: "Booked in a filing", nl: "Ingeboekt in een aangifte"),
        "booking.credited": Text(en: "Units credited by the register", nl: "Eenheden bijgeschreven door het register"),
        "booking.verified": Text(en: "Verified", nl: "Geverifieerd"),
        "booking.sold": Text(en: "Units sold", nl: "Eenheden verkocht"),
        "booking.paid": Text(en: "Revenue paid out", nl: "Opbrengst uitbetaald"),
        "payout.made": Text(en: "Payout document made", nl: "Uitbetalingsdocument gemaakt"),
    ]
}

/// A customer's papers.
package enum CustomerPapers {
    package struct Row: Sendable {
        package let at: Timestamp
        package let title: Text
        package let about: String
        /// Where the file is; `nil` where the reader may not open it, or it was removed.
        package let file: Route?
        package let isKept: Bool
        /// What was said of evidence; `nil` for other papers, and while nobody looked.
        package let isAccepted: Bool?
        package let isEvidence: Bool

        package init(
            at: Timestamp,
            title: Text,
            about: String,
            file: Route?,
            isKept: Bool,
            isAccepted: Bool?,
            isEvidence: Bool
        ) {
            self.at = at
            self.title = title
            self.about = about
            self.file = file
            self.isKept = isKept
            self.isAccepted = isAccepted
            self.isEvidence = isEvidence
        }
    }

    package static func view(_ head: CustomerFileHead, _ rows: [Row], frame: PageFrame) -> HTML {
        head.page(.papers, columns(frame.say), rows, whenEmpty: empty, frame)
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Document", nl: "Document")) { row in Mention(say(row.title), row.file).html },
            Column(say(en: "Connection, charger or number", nl: "Aansluiting, lader of nummer")) { row in
                row.about.orDash
            },
            Column(say(en: "Date", nl: "Datum")) { row in say.dateTime(row.at) },
            Column(say(.state)) { row in standing(row, say) },
        ]
    }

    private static func standing(_ row: Row, _ say: Reader) -> HTML {
        if !row.isKept { return badge(say(en: "Removed in time", nl: "Op tijd verwijderd")) }
        guard row.isEvidence else { return HTML("–") }
        switch row.isAccepted {
        case true?: return badge(say(en: "Accepted", nl: "Goedgekeurd"), .good)
        case false?: return badge(say(en: "Refused", nl: "Afgewezen"), .bad)
        case nil: return badge(say(en: "To look at", nl: "Te bekijken"), .caution)
        }
    }

    private static let empty = (
        Text(en: "No documents yet", nl: "Nog geen documenten"),
        Text(
            en: "Mandates, evidence and documents of payouts come here.",
            nl: "Machtigingen, bewijs en documenten van uitbetalingen komen hier."
        )
    )
}

/// The sessions at a customer's chargers.
package enum CustomerSessions {
    package struct Row: Sendable {
        package let start: Mention
        package let seconds: Int64?
        package let energy: Energy?
        package let charger: String
        package let isToldByOthers: Bool
        /// `2026-Q3`; empty while it is not counted.
        package let quarter: String

        package init(
            start: Mention,
            seconds: Int64?,
            energy: Energy?,
            charger: String,
            isToldByOthers: Bool,
            quarter: String
        ) {
            self.start = start
            self.seconds = seconds
            self.energy = energy
            self.charger = charger
            self.isToldByOthers = isToldByOthers
            self.quarter = quarter
        }
    }

    package static func view(_ head: CustomerFileHead, _ rows: [Row], frame: PageFrame) -> HTML {
        head.page(.sessions, columns(frame.say), rows, whenEmpty: empty, frame)
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Start", nl: "Begin")) { row in row.start.html },
            Column(say(en: "Duration", nl: "Duur")) { row in row.seconds.map { say.duration(seconds: $0) } ?? "–" },
            .number(say(en: "Energy", nl: "Energie")) { row in row.energy.map { say.energy($0) } ?? "–" },
            Column(say(en: "Charger", nl: "Lader")) { row in
                div {
                    row.charger
                    if row.isToldByOthers { small { say(en: "told by others", nl: "door anderen verteld") } }
                }
            },
            Column(say(en: "Counted in", nl: "Geteld in")) { row in
                row.quarter.isEmpty ? soft(say(en: "not yet", nl: "nog niet")) : HTML(row.quarter)
            },
        ]
    }

    private static let empty = (
        Text(en: "No sessions yet", nl: "Nog geen sessies"),
        Text(
            en: "Sessions at the chargers of its connections, from the first year of the mandate.",
            nl: "Sessies bij de laders van de aansluitingen, vanaf het eerste jaar van de machtiging."
        )
    )
}

/// What was paid for a customer.
package enum CustomerFilePayouts {
    package struct Row: Sendable {
        package let quarter: Mention
        package let madeOn: LocalDate
        package let energy: Energy
        package let units: Int
        package let gross: Money
        package let fee: Money
        package let margin: Money
        package let payable: Money
        package let standing: Text
        package let tone: Tone

        package init(
            quarter: Mention,
            madeOn: LocalDate,
            energy: Energy,
            units: Int,
            gross: Money,
            fee: Money,
            margin: Money,
            payable: Money,
            standing: Text,
            tone: Tone
        ) {
            self.quarter = quarter
            self.madeOn = madeOn
            self.energy = energy
            self.units = units
            self.gross = gross
            self.fee = fee
            self.margin = margin
            self.payable = payable
            self.standing = standing
            self.tone = tone
        }
    }

    package static func view(_ head: CustomerFileHead, _ rows: [Row], frame: PageFrame) -> HTML {
        head.page(.payouts, columns(frame.say), rows, whenEmpty: empty, frame)
    }

    private static func columns(_ say: Reader) -> [Column<Row>] {
        [
            Column(say(en: "Quarter", nl: "Kwartaal")) { row in
                div {
                    row.quarter.html
                    small { say.date(row.madeOn) }
                }
            },
            .number("kWh") { row in say.energyNumber(row.energy) },
            .number("ERE") { row in say.count(row.units) },
            .number(say(en: "Gross", nl: "Bruto")) { row in say.money(row.gross) },
            .number(say(.serviceFee)) { row in say.money(row.fee) },
            .number(say(en: "Margin", nl: "Marge")) { row in say.money(row.margin) },
            .number(say(en: "To pay", nl: "Te betalen")) { row in say.money(row.payable) },
            Column(say(.state)) { row in badge(say(row.standing), row.tone) },
        ]
    }

    private static let empty = (
        Text(en: "No payouts yet", nl: "Nog geen uitbetalingen"),
        Text(
            en: "Units are paid out after they are credited by the register and sold.",
            nl: "Eenheden worden uitbetaald nadat het register ze heeft bijgeschreven en ze zijn verkocht."
        )
    )
}
