/// Bounds of the spool.
package struct SpoolLimits: Sendable {
    /// Bytes of one segment file; small enough that drained space comes back soon, large enough that few exist.
    package var segmentBytes = 64 * 1024 * 1024
    /// Bytes on disk in all; about twenty million frames, days of a large fleet without a database.
    package var diskBytes = 8 * 1024 * 1024 * 1024
    /// Bytes waiting in memory for the disk; seconds of the largest burst, and a bound on memory.
    package var pendingBytes = 64 * 1024 * 1024
    /// How long records that nobody waits for are gathered before they are written: a sync costs the same for one as for
    /// hundreds.
    package var gathering = Duration.milliseconds(5)
    /// The pause before a full disk is tried again.
    package var fullRetry = Duration.seconds(1)
    /// How far the durable drained position may lag behind in time; what is drained twice is stored once.
    package var positionInterval = Duration.seconds(1)

    package init() {}
}
