import Postgres
package import Values

/// An operator whose customers' units the platform books.
package struct Partner: Hashable, Sendable {
    package let organisation: Operator
    package let createdAt: Timestamp
    package let endedAt: Timestamp?
    package let endReason: String

    package var id: OperatorID { organisation.id }
}

/// What a partner and the platform keep of the revenue from a day on.
package struct PartnerTerms: Hashable, Sendable {
    /// The service fee unless something else is agreed: 20 %, VAT included.
    package static let usualFee = Exact(20)
    /// The largest share either may keep.
    package static let largestShare = Exact(50)

    /// A day of the partner's time zone.
    package var validFrom: LocalDate
    package var model: EREPayoutModel
    /// What the platform keeps of the revenue, in percent, VAT included; at most two decimals.
    package var serviceFeePercent: Exact
    /// What the partner keeps of the revenue, in percent; at most two decimals.
    package var marginPercent: Exact

    package init(validFrom: LocalDate, model: EREPayoutModel, serviceFeePercent: Exact, marginPercent: Exact) {
        self.validFrom = validFrom
        self.model = model
        self.serviceFeePercent = serviceFeePercent
        self.marginPercent = marginPercent
    }
}

/// Terms with who wrote them down.
package struct RecordedPartnerTerms: Hashable, Sendable {
    package let terms: PartnerTerms
    package let recordedAt: Timestamp
    /// Empty for a program.
    package let recordedBy: String
    /// Whether later ones for the same day took their place.
    package let isReplaced: Bool
}

/// A partner before it exists.
package struct PartnerDraft: Hashable, Sendable {
    package var reference: String
    package var organisation: OperatorDetails
    package var terms: PartnerTerms

    package init(reference: String, organisation: OperatorDetails, terms: PartnerTerms) {
        self.reference = reference
        self.organisation = organisation
        self.terms = terms
    }
}

/// A partner as a list shows it.
package struct PartnerSummary: Hashable, Sendable {
    package let id: OperatorID
    package let reference: String
    package let name: String
    package let town: String
    package let createdAt: Timestamp
    package let endedAt: Timestamp?
    /// Today's; `nil` where the first ones begin later.
    package let terms: PartnerTerms?
    package let customerCount: Int
    /// Kinds of documents of which the newest one is not accepted.
    package let openDocumentCount: Int

    /// How far the partner has come.
    package var state: PartnerState {
        if endedAt != nil { return .ended }
        return openDocumentCount == 0 ? .active : .onboarding
    }
}

/// How far a partner has come.
package enum PartnerState: String, CaseIterable, Hashable, Sendable {
    /// Something waits to be accepted.
    case onboarding
    case active
    case ended
}

/// The columns by which partners are ordered.
package enum PartnerSort: String, CaseIterable, Hashable, Sendable {
    case name, customers, since
}

/// Why a partner or its terms cannot be stored as asked.
package enum PartnerRejection: String, ConstraintRejection, CaseIterable {
    /// The operator is one already.
    case alreadyPartner = "partner.already"
    case feeRange = "partner.fee_range"
    case marginRange = "partner.margin_range"
    /// Terms hold from a day that is not over, so that what was settled stays as it was.
    case termsInThePast = "partner.terms_in_the_past"
    case endReasonLength = "partner.end_reason_length"

    package static let constraints: [String: PartnerRejection] = [
        "partners_key": .alreadyPartner,
        "partner_terms_fee_range": .feeRange,
        "partner_terms_margin_range": .marginRange,
        "partners_end_reason_form": .endReasonLength,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the partner was not stored" }
}
