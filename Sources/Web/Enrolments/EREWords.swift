import Domain
import Templates
import Values

/// What people are told about enrolments.
enum EREWords {
    static func standing(_ enrolment: EREEnrolment, _ years: ClosedRange<Int>?, on today: LocalDate) -> EREStanding {
        standing(enrolment.state(on: today, years: years), endsAfter: enrolment.history.endsAfter)
    }

    static func standing(_ state: EREEnrolmentState, endsAfter: Int?) -> EREStanding {
        switch state {
        case .draft: .draft
        case .waiting: .waiting
        case .active: endsAfter.map { .ending($0) } ?? .active
        case .refused: .refused
        case .ended: .ended
        case .discarded: .discarded
        }
    }

    static func text(_ problem: EREProblem) -> Text {
        switch problem {
        case .notSaid, .holderUnnamed, .representativeMissing, .establishment, .street, .town, .serialMissing,
            .chargerUnnamed, .noCharger:
            .required
        case .companyNumber: Text(en: "A company number has eight digits.", nl: "Een KvK-nummer heeft acht cijfers.")
        case .vatID:
            Text(
                en: "This is no Dutch VAT number. Compare it with an invoice: NL, nine digits, B, two digits.",
                nl: "Dit is geen Nederlands btw-id. Vergelijk het met een factuur: NL, negen cijfers, B, twee cijfers."
            )
        case .vatIDTellsCitizenNumber:
            Text(
                en:
                    "This looks like the old number with your BSN in it. Give the VAT number (btw-id) of your invoices.",
                nl: "Dit lijkt het oude nummer met uw BSN erin. Vul het btw-id in dat op uw facturen staat."
            )
        case .ean(let fault): text(fault)
        case .houseNumber: Text(en: "A house number begins with a digit.", nl: "Een huisnummer begint met een cijfer.")
        case .postcode: Text(en: "Such as 1234 AB.", nl: "Zoals 1234 AB.")
        case .country:
            Text(en: "ERE are for connections in the Netherlands.", nl: "ERE zijn er voor aansluitingen in Nederland.")
        case .notHeld:
            Text(
                en: "Only the holder of the connection can take part. Ask the holder to do this.",
                nl: "Alleen de houder van de aansluiting kan meedoen. Vraag de houder dit te doen."
            )
        case .tooManyChargers: Text(en: "Too many chargers.", nl: "Te veel laders.")
        case .serialTwice:
            Text(en: "This serial number is here already.", nl: "Dit serienummer staat er al.")
        case .meterElsewhere:
            Text(
                en: "A meter outside the charger does not count for a connection that serves other things too.",
                nl: "Een meter buiten de lader telt niet bij een aansluiting met ook ander verbruik."
            )
        case .noMeter:
            Text(
                en: "We know this model without a MID meter. Does yours have one? Then add a photo of its marks.",
                nl: "Wij kennen dit model zonder MID-meter. Heeft de uwe er een? Voeg dan een foto van de merken toe."
            )
        }
    }

    static func text(_ fault: EAN18Fault) -> Text {
        switch fault {
        case .missing: .required
        case .shape: Text(en: "An EAN has digits only.", nl: "Een EAN-code heeft alleen cijfers.")
        case .length(let count):
            Text(
                en: "An EAN has 18 digits, this one has \(count).",
                nl: "Een EAN-code heeft 18 cijfers, deze heeft er \(count)."
            )
        case .checkDigit:
            Text(
                en: "The last digit does not fit the others: is one of them mistyped?",
                nl: "Het laatste cijfer past niet bij de andere: is er een verkeerd getypt?"
            )
        }
    }

    static func text(_ fault: EREEvidenceFault) -> Text {
        let most = EREEvidenceFile.mostBytes >> 20
        return switch fault {
        case .empty: Text(en: "The file is empty.", nl: "Het bestand is leeg.")
        case .tooLarge: .fileTooLarge(most)
        case .unknownType:
            Text(
                en: "This is no photo (JPEG, PNG, WebP, HEIC) and no PDF.",
                nl: "Dit is geen foto (JPEG, PNG, WebP, HEIC) en geen pdf."
            )
        }
    }

    static func text(_ rejection: EREEnrolmentRejection) -> Text {
        switch rejection {
        case .notDraft: Text(en: "This is signed already.", nl: "Dit is al getekend.")
        case .connectionTaken:
            Text(
                en: "This connection has a provider for this year and the next. Is that wrong? Tell us.",
                nl:
                    "Voor deze aansluiting is er dit en volgend jaar al een dienstverlener. Klopt dat niet? Laat het weten."
            )
        case .serialTaken: text(EREProblem.serialTwice(""))
        case .programmeEnded:
            Text(
                en: "Nothing new can be turned on here any more. What is on already goes on.",
                nl: "Hier kan niets nieuws meer worden aangezet. Wat al aan staat loopt door."
            )
        case .customerEnded: Text(en: "This customer has left.", nl: "Deze klant is vertrokken.")
        case .othersCharger:
            Text(en: "This charge point is another customer's.", nl: "Dit laadpunt is van een andere klant.")
        case .tooManyDrafts:
            Text(en: "Finish or turn off one of these first.", nl: "Maak er eerst een af of zet er een uit.")
        case .tooManyChargers: text(EREProblem.tooManyChargers)
        case .tooMuchEvidence: Text(en: "There are too many files already.", nl: "Er zijn al te veel bestanden.")
        case .notOn: Text(en: "This is off already.", nl: "Dit staat al uit.")
        case .evidenceMissing:
            Text(en: "Evidence is missing, or not accepted yet.", nl: "Bewijs ontbreekt of is nog niet goedgekeurd.")
        case .authorityMissing:
            Text(
                en: "A paper that the signatory may sign is missing, or not accepted yet.",
                nl: "Een stuk dat de ondertekenaar mag tekenen, ontbreekt of is nog niet goedgekeurd."
            )
        case .chargerElsewhere:
            Text(
                en: "A charger also stands in another enrolment. Say why it counts here.",
                nl: "Een lader staat ook in een andere aanmelding. Zeg waarom hij hier meetelt."
            )
        case .notWaiting: Text(en: "Nothing is waiting for a decision here.", nl: "Hier wacht niets op een besluit.")
        case .notRenewable:
            Text(en: "There is nothing to go on with.", nl: "Er is niets om mee door te gaan.")
        case .reasonLength:
            Text(
                en: "A reason has 1 to \(EREEnrolmentRejection.reasonLimit) characters.",
                nl: "Een reden heeft 1 tot \(EREEnrolmentRejection.reasonLimit) tekens."
            )
        }
    }

    static func text(_ rejection: EREMandateRejection) -> Text {
        switch rejection {
        case .incomplete: Text(en: "Something before this is missing.", nl: "Er ontbreekt nog iets hiervoor.")
        case .years: .notAChoice
        case .yearTaken:
            Text(
                en:
                    "This connection has a provider for one of these years. Choose others, or tell us if that is wrong.",
                nl:
                    "Voor deze aansluiting is er in een van deze jaren al een dienstverlener. Kies andere, of laat het weten."
            )
        case .name:
            Text(en: "Type the name as it stands in the mandate.", nl: "Typ de naam zoals die in de machtiging staat.")
        case .changed:
            Text(
                en: "Something has changed since the code was sent. Read the mandate again and ask for a new code.",
                nl:
                    "Er is iets gewijzigd sinds de code is gestuurd. Lees de machtiging opnieuw en vraag een nieuwe code."
            )
        case .codeExpired:
            Text(
                en: "This code works no more. Ask for another one.",
                nl: "Deze code werkt niet meer. Vraag een andere."
            )
        case .codeWrong(let left):
            Text(en: "This is not the code. Attempts left: \(left).", nl: "Dit is niet de code. Nog \(left) pogingen.")
        case .tooManyCodes:
            Text(
                en: "Too many codes were sent. Try again in an hour.",
                nl: "Er zijn te veel codes gestuurd. Probeer het over een uur."
            )
        }
    }

    static func hint(_ ean: EAN18?) -> Text? {
        switch ean.flatMap(GridOperatorHint.init) {
        case .belgium?:
            Text(
                en: "This number begins as Belgian ones do. ERE are for connections in the Netherlands.",
                nl: "Dit nummer begint zoals Belgische nummers. ERE zijn er voor aansluitingen in Nederland."
            )
        case let known?:
            Text(
                en: "By its first digits this connection may be in the area of \(known.rawValue).",
                nl: "Naar de eerste cijfers kan deze aansluiting in het gebied van \(known.rawValue) liggen."
            )
        case nil: nil
        }
    }

    static func verdict(_ charger: ERECharger) -> (text: Text, tone: Tone) {
        if charger.feedsBack == true {
            return (Text(en: "Feeds back: nothing is booked", nl: "Levert terug: niets wordt ingeboekt"), .bad)
        }
        if charger.evidence > 0 { return (Text(en: "Evidence handed in", nl: "Bewijs aangeleverd"), .good) }
        return switch charger.verdict {
        case .likely: (Text(en: "Model with a MID meter; photo later", nl: "Model met MID-meter; foto later"), .info)
        case .possible: (Text(en: "Photo of the meter needed", nl: "Foto van de meter nodig"), .caution)
        case .unlikely: (Text(en: "Known without a MID meter", nl: "Bekend zonder MID-meter"), .bad)
        }
    }
}
