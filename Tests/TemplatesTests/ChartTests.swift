import Testing
import Values

@testable import Templates

struct ChartTests {
    private let say = Reader(language: .english, zone: Sample.amsterdam)
    private let words = ChartWords(id: "c", title: "Title", description: "Description")

    @Test(arguments: [(0.0, 0.0), (0, 1), (0, 97.3), (-350, 0), (-350, 872.96), (-0.02, 0.14), (0, 12_345_678), (3, 3)])
    func `ticks are round, ascending, and span the values and zero`(low: Double, high: Double) {
        let ticks = Ticks(low: low, high: high)
        #expect(ticks.low <= low && ticks.high >= high && ticks.low <= 0 && ticks.high >= 0)
        #expect((2...12).contains(ticks.marks.count), "\(ticks.marks)")
        #expect(ticks.marks == ticks.marks.sorted() && ticks.marks.contains(.zero))
    }

    @Test(arguments: [1.0, 2, 3, 7, 9, 24, 110])
    func `counts have whole marks`(high: Double) {
        let ticks = Ticks(low: 0, high: high, isWhole: true)
        #expect(ticks.marks.allSatisfy { $0.scale == 0 || $0 == Exact(Int64($0.place)) }, "\(ticks.marks)")
        #expect(ticks.high >= high && (2...12).contains(ticks.marks.count))
    }

    @Test func `where every figure is zero the drawing says why, and makes up no scale`() {
        let bars = (1...30).map { BarChart.Bar(label: "\($0)", name: "\($0)", value: .zero, text: "0") }
        let why = Text(en: "Nobody charged", nl: "Niemand laadde")
        let text = BarChart(words, unit: "kWh", colour: .energy, bars: bars, whenEmpty: why).view(say).text
        #expect(text.contains("Nobody charged") && !text.contains(">0.2<") && !text.contains(">1.0<"))
        let curve = TimeChart(
            words,
            from: Sample.noon,
            until: Sample.noon.adding(seconds: 900),
            leftUnit: "EUR",
            series: []
        )
        #expect(!curve.view(say).text.contains(">0.2<"))
    }

    @Test func `no bars say so`() {
        let text = BarChart(words, unit: "kWh", colour: .energy, bars: []).view(say).text
        #expect(text.contains("No figures for this period") && !text.contains("NaN") && !text.contains("inf"))
    }

    @Test func `bars below zero hang from the line`() {
        let bars = ["-5", "-2.5"].map { BarChart.Bar(label: $0, name: $0, value: Sample.exact($0), text: $0) }
        let rects = MarkupScanner.tags(BarChart(words, unit: "kWh", colour: .energy, bars: bars).view(say).text)
            .filter { $0.attributes["class"] == "chart__bar" && !$0.isClosing }
        #expect(rects.count == 2)
        #expect(rects[0].attributes["y"] == rects[1].attributes["y"])
        #expect(rects.allSatisfy { (Double($0.attributes["height"] ?? "") ?? -1) > 0 })
    }

    @Test func `a curve is not drawn across a gap`() {
        let spans = [0, 900, 3_600].map { offset in span(offset) }
        let path = drawn(spans, .steps)
        #expect(path.filter { $0 == "M" }.count == 2)
    }

    @Test func `an area falls to its base at a gap`() {
        let path = drawn([0, 900, 3_600].map { span($0) }, .area)
        #expect(path.filter { $0 == "M" }.count == 2 && path.filter { $0 == "Z" }.count == 2)
    }

    @Test func `a gap is named in the drawing and in the table`() {
        let gap = TimeChart.Gap(from: Sample.noon, until: Sample.noon.adding(seconds: 900), name: "no price")
        let chart = TimeChart(
            words,
            from: Sample.noon,
            until: Sample.noon.adding(seconds: 3_600),
            leftUnit: "EUR",
            series: [],
            gaps: [gap]
        )
        #expect(chart.view(say).text.ranges(of: "no price").count >= 3)
    }

    @Test func `every value of a chart stands in its table`() {
        let bars = Sample.days.map {
            BarChart.Bar(label: "d", name: say.longDate($0.day), value: $0.energy.kWh, text: say.energy($0.energy))
        }
        let text = BarChart(words, unit: "kWh", colour: .energy, bars: bars).view(say).text
        #expect(bars.allSatisfy { text.contains("<td>\($0.text)</td>") })
    }

    @Test func `a drawing is described to those who do not see it`() {
        let tags = MarkupScanner.tags(BarChart(words, unit: "kWh", colour: .energy, bars: []).view(say).text)
        let drawing = tags.first { $0.name == "svg" }
        #expect(drawing?.attributes["role"] == "img" && drawing?.attributes["aria-labelledby"] == "c-title c-desc")
    }

    @Test func `a sparkline of one value or none is still a drawing`() {
        #expect(!sparkline([], colour: .price).text.contains("nan"))
        #expect(sparkline([Exact(5)], colour: .price).text.contains("M1 "))
    }

    private func span(_ offset: Int64) -> TimeChart.Span {
        let start = Sample.noon.adding(seconds: offset)
        return .init(from: start, until: start.adding(seconds: 900), value: Exact(-offset), text: "\(offset)")
    }

    private func drawn(_ spans: [TimeChart.Span], _ shape: TimeChart.Shape) -> String {
        let chart = TimeChart(
            words,
            from: Sample.noon,
            until: Sample.noon.adding(seconds: 7_200),
            leftUnit: "EUR",
            series: [.init("s", .price, shape, spans: spans)]
        )
        return MarkupScanner.tags(chart.view(say).text).first { $0.name == "path" }?.attributes["d"] ?? ""
    }
}
