import Values

/// A Period of a `Publication_MarketDocument`: its interval, its resolution and its points.
///
/// How many positions a period has follows from its interval alone: a day has 92, 96 or 100 quarter hours.
struct PublicationPeriod {
    let start: Timestamp
    let end: Timestamp
    let minutes: Int
    private let element: XMLElement

    /// How many intervals the period spans.
    var count: Int { Int(end.seconds(since: start)) / (minutes * 60) }

    init(_ element: XMLElement) throws(DayAheadProblem) {
        self.element = element
        minutes = try PublicationPeriod.resolution(element)
        guard let span = element.child("timeInterval") else {
            throw DayAheadProblem(line: element.line, reason: "a Period without timeInterval")
        }
        start = try PublicationPeriod.moment("start", in: span)
        end = try PublicationPeriod.moment("end", in: span)
        let seconds = Int64(minutes) * 60
        guard start < end, end.microseconds(since: start).isMultiple(of: seconds * 1_000_000),
            start.floored(toMinutes: Int64(minutes)) == start
        else {
            throw DayAheadProblem(
                line: span.line,
                reason: "\(start.compactText) to \(end.compactText) is no span of whole \(minutes) minutes"
            )
        }
        // Comparing spans before any count is made keeps absurd years from overflowing it.
        guard end.seconds(since: start) / seconds <= Int64(DayAheadDocument.maxIntervals) else {
            throw DayAheadProblem(line: span.line, reason: "more than \(DayAheadDocument.maxIntervals) intervals")
        }
    }

    /// The prices of all intervals, omitted ones filled in where the curve allows it; `nil` where points are at fault.
    func intervals(curve: PriceCurve, _ problems: inout DayAheadProblems) -> [PriceInterval]? {
        let before = problems.count
        let points = points(&problems)
        // What is missing can only be told of points that are right.
        guard problems.count == before else { return nil }
        guard let first = points.first else {
            problems.note(line: element.line, "a Period without points")
            return nil
        }
        if first.position != 1 {
            problems.note(line: first.line, "the first point has position \(first.position), not 1")
        } else if curve == .a01 {
            checkComplete(points, &problems)
        }
        return problems.count == before ? expanded(points) : nil
    }

    /// A price holds from its position to the next one given, the last one to the period's end.
    private func expanded(_ points: [PublicationPoint]) -> [PriceInterval] {
        var intervals: [PriceInterval] = []
        intervals.reserveCapacity(count)
        for (index, point) in points.enumerated() {
            let next = index + 1 < points.count ? points[index + 1].position : count + 1
            for position in point.position..<next {
                let start = start.adding(seconds: Int64((position - 1) * minutes * 60))
                intervals.append(
                    PriceInterval(start: start, minutes: minutes, price: point.price, text: point.text)
                )
            }
        }
        return intervals
    }

    private func checkComplete(_ points: [PublicationPoint], _ problems: inout DayAheadProblems) {
        guard points.count < count else { return }
        let given = Set(points.map(\.position))
        let missing = (1...count).filter { !given.contains($0) }
        let named = missing.prefix(10).map(String.init).joined(separator: ", ") + (missing.count > 10 ? ", …" : "")
        problems.note(
            line: element.line,
            "curve A01 states every point, but \(missing.count) of \(count) are missing: position \(named)"
        )
    }

    private func points(_ problems: inout DayAheadProblems) -> [PublicationPoint] {
        var points: [PublicationPoint] = []
        for child in element.children("Point") {
            let read = problems.take { () throws(DayAheadProblem) in
                try checked(PublicationPoint(child), after: points.last?.position)
            }
            if let read { points.append(read) }
        }
        return points
    }

    private func checked(_ point: PublicationPoint, after last: Int?) throws(DayAheadProblem) -> PublicationPoint {
        guard (1...count).contains(point.position) else {
            throw DayAheadProblem(line: point.line, reason: "position \(point.position) is outside 1 to \(count)")
        }
        if let last, point.position <= last {
            let fault = point.position == last ? "comes twice" : "comes after position \(last)"
            throw DayAheadProblem(line: point.line, reason: "position \(point.position) \(fault)")
        }
        return point
    }

    private static func resolution(_ element: XMLElement) throws(DayAheadProblem) -> Int {
        guard let resolution = element.child("resolution") else {
            throw DayAheadProblem(line: element.line, reason: "a Period without resolution")
        }
        switch resolution.text {
        case "PT15M": return 15
        case "PT30M": return 30
        case "PT60M", "PT1H": return 60
        default:
            throw DayAheadProblem(
                line: resolution.line,
                reason: "the resolution is \(quoted(resolution.text)), not PT15M, PT30M or PT60M"
            )
        }
    }

    private static func moment(_ name: String, in span: XMLElement) throws(DayAheadProblem) -> Timestamp {
        guard let child = span.child(name), let moment = Timestamp(child.text) else {
            throw DayAheadProblem(line: span.line, reason: "a timeInterval without a \(name) like 2025-06-30T22:00Z")
        }
        return moment
    }
}

/// A Point: a position and its price.
struct PublicationPoint {
    let position: Int
    let price: Exact
    let text: String
    let line: Int

    init(_ element: XMLElement) throws(DayAheadProblem) {
        line = element.line
        guard let position = element.child("position").flatMap({ Int($0.text) }) else {
            throw DayAheadProblem(line: element.line, reason: "a Point without a position")
        }
        guard let text = element.child("price.amount")?.text else {
            throw DayAheadProblem(line: element.line, reason: "position \(position) has no price.amount")
        }
        guard let price = Exact(text), IndexPrice(perMWh: price) != nil else {
            throw DayAheadProblem(
                line: element.line,
                reason: "the price at position \(position) is \(quoted(text)), no number of at most 6 decimals"
            )
        }
        self.position = position
        self.price = price
        self.text = text
    }
}
