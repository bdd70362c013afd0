package import HTTPServer
internal import OCPP

/// What the gateway counts.
package struct GatewayMetrics: Sendable {
    /// Why a handshake ended as it did.
    enum Handshake: String, CaseIterable {
        case accepted
        case unknownIdentity = "unknown_identity"
        case wrongKey = "wrong_key"
        case noSubprotocol = "no_subprotocol"
        case tooMany = "too_many"
        case notReady = "not_ready"
    }

    let connections: Gauge
    let framesIn: Counter
    let framesOut: Counter
    let unreadable: Counter
    let refused: Counter
    let pauses: Counter
    let startsNew: Counter
    let startsAgain: Counter
    let startsWithoutNumber: Counter
    let stopsFirst: Counter
    let stopsAgain: Counter
    let stopsUnknown: Counter
    let unreadableFields: Counter
    let callErrors: Counter
    let answersTaken: Histogram
    let reportsDropped: Counter
    let loadFailures: Counter
    private let calls: [String: Counter]
    private let otherCalls: Counter
    private let handshakes: [Handshake: Counter]

    /// Bounds for the time from a call to its answer: 0.5 ms to 1 s.
    private static let bounds: [Duration] = [
        .microseconds(500), .milliseconds(1), .milliseconds(2), .milliseconds(5), .milliseconds(10),
        .milliseconds(25), .milliseconds(100), .milliseconds(250), .seconds(1),
    ]

    package init(registry: MetricsRegistry) {
        connections = registry.gauge("ocpp_connections", help: "Charge points connected.")
        (framesIn, framesOut) = (Self.frames("received", registry), Self.frames("sent", registry))
        unreadable = registry.counter("ocpp_unreadable_frames_total", help: "Frames that are no OCPP message.")
        refused = registry.counter("ocpp_refused_frames_total", help: "Frames that could not be recorded.")
        pauses = registry.counter("ocpp_pauses_total", help: "Times that a charge point sent too much at once.")
        (startsNew, startsAgain) = (Self.starts("new", registry), Self.starts("again", registry))
        startsWithoutNumber = Self.starts("no_number_left", registry)
        (stopsFirst, stopsAgain) = (Self.stops("first", registry), Self.stops("again", registry))
        stopsUnknown = Self.stops("unknown", registry)
        unreadableFields = registry.counter(
            "ocpp_unreadable_fields_total",
            help: "Transaction messages with unreadable fields, answered and kept."
        )
        callErrors = registry.counter("ocpp_call_errors_sent_total", help: "Calls answered with an error.")
        answersTaken = registry.histogram(
            "ocpp_answer_seconds",
            help: "Time from a call to its answer.",
            bounds: Self.bounds
        )
        reportsDropped = registry.counter("ocpp_command_reports_dropped_total", help: "Outcomes never handed over.")
        loadFailures = registry.counter("ocpp_load_failures_total", help: "Failed loads, hand-overs, reservations.")
        calls = Dictionary(
            uniqueKeysWithValues: OCPP16.ActionName.allCases.map { ($0.rawValue, Self.call($0.rawValue, registry)) }
        )
        otherCalls = Self.call("other", registry)
        handshakes = Dictionary(
            uniqueKeysWithValues: Handshake.allCases.map { ($0, Self.handshake($0, registry)) }
        )
    }

    func called(_ action: String) {
        (calls[action] ?? otherCalls).increment()
    }

    func handshake(_ outcome: Handshake) {
        handshakes[outcome]?.increment()
    }

    private static func frames(_ direction: String, _ registry: MetricsRegistry) -> Counter {
        registry.counter("ocpp_frames_total", help: "Frames by direction.", labels: ["direction": direction])
    }

    private static func starts(_ kind: String, _ registry: MetricsRegistry) -> Counter {
        registry.counter("ocpp_starts_total", help: "StartTransaction by kind.", labels: ["kind": kind])
    }

    private static func stops(_ kind: String, _ registry: MetricsRegistry) -> Counter {
        registry.counter("ocpp_stops_total", help: "StopTransaction by kind.", labels: ["kind": kind])
    }

    private static func call(_ action: String, _ registry: MetricsRegistry) -> Counter {
        registry.counter("ocpp_calls_total", help: "Calls by action.", labels: ["action": action])
    }

    private static func handshake(_ outcome: Handshake, _ registry: MetricsRegistry) -> Counter {
        registry.counter("ocpp_handshakes_total", help: "Handshakes by outcome.", labels: ["outcome": outcome.rawValue])
    }
}
