package import Postgres
package import Values

/// Under what an operator's customers take part: who books for them, what is kept of the revenue, who is paid.
package struct EREProgramme: Hashable, Sendable {
    /// The operator whose customers they are.
    package let organisation: OperatorDetails
    /// Who books: the platform for its partners, any other operator for itself.
    package let provider: EREProvider
    package let payoutModel: EREPayoutModel
    /// What the provider keeps of the revenue, in percent, VAT included.
    package let serviceFeePercent: Exact
    /// What a partner keeps of it, in percent.
    package let marginPercent: Exact
    /// Whether customers may begin and sign; not with a partner that is one no longer.
    package let isOpen: Bool

    /// What customers do not get of the revenue, in percent.
    ///
    /// - Throws: `ArithmeticOverflow`, which two shares of at most fifty never reach.
    package func keptPercent() throws(ArithmeticOverflow) -> Exact { try serviceFeePercent + marginPercent }

    /// What holds on a day of the operator's time zone; work of the installation, since customers see no terms.
    ///
    /// The transaction is one across tenants: the platform is another operator.
    ///
    /// An operator that is no partner books for itself on the usual terms, and so does a partner's day before its first
    /// terms.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, on day: LocalDate, in tx: Transaction) async throws -> EREProgramme {
        try scope.require()
        let own = try await Operators.own(scope, in: tx)
        guard let partnership = try await tx.first(FindPartnership(operatorID: own.id)) else {
            return EREProgramme(own.details, EREProvider(own.details), nil, isOpen: true)
        }
        let platform = try await BookingPlatform.find(scope, in: tx) ?? own
        let terms = try await Partners.terms(scope, on: day, in: tx)
        return EREProgramme(own.details, EREProvider(platform.details), terms, isOpen: partnership.endedAt == nil)
    }

    private init(_ own: OperatorDetails, _ provider: EREProvider, _ terms: PartnerTerms?, isOpen: Bool) {
        organisation = own
        self.provider = provider
        payoutModel = terms?.model ?? .customers
        serviceFeePercent = terms?.serviceFeePercent ?? PartnerTerms.usualFee
        marginPercent = terms?.marginPercent ?? .zero
        self.isOpen = isOpen
    }

    /// - Throws: ``EREEnrolmentRejection/programmeEnded``.
    package func requireOpen() throws(EREEnrolmentRejection) {
        if !isOpen { throw .programmeEnded }
    }
}

extension EREProvider {
    /// An organisation as mandates name it.
    package init(_ details: OperatorDetails) {
        self.init(
            name: details.legalName.isEmpty ? details.name : details.legalName,
            companyNumber: details.companyNumber,
            address: details.address
        )
    }
}
