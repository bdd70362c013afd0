import Synchronization

/// Name and value pairs that tell series of one metric apart; keep the values few, every combination is kept for ever.
public typealias MetricLabels = KeyValuePairs<String, String>

/// All counters, gauges and histograms of the process, printed for Prometheus.
public final class MetricsRegistry: Sendable {
    /// Series over all metrics; beyond it new series are counted in one that is not printed.
    ///
    /// Stops runaway labels.
    public static let seriesLimit = 10_000

    enum Series: Sendable {
        case counter(Counter)
        case gauge(Gauge)
        case computed(@Sendable () -> Int)
        case histogram(Histogram)

        var kind: String {
            switch self {
            case .counter: "counter"
            case .gauge, .computed: "gauge"
            case .histogram: "histogram"
            }
        }
    }

    struct Family: Sendable {
        var help: String
        var kind: String
        var series: [String: Series]
    }

    private struct State {
        var families: [String: Family] = [:]
        var count = 0
    }

    private let state = Mutex(State())

    /// Creates an empty registry.
    public init() {}

    /// The counter of a name and labels, made at first use; keep it where it is used often.
    public func counter(_ name: String, help: String = "", labels: MetricLabels = [:]) -> Counter {
        let series = series(name, help: help, labels: labels) { .counter(Counter()) }
        if case .counter(let counter) = series { return counter }
        preconditionFailure("The metric \(name) is already a \(series.kind), not a counter.")
    }

    /// The gauge of a name and labels, made at first use.
    public func gauge(_ name: String, help: String = "", labels: MetricLabels = [:]) -> Gauge {
        let series = series(name, help: help, labels: labels) { .gauge(Gauge()) }
        if case .gauge(let gauge) = series { return gauge }
        preconditionFailure("The metric \(name) is already a \(series.kind), not a gauge.")
    }

    /// Registers a gauge whose value is asked for at printing; must be quick and must not touch the registry.
    public func gauge(
        _ name: String,
        help: String,
        labels: MetricLabels = [:],
        reading value: @escaping @Sendable () -> Int
    ) {
        _ = series(name, help: help, labels: labels) { .computed(value) }
    }

    /// The histogram of a name and labels, made at first use with the given upper bounds.
    public func histogram(
        _ name: String,
        help: String = "",
        labels: MetricLabels = [:],
        bounds: [Duration] = Histogram.defaultBounds
    ) -> Histogram {
        let series = series(name, help: help, labels: labels) { .histogram(Histogram(bounds: bounds)) }
        if case .histogram(let histogram) = series { return histogram }
        preconditionFailure("The metric \(name) is already a \(series.kind), not a histogram.")
    }

    /// Everything in Prometheus' text format 0.0.4, names and labels sorted.
    public func prometheusText() -> String {
        let families = state.withLock { $0.families }
        var text = ""
        for (name, family) in families.sorted(by: { $0.key < $1.key }) {
            PrometheusText.append(family, named: name, to: &text)
        }
        return text
    }

    private func series(
        _ name: String,
        help: String,
        labels: MetricLabels,
        make: () -> Series
    ) -> Series {
        let key = PrometheusText.labels(labels)
        return state.withLock { state in
            if let known = state.families[name]?.series[key] { return known }
            let new = make()
            guard state.count < Self.seriesLimit else { return new }
            state.count += 1
            let empty = Family(help: help, kind: new.kind, series: [:])
            state.families[name, default: empty].series[key] = new
            return new
        }
    }
}

/// A number that only grows.
public final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    /// The present value.
    public var value: Int { count.load(ordering: .relaxed) }

    /// Adds to the counter.
    public func increment(by amount: Int = 1) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }
}

/// A number that goes up and down.
public final class Gauge: Sendable {
    private let count = Atomic<Int>(0)

    /// The present value.
    public var value: Int { count.load(ordering: .relaxed) }

    /// Sets the value.
    public func set(_ value: Int) {
        count.store(value, ordering: .relaxed)
    }

    /// Adds to the value; negative amounts take away.
    public func add(_ amount: Int) {
        count.wrappingAdd(amount, ordering: .relaxed)
    }
}

/// Durations sorted into buckets.
public final class Histogram: Sendable {
    /// From 1 ms to 10 s, the range of a page or a query.
    public static let defaultBounds: [Duration] = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 10_000]
        .map { .milliseconds($0) }

    struct Snapshot: Sendable {
        var buckets: [Int]
        var count = 0
        var sum = Duration.zero
    }

    let bounds: [Duration]
    private let state: Mutex<Snapshot>

    init(bounds: [Duration]) {
        self.bounds = bounds.sorted()
        state = Mutex(Snapshot(buckets: Array(repeating: 0, count: bounds.count)))
    }

    /// Adds one observation.
    public func record(_ duration: Duration) {
        let bucket = bounds.firstIndex { duration <= $0 }
        state.withLock { state in
            if let bucket { state.buckets[bucket] += 1 }
            state.count += 1
            state.sum += duration
        }
    }

    var snapshot: Snapshot { state.withLock { $0 } }
}
