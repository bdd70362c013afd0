/// How loud a button is; one primary per page.
package enum ButtonStyle: String, Sendable {
    case primary, secondary, quiet, danger

    var className: String { "button--" + rawValue }
}

/// A link that looks like a button.
package func linkButton(_ text: String, to route: Route, style: ButtonStyle = .secondary) -> HTML {
    linkButton(text, to: Link(route), style: style)
}

/// A link with a query that looks like a button.
package func linkButton(_ text: String, to link: Link, style: ButtonStyle = .secondary) -> HTML {
    a(.class("button", style.className), .href(link)) { text }
}

/// A link to a file to keep.
package func downloadButton(_ text: String, to link: Link, style: ButtonStyle = .secondary) -> HTML {
    a(.class("button", style.className), .href(link), .download()) {
        icon(.download)
        text
    }
}

/// The button that sends its form.
package func submitButton(_ text: String, style: ButtonStyle = .primary) -> HTML {
    button(.class("button", style.className), .type(.submit)) { text }
}

/// The name of the form field that carries the token against forged requests.
package let csrfFieldName = "_csrf"

/// A form that changes something: always POST, always with the token of the signed-in session.
package func postForm(
    _ frame: PageFrame,
    to route: Route,
    _ attributes: Attribute...,
    @HTMLBuilder content: Content
) -> HTML {
    element(
        "form",
        [.method(.post), .action(frame.inside(route))] + attributes,
        HTML(joining: [csrfField(frame), content()])
    )
}

/// A whole form that is one button, with a question before it is sent where the act cannot be undone.
package func actionButton(
    _ frame: PageFrame,
    _ text: String,
    to route: Route,
    style: ButtonStyle = .secondary,
    confirm question: Text? = nil
) -> HTML {
    postForm(frame, to: route, .class("action"), question.map { .confirm(frame.say($0)) } ?? .none) {
        submitButton(text, style: style)
    }
}

/// A value that the form carries along unseen.
package func hiddenField(_ name: String, _ value: String) -> HTML {
    input(.type(.hidden), .name(name), .value(value))
}

func csrfField(_ frame: PageFrame) -> HTML { hiddenField(csrfFieldName, frame.csrfToken) }
