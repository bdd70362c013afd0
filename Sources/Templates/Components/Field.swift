/// What a form control holds: the text as typed, and what is wrong with it.
package struct Field: Sendable, Hashable {
    package var value: String
    package var error: Text?

    package init(_ value: String = "", error: Text? = nil) {
        self.value = value
        self.error = error
    }
}

/// The description of a form control; the value stands apart in a ``Field``.
package struct Control: Sendable {
    package let name: String
    package let title: Text
    package var hint: Text?
    package var isRequired = true
    package var type = Attribute.InputType.text
    package var autocomplete: String?
    package var keyboard: Attribute.InputMode?
    /// Printed after the box, such as `%`.
    package var unit: String?
    package var isNarrow = false
    /// How finely a number or time may be set, as HTML wants it.
    package var step: String?
    package var takesFocus = false
    /// Tells controls of one name apart that stand in several forms of a page.
    private var place = ""

    package init(_ name: String, _ title: Text, hint: Text? = nil, type: Attribute.InputType = .text) {
        self.name = name
        self.title = title
        self.hint = hint
        self.type = type
    }

    /// The control need not be filled in.
    package var optional: Control { changed { $0.isRequired = false } }
    /// The control of a form that stands on the page several times, once for each of such places.
    package func at(_ place: String) -> Control { changed { $0.place = "-" + place } }
    /// The control gets the keyboard when the page opens.
    package var focused: Control { changed { $0.takesFocus = true } }
    /// The browser may fill in what it knows under this token of the HTML standard.
    package func autocomplete(_ token: String) -> Control { changed { $0.autocomplete = token } }
    /// A narrow box for a decimal number with its unit behind it.
    package func number(unit: String) -> Control {
        changed {
            $0.unit = unit
            $0.keyboard = .decimal
            $0.isNarrow = true
        }
    }
    /// A narrow box for a whole number.
    package var whole: Control {
        changed {
            $0.keyboard = .numeric
            $0.isNarrow = true
        }
    }
    /// A time to the second.
    package var seconds: Control { changed { $0.step = "1" } }
    /// A box no wider than a date or code needs.
    package var narrow: Control { changed { $0.isNarrow = true } }

    private func changed(_ change: (inout Control) -> Void) -> Control {
        var copy = self
        change(&copy)
        return copy
    }

    var id: String { Control.id(name) + place }
    /// What a control of a name is called in the page.
    static func id(_ name: String) -> String { "field-" + name }
    private var hintID: String { id + "-hint" }
    private var errorID: String { id + "-error" }

    func descriptions(_ field: Field) -> Attribute {
        .ariaDescribedBy((field.error == nil ? [] : [errorID]) + (hint == nil ? [] : [hintID]))
    }

    func hintText(_ say: Reader) -> HTML {
        guard let hint else { return .empty }
        return p(.class("field__hint"), .id(hintID)) { say(hint) }
    }

    func errorText(_ field: Field, _ say: Reader) -> HTML {
        guard let error = field.error else { return .empty }
        return p(.class("field__error"), .id(errorID)) { say(error) }
    }

    func titleText(_ say: Reader) -> HTML {
        HTML {
            say(title)
            if !isRequired { span(.class("field__optional")) { say(.optional) } }
        }
    }
}

/// One of the answers of a select or a row of radio buttons.
package struct Choice: Sendable {
    package let value: String
    package let title: String
    package let detail: String

    package init(_ value: String, _ title: String, detail: String = "") {
        self.value = value
        self.title = title
        self.detail = detail
    }
}
