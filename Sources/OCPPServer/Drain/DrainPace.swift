/// How long the drain rests between two batches.
///
/// What is on the disk is safe, and a charge point waits for its answer: while frames come so fast that storing them
/// would keep the machine busy, it takes a share of the time only. The lag that this makes is bounded, in time and in the
/// spool's share of the disk; beyond it storing goes on without a rest.
struct DrainPace: Sendable {
    let limits: DrainLimits
    /// The bytes of the spool beyond which there is no rest.
    let restingBytes: Int

    init(_ limits: DrainLimits, _ spool: SpoolLimits) {
        self.limits = limits
        restingBytes = spool.diskBytes / 100 * limits.longestLagPercent
    }

    /// The rest after a batch.
    ///
    /// - Parameters:
    ///   - count: Frames of the batch.
    ///   - arrived: Frames that came to the disk meanwhile.
    ///   - took: How long handing it over took.
    ///   - lag: How old its last frame is.
    ///   - spooled: Bytes in the spool.
    /// - Returns: Nothing when no more waits, or when too much does; after a batch that was not full a moment at most,
    ///   since each of PostgreSQL's commits makes answers wait that wait for the same disk.
    func rest(after count: Int, arrived: Int, took: Duration, lag: Duration, spooled: Int) -> Duration {
        guard lag < limits.longestLag, spooled < restingBytes else { return .zero }
        guard count >= limits.batchFrames else {
            return arrived > 0 ? min(took * limits.restFactor, limits.briefRest) : .zero
        }
        return arrived >= count * limits.busyPercent / 100 ? took * limits.restFactor : .zero
    }
}
