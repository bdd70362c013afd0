internal import HTTPServer

/// Bounds of telling observers.
package struct ObserverLimits: Sendable {
    /// How long an observer may take to connect, agree on TLS and answer the handshake.
    package var dialTimeout = Duration.seconds(10)
    /// How long it may take to answer a message; the time that charge points give a back-office, too.
    package var answerTimeout = Duration.seconds(30)
    /// How often a message goes out before it is given up: once, and once more.
    package var maxAttempts = 2
    /// The pause before an observer is dialled again; doubles each time.
    package var firstPause = Duration.seconds(1)
    /// The longest pause: an observer that is back after a night waits no longer for its charge points.
    package var longestPause = Duration.seconds(300)
    /// How long a connection must last for its end not to count as another failure in a row.
    package var settledAfter = Duration.seconds(60)
    /// The pause after the database could not be asked; doubles up to the longest.
    package var storePause = Duration.milliseconds(500)
    /// The longest of these pauses.
    package var longestStorePause = Duration.seconds(10)
    /// How often it is looked who tells whom; a node that says nothing for six times as long counts as gone.
    package var roundInterval = Duration.seconds(5)
    /// The shortest time between two looks.
    package var roundPause = Duration.milliseconds(250)
    /// How long the journal is not looked at when nobody says that there is something new; a bell may be lost.
    package var longestRest = Duration.seconds(60)
    /// How long an observer stays connected while the charge point is not.
    package var absence = Duration.seconds(120)
    /// How much is kept of why an observer cannot be reached; systems can be wordy.
    package var reasonCharacters = 200
    /// How often it is kept, at most, how many commands an observer sent.
    package var commandInterval = Duration.seconds(5)
    /// How long the last message may take when a feed ends.
    package var farewell = Duration.seconds(2)
    /// Seconds between two boots at an observer that does not accept the charge point yet, whatever it asks for.
    package var bootSeconds: ClosedRange<Int64> = 10...3600
    /// How old states, cards and signs of life may be to be told as they come.
    package var freshSeconds: Int64 = 60
    /// Stops and readings that are remembered, so that it is known when they come again; as many as the projection does.
    package var rememberedMessages = 32
    /// Starts that wait for their answer; a charge point has one call outstanding, so more are forgotten ones.
    package var pendingStarts = 16
    /// Frames that are passed by before it is stored that they were; they are read again after a restart.
    package var framesBetweenStores = 200
    /// Transactions that are over and kept in memory.
    package var rememberedTransactions = 64

    package init() {}

    /// The limits of the connection: what it carries is the observer's business.
    var sockets: WebSocketLimits { RelayLimits().sockets }
}
