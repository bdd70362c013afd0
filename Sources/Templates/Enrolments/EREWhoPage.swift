/// Who holds the connection.
package enum EREWhoPage {
    private static let labels: KeyValuePairs<String, Text> = [
        "kind": CustomerKind.heading, "name": .name, "company_number": companyNumber, "vat_id": vatID,
        "sole_trader": soleTrader, "representative": representative, "authority": authority, "street": .street,
        "house_number": .houseNumber, "postcode": .postcode, "town": .town, "country": .country,
    ]
    package static let names = labels.map(\.key)

    package static func view(_ way: EREWay, _ fields: EREFields, frame: PageFrame) -> HTML {
        let say = frame.say
        return EREStepPage.view(.who, way, heading, lead: lead, frame: frame) {
            formErrors(fields, labels, say)
            postForm(frame, to: .customerEREWho(way.id), .class("form")) {
                fieldGroup(say(en: "The holder of the connection", nl: "De houder van de aansluiting")) {
                    radioField(Control("kind", CustomerKind.heading), kinds(say), fields["kind"], say)
                    inputField(
                        Control("name", .name, hint: nameHint).autocomplete("name"),
                        fields["name"],
                        say
                    )
                }
                company(fields, say)
                EREStepPage.actions(.who, way, frame)
            }
        }
    }

    private static let heading = Text(en: "Who are you?", nl: "Wie bent u?")
    private static let lead = Text(
        en: "The mandate is given by whoever has the connection to the grid in its name.",
        nl: "De machtiging wordt gegeven door wie de aansluiting op het net op zijn naam heeft."
    )
    private static let nameHint = Text(
        en: "As with the grid operator: a person's first and last name, or the registered name.",
        nl: "Zoals bij de netbeheerder: voor- en achternaam, of de naam uit het handelsregister."
    )

    private static func kinds(_ say: Reader) -> [Choice] {
        CustomerKind.allCases.map { Choice($0.rawValue, say($0.title)) }
    }

    private static func company(_ fields: EREFields, _ say: Reader) -> HTML {
        let isCompany = ![CustomerKind.privatePerson.rawValue, ""].contains(fields["kind"].value)
        return disclosure(say(companyHeading), isOpen: isCompany) { companyFields(fields, say) }
    }

    private static func companyFields(_ fields: EREFields, _ say: Reader) -> HTML {
        fieldGroup(say(companyHeading), hint: say(companyHint)) {
            fieldRow {
                inputField(
                    Control("company_number", companyNumber).optional.whole,
                    fields["company_number"],
                    say
                )
                inputField(
                    Control("vat_id", vatID, hint: vatHint).optional.narrow,
                    fields["vat_id"],
                    say
                )
            }
            checkField(Control("sole_trader", soleTrader).optional, fields["sole_trader"], say)
            inputField(
                Control("representative", representative, hint: signerHint).optional,
                fields["representative"],
                say
            )
            radioField(Control("authority", authority).optional, authorities(say), fields["authority"], say)
            fieldRow {
                inputField(Control("street", .street).optional, fields["street"], say)
                inputField(Control("house_number", .houseNumber).optional.narrow, fields["house_number"], say)
            }
            fieldRow {
                inputField(Control("postcode", .postcode).optional.narrow, fields["postcode"], say)
                inputField(Control("town", .town).optional, fields["town"], say)
                inputField(Control("country", .country, hint: countryHint).optional.narrow, fields["country"], say)
            }
        }
    }

    private static let companyNumber = Text(en: "Company number", nl: "KvK-nummer")
    private static let vatID = Text(en: "VAT number", nl: "Btw-id")
    private static let companyHeading = Text(
        en: "Companies and owners' associations",
        nl: "Bedrijven en VvE's"
    )
    private static let companyHint = Text(
        en: "Private persons leave this empty. The address is that of the establishment.",
        nl: "Particulieren laten dit leeg. Het adres is dat van de vestiging."
    )
    private static let vatHint = Text(
        en: "As on invoices, such as NL001234567B01.",
        nl: "Zoals op facturen, bijvoorbeeld NL001234567B01."
    )
    private static let countryHint = Text(en: "Two letters, such as NL", nl: "Twee letters, zoals NL")
    private static let soleTrader = Text(en: "A sole trader (eenmanszaak)", nl: "Een eenmanszaak")
    private static let representative = Text(en: "Who signs", nl: "Wie tekent")
    private static let signerHint = Text(
        en: "First and last name of somebody who may sign for it. Every subsidiary signs for itself.",
        nl: "Voor- en achternaam van wie mag tekenen. Elke dochteronderneming tekent voor zich."
    )
    private static let authority = Text(en: "May sign by", nl: "Mag tekenen volgens")

    private static func authorities(_ say: Reader) -> [Choice] {
        [
            Choice("registered", say(en: "The trade register", nl: "Het handelsregister")),
            Choice(
                "document",
                say(en: "A document", nl: "Een document"),
                detail: say(
                    en: "A power of attorney, or a decision of the owners. You can upload it after signing.",
                    nl: "Een volmacht, of een besluit van de eigenaars. U kunt het na het tekenen uploaden."
                )
            ),
        ]
    }
}

/// Which connection it is.
package enum EREConnectionPage {
    private static let labels: KeyValuePairs<String, Text> = [
        "ean": Text(verbatim: "EAN"), "street": .street, "house_number": .houseNumber, "postcode": .postcode,
        "town": .town, "country": .country, "construct": construct, "held": Text(en: "Holder", nl: "Houder"),
    ]
    package static let names = labels.map(\.key)

    package static func view(_ way: EREWay, _ fields: EREFields, hint: Text?, frame: PageFrame) -> HTML {
        let say = frame.say
        return EREStepPage.view(.connection, way, heading, lead: lead, frame: frame) {
            formErrors(fields, labels, say)
            if let hint { notice(.info, say(hint)) }
            postForm(frame, to: .customerEREConnection(way.id), .class("form")) {
                fieldGroup(say(en: "Number and place", nl: "Nummer en plaats")) {
                    inputField(Control("ean", Text(verbatim: "EAN"), hint: eanHint).digits, fields["ean"], say)
                    addressFields(fields.address(), say)
                }
                fieldGroup(say(en: "What is behind it", nl: "Wat erachter zit")) {
                    radioField(Control("construct", construct), constructs(say), fields["construct"], say)
                    checkField(Control("held", held), fields["held"], say)
                }
                EREStepPage.actions(.connection, way, frame)
            }
        }
    }

    private static let heading = Text(en: "Which connection?", nl: "Welke aansluiting?")
    private static let lead = Text(
        en: "The connection to the grid behind which your charger is.",
        nl: "De aansluiting op het net waarachter uw lader staat."
    )
    private static let eanHint = Text(
        en: "18 digits, on your energy contract or bill; of electricity, not of gas.",
        nl: "18 cijfers, op uw energiecontract of jaarnota; van stroom, niet van gas."
    )
    private static let construct = Text(en: "The connection serves", nl: "De aansluiting voedt")
    private static let held = Text(
        en: "The connection is in the holder's name with the grid operator; an energy contract alone is not enough.",
        nl: "De aansluiting staat bij de netbeheerder op naam van de houder; een energiecontract alleen is niet genoeg."
    )

    private static func constructs(_ say: Reader) -> [Choice] {
        [
            Choice(
                "mid_delivery_point",
                say(en: "A house, an office, other things too", nl: "Een huis, een kantoor, ook andere dingen"),
                detail: say(
                    en: "The usual case: the MID meter inside the charger counts.",
                    nl: "Het gewone geval: de MID-meter in de lader telt."
                )
            ),
            Choice(
                "exclusive",
                say(en: "Nothing but charging", nl: "Alleen laden"),
                detail: say(
                    en: "A connection of its own for vehicles only; its own meter counts.",
                    nl: "Een eigen aansluiting alleen voor voertuigen; de meter daarvan telt."
                )
            ),
        ]
    }
}

extension Control {
    /// A long number.
    fileprivate var digits: Control {
        var copy = self
        copy.keyboard = .numeric
        return copy
    }
}

/// Where payouts go.
package enum EREPayoutPage {
    private static let labels: KeyValuePairs<String, Text> = [
        "iban": Text(verbatim: "IBAN"), "account_holder": holder,
    ]
    package static let names = labels.map(\.key)

    package static func view(_ way: EREWay, _ fields: EREFields, frame: PageFrame) -> HTML {
        let say = frame.say
        return EREStepPage.view(.payout, way, heading, lead: lead, frame: frame) {
            formErrors(fields, labels, say)
            postForm(frame, to: .customerEREPayout(way.id), .class("form")) {
                fieldGroup(say(en: "Bank account", nl: "Bankrekening")) {
                    inputField(Control("iban", Text(verbatim: "IBAN")), fields["iban"], say)
                    inputField(Control("account_holder", holder, hint: hint).optional, fields["account_holder"], say)
                }
                EREStepPage.actions(.payout, way, frame)
            }
        }
    }

    private static let heading = Text(en: "Where may the money go?", nl: "Waar mag het geld heen?")
    private static let lead = Text(
        en: "Used for payouts of your ERE and for nothing else.",
        nl: "Alleen voor de uitbetaling van uw ERE."
    )
    private static let holder = Text(en: "Account holder", nl: "Rekeninghouder")
    private static let hint = Text(
        en: "Only when the account is not in the holder's own name.",
        nl: "Alleen als de rekening niet op naam van de houder zelf staat."
    )
}
