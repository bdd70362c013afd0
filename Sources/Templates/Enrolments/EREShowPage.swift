package import Values

/// What became of an enrolment: from when sessions count, what happens next, what it may bring.
package enum EREShowPage {
    package struct Charger: Sendable {
        package let id: EREChargerID
        package let name: String
        package let serial: String
        package let files: [File]

        package init(id: EREChargerID, name: String, serial: String, files: [File]) {
            self.id = id
            self.name = name
            self.serial = serial
            self.files = files
        }
    }

    package struct File: Sendable {
        package let id: EREEvidenceID
        package let name: String
        package let at: Timestamp
        /// `nil` while nobody looked.
        package let isAccepted: Bool?
        package let reason: String
        /// Until when it holds; `nil` where the paper names no day, or it is none about a meter.
        package let until: LocalDate?
        package let isOfMeter: Bool

        package init(
            id: EREEvidenceID,
            name: String,
            at: Timestamp,
            isAccepted: Bool?,
            reason: String,
            until: LocalDate? = nil,
            isOfMeter: Bool = false
        ) {
            self.id = id
            self.name = name
            self.at = at
            self.isAccepted = isAccepted
            self.reason = reason
            self.until = until
            self.isOfMeter = isOfMeter
        }
    }

    /// Why a file was not taken.
    package struct Problem: Sendable {
        /// What it was about; `nil` for a paper about the holder.
        package let charger: EREChargerID?
        package let text: Text

        package init(charger: EREChargerID?, text: Text) {
            self.charger = charger
            self.text = text
        }
    }

    package struct Model: Sendable {
        package let id: EREEnrolmentID
        package let standing: EREStanding
        package let refusal: String
        package let address: String
        package let ean: String
        package let years: ClosedRange<Int>
        package let signedAt: Timestamp
        package let documentSHA256: String
        package let countsFrom: LocalDate
        package let paidFrom: LocalDate
        package let needsEvidence: Bool
        package let needsAuthority: Bool
        package let chargers: [Charger]
        package let papers: [File]
        /// Whether what units bring goes to the operator, which settles it with the customer.
        package let isPartnerPaid: Bool
        package let figures: EREFigures?
        package let problem: Problem?
        package let mostMegabytes: Int
        /// The last day of a mandate that may be renewed; `nil` for one that may not.
        package let renewableAfter: LocalDate?

        package init(
            id: EREEnrolmentID,
            standing: EREStanding,
            refusal: String,
            address: String,
            ean: String,
            years: ClosedRange<Int>,
            signedAt: Timestamp,
            documentSHA256: String,
            countsFrom: LocalDate,
            paidFrom: LocalDate,
            needsEvidence: Bool,
            needsAuthority: Bool,
            chargers: [Charger],
            papers: [File],
            isPartnerPaid: Bool = false,
            figures: EREFigures?,
            problem: Problem?,
            mostMegabytes: Int,
            renewableAfter: LocalDate? = nil
        ) {
            self.id = id
            self.standing = standing
            self.refusal = refusal
            self.address = address
            self.ean = ean
            self.years = years
            self.signedAt = signedAt
            self.documentSHA256 = documentSHA256
            self.countsFrom = countsFrom
            self.paidFrom = paidFrom
            self.needsEvidence = needsEvidence
            self.needsAuthority = needsAuthority
            self.chargers = chargers
            self.papers = papers
            self.isPartnerPaid = isPartnerPaid
            self.figures = figures
            self.problem = problem
            self.mostMegabytes = mostMegabytes
            self.renewableAfter = renewableAfter
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            model.address,
            frame: frame,
            crumbs: [Crumb(say(.ereToggle), .customerERE)],
            lead: model.standing.badge(say),
            actions: actions(model, frame)
        ) {
            if let problem = model.problem { wrong(problem, say) }
            if !model.refusal.isEmpty { notice(.bad, say(refused)) { p { model.refusal } } }
            if let last = model.renewableAfter {
                notice(
                    .caution,
                    say(en: "Your mandate ends on \(say.date(last))", nl: "Uw machtiging eindigt op \(say.date(last))")
                ) {
                    linkButton(
                        say(en: "Go on next year", nl: "Volgend jaar doorgaan"),
                        to: frame.inside(.customerERERenewal(model.id)),
                        style: .primary
                    )
                }
            }
            columns {
                card(say(en: "What happens now", nl: "Wat er nu gebeurt")) {
                    ol(.class("steps")) { next(model, frame).map { text in li { text } } }
                }
                card(say(en: "Your mandate", nl: "Uw machtiging")) { facts(mandate(model, say)) }
            }
            model.chargers.map { charger($0, model, frame) }
            if model.needsAuthority || !model.papers.isEmpty { papers(model, frame) }
            if let figures = model.figures { estimate(figures, say) }
        }
    }

    /// A file that was not taken, and the way to where it was chosen.
    private static func wrong(_ problem: Problem, _ say: Reader) -> HTML {
        notice(.bad, say(.fieldsNeedAttention(1)), takesFocus: true) {
            p { a(.href(fragment: Control.id(fileName(problem.charger)))) { say(problem.text) } }
        }
    }

    private static func fileName(_ charger: EREChargerID?) -> String {
        charger.map { "file_\($0)" } ?? "file_authority"
    }

    private static let refused = Text(en: "This could not be accepted", nl: "Dit kon niet worden goedgekeurd")

    private static func actions(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            document(model, frame)
            if model.standing.isOn {
                linkButton(
                    say(en: "Turn off", nl: "Uitzetten"),
                    to: frame.inside(.customerEREOff(model.id)),
                    style: .quiet
                )
            }
        }
    }

    /// In a frame it opens beside the page that shows the frame.
    private static func document(_ model: Model, _ frame: PageFrame) -> HTML {
        let (text, link) = (
            frame.say(en: "Mandate (PDF)", nl: "Machtiging (pdf)"),
            Link(frame.inside(.customerEREDocument(model.id)))
        )
        guard frame.embedding != nil else { return downloadButton(text, to: link) }
        return a(.class("button", ButtonStyle.secondary.className), .href(link), .target(.blank), .rel("noopener")) {
            icon(.download)
            text
        }
    }

    private static func next(_ model: Model, _ frame: PageFrame) -> [String] {
        let say = frame.say
        let checking = say(
            en: "Somebody looks at what you handed in. Where something is missing, you read it here.",
            nl: "Iemand bekijkt wat u heeft aangeleverd. Ontbreekt er iets, dan leest u dat hier."
        )
        let counts = say(
            en: "Sessions from \(say.date(model.countsFrom)) on count, where their readings are known.",
            nl: "Sessies vanaf \(say.date(model.countsFrom)) tellen mee, waar hun meterstanden bekend zijn."
        )
        let booked = say(
            en: "They are booked after each quarter and looked at once a year by a verifier.",
            nl: "Ze worden na elk kwartaal ingeboekt en een keer per jaar door een verificateur bekeken."
        )
        let paid = say(
            en: "Payouts follow the sale: not before \(say.date(model.paidFrom)), often some months later.",
            nl: "Uitbetaald wordt na de verkoop: niet vóór \(say.date(model.paidFrom)), vaak enkele maanden later."
        )
        let settled = say(
            en: "What they bring goes to \(frame.brand.name), which settles it with you.",
            nl: "De opbrengst gaat naar \(frame.brand.name), die met u afrekent."
        )
        return (model.standing == .waiting ? [checking] : []) + [counts, booked, model.isPartnerPaid ? settled : paid]
    }

    private static func mandate(_ model: Model, _ say: Reader) -> [Fact] {
        [
            Fact("EAN", HTML { code { model.ean } }),
            Fact(say(en: "Calendar years", nl: "Kalenderjaren"), EREYearWords.range(model.years)),
            Fact(say(en: "Signed", nl: "Getekend"), say.dateTime(model.signedAt)),
            Fact("SHA-256", HTML { code(.class("break")) { model.documentSHA256 } }),
        ]
    }

    // MARK: Evidence

    private static func charger(_ charger: Charger, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(charger.name) {
            facts([Fact(say(.ereSerial), HTML { code { charger.serial } })])
            files(charger.files, frame)
            if model.standing.isOn, model.needsEvidence || charger.files.allSatisfy({ $0.until != nil }) {
                upload(.meter, charger.id, model, frame)
            }
        }
    }

    private static func papers(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "Authority to sign", nl: "Tekenbevoegdheid")) {
            files(model.papers, frame)
            if model.standing.isOn { upload(.authority, nil, model, frame) }
        }
    }

    private static func files(_ files: [File], _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard !files.isEmpty else { return .empty }
        return div(.class("stack")) {
            files.map { file in
                p {
                    a(.href(frame.inside(.customerEREEvidence(file.id)))) { file.name }
                    " · " + say.dateTime(file.at) + " "
                    verdict(file, say)
                    if let until = file.until { " · " + say(EREEvidenceWords.until(until, say)) }
                    if !file.reason.isEmpty { " " + file.reason }
                }
            }
        }
    }

    private static func verdict(_ file: File, _ say: Reader) -> HTML {
        switch file.isAccepted {
        case true?: badge(say(en: "Accepted", nl: "Goedgekeurd"), .good)
        case false?: badge(say(en: "Not accepted", nl: "Niet goedgekeurd"), .bad)
        case nil: badge(say(en: "Not looked at yet", nl: "Nog niet bekeken"), .neutral)
        }
    }

    private enum Upload: String { case meter, authority }

    private static func upload(_ kind: Upload, _ charger: EREChargerID?, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let most = model.mostMegabytes
        let hint = Text(en: "Photo or PDF, up to \(most) MB.", nl: "Foto of pdf, tot \(most) MB.")
        let title = Text(en: "Add a photo or paper", nl: "Voeg een foto of papier toe")
        let control = Control(fileName(charger), title, hint: hint)
        let error = model.problem.flatMap { $0.charger == charger ? $0.text : nil }
        return postForm(frame, to: .customerEREProof(model.id), .class("form"), .enctypeWithFiles()) {
            hiddenField("kind", kind.rawValue)
            if let charger { hiddenField("charger", "\(charger)") }
            fileField(control, accept: "image/*,application/pdf", mostMegabytes: most, error: error, say)
            if kind == .meter { EREEvidenceWords.field("until_\(charger.map { "\($0)" } ?? "")", Field(), say) }
            formActions { submitButton(say(en: "Hand in", nl: "Inleveren"), style: .secondary) }
        }
    }

    private static func estimate(_ figures: EREFigures, _ say: Reader) -> HTML {
        HTML {
            notice(.info, say(.estimate))
            figures.tiles(say)
            disclosure(say(en: "How this is worked out", nl: "Hoe dit is uitgerekend")) {
                figures.formula(say)
                figures.assumptions(say)
            }
        }
    }
}
