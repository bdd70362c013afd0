import Domain
import Templates
import Values

/// What the pages of meter data show.
enum MeterDataModels {
    static func batch(_ summary: PushSummary) -> MeterDataIndex.Batch {
        let file = summary.file.map { Mention(summary.fileName, .pushFile($0)) }
        return MeterDataIndex.Batch(
            isSessions: summary.batch.kind == .sessions,
            source: file ?? Mention(summary.program.isEmpty ? summary.person : summary.program, nil),
            kind: file != nil ? .file : summary.program.isEmpty ? .hand : .program,
            added: summary.batch.added,
            known: summary.batch.known,
            at: summary.batch.receivedAt,
            sha256: Hex.text(summary.batch.sha256)
        )
    }

    static func reading(
        _ found: PushedReadingDetail,
        _ form: FormReader,
        _ problem: Text?
    ) -> PushedReadingShow.Model {
        PushedReadingShow.Model(
            id: found.kept.id,
            customer: Mention(found.customerName, .customer(found.kept.customer)),
            charger: found.charger,
            at: found.kept.reading.at,
            register: found.kept.reading.register,
            batch: "\(found.kept.batch)",
            sha256: Hex.text(found.sha256),
            receivedAt: found.receivedAt,
            version: found.kept.version,
            isWithdrawn: found.kept.reading.isWithdrawn,
            isNewest: found.isNewest,
            reason: form["reason"],
            problem: problem
        )
    }

    static func file(_ file: PushFile) -> MeterDataIndex.File {
        MeterDataIndex.File(
            file: Mention(file.name, .pushFile(file.id)),
            isSessions: file.kind == .sessions,
            by: file.uploadedBy,
            at: file.uploadedAt,
            isRecorded: file.batch != nil
        )
    }

    /// A file with what it says; of one that was recorded what came of it then.
    static func show(_ file: PushFile, _ look: PushLook?, _ problem: Text?, shown: Int) -> MeterDataShow.Model {
        let rows = look?.rows ?? []
        let faults = look?.faults ?? []
        return MeterDataShow.Model(
            id: file.id,
            file: Self.file(file),
            size: file.size,
            sha256: Hex.text(file.sha256),
            recordedAt: file.batch?.receivedAt,
            recordedBy: file.recordedBy,
            added: file.batch?.added ?? look?.added ?? 0,
            known: file.batch?.known ?? rows.count { !$0.isNew },
            chargers: look?.chargers ?? 0,
            lines: rows.prefix(shown).map(line),
            lineCount: rows.count,
            faults: faults.prefix(shown).map { ($0.line, MeterDataWords.text($0.fault)) },
            faultCount: faults.count,
            problem: problem
        )
    }

    private static func line(_ row: PushLook.Row) -> MeterDataShow.Line {
        switch row.line.row {
        case .reading(let at, let register): line(row, session: "", from: nil, at: at, register)
        case .session(let name, _, let from, let until, let begin, let end):
            line(row, session: name, from: from, at: until, end - begin)
        }
    }

    private static func line(
        _ row: PushLook.Row,
        session: String,
        from: Timestamp?,
        at: Timestamp,
        _ energy: Energy
    ) -> MeterDataShow.Line {
        MeterDataShow.Line(
            number: row.line.number,
            charger: row.charger,
            customer: row.customer,
            session: session,
            from: from,
            at: at,
            energy: energy,
            isNew: row.isNew,
            isWithdrawn: row.line.isWithdrawn
        )
    }
}

/// What people are told about files of meter data.
enum MeterDataWords {
    static func text(_ rejection: PushSheet.Rejection) -> Text {
        switch rejection {
        case .noColumns:
            Text(
                en:
                    "The first line needs headings: a charger, and either At with a register, or a session with its registers.",
                nl:
                    "De eerste regel heeft koppen nodig: een lader, en Tijdstip met een stand of een sessie met haar standen."
            )
        case .columnTwice(let heading):
            Text(en: "Two columns mean the same: \(heading).", nl: "Twee kolommen betekenen hetzelfde: \(heading).")
        case .empty:
            Text(en: "There is no line below the headings.", nl: "Er staat geen regel onder de koppen.")
        }
    }

    static func text(_ rejection: PushedReadingRejection) -> Text {
        switch rejection {
        case .takenBack:
            Text(en: "It was taken back already.", nl: "Zij is al ingetrokken.")
        case .reasonLength: Text(en: "Say why, in 400 characters.", nl: "Zeg waarom, in 400 tekens.")
        }
    }

    static func text(_ rejection: PushFileRejection) -> Text {
        switch rejection {
        case .nameLength: Text(en: "The name of the file is too long.", nl: "De naam van het bestand is te lang.")
        case .faults:
            Text(
                en: "Nothing was recorded: lines are wrong.",
                nl: "Er is niets vastgelegd: er kloppen regels niet."
            )
        }
    }

    static func text(_ fault: PushSheet.Fault) -> Text {
        switch fault {
        case .unreadable: Text(en: "It cannot be read.", nl: "Zij is niet te lezen.")
        case .noCharger: Text(en: "No charger is named.", nl: "Er wordt geen lader genoemd.")
        case .charger: Text(en: "Charger is no number of ours.", nl: "Lader is geen nummer van ons.")
        case .ean: Text(en: "The EAN is wrong.", nl: "De EAN klopt niet.")
        case .time:
            Text(
                en:
                    "A moment is not written like 2026-10-01T00:00:00+02:00 or 01-10-2026 00:00, or the clock was set then.",
                nl: "Een tijd is niet als 2026-10-01T00:00:00+02:00 of 01-10-2026 00:00, of de klok werd toen verzet."
            )
        case .register:
            Text(
                en: "A register is no number from 0 on with at most six decimals of a kWh.",
                nl: "Een stand is geen getal vanaf 0 met hooguit zes decimalen van een kWh."
            )
        case .session:
            Text(
                en: "The session has no name of at most 100 letters and digits without blanks.",
                nl: "De sessie heeft geen naam van hooguit 100 letters en cijfers zonder spaties."
            )
        case .connector: Text(en: "The connector is no number from 1 on.", nl: "De stekker is geen getal vanaf 1.")
        case .withdrawn: Text(en: "Withdrawn is neither yes nor no.", nl: "Ingetrokken is geen ja of nee.")
        case .manyChargers:
            Text(
                en: "More than one charger has this serial number; add the EAN, or name our number.",
                nl: "Meer dan één lader heeft dit serienummer; voeg de EAN toe, of noem ons nummer."
            )
        case .push(let fault): text(fault)
        }
    }

    private static func text(_ fault: PushFault) -> Text {
        switch fault {
        case .unknownCharger: Text(en: "There is no such charger.", nl: "Zo'n lader is er niet.")
        case .tooEarly:
            Text(
                en: "There were no units before \(EREYears.first).",
                nl: "Vóór \(EREYears.first) waren er geen eenheden."
            )
        case .inFuture: Text(en: "This moment has not come yet.", nl: "Dit moment moet nog komen.")
        case .backwards: Text(en: "It ends before it begins.", nl: "Zij stopt voordat zij begint.")
        case .tooLong:
            Text(
                en: "No session is longer than \(PushedSession.mostDays) days.",
                nl: "Geen sessie duurt langer dan \(PushedSession.mostDays) dagen."
            )
        case .conflict:
            Text(
                en: "At that moment the register showed something else, as was said before.",
                nl: "Op dat moment was de stand anders, zo is eerder gezegd."
            )
        case .fell: Text(en: "The register was higher before.", nl: "De stand was eerder hoger.")
        case .aboveLater:
            Text(en: "A later reading of this charger is lower.", nl: "Een latere stand van deze lader is lager.")
        case .twice:
            Text(
                en: "The file has this session or moment already.",
                nl: "Het bestand heeft deze sessie of dit tijdstip al."
            )
        case .neverTold:
            Text(
                en: "Nothing was told of this moment that could be taken back.",
                nl: "Van dit tijdstip is niets gemeld dat kan worden ingetrokken."
            )
        case .moved:
            Text(
                en: "This session was told of another charger or connector before.",
                nl: "Deze sessie is eerder van een andere lader of stekker gemeld."
            )
        }
    }
}
