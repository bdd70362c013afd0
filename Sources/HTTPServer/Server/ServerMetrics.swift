/// The server's own series.
struct ServerMetrics: Sendable {
    let registry: MetricsRegistry
    let connections: Gauge
    let webSocket: WebSocketMetrics
    let refused: Counter
    let duration: Histogram
    let bytesSent: Counter
    private let byClass: [Counter]

    init(_ registry: MetricsRegistry) {
        self.registry = registry
        connections = registry.gauge("http_connections", help: "Open connections.")
        webSocket = WebSocketMetrics(registry, prefix: "websocket", what: "WebSockets")
        refused = registry.counter("http_connections_refused_total", help: "Connections over the limit.")
        duration = registry.histogram("http_request_duration_seconds", help: "From request to answer.")
        bytesSent = registry.counter("http_body_bytes_sent_total", help: "Bytes of answer bodies.")
        byClass = (1...5).map { digit in
            registry.counter("http_requests_total", help: "Answers by class.", labels: ["class": "\(digit)xx"])
        }
    }

    func answered(_ status: Status, bytes: Int, after duration: Duration) {
        let index = status.code / 100 - 1
        if byClass.indices.contains(index) { byClass[index].increment() }
        bytesSent.increment(by: bytes)
        self.duration.record(duration)
    }
}

/// The series of all WebSockets of one kind.
struct WebSocketMetrics: Sendable {
    let framesReceived: Counter
    let framesSent: Counter
    private let connections: Gauge

    init(_ registry: MetricsRegistry, prefix: String, what: String) {
        connections = registry.gauge(prefix + "_connections", help: "Open \(what).")
        framesReceived = registry.counter(prefix + "_frames_received_total", help: "Frames received over \(what).")
        framesSent = registry.counter(prefix + "_frames_sent_total", help: "Frames sent over \(what).")
    }

    /// Counts connections that opened, or closed when negative.
    func open(_ count: Int) {
        connections.add(count)
    }
}
