package import Values

/// Two figures side by side per step: what was expected, and what came of it.
package struct PairChart: Sendable {
    /// One step with its two figures.
    package struct Pair: Sendable {
        /// Short, for the axis, tooltip and table.
        package let name: String
        package let values: [Exact]
        /// The values as printed.
        package let texts: [String]

        package init(name: String, first: (Exact, String), second: (Exact, String)) {
            self.name = name
            values = [first.0, second.0]
            texts = [first.1, second.1]
        }
    }

    package let words: ChartWords
    package let unit: String
    /// What the two figures are, with their colours.
    package let series: [(name: String, colour: ChartColour)]
    package let pairs: [Pair]

    package init(
        _ words: ChartWords,
        unit: String,
        first: (String, ChartColour),
        second: (String, ChartColour),
        pairs: [Pair]
    ) {
        self.words = words
        self.unit = unit
        series = [(first.0, first.1), (second.0, second.1)].map { (name: $0.0, colour: $0.1) }
        self.pairs = pairs
    }

    private var isEmpty: Bool { pairs.allSatisfy { $0.values.allSatisfy(\.isZero) } }

    /// The drawing with its table.
    package func view(_ say: Reader) -> HTML {
        chartFigure(
            words,
            size: .compact,
            legend: series.map { ($0.name, $0.colour) },
            say: say,
            tableHead: [say(.chartStep)] + series.map(\.name),
            tableRows: pairs.map { [$0.name] + $0.texts }
        ) { drawing(say) }
    }

    private func drawing(_ say: Reader) -> HTML {
        let frame = ChartFrame(.compact)
        let values = pairs.flatMap(\.values).map(\.place)
        let ticks = isEmpty ? .none : Ticks(low: values.min() ?? 0, high: values.max() ?? 0, isWhole: true)
        return HTML {
            frame.leftAxis(ticks, unit: unit, say: say)
            series.indices.map { place in
                g(.class("chart__bars", "chart__fill--" + series[place].colour.rawValue)) {
                    bars(place, frame, frame.vertical(ticks))
                }
            }
            g(.class("chart__axis")) { labels(frame) }
            if isEmpty {
                svgText(.class("chart__empty"), .x(frame.width / 2), .y(frame.height / 2), .textAnchor(.middle)) {
                    say(.noFigures)
                }
            }
        }
    }

    private func slot(_ frame: ChartFrame) -> Double {
        (frame.plotRight - frame.left) / Double(max(pairs.count, 1))
    }

    private func bars(_ place: Int, _ frame: ChartFrame, _ scale: Scale) -> [HTML] {
        let slot = slot(frame)
        let width = min(slot * 0.36, 48)
        return pairs.enumerated().map { index, pair in
            let middle = frame.left + slot * (Double(index) + 0.5)
            let y = scale.position(pair.values[place].place)
            return rect(
                .class("chart__bar"),
                .x(place == 0 ? middle - width - 1 : middle + 1),
                .y(y),
                .width(width),
                .height(scale.position(0) - y),
                .rx(2.5)
            ) {
                svgTitle { pair.name + ", " + series[place].name + ": " + pair.texts[place] }
            }
        }
    }

    private func labels(_ frame: ChartFrame) -> [HTML] {
        let slot = slot(frame)
        return pairs.enumerated().map { index, pair in
            frame.bottomLabel(pair.name, at: frame.left + slot * (Double(index) + 0.5))
        }
    }
}
