// What can be wrong with a form field; said at the field.
extension Text {
    package static func fileTooLarge(_ megabytes: Int) -> Text {
        Text(en: "The file is larger than \(megabytes) MB.", nl: "Het bestand is groter dan \(megabytes) MB.")
    }
    package static let required = Text(en: "Please fill this in.", nl: "Vul dit in.")
    package static let invalidEmail = Text(
        en: "This is no e-mail address. Expected something like name@example.com.",
        nl: "Dit is geen e-mailadres. Verwacht wordt iets als naam@voorbeeld.nl."
    )
    package static let invalidNumber = Text(
        en: "This is no number. Write it like 0.1250.",
        nl: "Dit is geen getal. Schrijf het als 0,1250."
    )
    package static let invalidDate = Text(
        en: "There is no such day. Write it like 2025-06-30.",
        nl: "Die dag bestaat niet. Schrijf hem als 2025-06-30."
    )
    package static let invalidIBAN = Text(
        en: "The check digits of this IBAN are wrong. Please compare it with a bank statement.",
        nl: "De controlecijfers van deze IBAN kloppen niet. Vergelijk hem met een bankafschrift."
    )
    package static let notAChoice = Text(en: "Please choose one of the options.", nl: "Kies een van de mogelijkheden.")
    package static let alreadyTaken = Text(en: "This is already in use.", nl: "Dit is al in gebruik.")
    package static let passwordsDiffer = Text(
        en: "The two passwords differ.",
        nl: "De twee wachtwoorden verschillen."
    )
    package static let wrongPassword = Text(
        en: "This is not your current password.",
        nl: "Dit is niet uw huidige wachtwoord."
    )

    package static func tooLong(_ limit: Int) -> Text {
        Text(en: "At most \(limit) characters.", nl: "Hooguit \(limit) tekens.")
    }
    package static func tooShort(_ limit: Int) -> Text {
        Text(en: "At least \(limit) characters.", nl: "Minstens \(limit) tekens.")
    }
    package static func tooManyDecimals(_ limit: Int) -> Text {
        Text(en: "At most \(limit) decimals.", nl: "Hooguit \(limit) decimalen.")
    }
    package static func notBefore(_ day: String) -> Text {
        Text(en: "Not before \(day).", nl: "Niet vóór \(day).")
    }
}
