/// The step before a new reimbursement contract: whose it is.
///
/// Sites and supply contracts are a host's own, so the form can offer them only once the host is known.
package enum ReimbursementHostForm {
    package struct Model: Sendable {
        package let host: Field
        package let hosts: [Choice]

        package init(host: Field, hosts: [Choice]) {
            self.host = host
            self.hosts = hosts
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(ReimbursementForm.new),
            frame: frame,
            crumbs: [Crumb(say(.contracts), .contracts)],
            lead: HTML(say(ReimbursementForm.lead))
        ) {
            if model.hosts.isEmpty {
                emptyState(
                    say(en: "No hosts yet", nl: "Nog geen locatiehouders"),
                    say(en: "A contract is made with a host.", nl: "Een contract sluit u met een locatiehouder.")
                ) { linkButton(say(en: "New host", nl: "Nieuwe locatiehouder"), to: .newHost) }
            } else {
                choice(model, say)
            }
        }
    }

    private static func choice(_ model: Model, _ say: Reader) -> HTML {
        form(.class("form"), .method(.get), .action(.newReimbursementContract)) {
            fieldGroup(say(en: "With whom", nl: "Met wie")) {
                selectField(Control("host", .host, hint: hint), model.hosts, model.host, say)
            }
            formActions {
                submitButton(say(en: "Continue", nl: "Verder"))
                linkButton(say(.cancel), to: .contracts, style: .quiet)
            }
        }
    }

    private static let hint = Text(
        en: "The host's sites and supply contracts can be chosen next.",
        nl: "Daarna kiest u uit zijn locaties en leveringscontracten."
    )
}
