import Domain
import Templates

/// The form of a platform: what it holds, how it is read, what can be wrong with it.
enum PlatformForms {
    static func fields(_ platform: Platform) -> PlatformShow.Form {
        let values = [
            "name": platform.name, "address": platform.upstreamURL,
            "confirmed": platform.confidence == .confirmed ? "yes" : "", "source": platform.source,
            "credentials": platform.credentials.rawValue, "credentials_en": platform.credentialsNote.english,
            "credentials_nl": platform.credentialsNote.dutch, "steps_en": joined(platform.steps.english),
            "steps_nl": joined(platform.steps.dutch), "quirks_en": joined(platform.quirks.english),
            "quirks_nl": joined(platform.quirks.dutch), "remote_en": platform.remoteControl.english,
            "remote_nl": platform.remoteControl.dutch,
        ]
        return PlatformShow.Form { Field(values[$0] ?? "") }
    }

    static func read(_ form: inout FormReader, over known: Platform) -> Platform? {
        var platform = known
        platform.name = form.text("name", atMost: 140)
        platform.upstreamURL = form.text("address", isRequired: false, atMost: 500)
        platform.confidence = form.isTicked("confirmed") ? .confirmed : .toConfirm
        platform.source = form.text("source", atMost: 500)
        let credentials = form.choice("credentials", as: Platform.Credentials.self)
        platform.credentialsNote = LocalText(
            english: form.text("credentials_en", atMost: 1_000),
            dutch: form.text("credentials_nl", atMost: 1_000)
        )
        platform.steps = LocalLines(english: lines("steps_en", &form), dutch: lines("steps_nl", &form))
        platform.quirks = LocalLines(
            english: lines("quirks_en", isRequired: false, &form),
            dutch: lines("quirks_nl", isRequired: false, &form)
        )
        platform.remoteControl = LocalText(
            english: form.text("remote_en", atMost: 1_000),
            dutch: form.text("remote_nl", atMost: 1_000)
        )
        guard form.isValid, let credentials else { return nil }
        platform.credentials = credentials
        return platform
    }

    static func show(_ rejection: PlatformRejection, on form: inout FormReader) {
        switch rejection {
        case .nameLength: form.reject("name", .tooLong(140))
        case .addressForm: form.reject("address", addressForm)
        case .textLength: form.reject("steps_en", .tooLong(Platforms.textLimit))
        }
    }

    private static let addressForm = Text(
        en: "It begins with ws:// or wss://, has no blanks, and ends in {identity}.",
        nl: "Het begint met ws:// of wss://, heeft geen spaties en eindigt op {identity}."
    )

    private static func lines(_ name: String, isRequired: Bool = true, _ form: inout FormReader) -> [String] {
        let lines = form.typed(name).split(whereSeparator: \.isNewline).map { String($0.filter { !$0.isNewline }) }
            .filter { $0.contains { !$0.isWhitespace } }
        if lines.isEmpty, isRequired { form.reject(name, .required) }
        return lines
    }

    private static func joined(_ lines: [String]) -> String { lines.joined(separator: "\n") }
}
