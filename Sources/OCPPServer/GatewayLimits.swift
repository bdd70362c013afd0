/// Bounds of the gateway.
package struct GatewayLimits: Sendable {
    /// Handshakes a second in all; a fleet of 5,000 is back within ten seconds of a restart.
    package var handshakesPerSecond = 500
    /// Handshakes that may come at once.
    package var handshakeBurst = 1_000
    /// How long a handshake waits for its turn before it is put off; charge points wait for the answer as long as this,
    /// and who is sent away comes back later than who waits.
    package var handshakePatience = Duration.seconds(10)
    /// Refused handshakes a minute per identity and address before further ones are put off unread; stops guessing.
    package var failuresPerMinute = 5
    /// Identities and addresses whose refused handshakes are remembered; bounds the memory of a guesser's spray.
    package var rememberedFailures = 50_000

    /// Handshakes of charge points that nobody registered that may be under way; each dials a back-office.
    package var unknownHandshakes = 20

    /// Kinds of refusals that wait to be handed over, by identity, address and reason; further ones are not kept.
    package var waitingRefusals = 2_000

    /// Frames a second that are read of one charge point; an offline queue comes as fast as we answer.
    ///
    /// What is beyond waits in the network, nothing is lost.
    package var framesPerSecond = 2_000
    /// Frames of one charge point that may come at once.
    package var frameBurst = 4_000
    /// Calls of one charge point that wait for their answer before no more is read for a moment; the protocol allows
    /// one, pipelining firmware sends a few.
    package var unansweredCalls = 128

    /// The moment for which no more is read.
    package var unansweredPause = Duration.milliseconds(10)

    /// Commands that wait for one charge point; people send one at a time, jobs a handful.
    package var queuedCommands = 16
    /// How long a charge point may take to answer a command; firmware that fetches something first takes 20 s.
    package var commandTimeoutSeconds: Int64 = 30
    /// Outcomes of commands that wait to be handed over; beyond it the oldest are dropped and counted.
    package var waitingReports = 10_000

    /// Transaction numbers reserved at once; lasts for minutes without a database at the fastest replay.
    package var transactionIDBlock: Int32 = 50_000
    /// Numbers for transactions that begin while a back-office is away, below which more are reserved.
    package var provisionalNumbers: Int64 = 2_500
    /// Transactions remembered for retried starts and repeated stops; weeks of a large fleet, about 60 MB.
    package var rememberedStarts = 200_000

    /// The longest time between two looks at the tables even when no change is notified; a notification can be lost.
    package var tableRefresh = Duration.seconds(60)
    /// The pause before a failed load, hand-over or reservation is tried again; doubles up to `longestRetry`.
    package var firstRetry = Duration.milliseconds(100)
    /// The longest such pause.
    package var longestRetry = Duration.seconds(5)
    /// The time between two hand-overs of the live state.
    package var liveInterval = Duration.seconds(1)
    /// Connections closed a second when the node goes down, so that the other nodes are not stormed.
    package var closesPerSecond = 500

    package init() {}
}

/// Bounds of the drain.
package struct DrainLimits: Sendable {
    /// Frames handed over at once; COPY is at its best from a few thousand rows.
    package var batchFrames = 5_000
    /// How long frames are gathered before a batch that is not full is handed over.
    package var gathering = Duration.milliseconds(5)
    /// Frames come fast when more than this part of a batch, in percent, comes while it is stored.
    package var busyPercent = 66
    /// How many times as long as it stored the drain rests while frames come fast: charge points are answered first.
    package var restFactor = 4
    /// The longest rest after a batch that was not full; pages are told of a frame no later for it than people notice.
    package var briefRest = Duration.milliseconds(50)
    /// How far the database may lag behind the disk before the drain rests no more.
    package var longestLag = Duration.seconds(30)
    /// The part of the spool that may be used before the drain rests no more, in percent.
    package var longestLagPercent = 25
    /// The pause after a failed hand-over; doubles up to `longestRetry`.
    package var firstRetry = Duration.milliseconds(100)
    /// The longest such pause.
    package var longestRetry = Duration.seconds(2)

    package init() {}
}
