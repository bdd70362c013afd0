package import Values

/// A line of a document: the sessions of one site and tariff, rounded once.
package struct CreditDocumentLine: Hashable, Sendable {
    /// The site.
    package let siteID: SiteID
    /// The tariff in words.
    package let tariff: String
    /// Whether it corrects what earlier documents credited.
    package let isCorrection: Bool
    /// The VAT rate in hundredths of a percent.
    package let vatRate: Int
    /// How many sessions stand behind it.
    package let sessionCount: Int
    /// Their energy; what was taken back counts negative.
    package let energy: Energy
    /// The exact sum.
    package let exact: Exact
    /// The sum, rounded commercially to the minor unit.
    package let net: Money

    package init(
        siteID: SiteID,
        tariff: String,
        isCorrection: Bool,
        vatRate: Int,
        sessionCount: Int,
        energy: Energy,
        exact: Exact,
        net: Money
    ) {
        self.siteID = siteID
        self.tariff = tariff
        self.isCorrection = isCorrection
        self.vatRate = vatRate
        self.sessionCount = sessionCount
        self.energy = energy
        self.exact = exact
        self.net = net
    }
}

/// The VAT of all lines of one category and rate.
package struct VATTotal: Hashable, Sendable {
    /// The category.
    package let category: VATCategory
    /// The rate in hundredths of a percent.
    package let rate: Int
    /// The sum of the net lines.
    package let net: Money
    /// The VAT on that sum, rounded once.
    package let vat: Money

    package init(category: VATCategory, rate: Int, net: Money, vat: Money) {
        self.category = category
        self.rate = rate
        self.net = net
        self.vat = vat
    }
}

/// An entry with the line of the document it stands behind.
package struct PlacedEntry: Hashable, Sendable {
    /// The entry.
    package let entry: CreditEntry
    /// The position of the document line, from 1.
    package let documentLine: Int
}

/// The figures of a credit, worked out from its entries.
package struct CreditDocument: Hashable, Sendable {
    /// The lines: new sessions first, then corrections; by site, tariff and rate.
    package let lines: [CreditDocumentLine]
    /// The entries in the order of the document's lines, then of the sessions.
    package let entries: [PlacedEntry]
    /// The VAT per category and rate.
    package let vatTotals: [VATTotal]
    /// The sum of the net lines.
    package let net: Money
    /// The sum of the VAT.
    package let vat: Money
    /// What the host gets: `net + vat`; negative when corrections outweigh.
    package let total: Money
    /// The exact sum of all entries.
    package let exact: Exact
    /// The energy.
    package let energy: Energy
    /// How many sessions stand behind it.
    package let sessionCount: Int

    /// A document without entries.
    static let empty = CreditDocument(
        lines: [],
        entries: [],
        vatTotals: [],
        net: .zero(.eur),
        vat: .zero(.eur),
        total: .zero(.eur),
        exact: .zero,
        energy: .zero,
        sessionCount: 0
    )

    /// Works the figures out; the order of the entries does not matter.
    ///
    /// Each document line is rounded once, on its exact sum; VAT is computed once per rate, on the sum of the net
    /// lines (EN 16931, BR-CO-17).
    ///
    /// `rate` gives the VAT rate of an entry in hundredths of a percent. Throws `ArithmeticOverflow` beyond 38 digits
    /// or 64 bits of cents, and whatever `rate` throws.
    package static func assemble(
        _ entries: [CreditEntry],
        currency: Currency,
        category: VATCategory,
        rate: (CreditEntry) throws -> Int
    ) throws -> CreditDocument {
        let groups = try CreditDocument.groups(entries, rate: rate)
        let lines = try groups.map { try $0.line(currency: currency) }
        let vatTotals = try CreditDocument.vatTotals(lines, category: category, currency: currency)
        let net = try lines.reduce(Money.zero(currency)) { try $0 + $1.net }
        let vat = try vatTotals.reduce(Money.zero(currency)) { try $0 + $1.vat }
        return CreditDocument(
            lines: lines,
            entries: groups.enumerated().flatMap { index, group in
                group.entries.map { PlacedEntry(entry: $0, documentLine: index + 1) }
            },
            vatTotals: vatTotals,
            net: net,
            vat: vat,
            total: try net + vat,
            exact: try lines.reduce(Exact.zero) { try $0 + $1.exact },
            energy: lines.reduce(.zero) { $0 + $1.energy },
            sessionCount: Set(entries.map(\.sessionID)).count
        )
    }

    private static func groups(
        _ entries: [CreditEntry],
        rate: (CreditEntry) throws -> Int
    ) rethrows -> [EntryGroup] {
        var groups: [EntryGroup.Key: [CreditEntry]] = [:]
        for entry in entries {
            groups[EntryGroup.Key(entry, vatRate: try rate(entry)), default: []].append(entry)
        }
        return groups.map { EntryGroup(key: $0.key, entries: $0.value.sorted(by: EntryGroup.isBefore)) }
            .sorted { $0.key < $1.key }
    }

    private static func vatTotals(
        _ lines: [CreditDocumentLine],
        category: VATCategory,
        currency: Currency
    ) throws(ArithmeticOverflow) -> [VATTotal] {
        var result: [VATTotal] = []
        for rate in Set(lines.map(\.vatRate)).sorted() {
            var net = Money.zero(currency)
            for line in lines where line.vatRate == rate { net = try net + line.net }
            let vat = try (net.exact * Exact(mantissa: Int128(rate), scale: 4))
                .rounded(.halfAwayFromZero, to: currency)
            result.append(VATTotal(category: category, rate: rate, net: net, vat: vat))
        }
        return result
    }
}

/// The entries of one document line.
private struct EntryGroup {
    struct Key: Hashable, Comparable {
        let isCorrection: Bool
        let siteID: SiteID
        let tariff: String
        let vatRate: Int

        init(_ entry: CreditEntry, vatRate: Int) {
            isCorrection = entry.isCorrection
            siteID = entry.siteID
            tariff = entry.tariff
            self.vatRate = vatRate
        }

        static func < (left: Key, right: Key) -> Bool {
            let first = (left.isCorrection ? 1 : 0, left.siteID, left.tariff, left.vatRate)
            let second = (right.isCorrection ? 1 : 0, right.siteID, right.tariff, right.vatRate)
            return first < second
        }
    }

    let key: Key
    let entries: [CreditEntry]

    static func isBefore(_ left: CreditEntry, _ right: CreditEntry) -> Bool {
        (left.sessionID, left.lineID, left.isReversal ? 0 : 1) < (
            right.sessionID, right.lineID, right.isReversal ? 0 : 1
        )
    }

    func line(currency: Currency) throws(ArithmeticOverflow) -> CreditDocumentLine {
        var exact = Exact.zero
        var energy = Energy.zero
        for entry in entries {
            exact = try exact + entry.amount
            energy = energy + entry.energy
        }
        return CreditDocumentLine(
            siteID: key.siteID,
            tariff: key.tariff,
            isCorrection: key.isCorrection,
            vatRate: key.vatRate,
            sessionCount: Set(entries.map(\.sessionID)).count,
            energy: energy,
            exact: exact,
            net: try exact.rounded(.halfAwayFromZero, to: currency)
        )
    }
}
