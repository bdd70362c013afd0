package import Values

/// One site with its charge points and what they delivered.
package enum SiteShow {
    package struct Model: Sendable {
        package let id: SiteID
        package let name: String
        package let reference: String
        package let host: Mention
        package let address: PostalAddress
        package let zone: Zone
        package let biddingZone: String
        /// The contract by which sessions here are reimbursed; `nil` when there is none.
        package let reimbursement: Mention?
        package let days: [Dashboard.DayFigures]
        package let chargePoints: [ChargePointIndex.Row]

        package init(
            id: SiteID,
            name: String,
            reference: String,
            host: Mention,
            address: PostalAddress,
            zone: Zone,
            biddingZone: String,
            reimbursement: Mention?,
            days: [Dashboard.DayFigures],
            chargePoints: [ChargePointIndex.Row]
        ) {
            self.id = id
            self.name = name
            self.reference = reference
            self.host = host
            self.address = address
            self.zone = zone
            self.biddingZone = biddingZone
            self.reimbursement = reimbursement
            self.days = days
            self.chargePoints = chargePoints
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.name,
            frame: frame,
            crumbs: [Crumb(say(.sites), .sites)],
            lead: HTML(model.address.oneLine),
            actions: linkButton(say(.edit), to: .editSite(model.id))
        ) {
            if model.reimbursement == nil { contractNotice(model, say) }
            columns {
                card(say(en: "Place", nl: "Plek")) { facts(place(model, say)) }
                card(say(en: "Energy per day", nl: "Energie per dag")) { chart(model, say) }
            }
            tableCard(say(.chargePoints), actions: newChargePoint(frame)) {
                if model.chargePoints.isEmpty {
                    ChargePointIndex.empty(frame)
                } else {
                    plainTable(say(.chargePoints), ChargePointIndex.tableColumns(say), model.chargePoints)
                }
            }
        }
    }

    private static func newChargePoint(_ frame: PageFrame) -> HTML {
        guard frame.isAdministrator else { return .empty }
        return linkButton(frame.say(en: "New charge point", nl: "Nieuw laadpunt"), to: .newChargePoint)
    }

    private static func hostID(_ model: Model) -> String {
        if case .host(let id) = model.host.route { "\(id)" } else { "" }
    }

    private static func contractNotice(_ model: Model, _ say: Reader) -> HTML {
        let query = [Link.Pair("host", hostID(model)), Link.Pair("site", "\(model.id)")]
        return notice(
            .caution,
            say(en: "No reimbursement contract holds here", nl: "Hier geldt geen vergoedingscontract")
        ) {
            p {
                say(
                    en: "Sessions of this site are recorded but cannot be priced. ",
                    nl: "Sessies van deze locatie worden vastgelegd maar kunnen niet worden geprijsd. "
                )
                a(.href(Link(.newReimbursementContract, query: query))) {
                    say(en: "Make a contract", nl: "Maak een contract")
                }
            }
        }
    }

    private static func place(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(.host), model.host.html),
            Fact(say(.reference), model.reference),
            Fact(say(.address), model.address.oneLine),
            Fact(say(.timeZone), model.zone.name),
            Fact(say(.biddingZone), model.biddingZone),
            Fact(say(.reimbursementContract), model.reimbursement?.html ?? HTML("–")),
        ]
    }

    private static func chart(_ model: Model, _ say: Reader) -> HTML {
        let words = ChartWords(
            id: "site-energy",
            title: say(en: "Energy per day", nl: "Energie per dag"),
            description: say(en: "Energy delivered, in kWh.", nl: "Geleverde energie, in kWh.")
        )
        let bars = model.days.map { day in
            BarChart.Bar(
                label: say.shortDate(day.day),
                name: say.longDate(day.day),
                value: day.energy.kWh,
                text: say.energy(day.energy)
            )
        }
        return BarChart(
            words,
            unit: "kWh",
            colour: .energy,
            size: .compact,
            bars: bars,
            whenEmpty: .noSessionsInDays
        ).view(say)
    }
}
