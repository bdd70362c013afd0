package import Postgres
package import Values

/// A rate somebody wants to add.
package struct VATRateDraft: Hashable, Sendable {
    /// The country by ISO 3166 code.
    package let country: String
    /// The first day on which it holds.
    package let validFrom: LocalDate
    /// Hundredths of a percent.
    package let hundredthsPercent: Int
    /// Where it comes from; one to 200 characters.
    package let source: String

    package init(country: String, validFrom: LocalDate, hundredthsPercent: Int, source: String) {
        self.country = country
        self.validFrom = validFrom
        self.hundredthsPercent = hundredthsPercent
        self.source = source
    }

    /// A rate in percent as hundredths of it; `nil` outside 0 to 100 and with more than two decimals.
    package static func hundredths(of percent: Exact) -> Int? {
        guard percent.scale <= 2, percent >= .zero, percent <= Exact(100),
            let hundredths = try? percent * Exact(100)
        else { return nil }
        return Int(exactly: hundredths.mantissa)
    }

    /// The longest text that says where a rate comes from: a law with its article fits.
    package static let sourceLength = 200
}

/// Why a rate is not added; where several reasons apply, the first listed is given.
package enum VATRateRejection: String, ConstraintRejection, CaseIterable {
    /// No country by its form.
    case unknownCountry = "vat_rate.unknown_country"
    /// Outside 0 to 100 percent.
    case outOfRange = "vat_rate.out_of_range"
    /// Without a source, or with one that is too long.
    case sourceLength = "vat_rate.source_length"
    /// The same rate is what holds from that day on.
    case alreadyKnown = "vat_rate.already_known"

    package static let constraints: [String: VATRateRejection] = [
        "vat_rates_country_form": .unknownCountry,
        "operator_vat_rates_country_form": .unknownCountry,
        "vat_rates_range": .outOfRange,
        "operator_vat_rates_range": .outOfRange,
        "vat_rates_source_form": .sourceLength,
        "operator_vat_rates_source_form": .sourceLength,
    ]

    package var code: String { rawValue }
    /// Code and reason.
    package var description: String { "\(code): \(reason)" }

    private var reason: String {
        switch self {
        case .unknownCountry: "there is no such country"
        case .outOfRange: "a rate is from 0 to 100 percent"
        case .sourceLength: "a source has 1 to \(VATRateDraft.sourceLength) characters"
        case .alreadyKnown: "the same rate holds from that day on already"
        }
    }
}

/// The VAT rates of the installation and of each operator; versions are added and never changed, so documents that were
/// issued keep the rate they were issued with.
package enum VATRateBook {
    /// The rates as the scope's operator has them.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func rates(_ scope: Scope, in tx: Transaction) async throws -> VATRates {
        try scope.require(.operatorAdmin, .operatorFinance)
        return VATRates(try await tx.all(RatesOfOperator(operatorID: try scope.requireOperator())))
    }

    /// The rates that the installation has for all.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func supplied(_ scope: Scope, in tx: Transaction) async throws -> VATRates {
        try scope.require()
        return VATRates(try await tx.all(SuppliedRates()))
    }

    /// Adds a rate of the scope's operator.
    ///
    /// - Throws: ``VATRateRejection``, ``NotPermitted``, `PostgresFault`.
    package static func add(
        _ scope: Scope,
        _ draft: VATRateDraft,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let operatorID = try scope.requireOperator()
        try check(draft, try await rates(scope, in: tx))
        let insert = InsertOperatorRate(operatorID: operatorID, draft: draft, by: scope.userID, at: now)
        _ = try await VATRateRejection.mapping { try await tx.run(insert) }
        try await AuditLog.record(scope, AuditRecord("vat_rate.added", subject: "vat_rate/\(draft.country)"), in: tx)
    }

    /// Adds a rate for all operators; work of the installation only.
    ///
    /// - Throws: ``VATRateRejection``, ``NotPermitted``, `PostgresFault`.
    package static func supply(
        _ scope: Scope,
        _ draft: VATRateDraft,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try check(draft, try await supplied(scope, in: tx))
        let insert = InsertSuppliedRate(draft: draft, at: now)
        _ = try await VATRateRejection.mapping { try await tx.run(insert) }
    }

    private static func check(_ draft: VATRateDraft, _ known: VATRates) throws(VATRateRejection) {
        let holds = known.all.first { $0.country == draft.country && $0.validFrom == draft.validFrom }
        if let holds, holds.isStartKnown, holds.hundredthsPercent == draft.hundredthsPercent { throw .alreadyKnown }
    }
}
