// Attributes of forms and their controls.
extension Attribute {
    /// What an input takes.
    package enum InputType: String, Sendable {
        case text, email, password, number, date, month, search, checkbox, radio, hidden, tel, file
        case dateTime = "datetime-local"
    }

    package enum ButtonType: String, Sendable { case submit, button, reset }
    package enum Method: String, Sendable { case get, post }

    /// Which keyboard a phone shows.
    package enum InputMode: String, Sendable { case numeric, decimal, email, text }

    package static func action(_ route: Route) -> Attribute { Attribute("action", route.path) }
    package static func action(_ link: Link) -> Attribute { Attribute("action", link.text) }
    package static func method(_ method: Method) -> Attribute { Attribute("method", method.rawValue) }
    /// Sends fields in parts, as files and long texts need it.
    package static func enctypeWithFiles() -> Attribute { Attribute("enctype", "multipart/form-data") }
    /// Which files the browser offers first.
    package static func accept(_ kinds: String) -> Attribute { Attribute("accept", kinds) }
    package static func novalidate() -> Attribute { Attribute("novalidate", flag: true) }
    package static func formnovalidate() -> Attribute { Attribute("formnovalidate", flag: true) }
    package static func type(_ type: InputType) -> Attribute { Attribute("type", type.rawValue) }
    package static func type(_ type: ButtonType) -> Attribute { Attribute("type", type.rawValue) }
    package static func name(_ name: String) -> Attribute { Attribute("name", name) }
    package static func value(_ value: String) -> Attribute { Attribute("value", value) }
    package static func `for`(_ id: String) -> Attribute { Attribute("for", id) }
    package static func form(_ id: String) -> Attribute { Attribute("form", id) }
    package static func placeholder(_ text: String) -> Attribute { Attribute("placeholder", text) }
    package static func autocomplete(_ token: String) -> Attribute { Attribute("autocomplete", token) }
    package static func inputmode(_ mode: InputMode) -> Attribute { Attribute("inputmode", mode.rawValue) }
    package static func pattern(_ expression: String) -> Attribute { Attribute("pattern", expression) }
    package static func min(_ value: String) -> Attribute { Attribute("min", value) }
    package static func max(_ value: String) -> Attribute { Attribute("max", value) }
    package static func step(_ value: String) -> Attribute { Attribute("step", value) }
    package static func rows(_ count: Int) -> Attribute { Attribute("rows", String(count)) }
    package static func maxlength(_ count: Int) -> Attribute { Attribute("maxlength", String(count)) }
    package static func required(_ isRequired: Bool = true) -> Attribute { Attribute("required", flag: isRequired) }
    package static func checked(_ isChecked: Bool = true) -> Attribute { Attribute("checked", flag: isChecked) }
    package static func selected(_ isSelected: Bool = true) -> Attribute { Attribute("selected", flag: isSelected) }
    package static func disabled(_ isDisabled: Bool = true) -> Attribute { Attribute("disabled", flag: isDisabled) }
    package static func readonly(_ isReadonly: Bool = true) -> Attribute { Attribute("readonly", flag: isReadonly) }
    package static func autofocus() -> Attribute { Attribute("autofocus", flag: true) }
    package static func spellcheckOff() -> Attribute { Attribute("spellcheck", "false") }
}

// What the scripts in Public/js look for; every page works without them.
extension Attribute {
    /// Names the event stream that announces changes of this element, whose new content comes from its
    /// ``fragment(_:)``, or from the element with the same id on the same page.
    package static func live(_ events: Route) -> Attribute { Attribute("data-live", events.path) }
    /// Names where the element's new content is fetched when its stream speaks.
    package static func fragment(_ route: Route) -> Attribute { Attribute("data-fragment", route.path) }
    /// The least time between two looks at the server, where news come thick and fast.
    package static func rest(milliseconds: Int) -> Attribute { Attribute("data-rest", "\(milliseconds)") }
    /// Copies the text of the element with this id.
    package static func copies(id: String) -> Attribute { Attribute("data-copy", id) }
    /// Marks a button whose answer is a file, after which the form may be sent again.
    package static func answersWithFile() -> Attribute { Attribute("data-download", flag: true) }
    /// Asks before the form is sent.
    package static func confirm(_ question: String) -> Attribute { Attribute("data-confirm", question) }
    /// How large a file may be; goes with ``tooLarge(_:)``.
    package static func mostBytes(_ count: Int) -> Attribute { Attribute("data-most-bytes", String(count)) }
    /// What is told of a file that is larger.
    package static func tooLarge(_ text: String) -> Attribute { Attribute("data-too-large", text) }
    /// Sends the form as soon as a control changes.
    package static func autoSubmit() -> Attribute { Attribute("data-auto-submit", flag: true) }
    /// Sends the form's values to the route whenever one changes; goes with ``previewInto(id:)``.
    package static func preview(_ route: Route) -> Attribute { Attribute("data-preview", route.path) }
    /// Names the element that takes the preview.
    package static func previewInto(id: String) -> Attribute { Attribute("data-preview-into", id) }
    /// Marks a time that the script shows as "3 min ago".
    package static func relativeTime() -> Attribute { Attribute("data-relative", flag: true) }
    /// Marks the button that switches between light and dark.
    package static func themeToggle() -> Attribute { Attribute("data-theme-toggle", flag: true) }
    /// Names a cell for the phone layout, where a row becomes a card.
    package static func cellLabel(_ text: String) -> Attribute { Attribute("data-label", text) }
}
