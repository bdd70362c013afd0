package import HTTPServer

/// What the spool counts.
package struct SpoolMetrics: Sendable {
    let registry: MetricsRegistry
    let commits: Counter
    let commitTime: Histogram
    let bytesWritten: Counter
    let refused: Counter

    /// Bounds for the time to the disk: 0.25 ms to 1 s.
    private static let bounds: [Duration] = [
        .microseconds(250), .microseconds(500), .milliseconds(1), .milliseconds(2), .milliseconds(5),
        .milliseconds(10), .milliseconds(25), .milliseconds(100), .milliseconds(250), .seconds(1),
    ]

    package init(registry: MetricsRegistry) {
        self.registry = registry
        commits = registry.counter("spool_commits_total", help: "Batches of frames written to the disk.")
        bytesWritten = registry.counter("spool_written_bytes_total", help: "Bytes of frames written to the disk.")
        refused = registry.counter("spool_refused_batches_total", help: "Batches that could not be written.")
        commitTime = registry.histogram(
            "spool_commit_seconds",
            help: "Time to write a batch of frames and wait for the disk.",
            bounds: SpoolMetrics.bounds
        )
    }

    func committed(bytes: Int, waiters: Int, in time: Duration) {
        commits.increment()
        bytesWritten.increment(by: bytes)
        commitTime.record(time)
    }

    func watch(depth: @escaping @Sendable () -> Int, bytes: @escaping @Sendable () -> Int) {
        registry.gauge("spool_frames", help: "Frames on disk that are not drained.", reading: depth)
        registry.gauge("spool_bytes", help: "Bytes on disk.", reading: bytes)
    }
}
