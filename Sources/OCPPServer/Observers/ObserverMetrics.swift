package import HTTPServer

/// What telling observers counts.
package struct ObserverMetrics: Sendable {
    let connected: Gauge
    let told: Counter
    let refused: Counter
    let unanswered: Counter
    let commands: Counter
    let failures: Counter

    package init(registry: MetricsRegistry) {
        connected = registry.gauge("ocpp_observers_connected", help: "Connections to observers.")
        told = registry.counter("ocpp_observer_told_total", help: "Messages that observers took.")
        refused = registry.counter("ocpp_observer_refused_total", help: "Messages that observers refused.")
        unanswered = registry.counter("ocpp_observer_unanswered_total", help: "Messages that got no answer, twice.")
        commands = registry.counter("ocpp_observer_commands_total", help: "Commands of observers, all refused.")
        failures = registry.counter("ocpp_observer_store_failures_total", help: "Times the database was not there.")
    }
}
