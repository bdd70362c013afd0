package import Values

/// A host's contract with its energy supplier and its dated versions.
package enum SupplyContractShow {
    package struct Version: Sendable {
        package let validFrom: LocalDate
        package let supply: Formula.Supply
        package let currency: Currency
        package let recordedAt: Timestamp
        package let recordedBy: String
        /// Whether it holds today.
        package let isCurrent: Bool

        package init(
            validFrom: LocalDate,
            supply: Formula.Supply,
            currency: Currency,
            recordedAt: Timestamp,
            recordedBy: String,
            isCurrent: Bool
        ) {
            self.validFrom = validFrom
            self.supply = supply
            self.currency = currency
            self.recordedAt = recordedAt
            self.recordedBy = recordedBy
            self.isCurrent = isCurrent
        }
    }

    package struct Model: Sendable {
        package let id: SupplyContractID
        package let name: String
        package let reference: String
        package let host: Mention
        package let supplier: String
        /// The newest first.
        package let versions: [Version]
        package let usedBy: [Mention]

        package init(
            id: SupplyContractID,
            name: String,
            reference: String,
            host: Mention,
            supplier: String,
            versions: [Version],
            usedBy: [Mention]
        ) {
            self.id = id
            self.name = name
            self.reference = reference
            self.host = host
            self.supplier = supplier
            self.versions = versions
            self.usedBy = usedBy
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let new = linkButton(say(.newVersion), to: .newSupplyVersion(model.id), style: .primary)
        return Page.app(
            model.name,
            frame: frame,
            crumbs: [Crumb(say(.contracts), .contracts)],
            lead: HTML(say(.supplyContract) + " · " + model.reference),
            actions: new
        ) {
            card(say(en: "Between", nl: "Tussen")) { facts(parties(model, say)) }
            tableCard(say(en: "Versions", nl: "Versies")) {
                plainTable(say(en: "Versions", nl: "Versies"), tableColumns(say), model.versions)
            }
        }
    }

    private static func parties(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(.host), model.host.html),
            Fact(say(en: "Supplier", nl: "Leverancier"), model.supplier.isEmpty ? "–" : model.supplier),
            Fact(say(.vat), say(en: "Prices are without VAT.", nl: "Prijzen zijn zonder btw.")),
            Fact(say(en: "Used by", nl: "Gebruikt door"), mentions(model.usedBy)),
        ]
    }

    private static func tableColumns(_ say: Reader) -> [Column<Version>] {
        [
            Column(say(.validFrom)) { row in
                div {
                    strong { say.date(row.validFrom) }
                    if row.isCurrent { badge(say(.holdsNow), .good) }
                }
            },
            Column(say(en: "Supply price per kWh", nl: "Leveringsprijs per kWh")) { row in
                let formula = Formula(supply: row.supply, percent: .zero, fixed: .zero, currency: row.currency)
                formula.rule(say)
            },
            Column(say(.recorded)) { row in
                div {
                    moment(row.recordedAt, say)
                    small { row.recordedBy }
                }
            },
        ]
    }
}

/// Links one after another, or a dash.
func mentions(_ mentions: [Mention]) -> HTML {
    if mentions.isEmpty { return HTML("–") }
    return ul { mentions.map { mention in li { mention.html } } }
}

extension Text {
    static let newVersion = Text(en: "New version", nl: "Nieuwe versie")
    static let holdsNow = Text(en: "holds now", nl: "geldt nu")
}
