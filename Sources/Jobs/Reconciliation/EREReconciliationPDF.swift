package import Domain
package import Formats
package import Templates
package import Values

/// A reconciliation as a printed document: a pure function of the report.
package struct EREReconciliationPDF {
    /// Connections and corrections that are printed, some ninety pages each; the tables have all.
    static let lineLimit = 5_000

    let report: EREReconciliation
    let lines: [EREReconciledLine]
    let corrections: [ERECorrection]
    let organisation: OperatorDetails
    let at: Timestamp
    let say: Reader

    private typealias Words = EREReconciliationWords

    package var document: PDFDocument {
        let title = say(.reconciliation) + " \(report.quarter)"
        return PDFDocument(
            title: title,
            author: organisation.legalName,
            subject: "\(report.quarter)",
            createdAt: at,
            letterhead: PDFLetterhead(
                name: organisation.legalName,
                lines: [organisation.address.town, organisation.companyNumber, organisation.email].filter {
                    !$0.isEmpty
                },
                colour: PDFColour(red: 12, green: 74, blue: 62)
            ),
            footer: [organisation.legalName],
            pageLabel: PDFPageLabel(prefix: say(en: "Page ", nl: "Pagina "), of: say(en: " of ", nl: " van ")),
            runningTitle: title,
            blocks: head(title) + sums + filings + changes + connections
        )
    }

    private func head(_ title: String) -> [PDFBlock] {
        [
            .heading(title, .title), .paragraph(say(Words.lead), .body),
            .facts([
                PDFFact(label: say(en: "As of", nl: "Stand"), value: say.dateTime(at)),
                PDFFact(
                    label: say(en: "Connections", nl: "Aansluitingen"),
                    value: say.count(report.figures.connections)
                ),
                PDFFact(label: say(en: "Corrections", nl: "Correcties"), value: say.count(report.corrections)),
                PDFFact(
                    label: say(en: "Tolerance per line", nl: "Tolerantie per regel"),
                    value: say.count(Int(report.tolerance)) + " ERE"
                ),
            ]),
            .paragraph(Words.lawful(report.open[.overbooked] ?? 0, say), .body),
        ]
    }

    private var sums: [PDFBlock] {
        let rows = report.figures.steps.flatMap { step in
            [PDFRow([say(Words.step(step.kind.rawValue)), "", text(step.amount)])]
                + step.differences.filter { !amount($0.amount).isZero }.map {
                    PDFRow(["", say(Words.difference($0.kind.rawValue)), text($0.amount)])
                }
        }
        let ties = report.ties.map { tie in
            let (left, right) = EREReconciliationPDF.amounts(tie)
            return PDFRow([
                say(Words.tie(tie.kind.rawValue)), text(left), text(right),
                tie.holds ? say(en: "equal", nl: "gelijk") : say(en: "differs", nl: "verschilt"),
            ])
        }
        return [
            .heading(say(en: "From meter to bank", nl: "Van meter tot bank"), .section),
            .table(
                PDFTable(
                    columns: [
                        PDFColumn(say(en: "Step", nl: "Stap"), share: 36),
                        PDFColumn(say(en: "Difference", nl: "Verschil"), share: 36),
                        PDFColumn(say(en: "Amount", nl: "Hoeveelheid"), share: 28, alignment: .trailing),
                    ],
                    rows: rows
                )
            ),
            .paragraph(say(Words.perCustomer), .note),
            .heading(say(en: "Held against each other", nl: "Tegen elkaar gehouden"), .section),
            .table(
                PDFTable(
                    columns: [
                        PDFColumn(say(en: "What", nl: "Wat"), share: 46),
                        PDFColumn(say(en: "Report", nl: "Rapport"), share: 20, alignment: .trailing),
                        PDFColumn(say(en: "Elsewhere", nl: "Elders"), share: 20, alignment: .trailing),
                        PDFColumn("", share: 14),
                    ],
                    rows: ties
                )
            ),
            .heading(say(en: "What is open", nl: "Wat openstaat"), .section), open,
        ]
    }

    private var open: PDFBlock {
        let open = EREOpenStep.allCases.compactMap { step in
            report.open[step].map { PDFFact(label: say(Words.open(step.rawValue)), value: say.count($0)) }
        }
        return open.isEmpty ? .paragraph(say(en: "Nothing is open.", nl: "Er staat niets open."), .body) : .facts(open)
    }

    private var filings: [PDFBlock] {
        guard !report.filings.isEmpty else { return [] }
        let rows = report.filings.map { filing in
            PDFRow([
                filing.reference, say.dateTime(filing.filedAt), say.count(filing.lines), say.count(filing.corrections),
                say.energyNumber(filing.energy), say.count(Int(filing.units)),
            ])
        }
        let columns = [
            PDFColumn(say(en: "Filing", nl: "Indiening"), share: 26),
            PDFColumn(say(en: "Filed at", nl: "Ingediend op"), share: 22),
            PDFColumn(say(en: "Lines", nl: "Regels"), share: 12, alignment: .trailing),
            PDFColumn(say(en: "Corrections", nl: "Correcties"), share: 14, alignment: .trailing),
            PDFColumn("kWh", share: 14, alignment: .trailing), PDFColumn("ERE", share: 12, alignment: .trailing),
        ]
        return [.heading(say(.ereFilings), .section), .table(PDFTable(columns: columns, rows: rows))]
    }

    private var changes: [PDFBlock] {
        guard !corrections.isEmpty else { return [] }
        let rows = corrections.map { one in
            PDFRow([
                say(Words.correction(one.kind.rawValue)) + ", " + say.dateTime(one.at), one.ean, one.reference,
                change(one), [one.reason, one.by].filter { !$0.isEmpty }.joined(separator: " · "),
            ])
        }
        let columns = [
            PDFColumn(say(en: "What", nl: "Wat"), share: 26),
            PDFColumn(say(en: "Connection", nl: "Aansluiting"), share: 18),
            PDFColumn(say(en: "In", nl: "In"), share: 16),
            PDFColumn(say(en: "From, to", nl: "Van, naar"), share: 20, alignment: .trailing),
            PDFColumn(say(en: "Why", nl: "Waarom"), share: 20),
        ]
        let title = say(en: "Corrections and their reasons", nl: "Correcties en hun redenen")
        return [.heading(title, .section), .table(PDFTable(columns: columns, rows: rows, density: .compact))]
    }

    private func change(_ one: ERECorrection) -> String {
        if let energy = one.energy { return say.energyNumber(energy.before) + " → " + say.energy(energy.after) }
        guard let units = one.units else { return "" }
        return say.count(Int(units.before)) + " → " + say.count(Int(units.after)) + " ERE"
    }

    private var connections: [PDFBlock] {
        guard !lines.isEmpty else { return [] }
        let rows = lines.map { line in
            let one = line.figures
            return PDFRow([
                "\(line.ean) \(line.customerName)", say.energyNumber(one.measured), say.energyNumber(one.booked),
                say.energyNumber(one.notYetBooked), say.count(Int(one.filedUnits)), say.count(Int(one.credited)),
                say.count(Int(one.verified)), say.count(Int(one.sold - one.lost)),
                say.money(Money(minor: one.paid, .eur)),
            ])
        }
        let columns = [
            PDFColumn(say(en: "Connection", nl: "Aansluiting"), share: 28),
            PDFColumn(say(en: "kWh delivered", nl: "kWh geleverd"), share: 12, alignment: .trailing),
            PDFColumn(say(en: "kWh booked", nl: "kWh ingeboekt"), share: 12, alignment: .trailing),
            PDFColumn(say(en: "kWh open", nl: "kWh open"), share: 10, alignment: .trailing),
            PDFColumn(say(en: "ERE expected", nl: "ERE verwacht"), share: 10, alignment: .trailing),
            PDFColumn(say(en: "credited", nl: "bijge- schreven"), share: 10, alignment: .trailing),
            PDFColumn(say(en: "verified", nl: "geveri- fieerd"), share: 10, alignment: .trailing),
            PDFColumn(say(en: "sold", nl: "verkocht"), share: 10, alignment: .trailing),
            PDFColumn(say(en: "Paid", nl: "Betaald"), share: 11, alignment: .trailing),
        ]
        let title = say(en: "Connections", nl: "Aansluitingen")
        var blocks: [PDFBlock] = [
            .heading(title, .section), .table(PDFTable(columns: columns, rows: rows, density: .compact)),
        ]
        if report.figures.connections > lines.count { blocks.append(.paragraph(say(further), .note)) }
        return blocks
    }

    private var further: Text {
        Text(
            en: "The first \(say.count(lines.count)) connections; the table of connections has all.",
            nl: "De eerste \(say.count(lines.count)) aansluitingen; de tabel van aansluitingen heeft ze alle."
        )
    }

    // MARK: Amounts

    private func text(_ one: EREReconciledAmount) -> String { amount(one).text(say) }

    private func amount(_ one: EREReconciledAmount) -> EREReconciliationAmount {
        switch one {
        case .energy(let energy): .energy(energy)
        case .units(let units): .units(units)
        case .money(let minor): .money(Money(minor: minor, .eur))
        }
    }

    private static func amounts(_ tie: EREReconciledTie) -> (EREReconciledAmount, EREReconciledAmount) {
        (tie.kind.amount(tie.report), tie.kind.amount(tie.other))
    }
}
