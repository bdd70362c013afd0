import Values

/// The figures of a credit as stored.
struct StoredCredit: Sendable {
    let id: CreditID
    let number: String
    let issuedOn: LocalDate
    let dueOn: LocalDate
    let category: VATCategory
    let net: Money
    let vat: Money
    let total: Money
    let exact: Exact
    let energy: Energy
    let sessionCount: Int
    let snapshot: JSON
    /// Whether it is owed for units and made of other parts.
    let isPayout: Bool
}

/// An entry of a credit as stored, with the line it points at.
struct StoredEntry: Sendable {
    let creditID: CreditID
    let documentLine: Int
    let amount: Exact
    let entry: CreditEntry
}

/// A row that belongs to a credit.
struct CreditPart<Part: Sendable>: Sendable {
    let creditID: CreditID
    let part: Part
}

/// The parts of some credits, to be compared with what their sessions give.
struct DocumentParts {
    private let lines: [CreditID: [CreditDocumentLine]]
    private let vatTotals: [CreditID: [VATTotal]]
    private let entries: [CreditID: [StoredEntry]]

    init(
        lines: [CreditPart<CreditDocumentLine>],
        vatTotals: [CreditPart<VATTotal>],
        entries: [StoredEntry]
    ) {
        self.lines = Dictionary(grouping: lines, by: \.creditID).mapValues { $0.map(\.part) }
        self.vatTotals = Dictionary(grouping: vatTotals, by: \.creditID).mapValues { $0.map(\.part) }
        self.entries = Dictionary(grouping: entries, by: \.creditID)
    }

    /// The first difference between a credit and what its sessions give, in words.
    func difference(in credit: StoredCredit) -> String? {
        let stored = entries[credit.id] ?? []
        let lines = lines[credit.id] ?? []
        for entry in stored where entry.amount != entry.entry.amount {
            let session = entry.entry.sessionID
            return "session \(session) stands with \(entry.amount), its line says \(entry.entry.amount)"
        }
        do {
            let document = try recompute(stored, lines, credit)
            return difference(between: document, and: credit, lines: lines, entries: stored)
                ?? snapshotDifference(in: credit, document)
        } catch let unknown as UnknownDocumentLine {
            return "session \(unknown.session) stands behind line \(unknown.line), which is not there"
        } catch {
            return "the figures cannot be worked out"
        }
    }

    /// Works the document out again, with the VAT rates it was issued with.
    private func recompute(
        _ stored: [StoredEntry],
        _ lines: [CreditDocumentLine],
        _ credit: StoredCredit
    ) throws -> CreditDocument {
        let places = Dictionary(stored.map { ($0.entry, $0.documentLine) }) { first, _ in first }
        return try CreditDocument.assemble(
            stored.map(\.entry),
            currency: credit.total.currency,
            category: credit.category
        ) { entry in
            let place = places[entry] ?? 0
            guard lines.indices.contains(place - 1) else {
                throw UnknownDocumentLine(session: entry.sessionID, line: place)
            }
            return lines[place - 1].vatRate
        }
    }

    private func difference(
        between document: CreditDocument,
        and credit: StoredCredit,
        lines: [CreditDocumentLine],
        entries: [StoredEntry]
    ) -> String? {
        if document.lines.count != lines.count {
            return "it has \(lines.count) lines, its sessions give \(document.lines.count)"
        }
        for (index, (stored, computed)) in zip(lines, document.lines).enumerated() where stored != computed {
            return "line \(index + 1) says \(stored.net.decimalText), its sessions give \(computed.net.decimalText)"
        }
        if document.entries.map({ $0.documentLine }) != entries.map(\.documentLine)
            || document.entries.map({ $0.entry }) != entries.map(\.entry)
        {
            return "its sessions stand behind other lines than they should"
        }
        if document.vatTotals != vatTotals[credit.id] ?? [] { return "its VAT is not that of its lines" }
        let figures = [(credit.net, document.net), (credit.vat, document.vat), (credit.total, document.total)]
        for (stored, computed) in figures where stored != computed {
            return "it comes to \(stored.decimalText), its sessions give \(computed.decimalText)"
        }
        let agrees =
            credit.exact == document.exact && credit.energy == document.energy
            && credit.sessionCount == document.sessionCount
        return agrees ? nil : "its exact sum, energy or number of sessions is not that of its sessions"
    }

    /// The printed document against the figures.
    private func snapshotDifference(in credit: StoredCredit, _ document: CreditDocument) -> String? {
        // An unreadable form is a difference like any other; which member it is does not matter here.
        guard let snapshot = try? CreditSnapshot(json: credit.snapshot) else {
            return "its printed form cannot be read"
        }
        let due = snapshot.paymentTerm.dueDay(issuedOn: credit.issuedOn)
        for day in [credit.dueOn, snapshot.dueOn] where day != due {
            return "it is due on \(day), its day of issue and its term give \(due)"
        }
        if snapshot.issuedOn != credit.issuedOn {
            return "its printed form was issued on \(snapshot.issuedOn), it was on \(credit.issuedOn)"
        }
        let agrees =
            snapshot.number == credit.number && snapshot.lines == document.lines
            && snapshot.vatTotals == document.vatTotals && snapshot.net == document.net
            && snapshot.vatAmount == document.vat && snapshot.total == document.total
            && snapshot.exact == document.exact && snapshot.energy == document.energy
            && snapshot.sessionCount == document.sessionCount
        return agrees ? nil : "its printed form says something else than its sessions"
    }
}

/// An entry points at a document line that is not there.
private struct UnknownDocumentLine: Error {
    let session: SessionID
    let line: Int
}
