import Domain
import Templates
import Values

/// The words of a credit document in the host's language.
struct CreditWords {
    let say: Reader
    /// The month of the document.
    private let month: YearMonth

    init(_ snapshot: CreditSnapshot) {
        month = snapshot.period
        say = Reader(language: Language(rawValue: snapshot.language) ?? .english, zone: .utc)
    }

    /// A country by its name, as letters have it.
    func country(_ code: String) -> String { say(CountryName.text(code)) }

    func title(_ kind: Domain.CreditKind) -> String {
        switch kind {
        case .selfBilledInvoice: say(Templates.CreditKind.selfBilledInvoice.title)
        case .payoutStatement: say(Templates.CreditKind.payoutStatement.title)
        }
    }

    var issuer: String { say(en: "Issued by (buyer of the energy)", nl: "Uitgereikt door (afnemer van de energie)") }

    /// Only an invoice is issued in the host's name; a payout is made to it.
    func recipient(_ kind: Domain.CreditKind) -> String {
        switch kind {
        case .selfBilledInvoice: say(en: "In the name of (host)", nl: "Namens (locatiehouder)")
        case .payoutStatement: say(en: "Paid to (host)", nl: "Uitbetaald aan (locatiehouder)")
        }
    }
    var number: String { say(en: "Number", nl: "Nummer") }
    var date: String { say(en: "Date", nl: "Datum") }
    var period: String { say(en: "Period", nl: "Periode") }
    var due: String { say(en: "To be paid by", nl: "Uiterlijk te betalen op") }
    var contract: String { say(en: "Contract", nl: "Contract") }
    var account: String { say(en: "To account", nl: "Op rekening") }
    var site: String { say(en: "Site", nl: "Locatie") }
    var tariff: String { say(en: "Tariff", nl: "Tarief") }
    var sessions: String { say(en: "Sessions", nl: "Sessies") }
    var session: String { say(en: "Session", nl: "Sessie") }
    var energy: String { "kWh" }
    var amount: String { say(en: "Amount", nl: "Bedrag") }
    var exactAmount: String { say(en: "Amount (exact)", nl: "Bedrag (onafgerond)") }
    var connector: String { say(.connector) }
    var net: String { say(en: "Total excluding VAT", nl: "Totaal exclusief btw") }
    var total: String { say(en: "Total", nl: "Totaal") }
    var correction: String { say(en: "Correction", nl: "Correctie") }
    var chargePoint: String { say(.chargePoint) }
    var start: String { say(en: "Start", nl: "Start") }
    var stop: String { say(en: "Stop", nl: "Stop") }
    var price: String { say(en: "Price per kWh", nl: "Prijs per kWh") }
    var factor: String { say(en: "Factor a", nl: "Factor a") }
    var addend: String { say(en: "Addend b per kWh", nl: "Opslag b per kWh") }
    var percent: String { say(en: "Percentage", nl: "Percentage") }
    var fixed: String { say(en: "Fixed amount per kWh", nl: "Vast bedrag per kWh") }
    var supplyPrice: String { say(en: "Supply price per kWh", nl: "Leveringsprijs per kWh") }
    /// Says by the way why some prices have no date.
    var quarterHours: String {
        say(en: "Prices used (of several: averages)", nl: "Gebruikte prijzen (van meer: gemiddelden)")
    }
    var spotFrom: String { say(en: "Spot of (UTC)", nl: "Spot van (UTC)") }
    var spotMinutes: String { say(en: "Spot minutes", nl: "Spot minuten") }
    var spotVersion: String { say(en: "Spot version", nl: "Spot versie") }
    var formula: String { say(en: "Formula", nl: "Formule") }
    var detail: String { say(en: "Sessions of this document", nl: "Sessies van dit document") }

    var corrects: String { say(en: "Corrects document", nl: "Corrigeert document") }
    var corrections: String { say(en: "Corrected sessions", nl: "Gecorrigeerde sessies") }
    var oldAmount: String { say(en: "Old amount", nl: "Oud bedrag") }
    var newAmount: String { say(en: "New amount", nl: "Nieuw bedrag") }
    var difference: String { say(en: "Difference", nl: "Verschil") }

    func reference(_ document: CreditReference) -> String { "\(document.number) (\(say.date(document.issuedOn)))" }

    /// What kind of entry a row of the spreadsheet is.
    func entry(_ line: CreditLine, isCorrection: Bool) -> String {
        if line.isReversal { return say(en: "Taken back", nl: "Teruggenomen") }
        if isCorrection { return say(en: "Credited instead", nl: "In plaats daarvan vergoed") }
        return earlierMonth(line).map { say(en: "Of \(say.month($0))", nl: "Van \(say.month($0))") } ?? ""
    }

    /// The month of a session that this document's own month came too early for, such as one that waited for a price.
    private func earlierMonth(_ line: CreditLine) -> YearMonth? {
        guard let stopped = line.stoppedAt else { return nil }
        let own = (Zone.named(line.siteTimeZone) ?? .utc).month(of: stopped)
        return own < month ? own : nil
    }

    /// Sessions of earlier months that are credited here for the first time; `nil` when there are none.
    func earlier(_ lines: [CreditLine], corrected: Set<SessionID>) -> String? {
        let count = lines.count { !corrected.contains($0.sessionID) && earlierMonth($0) != nil }
        guard count > 0 else { return nil }
        return say(
            en: "Sessions of earlier months, credited here for the first time: \(say.count(count)).",
            nl: "Sessies van eerdere maanden die hier voor het eerst worden vergoed: \(say.count(count))."
        )
    }

    /// The rule that decided about the VAT, with its reason.
    func rule(_ vat: VATStatement) -> String {
        let reason = VATRule(rawValue: vat.ruleID)?.ground(language: say.language.rawValue) ?? vat.reason
        return say(en: "VAT rule", nl: "Btw-regel") + " \(vat.ruleID): \(reason)"
    }

    /// Whether prices and amounts cover VAT.
    func priceBasis(_ kind: Domain.CreditKind) -> String {
        switch kind {
        case .selfBilledInvoice: say(Templates.CreditKind.selfBilledInvoice.priceBasis)
        case .payoutStatement: say(Templates.CreditKind.payoutStatement.priceBasis)
        }
    }

    func vat(_ total: VATTotal) -> String {
        let treatment = VATTreatment(rawValue: total.category.rawValue) ?? .standard
        return treatment.title(Exact(mantissa: Int128(total.rate), scale: 2), say)
    }

    /// How the amounts came about, and where the rest of the detail is.
    func rounding(_ sessions: Int, isDetailed: Bool) -> String {
        let rule = say(
            en: "Each session's amount is exact; a line is the exact sum of its sessions, rounded once to the cent.",
            nl: "Het bedrag van elke sessie is exact; een regel is de exacte som van zijn sessies, één keer afgerond."
        )
        if isDetailed {
            return rule + " "
                + say(
                    en: "The spreadsheet of this document has the inputs of each amount.",
                    nl: "Het rekenblad bij dit document heeft de gegevens achter elk bedrag."
                )
        }
        return rule + " "
            + say(
                en: "All \(sessions) sessions with their prices stand in the spreadsheet of this document.",
                nl: "Alle \(sessions) sessies met hun prijzen staan in het rekenblad bij dit document."
            )
    }
}
