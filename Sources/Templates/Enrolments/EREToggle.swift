package import Values

/// The toggle: what earns units, what is under way, and where to begin.
package enum EREToggle {
    package struct Row: Sendable {
        package let id: EREEnrolmentID
        package let standing: EREStanding
        /// Empty while it is not known.
        package let address: String
        package let ean: String
        /// The years of the mandate; `nil` before it is signed.
        package let years: ClosedRange<Int>?
        /// Whether the mandate ends soon, or has ended.
        package let isRenewable: Bool

        package init(
            id: EREEnrolmentID,
            standing: EREStanding,
            address: String,
            ean: String,
            years: ClosedRange<Int>?,
            isRenewable: Bool = false
        ) {
            self.id = id
            self.standing = standing
            self.address = address
            self.ean = ean
            self.years = years
            self.isRenewable = isRenewable
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        /// Why nothing was begun.
        package let problem: Text?

        package init(rows: [Row], problem: Text? = nil) {
            self.rows = rows
            self.problem = problem
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.ereToggle), frame: frame, lead: HTML(say(lead))) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            model.rows.map { row($0, frame) }
            begin(isFirst: model.rows.isEmpty, frame)
        }
    }

    private static let lead = Text(
        en:
            "Whoever charges a car at home or at work can have the electricity booked as emission reduction units (ERE).",
        nl: "Wie thuis of op het werk een auto laadt, kan die stroom laten inboeken als emissiereductie-eenheden (ERE)."
    )

    private static func row(_ row: Row, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let name = row.address.isEmpty ? say(en: "A connection", nl: "Een aansluiting") : row.address
        return card(name, actions: row.standing.badge(say)) {
            if !row.ean.isEmpty || row.years != nil { facts(known(row, say)) }
            formActions {
                linkButton(
                    row.standing == .draft
                        ? say(en: "Go on", nl: "Ga verder") : say(en: "Look at it", nl: "Bekijken"),
                    to: frame.inside(.customerEREShow(row.id)),
                    style: row.standing == .draft || row.standing == .refused ? .primary : .secondary
                )
                if row.isRenewable {
                    linkButton(
                        say(en: "Go on next year", nl: "Volgend jaar doorgaan"),
                        to: frame.inside(.customerERERenewal(row.id)),
                        style: .primary
                    )
                }
                if row.standing.isOn {
                    linkButton(
                        say(en: "Turn off", nl: "Uitzetten"),
                        to: frame.inside(.customerEREOff(row.id)),
                        style: .quiet
                    )
                }
            }
        }
    }

    private static func known(_ row: Row, _ say: Reader) -> [Fact] {
        (row.ean.isEmpty ? [] : [Fact("EAN", HTML { code { row.ean } })])
            + (row.years.map { [Fact(say(en: "Mandate", nl: "Machtiging"), EREYearWords.range($0))] } ?? [])
    }

    private static func begin(isFirst: Bool, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let heading =
            isFirst
            ? say(en: "Earn ERE with your charger", nl: "Verdien ERE met uw lader")
            : say(en: "Another connection", nl: "Nog een aansluiting")
        return card(heading) {
            if isFirst { ul(.class("steps")) { needed.map { text in li { say(text) } } } }
            actionButton(
                frame,
                isFirst ? say(en: "Turn it on", nl: "Zet het aan") : say(en: "Add a connection", nl: "Voeg toe"),
                to: .customerERE,
                style: isFirst ? .primary : .secondary
            )
            if isFirst { p(.class("soft")) { say(noPromise) } }
        }
    }

    private static let needed = [
        Text(
            en: "The EAN of your connection: 18 digits, on your energy contract or bill.",
            nl: "De EAN-code van uw aansluiting: 18 cijfers, op uw energiecontract of jaarnota."
        ),
        Text(
            en: "A look at your charger: its type plate and the MID mark of its meter.",
            nl: "Een blik op uw lader: het typeplaatje en het MID-merk op de meter."
        ),
        Text(
            en: "About two minutes. What you said is kept, so you can go on later, also elsewhere.",
            nl: "Een minuut of twee. Wat u invult blijft bewaard: u kunt later verder, ook op een ander apparaat."
        ),
    ]
    private static let noPromise = Text(
        en: "ERE are traded; nobody can promise a price. Turning off is possible at any time.",
        nl: "ERE worden verhandeld; niemand kan een prijs beloven. Uitzetten kan altijd."
    )
}

/// Years in words.
package enum EREYearWords {
    package static func range(_ years: ClosedRange<Int>) -> String {
        years.count == 1 ? String(years.lowerBound) : "\(years.lowerBound)–\(years.upperBound)"
    }
}
