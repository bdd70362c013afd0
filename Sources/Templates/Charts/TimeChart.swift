package import Values

/// Curves over time: prices as steps, a meter as an area, gaps as gaps with their name.
package struct TimeChart: Sendable {
    /// The value that held for a half-open span of time.
    package struct Span: Sendable {
        package let start: Timestamp
        package let end: Timestamp
        package let value: Exact
        /// The value as printed, with its unit.
        package let text: String

        package init(from start: Timestamp, until end: Timestamp, value: Exact, text: String) {
            self.start = start
            self.end = end
            self.value = value
            self.text = text
        }
    }

    /// How a series is drawn: a price holds for its span, a meter grows along it.
    package enum Shape: Sendable { case steps, area }
    package enum Side: Sendable { case left, right }

    /// One curve.
    package struct Series: Sendable {
        package let name: String
        package let colour: ChartColour
        package let shape: Shape
        package let side: Side
        package let spans: [Span]

        package init(_ name: String, _ colour: ChartColour, _ shape: Shape, side: Side = .left, spans: [Span]) {
            self.name = name
            self.colour = colour
            self.shape = shape
            self.side = side
            self.spans = spans
        }
    }

    /// A span without figures, and why.
    package struct Gap: Sendable {
        package let start: Timestamp
        package let end: Timestamp
        package let name: String

        package init(from start: Timestamp, until end: Timestamp, name: String) {
            self.start = start
            self.end = end
            self.name = name
        }
    }

    package let words: ChartWords
    package let start: Timestamp
    package let end: Timestamp
    package let leftUnit: String
    package let rightUnit: String
    package let series: [Series]
    package let gaps: [Gap]

    /// A drawing of the half-open span from `start` until `end`.
    package init(
        _ words: ChartWords,
        from start: Timestamp,
        until end: Timestamp,
        leftUnit: String,
        rightUnit: String = "",
        series: [Series],
        gaps: [Gap] = []
    ) {
        self.words = words
        self.start = start
        self.end = end
        self.leftUnit = leftUnit
        self.rightUnit = rightUnit
        self.series = series
        self.gaps = gaps
    }

    /// The drawing with its table.
    package func view(_ say: Reader) -> HTML {
        chartFigure(
            words,
            legend: series.map { ($0.name, $0.colour) },
            say: say,
            tableHead: [say(.chartSeries), say(.chartStep), say(.chartValue)],
            tableRows: tableRows(say)
        ) { drawing(say) }
    }

    private func tableRows(_ say: Reader) -> [[String]] {
        let values = series.flatMap { one in
            one.spans.map { [one.name, say.span(from: $0.start, until: $0.end), $0.text] }
        }
        return values + gaps.map { ["", say.span(from: $0.start, until: $0.end), $0.name] }
    }

    private func drawing(_ say: Reader) -> HTML {
        let hasRight = series.contains { $0.side == .right }
        let frame = ChartFrame(hasRightAxis: hasRight)
        let left = ticks(.left)
        let right = ticks(.right).levelled(with: left)
        return HTML {
            frame.leftAxis(left, unit: leftUnit, say: say)
            if hasRight { frame.rightAxis(right, unit: rightUnit, say: say) }
            g(.class("chart__axis")) { timeLabels(frame, say) }
            gaps.map { gapBand($0, frame) }
            series.map { curve($0, frame, frame.vertical($0.side == .left ? left : right)) }
            hitAreas(frame, say)
            if series.allSatisfy(\.spans.isEmpty), gaps.isEmpty { emptyLabel(frame, say) }
        }
    }

    private func ticks(_ side: Side) -> Ticks {
        let values = series.filter { $0.side == side }.flatMap { $0.spans.map(\.value.place) }
        return values.isEmpty ? .none : Ticks(low: values.min() ?? 0, high: values.max() ?? 0)
    }

    func horizontal(_ frame: ChartFrame) -> Scale {
        Scale(low: Double(start.seconds), high: Double(end.seconds), from: frame.left, to: frame.plotRight)
    }

    private func emptyLabel(_ frame: ChartFrame, _ say: Reader) -> HTML {
        svgText(.class("chart__empty"), .x(frame.width / 2), .y(frame.height / 2), .textAnchor(.middle)) {
            say(.noFigures)
        }
    }
}

extension Text {
    static let chartSeries = Text(en: "Series", nl: "Reeks")
    static let chartValue = Text(en: "Value", nl: "Waarde")
}
