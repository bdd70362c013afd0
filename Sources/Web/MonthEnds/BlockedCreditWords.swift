import Domain
import Templates
import Values

extension CreditFinding {
    /// What is wrong and what to do.
    var text: Text { Text(en: reason, nl: dutch) }

    private var dutch: String {
        switch self {
        case .vat(let finding): finding.dutch
        case .rateMissing(let missing):
            "Voor \(missing.country) is op \(missing.day) geen btw-tarief bekend: voeg het toe aan de btw-tarieven."
        case .currencyDiffers:
            "Regels hebben een andere valuta dan de boeken van de exploitant; er wordt in één valuta vergoed."
        case .termMissing: "Geen versie van het contract geldt in de maand of daarvoor: voeg er een toe."
        case .amountTooLarge:
            "De bedragen zijn te groot om exact te rekenen: controleer de prijzen van het contract."
        }
    }

    /// The page on which it is put right.
    func remedy(_ host: HostID, _ contract: ReimbursementContractID) -> Route {
        switch self {
        case .vat(let finding): finding.remedy(host)
        case .rateMissing: .vatRates
        case .currencyDiffers: .settings
        case .termMissing, .amountTooLarge: .reimbursementContract(contract)
        }
    }

    /// What is said of a code that this program does not know.
    static func text(_ finding: CreditFinding?, code: String) -> Text { finding?.text ?? Text(verbatim: code) }
}

extension VATFinding {
    fileprivate func remedy(_ host: HostID) -> Route {
        switch self {
        case .personWithStatus, .hostIDMissing, .hostIDForeign, .exemptionGroundMissing: .editHost(host)
        case .siteAbroad, .outsideUnion, .exemptAbroad: .host(host)
        case .operatorIDMissing, .operatorIDForeign: .settings
        }
    }

    fileprivate var dutch: String {
        switch self {
        case .personWithStatus:
            "Een particulier kan niet btw-plichtig of vrijgesteld zijn: verbeter soort of btw-status."
        case .hostIDMissing:
            "De locatiehouder is btw-plichtig maar heeft geen btw-nummer: vul het in of verbeter de btw-status."
        case .hostIDForeign: "Het btw-nummer is er geen van het land van de locatiehouder: verbeter een van beide."
        case .siteAbroad:
            "Een locatie staat in een ander land dan de locatiehouder: vraag uw accountant wie de btw afdraagt."
        case .outsideUnion:
            "Locatiehouder en exploitant zitten in twee landen, waarvan één buiten de Europese Unie: "
                + "vraag uw accountant."
        case .exemptAbroad:
            "De locatiehouder is vrijgesteld in een ander land dan de exploitant: vraag uw accountant of dat hier geldt."
        case .exemptionGroundMissing:
            "De locatiehouder is vrijgesteld, en de factuur moet zeggen waarom: vul de grond in."
        case .operatorIDMissing: "De btw wordt verlegd naar de exploitant, die geen btw-nummer heeft: vul het in."
        case .operatorIDForeign:
            "Het btw-nummer van de exploitant is er geen van zijn land: verbeter een van beide."
        }
    }
}
