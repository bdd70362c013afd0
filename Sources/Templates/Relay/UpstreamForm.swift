package import Values

/// Adding a back-office or changing what is known of it.
package enum UpstreamForm {
    package struct Model: Sendable {
        /// `nil` when it is new.
        package let id: UpstreamID?
        package let name: Field
        package let url: Field
        package let forwardsQuery: Field
        package let trustedAuthorities: Field
        /// Whether it may be taken out of use: no charge point goes through to it.
        package let mayRetire: Bool

        package init(
            id: UpstreamID?,
            name: Field,
            url: Field,
            forwardsQuery: Field,
            trustedAuthorities: Field,
            mayRetire: Bool
        ) {
            self.id = id
            self.name = name
            self.url = url
            self.forwardsQuery = forwardsQuery
            self.trustedAuthorities = trustedAuthorities
            self.mayRetire = mayRetire
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = model.id == nil ? say(newHeading) : say(editHeading)
        return Page.app(heading, frame: frame, crumbs: [Crumb(say(.upstreams), .upstreams)]) {
            formErrors([model.name, model.url, model.trustedAuthorities], say)
            postForm(frame, to: model.id.map(Route.editUpstream) ?? .newUpstream, .class("form")) {
                fields(model, say)
                formActions {
                    submitButton(say(.save))
                    linkButton(say(.cancel), to: .upstreams, style: .quiet)
                }
            }
            if let id = model.id, model.mayRetire { retirement(id, frame) }
        }
    }

    private static func fields(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Back-office", nl: "Backoffice")) {
            inputField(Control("name", .name), model.name, say)
            inputField(Control("url", urlTitle, hint: urlHint), model.url, say)
            checkField(Control("forwards_query", queryTitle, hint: queryHint).optional, model.forwardsQuery, say)
            textField(
                Control("trusted_authorities", trustTitle, hint: trustHint).optional,
                rows: 4,
                model.trustedAuthorities,
                say
            )
        }
    }

    private static func retirement(_ id: UpstreamID, _ frame: PageFrame) -> HTML {
        actionButton(
            frame,
            frame.say(en: "Take out of use", nl: "Buiten gebruik stellen"),
            to: .upstreamRetirement(id),
            style: .danger,
            confirm: Text(
                en: "No charge point can be sent there any more. Take it out of use?",
                nl: "Er kan geen laadpunt meer naartoe. Buiten gebruik stellen?"
            )
        )
    }

    private static let newHeading = Text(en: "New back-office", nl: "Nieuwe backoffice")
    private static let editHeading = Text(en: "Edit back-office", nl: "Backoffice bewerken")
    private static let urlTitle = Text(en: "Address", nl: "Adres")
    private static let urlHint = Text(
        en: "What stands before the charge point's identity, such as wss://ocpp.example.com/ocpp/",
        nl: "Wat voor de identiteit van het laadpunt staat, zoals wss://ocpp.example.com/ocpp/"
    )
    private static let queryTitle = Text(en: "Pass on the query of the address", nl: "Geef de query van het adres door")
    private static let queryHint = Text(
        en: "What stands behind a question mark; some back-offices want a token there.",
        nl: "Wat achter een vraagteken staat; sommige backoffices willen daar een token."
    )
    private static let trustTitle = Text(en: "Own certificates", nl: "Eigen certificaten")
    private static let trustHint = Text(
        en: "PEM; only when the back-office's certificate is signed by an authority of its own.",
        nl: "PEM; alleen als het certificaat van de backoffice door een eigen autoriteit is ondertekend."
    )
}
