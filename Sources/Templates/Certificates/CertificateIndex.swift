package import Values

/// Client certificates: the requests of charge points, and the authorities that are trusted.
package enum CertificateIndex {
    /// What the forms do; sent in the field `act`.
    package enum Act: String, CaseIterable, Sendable {
        case approve, refuse
        case makeAuthority = "make_authority"
        case addAuthority = "add_authority"
        case trust, distrust
    }

    /// How far a request is.
    package enum State: String, CaseIterable, Sendable {
        case waiting, approved, refused, installed, failed

        var title: Text {
            switch self {
            case .waiting: Text(en: "waits for you", nl: "wacht op u")
            case .approved: Text(en: "approved, on its way", nl: "goedgekeurd, onderweg")
            case .refused: Text(en: "refused", nl: "geweigerd")
            case .installed: Text(en: "installed", nl: "geïnstalleerd")
            case .failed: Text(en: "not taken by the charge point", nl: "niet aangenomen door het laadpunt")
            }
        }

        var tone: Tone {
            switch self {
            case .waiting: .caution
            case .approved: .info
            case .refused: .neutral
            case .installed: .good
            case .failed: .bad
            }
        }
    }

    package struct Request: Sendable {
        package let id: CertificateRequestID
        package let chargePoint: Mention
        package let state: State
        package let receivedAt: Timestamp
        /// What the request calls itself; empty when it cannot be read.
        package let subject: String
        /// SHA-256 of its key.
        package let fingerprint: String
        /// Whether its sender holds the key; otherwise it cannot be approved.
        package let isSound: Bool
        package let decidedAt: Timestamp?
        package let decidedBy: String

        package init(
            id: CertificateRequestID,
            chargePoint: Mention,
            state: State,
            receivedAt: Timestamp,
            subject: String,
            fingerprint: String,
            isSound: Bool,
            decidedAt: Timestamp?,
            decidedBy: String
        ) {
            self.id = id
            self.chargePoint = chargePoint
            self.state = state
            self.receivedAt = receivedAt
            self.subject = subject
            self.fingerprint = fingerprint
            self.isSound = isSound
            self.decidedAt = decidedAt
            self.decidedBy = decidedBy
        }
    }

    package struct Authority: Sendable {
        package let id: AuthorityID
        package let name: String
        package let certificate: String
        package let isTrusted: Bool
        package let canSign: Bool
        package let createdAt: Timestamp

        package init(
            id: AuthorityID,
            name: String,
            certificate: String,
            isTrusted: Bool,
            canSign: Bool,
            createdAt: Timestamp
        ) {
            self.id = id
            self.name = name
            self.certificate = certificate
            self.isTrusted = isTrusted
            self.canSign = canSign
            self.createdAt = createdAt
        }
    }

    package struct Model: Sendable {
        package let requests: [Request]
        package let authorities: [Authority]
        package let name: Field
        package let certificate: Field
        package let privateKey: Field

        package init(
            requests: [Request],
            authorities: [Authority],
            name: Field = Field(),
            certificate: Field = Field(),
            privateKey: Field = Field()
        ) {
            self.requests = requests
            self.authorities = authorities
            self.name = name
            self.certificate = certificate
            self.privateKey = privateKey
        }

        var canSign: Bool { authorities.contains { $0.canSign && $0.isTrusted } }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(
            say(title),
            frame: frame,
            crumbs: [Crumb(say(.chargePoints), .chargePoints)],
            lead: HTML(say(lead))
        ) {
            formErrors([model.name, model.certificate, model.privateKey], say)
            tableCard(say(en: "Requests", nl: "Aanvragen")) { requestTable(model, frame) }
            tableCard(say(en: "Authorities", nl: "Autoriteiten")) { authorityTable(model, frame) }
            columns {
                card(say(en: "Make an authority", nl: "Autoriteit maken")) { makeForm(frame) }
                card(say(en: "Import an authority", nl: "Autoriteit importeren")) { addForm(model, frame) }
            }
        }
    }

    package static let title = Text(en: "Certificates", nl: "Certificaten")
    private static let lead = Text(
        en: "Charge points of security profile 3 sign in by a certificate. Approve their requests here.",
        nl: "Laadpunten met beveiligingsprofiel 3 melden zich met een certificaat. Keur hun aanvragen hier goed."
    )

    // MARK: Requests

    private static func requestTable(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard !model.requests.isEmpty else {
            return p(.class("soft")) { say(en: "No charge point asked for one.", nl: "Geen laadpunt vroeg erom.") }
        }
        let columns: [Column<Request>] = [
            Column(say(.chargePoint)) { $0.chargePoint.html },
            Column(say(en: "Received", nl: "Ontvangen")) { say.dateTime($0.receivedAt) },
            Column(say(en: "Request", nl: "Aanvraag")) { request in
                request.subject
                div { code { request.fingerprint } }
            },
            Column(say(.state)) { request in
                badge(say(request.state.title), request.state.tone)
                if let at = request.decidedAt { small { " " + say.dateTime(at) + " " + request.decidedBy } }
            },
            Column(say(en: "Decide", nl: "Beslis")) { request in
                if request.state == .waiting { decisions(request, model, frame) }
            },
        ]
        return plainTable(say(en: "Requests", nl: "Aanvragen"), columns, model.requests)
    }

    private static func decisions(_ request: Request, _ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            if !request.isSound {
                p {
                    say(
                        en: "The request is not signed by its key.",
                        nl: "De aanvraag is niet met zijn sleutel getekend."
                    )
                }
            } else if !model.canSign {
                p { say(en: "Make an authority first.", nl: "Maak eerst een autoriteit.") }
            } else {
                button(.approve, say(en: "Approve", nl: "Goedkeuren"), .secondary, "\(request.id)", frame)
            }
            button(.refuse, say(en: "Refuse", nl: "Weigeren"), .danger, "\(request.id)", frame)
        }
    }

    private static func button(
        _ act: Act,
        _ title: String,
        _ style: ButtonStyle,
        _ id: String,
        _ frame: PageFrame
    ) -> HTML {
        postForm(frame, to: .certificates, .class("action")) {
            hiddenField("act", act.rawValue)
            hiddenField("id", id)
            submitButton(title, style: style)
        }
    }

    // MARK: Authorities

    private static func authorityTable(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        guard !model.authorities.isEmpty else {
            return p(.class("soft")) { say(en: "None is trusted yet.", nl: "Nog geen vertrouwd.") }
        }
        let columns: [Column<Authority>] = [
            Column(say(.name)) { $0.name },
            Column(say(en: "Since", nl: "Sinds")) { say.dateTime($0.createdAt) },
            Column(say(en: "Signs requests", nl: "Tekent aanvragen")) { say($0.canSign ? .yes : .no) },
            Column(say(.state)) { authority in
                authority.isTrusted
                    ? badge(say(en: "trusted", nl: "vertrouwd"), .good)
                    : badge(say(en: "not trusted", nl: "niet vertrouwd"), .caution)
            },
            Column(say(en: "Certificate", nl: "Certificaat")) { authority in
                disclosure(say(.show)) { pre { authority.certificate } }
                let title =
                    authority.isTrusted
                    ? say(en: "Trust no longer", nl: "Niet meer vertrouwen") : say(en: "Trust", nl: "Vertrouwen")
                button(authority.isTrusted ? .distrust : .trust, title, .quiet, "\(authority.id)", frame)
            },
        ]
        return plainTable(say(en: "Authorities", nl: "Autoriteiten"), columns, model.authorities)
    }

    private static func makeForm(_ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .certificates, .class("stack")) {
            hiddenField("act", Act.makeAuthority.rawValue)
            p(.class("soft")) { say(makeNote) }
            div { submitButton(say(en: "Make an authority", nl: "Autoriteit maken"), style: .secondary) }
        }
    }

    private static let makeNote = Text(
        en: "A key is made here and kept sealed; it signs the requests you approve.",
        nl: "Hier wordt een sleutel gemaakt en verzegeld bewaard; hij tekent de aanvragen die u goedkeurt."
    )

    private static func addForm(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return postForm(frame, to: .certificates, .class("stack")) {
            hiddenField("act", Act.addAuthority.rawValue)
            inputField(Control("name", .name), model.name, say)
            textField(
                Control("certificate", Text(en: "Certificate (PEM)", nl: "Certificaat (PEM)")),
                rows: 4,
                model.certificate,
                say
            )
            textField(
                Control("private_key", Text(en: "Private key (PEM)", nl: "Privésleutel (PEM)"), hint: keyHint).optional,
                rows: 4,
                Field("", error: model.privateKey.error),
                say
            )
            div { submitButton(say(en: "Import", nl: "Importeren"), style: .secondary) }
        }
    }

    private static let keyHint = Text(
        en: "Only if requests shall be signed here; without it the authority is trusted and no more.",
        nl: "Alleen als hier aanvragen getekend worden; zonder wordt de autoriteit alleen vertrouwd."
    )
}
