import Domain
import Templates
import Values

/// What the pages of register credits show.
enum ERECreditModels {
    static func quarter(_ sums: ERECreditedQuarter) -> ERECreditIndex.Quarter {
        ERECreditIndex.Quarter(
            quarter: "\(sums.quarter)",
            connections: sums.connections,
            filed: sums.filed,
            credited: sums.credited,
            beyond: sums.beyond,
            open: sums.open
        )
    }

    static func file(_ file: ERECreditFile) -> ERECreditIndex.File {
        ERECreditIndex.File(
            file: Mention(file.name, .ereCreditFile(file.id)),
            by: file.uploadedBy,
            at: file.uploadedAt,
            recordedAt: file.recorded?.at,
            new: file.recorded?.new ?? 0,
            changed: file.recorded?.changed ?? 0,
            unchanged: file.recorded?.unchanged ?? 0
        )
    }

    /// A file with what it says; of one that was recorded what it brought then, with the tolerance of then.
    static func show(
        _ file: ERECreditFile,
        _ outcomes: [ERECreditOutcome],
        _ faults: [ERECreditSheet.LineFault],
        _ problem: Text?,
        shown: Int,
        _ today: Int64 = ERECreditTolerance.standard
    ) -> ERECreditShow.Model {
        let tolerance = file.recorded?.tolerance ?? today
        let ordered = outcomes.sorted { rank($0, tolerance) < rank($1, tolerance) }
        return ERECreditShow.Model(
            id: file.id,
            file: Self.file(file),
            figures: file.figures.rawValue,
            size: file.size,
            sha256: Hex.text(file.sha256),
            tolerance: tolerance,
            filed: outcomes.reduce(0) { $0 + $1.filed },
            credited: outcomes.reduce(0) { $0 + $1.units },
            beyond: outcomes.count { $0.isBeyond(tolerance) },
            lines: ordered.prefix(shown).map { line($0, tolerance) },
            lineCount: outcomes.count,
            faults: faults.prefix(shown).map { ($0.line, ERECreditTexts.text($0.fault)) },
            faultCount: faults.count,
            problem: problem
        )
    }

    /// What somebody has to look at comes first.
    private static func rank(_ outcome: ERECreditOutcome, _ tolerance: Int64) -> (Int, Int) {
        if outcome.isBeyond(tolerance) { return (0, outcome.line) }
        switch outcome.kind {
        case .changed: return (1, outcome.line)
        case .new: return (2, outcome.line)
        case .unchanged: return (3, outcome.line)
        }
    }

    private static func line(_ outcome: ERECreditOutcome, _ tolerance: Int64) -> ERECreditShow.Line {
        ERECreditShow.Line(
            number: outcome.line,
            booking: Mention(outcome.customerName, .ereBooking(outcome.booking)),
            ean: outcome.ean,
            quarter: "\(outcome.quarter)",
            isCorrection: outcome.isCorrection,
            kind: kind(outcome.kind),
            filed: outcome.filed,
            before: outcome.before,
            stated: outcome.stated,
            credited: outcome.units,
            isBeyond: outcome.isBeyond(tolerance)
        )
    }

    private static func kind(_ kind: ERECreditOutcome.Kind) -> ERECreditShow.Kind {
        switch kind {
        case .new: .new
        case .changed: .changed
        case .unchanged: .unchanged
        }
    }
}

/// What people are told about files of the register.
enum ERECreditTexts {
    static func text(_ rejection: ERECreditRejection) -> Text {
        switch rejection {
        case .noColumns:
            Text(
                en: "The first line needs headings: ERE, and BookingRef or both EAN and Quarter.",
                nl: "De eerste regel heeft koppen nodig: ERE, en BookingRef of zowel EAN als Kwartaal."
            )
        case .columnTwice(let heading):
            Text(en: "Two columns mean the same: \(heading).", nl: "Twee kolommen betekenen hetzelfde: \(heading).")
        case .empty:
            Text(en: "There is no line below the headings.", nl: "Er staat geen regel onder de koppen.")
        case .tooManyLines:
            Text(
                en: "At most \(ERECreditSheet.mostLines) lines are read. Hand it in in parts.",
                nl: "Er worden hooguit \(ERECreditSheet.mostLines) regels gelezen. Lever het in delen in."
            )
        case .nameLength: Text(en: "The name of the file is too long.", nl: "De naam van het bestand is te lang.")
        case .faults:
            Text(
                en: "Nothing was recorded: lines are wrong.",
                nl: "Er is niets vastgelegd: er kloppen regels niet."
            )
        case .tolerance: Text(en: "This is no tolerance.", nl: "Dit is geen tolerantie.")
        }
    }

    static func text(_ fault: ERECreditSheet.Fault) -> Text {
        switch fault {
        case .unreadable: Text(en: "It cannot be read.", nl: "Zij is niet te lezen.")
        case .noKey:
            Text(en: "Neither BookingRef nor EAN and Quarter.", nl: "Geen BookingRef en geen EAN met Kwartaal.")
        case .reference: Text(en: "BookingRef is none of ours.", nl: "BookingRef is niet van ons.")
        case .ean: Text(en: "The EAN is wrong.", nl: "De EAN klopt niet.")
        case .quarter: Text(en: "The quarter is not written like 2026-Q3.", nl: "Het kwartaal is niet als 2026-Q3.")
        case .units:
            Text(
                en: "The figure is no whole number without separators.",
                nl: "Het aantal is geen heel getal zonder scheidingstekens."
            )
        case .day:
            Text(en: "The day is not written like 2026-10-31.", nl: "De dag is niet als 2026-10-31 of 31-10-2026.")
        case .registerReference: Text(en: "The reference is too long.", nl: "Het kenmerk is te lang.")
        case .unknown: Text(en: "There is no such booking.", nl: "Zo'n inboeking is er niet.")
        case .contradiction:
            Text(
                en: "EAN or quarter are not those of the booking.",
                nl: "EAN of kwartaal zijn niet die van de inboeking."
            )
        case .notBooked: Text(en: "The booking was not filed.", nl: "De inboeking is niet ingediend.")
        case .twice(let line):
            Text(en: "Line \(line) has a figure for it already.", nl: "Regel \(line) heeft er al een aantal voor.")
        case .superseded:
            Text(
                en: "Its correction was credited, so this figure stays as it is.",
                nl: "De correctie ervan is bijgeschreven, dus dit aantal blijft zoals het is."
            )
        case .baseMissing:
            Text(
                en: "It is a difference to a booking that nothing was credited for.",
                nl: "Het is een verschil met een inboeking waarvoor niets is bijgeschreven."
            )
        case .negative: Text(en: "Less than nothing would be credited.", nl: "Er zou minder dan niets overblijven.")
        case .sold: Text(en: "Units of it are sold already.", nl: "Eenheden ervan zijn al verkocht.")
        }
    }
}
