package import Postgres
package import Values

/// The directory of platforms: supplied with the product, edited by each operator for itself.
package enum Platforms {
    private static let kind = "platform"
    /// Characters of an edited text with all its lines.
    package static let textLimit = 8_000

    /// Stores the directory as supplied; entries that have gone from it stay for those who use them.
    package static func supply(_ directory: PlatformDirectory, in tx: Transaction) async throws {
        for (position, platform) in directory.platforms.enumerated() {
            try await tx.run(SupplyPlatform(slug: platform.slug, position: position, content: platform.json))
        }
        for (position, brand) in directory.brands.enumerated() {
            try await tx.run(SupplyBrand(slug: brand.slug, position: position, content: brand.json))
        }
    }

    /// All platforms in the order of the directory, each as edited by the operator, if it was.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [PlatformEntry] {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.all(ListPlatforms(operatorID: try scope.requireOperator(), slug: nil)).compactMap { $0 }
    }

    /// One platform.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func find(_ scope: Scope, _ slug: String, in tx: Transaction) async throws -> PlatformEntry {
        guard scope.hostID == nil else { throw NotFound(kind) }
        let statement = ListPlatforms(operatorID: try scope.requireOperator(), slug: slug)
        guard let found = try await tx.all(statement).compactMap({ $0 }).first else { throw NotFound(kind) }
        return found
    }

    /// The brands of charge points in the order of the directory.
    package static func brands(in tx: Transaction) async throws -> [ChargerBrand] {
        try await tx.all(ListBrands()).compactMap { $0 }
    }

    /// Replaces an entry for the operator.
    ///
    /// - Throws: ``PlatformRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func edit(_ scope: Scope, _ platform: Platform, in tx: Transaction) async throws {
        try scope.require(.operatorAdmin)
        try check(platform)
        let known = try await find(scope, platform.slug, in: tx)
        var edited = platform
        // What the product builds on is not an operator's to change.
        (edited.kind, edited.versions) = (known.platform.kind, known.platform.versions)
        let statement = UpsertPlatformEdit(
            operatorID: try scope.requireOperator(),
            slug: platform.slug,
            content: edited.json,
            userID: scope.userID
        )
        try await tx.run(statement)
        try await AuditLog.record(scope, AuditRecord("platform.edited", subject: "platform/\(platform.slug)"), in: tx)
    }

    /// Goes back to the supplied text.
    package static func reset(_ scope: Scope, _ slug: String, in tx: Transaction) async throws {
        try scope.require(.operatorAdmin)
        _ = try await find(scope, slug, in: tx)
        try await tx.run(DeletePlatformEdit(operatorID: try scope.requireOperator(), slug: slug))
        try await AuditLog.record(scope, AuditRecord("platform.reset", subject: "platform/\(slug)"), in: tx)
    }

    private static func check(_ platform: Platform) throws(PlatformRejection) {
        guard (1...140).contains(platform.name.count) else { throw .nameLength }
        guard platform.upstreamURL.isEmpty || isAddress(platform.upstreamURL) else { throw .addressForm }
        let lines = platform.steps.english + platform.steps.dutch + platform.quirks.english + platform.quirks.dutch
        let texts =
            lines + [
                platform.source, platform.credentialsNote.english, platform.credentialsNote.dutch,
                platform.remoteControl.english, platform.remoteControl.dutch,
            ]
        guard texts.reduce(0, { $0 + $1.count }) <= textLimit else { throw .textLength }
    }

    private static func isAddress(_ text: String) -> Bool {
        guard text.hasPrefix("ws://") || text.hasPrefix("wss://"), text.hasSuffix(Platform.identityMark) else {
            return false
        }
        return text.count <= 500 && text.unicodeScalars.allSatisfy { $0.value > 32 && $0.value < 127 }
    }
}
