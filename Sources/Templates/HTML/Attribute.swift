/// One attribute of an element; made only by the typed functions below, so no event handler and no style exists.
package struct Attribute: Sendable {
    private enum Value: Sendable {
        case absent
        case flag
        case text(String)
    }

    private let name: StaticString
    private let value: Value

    private init(_ name: StaticString, value: Value) {
        self.name = name
        self.value = value
    }

    init(_ name: StaticString, _ text: String) {
        self.init(name, value: .text(text))
    }

    init(_ name: StaticString, flag: Bool) {
        self.init(name, value: flag ? .flag : .absent)
    }

    /// No attribute.
    package static let none = Attribute("", value: .absent)

    /// The attribute when the condition holds, else none.
    package static func when(_ condition: Bool, _ attribute: @autoclosure () -> Attribute) -> Attribute {
        condition ? attribute() : .none
    }

    func append(to bytes: inout [UInt8]) {
        switch value {
        case .absent: return
        case .flag: appendName(to: &bytes)
        case .text(let text):
            appendName(to: &bytes)
            bytes.append(UInt8(ascii: "="))
            bytes.append(UInt8(ascii: "\""))
            Escaping.appendAttribute(text, to: &bytes)
            bytes.append(UInt8(ascii: "\""))
        }
    }

    private func appendName(to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: " "))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }
}

// MARK: Everywhere

extension Attribute {
    /// Class names; empty ones are left out.
    package static func `class`(_ names: String...) -> Attribute {
        let kept = names.filter { !$0.isEmpty }
        return kept.isEmpty ? .none : Attribute("class", kept.joined(separator: " "))
    }
    package static func id(_ id: String) -> Attribute { Attribute("id", id) }
    package static func lang(_ language: Language) -> Attribute { Attribute("lang", language.code) }
    package static func title(_ text: String) -> Attribute { Attribute("title", text) }
    package static func role(_ role: Role) -> Attribute { Attribute("role", role.rawValue) }
    package static func hidden(_ isHidden: Bool = true) -> Attribute { Attribute("hidden", flag: isHidden) }
    package static func tabindex(_ index: Int) -> Attribute { Attribute("tabindex", String(index)) }
    package static func open(_ isOpen: Bool = true) -> Attribute { Attribute("open", flag: isOpen) }
    package static func datetime(_ stamp: String) -> Attribute { Attribute("datetime", stamp) }

    /// The roles our pages use beyond what elements mean by themselves.
    package enum Role: String, Sendable {
        case status, alert, group, img, radiogroup, region, search, list
        case presentation
    }
}

// MARK: Links and documents

extension Attribute {
    /// A link inside the product.
    package static func href(_ route: Route) -> Attribute { Attribute("href", route.path) }
    /// A link inside the product with a query.
    package static func href(_ link: Link) -> Attribute { Attribute("href", link.text) }
    /// A link to a place on the same page.
    package static func href(fragment id: String) -> Attribute { Attribute("href", "#" + id) }
    /// A file of ours, as printed by the frame's asset paths.
    package static func href(asset path: String) -> Attribute { Attribute("href", path) }
    /// Where a link opens; a window of its own keeps what stands in this one.
    package static func target(_ target: Target) -> Attribute { Attribute("target", target.rawValue) }
    package enum Target: String, Sendable { case blank = "_blank" }
    package static func src(asset path: String) -> Attribute { Attribute("src", path) }
    package static func rel(_ relation: String) -> Attribute { Attribute("rel", relation) }
    package static func charset(_ name: String) -> Attribute { Attribute("charset", name) }
    package static func content(_ text: String) -> Attribute { Attribute("content", text) }
    package static func alt(_ text: String) -> Attribute { Attribute("alt", text) }
    package static func width(_ pixels: Int) -> Attribute { Attribute("width", String(pixels)) }
    package static func height(_ pixels: Int) -> Attribute { Attribute("height", String(pixels)) }
    package static func download() -> Attribute { Attribute("download", flag: true) }
    package static func `defer`() -> Attribute { Attribute("defer", flag: true) }
}

// MARK: Tables

extension Attribute {
    package enum Scope: String, Sendable { case col, row }
    package static func scope(_ scope: Scope) -> Attribute { Attribute("scope", scope.rawValue) }
    package static func colspan(_ columns: Int) -> Attribute { Attribute("colspan", String(columns)) }
}

// MARK: Assistive technology

extension Attribute {
    package enum Sort: String, Sendable { case ascending, descending, none }
    package enum Politeness: String, Sendable { case polite, assertive }

    package static func ariaLabel(_ text: String) -> Attribute { Attribute("aria-label", text) }
    package static func ariaLabelledBy(_ id: String) -> Attribute { Attribute("aria-labelledby", id) }
    package static func ariaDescribedBy(_ ids: [String]) -> Attribute {
        ids.isEmpty ? .none : Attribute("aria-describedby", ids.joined(separator: " "))
    }
    package static func ariaCurrent() -> Attribute { Attribute("aria-current", "true") }
    package static func ariaCurrentPage() -> Attribute { Attribute("aria-current", "page") }
    package static func ariaCurrentStep() -> Attribute { Attribute("aria-current", "step") }
    package static func ariaHidden() -> Attribute { Attribute("aria-hidden", "true") }
    package static func ariaInvalid() -> Attribute { Attribute("aria-invalid", "true") }
    package static func ariaLive(_ politeness: Politeness) -> Attribute { Attribute("aria-live", politeness.rawValue) }
    package static func ariaSort(_ sort: Sort) -> Attribute { Attribute("aria-sort", sort.rawValue) }
}

// MARK: Scripts

extension Attribute {
    /// Marks a script as a module, which the browser runs once the document is read.
    static func moduleType() -> Attribute { Attribute("type", "module") }
}
