import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Charge cards: list, forms, blocking.
package enum TokenPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.tokens, for: .operators, export: export, list)
        endpoints.get(.newToken, for: .administrators, new)
        endpoints.post(.newToken, for: .administrators, create)
        endpoints.get(Route.token, for: .administrators, edit)
        endpoints.post(Route.token, for: .administrators, update)
        endpoints.post(Route.tokenBlocking, for: .administrators, block)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(TokenIndex.rules)
        let (tokens, own) = try await visit.read { tx in
            (
                try await page(visit, query, query.request(by: .uid), tx),
                try await Operators.own(visit.scope, in: tx)
            )
        }
        let model = TokenIndex.Model(
            query: query,
            total: tokens.total,
            rows: tokens.rows.map { row($0, visit) },
            acceptsUnknown: own.details.policy.acceptsUnknownTokens,
            mayEdit: visit.scope.role == .operatorAdmin
        )
        return try await visit.page { TokenIndex.view(model, frame: $0) }
    }

    private static func page(
        _ visit: MemberVisit,
        _ query: ListQuery,
        _ request: ListRequest<TokenSort>,
        _ tx: Transaction
    ) async throws -> Listing<Token> {
        let filter = TokenFilter(standing: TokenStanding(rawValue: query.filter("state")), at: visit.now)
        return try await Tokens.list(visit.scope, request, filter, in: tx)
    }

    private static func row(_ token: Token, _ visit: MemberVisit) -> TokenIndex.Row {
        let forms = TokenForms(zone: visit.say.zone)
        return TokenIndex.Row(
            id: token.id,
            uid: token.details.uid,
            label: token.details.label,
            group: token.details.parentUID ?? "",
            validThrough: token.details.expiresAt.map(forms.lastDay),
            state: state(token.details.standing(at: visit.now))
        )
    }

    private static func state(_ standing: TokenStanding) -> TokenState {
        switch standing {
        case .active: .active
        case .blocked: .blocked
        case .expired: .expired
        }
    }

    private static let export = Export<Token>(
        "tokens",
        columns: [
            ("uid", { .string($0.details.uid) }), ("label", { .string($0.details.label) }),
            ("parent_uid", { .text($0.details.parentUID) }), ("blocked", { .bool($0.details.isBlocked) }),
            ("expires_utc", { .text($0.details.expiresAt?.rfc3339) }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(TokenIndex.rules)
        try await Export.pages(visit, query.request(by: .uid), { try await page(visit, query, $0, tx) }, emit)
    }

    private static func new(_ visit: MemberVisit) async throws -> Response {
        try await visit.page { TokenForm.view(TokenForms.empty, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if let details = TokenForms(zone: visit.say.zone).read(&form, known: nil) {
            do {
                _ = try await visit.write { try await Tokens.create(visit.scope, details, in: $0) }
                return visit.redirect(to: .tokens, .tokenAdded)
            } catch let rejection as TokenRejection {
                TokenForms.show(rejection, on: &form)
            }
        }
        return try await page(visit, nil, form)
    }

    private static func page(_ visit: MemberVisit, _ id: TokenID?, _ form: FormReader) async throws -> Response {
        let model = TokenForms.model(id, form)
        return try await visit.page(status: .unprocessableContent) { TokenForm.view(model, frame: $0) }
    }

    private static func edit(_ visit: MemberVisit, _ id: TokenID) async throws -> Response {
        let token = try await visit.read { try await Tokens.find(visit.scope, id, in: $0) }
        let model = TokenForms(zone: visit.say.zone).model(token)
        return try await visit.page { TokenForm.view(model, frame: $0) }
    }

    private static func update(_ visit: MemberVisit, _ id: TokenID) async throws -> Response {
        let token = try await visit.read { try await Tokens.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        if let details = TokenForms(zone: visit.say.zone).read(&form, known: token.details) {
            do {
                try await visit.write { try await Tokens.update(visit.scope, id, to: details, in: $0) }
                return visit.redirect(to: .tokens, .saved)
            } catch let rejection as TokenRejection {
                TokenForms.show(rejection, on: &form)
            }
        }
        return try await page(visit, id, form)
    }

    private static func block(_ visit: MemberVisit, _ id: TokenID) async throws -> Response {
        let isBlocked = try visit.form().typed("blocked") != "no"
        try await visit.write { try await Tokens.setBlocked(visit.scope, id, isBlocked, in: $0) }
        return visit.redirect(to: .tokens, isBlocked ? .tokenBlocked : .tokenUnblocked)
    }
}
