package import HTTPServer

extension MemberVisit {
    /// Server-Sent Events that say nothing but that the topic has news; the page then fetches its fragment.
    ///
    /// - Throws: ``LimitReached`` when too many pages watch.
    package func events(_ topic: LiveTopic) throws -> Response {
        let limits = shell.configuration.limits
        let broadcaster = shell.broadcaster
        try broadcaster.checkPlace()
        // Only a stream that really runs takes a place: for HEAD, or when the client has left, this never does.
        return .events { writer in
            let watcher = try broadcaster.watch(topic)
            defer { watcher.finish() }
            try await writer.write("retry: 3000\n\n")
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await EventStream.tick(watcher, limits) }
                for await _ in watcher.wakes {
                    try await writer.write(watcher.takeNews() ? EventStream.news : EventStream.silence)
                }
                group.cancelAll()
            }
        }
    }
}

/// The words of an event stream.

///

/// Source: HTML Standard §9.2.6.
private enum EventStream {
    static let news = "data: changed\n\n"
    /// A comment, which browsers skip.
    static let silence = ":\n\n"

    /// Keeps a silent stream alive, and ends it after its lifetime.
    static func tick(_ watcher: Watcher, _ limits: WebLimits) async throws {
        let end = ContinuousClock.now + limits.streamLifetime
        while ContinuousClock.now < end {
            try await Task.sleep(for: limits.streamKeepAlive)
            watcher.wake()
        }
        watcher.finish()
    }
}
