package import Domain
package import Formats
import Templates
package import Values

/// A credit as a spreadsheet: a row per session with the inputs of its formula, and a row per priced interval.
package struct CreditSpreadsheet {
    private let writer: XLSXWriter
    private let snapshot: CreditSnapshot
    private let words: CreditWords
    /// Sessions of several priced intervals.
    private var intervals: [(line: CreditLine, parts: [PricedPart])] = []

    /// Begins the file.
    package init(path: String, snapshot: CreditSnapshot) throws {
        self.snapshot = snapshot
        words = CreditWords(snapshot)
        let properties = XLSXProperties(
            title: snapshot.number,
            author: snapshot.issuer.name,
            createdAt: Timestamp(seconds: snapshot.issuedOn.daysSinceEpoch * 86_400)
        )
        writer = try XLSXWriter(path: path, properties: properties)
        try writer.startSheet(CreditSpreadsheet.sessionSheet(snapshot, words))
    }

    /// Adds sessions in the order of the document.
    package mutating func append(_ lines: [CreditLine]) throws {
        for line in lines {
            let formula = CreditFormula(line, words.say)
            try writer.append(row(line, formula))
            if formula.parts.count > 1 { intervals.append((line, formula.parts)) }
        }
    }

    /// Adds totals and intervals and closes the file.
    package func finish() throws {
        try writer.appendTotals([
            .text(words.total), .empty, .empty, .empty, .empty, .empty, .energy(snapshot.energy), .empty, .empty,
            .empty,
            .exact(snapshot.exact), .text(snapshot.exact.description),
        ])
        if !intervals.isEmpty {
            try writer.startSheet(CreditSpreadsheet.intervalSheet(snapshot, words))
            for (line, parts) in intervals {
                for part in parts { try writer.append(row(part, of: line)) }
            }
        }
        try writer.finish()
    }

    private static func sessionSheet(_ snapshot: CreditSnapshot, _ words: CreditWords) -> XLSXSheet {
        XLSXSheet(
            name: words.sessions,
            columns: [
                XLSXColumn(words.session, width: 10, kind: .integer), XLSXColumn(words.site, width: 24, kind: .text),
                XLSXColumn(words.chargePoint, width: 34, kind: .text),
                XLSXColumn(words.connector, width: 10, kind: .integer),
                XLSXColumn("\(words.start) (UTC)", width: 18, kind: .dateTime(.utc)),
                XLSXColumn("\(words.stop) (UTC)", width: 18, kind: .dateTime(.utc)),
                XLSXColumn(words.energy, width: 12, kind: .energy),
                XLSXColumn("Spot (\(snapshot.total.currency.code)/MWh)", width: 14, kind: .number(decimals: 3)),
                XLSXColumn(words.price, width: 14, kind: .number(decimals: 6)),
                XLSXColumn(words.tariff, width: 34, kind: .text),
                XLSXColumn(words.amount, width: 14, kind: .number(decimals: 6)),
                XLSXColumn(words.exactAmount, width: 22, kind: .text),
                XLSXColumn(words.formula, width: 70, kind: .text),
                XLSXColumn(words.correction, width: 22, kind: .text),
                XLSXColumn(words.corrects, width: 30, kind: .text),
            ]
        )
    }

    private func row(_ line: CreditLine, _ formula: CreditFormula) -> [XLSXCell] {
        let single = formula.parts.count == 1 ? formula.parts.first : nil
        return [
            .integer(line.sessionID.rawValue), .text(line.siteName), .text(line.chargePoint),
            .integer(Int64(line.connector)), .moment(line.startedAt), line.stoppedAt.map { .moment($0) } ?? .empty,
            .energy(line.energy), single?.index.map { .exact($0.price.perMWh) } ?? .empty,
            single.map { .exact($0.price) } ?? .empty, .text(formula.tariff), .exact(line.amount),
            .text(line.amount.description),
            .text(formula.worked), .text(mark(line)),
            .text(line.corrects.map(words.reference) ?? ""),
        ]
    }

    private func mark(_ line: CreditLine) -> String {
        let index = line.documentLine - 1
        let isCorrection = snapshot.lines.indices.contains(index) && snapshot.lines[index].isCorrection
        return words.entry(line, isCorrection: isCorrection)
    }

    private static func intervalSheet(_ snapshot: CreditSnapshot, _ words: CreditWords) -> XLSXSheet {
        XLSXSheet(
            name: words.say(en: "Quarter hours", nl: "Kwartieren"),
            columns: [
                XLSXColumn(words.session, width: 10, kind: .integer),
                XLSXColumn("\(words.start) (UTC)", width: 18, kind: .dateTime(.utc)),
                XLSXColumn(words.energy, width: 12, kind: .energy),
                XLSXColumn("Spot (\(snapshot.total.currency.code)/MWh)", width: 14, kind: .number(decimals: 3)),
                XLSXColumn(words.price, width: 16, kind: .number(decimals: 9)),
                XLSXColumn(words.exactAmount, width: 24, kind: .text),
                XLSXColumn(words.say(en: "Interpolated", nl: "Geïnterpoleerd"), width: 14, kind: .text),
                XLSXColumn(words.correction, width: 22, kind: .text),
            ]
        )
    }

    private func row(_ part: PricedPart, of line: CreditLine) -> [XLSXCell] {
        [
            .integer(line.sessionID.rawValue), .moment(part.from), .energy(part.energy),
            part.index.map { .exact($0.price.perMWh) } ?? .empty, .exact(part.price), .text(part.amount.description),
            .text(part.isInterpolated ? "1" : ""), .text(mark(line)),
        ]
    }
}
