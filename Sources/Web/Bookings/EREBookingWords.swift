import Domain
import Templates

/// What people are told about booking lines.
enum EREBookingWords {
    static func stage(_ state: EREBookingState) -> EREBookingStage {
        switch state {
        case .measured: .measured
        case .accepted: .accepted
        case .booked: .booked
        case .credited: .credited
        case .verified: .verified
        case .sold: .sold
        case .paid: .paid
        }
    }

    static func title(_ finding: EREFindingKind) -> Text {
        switch finding {
        case .noSource: Text(en: "No connected charger", nl: "Geen verbonden lader")
        case .nothingMeasured: Text(en: "No energy", nl: "Geen energie")
        case .registerFell: Text(en: "Register fell", nl: "Stand gedaald")
        case .overlap: Text(en: "Sessions overlap", nl: "Sessies overlappen")
        case .countedElsewhere: Text(en: "Counted elsewhere", nl: "Elders geteld")
        case .sourceOverlap: Text(en: "Told by two sources", nl: "Door twee bronnen gemeld")
        case .toldTwice: Text(en: "Told twice", nl: "Dubbel gemeld")
        case .noRegister: Text(en: "Register missing", nl: "Stand ontbreekt")
        case .held: Text(en: "Waits for a decision", nl: "Wacht op een besluit")
        case .excluded: Text(en: "Excluded", nl: "Uitgesloten")
        case .crossesYear: Text(en: "Runs over New Year", nl: "Loopt over nieuwjaar")
        case .open: Text(en: "Still charging", nl: "Laadt nog")
        case .gap: Text(en: "Gap in the register", nl: "Gat in de stand")
        }
    }

    static func meaning(_ finding: EREFindingKind) -> Text {
        switch finding {
        case .noSource:
            Text(
                en:
                    "No charge point of this connection talks to us. Say on the enrolment which charge point is its charger.",
                nl: "Geen laadpunt van deze aansluiting praat met ons. Zeg bij de aanmelding welk laadpunt de lader is."
            )
        case .nothingMeasured:
            Text(
                en: "No session or reading of the quarter counts.",
                nl: "Geen sessie of meterstand van het kwartaal telt mee."
            )
        case .registerFell:
            Text(
                en:
                    "A session begins below where the last one ended: the register was reset, or the meter was changed.",
                nl: "Een sessie begint onder het einde van de vorige: de teller is teruggezet of de meter vervangen."
            )
        case .overlap:
            Text(
                en: "A session begins before the one before it on the connector ended. It is not counted.",
                nl: "Een sessie begint voordat de vorige op de connector stopte. Zij telt niet mee."
            )
        case .countedElsewhere:
            Text(
                en: "The session counts for another connection or quarter already, so not here.",
                nl: "De sessie telt al bij een andere aansluiting of een ander kwartaal, dus hier niet."
            )
        case .sourceOverlap:
            Text(
                en: "What was sent of this time is not counted: sessions that we heard, or that were sent, come first.",
                nl:
                    "Wat van deze tijd is gestuurd telt niet mee: sessies die wij hoorden, of die zijn gestuurd, gaan voor."
            )
        case .toldTwice:
            Text(
                en: "The same charger told of this energy by another name. It counts once; see what is left out.",
                nl: "Dezelfde lader meldde deze energie onder een andere naam. Zij telt één keer; zie wat wegblijft."
            )
        case .noRegister:
            Text(
                en: "The register at the start or the stop is unknown or cannot be. The session is not counted.",
                nl: "De stand bij begin of einde is onbekend of kan niet. De sessie telt niet mee."
            )
        case .held:
            Text(
                en: "Somebody has to decide about the session first, in the exceptions. Until then it is not counted.",
                nl: "Iemand moet eerst over de sessie besluiten, bij de uitzonderingen. Tot dan telt zij niet mee."
            )
        case .excluded:
            Text(en: "Somebody decided that it does not count.", nl: "Iemand besloot dat zij niet meetelt.")
        case .crossesYear:
            Text(
                en: "Years have different factors, so a session over New Year is not counted.",
                nl: "Jaren hebben verschillende factoren, dus een sessie over nieuwjaar telt niet mee."
            )
        case .open:
            Text(
                en: "It counts in the quarter in which it ends. Measure again when it has.",
                nl: "Zij telt in het kwartaal waarin zij stopt. Meet dan opnieuw."
            )
        case .gap:
            Text(
                en: "The register rose between two sessions. What went through meanwhile is not counted.",
                nl: "De stand steeg tussen twee sessies. Wat er toen doorging, telt niet mee."
            )
        }
    }

    static func text(_ gate: EREGate) -> Text {
        switch gate {
        case .notProven: Text(en: "Evidence not accepted", nl: "Bewijs niet goedgekeurd")
        case .evidenceEnded:
            Text(en: "Evidence of a meter ended in the quarter", nl: "Bewijs van een meter eindigde in het kwartaal")
        case .feedsBack:
            Text(en: "A charger feeds back, unmeasured", nl: "Een lader levert terug, ongemeten")
        case .ean: Text(en: "EAN is wrong", nl: "EAN klopt niet")
        case .mandate: Text(en: "No mandate for the year", nl: "Geen machtiging voor het jaar")
        case .quarterOpen: Text(en: "Quarter is not over", nl: "Kwartaal is niet voorbij")
        case .closed: Text(en: "The year can be booked no more", nl: "Het jaar kan niet meer worden ingeboekt")
        case .noFactors: Text(en: "No factors for the year", nl: "Geen factoren voor het jaar")
        case .nothing: Text(en: "Nothing to book", nl: "Niets in te boeken")
        case .findings: Text(en: "Look at the findings", nl: "Bekijk de bevindingen")
        }
    }

    static func text(_ rejection: EREBookingRejection) -> Text {
        switch rejection {
        case .changed:
            Text(
                en: "The line changed while you looked at it. This is how it is now.",
                nl: "De regel is gewijzigd terwijl u keek. Zo is zij nu."
            )
        case .noSuchStep:
            Text(en: "That step is not possible from here.", nl: "Die stap kan vanaf hier niet.")
        case .fourEyes:
            Text(
                en: "Whoever accepted a line cannot book it: that takes somebody else.",
                nl: "Wie akkoord gaf, kan niet inboeken: daar is iemand anders voor nodig."
            )
        case .reasonMissing: Text(en: "Say why.", nl: "Zeg waarom.")
        case .reasonLength: Text(en: "The reason is too long.", nl: "De reden is te lang.")
        case .gates: Text(en: "Something stands in the way.", nl: "Er staat iets in de weg.")
        }
    }
}
