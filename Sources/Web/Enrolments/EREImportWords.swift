package import Domain
import Templates
import Values

/// What is told about lists of connections.
package enum EREImportWords {
    /// What is wrong with a line, in English, for the command line.
    package static func sentence(_ fault: EREImportList.Fault) -> String { text(fault)(.english) }

    static func text(_ rejection: EREImportRejection) -> Text {
        switch rejection {
        case .faults:
            Text(
                en: "Something changed meanwhile. Nothing was added; please look again.",
                nl: "Er is intussen iets veranderd. Er is niets toegevoegd; kijk nog eens."
            )
        case .tooManyLines:
            Text(
                en: "This list has more than \(EREImportList.mostLines) lines. Please hand it in in parts.",
                nl: "Deze lijst heeft meer dan \(EREImportList.mostLines) regels. Lever haar in delen in."
            )
        case .noColumns:
            Text(
                en: "The first line needs headings, among them Name, E-mail and EAN, with connections below.",
                nl: "De eerste regel heeft koppen nodig, waaronder Naam, E-mail en EAN, met daaronder aansluitingen."
            )
        case .programmeEnded:
            Text(
                en: "You are no partner of the provider any more, so nothing is begun.",
                nl: "U bent geen partner van de aanbieder meer, dus er wordt niets begonnen."
            )
        }
    }

    static func line(_ line: EREImportList.Line) -> EREImportPage.Line {
        EREImportPage.Line(
            number: line.number,
            name: line.details.name,
            email: line.details.email,
            ean: line.ean,
            charger: line.charger.map { "\($0.brand) \($0.model) \($0.serial)" } ?? "",
            outcome: outcome(line.outcome),
            isKnown: line.outcome == .known,
            problems: line.faults.map(text)
        )
    }

    private static func outcome(_ outcome: EREImportList.Outcome) -> Text {
        switch outcome {
        case .newCustomer: Text(en: "New customer, to be signed", nl: "Nieuwe klant, moet tekenen")
        case .newEnrolment: Text(en: "Known customer, to be signed", nl: "Bekende klant, moet tekenen")
        case .moreChargers: Text(en: "One more charger", nl: "Nog een lader")
        case .known: Text(en: "There already", nl: "Is er al")
        }
    }

    private static func text(_ fault: EREImportList.Fault) -> Text {
        let (column, reason) = (column(fault.column), reason(fault.reason))
        return Text(en: "\(column(.english)): \(reason(.english))", nl: "\(column(.dutch)): \(reason(.dutch))")
    }

    private static func reason(_ reason: EREImportList.Fault.Reason) -> Text {
        switch reason {
        case .missing: Text(en: "is missing.", nl: "ontbreekt.")
        case .tooLong: Text(en: "is too long.", nl: "is te lang.")
        case .malformed: Text(en: "is not one.", nl: "klopt niet.")
        case .unknownWord: Text(en: "is a word we do not know.", nl: "is een woord dat we niet kennen.")
        case .ean(let fault): EREWords.text(fault)
        case .privateRegistered:
            Text(
                en: "a private person has no company or VAT number.",
                nl: "een particulier heeft geen KvK- of btw-nummer."
            )
        case .meterElsewhere:
            Text(en: "a meter outside the charger does not count.", nl: "een meter buiten de lader telt niet.")
        case .dates: Text(en: "the days cannot be right.", nl: "de dagen kunnen niet kloppen.")
        case .twice(let line): Text(en: "the same as in line \(line).", nl: "hetzelfde als in regel \(line).")
        case .connectionTaken:
            Text(
                en: "the connection has a provider in this year and the next.",
                nl: "de aansluiting heeft dit jaar en volgend jaar al een aanbieder."
            )
        case .othersConnection:
            Text(en: "another customer has this connection.", nl: "een andere klant heeft deze aansluiting.")
        case .customerEnded: Text(en: "this customer has left.", nl: "deze klant is vertrokken.")
        case .referenceTaken:
            Text(en: "another customer has this reference.", nl: "een andere klant heeft dit kenmerk.")
        case .tooMany: Text(en: "more chargers than one connection has.", nl: "meer laders dan één aansluiting heeft.")
        }
    }

    private static func column(_ column: EREImportList.Column) -> Text {
        switch column {
        case .name: Text(en: "Name", nl: "Naam")
        case .email: Text(en: "E-mail", nl: "E-mail")
        case .kind: Text(en: "Kind", nl: "Soort")
        case .reference: Text(en: "Reference", nl: "Kenmerk")
        case .language: Text(en: "Language", nl: "Taal")
        case .phone: Text(en: "Phone", nl: "Telefoon")
        case .companyNumber: Text(en: "Company number", nl: "KvK-nummer")
        case .vatID: Text(en: "VAT number", nl: "Btw-nummer")
        case .representative: Text(en: "Representative", nl: "Vertegenwoordiger")
        case .ean: Text(en: "EAN", nl: "EAN")
        case .street: Text(en: "Street", nl: "Straat")
        case .houseNumber: Text(en: "House number", nl: "Huisnummer")
        case .postcode: Text(en: "Postcode", nl: "Postcode")
        case .town: Text(en: "Town", nl: "Plaats")
        case .construct: Text(en: "Connection kind", nl: "Soort aansluiting")
        case .brand: Text(en: "Brand", nl: "Merk")
        case .model: Text(en: "Model", nl: "Model")
        case .serial: Text(en: "Serial number", nl: "Serienummer")
        case .meterPlace: Text(en: "Meter place", nl: "MID in lader")
        case .iban: Text(en: "IBAN", nl: "IBAN")
        case .accountHolder: Text(en: "Account holder", nl: "Rekeninghouder")
        case .mandateOn: Text(en: "Mandate date", nl: "Machtiging op")
        case .mandateUntil: Text(en: "Mandate until", nl: "Machtiging tot")
        case .evidence: Text(en: "Evidence", nl: "Bewijs")
        }
    }
}
