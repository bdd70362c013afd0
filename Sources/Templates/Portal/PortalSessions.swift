import Values

/// All sessions of a host with what each one gives.
package enum PortalSessions {
    package struct Model: Sendable {
        package let query: ListQuery
        package let total: Int
        package let rows: [JournalRow]
        package let sites: [Choice]

        package init(query: ListQuery, total: Int, rows: [JournalRow], sites: [Choice]) {
            self.query = query
            self.total = total
            self.rows = rows
            self.sites = sites
        }
    }

    package static let rules = ListQuery.Rules(
        filters: ["month", "site", "state"],
        sorts: ["stopped", "site", "energy", "amount", "state"],
        sort: "stopped",
        isDescending: true
    )

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let filters: [Filter] = [
            .month(name: "month", title: .month),
            .choice(name: "site", title: .site, choices: model.sites),
            .choice(name: "state", title: .state, choices: choices(LineState.allCases, say, title: \.title)),
        ]
        let list = ListState(
            .portalSessions,
            model.query,
            total: model.total,
            countedTo: ListLimits.countedRows,
            filters: filters,
            exports: ExportFormat.allCases
        )
        return Page.app(say(.sessions), frame: frame) {
            dataTable(
                say(.sessions),
                list,
                JournalTable.columns(say, withHost: false),
                model.rows,
                whenEmpty: empty(say),
                say: say
            )
        }
    }

    static func empty(_ say: Reader) -> HTML {
        emptyState(
            say(en: "No sessions yet", nl: "Nog geen sessies"),
            say(
                en: "Each session at your charge points appears here when it ends.",
                nl: "Elke sessie bij uw laadpunten verschijnt hier als zij eindigt."
            )
        )
    }
}

/// One session as its host sees it, down to the frames; the model's links lead to the portal's own pages.
package enum PortalSession {
    package static func view(_ model: SessionShow.Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.zone)
        return Page.app(
            say(.session) + " \(model.id)",
            frame: frame,
            crumbs: [Crumb(say(.sessions), .portalSessions)],
            lead: HTML(model.site.name + " · " + model.chargePoint.name)
        ) {
            SessionParts.flagNotes(model.flags, say)
            tiles(SessionShow.figures(model, say, linked: false))
            model.lines.enumerated().map { index, line in LineParts.lineCard(line, isNewest: index == 0, say) }
            if !model.curve.isEmpty { SessionParts.curveCard(model, say) }
            card(say(en: "Facts", nl: "Feiten")) { facts(SessionParts.facts(model, say, masksCard: true)) }
            if !model.frames.isEmpty {
                card(say(en: "Raw messages of the charge point", nl: "Ruwe berichten van het laadpunt")) {
                    frameList(model.frames, say)
                }
            }
        }
    }
}
