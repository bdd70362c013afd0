import Domain
import TestSupport
import TestWorld
import Testing
import Values

struct CreditDocumentTests {
    @Test func `any order of the entries gives the same document, rounded once per line`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = EntryGenerator(seed: seed)
        for _ in 0..<200 {
            let entries = generator.entries()
            let document = try assemble(entries)
            #expect(try assemble(entries.shuffled(using: &generator)) == document, "seed \(seed)")
            let sum = document.lines.reduce(Int64(0)) { $0 + $1.net.minor }
            #expect(sum == document.net.minor, "seed \(seed)")
            #expect(document.total.minor == document.net.minor + document.vat.minor)
            for line in document.lines {
                let difference = try (line.net.exact - line.exact).magnitude
                #expect(difference <= Exact(mantissa: 5, scale: 3), "seed \(seed)")
            }
            let exact = try entries.reduce(Exact.zero) { try $0 + $1.amount }
            #expect(document.exact == exact)
            #expect(document.entries.count == entries.count)
        }
    }

    @Test func `a half cent goes away from zero, up and down alike`() throws {
        for (amount, minor) in [("0.005", 1), ("-0.005", -1), ("0.0049999", 0), ("1.004999", 100), ("-2.345", -235)] {
            let document = try assemble([entry(1, amount)])
            #expect(document.net.minor == Int64(minor), "\(amount)")
        }
    }

    @Test func `what is summed before rounding is not rounded before summing`() throws {
        let entries = (1...3).map { entry(Int64($0), "0.004") }
        #expect(try assemble(entries).net.minor == 1)
    }

    @Test func `VAT is computed once per rate on the sum of the net lines`() throws {
        let entries = [
            entry(1, "0.02", tariff: "a"), entry(2, "0.02", tariff: "b"), entry(3, "0.03", tariff: "c"),
            entry(4, "10.00", period: "2025-05"),
        ]
        let document = try CreditDocument.assemble(entries, currency: .eur, category: .standard) {
            $0.period == BillingWorld.month("2025-05") ? 900 : 2_100
        }
        #expect(document.vatTotals.map(\.rate) == [900, 2_100])
        #expect(document.vatTotals.map(\.vat.minor) == [90, 1])
        #expect(document.vat.minor == 91 && document.total.minor == 1_098)
    }

    @Test func `a correction stands in a line of its own and counts its sessions once`() throws {
        let entries = [
            entry(1, "5"), entry(2, "3", isReversal: true, isCorrection: true),
            entry(2, "3.5", line: 20, isCorrection: true),
        ]
        let document = try assemble(entries)
        #expect(document.lines.map(\.isCorrection) == [false, true])
        #expect(document.lines[1].sessionCount == 1 && document.lines[1].net.minor == 50)
        #expect(document.lines[1].energy == .zero)
        #expect(document.sessionCount == 2)
    }

    @Test func `numbers have a series per host for invoices and per operator for statements`() {
        let day = BillingWorld.day("2025-07-01")
        let invoice = DocumentNumber.series(of: .selfBilledInvoice, prefix: "VOLT", host: HostID(12), issuedOn: day)
        let statement = DocumentNumber.series(of: .payoutStatement, prefix: "VOLT", host: HostID(12), issuedOn: day)
        #expect(DocumentNumber(series: invoice, number: 1).text == "VOLT-H12-2025-0001")
        #expect(DocumentNumber(series: statement, number: 12_345).text == "VOLT-P-2025-12345")
    }

    private func assemble(_ entries: [CreditEntry]) throws -> CreditDocument {
        try CreditDocument.assemble(entries, currency: .eur, category: .standard) { _ in 2_100 }
    }

    private func entry(
        _ session: Int64,
        _ amount: String,
        tariff: String = "t",
        period: String = "2025-06",
        line: Int64? = nil,
        isReversal: Bool = false,
        isCorrection: Bool = false
    ) -> CreditEntry {
        CreditEntry(
            sessionID: SessionID(session),
            lineID: LineID(line ?? session),
            isReversal: isReversal,
            isCorrection: isCorrection,
            siteID: SiteID(1),
            tariff: tariff,
            period: BillingWorld.month(period),
            lineEnergy: Energy(wh: 1_000),
            lineAmount: Exact(amount) ?? .zero
        )
    }
}

/// Random entries that follow from a seed.
private struct EntryGenerator: RandomNumberGenerator {
    private var numbers: SeededGenerator
    init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

    mutating func next() -> UInt64 { numbers.next() }

    mutating func entries() -> [CreditEntry] {
        (1...Int.random(in: 1...60, using: &self)).map { number in
            CreditEntry(
                sessionID: SessionID(Int64(number)),
                lineID: LineID(Int64(number * 10)),
                isReversal: Int.random(in: 0..<5, using: &self) == 0,
                isCorrection: Bool.random(using: &self),
                siteID: SiteID(Int64.random(in: 1...3, using: &self)),
                tariff: ["spot", "fixed", "1.2 × spot + 0.01"].randomElement(using: &self) ?? "",
                period: BillingWorld.month("2025-06"),
                lineEnergy: Energy(thousandthsWh: .random(in: 0...90_000_000, using: &self)),
                lineAmount: Exact(
                    mantissa: Int128(Int64.random(in: -5_000_000_000...50_000_000_000, using: &self)),
                    scale: Int.random(in: 3...12, using: &self)
                )
            )
        }
    }
}
