package import Domain
package import Formats
import Templates
package import Values

/// A credit as a printed document: a pure function of its snapshot and its sessions.
package enum CreditPDF {
    /// Documents with more sessions refer to the spreadsheet; more pages than these nobody reads.
    package static let sessionsInDetail = 300

    /// The document's model; equal input gives equal bytes.
    package static func document(_ snapshot: CreditSnapshot, sessions: [CreditLine]) throws -> PDFDocument {
        let words = CreditWords(snapshot)
        let isDetailed = sessions.count <= sessionsInDetail
        let corrections = CreditCorrections(sessions)
        var blocks =
            opening(snapshot, corrections, words) + [
                .table(lines(snapshot, sessions, words)), .totals(totals(snapshot, words)),
            ]
        for wording in snapshot.vat.wording(language: snapshot.language) { blocks.append(.paragraph(wording, .note)) }
        blocks.append(.paragraph(words.rule(snapshot.vat), .note))
        blocks.append(.paragraph(words.priceBasis(snapshot.kind), .note))
        blocks.append(.paragraph(words.rounding(snapshot.sessionCount, isDetailed: isDetailed), .note))
        let corrected = Set(corrections.sessions.map(\.old.sessionID))
        if let earlier = words.earlier(sessions, corrected: corrected) { blocks.append(.paragraph(earlier, .note)) }
        if isDetailed { blocks += try detail(sessions, corrections, words) }
        return PDFDocument(
            title: "\(words.title(snapshot.kind)) \(snapshot.number)",
            author: snapshot.issuer.name,
            subject: words.say.month(snapshot.period),
            createdAt: Timestamp(seconds: snapshot.issuedOn.daysSinceEpoch * 86_400),
            letterhead: PDFLetterhead(
                name: snapshot.issuer.name,
                lines: lines(of: snapshot.issuer, words),
                colour: PDFColour(red: 12, green: 74, blue: 62)
            ),
            footer: [snapshot.issuer.name, registration(snapshot.issuer, words)].filter { !$0.isEmpty },
            pageLabel: PDFPageLabel(
                prefix: words.say(en: "Page ", nl: "Pagina "),
                of: words.say(en: " of ", nl: " van ")
            ),
            runningTitle: "\(words.title(snapshot.kind)) \(snapshot.number)",
            blocks: blocks
        )
    }

    private static func opening(
        _ snapshot: CreditSnapshot,
        _ corrections: CreditCorrections,
        _ words: CreditWords
    ) -> [PDFBlock] {
        [
            .heading(words.title(snapshot.kind), .title),
            .parties([
                party(snapshot.recipient, words.recipient(snapshot.kind), words),
                party(snapshot.issuer, words.issuer, words),
            ]),
            .facts(
                facts(snapshot, words)
                    + corrections.documents.map { PDFFact(label: words.corrects, value: words.reference($0)) }
            ),
        ]
    }

    private static func party(_ party: CreditParty, _ label: String, _ words: CreditWords) -> PDFParty {
        PDFParty(label: label, name: party.name, lines: lines(of: party, words))
    }

    private static func lines(of party: CreditParty, _ words: CreditWords) -> [String] {
        let address = party.address
        let lines = [
            "\(address.street) \(address.houseNumber)", "\(address.postcode) \(address.town)",
            words.country(address.country),
            registration(party, words), party.email,
        ]
        return lines.map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
    }

    private static func registration(_ party: CreditParty, _ words: CreditWords) -> String {
        let number =
            party.companyNumber.isEmpty
            ? "" : words.say(en: "Company no. ", nl: "KvK ") + party.companyNumber
        let vat = party.vatID.isEmpty ? "" : words.say(en: "VAT ", nl: "Btw ") + party.vatID
        return [number, vat].filter { !$0.isEmpty }.joined(separator: " · ")
    }

    private static func facts(_ snapshot: CreditSnapshot, _ words: CreditWords) -> [PDFFact] {
        var facts = [
            PDFFact(label: words.number, value: snapshot.number),
            PDFFact(label: words.date, value: words.say.date(snapshot.issuedOn)),
            PDFFact(label: words.period, value: words.say.month(snapshot.period)),
            PDFFact(label: words.due, value: words.say.date(snapshot.dueOn)),
            PDFFact(label: words.contract, value: "\(snapshot.contractReference) \(snapshot.contractName)"),
        ]
        if !snapshot.ibanTail.isEmpty {
            facts.append(PDFFact(label: words.account, value: "•••• \(snapshot.ibanTail)"))
        }
        return facts
    }

    private static func lines(_ snapshot: CreditSnapshot, _ sessions: [CreditLine], _ words: CreditWords) -> PDFTable {
        let samples = Dictionary(sessions.map { ($0.documentLine, $0) }) { first, _ in first }
        let rows = snapshot.lines.enumerated().map { index, line in
            let rule = samples[index + 1].map { CreditFormula($0, words.say).tariff } ?? line.tariff
            let tariff = line.isCorrection ? "\(words.correction): \(rule)" : rule
            return PDFRow([
                snapshot.site(of: line)?.name ?? "", tariff, words.say.count(line.sessionCount),
                words.say.energyNumber(line.energy), words.say.money(line.net),
            ])
        }
        return PDFTable(
            columns: [
                PDFColumn(words.site, share: 26), PDFColumn(words.tariff, share: 34),
                PDFColumn(words.sessions, share: 10, alignment: .trailing),
                PDFColumn(words.energy, share: 14, alignment: .trailing),
                PDFColumn(words.amount, share: 16, alignment: .trailing),
            ],
            rows: rows
        )
    }

    private static func totals(_ snapshot: CreditSnapshot, _ words: CreditWords) -> [PDFTotal] {
        guard snapshot.kind == .selfBilledInvoice else {
            return [PDFTotal(label: words.total, value: words.say.money(snapshot.total), emphasised: true)]
        }
        let vat = snapshot.vatTotals.map { PDFTotal(label: words.vat($0), value: words.say.money($0.vat)) }
        return [PDFTotal(label: words.net, value: words.say.money(snapshot.net))] + vat
            + [PDFTotal(label: words.total, value: words.say.money(snapshot.total), emphasised: true)]
    }

    /// The new sessions and the corrected ones, each in a table of their own.
    private static func detail(
        _ sessions: [CreditLine],
        _ corrections: CreditCorrections,
        _ words: CreditWords
    ) throws -> [PDFBlock] {
        let corrected = Set(corrections.sessions.map(\.old.sessionID))
        let new = sessions.filter { !corrected.contains($0.sessionID) }
            .sorted { ($0.startedAt, $0.sessionID) < ($1.startedAt, $1.sessionID) }
        var blocks: [PDFBlock] = []
        if !new.isEmpty { blocks += [.heading(words.detail, .section), .table(detail(new, words))] }
        if !corrected.isEmpty {
            blocks += [.heading(words.corrections, .section), .table(try corrections.table(words))]
        }
        return blocks
    }

    private static func detail(_ sessions: [CreditLine], _ words: CreditWords) -> PDFTable {
        let rows = sessions.map { line in
            let say = words.say.at(Zone.named(line.siteTimeZone) ?? .utc)
            let currency = Currency(rawValue: line.currency) ?? .eur
            return PDFRow([
                "\(line.sessionID)", "\(line.chargePoint) / \(line.connector)", say.dateTime(line.startedAt),
                line.stoppedAt.map { say.dateTime($0) } ?? "", say.energyNumber(line.energy),
                say.exactAmount(line.amount, currency),
            ])
        }
        return PDFTable(
            columns: [
                PDFColumn(words.session, share: 9), PDFColumn(words.chargePoint, share: 25),
                PDFColumn(words.start, share: 18), PDFColumn(words.stop, share: 18),
                PDFColumn(words.energy, share: 12, alignment: .trailing),
                PDFColumn(words.amount, share: 18, alignment: .trailing),
            ],
            rows: rows,
            density: .compact
        )
    }
}
