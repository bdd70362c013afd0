package import Values

/// An enrolment with its evidence, to be looked at by the operator's people.
package enum EREEnrolmentShow {
    /// That a charger stands in another enrolment for a year, too.
    package struct Elsewhere: Sendable {
        package let charger: String
        package let year: Int
        /// `nil` where it is another partner's.
        package let enrolment: EREEnrolmentID?

        package init(charger: String, year: Int, enrolment: EREEnrolmentID?) {
            self.charger = charger
            self.year = year
            self.enrolment = enrolment
        }
    }

    package struct Model: Sendable {
        package let id: EREEnrolmentID
        package let customer: Mention
        package let standing: EREStanding
        package let refusal: String
        /// Names and values of what the customer said.
        package let said: [(name: Text, value: String)]
        package let gridHint: String
        package let chargers: [EREShowPage.Charger]
        package let papers: [EREShowPage.File]
        package let isSigned: Bool
        /// Whether everything that must be proven is.
        package let isProven: Bool
        package let elsewhere: [Elsewhere]
        package let acceptanceReason: Field
        package let reason: Field
        package let chargePoint: Field
        /// What a list said of a mandate elsewhere.
        package let imported: EREPaperForm.Imported?
        /// For a mandate on paper, while nothing is signed.
        package let paper: EREPaperForm.Model?
        package let problem: Text?
        /// Days that were typed and not taken, by file.
        package let untils: [EREEvidenceID: Field]

        package init(
            id: EREEnrolmentID,
            customer: Mention,
            standing: EREStanding,
            refusal: String,
            said: [(name: Text, value: String)],
            gridHint: String,
            chargers: [EREShowPage.Charger],
            papers: [EREShowPage.File],
            isSigned: Bool,
            isProven: Bool,
            elsewhere: [Elsewhere] = [],
            acceptanceReason: Field = Field(),
            reason: Field,
            chargePoint: Field,
            imported: EREPaperForm.Imported? = nil,
            paper: EREPaperForm.Model? = nil,
            problem: Text?,
            untils: [EREEvidenceID: Field] = [:]
        ) {
            self.id = id
            self.customer = customer
            self.standing = standing
            self.refusal = refusal
            self.said = said
            self.gridHint = gridHint
            self.chargers = chargers
            self.papers = papers
            self.isSigned = isSigned
            self.isProven = isProven
            self.elsewhere = elsewhere
            self.acceptanceReason = acceptanceReason
            self.reason = reason
            self.chargePoint = chargePoint
            self.imported = imported
            self.paper = paper
            self.problem = problem
            self.untils = untils
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.customer.name,
            frame: frame,
            crumbs: [Crumb(say(.ereEnrolments), .ereEnrolments)],
            lead: model.standing.badge(say),
            actions: actions(model, say)
        ) {
            if let problem = model.problem { notice(.bad, say(problem)) }
            if !model.refusal.isEmpty { notice(.bad, say(refused)) { p { model.refusal } } }
            if !model.elsewhere.isEmpty { elsewhere(model, say) }
            columns {
                card(say(en: "What the customer said", nl: "Wat de klant opgaf")) { facts(said(model, say)) }
                div(.class("stack")) {
                    decide(model, frame)
                    if let imported = model.imported { EREPaperForm.imported(imported, say) }
                    if let paper = model.paper { EREPaperForm.view(paper, frame) }
                    if let role = frame.user?.role, !Role.ofPartners.contains(role) { connect(model, frame) }
                }
            }
            model.chargers.map { charger in
                card(charger.name, actions: HTML { code { charger.serial } }) { files(charger.files, model, frame) }
            }
            if !model.papers.isEmpty {
                card(say(en: "Papers about the holder", nl: "Papieren over de houder")) {
                    files(model.papers, model, frame)
                }
            }
        }
    }

    private static func actions(_ model: Model, _ say: Reader) -> HTML {
        HTML {
            if let route = model.customer.route { linkButton(say(.customer), to: route, style: .quiet) }
            if model.isSigned {
                downloadButton(
                    say(en: "Mandate (PDF)", nl: "Machtiging (pdf)"),
                    to: Link(.ereEnrolmentDocument(model.id))
                )
            }
        }
    }

    private static let refused = Text(en: "Refused", nl: "Afgewezen")

    private static func said(_ model: Model, _ say: Reader) -> [Fact] {
        let hint = Text(en: "Grid operator, by the first digits", nl: "Netbeheerder, naar de eerste cijfers")
        return model.said.filter { !$0.value.isEmpty }.map { Fact(say($0.name), $0.value) }
            + (model.gridHint.isEmpty ? [] : [Fact(say(hint), model.gridHint)])
    }

    private static func decide(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard model.standing == .waiting || model.standing == .refused else { return .empty }
        return card(say(en: "Decision", nl: "Besluit")) {
            if model.isProven {
                let isElsewhere = !model.elsewhere.isEmpty
                postForm(frame, to: .ereEnrolmentVerdict(model.id), .class(isElsewhere ? "form" : "action")) {
                    hiddenField("verdict", "accepted")
                    if isElsewhere { inputField(Control("acceptance_reason", whyHere), model.acceptanceReason, say) }
                    submitButton(say(en: "Let it count", nl: "Laat het meetellen"))
                }
            } else {
                p(.class("soft")) { say(notProven) }
            }
            if model.standing == .waiting {
                postForm(frame, to: .ereEnrolmentVerdict(model.id), .class("form")) {
                    hiddenField("verdict", "refused")
                    inputField(Control("reason", reason, hint: reasonHint), model.reason, say)
                    formActions { submitButton(say(en: "Refuse", nl: "Afwijzen"), style: .danger) }
                }
            }
        }
    }

    private static func elsewhere(_ model: Model, _ say: Reader) -> HTML {
        notice(.caution, say(twice)) {
            ul {
                model.elsewhere.map { one in
                    li {
                        one.charger + ", \(one.year): "
                        if let other = one.enrolment {
                            a(.href(.ereEnrolment(other))) {
                                say(en: "another enrolment of yours", nl: "een andere aanmelding bij u")
                            }
                        } else {
                            say(en: "an enrolment of another partner", nl: "een aanmelding bij een andere partner")
                        }
                    }
                }
            }
        }
    }

    private static let twice = Text(
        en: "A charger of this enrolment also stands in another one of the same year. It can count once.",
        nl: "Een lader van deze aanmelding staat ook in een andere van hetzelfde jaar. Hij kan één keer meetellen."
    )
    private static let whyHere = Text(en: "Why it counts here", nl: "Waarom hij hier meetelt")
    private static let notProven = Text(
        en:
            "It can count once a photo or certificate of every charger, and what proves that somebody may sign, is accepted.",
        nl:
            "Het telt mee zodra van elke lader een foto of certificaat, en wat de tekenbevoegdheid bewijst, is goedgekeurd."
    )
    private static let reason = Text(en: "Reason", nl: "Reden")
    private static let reasonHint = Text(en: "The customer reads this.", nl: "De klant leest dit.")

    private static func connect(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return disclosure(say(en: "Its connected charge points", nl: "Zijn verbonden laadpunten")) {
            postForm(frame, to: .ereEnrolmentChargePoints(model.id), .class("form")) {
                inputField(Control("identity", identity, hint: identityHint), model.chargePoint, say)
                formActions { submitButton(say(.save), style: .secondary) }
            }
        }
    }

    private static let identity = Text(en: "OCPP identity", nl: "OCPP-identiteit")
    private static let identityHint = Text(
        en: "The customer can choose this charge point in the step about its charger.",
        nl: "De klant kan dit laadpunt kiezen in de stap over de lader."
    )

    private static func files(_ files: [EREShowPage.File], _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard !files.isEmpty else {
            return p(.class("soft")) { say(en: "Nothing handed in yet.", nl: "Nog niets aangeleverd.") }
        }
        return div(.class("stack")) { files.map { file($0, model, frame) } }
    }

    private static func file(_ file: EREShowPage.File, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return div(.class("stack")) {
            p {
                a(.href(.ereEvidenceFile(file.id))) { file.name }
                " · " + say.dateTime(file.at) + " "
                state(file, say)
                if let until = file.until { " · " + say(EREEvidenceWords.until(until, say)) }
                if !file.reason.isEmpty { " " + file.reason }
            }
            postForm(frame, to: .ereEvidenceVerdict(model.id, file.id), .class(file.isOfMeter ? "form" : "action")) {
                hiddenField("verdict", "accepted")
                if file.isOfMeter {
                    let known = Field(file.until.map { "\($0)" } ?? "")
                    EREEvidenceWords.field("until_\(file.id)", model.untils[file.id] ?? known, say)
                }
                submitButton(say(en: "Accept", nl: "Goedkeuren"), style: .secondary)
            }
            postForm(frame, to: .ereEvidenceVerdict(model.id, file.id), .class("form")) {
                hiddenField("verdict", "refused")
                inputField(Control("reason_\(file.id)", reason), Field(), say)
                formActions { submitButton(say(en: "Do not accept", nl: "Niet goedkeuren"), style: .quiet) }
            }
        }
    }

    private static func state(_ file: EREShowPage.File, _ say: Reader) -> HTML {
        switch file.isAccepted {
        case true?: badge(say(en: "Accepted", nl: "Goedgekeurd"), .good)
        case false?: badge(say(en: "Not accepted", nl: "Niet goedgekeurd"), .bad)
        case nil: badge(say(en: "To look at", nl: "Te bekijken"), .caution)
        }
    }
}
