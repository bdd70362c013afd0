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

    private typealias Wording = (title: Text, explanation: Text)

    private static let unexplained = Text(
        en: "This flag has no description yet; the raw frames below show what was received.",
        nl: "Dit signaal heeft nog geen beschrijving; de ruwe berichten hieronder tonen wat is ontvangen."
    )

    /// Every code with wording, for filters and tests.
    package static var knownCodes: [String] { known.keys.sorted() }

    private static let known: [String: Wording] = clockFlags.merging(meterFlags) { $1 }.merging(orderFlags) { $1 }

    private static let clockFlags: [String: Wording] = [
        "clock_wrong": (
            Text(en: "Clock off", nl: "Klok loopt fout"),
            Text(
                en:
                    """
                    The charge point's clock differs from ours by more than the delivery explains. The \
                    recorded times are kept; the price of another quarter hour may have been the right one.
                    """,
                nl:
                    """
                    De klok van het laadpunt wijkt verder af van de onze dan de bezorging verklaart. De \
                    gemelde tijden blijven staan; mogelijk had een ander kwartier gemoeten.
                    """
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
        "too_long": (
            Text(en: "Very long", nl: "Zeer lang"),
            Text(
                en: "The session lasted longer than is usual here.",
                nl: "De sessie duurde langer dan hier gewoon is."
            )
        ),
    ]

    private static let meterFlags: [String: Wording] = [
        "meter_backwards": (
            Text(en: "Meter ran backwards", nl: "Meter liep terug"),
            Text(
                en: "The register at the stop is below the one at the start, so the energy cannot be known from it.",
                nl: "De stand bij de stop ligt onder die bij de start; de energie volgt er dus niet uit."
            )
        ),
        "reading_fell": (
            Text(en: "Reading fell", nl: "Stand daalde"),
            Text(
                en: "A reading in between is lower than an earlier one and was left out of the curve.",
                nl: "Een tussenstand is lager dan een eerdere en is uit de curve gelaten."
            )
        ),
        "reading_outside_session": (
            Text(en: "Reading outside the session", nl: "Stand buiten de sessie"),
            Text(
                en: "A reading carries a time before the start or after the stop and was left out of the curve.",
                nl: "Een stand draagt een tijd vóór de start of na de stop en is uit de curve gelaten."
            )
        ),
        "reading_outside_registers": (
            Text(en: "Reading outside the registers", nl: "Stand buiten begin en eind"),
            Text(
                en: "A reading lies below the start register or above the stop register and was left out of the curve.",
                nl: "Een stand ligt onder de beginstand of boven de eindstand en is uit de curve gelaten."
            )
        ),
        "no_readings": (
            Text(en: "No readings in between", nl: "Geen tussenstanden"),
            Text(
                en: "Only start and stop registers are known; energy per quarter hour is drawn as a straight line.",
                nl: "Alleen begin- en eindstand zijn bekend; energie per kwartier is een rechte lijn."
            )
        ),
        "too_fast": (
            Text(en: "More power than possible", nl: "Meer vermogen dan mogelijk"),
            Text(
                en: "The energy is more than the charge point's highest power could deliver in the time.",
                nl: "De energie is meer dan het hoogste vermogen van het laadpunt in die tijd kan leveren."
            )
        ),
        "no_energy": (
            Text(en: "No energy", nl: "Geen energie"),
            Text(en: "Nothing was delivered.", nl: "Er is niets geleverd.")
        ),
    ]

    private static let orderFlags: [String: Wording] = [
        "start_repeated": (
            Text(en: "Start repeated", nl: "Start herhaald"),
            Text(
                en: "The charge point sent the start again and got the same transaction; counted once.",
                nl: "Het laadpunt stuurde de start opnieuw en kreeg dezelfde transactie; één keer geteld."
            )
        ),
        "stop_repeated": (
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
        "stop_without_start": (
            Text(en: "Stop without start", nl: "Stop zonder start"),
            Text(
                en: "The stop names a transaction that we never started. It is kept, but nobody knows where it began.",
                nl: "De stop noemt een transactie die wij nooit startten. Hij is bewaard, maar het begin is onbekend."
            )
        ),
        "stop_missing": (
            Text(en: "Stop missing", nl: "Stop ontbreekt"),
            Text(
                en: "A later session began on the same connector although this one was never stopped.",
                nl: "Op dezelfde aansluiting begon een latere sessie terwijl deze nooit stopte."
            )
        ),
        "overlaps": (
            Text(en: "Overlaps another session", nl: "Overlapt een andere sessie"),
            Text(
                en: "Two sessions ran on one connector at the same time by their times.",
                nl: "Twee sessies liepen volgens hun tijden tegelijk op één aansluiting."
            )
        ),
        "unknown_token": (
            Text(en: "Unknown card", nl: "Onbekende pas"),
            Text(
                en: "The card that started the session is not known here.",
                nl: "De pas waarmee de sessie startte is hier niet bekend."
            )
        ),
        "foreign_stop_token": (
            Text(en: "Stopped by another card", nl: "Gestopt met andere pas"),
            Text(
                en: "The card that stopped the session shares no group with the one that started it.",
                nl: "De pas die de sessie stopte deelt geen groep met de pas die haar startte."
            )
        ),
        "late_delivery": (
            Text(en: "Delivered late", nl: "Laat bezorgd"),
            Text(
                en: "The charge point was offline and delivered the session later; no fault by itself.",
                nl: "Het laadpunt was offline en bezorgde de sessie later; op zich geen fout."
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
