/// What is said of what back-offices did with charge points.
package enum NoticeWords {
    /// The words for a kind of notice; a kind of a newer release has its name only.
    package static func text(_ code: String) -> Text { words[code] ?? Text(verbatim: code) }

    private static let words: [String: Text] = [
        "refused": Text(en: "The back-office refused it", nl: "De backoffice weigerde het"),
        "unreachable": Text(en: "The back-office could not be reached", nl: "De backoffice was onbereikbaar"),
        "key_rotation": Text(en: "The back-office gave it a new key", nl: "De backoffice gaf het een nieuwe sleutel"),
        "moved": Text(en: "The back-office sent it to another address", nl: "De backoffice stuurde het elders heen"),
        "security_profile": Text(
            en: "The back-office changed its security profile",
            nl: "De backoffice wijzigde het beveiligingsprofiel"
        ),
        "firmware": Text(en: "The back-office gave it other firmware", nl: "De backoffice gaf het andere firmware"),
        "message_too_big": Text(
            en: "A message was too long, and ended the connection",
            nl: "Een bericht was te lang en beëindigde de verbinding"
        ),
        "told_twice": Text(
            en: "Sent twice to the back-office, whose first answer was lost",
            nl: "Twee keer naar de backoffice gestuurd, het eerste antwoord ging verloren"
        ),
        "start_not_accepted": Text(
            en: "The back-office did not accept a session that it was told of later",
            nl: "De backoffice accepteerde een sessie niet die later werd verteld"
        ),
        "outbox_parked": Text(
            en: "A message for the back-office waits for a decision",
            nl: "Een bericht voor de backoffice wacht op een beslissing"
        ),
        "hard_reset": Text(en: "The back-office restarted it", nl: "De backoffice herstartte het"),
    ]
}
