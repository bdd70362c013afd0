import Values

// The parts of the drawing that lie along the time axis.
extension TimeChart {
    func curve(_ series: Series, _ frame: ChartFrame, _ vertical: Scale) -> HTML {
        let horizontal = horizontal(frame)
        switch series.shape {
        case .steps:
            return path(
                .class("chart__line", "chart__line--" + series.colour.rawValue),
                .d(steps(series.spans, horizontal, vertical))
            )
        case .area:
            return path(
                .class("chart__area", "chart__fill--" + series.colour.rawValue),
                .d(area(series.spans, horizontal, vertical))
            )
        }
    }

    /// A flat line per span, joined only where one span ends as the next begins.
    private func steps(_ spans: [Span], _ horizontal: Scale, _ vertical: Scale) -> SVGPath {
        var path = SVGPath()
        var reached: Timestamp?
        for span in spans {
            let y = vertical.position(span.value.place)
            let x = horizontal.position(Double(span.start.seconds))
            if reached == span.start { path.line(x, y) } else { path.move(x, y) }
            path.line(horizontal.position(Double(span.end.seconds)), y)
            reached = span.end
        }
        return path
    }

    /// A polygon per unbroken run, from the base line up along the values at each span's end.
    private func area(_ spans: [Span], _ horizontal: Scale, _ vertical: Scale) -> SVGPath {
        var path = SVGPath()
        var open: (reached: Timestamp, x: Double)?
        let base = vertical.position(0)
        for span in spans {
            if let run = open, run.reached != span.start {
                path.line(run.x, base)
                path.close()
                open = nil
            }
            if open == nil { path.move(horizontal.position(Double(span.start.seconds)), base) }
            let x = horizontal.position(Double(span.end.seconds))
            path.line(x, vertical.position(span.value.place))
            open = (span.end, x)
        }
        if let run = open {
            path.line(run.x, base)
            path.close()
        }
        return path
    }

    func gapBand(_ gap: Gap, _ frame: ChartFrame) -> HTML {
        let horizontal = horizontal(frame)
        let x = horizontal.position(Double(max(gap.start, start).seconds))
        let end = horizontal.position(Double(min(gap.end, self.end).seconds))
        return g(.class("chart__gap")) {
            svgTitle { gap.name }
            rect(.x(x), .y(frame.top), .width(max(end - x, 2)), .height(frame.plotBottom - frame.top))
            svgText(.x((x + end) / 2), .y(frame.plotBottom - 8), .textAnchor(anchor(x, end, frame))) { gap.name }
        }
    }

    private func anchor(_ x: Double, _ end: Double, _ frame: ChartFrame) -> Attribute.TextAnchor {
        let middle = (x + end) / 2
        if middle < frame.left + 90 { return .start }
        return middle > frame.plotRight - 90 ? .end : .middle
    }

    /// Unseen boxes over the first series' spans whose titles a pointer shows.
    func hitAreas(_ frame: ChartFrame, _ say: Reader) -> HTML {
        guard let first = series.first(where: { $0.shape == .steps }) else { return .empty }
        let horizontal = horizontal(frame)
        return g(.class("chart__hits")) {
            first.spans.map { span in
                let x = horizontal.position(Double(span.start.seconds))
                let end = horizontal.position(Double(span.end.seconds))
                return rect(.x(x), .y(frame.top), .width(end - x), .height(frame.plotBottom - frame.top)) {
                    svgTitle { say.span(from: span.start, until: span.end) + ": " + span.text }
                }
            }
        }
    }

    /// Whole hours up to two days, whole days beyond; about eight labels.
    func timeLabels(_ frame: ChartFrame, _ say: Reader) -> [HTML] {
        let horizontal = horizontal(frame)
        let seconds = max(end.seconds(since: start), 1)
        if seconds > 2 * 86_400 { return dayLabels(frame, horizontal, say) }
        let hours = max(1, (seconds / 3600 + 7) / 8)
        let minutes: Int64 = seconds <= 3 * 3600 ? (seconds <= 3600 ? 15 : 30) : hours * 60
        var labels: [HTML] = []
        var at = start.floored(toMinutes: minutes == 15 || minutes == 30 ? minutes : 60)
        while at <= end {
            if at >= start {
                labels.append(frame.bottomLabel(say.clock(at), at: horizontal.position(Double(at.seconds))))
            }
            at = at.adding(seconds: minutes * 60)
        }
        return labels
    }

    private func dayLabels(_ frame: ChartFrame, _ horizontal: Scale, _ say: Reader) -> [HTML] {
        let first = say.zone.date(of: start)
        let last = say.zone.date(of: end)
        let days = last.daysSinceEpoch - first.daysSinceEpoch + 1
        let every = max(1, (days + 7) / 8)
        return stride(from: 0, to: days, by: Int64.Stride(every)).compactMap { offset in
            let day = first.adding(days: offset)
            let at = say.zone.start(of: day)
            guard at >= start, at < end else { return nil }
            return frame.bottomLabel(say.shortDate(day), at: horizontal.position(Double(at.seconds)))
        }
    }
}
