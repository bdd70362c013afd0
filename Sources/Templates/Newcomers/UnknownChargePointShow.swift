package import Values

/// A charge point that nobody registered, and the word about it.
package enum UnknownChargePointShow {
    package struct Model: Sendable {
        package let row: UnknownChargePointIndex.Row
        package let remoteAddress: String
        /// What passed since it came.
        package let up: Int
        package let down: Int
        package let ownCalls: Int
        package let name: Field
        package let site: Field
        package let sites: [Choice]
        package let mayEdit: Bool

        package init(
            row: UnknownChargePointIndex.Row,
            remoteAddress: String,
            up: Int,
            down: Int,
            ownCalls: Int,
            name: Field,
            site: Field,
            sites: [Choice],
            mayEdit: Bool
        ) {
            self.row = row
            self.remoteAddress = remoteAddress
            self.up = up
            self.down = down
            self.ownCalls = ownCalls
            self.name = name
            self.site = site
            self.sites = sites
            self.mayEdit = mayEdit
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.row.identity,
            frame: frame,
            crumbs: [
                Crumb(say(.upstreams), .upstreams), Crumb(say(UnknownChargePointIndex.title), .unknownChargePoints),
            ]
        ) {
            formErrors([model.name, model.site], say)
            if let since = model.row.refusedAt { notice(.info, say(refused) + " " + say.dateTime(since)) }
            columns {
                card(say(.chargePoint)) { facts(known(model, say)) }
                if model.mayEdit { card(say(approveTitle)) { decisions(model, frame) } }
            }
        }
    }

    private static func known(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(en: "Identity", nl: "Identiteit"), model.row.identity),
            Fact(say(en: "Vendor and model", nl: "Merk en model"), model.row.model),
            Fact(say(.upstream), model.row.upstream),
            Fact(say(en: "First came", nl: "Kwam voor het eerst"), exactMoment(model.row.firstAt, say)),
            Fact(say(en: "From", nl: "Vanaf"), model.remoteAddress),
            Fact(
                say(en: "Last message", nl: "Laatste bericht"),
                model.row.lastMessageAt.map { exactMoment($0, say) } ?? HTML("–")
            ),
            Fact(say(en: "Messages of the charge point", nl: "Berichten van het laadpunt"), say.count(model.up)),
            Fact(say(en: "Messages of the back-office", nl: "Berichten van de backoffice"), say.count(model.down)),
            Fact(
                say(en: "Commands of ours", nl: "Opdrachten van ons"),
                badge(say.count(model.ownCalls), model.ownCalls == 0 ? .good : .bad)
            ),
        ]
    }

    private static func decisions(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            p(.class("soft")) { say(approveNote) }
            postForm(frame, to: .unknownChargePoint(model.row.id), .class("form")) {
                selectField(Control("site", .site), model.sites, model.site, say)
                inputField(Control("name", .name).optional, model.name, say)
                formActions { submitButton(say(en: "Approve", nl: "Goedkeuren")) }
            }
            if model.row.refusedAt == nil {
                actionButton(
                    frame,
                    say(en: "Refuse", nl: "Weigeren"),
                    to: .unknownChargePointRefusal(model.row.id),
                    style: .danger,
                    confirm: refuseQuestion
                )
            }
        }
    }

    private static let approveTitle = Text(en: "Is it yours?", nl: "Is het van u?")
    private static let approveNote = Text(
        en: "Approved, it goes through as before, and the sessions of the time until now are counted for its site.",
        nl: "Goedgekeurd gaat het door als tot nu toe, en de sessies van de tijd tot nu tellen voor de locatie."
    )
    private static let refuseQuestion = Text(
        en: "Its connection ends, and it is turned away whenever it comes again. Refuse it?",
        nl: "De verbinding eindigt, en het wordt afgewezen als het weer komt. Weigeren?"
    )
    private static let refused = Text(
        en: "Refused; it is turned away since",
        nl: "Geweigerd; het wordt afgewezen sinds"
    )
}
