import Domain
import HTTPServer
import Templates
import Values

/// What the pages of verifications show and read.
enum EREVerificationModels {
    // MARK: Reading

    /// A form as it is offered: for the year before.
    static func blank(_ visit: MemberVisit) -> FormReader {
        FormReader([:]).filled(with: [
            "year": "\(max(visit.today.yearMonth.year - 1, EREYears.first))", "outcome": "verified",
        ])
    }

    /// What was typed in, as far as the form can tell; `nil` when something is wrong.
    static func draft(_ form: inout FormReader, _ file: Form.File?) -> EREVerificationDraft? {
        let year = form.integer("year", in: Int64(EREYears.first)...2100)
        let outcome = form.choice("outcome", as: EREVerificationOutcome.self)
        let code = form.text("code", atMost: 64)
        let verifier = form.text("verifier", atMost: 140)
        let statedOn = form.day("stated_on")
        let findings = form.lines("findings", isRequired: false, atMost: 4_000)
        let typed = form.lines("failed", isRequired: false, atMost: 200_000)
        var failed: [EREFailedLine] = []
        switch EREFailedLine.read(typed) {
        case .success(let lines): failed = lines
        case .failure(let fault): form.reject("failed", unreadable(fault.line))
        }
        guard let file, !file.bytes.isEmpty else {
            form.reject("file", .required)
            return nil
        }
        guard form.isValid, let outcome, let statedOn else { return nil }
        return EREVerificationDraft(
            year: Int(year),
            outcome: outcome,
            statementCode: code,
            verifier: verifier,
            statedOn: statedOn,
            findings: findings,
            documentName: file.fileName.isEmpty ? "statement" : file.fileName,
            document: file.bytes,
            failed: failed
        )
    }

    private static func unreadable(_ line: Int) -> Text {
        Text(
            en: "Line \(line) is not EAN; quarter; kWh; why.",
            nl: "Regel \(line) is niet EAN; kwartaal; kWh; waarom."
        )
    }

    static func field(of rejection: EREVerificationRejection) -> String {
        switch rejection {
        case .day: "stated_on"
        case .verifier: "verifier"
        case .findings: "findings"
        case .document: "file"
        case .linesOfRefused, .unknownLine, .twice, .notLess: "failed"
        case .code, .codeKnown, .needsPerson, .decided, .fourEyes, .reason, .changed: "code"
        }
    }

    // MARK: Showing

    static func index(
        _ years: [EREVerifiedYear],
        _ records: [EREVerificationRecord],
        _ form: FormReader
    ) -> EREVerificationIndex.Model {
        EREVerificationIndex.Model(
            years: years.map {
                EREVerificationIndex.Year(
                    year: $0.year,
                    lines: $0.lines,
                    units: $0.units,
                    verifiedLines: $0.verifiedLines,
                    verifiedUnits: $0.verifiedUnits,
                    energy: $0.verifiedEnergy
                )
            },
            rows: records.map(row),
            form: EREVerificationIndex.Form(
                year: form["year"],
                outcome: form["outcome"],
                code: form["code"],
                verifier: form["verifier"],
                statedOn: form["stated_on"],
                findings: form["findings"],
                failed: form["failed"],
                file: form["file"]
            )
        )
    }

    private static func row(_ record: EREVerificationRecord) -> EREVerificationIndex.Row {
        let standing: EREVerificationIndex.Standing =
            switch record.decision?.isConfirmed {
            case nil: .waiting
            case true?: .confirmed
            case false?: .thrownAway
            }
        return EREVerificationIndex.Row(
            statement: Mention(record.statementCode, .ereVerification(.one(record.id))),
            year: record.year,
            verifier: record.verifier,
            statedOn: record.statedOn,
            isRefused: record.outcome == .refused,
            failedLines: record.failedLines,
            lostUnits: record.lostUnits,
            standing: standing
        )
    }

    static func show(
        _ record: EREVerificationRecord,
        _ failed: [EREVerificationLine],
        _ form: FormReader,
        _ problem: Text?,
        _ say: Reader
    ) -> EREVerificationShow.Model {
        let decision = record.decision.map { decision in
            [decision.by, say.dateTime(decision.at), decision.reason].filter { !$0.isEmpty }.joined(separator: ", ")
        }
        return EREVerificationShow.Model(
            id: record.id,
            row: row(record),
            findings: record.findings,
            documentName: record.documentName,
            sha256: Hex.text(record.sha256),
            by: record.recordedBy,
            at: record.recordedAt,
            decision: decision ?? "",
            lines: failed.map {
                EREVerificationShow.Line(
                    booking: Mention($0.customerName, .ereBooking($0.booking)),
                    ean: $0.ean,
                    quarter: "\($0.quarter)",
                    measured: $0.measured,
                    energy: $0.energy,
                    credited: $0.credited,
                    units: $0.units,
                    reason: $0.reason
                )
            },
            reason: form["reason"],
            problem: problem
        )
    }

    // MARK: Words

    static func text(_ rejection: EREVerificationRejection) -> Text {
        switch rejection {
        case .day:
            Text(
                en: "A statement comes after the year of delivery, and not in the future.",
                nl: "Een verklaring komt na het leveringsjaar, en niet in de toekomst."
            )
        case .code, .verifier, .findings, .document, .reason: .required
        case .codeKnown: Text(en: "A statement with this code is here.", nl: "Er is al een verklaring met deze code.")
        case .linesOfRefused:
            Text(
                en: "A statement that verifies nothing has no lines that failed.",
                nl: "Een verklaring die niets verifieert, heeft geen afgekeurde regels."
            )
        case .unknownLine(let ean, let quarter):
            Text(
                en: "\(ean) has nothing credited for \(quarter), or it is of another year.",
                nl: "\(ean) heeft niets bijgeschreven voor \(quarter), of het is van een ander jaar."
            )
        case .twice(let ean, let quarter):
            Text(en: "\(ean), \(quarter) is here twice.", nl: "\(ean), \(quarter) staat er twee keer.")
        case .notLess(let ean, let quarter):
            Text(
                en: "\(ean), \(quarter): as much is right as was credited.",
                nl: "\(ean), \(quarter): er klopt net zoveel als is bijgeschreven."
            )
        case .needsPerson: Text(en: "A person has to do this.", nl: "Dit moet een persoon doen.")
        case .decided: Text(en: "Somebody decided already.", nl: "Iemand heeft al besloten.")
        case .fourEyes:
            Text(
                en: "You wrote it down; somebody else confirms it.",
                nl: "U legde haar vast; iemand anders bevestigt haar."
            )
        case .changed:
            Text(
                en: "What was credited changed since; throw it away and write it down again.",
                nl: "Wat is bijgeschreven is sindsdien veranderd; verwerp haar en leg haar opnieuw vast."
            )
        }
    }
}
