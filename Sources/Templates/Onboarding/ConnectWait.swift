package import Values

/// The last steps: the address and key, and waiting until the charge point calls in.
package enum ConnectWait {
    /// What is wrong, in words an installer understands.
    package struct Problem: Sendable {
        package let title: Text
        package let advice: Text
        /// What came, such as an identity that looks alike; empty when it adds nothing.
        package let seen: String
        package let count: Int
        package let lastAt: Timestamp

        package init(title: Text, advice: Text, seen: String, count: Int, lastAt: Timestamp) {
            self.title = title
            self.advice = advice
            self.seen = seen
            self.count = count
            self.lastAt = lastAt
        }
    }

    /// The part that is fetched again.
    package struct Live: Sendable {
        package let isOnline: Bool
        package let connectedAt: Timestamp?
        package let vendor: String
        package let model: String
        package let problems: [Problem]

        package init(isOnline: Bool, connectedAt: Timestamp?, vendor: String, model: String, problems: [Problem]) {
            self.isOnline = isOnline
            self.connectedAt = connectedAt
            self.vendor = vendor
            self.model = model
            self.problems = problems
        }
    }

    /// The platform behind which we stand unseen.
    package struct Passage: Sendable {
        package let name: String
        package let keepsPassword: Bool

        package init(to name: String, keepsPassword: Bool) {
            self.name = name
            self.keepsPassword = keepsPassword
        }
    }

    package struct Model: Sendable {
        package let id: ChargePointID
        package let name: String
        package let identity: String
        package let site: Mention
        /// Without the identity, as most charge points want it.
        package let baseURL: String
        /// With the identity, as the others want it.
        package let fullURL: String
        package let code: QRDrawing?
        /// The key in the clear, this one time, with its code.
        package let newKey: String?
        package let keyCode: QRDrawing?
        package let brand: ConnectDetails.Guide?
        package let live: Live
        /// Where its messages go on to; `nil` when it is ours.
        package var passage: Passage?
        package var side = ConnectSide.operators
        /// Whether a host may make a new key here; the operator does that elsewhere.
        package var mayRenewKey = false

        package init(
            id: ChargePointID,
            name: String,
            identity: String,
            site: Mention,
            baseURL: String,
            fullURL: String,
            code: QRDrawing?,
            newKey: String?,
            keyCode: QRDrawing?,
            brand: ConnectDetails.Guide?,
            live: Live
        ) {
            self.id = id
            self.name = name
            self.identity = identity
            self.site = site
            self.baseURL = baseURL
            self.fullURL = fullURL
            self.code = code
            self.newKey = newKey
            self.keyCode = keyCode
            self.brand = brand
            self.live = live
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let (say, side) = (frame.say, model.side)
        return Page.app(
            model.name,
            frame: frame,
            crumbs: [Crumb(say(.chargePoints), side.list)]
                + (frame.isAdministrator || side == .hosts ? [Crumb(say(.connectCharger), side.start)] : []),
            lead: model.site.html
        ) {
            div(.class("stack"), .live(side.events(model.id)), .fragment(side.state(model.id))) {
                fragment(model.live, model.id, frame: frame)
            }
            if model.newKey != nil { keyNotice(model, say) }
            columns {
                settings(model, frame)
                if let brand = model.brand {
                    card(brand.name) { PlatformGuide.list(brand.steps, brand.quirks, say) }
                }
            }
            formActions {
                if model.newKey != nil { linkButton(say(waitTitle), to: side.waiting(model.id), style: .primary) }
                if side == .operators {
                    linkButton(say(en: "To the charge point", nl: "Naar het laadpunt"), to: .chargePoint(model.id))
                } else {
                    linkButton(say(en: "To the charge points", nl: "Naar de laadpunten"), to: side.list)
                }
            }
        }
    }

    /// The step that is reached, and green when it is there; else what is known of why it is not.
    package static func fragment(_ live: Live, _ id: ChargePointID, frame: PageFrame) -> HTML {
        HTML {
            ConnectSteps.bar(live.isOnline ? 4 : 3, frame.say)
            standing(live, frame.say)
        }
    }

    private static func standing(_ live: Live, _ say: Reader) -> HTML {
        if live.isOnline {
            return notice(.good, say(en: "The charge point is connected", nl: "Het laadpunt is verbonden")) {
                p {
                    [live.vendor, live.model].filter { !$0.isEmpty }.joined(separator: " ")
                    if let at = live.connectedAt { " "; exactMoment(at, say) }
                }
            }
        }
        return HTML {
            if live.problems.isEmpty {
                notice(.info, say(waiting)) { p { say(waitingHint) } }
            } else {
                live.problems.map { problem($0, say) }
            }
        }
    }

    private static func problem(_ problem: Problem, _ say: Reader) -> HTML {
        notice(.caution, say(problem.title)) {
            p { say(problem.advice) }
            p(.class("soft")) {
                if !problem.seen.isEmpty { code { problem.seen }; " " }
                say(tries(problem.count)) + " "
                exactMoment(problem.lastAt, say)
            }
        }
    }

    private static func tries(_ count: Int) -> Text {
        count == 1
            ? Text(en: "One attempt, at", nl: "Eén poging, om")
            : Text(en: "\(count) attempts, the last at", nl: "\(count) pogingen, de laatste om")
    }

    private static func keyNotice(_ model: Model, _ say: Reader) -> HTML {
        notice(
            .good,
            say(en: "Copy the key now: it is shown once", nl: "Kopieer de sleutel nu: hij wordt één keer getoond")
        ) {
            if let key = model.newKey { p { copyable(key, id: "new-key", say) } }
            if let code = model.keyCode { code.svg(say(en: "The key as a QR code", nl: "De sleutel als QR-code")) }
        }
    }

    private static func settings(_ model: Model, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(say(en: "What to set in the charge point", nl: "Wat u in het laadpunt instelt")) {
            facts([
                Fact(say(en: "Address", nl: "Adres"), copyable(model.baseURL, id: "ocpp-url", say)),
                Fact(say(en: "Identity", nl: "Identiteit"), copyable(model.identity, id: "ocpp-identity", say)),
                Fact(
                    say(en: "Address with identity", nl: "Adres met identiteit"),
                    copyable(model.fullURL, id: "ocpp-full", say)
                ),
                Fact(
                    say(en: "Key (password)", nl: "Sleutel (wachtwoord)"),
                    say(keyWords(model, frame.brand.name))
                ),
            ])
            if model.mayRenewKey, model.newKey == nil { renewal(model, frame) }
            if let code = model.code {
                code.svg(say(en: "The address with identity as a QR code", nl: "Het adres met identiteit als QR-code"))
            }
        }
    }

    private static func renewal(_ model: Model, _ frame: PageFrame) -> HTML {
        actionButton(
            frame,
            frame.say(en: "Make a new key", nl: "Maak een nieuwe sleutel"),
            to: .portalChargePointKey(model.id),
            style: .danger,
            confirm: renewalQuestion
        )
    }

    private static let renewalQuestion = Text(
        en: "Make a new key? The old one stops working at once.",
        nl: "Een nieuwe sleutel maken? De oude werkt dan meteen niet meer."
    )
    private static let waitTitle = Text(en: "It is set: wait for it", nl: "Ingesteld: wacht erop")
    private static let waiting = Text(en: "Waiting for the charge point", nl: "Wachten op het laadpunt")
    private static let waitingHint = Text(
        en: "It has not been heard of yet. Restart it after the change; many take a minute or two.",
        nl: "Er is nog niets van gehoord. Herstart het na de wijziging; vaak duurt het een minuut of twee."
    )
    private static func keyWords(_ model: Model, _ brand: String) -> Text {
        if let passage = model.passage, passage.keepsPassword {
            return Text(
                en: "stays as it is; it is passed on to \(passage.name)",
                nl: "blijft zoals het is; het gaat door naar \(passage.name)"
            )
        }
        if model.newKey != nil { return keyAbove }
        guard model.side == .hosts else { return keyLost }
        return model.mayRenewKey ? keyLostHere : Text(en: "is known to \(brand)", nl: "is bekend bij \(brand)")
    }

    private static let keyLostHere = Text(
        en: "was shown once; the button makes a new one",
        nl: "is één keer getoond; de knop maakt een nieuwe"
    )
    private static let keyAbove = Text(en: "above, this one time", nl: "hierboven, deze ene keer")
    private static let keyLost = Text(
        en: "was shown once; its page makes a new one",
        nl: "is één keer getoond; de pagina van het laadpunt maakt een nieuwe"
    )
}
