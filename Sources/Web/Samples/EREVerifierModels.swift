import Domain
import Templates
import Values

/// Domain values of populations and samples as pages show them, and forms the other way.
enum EREVerifierModels {
    static func population(
        _ desk: EREVerifierDesk,
        name: String,
        _ population: EREYearPopulation,
        _ samples: [ERESample],
        _ statements: [EREVerificationRecord],
        _ form: FormReader
    ) -> EREPopulationPage.Model {
        EREPopulationPage.Model(
            desk: desk,
            name: name,
            year: population.year,
            connections: population.connections,
            lines: population.lines,
            energy: population.energy,
            units: population.units,
            filings: population.filings.map(filing),
            requests: samples.map { request($0, desk) },
            statements: statements.map(statement),
            form: EREFields(EREPopulationPage.names) { form[$0] }
        )
    }

    private static func filing(_ filing: EREPopulationFiling) -> EREPopulationPage.Filing {
        EREPopulationPage.Filing(
            reference: filing.reference,
            quarter: "\(filing.quarter)",
            at: filing.filedAt,
            lines: filing.lines,
            corrections: filing.corrections,
            energy: filing.energy,
            units: filing.units,
            documents: filing.documents.map { ($0.name, Hex.text($0.sha256)) }
        )
    }

    private static func request(_ sample: ERESample, _ desk: EREVerifierDesk) -> EREPopulationPage.Request {
        EREPopulationPage.Request(
            sample: Mention("\(sample.id)", desk.sample(sample.id)),
            rule: sample.rule.rawValue,
            lines: sample.lines,
            by: sample.requestedBy,
            at: sample.requestedAt,
            answers: sample.answers
        )
    }

    private static func statement(_ record: EREVerificationRecord) -> EREPopulationPage.Statement {
        EREPopulationPage.Statement(
            code: record.statementCode,
            verifier: record.verifier,
            findings: record.findings,
            failedLines: record.failedLines,
            lostUnits: record.lostUnits,
            isConfirmed: record.decision?.isConfirmed
        )
    }

    static func sample(
        _ desk: EREVerifierDesk,
        _ sample: ERESample,
        _ lines: [ERESampledLine]
    ) -> ERESamplePage.Model {
        ERESamplePage.Model(
            desk: desk,
            id: sample.id,
            year: sample.year,
            rule: sample.rule.rawValue,
            seed: sample.seed.map { "\($0)" } ?? "",
            note: sample.note,
            by: sample.requestedBy,
            at: sample.requestedAt,
            populationLines: sample.populationLines,
            populationSHA256: Hex.text(sample.populationSHA256),
            answers: sample.answers,
            answerSHA256: sample.answerSHA256.map { Hex.text($0) } ?? "",
            answerBytes: sample.answerBytes ?? 0,
            lines: lines.map { line in
                ERESamplePage.Line(
                    place: line.position,
                    connection: Mention(line.ean, desk == .own ? .ereBooking(line.booking) : nil),
                    quarter: "\(line.quarter)",
                    filing: line.filing,
                    energy: line.energy,
                    units: line.units,
                    versions: line.versions
                )
            }
        )
    }

    // MARK: Form

    /// What is asked for; `nil` when a field says what is wrong.
    static func order(_ form: inout FormReader, _ year: Int, _ visit: MemberVisit) -> ERESampleOrder? {
        let rule = form.choice("rule", as: ERESampleRule.self)
        let note = form.text("note", isRequired: false, atMost: ERESamples.noteLimit)
        var (size, seed, named) = (1, Int64?.none, [ERENamedLine]())
        if rule == .named {
            switch ERENamedLine.read(form.lines("named", atMost: 20_000)) {
            case .success(let lines): named = lines
            case .failure(let fault): form.reject("named", unreadable(fault.line))
            }
            if form.isValid, named.isEmpty { form.reject("named", .required) }
        } else {
            size = Int(form.integer("size", in: 1...Int64(ERESamples.mostLines)))
            if rule == .random, !form.typed("seed").isEmpty { seed = form.integer("seed", in: 0...Int64(1) << 53) }
        }
        guard form.isValid, let rule else { return nil }
        return ERESampleOrder(
            year: year,
            rule: rule,
            size: size,
            seed: seed,
            named: named,
            note: note,
            name: visit.session.user.details.name
        )
    }

    private static func unreadable(_ line: Int) -> Text {
        Text(
            en: "Line \(line) is not EAN; quarter.",
            nl: "Regel \(line) is niet EAN; kwartaal."
        )
    }

    static func field(of rejection: ERESampleRejection) -> String {
        switch rejection {
        case .unknownLine, .twice: "named"
        case .size: "size"
        case .note: "note"
        case .needsPerson, .year, .nothingFiled, .differs: "rule"
        }
    }

    static func text(_ rejection: ERESampleRejection) -> Text {
        switch rejection {
        case .unknownLine(let ean, let quarter):
            Text(
                en: "No filing has a line of \(ean) for \(quarter).",
                nl: "Geen indiening heeft een regel van \(ean) voor \(quarter)."
            )
        case .twice(let ean, let quarter):
            Text(en: "\(ean) for \(quarter) is here twice.", nl: "\(ean) voor \(quarter) staat hier twee keer.")
        case .size: Text(en: "1 to 500 lines.", nl: "1 tot en met 500 regels.")
        case .note: Text(en: "400 characters at most.", nl: "Hooguit 400 tekens.")
        case .nothingFiled, .year: Text(en: "Nothing of the year is filed.", nl: "Van het jaar is niets ingediend.")
        case .needsPerson: Text(en: "Only a person asks.", nl: "Alleen een persoon vraagt.")
        case .differs: Text(en: "The population is not what it was.", nl: "De populatie is niet wat zij was.")
        }
    }
}
