import Templates
import Values

extension SamplePage {
    static let trades: [SamplePage] = [
        SamplePage("ere-trades") { ERETradeIndex.view(index(), frame: Sample.frame(.ereTrades)) },
        SamplePage("ere-trades-refused-nl") {
            let none = Text(en: "Only 70 units of this year are credited and not sold.", nl: "Er zijn er maar 70.")
            return ERETradeIndex.view(
                index(units: Field("71", error: none)),
                frame: Sample.frame(.ereTrades, language: .dutch)
            )
        },
        SamplePage("ere-trades-empty") {
            let model = ERETradeIndex.Model(
                lots: [],
                stock: [],
                query: query,
                trades: [],
                tradeCount: 0,
                brokers: [],
                years: [],
                kinds: [],
                form: form(),
                brokerName: Field(error: .required),
                companyNumber: Field(),
                problem: nil
            )
            return ERETradeIndex.view(model, frame: Sample.frame(.ereTrades))
        },
        SamplePage("ere-trade") { ERETradeShow.view(show(cancelledAt: nil), frame: frame(.english)) },
        SamplePage("ere-trade-cancelled-nl") {
            ERETradeShow.view(show(cancelledAt: Sample.noon), frame: frame(.dutch))
        },
    ]

    private static let id = ERETradeID(12)

    private static func frame(_ language: Language) -> PageFrame {
        Sample.frame(.ereTrade(id), language: language)
    }

    private static func form(units: Field = Field()) -> ERETradeIndex.Form {
        ERETradeIndex.Form(
            broker: Field("3"),
            reference: Field("C-1"),
            kind: Field("LRE-E"),
            year: Field("2026"),
            units: units,
            price: Field("0.485"),
            fee: Field("0"),
            soldOn: Field("2026-10-20")
        )
    }

    private static let day = LocalDate(year: 2026, month: 10, day: 20) ?? LocalDate(daysSinceEpoch: 0)

    private static func row(isCancelled: Bool) -> ERETradeIndex.Row {
        ERETradeIndex.Row(
            trade: Mention("VOL-T-2026-0001", .ereTrade(id)),
            broker: "Makelaar B.V.",
            reference: "C-1",
            kind: "LRE-E",
            year: 2026,
            units: 102_840,
            price: Exact(mantissa: 485, scale: 3),
            gross: Money(minor: 4_987_740, .eur),
            fee: Money(minor: 50_000, .eur),
            net: Money(minor: 4_937_740, .eur),
            soldOn: day,
            isCancelled: isCancelled
        )
    }

    private static func stock(_ quarter: String, left: Int64, over: Int64, isUrgent: Bool) -> ERETradeIndex.Stock {
        ERETradeIndex.Stock(
            quarter: quarter,
            connections: 410,
            credited: 102_840,
            sold: 102_840 - left + over,
            left: left,
            over: over,
            creditedSince: Sample.noon,
            age: 41,
            expiresOn: LocalDate(year: 2027, month: 4, day: 1) ?? day,
            isUrgent: isUrgent
        )
    }

    private static let query = ListQuery(rules: ERETradeIndex.rules)

    private static func lot(_ year: Int, isOwnGeneration: Bool, left: Int64, isUrgent: Bool) -> ERETradeIndex.Lot {
        ERETradeIndex.Lot(
            year: year,
            isOwnGeneration: isOwnGeneration,
            connections: 820,
            credited: 205_680,
            sold: 205_680 - left,
            left: left,
            age: left > 0 ? 41 : nil,
            expiresOn: LocalDate(year: year + 1, month: 4, day: 1) ?? day,
            isUrgent: isUrgent
        )
    }

    private static func index(units: Field = Field("70")) -> ERETradeIndex.Model {
        ERETradeIndex.Model(
            lots: [
                lot(2026, isOwnGeneration: false, left: 1_200, isUrgent: true),
                lot(2026, isOwnGeneration: true, left: 0, isUrgent: false),
            ],
            stock: [
                stock("2026-Q3", left: 1_200, over: 0, isUrgent: true),
                stock("2026-Q2", left: 0, over: 3, isUrgent: false),
            ],
            query: query,
            trades: [row(isCancelled: false), row(isCancelled: true)],
            tradeCount: 2,
            brokers: [Choice("3", "Makelaar B.V.")],
            years: ["2026"],
            kinds: [Choice("LRE-E", "LRE-E")],
            form: form(units: units),
            brokerName: Field(),
            companyNumber: Field(),
            problem: nil
        )
    }

    private static func show(cancelledAt: Timestamp?) -> ERETradeShow.Model {
        ERETradeShow.Model(
            id: id,
            row: row(isCancelled: cancelledAt != nil),
            by: "Femke de Wit",
            at: Sample.noon,
            cancelledAt: cancelledAt,
            cancelReason: cancelledAt == nil ? "" : "buyer withdrew",
            query: ListQuery(rules: ERETradeShow.rules),
            lines: [
                ERETradeShow.Line(
                    position: 1,
                    booking: Mention("Sanne Bakker", .ereBooking(EREBookingID(51))),
                    ean: "871685900000000004",
                    quarter: "2026-Q3",
                    units: 249,
                    amount: Money(minor: 12_077, .eur)
                )
            ],
            lineCount: 411,
            documents: [
                ERETradeShow.Document(
                    id: ERETradeDocumentID(2),
                    name: "note.pdf",
                    size: 48_231,
                    sha256: String(repeating: "0a", count: 32),
                    at: Sample.noon
                )
            ],
            reason: Field(),
            file: Field(),
            problem: nil
        )
    }
}
