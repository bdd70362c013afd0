/// A labelled box for one line of text, a number, a date or a password.
package func inputField(_ control: Control, _ field: Field, _ say: Reader) -> HTML {
    wrapped(control, field, say) {
        div(.class("field__row")) {
            inputBox(control, field)
            if let unit = control.unit { span(.class("field__unit")) { unit } }
        }
    }
}

/// A password is never written back into the page.
private func inputBox(_ control: Control, _ field: Field) -> HTML {
    let focus: Attribute = .when(control.takesFocus, .autofocus())
    let look: Attribute = .class("input", control.isNarrow ? "input--narrow" : "")
    let keyboard: Attribute = control.keyboard.map { .inputmode($0) } ?? .none
    let memory: Attribute = control.autocomplete.map { .autocomplete($0) } ?? .none
    let step: Attribute = control.step.map { .step($0) } ?? .none
    let invalid: Attribute = .when(field.error != nil, .ariaInvalid())
    let value: Attribute = .when(control.type != .password, .value(field.value))
    let attributes: [Attribute] = [
        .id(control.id), .name(control.name), .type(control.type), look, value, keyboard, memory, step,
        .required(control.isRequired), invalid, control.descriptions(field), focus,
    ]
    return void("input", attributes)
}

/// A labelled choice of a file; what was chosen before cannot be shown again.
///
/// Scripts tell at once of a file that is larger than so many megabytes.
package func fileField(
    _ control: Control,
    accept kinds: String,
    mostMegabytes: Int? = nil,
    error: Text?,
    _ say: Reader
) -> HTML {
    let field = Field(error: error)
    let limit: Attribute = mostMegabytes.map { .mostBytes($0 << 20) } ?? .none
    let complaint: Attribute = mostMegabytes.map { .tooLarge(say(.fileTooLarge($0))) } ?? .none
    let invalid: Attribute = .when(error != nil, .ariaInvalid())
    let described = control.descriptions(field)
    return wrapped(control, field, say) {
        input(
            .id(control.id),
            .name(control.name),
            .type(.file),
            .class("input"),
            .accept(kinds),
            .required(control.isRequired),
            limit,
            complaint,
            invalid,
            described
        )
    }
}

/// A labelled choice from a list.
package func selectField(_ control: Control, _ choices: [Choice], _ field: Field, _ say: Reader) -> HTML {
    let invalid: Attribute = .when(field.error != nil, .ariaInvalid())
    let described = control.descriptions(field)
    return wrapped(control, field, say) {
        select(
            .id(control.id),
            .name(control.name),
            .class("input"),
            .required(control.isRequired),
            invalid,
            described
        ) { options(choices, selected: field.value) }
    }
}

func options(_ choices: [Choice], selected: String) -> [HTML] {
    choices.map { choice in
        option(.value(choice.value), .selected(choice.value == selected)) { choice.title }
    }
}

/// A group of radio buttons, each with a line that says what it means.
package func radioField(_ control: Control, _ choices: [Choice], _ field: Field, _ say: Reader) -> HTML {
    let wrong: [Attribute] = field.error == nil ? [] : [.id(control.id), .role(.radiogroup), .ariaInvalid()]
    let content = HTML {
        legend(.class("field__label")) { control.titleText(say) }
        control.hintText(say)
        control.errorText(field, say)
        choices.map { radio($0, control, isChecked: $0.value == field.value) }
    }
    return element("fieldset", [.class("field", "radios"), control.descriptions(field)] + wrong, content)
}

private func radio(_ choice: Choice, _ control: Control, isChecked: Bool) -> HTML {
    choiceBox(choice, control, .radio, id: control.id + "-" + choice.value, isChecked: isChecked)
}

/// One answer with its words; of boxes no single one can be required.
private func choiceBox(
    _ choice: Choice,
    _ control: Control,
    _ type: Attribute.InputType,
    id: String,
    isChecked: Bool
) -> HTML {
    div(.class("choice")) {
        input(
            .id(id),
            .name(control.name),
            .type(type),
            .value(choice.value),
            .checked(isChecked),
            .required(control.isRequired && type == .radio)
        )
        label(.for(id)) {
            span(.class("choice__title")) { choice.title }
            if !choice.detail.isEmpty { span(.class("choice__detail")) { choice.detail } }
        }
    }
}

/// A group of boxes to tick, any number of them; each ticked one sends its value.
package func checksField(
    _ control: Control,
    _ choices: [Choice],
    checked: Set<String>,
    error: Text?,
    _ say: Reader
) -> HTML {
    let field = Field(error: error)
    return fieldset(.class("field", "radios"), control.descriptions(field)) {
        legend(.class("field__label")) { control.titleText(say) }
        control.hintText(say)
        control.errorText(field, say)
        choices.enumerated().map { index, choice in
            let isChecked = checked.contains(choice.value)
            return choiceBox(choice, control, .checkbox, id: control.id + "-\(index)", isChecked: isChecked)
        }
    }
}

/// A single box to tick; a ticked one sends `yes`.
package func checkField(_ control: Control, _ field: Field, _ say: Reader) -> HTML {
    div(.class("field", "choice")) {
        input(
            .id(control.id),
            .name(control.name),
            .type(.checkbox),
            .value("yes"),
            .checked(field.value == "yes"),
            .when(field.error != nil, .ariaInvalid()),
            control.descriptions(field)
        )
        label(.for(control.id)) {
            span(.class("choice__title")) { say(control.title) }
        }
        control.hintText(say)
        control.errorText(field, say)
    }
}

/// A labelled box for several lines.
package func textField(_ control: Control, rows count: Int, _ field: Field, _ say: Reader) -> HTML {
    let invalid: Attribute = .when(field.error != nil, .ariaInvalid())
    let described = control.descriptions(field)
    return wrapped(control, field, say) {
        textarea(
            .id(control.id),
            .name(control.name),
            .class("input"),
            .rows(count),
            .required(control.isRequired),
            invalid,
            described
        ) { field.value }
    }
}

/// Fields that belong together under a heading.
package func fieldGroup(_ heading: String, hint: String = "", @HTMLBuilder content: Content) -> HTML {
    fieldset(.class("group")) {
        legend(.class("group__title")) { heading }
        if !hint.isEmpty { p(.class("group__hint")) { hint } }
        content()
    }
}

/// Fields side by side where there is room.
package func fieldRow(@HTMLBuilder content: Content) -> HTML {
    div(.class("field-row")) { content() }
}

/// The row of buttons that ends a form.
package func formActions(@HTMLBuilder content: Content) -> HTML {
    div(.class("form-actions")) { content() }
}

/// What is wrong with the form as a whole, with a count of the marked fields; it has the keyboard when the page opens.
package func formErrors(_ fields: [Field], _ say: Reader) -> HTML {
    let count = fields.count { $0.error != nil }
    guard count > 0 else { return .empty }
    return notice(.bad, say(.fieldsNeedAttention(count)), takesFocus: true)
}

/// The same, with a way to each of the fields.
func formErrors(_ fields: EREFields, _ labels: KeyValuePairs<String, Text>, _ say: Reader) -> HTML {
    let wrong = labels.compactMap { name, title in fields[name].error.map { (name, say(title) + ": " + say($0)) } }
    guard !wrong.isEmpty else { return .empty }
    return notice(.bad, say(.fieldsNeedAttention(wrong.count)), takesFocus: true) {
        ul { wrong.map { name, text in li { a(.href(fragment: Control.id(name))) { text } } } }
    }
}

private func wrapped(_ control: Control, _ field: Field, _ say: Reader, @HTMLBuilder box: Content) -> HTML {
    div(.class("field", field.error == nil ? "" : "field--wrong")) {
        label(.class("field__label"), .for(control.id)) { control.titleText(say) }
        box()
        control.hintText(say)
        control.errorText(field, say)
    }
}
