import Domain
import Templates
import Values

/// The form of a user: what it holds, how it is read, what can be wrong with it.
enum UserForms {
    static func read(_ form: inout FormReader, as own: Role) -> UserDetails? {
        let name = form.text("name", atMost: 140)
        let email = form.email("email")
        let language = form.choice("language", as: Language.self)
        let role = form.choice("role", as: Role.self)
        if let role, !own.gives.contains(role) { form.reject("role", .notAChoice) }
        let isHost = role == .host
        let host = isHost ? form.id("host", of: HostID.self) : nil
        guard form.isValid, let role, let language else { return nil }
        return UserDetails(email: email, name: name, role: role, hostID: host, language: language.code)
    }

    static func show(_ rejection: UserRejection, on form: inout FormReader) {
        switch rejection {
        case .emailTaken: form.reject("email", .alreadyTaken)
        case .invalidEmail: form.reject("email", .invalidEmail)
        case .nameLength: form.reject("name", .tooLong(140))
        case .unknownLanguage: form.reject("language", .notAChoice)
        case .hostRole, .unknownHost: form.reject("host", .notAChoice)
        case .customerRole, .unknownCustomer, .platformRole, .roleNotGiven: form.reject("role", .notAChoice)
        case .ownAccount: form.reject("disabled", ownAccount)
        case .lastAdministrator: form.reject("role", lastAdministrator)
        }
    }

    static func model(language: String, hosts: [HostName], roles: [Role]) -> UserForm.Model {
        UserForm.Model(
            id: nil,
            name: Field(),
            email: Field(),
            role: Field(),
            host: Field(),
            hosts: choices(hosts),
            roles: roles,
            language: Field(language),
            isDisabled: Field()
        )
    }

    static func model(_ user: User, hosts: [HostName], roles: [Role]) -> UserForm.Model {
        UserForm.Model(
            id: user.id,
            name: Field(user.details.name),
            email: Field(user.details.email),
            role: Field(user.details.role.rawValue),
            host: Field(user.details.hostID?.description ?? ""),
            hosts: choices(hosts),
            roles: roles,
            language: Field(user.details.language),
            isDisabled: Field(user.disabledAt == nil ? "" : "yes")
        )
    }

    static func model(_ id: UserID?, _ form: FormReader, hosts: [HostName], roles: [Role]) -> UserForm.Model {
        UserForm.Model(
            id: id,
            name: form["name"],
            email: form["email"],
            role: form["role"],
            host: form["host"],
            hosts: choices(hosts),
            roles: roles,
            language: form["language"],
            isDisabled: form["disabled"]
        )
    }

    private static func choices(_ hosts: [HostName]) -> [Choice] {
        hosts.map { Choice($0.id.description, $0.name, detail: $0.reference) }
    }

    private static let ownAccount = Text(
        en: "You cannot block your own account.",
        nl: "U kunt uw eigen account niet blokkeren."
    )
    private static let lastAdministrator = Text(
        en: "Somebody must be left who manages users.",
        nl: "Iemand moet gebruikers kunnen blijven beheren."
    )
}
