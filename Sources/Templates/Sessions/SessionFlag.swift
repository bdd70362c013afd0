/// Something about a session that a person should know, by its stable code, with what it means for the money.
package struct SessionFlag: Sendable, Hashable {
    package let code: String
    /// Whether the session waits for a decision because of it.
    package let isHolding: Bool

    package init(code: String, isHolding: Bool) {
        self.code = code
        self.isHolding = isHolding
    }

    /// A few words for lists.
    package var title: Text { SessionFlag.known[code]?.title ?? Text(verbatim: code) }

    /// What was seen and what it means.
    package var explanation: Text { SessionFlag.known[code]?.explanation ?? SessionFlag.unexplained }

    static let retired = SessionFlag(code: "no_longer_given", isHolding: false)

    private typealias Wording = (title: Text, explanation: Text)

    private static let unexplained = Text(
        en: "This flag has no description yet; the raw frames below show what was received.",
        nl: "Dit signaal heeft nog geen beschrijving; de ruwe berichten hieronder tonen wat is ontvangen."
    )

    /// Every code with wording, for filters and tests; the same codes as the sessions carry.
    package static var knownCodes: [String] { known.keys.sorted() }

    private static let known: [String: Wording] = clockFlags.merging(meterFlags) { $1 }.merging(orderFlags) { $1 }

    private static let clockFlags: [String: Wording] = [
        "clock_fault": (
            Text(en: "Clock not set", nl: "Klok niet gezet"),
            Text(
                en: "A time is missing or cannot be right; the moment of receipt stands in for it.",
                nl: "Een tijd ontbreekt of kan niet kloppen; het moment van ontvangst staat ervoor in de plaats."
            )
        ),
        "start_in_future": (
            Text(en: "Start in the future", nl: "Start in de toekomst"),
            Text(
                en: "The start carries a time after we received it.",
                nl: "De start draagt een tijd van na de ontvangst."
            )
        ),
        "stop_in_future": (
            Text(en: "Stop in the future", nl: "Stop in de toekomst"),
            Text(
                en: "The stop carries a time after we received it.",
                nl: "De stop draagt een tijd van na de ontvangst."
            )
        ),
        "stop_before_start": (
            Text(en: "Stop before start", nl: "Stop vóór start"),
            Text(
                en: "By the charge point's clock the session ended before it began.",
                nl: "Volgens de klok van het laadpunt eindigde de sessie voordat zij begon."
            )
        ),
        "time_without_zone": (
            Text(en: "Time without zone", nl: "Tijd zonder zone"),
            Text(
                en: "A time came without a zone and was read as UTC, as OCPP asks.",
                nl: "Een tijd kwam zonder zone en is als UTC gelezen, zoals OCPP vraagt."
            )
        ),
    ]

    private static let meterFlags: [String: Wording] = [
        "negative_energy": (
            Text(en: "Meter ran backwards", nl: "Meter liep terug"),
            Text(
                en: "The register at the stop is below the one at the start, so the energy cannot be known from it.",
                nl: "De stand bij de stop ligt onder die bij de start; de energie volgt er dus niet uit."
            )
        ),
        "missing_register": (
            Text(en: "Register missing", nl: "Meterstand ontbreekt"),
            Text(
                en: "The start or the stop came without a register, so the energy is not known.",
                nl: "De start of de stop kwam zonder meterstand; de energie is dus onbekend."
            )
        ),
        "negative_register": (
            Text(en: "Register below zero", nl: "Meterstand onder nul"),
            Text(
                en: "The register at the start or the stop lies below zero, which no energy meter shows.",
                nl: "De stand bij de start of de stop ligt onder nul; dat wijst geen energiemeter aan."
            )
        ),
        "register_reset": (
            Text(en: "Meter reset", nl: "Meter teruggezet"),
            Text(
                en: "The start register lies below the last stop on this connector: the meter was reset or changed.",
                nl:
                    "De beginstand ligt onder de laatste eindstand van deze aansluiting: de meter is teruggezet of vervangen."
            )
        ),
        "register_backwards": (
            Text(en: "Reading fell", nl: "Stand daalde"),
            Text(
                en: "A reading in between is lower than an earlier one and was left out of the curve.",
                nl: "Een tussenstand is lager dan een eerdere en is uit de curve gelaten."
            )
        ),
        "repeated_reading": (
            Text(en: "Reading repeated", nl: "Stand herhaald"),
            Text(
                en: "The same reading came more than once; counted once.",
                nl: "Dezelfde tussenstand kwam meer dan één keer; één keer geteld."
            )
        ),
        "unreadable_reading": (
            Text(en: "Reading unreadable", nl: "Stand onleesbaar"),
            Text(
                en: "A reading came without its time or with a value that is no number; it was left out.",
                nl: "Een tussenstand kwam zonder tijd of met een waarde die geen getal is; hij is weggelaten."
            )
        ),
        "reading_out_of_order": (
            Text(en: "Readings out of order", nl: "Standen niet op volgorde"),
            Text(
                en: "Readings came in another order than they were taken; they were put in order by their times.",
                nl: "Tussenstanden kwamen in een andere volgorde dan ze zijn gemeten; ze zijn op tijd gezet."
            )
        ),
        "reading_outside_session": (
            Text(en: "Reading outside the session", nl: "Stand buiten de sessie"),
            Text(
                en: "A reading carries a time before the start or after the stop and was left out of the curve.",
                nl: "Een stand draagt een tijd vóór de start of na de stop en is uit de curve gelaten."
            )
        ),
        "reading_outside_register": (
            Text(en: "Reading outside the registers", nl: "Stand buiten begin en eind"),
            Text(
                en: "A reading lies below the start register or above the stop register and was left out of the curve.",
                nl: "Een stand ligt onder de beginstand of boven de eindstand en is uit de curve gelaten."
            )
        ),
        "implausible_power": (
            Text(en: "More power than believable", nl: "Meer vermogen dan geloofwaardig"),
            Text(
                en: "The energy in this time would be more than a megawatt on average.",
                nl: "De energie in deze tijd zou gemiddeld meer dan een megawatt zijn."
            )
        ),
    ]

    private static let orderFlags: [String: Wording] = [
        "repeated_start": (
            Text(en: "Start repeated", nl: "Start herhaald"),
            Text(
                en: "The charge point sent the start again and got the same transaction; counted once.",
                nl: "Het laadpunt stuurde de start opnieuw en kreeg dezelfde transactie; één keer geteld."
            )
        ),
        "repeated_stop": (
            Text(en: "Stop repeated", nl: "Stop herhaald"),
            Text(
                en: "The same stop came more than once; counted once.",
                nl: "Dezelfde stop kwam meer dan één keer; één keer geteld."
            )
        ),
        "second_stop_differs": (
            Text(en: "Second stop differs", nl: "Tweede stop wijkt af"),
            Text(
                en: "A second stop with other values came; the first one counts.",
                nl: "Er kwam een tweede stop met andere waarden; de eerste telt."
            )
        ),
        "unmatched_stop": (
            Text(en: "Stop without start", nl: "Stop zonder start"),
            Text(
                en: "The stop names a transaction that we never started. It is kept, but nobody knows where it began.",
                nl: "De stop noemt een transactie die wij nooit startten. Hij is bewaard, maar het begin is onbekend."
            )
        ),
        "missing_events": (
            Text(en: "Messages missing", nl: "Berichten ontbreken"),
            Text(
                en: "The charge point numbers its messages, and some have not come; it may still send them.",
                nl: "Het laadpunt nummert zijn berichten, en enkele zijn niet gekomen; het kan ze nog sturen."
            )
        ),
        "missing_start": (
            Text(en: "Start missing", nl: "Start ontbreekt"),
            Text(
                en: "The first message of the session has not come: it began earlier and with a lower register.",
                nl: "Het eerste bericht van de sessie is niet gekomen: zij begon eerder en met een lagere stand."
            )
        ),
        "missing_stop": (
            Text(en: "Stop missing", nl: "Stop ontbreekt"),
            Text(
                en: "A later session began on the same connector although this one was never stopped.",
                nl: "Op dezelfde aansluiting begon een latere sessie terwijl deze nooit stopte."
            )
        ),
        "late_stop": (
            Text(en: "Stop came late", nl: "Stop kwam laat"),
            Text(
                en: "The stop came when a later session had already begun on the same connector.",
                nl: "De stop kwam toen op dezelfde aansluiting al een latere sessie was begonnen."
            )
        ),
        "overlap": (
            Text(en: "Overlaps another session", nl: "Overlapt een andere sessie"),
            Text(
                en: "Two sessions ran on one connector at the same time by their times.",
                nl: "Twee sessies liepen volgens hun tijden tegelijk op één aansluiting."
            )
        ),
        "ended_by_hand": (
            Text(en: "Ended by hand", nl: "Met de hand beëindigd"),
            Text(
                en: "No stop came; a person said when it ended and with which register. A stop that comes yet counts.",
                nl: "Er kwam geen stop; een mens gaf einde en eindstand op. Een stop die nog komt, telt."
            )
        ),
        "no_longer_given": (
            Text(en: "No longer read", nl: "Niet meer gelezen"),
            Text(
                en:
                    "Newer rules read no such session in the messages. It is kept, not paid, and taken back if credited.",
                nl:
                    "Nieuwere regels lezen deze sessie niet meer. Zij blijft staan, wordt niet betaald, en zo nodig teruggenomen."
            )
        ),
        "matched_by_time": (
            Text(en: "Stop matched by time", nl: "Stop toegewezen op tijd"),
            Text(
                en: "The stop named no known transaction; time and register fit this session only.",
                nl: "De stop noemde geen bekende transactie; tijd en stand passen alleen bij deze sessie."
            )
        ),
        "transaction_id_reused": (
            Text(en: "Transaction number reused", nl: "Transactienummer hergebruikt"),
            Text(
                en: "The charge point used the number of an earlier session again; both are kept apart.",
                nl: "Het laadpunt gebruikte het nummer van een eerdere sessie opnieuw; beide staan los van elkaar."
            )
        ),
        "token_not_accepted": (
            Text(en: "Card not accepted", nl: "Pas niet geaccepteerd"),
            Text(
                en: "The card was not accepted, and the charge point charged all the same.",
                nl: "De pas werd niet geaccepteerd en het laadpunt laadde toch."
            )
        ),
        "bad_connector": (
            Text(en: "Connector unknown", nl: "Aansluiting onbekend"),
            Text(
                en: "The start names no connector that can exist, so nobody knows which one drew the energy.",
                nl: "De start noemt geen aansluiting die kan bestaan; onbekend is dus welke de energie gaf."
            )
        ),
    ]
}

func flagBadges(_ flags: [SessionFlag], _ say: Reader) -> HTML {
    if flags.isEmpty { return .empty }
    return div(.class("badges")) {
        flags.map { badge(say($0.title), $0.isHolding ? .bad : .caution) }
    }
}
