import Domain
import Formats
import Templates
import Values

/// What the pages of sales show and read.
enum ERETradeModels {
    /// Days before what is left may expire, from which on it is told.
    private static let urgentDays: Int64 = 60

    // MARK: Reading

    /// A form as it is offered: today, land, nothing for the broker.
    static func blank(_ visit: MemberVisit) -> FormReader {
        FormReader([:]).filled(with: [
            "sold_on": "\(visit.today)", "kind": EREUnitKind.land.rawValue,
            "year": "\(visit.today.yearMonth.year)",
            "fee": "0",
        ])
    }

    /// What was typed in, as far as the form can tell; `nil` when something is wrong.
    static func draft(_ form: inout FormReader) -> ERETradeDraft? {
        let broker = form.id("broker", of: EREBrokerID.self)
        let reference = form.text("reference", atMost: 64)
        let kind = form.choice("kind", as: EREUnitKind.self)
        let year = form.integer("year", in: Int64(EREYears.first)...2100)
        let units = form.integer("units", in: 1...ERETradeDraft.mostUnits)
        let (price, fee) = (form.decimal("price"), form.amount("fee"))
        let soldOn = form.day("sold_on")
        if let fee, fee.scale > 2 { form.reject("fee", .invalidNumber) }
        guard form.isValid, let broker, let kind, let price, let fee, let soldOn,
            let kept = try? fee.rounded(.halfAwayFromZero, to: .eur)
        else { return nil }
        return ERETradeDraft(
            broker: broker,
            reference: reference,
            kind: kind,
            year: Int(year),
            units: units,
            price: price,
            fee: kept,
            soldOn: soldOn
        )
    }

    /// The field that a rejection is about; `nil` for the form as a whole.
    static func field(of rejection: ERETradeRejection) -> String? {
        switch rejection {
        case .brokerUnknown: "broker"
        case .reference, .referenceKnown: "reference"
        case .units, .notInStock: "units"
        case .price: "price"
        case .fee: "fee"
        case .day: "sold_on"
        case .nobody, .brokerName, .brokerKnown, .alreadyCancelled, .reasonLength, .paidOut: nil
        }
    }

    // MARK: Showing

    static func index(
        _ visit: MemberVisit,
        lots: [EREStockLot],
        stock: [EREStockQuarter],
        _ query: ListQuery,
        trades: Listing<ERETrade>,
        brokers: [EREBroker],
        _ sale: FormReader,
        _ broker: FormReader,
        _ problem: Text?
    ) -> ERETradeIndex.Model {
        let today = EREQuarter.zone.date(of: visit.now)
        return ERETradeIndex.Model(
            lots: lots.map { lot($0, today) },
            stock: stock.map { quarter($0, today) },
            query: query,
            trades: trades.rows.map(row),
            tradeCount: trades.total,
            brokers: brokers.map { Choice("\($0.id)", $0.name) },
            years: Set(stock.map(\.quarter.year)).sorted(by: >).map(String.init),
            kinds: EREUnitKind.allCases.map { Choice($0.rawValue, $0.rawValue) },
            form: ERETradeIndex.Form(
                broker: sale["broker"],
                reference: sale["reference"],
                kind: sale["kind"],
                year: sale["year"],
                units: sale["units"],
                price: sale["price"],
                fee: sale["fee"],
                soldOn: sale["sold_on"]
            ),
            brokerName: broker["name"],
            companyNumber: broker["company_number"],
            problem: problem
        )
    }

    private static func lot(_ lot: EREStockLot, _ today: LocalDate) -> ERETradeIndex.Lot {
        ERETradeIndex.Lot(
            year: lot.year,
            isOwnGeneration: lot.basis == .ownGeneration,
            connections: lot.connections,
            credited: lot.credited,
            sold: lot.sold,
            left: lot.left,
            age: lot.leftSince.map { Int(max(today.daysSinceEpoch - EREQuarter.zone.date(of: $0).daysSinceEpoch, 0)) },
            expiresOn: lot.expiresOn,
            isUrgent: today.adding(days: urgentDays) >= lot.expiresOn
        )
    }

    private static func quarter(_ stock: EREStockQuarter, _ today: LocalDate) -> ERETradeIndex.Stock {
        let since = stock.creditedSince.map { EREQuarter.zone.date(of: $0) }
        return ERETradeIndex.Stock(
            quarter: "\(stock.quarter)",
            connections: stock.connections,
            credited: stock.credited,
            sold: stock.sold,
            left: stock.left,
            over: stock.over,
            creditedSince: stock.creditedSince,
            age: since.map { Int(max(today.daysSinceEpoch - $0.daysSinceEpoch, 0)) },
            expiresOn: stock.expiresOn,
            isUrgent: today.adding(days: urgentDays) >= stock.expiresOn
        )
    }

    static func row(_ trade: ERETrade) -> ERETradeIndex.Row {
        ERETradeIndex.Row(
            trade: Mention(trade.number, .ereTrade(trade.id)),
            broker: trade.brokerName,
            reference: trade.reference,
            kind: trade.kind.rawValue,
            year: trade.year,
            units: trade.units,
            price: trade.price,
            gross: trade.gross,
            fee: trade.fee,
            net: trade.net,
            soldOn: trade.soldOn,
            isCancelled: trade.cancelledAt != nil
        )
    }

    static func show(
        _ trade: ERETrade,
        _ query: ListQuery,
        lines: Listing<ERETradeLine>,
        documents: [ERETradeDocument],
        _ form: FormReader,
        _ problem: Text?
    ) -> ERETradeShow.Model {
        ERETradeShow.Model(
            id: trade.id,
            row: row(trade),
            by: trade.recordedBy,
            at: trade.recordedAt,
            cancelledAt: trade.cancelledAt,
            cancelReason: trade.cancelReason,
            query: query,
            lines: lines.rows.map {
                ERETradeShow.Line(
                    position: $0.position,
                    booking: Mention($0.customerName, .ereBooking($0.booking)),
                    ean: $0.ean,
                    quarter: "\($0.quarter)",
                    units: $0.units,
                    amount: $0.amount
                )
            },
            lineCount: lines.total,
            documents: documents.map {
                ERETradeShow.Document(
                    id: $0.id,
                    name: $0.name,
                    size: $0.size,
                    sha256: Hex.text($0.sha256),
                    at: $0.addedAt
                )
            },
            reason: form["reason"],
            file: form["file"],
            problem: problem
        )
    }

    /// Trades for programs; amounts as decimal text.
    static let columns: [Export<ERETrade>.Column] = [
        ("number", { .string($0.number) }), ("broker", { .string($0.brokerName) }),
        ("reference", { .string($0.reference) }), ("kind", { .string($0.kind.rawValue) }),
        ("year", { .integer($0.year) }), ("units", { .integer($0.units) }), ("price", { .string("\($0.price)") }),
        ("gross", { .string($0.gross.decimalText) }), ("fee", { .string($0.fee.decimalText) }),
        ("net", { .string($0.net.decimalText) }), ("sold_on", { .string("\($0.soldOn)") }),
        ("recorded_at", { .string($0.recordedAt.rfc3339) }), ("lines", { .integer($0.lines) }),
        ("cancelled_at", { .text($0.cancelledAt?.rfc3339) }), ("cancel_reason", { .string($0.cancelReason) }),
    ]

    /// The shares for programs; amounts as decimal text.
    static func csv(_ lines: [ERETradeLine]) -> [UInt8] {
        var writer = CSVWriter(
            columns: ["position", "booking", "customer", "ean", "quarter", "units", "amount"],
            guardsFormulas: true
        )
        for line in lines {
            writer.append([
                "\(line.position)", "\(line.booking)", line.customerName, line.ean, "\(line.quarter)",
                "\(line.units)",
                line.amount.decimalText,
            ])
        }
        return writer.bytes
    }

    // MARK: Words

    static func text(_ rejection: ERETradeRejection, _ say: Reader) -> Text {
        switch rejection {
        case .nobody: Text(en: "A person has to do this.", nl: "Dit moet een persoon doen.")
        case .brokerName: Text(en: "The name is empty or too long.", nl: "De naam is leeg of te lang.")
        case .brokerKnown:
            Text(en: "There is a broker of this name.", nl: "Er is al een makelaar met deze naam.")
        case .brokerUnknown: .notAChoice
        case .reference:
            Text(en: "The number is empty or too long.", nl: "Het nummer is leeg of te lang.")
        case .referenceKnown:
            Text(
                en: "A trade with this number of the broker is written down already.",
                nl: "Een verkoop met dit nummer van de makelaar is al vastgelegd."
            )
        case .units: Text(en: "This is no number of units.", nl: "Dit is geen aantal eenheden.")
        case .price:
            Text(
                en: "A price is 0 to 1,000 euro with at most six decimals.",
                nl: "Een prijs is 0 tot 1.000 euro met hooguit zes decimalen."
            )
        case .fee:
            Text(
                en: "The broker cannot keep more than the sale brings.",
                nl: "De makelaar kan niet meer houden dan de verkoop opbrengt."
            )
        case .day:
            Text(
                en: "Not in the future, and not before the year of delivery.",
                nl: "Niet in de toekomst, en niet vóór het jaar van levering."
            )
        case .notInStock(let left):
            Text(
                en: "Only \(say.count(Int(left))) units of this year are credited and not sold.",
                nl:
                    "Van dit jaar zijn maar \(say.count(Int(left))) eenheden bijgeschreven en niet verkocht."
            )
        case .alreadyCancelled: Text(en: "It is cancelled already.", nl: "Zij is al geannuleerd.")
        case .reasonLength:
            Text(en: "Say why, in 400 characters at most.", nl: "Zeg waarom, in hooguit 400 tekens.")
        case .paidOut: Text(en: "Something of it was paid out.", nl: "Er is al iets van uitbetaald.")
        }
    }
}
