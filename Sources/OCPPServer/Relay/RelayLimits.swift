internal import HTTPServer

/// Bounds of the relay.
package struct RelayLimits: Sendable {
    /// How long a back-office may take to connect, agree on TLS and answer the handshake; the charge point waits.
    package var dialTimeout = Duration.seconds(5)
    /// Dials a second to one back-office; a fleet of 5,000 is back within ten seconds, and no back-office is flooded.
    package var dialsPerSecond = 500
    /// Dials that may go out at once.
    package var dialBurst = 500
    /// How long a dial waits for its turn before the charge point is sent away to come back later.
    package var dialPatience = Duration.seconds(10)
    /// How long a charge point is kept while a lost back-office is dialled again.
    package var grace = Duration.seconds(10)
    /// The pause before the first of these dials; doubles each time.
    package var redialPause = Duration.milliseconds(250)
    /// The time in which a connection that makes room for a newer one must be gone at the back-office; charge points wait
    /// ten seconds or more for the answer to their handshake, and dialling takes some of it.
    package var evictionTimeout = Duration.seconds(3)
    /// Messages of a charge point that are held during the grace time; beyond, it is not read.
    package var heldMessages = 200
    /// Bytes to a charge point that wait for the disk before the back-office is not read any more.
    package var heldBytes = 256 * 1024
    /// Calls of one side that are remembered until their answer passes; the protocol allows one.
    package var pendingCalls = 256
    /// How long a peer that answers no pings may say nothing; the back-office orders the heartbeats, many of them hourly.
    package var silenceTimeout = Duration.seconds(3 * 3600)
    /// Seconds after which a charge point that was sent away shall come back; a random part is added.
    package var retryAfterSeconds = 10

    /// The longest pause between two dials for a charge point that is answered here meanwhile.
    package var longestRedialPause = Duration.seconds(30)
    /// Messages of one charge point that wait for its back-office; three weeks of readings every minute and a half.
    package var outboxMessages = 20_000
    /// Seconds within which a back-office answers; the time that charge points give it, too.
    package var answerSeconds: Int64 = 30
    /// How long a new connection waits to hear from the database what its outbox holds.
    package var outboxPatience = Duration.seconds(2)
    /// How long the answer to the last message of an outbox is waited for when the charge point is gone; shorter than
    /// `evictionTimeout`, so that a charge point that comes back finds the door open.
    package var outboxFarewell = Duration.seconds(2)

    package init() {}

    /// The limits of both WebSockets: what they carry is the peers' business, text is not judged.
    var sockets: WebSocketLimits {
        var limits = WebSocketLimits()
        limits.checksText = false
        limits.pingInterval = .seconds(45)
        limits.silenceTimeout = silenceTimeout
        return limits
    }
}
