package import Values

/// A sale of units: what it took of whom, and whose its revenue is.
package enum ERETradeShow {
    package struct Line: Sendable {
        package let position: Int
        package let booking: Mention
        package let ean: String
        package let quarter: String
        package let units: Int64
        package let amount: Money

        package init(
            position: Int,
            booking: Mention,
            ean: String,
            quarter: String,
            units: Int64,
            amount: Money
        ) {
            self.position = position
            self.booking = booking
            self.ean = ean
            self.quarter = quarter
            self.units = units
            self.amount = amount
        }
    }

    package struct Document: Sendable {
        package let id: ERETradeDocumentID
        package let name: String
        package let size: Int64
        package let sha256: String
        package let at: Timestamp

        package init(id: ERETradeDocumentID, name: String, size: Int64, sha256: String, at: Timestamp) {
            self.id = id
            self.name = name
            self.size = size
            self.sha256 = sha256
            self.at = at
        }
    }

    package struct Model: Sendable {
        package let id: ERETradeID
        package let row: ERETradeIndex.Row
        package let by: String
        package let at: Timestamp
        package let cancelledAt: Timestamp?
        package let cancelReason: String
        package let query: ListQuery
        package let lines: [Line]
        /// Over all pages.
        package let lineCount: Int
        package let documents: [Document]
        package let reason: Field
        package let file: Field
        package let problem: Text?

        package init(
            id: ERETradeID,
            row: ERETradeIndex.Row,
            by: String,
            at: Timestamp,
            cancelledAt: Timestamp?,
            cancelReason: String,
            query: ListQuery,
            lines: [Line],
            lineCount: Int,
            documents: [Document],
            reason: Field,
            file: Field,
            problem: Text?
        ) {
            self.id = id
            self.row = row
            self.by = by
            self.at = at
            self.cancelledAt = cancelledAt
            self.cancelReason = cancelReason
            self.query = query
            self.lines = lines
            self.lineCount = lineCount
            self.documents = documents
            self.reason = reason
            self.file = file
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.row.trade.name,
            frame: frame,
            crumbs: [Crumb(say(.ereTrades), .ereTrades)],
            lead: model.cancelledAt == nil ? .empty : badge(say(ERETradeWords.cancelled), .bad),
            actions: downloadButton(
                say(en: "Shares (CSV)", nl: "Verdeling (CSV)"),
                to: Link(.ereTradeShares(model.id))
            )
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            formErrors([model.reason, model.file], say)
            columns {
                card(say(en: "Sale", nl: "Verkoop")) { facts(figures(model, say)) }
                documents(model, frame)
            }
            shares(model, say)
            if model.cancelledAt == nil { cancellation(model, frame) }
        }
    }

    private static func figures(_ model: Model, _ say: Reader) -> [Fact] {
        let row = model.row
        var all = [
            Fact(say(ERETradeWords.broker), row.broker + ", " + row.reference),
            Fact(say(ERETradeWords.soldOn), say.date(row.soldOn)),
            Fact(say(ERETradeWords.kind), row.kind + " \(row.year)"),
            Fact(say(ERETradeWords.units), EREUnitsText.of(row.units, say)),
            Fact(say(ERETradeWords.price), say.exactAmount(row.price, .eur)),
            Fact(say(ERETradeWords.gross), say.money(row.gross)),
            Fact(say(ERETradeWords.fee), say.money(row.fee)),
            Fact(say(ERETradeWords.net), say.money(row.net)),
            Fact(say(en: "Written down", nl: "Vastgelegd"), model.by + ", " + say.dateTime(model.at)),
        ]
        if let at = model.cancelledAt {
            all.append(Fact(say(ERETradeWords.cancelled), say.dateTime(at) + ": " + model.cancelReason))
        }
        return all
    }

    private static func documents(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "Papers", nl: "Stukken")) {
            ul {
                model.documents.map { document in
                    li {
                        a(.href(.ereTradeDocument(model.id, document.id)), .download()) { document.name }
                        small { " " + say.count(Int(document.size)) + " bytes, " + say.dateTime(document.at) }
                    }
                }
            }
            postForm(frame, to: .ereTradeDocuments(model.id), .class("form"), .enctypeWithFiles()) {
                fileField(file, accept: ".pdf,.png,.jpg,.csv,.xlsx,.eml", error: model.file.error, say)
                formActions { submitButton(say(en: "Keep it", nl: "Bewaren"), style: .secondary) }
            }
        }
    }

    private static let file = Control(
        "file",
        Text(en: "Contract note or invoice", nl: "Verkoopbevestiging of factuur")
    )

    private static func shares(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<Line>] = [
            .number(say(en: "Line", nl: "Regel"), sort: "position") { row in say.count(row.position) },
            Column(say(.customer), sort: "customer") { row in row.booking.html },
            Column(say(en: "Connection", nl: "Aansluiting"), sort: "ean") { row in row.ean },
            Column(say(en: "Quarter", nl: "Kwartaal"), sort: "quarter") { row in row.quarter },
            .number(say(ERETradeWords.units), sort: "units") { row in EREUnitsText.of(row.units, say) },
            .number(say(ERETradeWords.net), sort: "amount") { row in say.money(row.amount) },
        ]
        let list = ListState(
            .ereTrade(model.id),
            model.query,
            total: model.lineCount,
            filters: [.search(name: "search", title: .search)],
            anchor: "shares"
        )
        let title = say(en: "Shared out", nl: "Verdeeld")
        return HTML(joining: [
            p(.class("soft")) { say(ERETradeWords.rule) },
            dataTable(title, list, columns, model.lines, whenEmpty: .empty, say: say),
        ])
    }

    /// Which lines are shown, and in which order.
    package static let rules = ListQuery.Rules(
        filters: ["search"],
        sorts: ["position", "customer", "ean", "quarter", "units", "amount"],
        sort: "position"
    )

    private static func cancellation(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return disclosure(
            say(en: "Cancel this sale", nl: "Annuleer deze verkoop"),
            isOpen: model.reason.error != nil
        ) {
            p(.class("soft")) {
                say(
                    en:
                        "Its units are in stock again and its posting is mirrored. The sale itself stays to be seen.",
                    nl:
                        "De eenheden zijn weer in voorraad en de boeking wordt gespiegeld. De verkoop blijft te zien."
                )
            }
            postForm(frame, to: .ereTradeCancellation(model.id), .class("form")) {
                inputField(Control("reason", Text(en: "Reason", nl: "Reden")), model.reason, say)
                formActions {
                    submitButton(say(en: "Cancel the sale", nl: "Annuleer de verkoop"), style: .danger)
                }
            }
        }
    }
}
