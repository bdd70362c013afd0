/// The brand under which an operator appears, for its own people and those of the platform.
package enum BrandForm {
    package struct Model: Sendable {
        package let name: Field
        package let slug: Field
        package let hostName: Field
        package let colour: Field
        package let senderName: Field
        package let senderAddress: Field
        package let supportEmail: Field
        package let supportPhone: Field
        /// What is wrong with a file that was chosen.
        package let logoProblem: Text?
        package let logo: BrandMark?
        /// The address of its door; `nil` while there is no brand yet.
        package let door: String?
        /// The partner, for people of the platform.
        package let partner: Mention?
        /// Where the forms are sent.
        package let action: Route
        package let logoAction: Route

        package init(
            name: Field,
            slug: Field,
            hostName: Field,
            colour: Field,
            senderName: Field,
            senderAddress: Field,
            supportEmail: Field,
            supportPhone: Field,
            logoProblem: Text?,
            logo: BrandMark?,
            door: String?,
            partner: Mention?,
            action: Route,
            logoAction: Route
        ) {
            self.name = name
            self.slug = slug
            self.hostName = hostName
            self.colour = colour
            self.senderName = senderName
            self.senderAddress = senderAddress
            self.supportEmail = supportEmail
            self.supportPhone = supportPhone
            self.logoProblem = logoProblem
            self.logo = logo
            self.door = door
            self.partner = partner
            self.action = action
            self.logoAction = logoAction
        }

        var all: [Field] {
            [
                name, slug, hostName, colour, senderName, senderAddress, supportEmail, supportPhone,
                Field(error: logoProblem),
            ]
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        let crumbs =
            model.partner.map { [Crumb(say(.partners), .partners), Crumb($0.name, $0.route ?? .partners)] }
            ?? [Crumb(say(.ereProgramme), .partnerHome)]
        return Page.app(say(.brandTitle), frame: frame, crumbs: crumbs, lead: HTML(say(lead))) {
            formErrors(model.all, say)
            if let door = model.door { doorNotice(door, say) }
            postForm(frame, to: model.action, .class("form")) {
                look(model, say)
                addresses(model, say)
                contact(model, say)
                formActions { submitButton(say(.save)) }
            }
            if model.door != nil { logo(model, frame) }
        }
    }

    private static let lead = Text(
        en: "What customers see instead of ours: name, logo, colour, address and sender.",
        nl: "Wat klanten zien in plaats van het onze: naam, logo, kleur, adres en afzender."
    )

    private static func doorNotice(_ door: String, _ say: Reader) -> HTML {
        notice(.info, say(en: "Your customers sign in here", nl: "Uw klanten loggen hier in")) {
            copyable(door, id: "brand-door", say)
        }
    }

    private static func look(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Name and colour", nl: "Naam en kleur")) {
            fieldRow {
                inputField(Control("name", .name), model.name, say)
                inputField(
                    Control("colour", Text(en: "Colour", nl: "Kleur"), hint: colourHint).narrow,
                    model.colour,
                    say
                )
            }
        }
    }

    private static let colourHint = Text(
        en: "Six hexadecimal digits, such as #0c6148; dark enough for white text.",
        nl: "Zes hexadecimale cijfers, zoals #0c6148; donker genoeg voor witte tekst."
    )

    private static func addresses(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Where its pages are", nl: "Waar de pagina's staan")) {
            fieldRow {
                inputField(
                    Control("slug", Text(en: "In the path", nl: "In het pad"), hint: slugHint).narrow,
                    model.slug,
                    say
                )
                inputField(
                    Control("host_name", Text(en: "Host name of your own", nl: "Eigen hostnaam"), hint: hostHint)
                        .optional,
                    model.hostName,
                    say
                )
            }
        }
    }

    private static let slugHint = Text(
        en: "Small letters, digits and hyphens: /p/…",
        nl: "Kleine letters, cijfers en streepjes: /p/…"
    )
    private static let hostHint = Text(
        en: "Such as ere.example.com; it must lead to this installation and have a certificate there.",
        nl: "Zoals ere.example.com; die moet naar deze installatie leiden en daar een certificaat hebben."
    )

    private static func contact(_ model: Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Mails and help", nl: "Mails en hulp")) {
            fieldRow {
                inputField(
                    Control("sender_name", Text(en: "Sender's name", nl: "Naam van de afzender")).optional,
                    model.senderName,
                    say
                )
                inputField(
                    Control(
                        "sender_address",
                        Text(en: "Sender's address", nl: "Adres van de afzender"),
                        hint: senderHint,
                        type: .email
                    ).optional,
                    model.senderAddress,
                    say
                )
            }
            fieldRow {
                inputField(
                    Control("support_email", Text(en: "Help by mail", nl: "Hulp per mail"), type: .email).optional,
                    model.supportEmail,
                    say
                )
                inputField(
                    Control("support_phone", Text(en: "Help by phone", nl: "Hulp per telefoon"), type: .tel).optional,
                    model.supportPhone,
                    say
                )
            }
        }
    }

    private static let senderHint = Text(
        en: "Its domain must allow our mail server (SPF, DKIM), or mails end up as spam.",
        nl: "Het domein moet onze mailserver toestaan (SPF, DKIM), anders belanden mails bij de spam."
    )

    private static func logo(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        let control = Control("logo", Text(en: "Logo", nl: "Logo"), hint: logoHint).optional
        return postForm(frame, to: model.logoAction, .class("form"), .enctypeWithFiles()) {
            fieldGroup(say(en: "Logo", nl: "Logo")) {
                if let mark = model.logo { p(.class("brand-logo")) { mark.image } }
                fileField(control, accept: "image/png,image/jpeg", error: model.logoProblem, say)
            }
            formActions {
                submitButton(say(en: "Upload the logo", nl: "Logo uploaden"))
                if model.logo != nil {
                    button(
                        .class("button", "button--quiet"),
                        .type(.submit),
                        .name("remove"),
                        .value("yes")
                    ) { say(en: "Take it off", nl: "Weghalen") }
                }
            }
        }
    }

    private static let logoHint = Text(
        en: "PNG or JPEG, 256 KB and 2,000 pixels at most; it is shown 30 pixels high.",
        nl: "PNG of JPEG, hoogstens 256 kB en 2.000 pixels; hij wordt 30 pixels hoog getoond."
    )
}

extension Text {
    package static let brandTitle = Text(en: "Brand", nl: "Merk")
}
