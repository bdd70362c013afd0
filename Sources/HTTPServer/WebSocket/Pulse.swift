import NIOCore

/// Whether the peer of a WebSocket is still there: pure, driven by a tick at every ping interval.
///
/// Any byte of the peer's counts as life. A pong that does not come says something of a peer that has answered before;
/// of one that never did, only the silence of its own messages does.
struct Pulse {
    /// Beyond all intervals that make sense, and far below the largest `Int`.
    private static let maxIntervals = 1e9

    private let silentIntervals: Int
    private let interval: Duration
    private var silentIntervalsWithoutPongs: Int
    private var hasHeard = false
    private var silence = 0
    private var sentPings: UInt32 = 0
    private var answersPings = false

    init(_ limits: WebSocketLimits) {
        silentIntervals = limits.silentIntervals
        interval = limits.pingInterval
        silentIntervalsWithoutPongs = silentIntervals
        tolerate(silence: limits.silenceTimeout)
    }

    /// Sets how long a peer may be silent that never answered a ping.
    mutating func tolerate(silence duration: Duration) {
        let intervals = min((duration / interval).rounded(.up), Pulse.maxIntervals)
        silentIntervalsWithoutPongs = max(silentIntervals, Int(intervals))
    }

    /// Something came, or the peer was not listened to.
    mutating func heard() {
        hasHeard = true
    }

    /// A pong came; only one with the number of our latest ping answers it, since some peers send pongs unasked.
    mutating func answered(_ payload: ByteBuffer) {
        if sentPings > 0, payload == number { answersPings = true }
    }

    /// The payload of the next ping; `nil` when the peer counts as gone.
    mutating func next() -> ByteBuffer? {
        silence = hasHeard ? 0 : silence + 1
        hasHeard = false
        guard silence < (answersPings ? silentIntervals : silentIntervalsWithoutPongs) else { return nil }
        sentPings &+= 1
        return number
    }

    private var number: ByteBuffer { ByteBuffer(integer: sentPings) }
}
