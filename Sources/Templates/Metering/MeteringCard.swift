package import Values

/// What is known of a charge point's meter, and from what.
package enum MeteringCard {
    package enum Verdict: String, CaseIterable, Sendable {
        case likely, possible, unlikely, unknown

        var tone: Tone {
            switch self {
            case .likely: .good
            case .possible: .caution
            case .unlikely: .bad
            case .unknown: .neutral
            }
        }

        var title: Text {
            switch self {
            case .likely: Text(en: "MID meter built in", nl: "MID-meter ingebouwd")
            case .possible: Text(en: "Perhaps a MID meter", nl: "Mogelijk een MID-meter")
            case .unlikely: Text(en: "No MID meter known", nl: "Geen MID-meter bekend")
            case .unknown: Text(en: "Meter not known", nl: "Meter onbekend")
            }
        }
    }

    /// Something that was told of a meter.
    package struct Told: Sendable {
        package let what: Text
        /// `nil` where no connector was named.
        package let connector: Int?
        package let value: String
        /// Where it stood.
        package let source: Text
        /// Since when it is told; `nil` where that is not known.
        package let since: Timestamp?

        package init(what: Text, connector: Int? = nil, value: String, source: Text, since: Timestamp?) {
            self.what = what
            self.connector = connector
            self.value = value
            self.source = source
            self.since = since
        }
    }

    package struct Model: Sendable {
        package let verdict: Verdict
        /// Whether the verdict rests on a document or on the charge point's own word.
        package let isConfirmed: Bool
        package let signs: Bool
        package let reasons: [Text]
        /// What was told of the meters.
        package var facts: [Told] = []
        /// The public key as entered; `nil` for readers who may not enter one.
        package let key: Field?

        package init(verdict: Verdict, isConfirmed: Bool, signs: Bool, reasons: [Text], key: Field?) {
            self.verdict = verdict
            self.isConfirmed = isConfirmed
            self.signs = signs
            self.reasons = reasons
            self.key = key
        }
    }

    static func card(_ model: Model, _ key: Route, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return Templates.card(say(en: "Meter: MID and Eichrecht", nl: "Meter: MID en Eichrecht")) {
            p {
                badge(say(model.verdict.title), model.verdict.tone)
                " "
                if !model.isConfirmed, model.verdict != .unknown { confidenceBadge(isConfirmed: false, say) }
                " "
                model.signs
                    ? badge(say(en: "Sends signed values", nl: "Stuurt ondertekende waarden"), .good)
                    : badge(say(en: "No signed values seen", nl: "Geen ondertekende waarden gezien"), .neutral)
            }
            ul { model.reasons.map { reason in li { say(reason) } } }
            if !model.facts.isEmpty { facts(model.facts.map { fact($0, say) }) }
            p(.class("soft")) { say(proof) }
            if let field = model.key { keyForm(field, key, frame) }
        }
    }

    private static func fact(_ told: Told, _ say: Reader) -> Fact {
        let place = told.connector.map { say(en: ", connector \($0)", nl: ", connector \($0)") } ?? ""
        return Fact(
            say(told.what) + place,
            HTML {
                told.value
                p(.class("soft")) {
                    say(told.source)
                    if let since = told.since {
                        say(en: ", since ", nl: ", sinds "); exactMoment(since, say)
                    }
                }
            }
        )
    }

    private static func keyForm(_ field: Field, _ route: Route, _ frame: PageFrame) -> HTML {
        let say = frame.say
        return disclosure(
            say(en: "Public key of the meter", nl: "Publieke sleutel van de meter"),
            isOpen: field.error != nil
        ) {
            postForm(frame, to: route, .class("form")) {
                textField(Control("meter_key", keyTitle, hint: keyHint).optional, rows: 4, field, say)
                formActions { submitButton(say(.save), style: .secondary) }
            }
        }
    }

    private static let proof = Text(
        en:
            "A catalogue can only tell where to look. What counts is the mark on this very meter: CE, M and the year in a box, and the number of the notified body.",
        nl:
            "Een catalogus vertelt alleen waar u moet kijken. Wat telt is het merk op deze meter zelf: CE, M met het jaartal in een kader, en het nummer van de aangemelde instantie."
    )
    private static let keyTitle = Text(en: "Public key", nl: "Publieke sleutel")
    private static let keyHint = Text(
        en:
            "Needed only where the key neither comes with the values nor stands in the charge point's settings: from the type plate, a QR code or the maker, as hexadecimal, base64 or PEM.",
        nl:
            "Alleen nodig als de sleutel niet met de waarden meekomt en niet in de instellingen van het laadpunt staat: van het typeplaatje, een QR-code of de fabrikant, als hexadecimaal, base64 of PEM."
    )
}

/// How sure an entry of a catalogue is.
func confidenceBadge(isConfirmed: Bool, _ say: Reader) -> HTML {
    isConfirmed
        ? badge(say(en: "Confirmed", nl: "Bevestigd"), .good)
        : badge(say(en: "To be confirmed", nl: "Te bevestigen"), .caution)
}
