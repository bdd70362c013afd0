/// Prometheus' text format.
///
/// Source: prometheus.io "Exposition formats", text format 0.0.4.
enum PrometheusText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    static func labels(_ labels: MetricLabels) -> String {
        labels.sorted { $0.key < $1.key }.map { "\($0.key)=\"\(escape($0.value))\"" }.joined(separator: ",")
    }

    static func append(_ family: MetricsRegistry.Family, named name: String, to text: inout String) {
        if !family.help.isEmpty { text += "# HELP \(name) \(escapeHelp(family.help))\n" }
        text += "# TYPE \(name) \(family.kind)\n"
        for (labels, series) in family.series.sorted(by: { $0.key < $1.key }) {
            append(series, name: name, labels: labels, to: &text)
        }
    }

    private static func append(
        _ series: MetricsRegistry.Series,
        name: String,
        labels: String,
        to text: inout String
    ) {
        switch series {
        case .counter(let counter): line(name, labels, String(counter.value), to: &text)
        case .gauge(let gauge): line(name, labels, String(gauge.value), to: &text)
        case .computed(let value): line(name, labels, String(value()), to: &text)
        case .histogram(let histogram): append(histogram, name: name, labels: labels, to: &text)
        }
    }

    private static func append(_ histogram: Histogram, name: String, labels: String, to text: inout String) {
        let snapshot = histogram.snapshot
        var total = 0
        for (bound, count) in zip(histogram.bounds, snapshot.buckets) {
            total += count
            line(name + "_bucket", join(labels, "le=\"\(seconds(bound))\""), String(total), to: &text)
        }
        line(name + "_bucket", join(labels, "le=\"+Inf\""), String(snapshot.count), to: &text)
        line(name + "_sum", labels, seconds(snapshot.sum), to: &text)
        line(name + "_count", labels, String(snapshot.count), to: &text)
    }

    private static func line(_ name: String, _ labels: String, _ value: String, to text: inout String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    private static func join(_ labels: String, _ label: String) -> String {
        labels.isEmpty ? label : "\(labels),\(label)"
    }

    /// Seconds with microseconds, printed from integers so that no rounding shows.
    private static func seconds(_ duration: Duration) -> String {
        let (whole, attoseconds) = duration.components
        let micros = String(attoseconds / 1_000_000_000_000)
        var fraction = String(repeating: "0", count: 6 - micros.count) + micros
        while fraction.hasSuffix("0") { fraction.removeLast() }
        return fraction.isEmpty ? String(whole) : "\(whole).\(fraction)"
    }

    private static func escape(_ text: String) -> String {
        escapeHelp(text).split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
    }

    private static func escapeHelp(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\\\"
            case "\n", "\r\n": result += "\\n"
            default: result.append(character)
            }
        }
    }
}

extension MetricsRegistry {
    /// The answer of `/metrics`.
    public func response() -> Response {
        .of(type: PrometheusText.contentType, bytes: Array(prometheusText().utf8))
    }
}
