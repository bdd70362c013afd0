internal import NIOCore
internal import NIOPosix
internal import Values

/// Where the keys of charge points come from.
package struct ChargePointKeys: Sendable {
    private let byIdentity: [String: String]
    private let common: String?

    /// - Parameters:
    ///   - byIdentity: Keys of charge points.
    ///   - common: The key of all others.
    package init(byIdentity: [String: String] = [:], common: String? = nil) {
        self.byIdentity = byIdentity
        self.common = common
    }

    /// Reads `charge_points[].identity` and `.key` of a portfolio file.
    ///
    /// - Throws: `JSONError` when the file is no JSON.
    package init(portfolio bytes: [UInt8], common: String? = nil) throws {
        let json = try JSONDocument(parsing: bytes).root
        var keys: [String: String] = [:]
        for entry in json["charge_points"]?.arrayValue ?? [] {
            guard let identity = entry["identity"]?.stringValue, let key = entry["key"]?.stringValue else { continue }
            keys[identity] = key
        }
        self.init(byIdentity: keys, common: common)
    }

    /// The key of a charge point; `nil` when there is none.
    package func key(of identity: String) -> String? { byIdentity[identity] ?? common }
}

/// How a replay went.
package struct ReplayReport: Hashable, Sendable {
    /// What was done.
    package var progress: ReplayProgress
    /// Charge points whose script did not reach its end, with the reason, by identity.
    package var unfinished: [String: SimulatorFault]
    /// How long it took.
    package var milliseconds: Int64

    /// Calls a second over the whole replay.
    package var callsPerSecond: Int64 { Int64(progress.calls) * 1000 / max(1, milliseconds) }

    /// Whether everything was delivered.
    package var isComplete: Bool {
        unfinished.isEmpty && progress.sessionsFailed == 0 && progress.sessionsLeft == 0
    }

    /// 0 when everything was delivered, else 1.
    package var exitCode: Int32 { isComplete ? 0 : 1 }

    /// The report in lines for a terminal.
    package var lines: [String] {
        var lines = [
            "sessions completed: \(progress.sessionsCompleted), failed: \(progress.sessionsFailed)"
                + ", not played: \(progress.sessionsLeft)",
            "charge points done: \(progress.chargePointsDone), unfinished: \(unfinished.count)",
            "calls: \(progress.calls) in \(milliseconds / 1000).\(String(milliseconds % 1000 + 1000).dropFirst()) s"
                + " = \(callsPerSecond) calls/s",
            "reconnects: \(progress.reconnects), starts not accepted: \(progress.startsNotAccepted)",
            "slowest answer: \(progress.slowestAnswerMilliseconds) ms",
        ]
        for (kind, count) in progress.errors.sorted(by: { $0.key < $1.key }) { lines.append("error \(kind): \(count)") }
        for (identity, fault) in unfinished.sorted(by: { $0.key < $1.key }).prefix(ReplayReport.listed) {
            lines.append("unfinished \(identity): \(fault)")
        }
        return lines
    }

    /// Unfinished charge points that are named; more would only scroll the rest away.
    private static let listed = 20
}

/// Plays recorded sessions over real WebSockets, each charge point over its own.
package struct SessionReplay: Sendable {
    private let address: ServerAddress
    private let keys: ChargePointKeys
    private let connections: Int
    private let threads: Int
    private let limits: SimulatorLimits
    private let faults: @Sendable (String) -> FaultPlan?
    private let witness: (@Sendable (_ identity: String, _ call: [UInt8]) -> Void)?

    /// - Parameters:
    ///   - address: Where the central system listens.
    ///   - keys: The keys of the charge points.
    ///   - connections: How many charge points are connected at once at most; at least one is.
    ///   - threads: Event loop threads; at least one is there.
    ///   - limits: Bounds.
    ///   - faults: The faults of a charge point by its identity.
    ///   - witness: Told each call that was answered, on the event loop of its charge point.
    package init(
        address: ServerAddress,
        keys: ChargePointKeys,
        connections: Int,
        threads: Int = 1,
        limits: SimulatorLimits = SimulatorLimits(),
        faults: @escaping @Sendable (String) -> FaultPlan? = { _ in nil },
        witness: (@Sendable (_ identity: String, _ call: [UInt8]) -> Void)? = nil
    ) {
        self.address = address
        self.keys = keys
        self.connections = max(1, connections)
        self.threads = max(1, threads)
        self.limits = limits
        self.faults = faults
        self.witness = witness
    }

    /// Plays the sessions, each charge point's in order of their start.
    ///
    /// - Parameters:
    ///   - sessions: The sessions, in any order.
    ///   - interval: The time between two reports of progress.
    ///   - report: Told how far it is.
    /// - Returns: What was done and what was not.
    /// - Throws: When TLS cannot be set up; faults of charge points are in the report.
    package func run(
        _ sessions: [RecordedSession],
        every interval: Duration = .seconds(1),
        report: @escaping @Sendable (ReplayProgress) -> Void = { _ in }
    ) async throws -> ReplayReport {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: threads)
        let tally = ReplayTally(witness: witness)
        tally.note { $0.sessions = sessions.count }
        let started = ContinuousClock.now
        let dialer = try Dialer(address: address, limits: limits)
        let unfinished = await withTaskGroup(of: [String: SimulatorFault]?.self) { tasks in
            tasks.addTask { await play(sessions, dialer, group, tally) }
            tasks.addTask {
                await SessionReplay.tell(tally, every: interval, report)
                return nil
            }
            let first = await tasks.first { $0 != nil }
            tasks.cancelAll()
            return first?.flatMap(\.self) ?? [:]
        }
        let took = ContinuousClock.now - started
        try await group.shutdownGracefully()
        return ReplayReport(progress: tally.progress, unfinished: unfinished, milliseconds: took.wholeMilliseconds)
    }

    /// Reports how far it is until the task is cancelled, with the rate since the report before.
    private static func tell(
        _ tally: ReplayTally,
        every interval: Duration,
        _ report: @Sendable (ReplayProgress) -> Void
    ) async {
        var last = (calls: 0, at: ContinuousClock.now)
        while (try? await Task.sleep(for: interval)) != nil {
            var progress = tally.progress
            let now = ContinuousClock.now
            let calls = Int64(progress.calls - last.calls)
            progress.callsPerSecond = calls * 1000 / max(1, (now - last.at).wholeMilliseconds)
            last = (progress.calls, now)
            report(progress)
        }
    }

    /// Plays all charge points, so many at once.
    ///
    /// - Returns: Those that did not reach their end.
    private func play(
        _ sessions: [RecordedSession],
        _ dialer: Dialer,
        _ group: MultiThreadedEventLoopGroup,
        _ tally: ReplayTally
    ) async -> [String: SimulatorFault] {
        var waiting = Dictionary(grouping: sessions, by: \.chargePoint).sorted { $0.key > $1.key }[...]
        return await withTaskGroup(of: (String, SimulatorFault?).self) { tasks in
            var unfinished: [String: SimulatorFault] = [:]
            for _ in 0..<connections {
                guard let (identity, own) = waiting.popLast() else { break }
                tasks.addTask { (identity, await play(identity, own, dialer, group.next(), tally)) }
            }
            for await (identity, fault) in tasks {
                if let fault { unfinished[identity] = fault }
                guard let (identity, own) = waiting.popLast() else { continue }
                tasks.addTask { (identity, await play(identity, own, dialer, group.next(), tally)) }
            }
            return unfinished
        }
    }

    private func play(
        _ identity: String,
        _ sessions: [RecordedSession],
        _ dialer: Dialer,
        _ loop: any EventLoop,
        _ tally: ReplayTally
    ) async -> SimulatorFault? {
        let faults = faults(identity)
        let skewed = sessions.map { $0.skewed(seconds: faults?.clockSkewSeconds ?? 0) }
        let role = ChargePointPlayer.Role(
            identity: identity,
            key: keys.key(of: identity) ?? "",
            script: SessionScript(sessions: skewed),
            faults: faults
        )
        let done = loop.makePromise(of: Void.self)
        loop.execute {
            ChargePointPlayer(role: role, dialer: dialer, loop: loop, limits: limits, tally: tally, done: done)
                .connect()
        }
        do {
            try await done.futureResult.get()
            return nil
        } catch {
            return error as? SimulatorFault ?? .disconnected
        }
    }
}

extension Duration {
    /// The whole milliseconds in it.
    fileprivate var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

extension RecordedSession {
    /// The session as a charge point with a wrong clock tells it.
    fileprivate func skewed(seconds: Int64) -> RecordedSession {
        var session = self
        session.start = start.adding(seconds: seconds)
        session.stop = stop.adding(seconds: seconds)
        return session
    }
}
