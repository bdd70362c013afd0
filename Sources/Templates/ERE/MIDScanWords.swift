/// What the scan of a list finds about chargers.
package enum MIDScanVerdict: String, CaseIterable, Sendable {
    case qualifies
    case needsProof = "needs_proof"
    case doesNotQualify = "does_not_qualify"
    case unreadable

    package var title: Text {
        switch self {
        case .qualifies: Text(en: "Qualifies", nl: "Telt mee")
        case .needsProof: Text(en: "Needs proof", nl: "Bewijs nodig")
        case .doesNotQualify: Text(en: "Does not qualify", nl: "Telt niet mee")
        case .unreadable: Text(en: "Not counted", nl: "Niet geteld")
        }
    }

    var tone: Tone {
        switch self {
        case .qualifies: .good
        case .needsProof: .caution
        case .doesNotQualify: .bad
        case .unreadable: .neutral
        }
    }
}

/// Why a charger has its verdict.
package enum MIDScanReason: Sendable, CaseIterable {
    /// The catalogue says that the model has a meter.
    case builtIn
    /// It comes with and without.
    case variant
    /// It has none.
    case without
    /// It has none, but the list says otherwise.
    case contradicted
    /// The catalogue does not know it.
    case unknown

    package var text: Text {
        switch self {
        case .builtIn:
            Text(
                en: "The catalogue has this model with a MID meter inside.",
                nl: "De catalogus kent dit model met een MID-meter aan boord."
            )
        case .variant:
            Text(
                en: "This model comes with and without a MID meter: the mark on the meter or the type plate decides.",
                nl: "Dit model is er met en zonder MID-meter: het merk op de meter of het typeplaatje beslist."
            )
        case .without:
            Text(
                en: "The catalogue has this model without a MID meter.",
                nl: "De catalogus kent dit model zonder MID-meter."
            )
        case .contradicted:
            Text(
                en: "The list says MID, the catalogue knows the model without: show the mark on the meter.",
                nl: "De lijst zegt MID, de catalogus kent het model zonder: laat het merk op de meter zien."
            )
        case .unknown:
            Text(
                en: "This model is not in the catalogue: look for the mark on the meter.",
                nl: "Dit model staat niet in de catalogus: zoek het merk op de meter."
            )
        }
    }
}

extension Text {
    package static let midScan = Text(en: "MID scan", nl: "MID-scan")
    static let midProof = Text(
        en:
            "A catalogue can only tell where to look. What proves a meter is its mark (CE, M and the year in a box, the number of the notified body) with the serial number of this very charger.",
        nl:
            "Een catalogus vertelt alleen waar u moet kijken. Bewijs is het merk op de meter (CE, M met het jaartal in een kader, het nummer van de aangemelde instantie) met het serienummer van juist deze lader."
    )
    static let listNotKept = Text(
        en:
            "The list is not kept: it is read, held against the catalogue and forgotten; your browser carries it along.",
        nl:
            "De lijst wordt niet bewaard: ze wordt gelezen, naast de catalogus gelegd en vergeten; uw browser draagt haar mee."
    )
}
