internal import HTTPServer
internal import Synchronization

/// Outcomes of commands on their way to the sink; bounded, the oldest give way.
final class ReportQueue: Sendable {
    private let waiting = Mutex<[CommandReport]>([])
    private let limit: Int
    private let metrics: GatewayMetrics
    let added = SpoolSignal()

    init(limit: Int, metrics: GatewayMetrics) {
        self.limit = limit
        self.metrics = metrics
    }

    func add(_ report: CommandReport) {
        let isFull = waiting.withLock { waiting in
            let isFull = waiting.count >= limit
            if isFull { waiting.removeFirst() }
            waiting.append(report)
            return isFull
        }
        if isFull { metrics.reportsDropped.increment() }
        added.send()
    }

    /// The outcomes that wait; they stay until `drop` is called.
    var all: [CommandReport] { waiting.withLock { $0 } }

    /// Lets go of outcomes that were handed over.
    func drop(_ reports: [CommandReport]) {
        let done = Set(reports)
        waiting.withLock { $0.removeAll { done.contains($0) } }
    }
}
