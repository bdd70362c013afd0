import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The customers of an operator: list, invitation, one of them with its people and enrolments.
package enum CustomerPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.customers, for: .customerDesk, export: export, list)
        endpoints.get(.newCustomer, for: .customerDesk, new)
        endpoints.post(.newCustomer, for: .customerDesk, create)
        endpoints.get(Route.customer, for: .customerDesk) { try await show($0, $1, FormReader([:])) }
        endpoints.get(Route.editCustomer, for: .customerDesk, edit)
        endpoints.post(Route.editCustomer, for: .customerDesk, update)
        endpoints.post(Route.customerInvitation, for: .customerDesk, invite)
        endpoints.post(Route.customerEnd, for: .customerDesk, end)
    }

    // MARK: List

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(CustomerIndex.rules)
        let found = try await visit.read { try await page(visit, query, query.request(by: .name), $0) }
        let model = CustomerIndex.Model(query: query, total: found.total, rows: found.rows.map(CustomerModels.row))
        return try await visit.page { CustomerIndex.view(model, frame: $0) }
    }

    private static func page(
        _ visit: MemberVisit,
        _ query: ListQuery,
        _ request: ListRequest<CustomerSort>,
        _ tx: Transaction
    ) async throws -> Listing<CustomerSummary> {
        let filter = CustomerFilter(
            kind: Domain.CustomerKind(rawValue: query.filter("kind")),
            standing: Domain.CustomerStanding(rawValue: query.filter("state"))
        )
        return try await Customers.list(visit.scope, request, filter, on: visit.today, in: tx)
    }

    private static let export = Export<CustomerSummary>(
        "customers",
        columns: [
            ("customer", { .string("\($0.customer.id)") }), ("reference", { .string($0.customer.details.reference) }),
            ("name", { .string($0.customer.details.name) }), ("kind", { .string($0.customer.details.kind.rawValue) }),
            ("email", { .string($0.customer.details.email) }), ("town", { .string($0.customer.details.address.town) }),
            ("state", { .string($0.standing.rawValue) }),
            ("created_at", { .string("\($0.customer.history.createdAt)") }),
            ("invited_at", { $0.customer.history.invitedAt.map { .string("\($0)") } ?? .null }),
            ("joined_at", { $0.customer.history.joinedAt.map { .string("\($0)") } ?? .null }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(CustomerIndex.rules)
        try await Export.pages(visit, query.request(by: .name), { try await page(visit, query, $0, tx) }, emit)
    }

    // MARK: Adding and inviting

    private static func new(_ visit: MemberVisit) async throws -> Response {
        let own = try await visit.read { try await Operators.own(visit.scope, in: $0) }
        let empty = CustomerDetails(
            kind: .privatePerson,
            name: "",
            email: "",
            address: Domain.Address(country: own.details.address.country),
            language: own.details.language
        )
        let model = CustomerForms.model(nil, "", CustomerForms.initial(empty))
        return try await visit.page { CustomerForm.view(model, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if let details = CustomerForms.read(&form) {
            let isInvited = form.isTicked("invite")
            do {
                let id = try await visit.write { tx in
                    try await CustomerInvitations(visit).add(details, isInvited: isInvited, tx)
                }
                return visit.redirect(to: .customer(id), isInvited ? .userInvited : .saved)
            } catch let rejection as CustomerRejection {
                CustomerForms.show(rejection, on: &form)
            } catch let rejection as UserRejection {
                CustomerForms.show(rejection, on: &form)
            }
        }
        return try await again(visit, nil, "", form)
    }

    private static func invite(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        let isInvited = try await visit.write { try await CustomerInvitations(visit).invite(id, $0) }
        return visit.redirect(to: .customer(id), isInvited ? .userInvited : nil)
    }

    // MARK: One customer

    private static func show(
        _ visit: MemberVisit,
        _ id: CustomerID,
        _ form: FormReader,
        _ status: Status = .ok
    ) async throws -> Response {
        let model = try await visit.read { try await CustomerModels.show(visit, id, form["reason"], $0) }
        return try await visit.page(status: status) { CustomerShow.view(model, frame: $0) }
    }

    private static func edit(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        let details = try await visit.read { try await Customers.find(visit.scope, id, in: $0).details }
        let model = CustomerForms.model(id, details.name, CustomerForms.initial(details))
        return try await visit.page { CustomerForm.view(model, frame: $0) }
    }

    private static func update(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        let before = try await visit.read { try await Customers.find(visit.scope, id, in: $0).details }
        var form = try visit.form()
        if let details = CustomerForms.read(&form, before) {
            do {
                try await visit.write { try await Customers.update(visit.scope, id, to: details, in: $0) }
                return visit.redirect(to: .customer(id), .saved)
            } catch let rejection as CustomerRejection {
                CustomerForms.show(rejection, on: &form)
            }
        }
        return try await again(visit, id, before.name, form)
    }

    private static func again(
        _ visit: MemberVisit,
        _ id: CustomerID?,
        _ name: String,
        _ form: FormReader
    ) async throws -> Response {
        let model = CustomerForms.model(id, name, form)
        return try await visit.page(status: .unprocessableContent) { CustomerForm.view(model, frame: $0) }
    }

    private static func end(_ visit: MemberVisit, _ id: CustomerID) async throws -> Response {
        _ = try await visit.read { try await Customers.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        if form.isTicked("resume") {
            try await visit.write { try await Customers.resume(visit.scope, id, in: $0) }
            return visit.redirect(to: .customer(id), .saved)
        }
        let reason = form.text("reason", atMost: 400)
        guard form.isValid else { return try await show(visit, id, form, .unprocessableContent) }
        try await visit.write { try await Customers.end(visit.scope, id, reason: reason, at: visit.now, in: $0) }
        return visit.redirect(to: .customer(id), .saved)
    }
}
