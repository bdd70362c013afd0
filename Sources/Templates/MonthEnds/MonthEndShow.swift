package import Values

/// One month: close it, look the credits through, approve them, take the bank file.
package enum MonthEndShow {
    package struct Progress: Sendable {
        package let done: Int
        package let total: Int

        package init(done: Int, total: Int) {
            self.done = done
            self.total = total
        }
    }

    /// A host that cannot stand in the bank file.
    package struct Block: Sendable {
        package let host: Mention
        package let lacks: [HostLack]

        package init(host: Mention, lacks: [HostLack]) {
            self.host = host
            self.lacks = lacks
        }
    }

    /// A credit that the close could not make.
    package struct BlockedRow: Sendable {
        package let host: Mention
        package let contract: String
        package let reason: Text
        /// Where it is put right.
        package let remedy: Route

        package init(host: Mention, contract: String, reason: Text, remedy: Route) {
            self.host = host
            self.contract = contract
            self.reason = reason
            self.remedy = remedy
        }
    }

    package struct CreditRow: Sendable {
        package let credit: CreditID
        package let number: String
        package let host: Mention
        package let lineCount: Int
        package let energy: Energy
        package let net: Money
        package let vat: Money
        package let total: Money
        package let dueOn: LocalDate
        package let state: CreditState

        package init(
            credit: CreditID,
            number: String,
            host: Mention,
            lineCount: Int,
            energy: Energy,
            net: Money,
            vat: Money,
            total: Money,
            dueOn: LocalDate,
            state: CreditState
        ) {
            self.credit = credit
            self.number = number
            self.host = host
            self.lineCount = lineCount
            self.energy = energy
            self.net = net
            self.vat = vat
            self.total = total
            self.dueOn = dueOn
            self.state = state
        }
    }

    package struct Approval: Sendable {
        package let by: String
        package let at: Timestamp

        package init(by: String, at: Timestamp) {
            self.by = by
            self.at = at
        }
    }

    package struct Model: Sendable {
        package let month: YearMonth
        package let state: MonthEndState
        /// While closing, and after an interruption.
        package let progress: Progress?
        /// What interrupted the closing.
        package let message: String
        /// The page of the list of credits.
        package let credits: [CreditRow]
        package let query: ListQuery
        /// How many credits there are on all pages.
        package let creditCount: Int
        package let net: Money
        package let vat: Money
        package let total: Money
        package let energy: Energy
        /// Lines that could not be credited: waiting, held, without contract.
        package let openCount: Int
        /// Credited sessions that are worth other figures now.
        package let correctionCount: Int
        /// Credits that the close could not make.
        package let blocked: [BlockedRow]
        package let blocks: [Block]
        /// Operator-wide blocks, such as a missing account of its own.
        package let operatorBlocks: [Text]
        package let approval: Approval?
        /// Whether the reader may approve: the right role, and somebody else than who closed it where two are needed.
        package let mayApprove: Bool
        /// Why the reader may not approve, when a second person is needed.
        package let approvalHint: Text?
        /// Where the money of the month's credits is.
        package let standings: [PaymentRow]
        /// Whether a bank file can be made at all: the amounts are in euro.
        package let takesBankFile: Bool
        /// What the next bank file would hold.
        package let next: NextFile
        /// Bank files for the month or with credits of it, the newest first.
        package let files: [FileRow]
        /// What is paid another way.
        package let handPayments: HandPayments

        package init(
            month: YearMonth,
            state: MonthEndState,
            progress: Progress?,
            message: String,
            credits: [CreditRow],
            query: ListQuery,
            creditCount: Int,
            net: Money,
            vat: Money,
            total: Money,
            energy: Energy,
            openCount: Int,
            correctionCount: Int,
            blocked: [BlockedRow],
            blocks: [Block],
            operatorBlocks: [Text],
            approval: Approval?,
            mayApprove: Bool,
            approvalHint: Text?,
            standings: [PaymentRow],
            takesBankFile: Bool,
            next: NextFile,
            files: [FileRow],
            handPayments: HandPayments
        ) {
            self.month = month
            self.state = state
            self.progress = progress
            self.message = message
            self.credits = credits
            self.query = query
            self.creditCount = creditCount
            self.net = net
            self.vat = vat
            self.total = total
            self.energy = energy
            self.openCount = openCount
            self.correctionCount = correctionCount
            self.blocked = blocked
            self.blocks = blocks
            self.operatorBlocks = operatorBlocks
            self.approval = approval
            self.mayApprove = mayApprove
            self.approvalHint = approvalHint
            self.standings = standings
            self.takesBankFile = takesBankFile
            self.next = next
            self.files = files
            self.handPayments = handPayments
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say.month(model.month),
            frame: frame,
            crumbs: [Crumb(say(.monthEnds), .monthEnds)],
            actions: badge(say(model.state.title(blocked: model.blocked.count)), model.state.tone)
        ) {
            tiles(figures(model, say))
            MonthEndSteps.card(model, frame)
            if model.creditCount > 0 { standings(model, say) }
            if !model.files.isEmpty { files(model, say) }
            if !model.handPayments.made.isEmpty { handPayments(model, say) }
            if model.creditCount > 0 { creditTable(model, say) }
        }
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Tile] {
        [
            Tile(say(.credits), say.count(model.creditCount)),
            Tile(say(.energy), say.energy(model.energy)),
            Tile(say(.net), say.money(model.net)),
            Tile(say(.vat), say.money(model.vat)),
            Tile(say(.total), say.money(model.total)),
            Tile(
                say(.openLines),
                say.count(model.openCount),
                detail: model.openCount > 0 ? say(nextMonth) : "",
                tone: model.openCount > 0 ? .caution : .good,
                to: .exceptions
            ),
        ] + corrections(model, say)
    }

    private static func corrections(_ model: Model, _ say: Reader) -> [Tile] {
        guard model.correctionCount > 0 else { return [] }
        let query = [
            Link.Pair("month", model.month.description), Link.Pair("state", LineState.correction.rawValue),
        ]
        return [
            Tile(
                say(en: "Corrections due", nl: "Te corrigeren"),
                say.count(model.correctionCount),
                detail: say(nextClose),
                tone: .caution,
                link: Link(.journal, query: query)
            )
        ]
    }

    private static let nextMonth = Text(
        en: "credited by the close after each is put right",
        nl: "vergoed bij de afsluiting nadat elk is opgelost"
    )
    private static let nextClose = Text(
        en: "credited sessions worth other amounts now; the next close corrects them",
        nl: "vergoede sessies die nu een ander bedrag geven; de volgende afsluiting corrigeert ze"
    )

    /// Rows per page of the credits and nothing else: they stand by host.
    package static let rules = ListQuery.Rules(filters: [], sorts: ["host"], sort: "host")

    private static func creditTable(_ model: Model, _ say: Reader) -> HTML {
        let list = ListState(
            .monthEnd(model.month),
            model.query,
            total: model.creditCount,
            exports: ExportFormat.allCases,
            anchor: "credits"
        )
        return dataTable(say(.credits), list, columns(say), model.credits, whenEmpty: .empty, say: say)
    }

    private static func columns(_ say: Reader) -> [Column<CreditRow>] {
        [
            Column(say(.number)) { row in
                div {
                    a(.href(.credit(row.credit))) { row.number }
                    small { files(row) }
                }
            },
            Column(say(.host)) { row in row.host.html },
            .number(say(.sessions)) { row in say.count(row.lineCount) },
            .number("kWh") { row in say.energyNumber(row.energy) },
            .number(say(.net)) { row in say.money(row.net) },
            .number(say(.vat)) { row in say.money(row.vat) },
            .number(say(.total)) { row in strong { say.money(row.total) } },
            Column(say(.state)) { row in
                div {
                    stateBadge(row.state, say)
                    small { say(.due).lowercased() + " " + say.date(row.dueOn) }
                }
            },
        ]
    }

    private static func files(_ row: CreditRow) -> HTML {
        span(.class("nowrap")) {
            a(.href(.creditDocument(row.credit)), .download()) { "PDF" }
            " · "
            a(.href(.creditSessions(row.credit)), .download()) { "XLSX" }
        }
    }
}
