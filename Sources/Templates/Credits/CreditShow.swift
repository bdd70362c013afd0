package import Values

/// One credit document: what it says, what stands behind it, where it was posted.
package enum CreditShow {
    /// A line as printed: one per site and tariff, rounded once.
    package struct DocumentLine: Sendable {
        package let site: Mention
        package let tariff: String
        package let sessionCount: Int
        package let energy: Energy
        package let exactAmount: Exact
        package let net: Money

        package init(
            site: Mention,
            tariff: String,
            sessionCount: Int,
            energy: Energy,
            exactAmount: Exact,
            net: Money
        ) {
            self.site = site
            self.tariff = tariff
            self.sessionCount = sessionCount
            self.energy = energy
            self.exactAmount = exactAmount
            self.net = net
        }
    }

    /// A session's line behind the document.
    package struct SessionLine: Sendable {
        package let session: Mention
        package let line: Mention
        package let stoppedAt: Timestamp
        package let chargePoint: String
        package let energy: Energy
        package let formula: String
        package let amount: Exact
        /// Whether it corrects a line of an earlier credit.
        package let isCorrection: Bool

        package init(
            session: Mention,
            line: Mention,
            stoppedAt: Timestamp,
            chargePoint: String,
            energy: Energy,
            formula: String,
            amount: Exact,
            isCorrection: Bool
        ) {
            self.session = session
            self.line = line
            self.stoppedAt = stoppedAt
            self.chargePoint = chargePoint
            self.energy = energy
            self.formula = formula
            self.amount = amount
            self.isCorrection = isCorrection
        }
    }

    /// How a person paid it another way than by a bank file.
    package struct PaidByHand: Sendable {
        package let on: LocalDate
        package let reference: String

        package init(on: LocalDate, reference: String) {
            self.on = on
            self.reference = reference
        }
    }

    package struct Model: Sendable {
        package let id: CreditID
        package let number: String
        package let kind: CreditKind
        package let state: CreditState
        package let host: Mention
        package let contract: Mention
        package let period: YearMonth
        package let issuedOn: LocalDate
        package let dueOn: LocalDate
        package let currency: Currency
        package let net: Money
        package let vat: Money
        package let total: Money
        /// The VAT by category and rate.
        package let vatTotals: [VATLine]
        /// The wording and rule that the document carries.
        package let vatRule: Text
        package let energy: Energy
        package let exactAmount: Exact
        package let lines: [DocumentLine]
        /// Which page of its sessions is shown.
        package let query: ListQuery
        package let sessions: [SessionLine]
        /// Entries on all pages; a corrected session has two.
        package let entryCount: Int
        package let sessionCount: Int
        package let postings: [LedgerPosting]
        package let approval: MonthEndShow.Approval?
        package let paidByHand: PaidByHand?

        package init(
            id: CreditID,
            number: String,
            kind: CreditKind,
            state: CreditState,
            host: Mention,
            contract: Mention,
            period: YearMonth,
            issuedOn: LocalDate,
            dueOn: LocalDate,
            currency: Currency,
            net: Money,
            vat: Money,
            total: Money,
            vatTotals: [VATLine],
            vatRule: Text,
            energy: Energy,
            exactAmount: Exact,
            lines: [DocumentLine],
            query: ListQuery,
            sessions: [SessionLine],
            entryCount: Int,
            sessionCount: Int,
            postings: [LedgerPosting],
            approval: MonthEndShow.Approval?,
            paidByHand: PaidByHand?
        ) {
            self.id = id
            self.number = number
            self.kind = kind
            self.state = state
            self.host = host
            self.contract = contract
            self.period = period
            self.issuedOn = issuedOn
            self.dueOn = dueOn
            self.currency = currency
            self.net = net
            self.vat = vat
            self.total = total
            self.vatTotals = vatTotals
            self.vatRule = vatRule
            self.energy = energy
            self.exactAmount = exactAmount
            self.lines = lines
            self.query = query
            self.sessions = sessions
            self.entryCount = entryCount
            self.sessionCount = sessionCount
            self.postings = postings
            self.approval = approval
            self.paidByHand = paidByHand
        }
    }

    /// The sessions stand below much else, so a page of them is short.
    package static let sessionRules = ListQuery.Rules(filters: [], sorts: [], sort: "position", size: 25)

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.number,
            frame: frame,
            crumbs: [Crumb(say(.credits), .credits)],
            lead: lead(model, say),
            actions: CreditParts.files(pdf: .creditDocument(model.id), sheet: .creditSessions(model.id), say)
        ) {
            tiles(CreditParts.figures(model, say))
            columns {
                card(say(en: "Document", nl: "Document")) { facts(document(model, say)) }
                card(say(.vat)) { facts(CreditParts.vat(model, say)) }
            }
            CreditParts.lineTable(model, say)
            postings(model, say)
            CreditParts.sessionTable(model, .credit(model.id), say)
        }
    }

    private static func lead(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            say(model.kind.title) + " · " + say.month(model.period) + " · "
            model.host.html
        }
    }

    private static func document(_ model: Model, _ say: Reader) -> [Fact] {
        CreditParts.document(model, say) + [
            Fact(say(.host), model.host.html),
            Fact(say(.reimbursementContract), model.contract.html),
            Fact(say(.monthEnds), Mention(say.month(model.period), .monthEnd(model.period)).html),
            Fact(
                say(en: "Approved", nl: "Goedgekeurd"),
                model.approval.map { $0.by + ", " + say.dateTime($0.at) } ?? "–"
            ),
        ]
    }

    private static func postings(_ model: Model, _ say: Reader) -> HTML {
        tableCard(say(en: "Postings", nl: "Boekingen")) {
            plainTable(say(en: "Postings", nl: "Boekingen"), LedgerParts.columns(say), model.postings)
        }
    }
}
