import Values

/// The colours a series may have; each is a CSS class that knows light and dark.
package enum ChartColour: String, Sendable {
    case energy, price, money, other
}

/// How much of the page a drawing takes; a compact one keeps its labels readable in half a column.
package enum ChartSize: String, Sendable {
    case wide, compact

    var width: Int { self == .wide ? 760 : 440 }
    /// Labels that fit side by side below it.
    var labelCount: Int { self == .wide ? 10 : 6 }
}

/// Where a drawing's parts lie, in units of the view box.
struct ChartFrame {
    let width: Double
    let height = 260.0
    let left = 58.0
    let top = 26.0
    let bottom = 30.0
    let right: Double

    init(_ size: ChartSize = .wide, hasRightAxis: Bool = false) {
        width = Double(size.width)
        right = hasRightAxis ? 58 : 12
    }

    var plotRight: Double { width - right }
    var plotBottom: Double { height - bottom }

    func vertical(_ ticks: Ticks) -> Scale {
        Scale(low: ticks.low, high: ticks.high, from: plotBottom, to: top)
    }

    /// Lines across the plot with the axis' figures on the left.
    func leftAxis(_ ticks: Ticks, unit: String, say: Reader) -> HTML {
        let scale = vertical(ticks)
        let decimals = ticks.marks.map(\.scale).max() ?? 0
        return g(.class("chart__axis")) {
            ticks.marks.map { mark in
                let y = scale.position(mark.place)
                return HTML {
                    line(.class(mark.isZero ? "chart__zero" : "chart__grid"), .x1(left), .x2(plotRight), .y1(y), .y2(y))
                    svgText(.x(left - 8), .y(y + 4), .textAnchor(.end)) { say.decimal(mark, minimumDecimals: decimals) }
                }
            }
            svgText(.class("chart__unit"), .x(4), .y(12)) { unit }
        }
    }

    /// The figures of a second axis on the right, without lines of their own.
    func rightAxis(_ ticks: Ticks, unit: String, say: Reader) -> HTML {
        let scale = vertical(ticks)
        let decimals = ticks.marks.map(\.scale).max() ?? 0
        return g(.class("chart__axis")) {
            ticks.marks.map { mark in
                svgText(.x(plotRight + 8), .y(scale.position(mark.place) + 4)) {
                    say.decimal(mark, minimumDecimals: decimals)
                }
            }
            svgText(.class("chart__unit"), .x(width - 4), .y(12), .textAnchor(.end)) { unit }
        }
    }

    /// The last label of a time axis stands at the edge and would be cut if it were set in the middle of its mark.
    func bottomLabel(_ text: String, at x: Double) -> HTML {
        let isCut = x + ChartFrame.halfLabel > width
        return svgText(.x(isCut ? width : x), .y(height - 9), .textAnchor(isCut ? .end : .middle)) { text }
    }

    /// Half the width of a clock time or short date in the size of labels.
    private static let halfLabel = 18.0
}

/// What a drawing says to those who do not see it.
package struct ChartWords: Sendable {
    /// Unique on the page; the title and description take their ids from it.
    package let id: String
    package let title: String
    package let description: String

    package init(id: String, title: String, description: String) {
        self.id = id
        self.title = title
        self.description = description
    }
}

/// The figure around a drawing: legend, drawing and the same figures as a table.
func chartFigure(
    _ words: ChartWords,
    size: ChartSize = .wide,
    legend: [(String, ChartColour)],
    say: Reader,
    tableHead: [String],
    tableRows: [[String]],
    @HTMLBuilder drawing: Content
) -> HTML {
    figure(.class("chart")) {
        if legend.count > 1 { chartLegend(legend) }
        div(.class("chart__frame"), .tabindex(0), .role(.group), .ariaLabel(words.title)) {
            chartDrawing(words, size) { drawing() }
        }
        if size == .wide { p(.class("chart__more"), .ariaHidden()) { say(.swipeForMore) } }
        disclosure(say(.showAsTable)) { figureTable(words.title, tableHead, tableRows) }
    }
}

private func chartDrawing(_ words: ChartWords, _ size: ChartSize, @HTMLBuilder drawing: Content) -> HTML {
    svg(
        .class("chart__drawing", "chart__drawing--" + size.rawValue),
        .viewBox(width: size.width, height: 260),
        .role(.img),
        .ariaLabelledBy(words.id + "-title " + words.id + "-desc")
    ) {
        svgTitle(.id(words.id + "-title")) { words.title }
        desc(.id(words.id + "-desc")) { words.description }
        drawing()
    }
}

private func chartLegend(_ entries: [(String, ChartColour)]) -> HTML {
    ul(.class("legend")) {
        entries.map { name, colour in li(.class("legend__entry", "legend__entry--" + colour.rawValue)) { name } }
    }
}

private func figureTable(_ name: String, _ head: [String], _ rows: [[String]]) -> HTML {
    div(.class("table-frame"), .tabindex(0), .role(.group), .ariaLabel(name)) {
        table(.class("table", "table--dense", "table--keep")) {
            caption(.class("visually-hidden")) { name }
            thead { tr { head.map { text in th(.scope(.col)) { text } } } }
            tbody { rows.map { cells in tr { cells.map { text in td { text } } } } }
        }
    }
}

extension Text {
    static let showAsTable = Text(en: "Show as table", nl: "Toon als tabel")
    static let swipeForMore = Text(
        en: "⟷ Wider than this screen: swipe the drawing sideways.",
        nl: "⟷ Breder dan dit scherm: veeg de tekening opzij."
    )
    static let noSessionsInDays = Text(
        en: "No session ended in these days",
        nl: "In deze dagen eindigde geen sessie"
    )
    static let noFigures = Text(en: "No figures for this period", nl: "Geen cijfers in deze periode")
}
