/// A piece of a page as a browser takes it apart; enough for the well-formed markup of our own pages.
enum MarkupPiece {
    case open(name: String, attributes: [String: String])
    case close(name: String)
    case text(String)
}

/// Takes markup apart.
enum Markup {
    static func pieces(_ html: String) -> [MarkupPiece] {
        var pieces: [MarkupPiece] = []
        var rest = Substring(html)
        while let start = rest.firstIndex(of: "<") {
            add(text: rest[..<start], to: &pieces)
            guard let end = endOfTag(rest[start...]) else { return pieces }
            add(tag: rest[rest.index(after: start)..<end], to: &pieces)
            rest = rest[rest.index(after: end)...]
        }
        add(text: rest, to: &pieces)
        return pieces
    }

    static func unescaped(_ text: some StringProtocol) -> String {
        var result = String(text)
        let entities = [
            ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#10;", "\n"), ("&#13;", "\r"),
            ("&amp;", "&"),
        ]
        for (entity, character) in entities {
            result = result.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
        }
        return result
    }

    private static func endOfTag(_ text: Substring) -> String.Index? {
        var isQuoted = false
        for index in text.indices {
            if text[index] == "\"" { isQuoted.toggle() }
            if text[index] == ">", !isQuoted { return index }
        }
        return nil
    }

    private static func add(text: Substring, to pieces: inout [MarkupPiece]) {
        let words = unescaped(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if !words.isEmpty { pieces.append(.text(words)) }
    }

    private static func add(tag: Substring, to pieces: inout [MarkupPiece]) {
        if tag.hasPrefix("!") { return }
        if tag.hasPrefix("/") { return pieces.append(.close(name: tag.dropFirst().lowercased())) }
        var rest = tag.drop { $0 != " " && $0 != "\n" }
        let name = tag[..<rest.startIndex].lowercased()
        var attributes: [String: String] = [:]
        while true {
            rest = rest.drop { $0.isWhitespace || $0 == "/" }
            guard !rest.isEmpty else { break }
            let key = rest.prefix { $0 != "=" && !$0.isWhitespace }
            rest = rest[key.endIndex...]
            guard rest.first == "=" else {
                attributes[key.lowercased()] = ""
                continue
            }
            rest = rest.dropFirst()
            if rest.first == "\"" {
                let value = rest.dropFirst().prefix { $0 != "\"" }
                attributes[key.lowercased()] = unescaped(value)
                rest = rest[value.endIndex...].dropFirst()
            } else {
                let value = rest.prefix { !$0.isWhitespace }
                attributes[key.lowercased()] = unescaped(value)
                rest = rest[value.endIndex...]
            }
        }
        pieces.append(.open(name: name, attributes: attributes))
    }
}

/// A form as it stands on a page.
struct PageForm {
    var id = ""
    var action = ""
    var method = "get"
    /// Names and values as they would be sent, buttons left out.
    var fields: [(name: String, value: String)] = []
    var buttons: [(text: String, name: String?, value: String)] = []
    /// Field names by the text of their labels.
    var labels: [String: String] = [:]
}

/// Finds the forms of a page.
struct FormScan {
    private var forms: [PageForm] = []
    private var form: PageForm?
    private var names: [String: String] = [:]
    private var labels: [(target: String, text: String)] = []
    private var label: (target: String, text: String)?
    private var button: (text: String, name: String?, value: String)?
    /// The form that a button names and does not stand in.
    private var buttonForm: String?
    private var strays: [(form: String, button: (text: String, name: String?, value: String))] = []
    private var choice: (name: String, value: String?)?
    private var area: (name: String, value: String)?

    static func forms(of html: String) -> [PageForm] {
        var scan = FormScan()
        for piece in Markup.pieces(html) { scan.take(piece) }
        for stray in scan.strays {
            for index in scan.forms.indices where scan.forms[index].id == stray.form {
                scan.forms[index].buttons.append(stray.button)
            }
        }
        return scan.forms
    }

    private mutating func take(_ piece: MarkupPiece) {
        switch piece {
        case .text(let text): take(text: text)
        case .open(let name, let attributes): open(name, attributes)
        case .close(let name): close(name)
        }
    }

    private mutating func take(text: String) {
        if let known = label { label?.text = known.text.isEmpty ? text : known.text + " " + text }
        if let known = button { button?.text = known.text.isEmpty ? text : known.text + " " + text }
        if area != nil { area?.value += text }
    }

    private mutating func open(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "form":
            form = PageForm(
                id: attributes["id"] ?? "",
                action: attributes["action"] ?? "",
                method: attributes["method"] ?? "get"
            )
            (names, labels) = ([:], [])
        case "input": input(attributes)
        case "label": label = (attributes["for"] ?? "", "")
        case "button":
            button = ("", attributes["name"], attributes["value"] ?? "")
            buttonForm = attributes["form"]
        case "select":
            remember(attributes)
            choice = (attributes["name"] ?? "", nil)
        case "option":
            if choice?.value == nil || attributes["selected"] != nil { choice?.value = attributes["value"] ?? "" }
        case "textarea":
            remember(attributes)
            area = (attributes["name"] ?? "", "")
        default: break
        }
    }

    private mutating func remember(_ attributes: [String: String]) {
        if let id = attributes["id"], let name = attributes["name"] { names[id] = name }
    }

    private mutating func input(_ attributes: [String: String]) {
        remember(attributes)
        guard let name = attributes["name"] else { return }
        let isBox = ["checkbox", "radio"].contains(attributes["type"] ?? "")
        if isBox, attributes["checked"] == nil { return }
        form?.fields.append((name, attributes["value"] ?? (isBox ? "on" : "")))
    }

    private mutating func close(_ name: String) {
        switch name {
        case "label":
            if let label { labels.append(label) }
            label = nil
        case "button":
            if let button {
                if let buttonForm { strays.append((buttonForm, button)) } else { form?.buttons.append(button) }
            }
            button = nil
        case "select":
            if let choice { form?.fields.append((choice.name, choice.value ?? "")) }
            choice = nil
        case "textarea":
            if let area { form?.fields.append(area) }
            area = nil
        case "form":
            if var form {
                for label in labels { form.labels[label.text] = names[label.target] }
                forms.append(form)
            }
            form = nil
        default: break
        }
    }
}
