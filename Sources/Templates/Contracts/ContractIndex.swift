package import Values

/// All contracts: what hosts pay for energy, and what the operator pays hosts.
package enum ContractIndex {
    package struct Row: Sendable {
        package let contract: Mention
        package let reference: String
        package let host: Mention
        /// The site it is limited to, or the supplier.
        package let scope: String
        /// The terms that hold today, in readable form.
        package let terms: String
        package let validFrom: LocalDate?
        package let versionCount: Int

        package init(
            contract: Mention,
            reference: String,
            host: Mention,
            scope: String,
            terms: String,
            validFrom: LocalDate?,
            versionCount: Int
        ) {
            self.contract = contract
            self.reference = reference
            self.host = host
            self.scope = scope
            self.terms = terms
            self.validFrom = validFrom
            self.versionCount = versionCount
        }
    }

    package struct Model: Sendable {
        package let supply: [Row]
        package let reimbursement: [Row]

        package init(supply: [Row], reimbursement: [Row]) {
            self.supply = supply
            self.reimbursement = reimbursement
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(.contracts), frame: frame, lead: HTML(say(lead))) {
            tableCard(
                say(.reimbursementContracts),
                actions: linkButton(say(new), to: .newReimbursementContract, style: .primary)
            ) { rows(model.reimbursement, say(.reimbursementContracts), say(.site), say) }
            tableCard(say(.supplyContracts), actions: linkButton(say(new), to: .newSupplyContract)) {
                rows(model.supply, say(.supplyContracts), say(en: "Supplier", nl: "Leverancier"), say)
            }
        }
    }

    private static let new = Text(en: "New contract", nl: "Nieuw contract")
    private static let lead = Text(
        en: "A supply contract says what a host pays for a kWh; a reimbursement contract says what you pay the host.",
        nl:
            """
            Een leveringscontract zegt wat een locatiehouder per kWh betaalt; een vergoedingscontract wat u \
            hem betaalt.
            """
    )

    private static func rows(_ rows: [Row], _ name: String, _ scope: String, _ say: Reader) -> HTML {
        if rows.isEmpty {
            return emptyState(
                say(en: "None yet", nl: "Nog geen"),
                say(
                    en: "Sessions need both contracts before they can be priced.",
                    nl: "Sessies hebben beide contracten nodig om te worden geprijsd."
                )
            )
        }
        return plainTable(name, tableColumns(scope, say), rows)
    }

    private static func tableColumns(_ scope: String, _ say: Reader) -> [Column<Row>] {
        [
            Column(say(.contract)) { row in
                div {
                    row.contract.html
                    small { row.reference }
                }
            },
            Column(say(.host)) { row in row.host.html },
            Column(scope) { row in row.scope },
            Column(say(en: "Terms now", nl: "Voorwaarden nu")) { row in row.terms },
            Column(say(.validFrom)) { row in row.validFrom.map { say.date($0) } ?? "–" },
            .number(say(en: "Versions", nl: "Versies")) { row in say.count(row.versionCount) },
        ]
    }
}
