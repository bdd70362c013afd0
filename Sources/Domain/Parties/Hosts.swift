package import Postgres
package import Values

/// The hosts of an operator.
package enum Hosts {
    private static let kind = "host"

    /// Hosts whose name, reference or town contains the search text; `kind` narrows, `nil` takes all.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<HostSort>,
        kind: HostKind? = nil,
        in tx: Transaction
    ) async throws -> Listing<HostSummary> {
        try await list(request.sort.order(isDescending: request.isDescending), scope, request, kind: kind, in: tx)
    }

    private static func list<Order: SQLOrder>(
        _ order: Order.Type,
        _ scope: Scope,
        _ request: ListRequest<HostSort>,
        kind: HostKind?,
        in tx: Transaction
    ) async throws -> Listing<HostSummary> {
        let operatorID = try scope.requireOperator()
        return try await tx.listing(request) {
            ListHosts<Order>(operatorID: operatorID, id: scope.hostID, kind: kind?.rawValue ?? "", request: $0)
        }
    }

    /// One host as the list shows it, with its balance.
    ///
    /// - Throws: ``NotFound`` also for another operator's host, and for another host's user.
    package static func summary(_ scope: Scope, _ id: HostID, in tx: Transaction) async throws -> HostSummary {
        let operatorID = try scope.requireOperator()
        let request = ListRequest<HostSort>(sort: .name, limit: 1)
        let list = ListHosts<Ascending<HostNameKey>>(operatorID: operatorID, id: id, kind: "", request: request)
        guard scope.hostID == nil || scope.hostID == id, let found = try await tx.first(list) else {
            throw NotFound(Hosts.kind)
        }
        return found.row
    }

    /// The names of hosts by name, for choosing one.
    package static func names(_ scope: Scope, in tx: Transaction) async throws -> [HostName] {
        try scope.require(.operatorAdmin, .operatorFinance)
        return try await tx.all(ListHostNames(operatorID: try scope.requireOperator(), limit: choiceLimit))
    }

    /// The longest list to choose from; an operator has hundreds of hosts, and a page of this size still opens at once.
    package static let choiceLimit = 10_000

    /// One host of the scope.
    ///
    /// - Throws: ``NotFound`` also for another operator's host, and for another host's user.
    package static func find(_ scope: Scope, _ id: HostID, in tx: Transaction) async throws -> Host {
        let operatorID = try scope.requireOperator()
        guard scope.hostID == nil || scope.hostID == id,
            let host = try await tx.first(FindHost(operatorID: operatorID, id: id))
        else { throw NotFound(Hosts.kind) }
        return host
    }

    /// One host by the operator's own name for it; `nil` when there is none.
    package static func find(_ scope: Scope, reference: String, in tx: Transaction) async throws -> Host? {
        let operatorID = try scope.requireOperator()
        return try await tx.first(FindHostByReference(operatorID: operatorID, reference: reference))
    }

    /// Adds a host.
    ///
    /// - Throws: ``HostRejection``, ``NotPermitted``, `PostgresFault`.
    package static func create(_ scope: Scope, _ details: HostDetails, in tx: Transaction) async throws -> HostID {
        try scope.require(.operatorAdmin, .operatorFinance)
        let operatorID = try scope.requireOperator()
        let id = try await HostRejection.mapping {
            try await tx.one(InsertHost(operatorID: operatorID, details: details))
        }
        try await AuditLog.record(scope, AuditRecord("host.created", subject: "host/\(id)"), in: tx)
        return id
    }

    /// Changes a host.
    ///
    /// - Throws: ``HostRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func update(
        _ scope: Scope,
        _ id: HostID,
        to details: HostDetails,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin, .operatorFinance)
        let before = try await find(scope, id, in: tx)
        let update = UpdateHost(operatorID: try scope.requireOperator(), id: id, details: details)
        let changed = try await HostRejection.mapping { try await tx.first(update) }
        guard changed != nil else { throw NotFound(kind) }
        let change = AuditRecord.accountChange(from: before.details.iban, to: details.iban)
        let record = AuditRecord("host.changed", subject: "host/\(id)", detail: .object(change))
        try await AuditLog.record(scope, record, in: tx)
    }
}

extension Transaction {
    /// Runs the statement of a list; when its page lies behind the end, finds out how many rows there are.
    func listing<Row, Sort, List: Statement>(
        _ request: ListRequest<Sort>,
        _ statement: (ListRequest<Sort>) -> List
    ) async throws -> Listing<Row> where List.Row == CountedRow<Row> {
        let rows = try await all(statement(request))
        if rows.isEmpty, request.offset > 0 {
            return Listing(rows: [], total: try await first(statement(request.probe))?.total ?? 0)
        }
        return Listing(rows: rows.map(\.row), total: rows.first?.total ?? 0)
    }
}

extension HostSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .name: isDescending ? Descending<HostNameKey>.self : Ascending<HostNameKey>.self
        case .sites: isDescending ? Descending<HostSitesKey>.self : Ascending<HostSitesKey>.self
        case .balance: isDescending ? Descending<HostBalanceKey>.self : Ascending<HostBalanceKey>.self
        }
    }
}
