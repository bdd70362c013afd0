import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The partners of the platform: list, onboarding, one of them with its terms, documents and people.
package enum PartnerPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.partners, for: .platform, export: export, list)
        endpoints.get(.newPartner, for: .platformManagers, new)
        endpoints.post(.newPartner, for: .platformManagers, create)
        endpoints.get(Route.partner, for: .platform) { try await show($0, $1, FormReader([:])) }
        endpoints.post(Route.partnerTerms, for: .platformMoney, setTerms)
        endpoints.post(Route.partnerInvitations, for: .platformManagers, invite)
        endpoints.post(Route.partnerEnd, for: .platformManagers, end)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(PartnerIndex.rules)
        let scope = try visit.acrossPartners()
        let found = try await visit.shell.database.read(scope) {
            try await page(visit, scope, query, query.request(by: .name), $0)
        }
        let model = PartnerIndex.Model(query: query, total: found.total, rows: found.rows.map(PartnerModels.row))
        return try await visit.page { PartnerIndex.view(model, frame: $0) }
    }

    private static func page(
        _ visit: MemberVisit,
        _ scope: Scope,
        _ query: ListQuery,
        _ request: ListRequest<PartnerSort>,
        _ tx: Transaction
    ) async throws -> Listing<PartnerSummary> {
        let state = Domain.PartnerState(rawValue: query.filter("state"))
        return try await Partners.list(scope, request, state: state, on: visit.today, in: tx)
    }

    private static let export = Export<PartnerSummary>(
        "partners",
        columns: [
            ("reference", { .string($0.reference) }), ("name", { .string($0.name) }), ("town", { .string($0.town) }),
            ("state", { .string($0.state.rawValue) }), ("since", { .string($0.createdAt.description) }),
            ("payout_model", { .string($0.terms?.model.rawValue ?? "") }),
            ("service_fee_percent", { .string($0.terms?.serviceFeePercent.description ?? "") }),
            ("margin_percent", { .string($0.terms?.marginPercent.description ?? "") }),
            ("customers", { .integer($0.customerCount) }),
        ],
        scope: { try $0.acrossPartners() }
    ) { visit, tx, emit in
        let query = visit.listQuery(PartnerIndex.rules)
        let scope = try visit.acrossPartners()
        try await Export.pages(
            visit,
            query.request(by: .name),
            { try await page(visit, scope, query, $0, tx) },
            emit
        )
    }

    private static func new(_ visit: MemberVisit) async throws -> Response {
        let model = PartnerForms.model(FormReader(PartnerForms.usual(today: visit.today)))
        return try await visit.page { PartnerForm.view(model, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if let read = PartnerForms.read(&form) {
            do {
                return visit.redirect(to: .partner(try await store(read.draft, read.person, visit)), .partnerAdded)
            } catch let rejection as OperatorRejection {
                PartnerForms.show(rejection, on: &form)
            } catch let rejection as PartnerRejection {
                PartnerForms.show(rejection, on: &form)
            } catch let rejection as UserRejection {
                PartnerForms.show(rejection, on: &form)
            }
        }
        let model = PartnerForms.model(form)
        return try await visit.page(status: .unprocessableContent) { PartnerForm.view(model, frame: $0) }
    }

    /// The operator is not there yet, so this is work of the installation, on behalf of the person.
    private static func store(
        _ draft: PartnerDraft,
        _ person: PartnerForms.Person,
        _ visit: MemberVisit
    ) async throws -> OperatorID {
        let (scope, platform) = (try visit.acrossPartners(), try await visit.bookingPlatform())
        let values = AgreementFilling.values(
            partner: draft.organisation,
            platform: platform,
            draft.terms,
            language: person.language
        )
        defer { visit.shell.brands.forget() }
        return try await visit.shell.database.write(.system) { tx in
            let id = try await Partners.create(scope, draft, at: visit.now, in: tx)
            let own = scope.forPartner(id)
            let brand = BrandDetails(slug: draft.reference, name: draft.organisation.name)
            try await Brands.set(own, brand, at: visit.now, in: tx)
            for kind in Domain.AgreementKind.allCases {
                _ = try await Agreements.offer(own, kind, in: person.language, values, at: visit.now, in: tx)
            }
            try await invite(person, own, visit, tx)
            return id
        }
    }

    private static func invite(
        _ person: PartnerForms.Person,
        _ scope: Scope,
        _ visit: MemberVisit,
        _ tx: Transaction
    ) async throws {
        let details = UserDetails(email: person.email, name: person.name, role: person.role, language: person.language)
        let id = try await Users.create(scope, details, in: tx)
        let user = try await Users.find(scope, id, in: tx)
        let name = try await Operators.own(scope, in: tx).details.name
        try await visit.shell.resets.invite(
            scope,
            user,
            at: visit.now,
            in: tx,
            composing: { try visit.mails(of: $1, name: name).invitation($0, $2) }
        )
    }

    private static func show(
        _ visit: MemberVisit,
        _ id: OperatorID,
        _ form: FormReader,
        _ status: Status = .ok
    ) async throws -> Response {
        let filled = form.filled(with: PartnerForms.usual(today: visit.today))
        let model = try await visit.read(of: id) { scope, tx in
            try await PartnerModels.show(scope, PartnerForms.forms(filled), on: visit.today, tx)
        }
        return try await visit.page(status: status) { PartnerShow.view(model, frame: $0) }
    }

    /// What was typed into one of the page's forms, with the others as they are.
    private static func again(_ visit: MemberVisit, _ id: OperatorID, _ form: FormReader) async throws -> Response {
        try await show(visit, id, form, .unprocessableContent)
    }

    private static func setTerms(_ visit: MemberVisit, _ id: OperatorID) async throws -> Response {
        _ = try await visit.read(of: id) { scope, tx in try await Partners.own(scope, in: tx) }
        var form = try visit.form()
        if let terms = PartnerForms.terms(&form) {
            do {
                try await visit.write(of: id) { scope, tx in
                    try await Partners.setTerms(scope, terms, today: visit.today, at: visit.now, in: tx)
                }
                return visit.redirect(to: .partner(id), .saved)
            } catch let rejection as PartnerRejection {
                PartnerForms.show(rejection, on: &form)
            }
        }
        return try await again(visit, id, form)
    }

    private static func invite(_ visit: MemberVisit, _ id: OperatorID) async throws -> Response {
        let partner = try await visit.read(of: id) { scope, tx in try await Partners.own(scope, in: tx) }
        var form = try visit.form()
        if let person = PartnerForms.person(&form, language: partner.organisation.details.language) {
            do {
                try await visit.write(of: id) { scope, tx in try await invite(person, scope, visit, tx) }
                return visit.redirect(to: .partner(id), .userInvited)
            } catch let rejection as UserRejection {
                PartnerForms.show(rejection, on: &form)
            }
        }
        return try await again(visit, id, form)
    }

    private static func end(_ visit: MemberVisit, _ id: OperatorID) async throws -> Response {
        _ = try await visit.read(of: id) { scope, tx in try await Partners.own(scope, in: tx) }
        var form = try visit.form()
        if form.isTicked("resume") {
            try await visit.write(of: id) { scope, tx in try await Partners.resume(scope, in: tx) }
            return visit.redirect(to: .partner(id), .saved)
        }
        let reason = form.text("end_reason", atMost: 400)
        guard form.isValid else { return try await again(visit, id, form) }
        try await visit.write(of: id) { scope, tx in
            try await Partners.end(scope, reason: reason, at: visit.now, in: tx)
        }
        return visit.redirect(to: .partner(id), .saved)
    }
}
