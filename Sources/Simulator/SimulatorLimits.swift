/// Bounds of simulated charge points.
package struct SimulatorLimits: Sendable {
    /// How long a connection may take to be made.
    package var connectTimeoutSeconds: Int64 = 10
    /// How long an answer may take before the connection is given up; a server that restarts needs some seconds.
    package var answerTimeoutSeconds: Int64 = 30
    /// Attempts to connect in a row without an answer in between; with the pauses below about three minutes.
    package var attempts = 40
    /// The pause after the first failed attempt in milliseconds; doubles up to `longestPauseMilliseconds`.
    package var firstPauseMilliseconds: Int64 = 100
    /// The longest such pause.
    package var longestPauseMilliseconds: Int64 = 5_000
    /// The pause between an answer and the next call; none plays as fast as the server answers.
    package var pauseBetweenCallsMilliseconds: Int64 = 0
    /// The largest message from the server.
    package var messageBytes = 1024 * 1024

    package init() {}
}
