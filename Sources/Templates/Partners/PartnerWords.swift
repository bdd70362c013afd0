package import Values

/// To whom the revenue of a partner's customers is paid.
package enum PayoutModel: String, CaseIterable, Sendable {
    case customers = "A"
    case partner = "B"

    package static let heading = Text(en: "Payout", nl: "Uitbetaling")

    package var title: Text {
        switch self {
        case .customers: Text(en: "A: to each customer", nl: "A: aan elke klant")
        case .partner: Text(en: "B: to the partner", nl: "B: aan de partner")
        }
    }

    package var explanation: Text {
        switch self {
        case .customers:
            Text(
                en: "The platform pays each customer, in the partner's name.",
                nl: "Het platform betaalt elke klant, in naam van de partner."
            )
        case .partner:
            Text(
                en: "The platform pays the partner in one sum with a breakdown; the partner pays its customers.",
                nl: "Het platform betaalt de partner in één bedrag met specificatie; de partner betaalt zijn klanten."
            )
        }
    }
}

/// How far a partner has come.
package enum PartnerState: String, CaseIterable, Sendable {
    case onboarding, active, ended

    package var title: Text {
        switch self {
        case .onboarding: Text(en: "Being set up", nl: "In voorbereiding")
        case .active: Text(en: "Active", nl: "Actief")
        case .ended: Text(en: "Ended", nl: "Beëindigd")
        }
    }

    var tone: Tone {
        switch self {
        case .onboarding: .caution
        case .active: .good
        case .ended: .neutral
        }
    }
}

/// What platform and partner agree on in writing.
package enum AgreementKind: String, CaseIterable, Sendable {
    case agreement, processing

    package var title: Text {
        switch self {
        case .agreement: Text(en: "Partner agreement", nl: "Samenwerkingsovereenkomst")
        case .processing: Text(en: "Processing agreement", nl: "Verwerkersovereenkomst")
        }
    }
}

/// Terms as pages show them.
package struct PartnerTermsRow: Sendable {
    package let validFrom: LocalDate
    package let model: PayoutModel
    package let serviceFeePercent: Exact
    package let marginPercent: Exact
    package let recordedAt: Timestamp
    package let recordedBy: String
    /// Whether later ones for the same day took their place.
    package let isReplaced: Bool

    package init(
        validFrom: LocalDate,
        model: PayoutModel,
        serviceFeePercent: Exact,
        marginPercent: Exact,
        recordedAt: Timestamp,
        recordedBy: String,
        isReplaced: Bool
    ) {
        self.validFrom = validFrom
        self.model = model
        self.serviceFeePercent = serviceFeePercent
        self.marginPercent = marginPercent
        self.recordedAt = recordedAt
        self.recordedBy = recordedBy
        self.isReplaced = isReplaced
    }
}

/// A document as lists show it.
package struct PartnerDocumentRow: Sendable {
    package let document: Mention
    package let kind: AgreementKind
    package let version: Int
    package let offeredAt: Timestamp
    package let acceptedAt: Timestamp?
    package let acceptedBy: String
    /// Whether a newer one of the kind was laid before the partner.
    package let isReplaced: Bool

    package init(
        document: Mention,
        kind: AgreementKind,
        version: Int,
        offeredAt: Timestamp,
        acceptedAt: Timestamp?,
        acceptedBy: String,
        isReplaced: Bool
    ) {
        self.document = document
        self.kind = kind
        self.version = version
        self.offeredAt = offeredAt
        self.acceptedAt = acceptedAt
        self.acceptedBy = acceptedBy
        self.isReplaced = isReplaced
    }
}

extension Text {
    package static let partner = Text(en: "Partner", nl: "Partner")
    package static let ereOverview = Text(en: "ERE overview", nl: "ERE-overzicht")
    package static let ereProgramme = Text(en: "ERE programme", nl: "ERE-programma")
    package static let partners = Text(en: "Partners", nl: "Partners")
    package static let customers = Text(en: "Customers", nl: "Klanten")
    package static let serviceFee = Text(en: "Service fee", nl: "Servicevergoeding")
    package static let partnerMargin = Text(en: "Partner's margin", nl: "Marge van de partner")
    package static let agreements = Text(en: "Agreements", nl: "Overeenkomsten")
    package static let agreementTexts = Text(en: "Model texts", nl: "Modelteksten")
    package static let ofRevenue = Text(en: "Of the revenue, VAT included.", nl: "Van de opbrengst, btw inbegrepen.")
}

/// The terms of a partner over time.
func partnerTermsTable(_ rows: [PartnerTermsRow], _ say: Reader) -> HTML {
    let columns: [Column<PartnerTermsRow>] = [
        Column(say(.validFrom)) { row in
            div {
                say.date(row.validFrom) + " "
                if row.isReplaced { badge(say(en: "Replaced", nl: "Vervangen"), .neutral) }
            }
        },
        Column(say(PayoutModel.heading)) { row in say(row.model.title) },
        .number(say(.serviceFee)) { row in say.percent(row.serviceFeePercent) },
        .number(say(.partnerMargin)) { row in say.percent(row.marginPercent) },
        Column(say(.recorded)) { row in
            div {
                moment(row.recordedAt, say)
                if !row.recordedBy.isEmpty { small { row.recordedBy } }
            }
        },
    ]
    return plainTable(say(.terms), columns, rows)
}

/// What was laid before a partner.
func partnerDocumentTable(_ rows: [PartnerDocumentRow], _ say: Reader) -> HTML {
    let columns: [Column<PartnerDocumentRow>] = [
        Column(say(en: "Document", nl: "Document")) { row in
            div {
                row.document.html
                small { say(row.kind.title) + " · " + say(.version) + " " + say.count(row.version) }
            }
        },
        Column(say(en: "Offered", nl: "Voorgelegd")) { row in moment(row.offeredAt, say) },
        Column(say(en: "Accepted", nl: "Aanvaard")) { row in
            if let at = row.acceptedAt {
                div {
                    moment(at, say)
                    small { row.acceptedBy }
                }
            } else if row.isReplaced {
                badge(say(en: "Replaced", nl: "Vervangen"), .neutral)
            } else {
                badge(say(en: "Waits", nl: "Wacht"), .caution)
            }
        },
    ]
    return plainTable(say(.agreements), columns, rows)
}
