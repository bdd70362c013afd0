import CXlsxWriter
import Values

/// The look of a cell; libxlsxwriter keeps one format object for each.
struct XLSXStyle: Hashable {
    /// Which part of the sheet a row belongs to.
    enum Emphasis: Hashable { case header, plain, totals }

    let numberFormat: String
    let emphasis: Emphasis
    let isTrailing: Bool

    func apply(to format: UnsafeMutablePointer<lxw_format>) {
        format_set_font_name(format, "Calibri")
        switch emphasis {
        case .plain:
            format_set_num_format(format, numberFormat)
        case .totals:
            format_set_num_format(format, numberFormat)
            format_set_bold(format)
            format_set_top(format, UInt8(LXW_BORDER_THIN.rawValue))
        case .header:
            format_set_bold(format)
            format_set_text_wrap(format)
            format_set_bg_color(format, 0xE8EDF2)
            format_set_bottom(format, UInt8(LXW_BORDER_THIN.rawValue))
            format_set_align(format, UInt8(LXW_ALIGN_VERTICAL_TOP.rawValue))
        }
        if isTrailing { format_set_align(format, UInt8(LXW_ALIGN_RIGHT.rawValue)) }
    }
}

extension XLSXColumn.Kind {
    /// The number format in Excel's own words.
    var numberFormat: String {
        switch self {
        case .text: "@"
        case .integer: "0"
        case .number(let decimals): decimals > 0 ? "0." + String(repeating: "0", count: min(decimals, 15)) : "0"
        case .energy: "#,##0.000"
        case .money(let currency):
            "#,##0." + String(repeating: "0", count: currency.exponent) + "\\ \"\(currency.code)\""
        case .dateTime: "yyyy\\-mm\\-dd\\ hh:mm:ss"
        case .date: "yyyy\\-mm\\-dd"
        }
    }

    /// Whether cells stand at the right edge of the column.
    var isTrailing: Bool {
        switch self {
        case .text, .dateTime, .date: false
        case .integer, .number, .energy, .money: true
        }
    }

    /// The zone moments are shown in.
    var zone: Zone {
        if case .dateTime(let zone) = self { zone } else { .utc }
    }
}
