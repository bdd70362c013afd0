import Crypto
package import Postgres
package import Values

/// The brands of the operators of the installation.
package enum Brands {
    /// All brands, for whoever draws pages; work of the installation only.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func all(_ scope: Scope, in tx: Transaction) async throws -> [Brand] {
        try scope.require()
        return try await tx.all(ListOperatorBrands())
    }

    /// The brand of the scope's operator; `nil` while it has none.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func own(_ scope: Scope, in tx: Transaction) async throws -> Brand? {
        try await tx.first(FindBrand(operatorID: try scope.requireOperator()))
    }

    /// Gives the scope's operator a brand, or changes it; the logo stays.
    ///
    /// - Throws: ``BrandRejection``, ``NotPermitted``, `PostgresFault`.
    package static func set(
        _ scope: Scope,
        _ details: BrandDetails,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin, .partnerAdmin, .platformAdmin)
        let id = try scope.requireOperator()
        let upsert = UpsertBrand(operatorID: id, details: details, at: now, by: scope.userID)
        _ = try await BrandRejection.mapping { try await tx.run(upsert) }
        let detail = JSON.dictionary([
            "slug": .string(details.slug), "name": .string(details.name), "host_name": .string(details.hostName),
            "sender_address": .string(details.senderAddress),
        ])
        try await AuditLog.record(
            scope,
            AuditRecord("brand.changed", subject: "operator/\(id)", detail: detail),
            in: tx
        )
    }

    /// Puts a logo on the brand of the scope's operator; `nil` takes it off, and logos that were are kept.
    ///
    /// - Throws: ``BrandRejection``, ``NotFound`` while there is no brand, ``NotPermitted``, `PostgresFault`.
    package static func setLogo(
        _ scope: Scope,
        _ image: BrandImage?,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin, .partnerAdmin, .platformAdmin)
        let id = try scope.requireOperator()
        let checksum = image.map { Array(SHA256.hash(data: $0.bytes)) }
        if let image, let checksum {
            let insert = InsertBrandLogo(operatorID: id, sha256: checksum, image: image, at: now, by: scope.userID)
            _ = try await BrandRejection.mapping { try await tx.run(insert) }
        }
        guard try await tx.run(SetBrandLogo(operatorID: id, sha256: checksum, at: now, by: scope.userID)) > 0 else {
            throw NotFound("brand")
        }
        let detail = JSON.dictionary(["sha256": .string(checksum.map { Hex.text($0) } ?? "")])
        let record = AuditRecord("brand.logo_changed", subject: "operator/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }

    /// A logo by its checksum, for whoever draws pages; work of the installation only.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func logo(_ scope: Scope, sha256: [UInt8], in tx: Transaction) async throws -> BrandImage {
        try scope.require()
        guard let found = try await tx.first(FindBrandLogo(sha256: sha256)) else { throw NotFound("logo") }
        return found
    }
}
