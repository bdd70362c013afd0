import Domain
import Formats
import Templates
import Values

/// A column of a sheet with what stands in it, so that title and cell cannot come apart.
struct CreditSheetColumn<Row> {
    let column: XLSXColumn
    /// What stands in the row of totals.
    var total = XLSXCell.empty
    let cell: (Row) -> XLSXCell

    init(
        _ title: String,
        width: Int,
        _ kind: XLSXColumn.Kind,
        total: XLSXCell = .empty,
        _ cell: @escaping (Row) -> XLSXCell
    ) {
        column = XLSXColumn(title, width: width, kind: kind)
        self.total = total
        self.cell = cell
    }
}

/// The columns of both sheets: what a session's amount can be worked out from again.
struct CreditSheetColumns {
    let words: CreditWords
    let snapshot: CreditSnapshot

    private typealias Session = CreditSheetColumn<CreditSheetSession>
    private typealias Interval = CreditSheetColumn<CreditSheetInterval>

    var ofSessions: [CreditSheetColumn<CreditSheetSession>] { place + terms + market + amounts }

    private var place: [Session] {
        [
            Session(words.session, width: 10, .integer, total: .text(words.total)) {
                .integer($0.line.sessionID.rawValue)
            },
            Session(words.site, width: 24, .text) { .text($0.line.siteName) },
            Session(words.chargePoint, width: 34, .text) { .text($0.line.chargePoint) },
            Session(words.connector, width: 10, .integer) { .integer(Int64($0.line.connector)) },
            Session("\(words.start) (UTC)", width: 18, .dateTime(.utc)) { .moment($0.line.startedAt) },
            Session("\(words.stop) (UTC)", width: 18, .dateTime(.utc)) {
                $0.line.stoppedAt.map { .moment($0) } ?? .empty
            },
            Session(words.energy, width: 12, .energy, total: .energy(snapshot.energy)) { .energy($0.line.energy) },
        ]
    }

    /// The terms of the contracts; a cell without a term in them stays empty.
    private var terms: [Session] {
        [
            Session(words.tariff, width: 34, .text) { .text($0.tariff) },
            Session(words.factor, width: 10, .number(decimals: 4)) { $0.factor.map { .exact($0) } ?? .empty },
            Session(words.addend, width: 12, .number(decimals: 6)) { $0.addend.map { .exact($0) } ?? .empty },
            Session(words.percent, width: 10, .number(decimals: 2)) { $0.terms.map { .exact($0.percent) } ?? .empty },
            Session(words.fixed, width: 12, .number(decimals: 6)) {
                $0.terms.map { .exact($0.fixed.perKWh) } ?? .empty
            },
        ]
    }

    /// The prices; of a session of several quarter hours they are averages by energy.
    private var market: [Session] {
        [
            Session(words.quarterHours, width: 14, .integer) { .integer(Int64($0.parts.count)) },
            Session(spot, width: 14, .number(decimals: 3)) { $0.spot.map { .exact($0) } ?? .empty },
            Session(words.spotFrom, width: 18, .dateTime(.utc)) {
                $0.single?.index.map { .moment($0.start) } ?? .empty
            },
            Session(words.spotVersion, width: 10, .integer) {
                $0.single?.index.map { .integer(Int64($0.version)) } ?? .empty
            },
            Session(words.supplyPrice, width: 14, .number(decimals: 6)) {
                $0.supplyPrice.map { .exact($0) } ?? .empty
            },
            Session(words.price, width: 14, .number(decimals: 6)) { $0.price.map { .exact($0) } ?? .empty },
        ]
    }

    private var amounts: [Session] {
        [
            Session(words.amount, width: 14, .number(decimals: 6), total: .exact(snapshot.exact)) {
                .exact($0.line.amount)
            },
            Session(words.exactAmount, width: 22, .text, total: .text(snapshot.exact.description)) {
                .text($0.line.amount.description)
            },
            Session(words.formula, width: 70, .text) { .text($0.worked) },
            Session(words.correction, width: 22, .text) { .text($0.mark) },
            Session(words.corrects, width: 30, .text) { .text($0.line.corrects.map(words.reference) ?? "") },
        ]
    }

    var ofIntervals: [CreditSheetColumn<CreditSheetInterval>] {
        [
            Interval(words.session, width: 10, .integer) { .integer($0.session.line.sessionID.rawValue) },
            Interval("\(words.start) (UTC)", width: 18, .dateTime(.utc)) { .moment($0.part.from) },
            Interval("\(words.stop) (UTC)", width: 18, .dateTime(.utc)) { .moment($0.part.until) },
            Interval(words.energy, width: 12, .energy) { .energy($0.part.energy) },
            Interval(spot, width: 14, .number(decimals: 3)) { $0.part.index.map { .exact($0.price.perMWh) } ?? .empty },
            Interval(words.spotFrom, width: 18, .dateTime(.utc)) { $0.part.index.map { .moment($0.start) } ?? .empty },
            Interval(words.spotMinutes, width: 10, .integer) {
                $0.part.index.map { .integer(Int64($0.minutes)) } ?? .empty
            },
            Interval(words.spotVersion, width: 10, .integer) {
                $0.part.index.map { .integer(Int64($0.version)) } ?? .empty
            },
            Interval(words.supplyPrice, width: 16, .number(decimals: 9)) { .exact($0.part.supplyPrice) },
            Interval(words.price, width: 16, .number(decimals: 9)) { .exact($0.part.price) },
            Interval(words.exactAmount, width: 24, .text) { .text($0.part.amount.description) },
            Interval(words.say(en: "Interpolated", nl: "Geïnterpoleerd"), width: 14, .text) {
                .text($0.part.isInterpolated ? "1" : "")
            },
            Interval(words.correction, width: 22, .text) { .text($0.session.mark) },
        ]
    }

    private var spot: String { "Spot (\(snapshot.total.currency.code)/MWh)" }
}
