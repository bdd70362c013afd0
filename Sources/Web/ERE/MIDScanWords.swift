import Domain
import Formats
import Templates
import Values

/// What is told about a list, its lines and its columns.
enum MIDScanWords {
    static let lost = Text(
        en: "The list came back incomplete. Please hand it in again.",
        nl: "De lijst kwam niet volledig terug. Lever haar opnieuw in."
    )
    static let columnTwice = Text(
        en: "This column is already chosen above.",
        nl: "Deze kolom is hierboven al gekozen."
    )
    static let modelNeeded = Text(
        en: "Choose the column with the model, or with brand and model together.",
        nl: "Kies de kolom met het model, of met merk en model samen."
    )

    static func title(_ column: MIDScan.Column) -> Text {
        switch column {
        case .brand: Text(en: "Brand", nl: "Merk")
        case .model: Text(verbatim: "Model")
        case .serial: Text(en: "Serial number", nl: "Serienummer")
        case .count: Text(en: "Count", nl: "Aantal")
        case .ean: Text(en: "EAN of the connection", nl: "EAN van de aansluiting")
        }
    }

    static func text(_ fault: ListFileFault) -> Text {
        let limits = ListFileLimits()
        return switch fault {
        case .empty: Text(en: "Nothing is in this file.", nl: "Er staat niets in dit bestand.")
        case .tooLarge:
            Text(
                en: "This file is too large: at most \(limits.bytes >> 20) MB are read.",
                nl: "Dit bestand is te groot: er wordt hooguit \(limits.bytes >> 20) MB gelezen."
            )
        case .tooManyLines:
            Text(
                en: "This list has more than \(limits.lines - 1) lines. Please hand it in in parts.",
                nl: "Deze lijst heeft meer dan \(limits.lines - 1) regels. Lever haar in delen in."
            )
        case .tooManyColumns:
            Text(
                en: "This list has more than \(limits.columns) columns. Please leave out what is not needed.",
                nl: "Deze lijst heeft meer dan \(limits.columns) kolommen. Laat weg wat niet nodig is."
            )
        case .oldExcel:
            Text(
                en: "This is an old or protected Excel file. Please save it as XLSX without a password, or as CSV.",
                nl: "Dit is een oud of beveiligd Excel-bestand. Bewaar het als XLSX zonder wachtwoord, of als CSV."
            )
        case .notReadable:
            Text(
                en: "This file cannot be read as CSV or Excel (XLSX).",
                nl: "Dit bestand is niet te lezen als CSV of Excel (XLSX)."
            )
        }
    }

    static func problem(_ fault: ListLineFault) -> MIDScanResult.LineProblem {
        let text =
            switch fault.code {
            case .quote:
                Text(en: "A quotation mark is not closed.", nl: "Een aanhalingsteken is niet gesloten.")
            case .cellTooLong:
                Text(
                    en: "A cell has more than \(ListFileLimits().characters) characters.",
                    nl: "Een cel heeft meer dan \(ListFileLimits().characters) tekens."
                )
            }
        return MIDScanResult.LineProblem(line: fault.line, text: text, isFatal: true)
    }

    static func text(_ problem: MIDScan.Problem) -> Text {
        switch problem {
        case .unnamed: Text(en: "Neither brand nor model.", nl: "Geen merk en geen model.")
        case .count:
            Text(
                en: "The count is no whole number from 1 to \(MIDScan.mostPerLine).",
                nl: "Het aantal is geen geheel getal van 1 tot en met \(MIDScan.mostPerLine)."
            )
        case .serialTwice(let line):
            Text(
                en: "The serial number stands in line \(line) already.",
                nl: "Het serienummer staat al in regel \(line)."
            )
        case .serialOfMany:
            Text(
                en: "One serial number for several chargers.",
                nl: "Eén serienummer voor meer dan één lader."
            )
        case .ean(let fault): text(fault)
        }
    }

    private static func text(_ fault: EAN18Fault) -> Text {
        switch fault {
        case .missing, .shape:
            Text(
                en: "The EAN has something other than digits in it.",
                nl: "In de EAN staat iets anders dan cijfers."
            )
        case .length(let count):
            Text(en: "The EAN has \(count) digits and not 18.", nl: "De EAN heeft \(count) cijfers en geen 18.")
        case .checkDigit:
            Text(
                en: "The check digit of the EAN is wrong: usually a typing error, or rounded by a spreadsheet.",
                nl: "Het controlecijfer van de EAN klopt niet: meestal een typefout, of afgerond door een rekenblad."
            )
        }
    }

    static func verdict(_ verdict: MIDScan.Verdict) -> MIDScanVerdict {
        switch verdict {
        case .qualifies: .qualifies
        case .needsProof: .needsProof
        case .doesNotQualify: .doesNotQualify
        case .unreadable: .unreadable
        }
    }

    static func reason(_ finding: MIDScan.Finding) -> MIDScanReason {
        switch (finding.known?.mid, finding.verdict) {
        case (nil, _): .unknown
        case (.builtIn?, _): .builtIn
        case (.variant?, _): .variant
        case (_, .needsProof): .contradicted
        default: .without
        }
    }
}
