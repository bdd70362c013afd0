/// What the API offers, to read; its own words are in English, as in the description for programs.
package enum APIReference {
    /// A piece of the form of a value.
    package enum Word: Sendable {
        case text(String)
        /// A form that the page describes, by name.
        case form(String)
    }

    package struct Member: Sendable {
        package let name: String
        package let form: [Word]
        package let summary: String
        package let isRequired: Bool

        package init(name: String, form: [Word], summary: String, isRequired: Bool) {
            self.name = name
            self.form = form
            self.summary = summary
            self.isRequired = isRequired
        }
    }

    package struct Operation: Sendable {
        package let id: String
        package let method: String
        package let path: String
        package let summary: String
        package let detail: String
        /// What a key must permit.
        package let permission: String
        package let parameters: [Member]
        /// What is sent; `nil` when nothing is.
        package let body: [Word]?
        package let answer: [Word]

        package init(
            id: String,
            method: String,
            path: String,
            summary: String,
            detail: String,
            permission: String,
            parameters: [Member],
            body: [Word]?,
            answer: [Word]
        ) {
            self.id = id
            self.method = method
            self.path = path
            self.summary = summary
            self.detail = detail
            self.permission = permission
            self.parameters = parameters
            self.body = body
            self.answer = answer
        }
    }

    package struct Group: Sendable {
        package let title: String
        package let operations: [Operation]

        package init(title: String, operations: [Operation]) {
            self.title = title
            self.operations = operations
        }
    }

    /// A named form.
    package struct Form: Sendable {
        package let name: String
        package let summary: String
        package let members: [Member]

        package init(name: String, summary: String, members: [Member]) {
            self.name = name
            self.summary = summary
            self.members = members
        }
    }

    package struct Model: Sendable {
        /// Where programs find the same.
        package let description: String
        package let groups: [Group]
        package let forms: [Form]

        package init(description: String, groups: [Group], forms: [Form]) {
            self.description = description
            self.groups = groups
            self.forms = forms
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let heading = Text(en: "API for programs", nl: "API voor programma's")
        return SharedPage.view(say(heading), lead: say(lead), frame: frame) {
            beginning(model, say)
            contents(model, say)
            model.groups.map { group in
                HTML(
                    joining: group.operations.map { operation in
                        card(operation.summary) { self.operation(operation, say) }
                    }
                )
            }
            model.forms.map { form in card(form.name) { self.form(form, say) } }
        }
    }

    private static let lead = Text(
        en: "What programs with a key read and send.",
        nl: "Wat programma's met een sleutel lezen en sturen."
    )

    private static func beginning(_ model: Model, _ say: Reader) -> HTML {
        card(say(en: "To begin", nl: "Om te beginnen")) {
            p {
                say(
                    en: "An administrator makes a key for each program; it is sent with every request:",
                    nl: "Een beheerder maakt voor elk programma een sleutel; die gaat met elk verzoek mee:"
                )
            }
            pre(.class("code"), .tabindex(0)) { code { "Authorization: Bearer laadboek_…" } }
            p {
                say(
                    en:
                        "Lists come in pages: next_cursor of one is the cursor of the next. What is wrong is told by RFC 9457.",
                    nl:
                        "Lijsten komen in bladzijden: next_cursor van de ene is de cursor van de volgende. Wat niet klopt, "
                        + "wordt verteld volgens RFC 9457."
                )
            }
            p {
                say(en: "The same for programs (OpenAPI 3.1):", nl: "Hetzelfde voor programma's (OpenAPI 3.1):")
                " "
                code { model.description }
            }
        }
    }

    /// What there is, by group, each a link to where it is described.
    private static func contents(_ model: Model, _ say: Reader) -> HTML {
        card(say(en: "What there is", nl: "Wat er is")) {
            if say.language != .english {
                p(.class("soft")) { say(inEnglish) }
            }
            facts(
                model.groups.map { group in
                    let links = group.operations.map { operation in
                        li {
                            a(.href(fragment: operation.id)) { operation.summary }
                            " "
                            code { operation.method + " " + operation.path }
                        }
                    }
                    return Fact(group.title, ul(.lang(.english)) { links })
                }
            )
        }
    }

    private static let inEnglish = Text(
        en: "The descriptions below are in English.",
        nl: "De beschrijvingen hieronder zijn in het Engels."
    )

    /// Words of the description, with what stands in backticks as code.
    private static func prose(_ text: String) -> HTML {
        let pieces = text.split(separator: "`", omittingEmptySubsequences: false)
        let words = pieces.enumerated().map { index, piece in
            index.isMultiple(of: 2) ? HTML(String(piece)) : code { String(piece) }
        }
        return span(.lang(.english)) { HTML(joining: words) }
    }

    private static func operation(_ operation: Operation, _ say: Reader) -> HTML {
        HTML {
            p(.id(operation.id)) {
                badge(operation.method, .info)
                " "
                code { operation.path }
            }
            if !operation.detail.isEmpty { p { prose(operation.detail) } }
            facts(
                [Fact(say(en: "The key permits", nl: "De sleutel staat toe"), code { operation.permission })]
                    + (operation.body.map { [Fact(say(en: "Sent", nl: "Verstuurd"), words($0))] } ?? [])
                    + [Fact(say(en: "Answer", nl: "Antwoord"), words(operation.answer))]
            )
            if !operation.parameters.isEmpty {
                plainTable(say(en: "Parameters", nl: "Parameters"), columns(say), operation.parameters)
            }
        }
    }

    private static func form(_ form: Form, _ say: Reader) -> HTML {
        HTML {
            p(.id("form-" + form.name)) { prose(form.summary) }
            plainTable(form.name, columns(say), form.members)
        }
    }

    private static func columns(_ say: Reader) -> [Column<Member>] {
        [
            Column(say(.name)) { member in
                div {
                    code { member.name }
                    if !member.isRequired { span(.class("field__optional")) { say(.optional) } }
                }
            },
            Column(say(en: "Form", nl: "Vorm")) { member in words(member.form) },
            Column(say(en: "Meaning", nl: "Betekenis")) { member in prose(member.summary) },
        ]
    }

    private static func words(_ words: [Word]) -> HTML {
        HTML(
            joining: words.map { word in
                switch word {
                case .text(let text): HTML(text)
                case .form(let name): a(.href(fragment: "form-" + name)) { name }
                }
            }
        )
    }
}
