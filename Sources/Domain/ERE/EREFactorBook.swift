package import Postgres
package import Values

/// Why factors are not added; where several reasons apply, the first listed is given.
package enum EREFactorRejection: String, ConstraintRejection, CaseIterable {
    /// Before 2026, when the units were others, or beyond 2100.
    case year = "ere_factors.year"
    /// Not above 0 and at most 1, or more than six decimals.
    case share = "ere_factors.share"
    /// Not above 0 and at most 1000 g/MJ, or more than six decimals.
    case comparator = "ere_factors.comparator"
    /// Not above 0 and at most 100 MJ/kWh, or more than six decimals.
    case mjPerKWh = "ere_factors.mj_per_kwh"
    /// Without a source, or with one that is too long.
    case sourceLength = "ere_factors.source_length"
    /// The same factors hold for that year and basis.
    case alreadyKnown = "ere_factors.already_known"

    package static let constraints: [String: EREFactorRejection] = [
        "ere_factors_year_range": .year,
        "ere_factors_share_range": .share,
        "ere_factors_comparator_range": .comparator,
        "ere_factors_mj_range": .mjPerKWh,
        "ere_factors_source_form": .sourceLength,
    ]

    package var code: String { rawValue }
    /// Code and reason.
    package var description: String { "\(code): \(reason)" }

    private var reason: String {
        switch self {
        case .year: "a year of delivery is from 2026 to 2100"
        case .share: "a share is above 0 and at most 1, with at most six decimals"
        case .comparator: "a comparator is above 0 and at most 1000 g/MJ, with at most six decimals"
        case .mjPerKWh: "MJ per kWh are above 0 and at most 100, with at most six decimals"
        case .sourceLength: "a source has 1 to \(EREFactors.sourceLength) characters"
        case .alreadyKnown: "the same factors hold for that year and basis already"
        }
    }
}

/// The factors of the installation; rows are added and never changed, so a booking keeps those it was made with.
package enum EREFactorBook {
    /// The factors of a scheme; anybody may know them.
    ///
    /// - Throws: `PostgresFault`.
    package static func table(_ scheme: EREScheme, in tx: Transaction) async throws -> EREFactorTable {
        EREFactorTable(try await tx.all(FactorsOfScheme(scheme: scheme)))
    }

    /// Adds factors for everybody; work of the installation only.
    ///
    /// - Throws: ``EREFactorRejection``, ``NotPermitted``, `PostgresFault`.
    package static func supply(
        _ scope: Scope,
        _ factors: EREFactors,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require()
        let known = try await table(factors.scheme, in: tx).factors(of: factors.year, factors.basis)
        if known == factors { throw EREFactorRejection.alreadyKnown }
        let insert = InsertEREFactors(factors: factors, at: now)
        _ = try await EREFactorRejection.mapping { try await tx.run(insert) }
    }
}
