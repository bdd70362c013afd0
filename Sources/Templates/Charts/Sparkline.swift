package import Values

/// A curve the size of a word, beside a figure that says what it means.
package func sparkline(_ values: [Exact], colour: ChartColour) -> HTML {
    let places = values.map(\.place)
    let vertical = Scale(low: min(places.min() ?? 0, 0), high: max(places.max() ?? 1, 0), from: 26, to: 2)
    let horizontal = Scale(low: 0, high: Double(max(places.count - 1, 1)), from: 1, to: 99)
    var curve = SVGPath()
    for (index, value) in places.enumerated() {
        let x = horizontal.position(Double(index))
        let y = vertical.position(value)
        if index == 0 { curve.move(x, y) } else { curve.line(x, y) }
    }
    return svg(.class("sparkline"), .viewBox(width: 100, height: 28), .decorative(), .stretched(), .notFocusable()) {
        path(.class("chart__line", "chart__line--" + colour.rawValue), .d(curve))
    }
}
