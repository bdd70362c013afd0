package import Values

/// Bars of one figure per day or other step, below zero where the figure is negative.
package struct BarChart: Sendable {
    /// One bar.
    package struct Bar: Sendable {
        /// Short, for the axis.
        package let label: String
        /// Long, for the tooltip and table.
        package let name: String
        package let value: Exact
        /// The value as printed, with its unit.
        package let text: String

        package init(label: String, name: String, value: Exact, text: String) {
            self.label = label
            self.name = name
            self.value = value
            self.text = text
        }
    }

    package let words: ChartWords
    package let unit: String
    package let colour: ChartColour
    package let size: ChartSize
    package let bars: [Bar]
    /// Whether the values are counts, so that nothing stands between two whole numbers.
    package let isWhole: Bool
    /// Why there is nothing to see, where every value is zero.
    package let whenEmpty: Text

    package init(
        _ words: ChartWords,
        unit: String,
        colour: ChartColour,
        size: ChartSize = .wide,
        bars: [Bar],
        isWhole: Bool = false,
        whenEmpty: Text = .noFigures
    ) {
        self.words = words
        self.unit = unit
        self.colour = colour
        self.size = size
        self.bars = bars
        self.isWhole = isWhole
        self.whenEmpty = whenEmpty
    }

    private var isEmpty: Bool { bars.allSatisfy(\.value.isZero) }

    /// The drawing with its table.
    package func view(_ say: Reader) -> HTML {
        chartFigure(
            words,
            size: size,
            legend: [(words.title, colour)],
            say: say,
            tableHead: [say(.chartStep), unit],
            tableRows: bars.map { [$0.name, $0.text] }
        ) { drawing(say) }
    }

    private func drawing(_ say: Reader) -> HTML {
        let frame = ChartFrame(size)
        let values = bars.map(\.value.place)
        let ticks = isEmpty ? .none : Ticks(low: values.min() ?? 0, high: values.max() ?? 0, isWhole: isWhole)
        return HTML {
            frame.leftAxis(ticks, unit: unit, say: say)
            g(.class("chart__bars", "chart__fill--" + colour.rawValue)) { columns(frame, frame.vertical(ticks)) }
            g(.class("chart__axis")) { labels(frame) }
            if isEmpty {
                svgText(.class("chart__empty"), .x(frame.width / 2), .y(frame.height / 2), .textAnchor(.middle)) {
                    say(whenEmpty)
                }
            }
        }
    }

    private func slot(_ frame: ChartFrame) -> Double {
        (frame.plotRight - frame.left) / Double(max(bars.count, 1))
    }

    private func columns(_ frame: ChartFrame, _ scale: Scale) -> [HTML] {
        let slot = slot(frame)
        let zero = scale.position(0)
        return bars.enumerated().map { index, bar in
            let y = scale.position(bar.value.place)
            let x = frame.left + slot * (Double(index) + 0.15)
            return rect(
                .class("chart__bar"),
                .x(x),
                .y(min(y, zero)),
                .width(slot * 0.7),
                .height(abs(zero - y)),
                .rx(min(2.5, slot * 0.2))
            ) {
                svgTitle { bar.name + ": " + bar.text }
            }
        }
    }

    private func labels(_ frame: ChartFrame) -> [HTML] {
        let every = max(1, (bars.count + size.labelCount - 1) / size.labelCount)
        let slot = slot(frame)
        return bars.enumerated().filter { $0.offset.isMultiple(of: every) }
            .map { index, bar in frame.bottomLabel(bar.label, at: frame.left + slot * (Double(index) + 0.5)) }
    }
}

extension Text {
    static let chartStep = Text(en: "Period", nl: "Periode")
}
