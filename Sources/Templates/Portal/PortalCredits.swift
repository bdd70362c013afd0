import Values

/// All credits of a host.
package enum PortalCredits {
    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [CreditIndex.Row]

        package init(query: ListQuery, total: Int, rows: [CreditIndex.Row]) {
            self.query = query
            self.total = total
            self.rows = rows
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["month"],
        sorts: ["number", "period", "total", "due"],
        sort: "number",
        isDescending: true
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let list = ListState(
            .portalCredits,
            model.query,
            total: model.total,
            filters: [.month(name: "month", title: .month)],
            exports: ExportFormat.allCases
        )
        return Page.app(say(.credits), frame: frame) {
            dataTable(
                say(.credits),
                list,
                CreditIndex.tableColumns(say, withHost: false),
                model.rows,
                whenEmpty: CreditIndex.empty(say),
                say: say
            )
        }
    }
}

/// One credit as its host sees it; the model's links lead to the portal's own pages.
package enum PortalCredit {
    package static func view(_ model: CreditShow.Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let files = CreditParts.files(
            pdf: .portalCreditDocument(model.id),
            sheet: .portalCreditSessions(model.id),
            say
        )
        return Page.app(
            model.number,
            frame: frame,
            crumbs: [Crumb(say(.credits), .portalCredits)],
            lead: HTML(say(model.kind.title) + " · " + say.month(model.period)),
            actions: files
        ) {
            tiles(CreditParts.figures(model, say))
            columns {
                card(say(en: "Document", nl: "Document")) { facts(CreditParts.document(model, say)) }
                card(say(.vat)) { facts(CreditParts.vat(model, say)) }
            }
            CreditParts.lineTable(model, say)
            CreditParts.sessionTable(model, .portalCredit(model.id), say)
        }
    }
}
