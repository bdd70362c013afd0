package import HTTPServer

/// What the relay counts.
package struct RelayMetrics: Sendable {
    /// How a dial ended.
    enum Dial: String, CaseIterable {
        case accepted
        case refused
        case unreachable
        case putOff = "put_off"
    }

    let sessions: Gauge
    let framesUp: Counter
    let framesDown: Counter
    let heldTime: Histogram
    let losses: Counter
    let uncopied: Counter
    let answeredHere: Counter
    let told: Counter
    let parked: Counter
    private let dials: [Dial: Counter]

    /// Bounds for the time an answer waits for the disk: 1 ms to 1 s.
    private static let bounds: [Duration] = [
        .milliseconds(1), .milliseconds(2), .milliseconds(5), .milliseconds(10), .milliseconds(50), .seconds(1),
    ]

    package init(registry: MetricsRegistry) {
        sessions = registry.gauge("ocpp_relay_sessions", help: "Charge points connected through to their back-office.")
        let frames = { (direction: String) in
            registry.counter("ocpp_relay_frames_total", help: "Messages passed on.", labels: ["direction": direction])
        }
        (framesUp, framesDown) = (frames("up"), frames("down"))
        heldTime = registry.histogram(
            "ocpp_relay_held_seconds",
            help: "Time an answer to a transaction message waited for the disk.",
            bounds: Self.bounds
        )
        losses = registry.counter("ocpp_relay_upstream_losses_total", help: "Back-offices lost without a Close.")
        uncopied = registry.counter("ocpp_relay_uncopied_total", help: "Messages passed on that could not be kept.")
        answeredHere = registry.counter(
            "ocpp_outbox_answered_total",
            help: "Calls answered in the place of back-offices that were away."
        )
        told = registry.counter("ocpp_outbox_told_total", help: "Messages that back-offices were told later.")
        parked = registry.counter("ocpp_outbox_parked_total", help: "Messages that wait for a person's decision.")
        dials = Dictionary(
            uniqueKeysWithValues: Dial.allCases.map { outcome in
                (
                    outcome,
                    registry.counter(
                        "ocpp_relay_dials_total",
                        help: "Dials to back-offices by outcome.",
                        labels: ["outcome": outcome.rawValue]
                    )
                )
            }
        )
    }

    func dialled(_ outcome: Dial) {
        dials[outcome]?.increment()
    }
}
