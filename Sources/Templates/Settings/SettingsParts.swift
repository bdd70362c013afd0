import Values

/// The groups of the form of settings.
enum SettingsParts {
    static func company(_ model: SettingsForm.Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Company", nl: "Bedrijf")) {
            inputField(Control("name", .name, hint: nameHint), model.name, say)
            inputField(Control("legal_name", legalName, hint: legalHint), model.legalName, say)
            fieldRow {
                inputField(
                    Control("company_number", Text(en: "Company number", nl: "KvK-nummer")).optional,
                    model.companyNumber,
                    say
                )
                inputField(
                    Control("vat_id", Text(en: "VAT number", nl: "Btw-nummer"), hint: vatHint).optional,
                    model.vatID,
                    say
                )
            }
            inputField(Control("email", .email, hint: emailHint, type: .email).optional, model.email, say)
        }
    }

    private static let legalName = Text(en: "Legal name", nl: "Statutaire naam")
    private static let nameHint = Text(en: "At the top of every page.", nl: "Boven elke pagina.")
    private static let legalHint = Text(
        en: "As in the company register; on documents, and as the payer in bank files.",
        nl: "Zoals in het handelsregister; op documenten, en als betaler in bankbestanden."
    )
    private static let vatHint = Text(
        en: "With its country, such as NL001234567B01.",
        nl: "Met het land, zoals NL001234567B01."
    )
    private static let emailHint = Text(
        en: "Where hosts reach you; on documents.",
        nl: "Waar locatiehouders u bereiken; op documenten."
    )

    static func bank(_ model: SettingsForm.Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Payments", nl: "Betalingen")) {
            inputField(Control("iban", Text(verbatim: "IBAN"), hint: ibanHint).optional, model.iban, say)
            inputField(Control("bic", Text(verbatim: "BIC"), hint: bicHint).optional.narrow, model.bic, say)
        }
    }

    private static let ibanHint = Text(
        en: "Hosts are paid from this account; without it no bank file is made.",
        nl: "Van deze rekening worden locatiehouders betaald; zonder komt er geen bankbestand."
    )
    private static let bicHint = Text(
        en: "Only needed outside the European Economic Area.",
        nl: "Alleen nodig buiten de Europese Economische Ruimte."
    )

    static func documents(_ model: SettingsForm.Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Documents and books", nl: "Documenten en boeken")) {
            inputField(Control("number_prefix", prefix, hint: prefixHint).narrow, model.numberPrefix, say)
            fieldRow {
                selectField(Control("currency", currency, hint: currencyHint), currencies, model.currency, say)
                selectField(
                    Control("language", .languageName, hint: languageHint),
                    Language.allCases.map { Choice($0.code, $0.ownName) },
                    model.language,
                    say
                )
            }
            if !model.takesBankFile { notice(.info, say(.bankFilesInEuroOnly)) }
            selectField(Control("time_zone", .timeZone, hint: zoneHint), model.zones, model.timeZone, say)
        }
    }

    private static let currencies = Currency.allCases.map { Choice($0.code, $0.code) }
    private static let prefix = Text(en: "Numbers begin with", nl: "Nummers beginnen met")
    private static let prefixHint = Text(
        en: "Two to eight capitals or digits. Another one begins new series at 0001; the old ones stay without gaps.",
        nl:
            "Twee tot acht hoofdletters of cijfers. Een ander begint nieuwe reeksen bij 0001; de oude blijven zonder gaten."
    )
    private static let currency = Text(en: "Currency", nl: "Valuta")
    private static let currencyHint = Text(
        en: "Fixed from the first journal line on. Bank files can be made for amounts in euro only.",
        nl: "Ligt vast vanaf de eerste journaalregel. Bankbestanden kunnen alleen voor bedragen in euro."
    )
    private static let languageHint = Text(
        en: "Proposed for new hosts.",
        nl: "Voorgesteld voor nieuwe locatiehouders."
    )
    private static let zoneHint = Text(
        en: "Of the times on pages, and of the day on documents; months of sessions are cut in the zone of their site.",
        nl: "Van tijden op pagina's en de dag op documenten; maanden van sessies volgen de zone van hun locatie."
    )

    static func approval(_ model: SettingsForm.Model, _ say: Reader) -> HTML {
        fieldGroup(say(en: "Approval", nl: "Goedkeuring")) {
            checkField(Control("four_eyes", fourEyes, hint: fourEyesHint).optional, model.needsFourEyes, say)
        }
    }

    private static let fourEyes = Text(en: "Four eyes", nl: "Vier ogen")
    private static let fourEyesHint = Text(
        en: "Who closes a month cannot approve it; somebody else has to.",
        nl: "Wie een maand afsluit kan haar niet goedkeuren; dat moet een ander doen."
    )

    static func charging(_ model: SettingsForm.Model, _ say: Reader) -> HTML {
        fieldGroup(say(.chargePoints)) {
            checkField(Control("unknown_tokens", unknown, hint: unknownHint).optional, model.acceptsUnknownTokens, say)
            inputField(
                Control("heartbeat", heartbeat, hint: heartbeatHint).number(unit: "s"),
                model.heartbeatSeconds,
                say
            )
            checkField(Control("hosts_connect", hostsConnect, hint: hostsHint).optional, model.hostsConnect, say)
        }
    }

    private static let unknown = Text(
        en: "Cards that are not listed may charge",
        nl: "Passen die niet op de lijst staan mogen laden"
    )
    private static let unknownHint = Text(
        en: "Blocked and expired ones may not in any case.",
        nl: "Geblokkeerde en verlopen passen mogen het in geen geval."
    )
    private static let hostsConnect = Text(
        en: "Hosts may connect charge points",
        nl: "Locatiehouders mogen laadpunten verbinden"
    )
    private static let hostsHint = Text(
        en:
            "At their own sites, to platforms of the directory and your back-offices. What such a charge point reports is credited like any other.",
        nl:
            "Op hun eigen locaties, naar platformen uit de lijst en uw backoffices. Wat zo'n laadpunt meldt wordt vergoed als van elk ander."
    )
    private static let heartbeat = Text(en: "Heartbeat", nl: "Heartbeat")
    private static let heartbeatHint = Text(
        en: "How often a charge point says that it is there; told to it at its next boot. 10 to 86400 seconds.",
        nl:
            "Hoe vaak een laadpunt zegt dat het er is; krijgt het bij de volgende start te horen. 10 tot 86400 seconden."
    )
}
