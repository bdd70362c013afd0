package import Values

/// The chargers behind the connection, and one more.
package enum EREChargersPage {
    private static let labels: KeyValuePairs<String, Text> = [
        "charge_point": connected, "brand": brand, "model": Text(verbatim: "Model"), "serial": .ereSerial,
        "meter_place": Text(en: "MID meter", nl: "MID-meter"), "proof": proof,
        "feeds_back": feedsBack,
    ]
    package static let names = labels.map(\.key)

    package struct Row: Sendable {
        package let id: EREChargerID
        package let name: String
        package let serial: String
        package let meter: Text
        package let tone: Tone
        package let files: Int

        package init(id: EREChargerID, name: String, serial: String, meter: Text, tone: Tone, files: Int) {
            self.id = id
            self.name = name
            self.serial = serial
            self.meter = meter
            self.tone = tone
            self.files = files
        }
    }

    package struct Model: Sendable {
        package let rows: [Row]
        /// Connected charge points to choose from.
        package let connected: [Choice]
        package let brands: [String]
        package let fields: EREFields
        /// Whether a MID meter is asked for.
        package let needsMeter: Bool
        /// What the catalogue says of the model that was typed.
        package let finding: Text?
        package let isAdding: Bool
        package let mostMegabytes: Int

        package init(
            rows: [Row],
            connected: [Choice],
            brands: [String],
            fields: EREFields,
            needsMeter: Bool,
            finding: Text?,
            isAdding: Bool,
            mostMegabytes: Int
        ) {
            self.rows = rows
            self.connected = connected
            self.brands = brands
            self.fields = fields
            self.needsMeter = needsMeter
            self.finding = finding
            self.isAdding = isAdding
            self.mostMegabytes = mostMegabytes
        }
    }

    package static func view(_ way: EREWay, _ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say
        return EREStepPage.view(.charger, way, heading, lead: model.needsMeter ? lead : exclusiveLead, frame: frame) {
            formErrors(model.fields, labels, say)
            if let finding = model.finding { notice(.caution, say(finding)) }
            model.rows.map { known($0, way, frame) }
            if model.isAdding { form(way, model, frame) } else { go(way, frame) }
        }
    }

    private static let heading = Text(en: "Which charger?", nl: "Welke lader?")
    private static let lead = Text(
        en: "The meter that counts is inside the charger and has the MID mark.",
        nl: "De meter die telt zit in de lader en heeft het MID-merk."
    )
    private static let exclusiveLead = Text(
        en: "Nothing but charging is behind this connection, so its own meter counts.",
        nl: "Achter deze aansluiting zit alleen laden, dus de meter daarvan telt."
    )

    private static func known(_ row: Row, _ way: EREWay, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return card(row.name, actions: badge(say(row.meter), row.tone)) {
            facts([
                Fact(say(.ereSerial), HTML { code { row.serial } }),
                Fact(say(en: "Photos and papers", nl: "Foto's en papieren"), say.count(row.files)),
            ])
            actionButton(
                frame,
                say(en: "Remove", nl: "Verwijderen"),
                to: .customerEREChargerRemoval(way.id, row.id),
                style: .quiet
            )
        }
    }

    private static func go(_ way: EREWay, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return formActions {
            linkButton(say(en: "Go on", nl: "Verder"), to: frame.inside(.customerEREShow(way.id)), style: .primary)
            linkButton(
                say(en: "Another charger", nl: "Nog een lader"),
                to: Link(frame.inside(.customerEREChargers(way.id)), within: [Link.Pair("more", "yes")])
            )
            linkButton(say(.back), to: frame.inside(.customerEREConnection(way.id)), style: .quiet)
        }
    }

    private static func form(_ way: EREWay, _ model: Model, _ frame: PageFrame) -> HTML {
        let (say, fields) = (frame.say, model.fields)
        return postForm(frame, to: .customerEREChargers(way.id), .class("form"), .enctypeWithFiles()) {
            fieldGroup(say(en: "The charger", nl: "De lader")) {
                if !model.connected.isEmpty {
                    radioField(
                        Control("charge_point", connected).optional,
                        model.connected + [Choice("", say(en: "Another one", nl: "Een andere"))],
                        fields["charge_point"],
                        say
                    )
                }
                plate(model, say)
                if !model.brands.isEmpty { disclosure(say(brandsTitle)) { p { model.brands.joined(separator: ", ") } } }
            }
            fieldGroup(say(en: "Its meter", nl: "De meter")) {
                if model.needsMeter {
                    radioField(Control("meter_place", place), places(say), fields["meter_place"], say)
                }
                checkField(Control("feeds_back", feedsBack, hint: feedsBackHint), fields["feeds_back"], say)
                fileField(
                    Control("proof", proof, hint: proofHint(model.mostMegabytes)).optional,
                    accept: "image/jpeg,image/png,image/webp,image/heic,application/pdf",
                    mostMegabytes: model.mostMegabytes,
                    error: fields["proof"].error,
                    say
                )
            }
            EREStepPage.actions(.charger, way, frame, Text(en: "Save charger", nl: "Lader opslaan"))
        }
    }

    /// What stands on the charger; one that is connected has said it itself.
    private static func plate(_ model: Model, _ say: Reader) -> HTML {
        let fields = model.fields
        let isKnown = !model.connected.isEmpty
        func control(_ name: String, _ title: Text, hint: Text? = nil) -> Control {
            let control = Control(name, title, hint: hint)
            return isKnown ? control.optional : control
        }
        return HTML {
            fieldRow {
                inputField(control("brand", brand), fields["brand"], say)
                inputField(control("model", Text(verbatim: "Model")), fields["model"], say)
            }
            inputField(
                control("serial", .ereSerial, hint: isKnown ? connectedSerialHint : serialHint),
                fields["serial"],
                say
            )
        }
    }

    private static let brand = Text(en: "Brand", nl: "Merk")
    private static let connected = Text(en: "Connected already", nl: "Al verbonden")
    private static let brandsTitle = Text(en: "Brands that we know", nl: "Merken die we kennen")
    private static let serialHint = Text(
        en: "On the type plate or in the app of the charger.",
        nl: "Op het typeplaatje of in de app van de lader."
    )
    private static let connectedSerialHint = Text(
        en: "On the type plate or in the app of the charger. For a connected one it may stay empty.",
        nl: "Op het typeplaatje of in de app van de lader. Bij een verbonden lader mag het leeg blijven."
    )
    private static let place = Text(en: "Where is the MID meter?", nl: "Waar zit de MID-meter?")
    private static let feedsBack = Text(
        en: "It can take energy out of the car again (V2G)",
        nl: "Hij kan stroom uit de auto terugleveren (V2G)"
    )
    private static let feedsBackHint = Text(
        en: "What goes back may not be booked. As long as nobody measures it, nothing of this connection is booked.",
        nl: "Wat teruggaat mag niet worden ingeboekt. Zolang niemand het meet, boeken we niets van deze aansluiting in."
    )
    private static let proof = Text(
        en: "Photo of the marks, or a certificate",
        nl: "Foto van de merken, of een certificaat"
    )

    private static func proofHint(_ most: Int) -> Text {
        Text(
            en:
                "On the meter: CE, then M and two digits in a frame, then four digits. Photo or PDF, up to \(most) MB. You can do it later.",
            nl:
                "Op de meter: CE, dan M en twee cijfers in een kader, dan vier cijfers. Foto of pdf, tot \(most) MB. Mag ook later."
        )
    }

    private static func places(_ say: Reader) -> [Choice] {
        [
            Choice("in_charger", say(en: "Inside the charger", nl: "In de lader")),
            Choice(
                "unknown",
                say(en: "I do not know", nl: "Weet ik niet"),
                detail: say(en: "Somebody looks at your photo.", nl: "Iemand bekijkt uw foto.")
            ),
            Choice("elsewhere", say(en: "In the fuse box, or there is none", nl: "In de meterkast, of er is er geen")),
        ]
    }
}

extension Text {
    static let ereSerial = Text(en: "Serial number", nl: "Serienummer")
}
