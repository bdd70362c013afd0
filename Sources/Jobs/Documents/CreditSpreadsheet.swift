package import Domain
package import Formats
import Templates
package import Values

/// A credit as a spreadsheet: a row per session with the inputs of its formula, and a row per priced interval.
package struct CreditSpreadsheet {
    private let writer: XLSXWriter
    private let snapshot: CreditSnapshot
    private let words: CreditWords
    private let columns: [CreditSheetColumn<CreditSheetSession>]
    /// Sessions of several priced intervals.
    private var intervals: [CreditSheetSession] = []

    /// Begins the file; its parts wait beside it.
    package init(path: String, snapshot: CreditSnapshot) throws {
        self.snapshot = snapshot
        words = CreditWords(snapshot)
        columns = CreditSheetColumns(words: words, snapshot: snapshot).ofSessions
        let properties = XLSXProperties(
            title: snapshot.number,
            author: snapshot.issuer.name,
            createdAt: Timestamp(seconds: snapshot.issuedOn.daysSinceEpoch * 86_400)
        )
        writer = try XLSXWriter(path: path, properties: properties, temporaryFolder: CreditSpreadsheet.folder(of: path))
        try writer.startSheet(XLSXSheet(name: words.sessions, columns: columns.map(\.column)))
    }

    /// Adds sessions in the order of the document.
    package mutating func append(_ lines: [CreditLine]) throws {
        for line in lines {
            let session = CreditSheetSession(line, mark: mark(line), words)
            try writer.append(columns.map { $0.cell(session) })
            if session.parts.count > 1 { intervals.append(session) }
        }
    }

    /// Adds totals and intervals and closes the file.
    package func finish() throws {
        try writer.appendTotals(columns.map(\.total))
        if !intervals.isEmpty {
            let columns = CreditSheetColumns(words: words, snapshot: snapshot).ofIntervals
            let name = words.say(en: "Quarter hours", nl: "Kwartieren")
            try writer.startSheet(XLSXSheet(name: name, columns: columns.map(\.column)))
            for session in intervals {
                for part in session.parts {
                    let interval = CreditSheetInterval(session: session, part: part)
                    try writer.append(columns.map { $0.cell(interval) })
                }
            }
        }
        try writer.finish()
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    private func mark(_ line: CreditLine) -> String {
        let index = line.documentLine - 1
        let isCorrection = snapshot.lines.indices.contains(index) && snapshot.lines[index].isCorrection
        return words.entry(line, isCorrection: isCorrection)
    }
}
