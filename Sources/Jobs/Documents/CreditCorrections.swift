import Domain
import Formats
import Templates
import Values

/// What a document corrects: session by session, what stood in an earlier document and what holds now.
struct CreditCorrections {
    /// A session whose earlier credit is taken back here.
    struct Correction {
        let old: CreditLine
        /// What is credited instead; `nil` when nothing is.
        let new: CreditLine?
    }

    /// The sessions in the order of the document.
    let sessions: [Correction]

    init(_ lines: [CreditLine]) {
        let reversals = lines.filter(\.isReversal)
        let corrected = Set(reversals.map(\.sessionID))
        let credited = lines.filter { !$0.isReversal && corrected.contains($0.sessionID) }
        let new = Dictionary(credited.map { ($0.sessionID, $0) }) { first, _ in first }
        sessions = reversals.map { Correction(old: $0, new: new[$0.sessionID]) }
    }

    /// The corrected documents, once each, by day and number.
    var documents: [CreditReference] {
        Set(sessions.compactMap(\.old.corrects)).sorted { ($0.issuedOn, $0.number) < ($1.issuedOn, $1.number) }
    }

    /// The sessions with old and new amount.
    func table(_ words: CreditWords) throws -> PDFTable {
        PDFTable(
            columns: [
                PDFColumn(words.session, share: 9), PDFColumn(words.chargePoint, share: 24),
                PDFColumn(words.corrects, share: 20),
                PDFColumn(words.oldAmount, share: 16, alignment: .trailing),
                PDFColumn(words.newAmount, share: 16, alignment: .trailing),
                PDFColumn(words.difference, share: 15, alignment: .trailing),
            ],
            rows: try sessions.map { try row($0, words) },
            density: .compact
        )
    }

    private func row(_ correction: Correction, _ words: CreditWords) throws -> PDFRow {
        let old = correction.old
        let currency = Currency(rawValue: old.currency) ?? .eur
        let new = correction.new?.amount ?? .zero
        return PDFRow([
            "\(old.sessionID)", "\(old.chargePoint) / \(old.connector)", old.corrects?.number ?? "",
            words.say.exactAmount(-old.amount, currency), words.say.exactAmount(new, currency),
            words.say.exactAmount(try new + old.amount, currency),
        ])
    }
}
