import Domain
import Templates

/// What pages of privacy call things.
enum PrivacyWords {
    static func text(_ kind: RetentionKind) -> Text {
        switch kind {
        case .mails: Text(en: "Mails", nl: "Mails")
        case .signIns: Text(en: "Sign-ins", nl: "Inlogsessies")
        case .codes: Text(en: "Codes for signatures", nl: "Codes voor handtekeningen")
        case .drafts: Text(en: "Enrolments that nobody signed", nl: "Aanmeldingen die niemand tekende")
        case .acts: Text(en: "The log of who did what", nl: "Het logboek van wie wat deed")
        case .meterFiles: Text(en: "Files of meter data", nl: "Bestanden met meterdata")
        case .registerFiles: Text(en: "Files of the register", nl: "Bestanden van het register")
        case .evidence: Text(en: "Mandates, papers and holders", nl: "Machtigingen, papieren en aangeslotenen")
        case .remains: Text(en: "Who erased customers were", nl: "Wie gewiste klanten waren")
        }
    }

    static func length(_ amount: Int, _ unit: RetentionUnit) -> Text {
        switch unit {
        case .days: Text(en: "\(amount) days", nl: "\(amount) dagen")
        case .years: Text(en: "\(amount) years after its year", nl: "\(amount) jaar na het jaar zelf")
        }
    }

    static func text(_ removal: ErasureRemoval?) -> Text {
        switch removal {
        case .signIns: Text(en: "Sign-ins", nl: "Inlogsessies")
        case .secondFactor: Text(en: "Second factor and its codes", nl: "Tweede factor en de codes ervan")
        case .codes: Text(en: "Codes and links", nl: "Codes en links")
        case .mails: Text(en: "Mails", nl: "Mails")
        case .drafts: Text(en: "Enrolments that nobody signed", nl: "Aanmeldingen die niemand tekende")
        case .accounts: Text(en: "Accounts", nl: "Accounts")
        case .profile: Text(en: "Name, contact, bank account, notes", nl: "Naam, contact, rekening, notities")
        case nil: Text(en: "Others", nl: "Overige")
        }
    }

    static func text(_ kept: ErasureKept?) -> Text {
        switch kept {
        case .mandates: Text(en: "Mandates", nl: "Machtigingen")
        case .papers: Text(en: "Papers handed in", nl: "Ingeleverde papieren")
        case .bookings: Text(en: "Booked lines", nl: "Ingeboekte regels")
        case .readings: Text(en: "Meter readings", nl: "Meterstanden")
        case .sessions: Text(en: "Sessions", nl: "Sessies")
        case .payouts: Text(en: "Documents of payouts", nl: "Stukken van uitbetalingen")
        case nil: Text(en: "Others", nl: "Overige")
        }
    }

    static func text(_ obstacle: ErasureObstacle) -> Text {
        switch obstacle {
        case .hold: Text(en: "A legal hold.", nl: "Een bewaarplicht in een zaak.")
        case .mandate:
            Text(
                en: "A mandate still counts: it is turned off first, and ends with its calendar year.",
                nl: "Een machtiging telt nog: die wordt eerst uitgezet en eindigt met het kalenderjaar."
            )
        case .units:
            Text(
                en: "Units can still be sold, or are sold and not paid out.",
                nl: "Eenheden kunnen nog worden verkocht, of zijn verkocht en niet uitbetaald."
            )
        case .payment:
            Text(en: "A payout has not gone to the bank.", nl: "Een uitbetaling is nog niet naar de bank.")
        }
    }

    static func text(_ outcome: ErasureOutcome) -> Text {
        switch outcome {
        case .carriedOut: Text(en: "Erased", nl: "Gewist")
        case .withdrawn: Text(en: "Taken back", nl: "Ingetrokken")
        case .refused: Text(en: "Refused", nl: "Geweigerd")
        }
    }

    static func text(_ rejection: ErasureRejection) -> Text {
        switch rejection {
        case .request:
            Text(
                en: "There is another request, or this one is decided already.",
                nl: "Er is een ander verzoek, of over dit verzoek is al besloten."
            )
        case .obstacle:
            Text(en: "Something stands in the way; see below.", nl: "Er staat iets in de weg; zie hieronder.")
        case .erased: Text(en: "This customer is erased already.", nl: "Deze klant is al gewist.")
        case .hold:
            Text(en: "Somebody else was quicker with the hold.", nl: "Iemand anders was sneller met vasthouden.")
        }
    }
}
