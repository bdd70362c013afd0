import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The people who may sign in, for the operator's administrators.
package enum UserPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.users, for: .userManagers, list)
        endpoints.get(.newUser, for: .userManagers, new)
        endpoints.post(.newUser, for: .userManagers, create)
        endpoints.get(Route.user, for: .userManagers, show)
        endpoints.post(Route.user, for: .userManagers, update)
        endpoints.post(Route.userSecondFactor, for: .userManagers, takeSecondFactor)
    }

    /// The longest list shown on the one page there is.
    private static let listLimit = 1_000

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let request = ListRequest<UserSort>(sort: .name, limit: listLimit)
        let users = try await visit.read { try await Users.list(visit.scope, request, in: $0) }
        let gives = visit.session.user.details.role.gives
        let model = UserIndex.Model(rows: users.rows.map { row($0, gives) })
        return try await visit.page { UserIndex.view(model, frame: $0) }
    }

    private static func row(_ user: User, _ gives: [Role]) -> UserIndex.Row {
        UserIndex.Row(
            user: Mention(user.details.name, gives.contains(user.details.role) ? .user(user.id) : nil),
            email: user.details.email,
            role: user.details.role,
            host: user.details.hostID.map { Mention(user.hostName ?? "", gives.contains(.host) ? .host($0) : nil) },
            lastSeenAt: user.lastSeenAt,
            isDisabled: user.disabledAt != nil
        )
    }

    private static func new(_ visit: MemberVisit) async throws -> Response {
        let language = visit.visitor.language.code
        let hosts = try await visit.read { try await hostNames(visit, $0) }
        let model = UserForms.model(language: language, hosts: hosts, roles: roles(visit))
        return try await visit.page { UserForm.view(model, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        if let details = UserForms.read(&form, as: visit.session.user.details.role) {
            do {
                try await visit.write { tx in
                    let id = try await Users.create(visit.scope, details, in: tx)
                    let user = try await Users.find(visit.scope, id, in: tx)
                    try await visit.shell.resets.invite(
                        visit.scope,
                        user,
                        at: visit.now,
                        in: tx,
                        composing: { try visit.mails(of: $1).invitation($0, $2) }
                    )
                }
                return visit.redirect(to: .users, .userInvited)
            } catch let rejection as UserRejection {
                UserForms.show(rejection, on: &form)
            }
        }
        return try await page(visit, nil, form)
    }

    private static func show(_ visit: MemberVisit, _ id: UserID) async throws -> Response {
        let (user, hosts, since) = try await visit.read { tx in
            (
                try await find(visit, id, tx), try await hostNames(visit, tx),
                try await SecondFactors.onSince(visit.scope, id, in: tx)
            )
        }
        var model = UserForms.model(user, hosts: hosts, roles: roles(visit))
        if id != visit.scope.userID { model.secondFactorSince = since }
        return try await visit.page { UserForm.view(model, frame: $0) }
    }

    private static func update(_ visit: MemberVisit, _ id: UserID) async throws -> Response {
        _ = try await visit.read { try await find(visit, id, $0) }
        var form = try visit.form()
        if let details = UserForms.read(&form, as: visit.session.user.details.role) {
            do {
                try await store(details, isDisabled: form.isTicked("disabled"), visit, id)
                return visit.redirect(to: .users, .saved)
            } catch let rejection as UserRejection {
                UserForms.show(rejection, on: &form)
            }
        }
        return try await page(visit, id, form)
    }

    private static func takeSecondFactor(_ visit: MemberVisit, _ id: UserID) async throws -> Response {
        let user = try await visit.read { try await find(visit, id, $0) }
        do {
            try await visit.write { tx in
                try await SecondFactors.takeAway(visit.scope, from: id, at: visit.now, in: tx)
                let mail = try visit.mails(of: user.operatorID).secondFactorTaken(user.details)
                try await Outbox.add(mail, of: user.operatorID, at: visit.now, in: tx)
            }
            return visit.redirect(to: .user(id), .secondFactorOff)
        } catch SecondFactorRejection.notBegun {
            return visit.redirect(to: .user(id))
        }
    }

    /// The roles that the person gives here: those of partners where the operator is one.
    private static func roles(_ visit: MemberVisit) -> [Role] {
        let own = visit.session.user
        let isPlain = own.details.role == .operatorAdmin && !own.isPartner || own.details.role == .platformAdmin
        return own.details.role.gives.filter { !isPlain || !Role.ofPartners.contains($0) }
    }

    /// The hosts to choose from, for those who give that role.
    private static func hostNames(_ visit: MemberVisit, _ tx: Transaction) async throws -> [HostName] {
        guard visit.session.user.details.role.gives.contains(.host) else { return [] }
        return try await Hosts.names(visit.scope, in: tx)
    }

    /// People of customers stand on the customer's page.
    private static func find(_ visit: MemberVisit, _ id: UserID, _ tx: Transaction) async throws -> User {
        let user = try await Users.find(visit.scope, id, in: tx)
        let isOurs = visit.session.user.details.role.gives.contains(user.details.role)
        guard user.details.customerID == nil, isOurs else { throw NotFound("user") }
        return user
    }

    private static func store(
        _ details: UserDetails,
        isDisabled: Bool,
        _ visit: MemberVisit,
        _ id: UserID
    ) async throws {
        try await visit.write { tx in
            let before = try await Users.find(visit.scope, id, in: tx)
            try await Users.update(visit.scope, id, to: details, in: tx)
            if isDisabled, before.disabledAt == nil {
                try await Users.disable(visit.scope, id, at: visit.now, in: tx)
            }
            if !isDisabled, before.disabledAt != nil { try await Users.enable(visit.scope, id, in: tx) }
        }
    }

    private static func page(_ visit: MemberVisit, _ id: UserID?, _ form: FormReader) async throws -> Response {
        let hosts = try await visit.read { try await hostNames(visit, $0) }
        let model = UserForms.model(id, form, hosts: hosts, roles: roles(visit))
        return try await visit.page(status: .unprocessableContent) { UserForm.view(model, frame: $0) }
    }
}
