package import Values

/// A supply contract to be added.
package struct SupplyContractDraft: Hashable, Sendable {
    package var hostID: HostID
    /// The operator's own name for it, unique within the operator.
    package var reference: String
    package var name: String
    package var supplier: String

    package init(hostID: HostID, reference: String, name: String, supplier: String) {
        self.hostID = hostID
        self.reference = reference
        self.name = name
        self.supplier = supplier
    }
}

/// A version of a supply contract to be added.
package struct SupplyVersionDraft: Hashable, Sendable {
    /// The first day on which it holds.
    package var validFrom: LocalDate
    package var pricing: SupplyPricing

    package init(validFrom: LocalDate, pricing: SupplyPricing) {
        self.validFrom = validFrom
        self.pricing = pricing
    }
}

/// A reimbursement contract to be added.
package struct ReimbursementContractDraft: Hashable, Sendable {
    package var hostID: HostID
    /// The one site it holds for; `nil` for the host's sites that have none of their own.
    package var siteID: SiteID?
    /// The operator's own name for it, unique within the operator.
    package var reference: String
    package var name: String

    package init(hostID: HostID, siteID: SiteID?, reference: String, name: String) {
        self.hostID = hostID
        self.siteID = siteID
        self.reference = reference
        self.name = name
    }
}

/// A version of a reimbursement contract to be added.
package struct ReimbursementVersionDraft: Hashable, Sendable {
    package var supplyContractID: SupplyContractID
    /// The first day on which it holds.
    package var validFrom: LocalDate
    /// The first day on which nothing holds any more.
    package var validUntil: LocalDate?
    package var fixed: UnitPrice
    package var percent: Exact
    package var pricing: PricingMoment
    package var paymentTerm: PaymentTerm

    package init(
        supplyContractID: SupplyContractID,
        validFrom: LocalDate,
        validUntil: LocalDate?,
        fixed: UnitPrice,
        percent: Exact,
        pricing: PricingMoment,
        paymentTerm: PaymentTerm
    ) {
        self.supplyContractID = supplyContractID
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.fixed = fixed
        self.percent = percent
        self.pricing = pricing
        self.paymentTerm = paymentTerm
    }
}

/// Why a contract or a version of one is not added, in order of precedence.
package enum ContractRejection: String, Error, CaseIterable, Sendable {
    /// The user may not change contracts.
    case notAllowed = "contract.not_allowed"
    /// The operator has no such contract.
    case contractUnknown = "contract.unknown"
    /// The operator has no such host.
    case hostUnknown = "contract.host_unknown"
    /// The host has no such site.
    case siteUnknown = "contract.site_unknown"
    /// The supply contract is another host's, or none of the operator's.
    case supplyUnknown = "contract.supply_unknown"
    /// The reference is in use.
    case referenceTaken = "contract.reference_taken"
    /// The site, or the host as a whole, has a reimbursement contract already.
    case placeTaken = "contract.place_taken"
    /// The factor has more than nine decimals or is beyond ±1000.
    case factorOutOfRange = "contract.factor_out_of_range"
    /// The percent is not within −100…1000 or has more than six decimals.
    case percentOutOfRange = "contract.percent_out_of_range"
    /// The payment term is not within 0…180 days.
    case termOutOfRange = "contract.term_out_of_range"
    /// The end does not lie after the start.
    case endBeforeStart = "contract.end_before_start"
}
