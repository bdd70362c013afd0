package import Values

/// A customer's first page: what there is of it, and what comes next.
package enum CustomerHome {
    package struct Model: Sendable {
        package let name: String
        package let kind: CustomerKind
        package let companyNumber: String
        package let vatID: String
        package let email: String
        package let phone: String
        package let address: PostalAddress
        /// Shortened; empty where none is known.
        package let iban: String
        /// When the customer ended, if it did.
        package let endedAt: Timestamp?

        package init(
            name: String,
            kind: CustomerKind,
            companyNumber: String,
            vatID: String,
            email: String,
            phone: String,
            address: PostalAddress,
            iban: String,
            endedAt: Timestamp?
        ) {
            self.name = name
            self.kind = kind
            self.companyNumber = companyNumber
            self.vatID = vatID
            self.email = email
            self.phone = phone
            self.address = address
            self.iban = iban
            self.endedAt = endedAt
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return Page.app(say(en: "Hello, \(model.name)", nl: "Welkom, \(model.name)"), frame: frame) {
            if let endedAt = model.endedAt { ended(endedAt, frame) }
            columns {
                card(say(en: "How it works", nl: "Zo werkt het")) { way(frame) }
                card(say(en: "What we know of you", nl: "Wat wij van u weten")) {
                    facts(known(model, say))
                    p(.class("soft")) { say(copy) }
                    formActions { downloadButton(say(CustomerPrivacyWords.copy), to: Link(.ownData), style: .quiet) }
                }
            }
        }
    }

    private static let copy = Text(
        en: "Take a copy of all that is kept of you: connections, mandates, sessions, payouts, mails.",
        nl:
            "Neem een kopie van alles wat van u wordt bewaard: aansluitingen, machtigingen, sessies, uitbetalingen, mails."
    )

    private static func ended(_ moment: Timestamp, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return notice(
            .caution,
            say(
                en: "\(frame.brand.name) has booked nothing for you since \(say.date(moment)).",
                nl: "\(frame.brand.name) boekt sinds \(say.date(moment)) niets meer voor u."
            )
        )
    }

    private static func way(_ frame: PageFrame) -> HTML {
        let say = frame.say
        return HTML {
            ol(.class("steps")) { steps(frame.brand.name).map { step in li { say(step) } } }
            formActions {
                linkButton(say(.ereToggle), to: .customerERE, style: .primary)
                linkButton(
                    say(en: "What a charge point may earn", nl: "Wat een laadpunt kan opleveren"),
                    to: .ereCalculator,
                    style: .quiet
                )
            }
        }
    }

    private static func steps(_ brand: String) -> [Text] {
        [
            Text(
                en: "Your charge point measures what goes into the car.",
                nl: "Uw laadpunt meet wat er de auto in gaat."
            ),
            Text(
                en: "\(brand) has it booked as emission reduction units (ERE) in your name, once you gave a mandate.",
                nl:
                    "\(brand) laat dat op uw naam inboeken als emissiereductie-eenheden (ERE), als u een machtiging gaf."
            ),
            Text(
                en: "The units are sold on the market. What they bring differs from quarter to quarter.",
                nl: "De eenheden worden op de markt verkocht. Wat ze opbrengen verschilt per kwartaal."
            ),
            Text(
                en: "You are paid after the sale, with a breakdown for each charge point.",
                nl: "Na de verkoop krijgt u uitbetaald, met een specificatie per laadpunt."
            ),
        ]
    }

    static func known(_ model: Model, _ say: Reader) -> [Fact] {
        let registered = [
            Fact(say(en: "Company number", nl: "KvK-nummer"), model.companyNumber.orDash),
            Fact(say(en: "VAT number", nl: "Btw-nummer"), model.vatID.orDash),
        ]
        return [Fact(say(.name), model.name), Fact(say(CustomerKind.heading), say(model.kind.title))]
            + (model.kind == .privatePerson ? [] : registered)
            + [
                Fact(say(.address), model.address.oneLine.orDash),
                Fact(say(.email), model.email),
                Fact(say(en: "Phone", nl: "Telefoon"), model.phone.orDash),
            ] + (model.iban.isEmpty ? [] : [Fact("IBAN", HTML { code { model.iban } })])
    }
}

extension String {
    /// The text, or a dash where there is none.
    var orDash: String { isEmpty ? "–" : self }
}
