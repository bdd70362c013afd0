import Domain
import HTTPServer
import Templates
import Values

/// The keys of an operator's programs.
package enum APIKeyPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.apiKeys, for: .partnerManagers) { try await page($0, FormReader([:])) }
        endpoints.post(.apiKeys, for: .partnerManagers, create)
        endpoints.post(Route.apiKeyRotation, for: .partnerManagers, rotate)
        endpoints.post(Route.apiKeyRevocation, for: .partnerManagers, revoke)
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let name = form.text("name", atMost: APIKeys.nameLength)
        let sent = form.all("permission")
        let permissions = sent.compactMap(APIPermission.init(rawValue:))
        if sent.isEmpty { form.reject("permission", .required) }
        if permissions.count != sent.count { form.reject("permission", .notAChoice) }
        if form.isValid {
            do {
                let secret = try await visit.write {
                    try await APIKeys.create(visit.scope, name: name, Set(permissions), at: visit.now, in: $0)
                }
                return try await page(visit, FormReader([:]), secret: .init(name: name, text: secret.text))
            } catch let rejection as APIKeyRejection {
                show(rejection, on: &form)
            }
        }
        return try await page(visit, form, .unprocessableContent)
    }

    private static func rotate(_ visit: MemberVisit, _ id: APIKeyID) async throws -> Response {
        let key = try await visit.read { try await APIKeys.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        guard let overlap = form.choice("overlap", as: APIKeyOverlap.self) else {
            throw HTTPError(.badRequest, "Say how long the present secret works on.")
        }
        do {
            let secret = try await visit.write {
                try await APIKeys.rotate(visit.scope, id, overlap, at: visit.now, in: $0)
            }
            return try await page(visit, FormReader([:]), secret: .init(name: key.name, text: secret.text))
        } catch APIKeyRejection.revoked {
            return visit.redirect(to: .apiKeys)
        } catch is APIKeyRejection {
            throw NotPermitted()
        }
    }

    private static func revoke(_ visit: MemberVisit, _ id: APIKeyID) async throws -> Response {
        do {
            try await visit.write { try await APIKeys.revoke(visit.scope, id, at: visit.now, in: $0) }
        } catch is APIKeyRejection {
            throw NotPermitted()
        }
        return visit.redirect(to: .apiKeys, .keyRevoked)
    }

    private static func page(
        _ visit: MemberVisit,
        _ form: FormReader,
        _ status: Status = .ok,
        secret: APIKeyIndex.Secret? = nil
    ) async throws -> Response {
        let keys = try await visit.read { try await APIKeys.list(visit.scope, in: $0) }
        let given = APIPermission.given(by: visit.scope.role)
        let model = APIKeyIndex.Model(
            rows: keys.map { row($0, given, visit) },
            name: form["name"],
            permissions: given.map { Choice($0.rawValue, visit.say($0.title), detail: $0.rawValue) },
            chosen: Set(form.all("permission")),
            permissionError: form["permission"].error,
            secret: secret
        )
        return try await visit.page(status: status) { APIKeyIndex.view(model, frame: $0) }
    }

    private static func row(_ key: APIKey, _ given: [APIPermission], _ visit: MemberVisit) -> APIKeyIndex.Row {
        APIKeyIndex.Row(
            id: key.id,
            name: key.name,
            mark: key.mark,
            permissions: key.permissions.map { visit.say($0.title) },
            createdAt: key.createdAt,
            createdBy: key.createdBy,
            lastUsedAt: key.lastUsedAt,
            lastUsedFrom: key.lastUsedFrom,
            earlierUntil: key.earlierUntil.flatMap { visit.now < $0 ? $0 : nil },
            revokedAt: key.revokedAt,
            isOurs: key.permissions.allSatisfy(given.contains)
        )
    }

    private static func show(_ rejection: APIKeyRejection, on form: inout FormReader) {
        switch rejection {
        case .nameLength: form.reject("name", .tooLong(APIKeys.nameLength))
        case .noPermission: form.reject("permission", .required)
        case .permissionNotGiven, .revoked: form.reject("permission", .notAChoice)
        case .tooMany: form.reject("name", tooMany)
        }
    }

    private static let tooMany = Text(
        en: "There are \(APIKeys.mostKeys) keys in use; revoke one first.",
        nl: "Er zijn \(APIKeys.mostKeys) sleutels in gebruik; trek er eerst een in."
    )
}

extension APIPermission {
    /// What it lets a program do.
    var title: Text {
        switch self {
        case .customersRead: Text(en: "Read customers", nl: "Klanten lezen")
        case .customersWrite:
            Text(en: "Add, change and invite customers", nl: "Klanten toevoegen, wijzigen, uitnodigen")
        case .enrolmentsRead: Text(en: "Read enrolments", nl: "Aanmeldingen lezen")
        case .enrolmentsWrite:
            Text(en: "Enrol connections for customers", nl: "Aansluitingen voor klanten aanmelden")
        case .connectionsRead:
            Text(en: "Read connections and what they delivered", nl: "Aansluitingen en hun leveringen lezen")
        case .chargePointsRead: Text(en: "Read charge points", nl: "Laadpunten lezen")
        case .sessionsRead: Text(en: "Read sessions", nl: "Sessies lezen")
        case .sessionsWrite: Text(en: "Send sessions of chargers", nl: "Sessies van laders sturen")
        case .readingsRead:
            Text(en: "Read meter readings and sessions that were sent", nl: "Gestuurde meterstanden en sessies lezen")
        case .readingsWrite: Text(en: "Send meter readings", nl: "Meterstanden sturen")
        case .estimatesRead: Text(en: "Ask for estimates", nl: "Schattingen opvragen")
        case .payoutsRead: Text(en: "Read payouts and their statements", nl: "Uitbetalingen en overzichten lezen")
        case .documentsRead: Text(en: "Read mandates as documents", nl: "Machtigingen als document lezen")
        case .embedTokensWrite:
            Text(en: "Show customers the toggle on your own pages", nl: "Klanten de schakelaar op eigen pagina's tonen")
        case .webhooksRead: Text(en: "Read webhooks and what was sent to them", nl: "Webhooks en verzendingen lezen")
        case .webhooksWrite: Text(en: "Add, change and test webhooks", nl: "Webhooks toevoegen, wijzigen, beproeven")
        }
    }
}
