import Logging

/// One line per answer, with what is needed to find it again and nothing personal beyond the address.
struct AccessLog: Sendable {
    let logger: Logger
    let metrics: ServerMetrics

    /// An answered request.
    func answered(_ exchange: Exchange, _ status: Status, bytes: Int, peer: Peer) {
        let duration = exchange.startedAt.duration(to: .now)
        metrics.answered(status, bytes: bytes, after: duration)
        write(exchange.head, path: path(exchange.head, exchange.match), status, bytes: bytes, duration, peer)
    }

    /// Something refused before it became a request.
    func refused(
        _ error: HTTPError,
        id: String,
        head: RequestHead?,
        match: Router.Match?,
        peer: Peer,
        since start: ContinuousClock.Instant
    ) {
        let duration = start.duration(to: .now)
        metrics.answered(error.status, bytes: 0, after: duration)
        if error.status == .serviceUnavailable { metrics.refused.increment() }
        guard let head else {
            logger.info(
                "refused",
                metadata: ["request_id": "\(id)", "status": "\(error.status.code)", "remote": "\(peer.address)"]
            )
            return
        }
        write(head, path: path(head, match), error.status, bytes: 0, duration, peer)
    }

    /// A fault of ours behind a 500.
    func failed(_ error: any Error, request: Request) {
        logger.error(
            "request failed",
            metadata: [
                "request_id": "\(request.id)", "method": "\(request.method)",
                "route": "\(request.route?.pattern ?? "-")", "error": "\(error)",
            ]
        )
    }

    private func write(
        _ head: RequestHead,
        path: String,
        _ status: Status,
        bytes: Int,
        _ duration: Duration,
        _ peer: Peer
    ) {
        logger.info(
            "request",
            metadata: [
                "request_id": "\(head.id)", "method": "\(head.method)", "path": "\(path)",
                "status": "\(status.code)", "bytes": "\(bytes)", "duration_us": "\(duration.microseconds)",
                "remote": "\(peer.address)",
            ]
        )
    }

    /// The path, or the pattern where the path carries a secret.
    private func path(_ head: RequestHead, _ match: Router.Match?) -> String {
        guard case .found(let entry, _) = match, !entry.route.logsPath else { return head.path }
        return entry.route.pattern
    }
}

extension Duration {
    /// Whole microseconds.
    var microseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}
