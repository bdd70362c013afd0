package import Values

/// One host with its sites, contracts and money.
package enum HostShow {
    package struct SiteRow: Sendable {
        package let site: Mention
        package let address: String
        package let chargePointCount: Int

        package init(site: Mention, address: String, chargePointCount: Int) {
            self.site = site
            self.address = address
            self.chargePointCount = chargePointCount
        }
    }

    package struct ContractRow: Sendable {
        package let contract: Mention
        package let kind: Text
        package let terms: String
        package let validFrom: LocalDate

        package init(contract: Mention, kind: Text, terms: String, validFrom: LocalDate) {
            self.contract = contract
            self.kind = kind
            self.terms = terms
            self.validFrom = validFrom
        }
    }

    package struct CreditRow: Sendable {
        package let credit: Mention
        package let period: YearMonth
        package let total: Money
        package let state: CreditState

        package init(credit: Mention, period: YearMonth, total: Money, state: CreditState) {
            self.credit = credit
            self.period = period
            self.total = total
            self.state = state
        }
    }

    package struct Model: Sendable {
        package let id: HostID
        package let name: String
        package let reference: String
        package let kind: HostKind
        package let vatStatus: VATStatus
        /// Why the host is exempt; empty for all others.
        package let exemptionGround: String
        package let vatID: String
        package let companyNumber: String
        package let address: PostalAddress
        package let iban: String
        package let accountHolder: String
        package let email: String
        package let language: Language
        package let balance: Money
        package let lacks: [HostLack]
        package let sites: [SiteRow]
        package let contracts: [ContractRow]
        package let credits: [CreditRow]

        package init(
            id: HostID,
            name: String,
            reference: String,
            kind: HostKind,
            vatStatus: VATStatus,
            exemptionGround: String,
            vatID: String,
            companyNumber: String,
            address: PostalAddress,
            iban: String,
            accountHolder: String,
            email: String,
            language: Language,
            balance: Money,
            lacks: [HostLack],
            sites: [SiteRow],
            contracts: [ContractRow],
            credits: [CreditRow]
        ) {
            self.id = id
            self.name = name
            self.reference = reference
            self.kind = kind
            self.vatStatus = vatStatus
            self.exemptionGround = exemptionGround
            self.vatID = vatID
            self.companyNumber = companyNumber
            self.address = address
            self.iban = iban
            self.accountHolder = accountHolder
            self.email = email
            self.language = language
            self.balance = balance
            self.lacks = lacks
            self.sites = sites
            self.contracts = contracts
            self.credits = credits
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let crumbs = [Crumb(say(.hosts), .hosts)]
        return Page.app(
            model.name,
            frame: frame,
            crumbs: crumbs,
            lead: HTML(model.reference),
            actions: linkButton(say(.edit), to: .editHost(model.id))
        ) {
            if !model.lacks.isEmpty { lacksNotice(model, say) }
            columns {
                card(say(en: "Who", nl: "Wie")) { facts(identity(model, say)) }
                card(say(en: "Payment", nl: "Betaling")) { facts(payment(model, say)) }
            }
            sites(model, say)
            contracts(model, say)
            credits(model, say)
        }
    }

    private static func lacksNotice(_ model: Model, _ say: Reader) -> HTML {
        notice(
            .caution,
            say(en: "This host cannot be paid yet", nl: "Deze locatiehouder kan nog niet worden betaald")
        ) {
            lackBadges(model.lacks, say)
        }
    }

    private static func identity(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact(say(HostKind.heading), say(model.kind.title)),
            Fact(say(.address), model.address.oneLine),
            Fact(
                say(VATStatus.heading),
                [say(model.vatStatus.title), model.exemptionGround].filter { !$0.isEmpty }.joined(separator: ": ")
            ),
            Fact(say(en: "VAT number", nl: "Btw-nummer"), model.vatID.isEmpty ? "–" : model.vatID),
            Fact(
                say(en: "Company number", nl: "KvK-nummer"),
                model.companyNumber.isEmpty ? "–" : model.companyNumber
            ),
            Fact(say(.email), model.email.isEmpty ? "–" : model.email),
            Fact(say(.languageName), model.language.ownName),
        ]
    }

    private static func payment(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact("IBAN", HTML { code { model.iban.isEmpty ? "–" : model.iban } }),
            Fact(say(en: "Account holder", nl: "Rekeninghouder"), model.accountHolder),
            Fact(say(en: "Owed by the ledger", nl: "Verschuldigd volgens grootboek"), say.money(model.balance)),
        ]
    }

    private static func sites(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<SiteRow>] = [
            Column(say(.site)) { row in row.site.html },
            Column(say(.address)) { row in row.address },
            .number(say(.chargePoints)) { row in say.count(row.chargePointCount) },
        ]
        return tableCard(say(.sites), actions: linkButton(say(en: "New site", nl: "Nieuwe locatie"), to: .newSite)) {
            if model.sites.isEmpty {
                emptyState(say(en: "No sites", nl: "Geen locaties"), say(siteHint))
            } else {
                plainTable(say(.sites), columns, model.sites)
            }
        }
    }

    private static let siteHint = Text(
        en: "A site is a place with one energy connection.",
        nl: "Een locatie is een plek met één energieaansluiting."
    )

    private static func contracts(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<ContractRow>] = [
            Column(say(.contract)) { row in row.contract.html },
            Column(say(HostKind.heading)) { row in say(row.kind) },
            Column(say(en: "Terms now", nl: "Voorwaarden nu")) { row in row.terms },
            Column(say(.validFrom)) { row in say.date(row.validFrom) },
        ]
        return tableCard(say(.contracts)) {
            if model.contracts.isEmpty {
                emptyState(say(en: "No contracts", nl: "Geen contracten"), say(contractHint)) {
                    linkButton(
                        say(.supplyContract),
                        to: Link(.newSupplyContract, query: [Link.Pair("host", "\(model.id)")])
                    )
                }
            } else {
                plainTable(say(.contracts), columns, model.contracts)
            }
        }
    }

    private static let contractHint = Text(
        en: "Without a supply and a reimbursement contract, sessions wait on the exceptions page.",
        nl: "Zonder leverings- en vergoedingscontract wachten sessies op de pagina met uitzonderingen."
    )

    private static func credits(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<CreditRow>] = [
            Column(say(.number)) { row in row.credit.html },
            Column(say(.period)) { row in say.month(row.period) },
            .number(say(.total)) { row in say.money(row.total) },
            Column(say(.state)) { row in stateBadge(row.state, say) },
        ]
        return tableCard(say(.credits)) {
            if model.credits.isEmpty {
                emptyState(say(en: "No credits yet", nl: "Nog geen vergoedingen"), say(creditHint))
            } else {
                plainTable(say(.credits), columns, model.credits)
            }
        }
    }

    private static let creditHint = Text(
        en: "The first one appears when a month is closed.",
        nl: "De eerste verschijnt als een maand wordt afgesloten."
    )
}
