import Domain
import Postgres
import Templates
import Values

/// Lists of credits as their pages and exports ask for them.
enum CreditLists {
    /// A page of credits of the scope.
    static func page(
        _ scope: Scope,
        _ query: ListQuery,
        _ request: ListRequest<CreditSort>,
        _ tx: Transaction
    ) async throws -> Listing<CreditSummary> {
        let filter = CreditFilter(
            month: YearMonth(query.filter("month")),
            hostID: HostID(text: query.filter("host"))
        )
        guard let state = CreditState(rawValue: query.filter("state")) else {
            return try await Credits.list(scope, request, filter: filter, in: tx)
        }
        return try await page(scope, state, request, filter, tx)
    }

    /// Credits know their state by what was done with them, so it is looked at row by row.
    private static func page(
        _ scope: Scope,
        _ state: CreditState,
        _ request: ListRequest<CreditSort>,
        _ filter: CreditFilter,
        _ tx: Transaction
    ) async throws -> Listing<CreditSummary> {
        var whole = request
        (whole.offset, whole.limit) = (0, nil)
        let rows = try await Credits.list(scope, whole, filter: filter, in: tx).rows.filter { $0.state == state }
        let page = rows.dropFirst(request.offset).prefix(request.limit ?? rows.count)
        return Listing(rows: Array(page), total: rows.count)
    }

    /// Credits for programs; amounts are decimal text in the credit's currency.
    static func export(
        _ name: String,
        rules: ListQuery.Rules,
        withHost: Bool
    ) -> Export<CreditSummary> {
        Export(name, columns: (withHost ? hostColumns : []) + columns) { visit, tx, emit in
            let query = visit.listQuery(rules)
            let list = { try await page(visit.scope, query, $0, tx) }
            try await Export.pages(visit, query.request(by: .number), list, emit)
        }
    }

    /// The columns of every export of credits.
    static let columns: [Export<CreditSummary>.Column] = [
        ("number", { .string($0.number) }), ("kind", { .string($0.kind.rawValue) }),
        ("contract", { .string($0.contractReference) }), ("period", { .string($0.period.description) }),
        ("issued_on", { .string($0.issuedOn.description) }), ("due_on", { .string($0.dueOn.description) }),
        ("currency", { .string($0.total.currency.code) }), ("net", { .string($0.net.decimalText) }),
        ("vat", { .string($0.vat.decimalText) }), ("total", { .string($0.total.decimalText) }),
        ("vat_category", { .string($0.vatCategory.rawValue) }), ("exact_amount", { .string($0.exact.description) }),
        ("energy_wh", { .string($0.energy.whText) }), ("sessions", { .integer($0.sessionCount) }),
        ("state", { .string($0.state.rawValue) }), ("payment", { .string($0.endToEndID ?? "") }),
        ("paid_on", { .string($0.paidByHand?.on.description ?? "") }),
        ("payment_reference", { .string($0.paidByHand?.reference ?? "") }),
    ]

    /// The columns that only the operator's exports have.
    static let hostColumns: [Export<CreditSummary>.Column] = [
        ("host", { .string($0.hostReference) }), ("host_name", { .string($0.hostName) }),
    ]
}

extension CreditSummary {
    /// How far the credit is on its way to the host's account.
    var state: CreditState {
        if paidByHand != nil { return .paidElsewhere }
        if paidAt != nil { return .inBankFile }
        return approvedAt == nil ? .issued : .approved
    }
}
