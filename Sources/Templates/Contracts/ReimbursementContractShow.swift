package import Values

/// When a credit is to be paid.
package enum PaymentTermKind: String, CaseIterable, Sendable {
    case net
    case endOfMonth = "end_of_month"

    func text(days: Int) -> Text {
        switch self {
        case .net: Text(en: "\(days) days net", nl: "\(days) dagen netto")
        case .endOfMonth:
            days == 0
                ? Text(en: "end of month", nl: "einde maand")
                : Text(en: "\(days) days after the end of the month", nl: "\(days) dagen na einde maand")
        }
    }
}

/// A contract by which a host is reimbursed, and its dated versions.
package enum ReimbursementContractShow {
    package struct Version: Sendable {
        package let validFrom: LocalDate
        package let validUntil: LocalDate?
        package let formula: Formula
        package let supplyContract: Mention
        package let mode: PricingMode
        package let paymentTermDays: Int
        package let paymentTermKind: PaymentTermKind
        package let recordedAt: Timestamp
        package let recordedBy: String
        package let isCurrent: Bool

        package init(
            validFrom: LocalDate,
            validUntil: LocalDate?,
            formula: Formula,
            supplyContract: Mention,
            mode: PricingMode,
            paymentTermDays: Int,
            paymentTermKind: PaymentTermKind,
            recordedAt: Timestamp,
            recordedBy: String,
            isCurrent: Bool
        ) {
            self.validFrom = validFrom
            self.validUntil = validUntil
            self.formula = formula
            self.supplyContract = supplyContract
            self.mode = mode
            self.paymentTermDays = paymentTermDays
            self.paymentTermKind = paymentTermKind
            self.recordedAt = recordedAt
            self.recordedBy = recordedBy
            self.isCurrent = isCurrent
        }
    }

    package struct Model: Sendable {
        package let id: ReimbursementContractID
        package let name: String
        package let reference: String
        package let host: Mention
        package let vatStatus: VATStatus
        /// `nil` for all sites of the host that have no contract of their own.
        package let site: Mention?
        /// The newest first.
        package let versions: [Version]
        package let credits: [HostShow.CreditRow]

        package init(
            id: ReimbursementContractID,
            name: String,
            reference: String,
            host: Mention,
            vatStatus: VATStatus,
            site: Mention?,
            versions: [Version],
            credits: [HostShow.CreditRow]
        ) {
            self.id = id
            self.name = name
            self.reference = reference
            self.host = host
            self.vatStatus = vatStatus
            self.site = site
            self.versions = versions
            self.credits = credits
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let new = linkButton(say(.newVersion), to: .newReimbursementVersion(model.id), style: .primary)
        return Page.app(
            model.name,
            frame: frame,
            crumbs: [Crumb(say(.contracts), .contracts)],
            lead: HTML(say(.reimbursementContract) + " · " + model.reference),
            actions: new
        ) {
            card(say(en: "For", nl: "Voor")) {
                facts([
                    Fact(say(.host), model.host.html),
                    Fact(say(.site), model.site?.html ?? HTML(say(ReimbursementForm.allSites))),
                    Fact(say(.vat), say(model.vatStatus.cover)),
                ])
            }
            model.versions.map { versionCard($0, say) }
        }
    }

    private static func versionCard(_ version: Version, _ say: Reader) -> HTML {
        let until = version.validUntil.map { " – " + say.date($0) } ?? ""
        let heading = say(.validFrom) + " " + say.date(version.validFrom) + until
        return card(heading, actions: version.isCurrent ? badge(say(.holdsNow), .good) : .empty) {
            p(.class("formula")) {
                say(en: "price per kWh = ", nl: "prijs per kWh = ") + version.formula.rule(say)
            }
            facts(terms(version, say))
        }
    }

    private static func terms(_ version: Version, _ say: Reader) -> [Fact] {
        [
            Fact(say(.supplyContract), version.supplyContract.html),
            Fact(
                say(en: "Way of pricing", nl: "Wijze van prijzen"),
                HTML {
                    say(version.mode.title)
                    small { say(version.mode.explanation) }
                }
            ),
            Fact(say(en: "Credited", nl: "Vergoed"), say(en: "monthly", nl: "maandelijks")),
            Fact(
                say(en: "Payment term", nl: "Betaaltermijn"),
                say(version.paymentTermKind.text(days: version.paymentTermDays))
            ),
            Fact(
                say(.recorded),
                HTML {
                    moment(version.recordedAt, say)
                    small { version.recordedBy }
                }
            ),
        ]
    }
}
