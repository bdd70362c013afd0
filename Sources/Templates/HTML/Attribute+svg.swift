// Attributes of drawings; colours and strokes come from CSS classes.
extension Attribute {
    package static func viewBox(width: Int, height: Int) -> Attribute {
        Attribute("viewBox", "0 0 \(width) \(height)")
    }
    package static func x(_ value: Double) -> Attribute { Attribute("x", coordinate(value)) }
    package static func y(_ value: Double) -> Attribute { Attribute("y", coordinate(value)) }
    package static func x1(_ value: Double) -> Attribute { Attribute("x1", coordinate(value)) }
    package static func y1(_ value: Double) -> Attribute { Attribute("y1", coordinate(value)) }
    package static func x2(_ value: Double) -> Attribute { Attribute("x2", coordinate(value)) }
    package static func y2(_ value: Double) -> Attribute { Attribute("y2", coordinate(value)) }
    package static func cx(_ value: Double) -> Attribute { Attribute("cx", coordinate(value)) }
    package static func cy(_ value: Double) -> Attribute { Attribute("cy", coordinate(value)) }
    package static func r(_ value: Double) -> Attribute { Attribute("r", coordinate(value)) }
    package static func rx(_ value: Double) -> Attribute { Attribute("rx", coordinate(value)) }
    package static func width(_ value: Double) -> Attribute { Attribute("width", coordinate(value)) }
    package static func height(_ value: Double) -> Attribute { Attribute("height", coordinate(value)) }
    package static func d(_ path: SVGPath) -> Attribute { Attribute("d", path.text) }
    package static func textAnchor(_ anchor: TextAnchor) -> Attribute { Attribute("text-anchor", anchor.rawValue) }
    package static func decorative() -> Attribute { Attribute("aria-hidden", "true") }
    package static func notFocusable() -> Attribute { Attribute("focusable", "false") }
    package static func stretched() -> Attribute { Attribute("preserveAspectRatio", "none") }

    package enum TextAnchor: String, Sendable { case start, middle, end }

    /// A tenth of a unit is finer than a screen shows.
    static func coordinate(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int((value.clamped(to: -100_000...100_000) * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let (whole, rest) = tenths.magnitude.quotientAndRemainder(dividingBy: 10)
        return rest == 0 ? "\(sign)\(whole)" : "\(sign)\(whole).\(rest)"
    }
}

/// The `d` of a path, written by moves and lines.
package struct SVGPath: Sendable {
    private(set) var text = ""

    package init() {}

    package mutating func move(_ x: Double, _ y: Double) { append("M", x, y) }
    package mutating func line(_ x: Double, _ y: Double) { append("L", x, y) }
    package mutating func close() { text += "Z" }

    private mutating func append(_ command: String, _ x: Double, _ y: Double) {
        text += command + Attribute.coordinate(x) + " " + Attribute.coordinate(y)
    }
}

extension Comparable {
    func clamped(to range: ClosedRange<Self>) -> Self {
        min(max(self, range.lowerBound), range.upperBound)
    }
}
