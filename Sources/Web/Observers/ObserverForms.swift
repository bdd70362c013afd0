import Domain
import Templates
import Values

/// The forms of an observer: what they hold, how they are read, what can be wrong with them.
enum ObserverForms {
    /// As long as a charge point's own identity may be.
    private static let identityCharacters = 255
    /// As long as a key at a back-office may be.
    private static let keyCharacters = 128

    /// What a form says, with the key where one was typed; `nil` when something is wrong.
    static func read(_ form: inout FormReader) -> (details: ObserverDetails, key: String?)? {
        let identity = form.text("identity", isRequired: false, atMost: identityCharacters)
        let mode = form.choice("authorization", as: ObserverAuthorization.self)
        let key = form.text("key", isRequired: false, atMost: keyCharacters)
        guard form.isValid, let mode else { return nil }
        let details = ObserverDetails(
            identity: identity,
            authorization: mode,
            isEnabled: form.isTicked("enabled"),
            bootsAgain: form.isTicked("boots_again")
        )
        return (details, key.isEmpty ? nil : key)
    }

    static func fields(_ form: FormReader?, _ details: ObserverDetails, _ visit: MemberVisit) -> ObserverFields {
        ObserverFields(
            identity: form?["identity"] ?? Field(details.identity),
            authorization: form?["authorization"] ?? Field(details.authorization.rawValue),
            authorizations: ObserverAuthorization.allCases.map { Choice($0.rawValue, visit.say(title(of: $0))) },
            key: Field("", error: form?["key"].error),
            enabled: form?["enabled"] ?? Field(details.isEnabled ? "yes" : ""),
            bootsAgain: form?["boots_again"] ?? Field(details.bootsAgain ? "yes" : "")
        )
    }

    private static func title(of mode: ObserverAuthorization) -> Text {
        switch mode {
        case .key: Text(en: "A key of its own, kept here", nl: "Een eigen sleutel, hier bewaard")
        case .none: Text(en: "None", nl: "Geen")
        }
    }

    static func show(_ rejection: ObserverRejection, on form: inout FormReader) {
        switch rejection {
        case .alreadyThere: form.reject("upstream", .alreadyTaken)
        case .addressedTwice: form.reject("identity", addressedTwice)
        case .retired: form.reject("upstream", .notAChoice)
        case .keyMissing: form.reject("key", keyMissing)
        case .identityForm: form.reject("identity", .tooLong(identityCharacters))
        case .tooMany: form.reject("upstream", tooMany)
        }
    }

    private static let addressedTwice = Text(
        en: "The charge point comes to this address under this identity already; each would push the other aside.",
        nl: "Het laadpunt komt al op dit adres met deze identiteit; de een zou de ander verdringen."
    )
    private static let keyMissing = Text(en: "Type the key.", nl: "Vul de sleutel in.")
    private static let tooMany = Text(
        en: "A charge point has \(Observers.limit) observers at most.",
        nl: "Een laadpunt heeft hooguit \(Observers.limit) meekijkers."
    )
}
