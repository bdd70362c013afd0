package import Postgres
package import Values

/// The sites of an operator's hosts.
package enum Sites {
    private static let kind = "site"

    /// Sites whose name, reference or town contains the search text.
    ///
    /// `host` narrows to one host, `nil` takes all of the scope; `hostName` is what the host's name must contain.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<SiteSort>,
        host: HostID? = nil,
        hostName: String = "",
        in tx: Transaction
    ) async throws -> Listing<SiteSummary> {
        let operatorID = try scope.requireOperator()
        guard host == nil || scope.hostID == nil || host == scope.hostID else { return Listing(rows: [], total: 0) }
        return try await tx.listing(request) {
            ListSites(
                operatorID: operatorID,
                hostID: scope.hostID ?? host,
                hostPattern: SearchPattern.containing(hostName),
                request: $0
            )
        }
    }

    /// The names of the scope's sites by name, for choosing one.
    package static func names(_ scope: Scope, in tx: Transaction) async throws -> [SiteName] {
        let operatorID = try scope.requireOperator()
        return try await tx.all(
            ListSiteNames(operatorID: operatorID, hostID: scope.hostID, limit: Hosts.choiceLimit)
        )
    }

    /// One site of the scope.
    ///
    /// - Throws: ``NotFound`` also for another operator's or another host's site.
    package static func find(_ scope: Scope, _ id: SiteID, in tx: Transaction) async throws -> Site {
        let statement = FindSite(operatorID: try scope.requireOperator(), id: id, hostID: scope.hostID)
        guard let site = try await tx.first(statement) else { throw NotFound(kind) }
        return site
    }

    /// One site by the operator's own name for it; `nil` when there is none.
    package static func find(_ scope: Scope, reference: String, in tx: Transaction) async throws -> Site? {
        let operatorID = try scope.requireOperator()
        return try await tx.first(FindSiteByReference(operatorID: operatorID, reference: reference))
    }

    /// Adds a site to a host.
    ///
    /// - Throws: ``SiteRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(
        _ scope: Scope,
        _ details: SiteDetails,
        of host: HostID,
        in tx: Transaction
    ) async throws -> SiteID {
        try scope.require(.operatorAdmin, .operatorFinance)
        try check(details)
        let insert = InsertSite(operatorID: try scope.requireOperator(), hostID: host, details: details)
        let id = try await SiteRejection.mapping { try await tx.one(insert) }
        try await AuditLog.record(scope, AuditRecord("site.created", subject: "site/\(id)"), in: tx)
        return id
    }

    /// Changes a site; with another time zone its sessions may belong to other days and months, so their lines are
    /// computed again.
    ///
    /// - Throws: ``SiteRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func update(
        _ scope: Scope,
        _ id: SiteID,
        to details: SiteDetails,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin, .operatorFinance)
        try check(details)
        let operatorID = try scope.requireOperator()
        let update = UpdateSite(operatorID: operatorID, id: id, details: details)
        try await tx.run(RatingGate.close())
        let before = try await find(scope, id, in: tx).details.timeZone
        guard try await SiteRejection.mapping({ try await tx.first(update) }) != nil else { throw NotFound(kind) }
        try await AuditLog.record(scope, AuditRecord("site.changed", subject: "site/\(id)"), in: tx)
        guard before != details.timeZone else { return }
        try await tx.run(RateSessionsOfSite(operatorID: operatorID, siteID: id))
        try await tx.notify("rating")
    }

    private static func check(_ details: SiteDetails) throws(SiteRejection) {
        guard Zone.named(details.timeZone) != nil else { throw .unknownTimeZone }
    }
}
