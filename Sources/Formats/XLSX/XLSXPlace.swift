import CXlsxWriter
import Values

/// Where a cell goes and how it looks.
struct XLSXPlace {
    let worksheet: UnsafeMutablePointer<lxw_worksheet>
    let row: lxw_row_t
    let column: lxw_col_t
    let format: UnsafeMutablePointer<lxw_format>?

    func write(_ cell: XLSXCell, kind: XLSXColumn.Kind) throws(XLSXFault) {
        switch cell {
        case .empty: check(worksheet_write_blank(worksheet, row, column, format))
        case .text(let text): try write(text)
        case .integer(let number): number.isExactInDouble ? write(Double(number)) : try write(String(number))
        case .exact(let number): write(number.spreadsheetNumber)
        case .energy(let energy): write(energy.kWh.spreadsheetNumber)
        case .money(let money): write(money.exact.spreadsheetNumber)
        case .moment(let moment): write(kind.zone.serial(of: moment))
        case .day(let day): write(Double(day.daysSinceEpoch + Zone.serialOfEpoch))
        }
    }

    private func write(_ number: Double) {
        check(worksheet_write_number(worksheet, row, column, number, format))
    }

    private func write(_ text: String) throws(XLSXFault) {
        // A text never has more units of UTF-16 than of UTF-8, and those need no counting.
        guard text.utf8.count <= XLSXWriter.maxTextLength || text.utf16.count <= XLSXWriter.maxTextLength else {
            throw XLSXFault(
                code: .textTooLong,
                reason: "row \(row + 1), column \(column + 1): text too long for a cell"
            )
        }
        // A NUL would end the text in C; nothing else in it is special.
        let plain = text.utf8.contains(0) ? text.replacing("\0", with: " ") : text
        check(worksheet_write_string(worksheet, row, column, plain, format))
    }

    /// Everything the library refuses has been refused before with a reason, so a refusal is a bug here.
    private func check(_ result: lxw_error) {
        precondition(result == LXW_NO_ERROR, "libxlsxwriter refused a checked cell")
    }
}

extension Int64 {
    /// Beyond 2^53 a spreadsheet would change the number, so it becomes text.
    fileprivate var isExactInDouble: Bool { magnitude <= 1 << 53 }
}

extension Exact {
    /// The nearest number a spreadsheet can hold: the one place where an exact number leaves exactness.
    ///
    /// Both operands of the division are exact up to 2^53 and 10^22, so its result is the nearest one.
    var spreadsheetNumber: Double {
        if mantissa.magnitude <= 1 << 53, scale < Exact.powersOfTen.count {
            return Double(Int64(mantissa)) / Exact.powersOfTen[scale]
        }
        return Double(description) ?? 0
    }

    private static let powersOfTen: [Double] = (0...22).map { Double("1e\($0)") ?? 1 }
}

extension Zone {
    /// 1970-01-01 as a spreadsheet counts days.
    fileprivate static let serialOfEpoch: Int64 = 25_569

    /// A moment as a spreadsheet holds it: days, with the wall-clock time of this zone as the fraction.
    fileprivate func serial(of moment: Timestamp) -> Double {
        let local = moment.seconds + offset(at: moment)
        let day = local.floorDivided(by: 86_400) + Zone.serialOfEpoch
        return Double(day) + Double(local.floorRemainder(by: 86_400)) / 86_400
    }
}
