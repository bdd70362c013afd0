package import Logging
package import Postgres

/// Rings bells when the database says that something changed, and now and then without being told.
///
/// A notification can be lost with its connection, so every bell also rings by the clock.
package struct Bells: Sendable {
    /// The time between two rings without a notification; the longest that work can lie unseen.
    package static let interval = Duration.seconds(5)

    private let database: Database
    private let bells: [String: [Bell]]
    private let mark: AdvisoryMark?
    private let listening: @Sendable () -> Void
    private let heard: @Sendable (_ channel: String, _ payload: String) -> Void
    private let logger: Logger

    /// - Parameters:
    ///   - database: Where notifications come from.
    ///   - bells: By channel.
    ///   - further: Channels that are heard though they ring no bell.
    ///   - mark: Held while notifications are heard.
    ///   - logger: Where losses are told.
    ///   - listening: Told whenever notifications are heard again: what was said before may have been missed.
    ///   - heard: Told every notification of these channels.
    package init(
        database: Database,
        bells: [String: [Bell]],
        further: [String] = [],
        holding mark: AdvisoryMark? = nil,
        logger: Logger,
        listening: @escaping @Sendable () -> Void = {},
        heard: @escaping @Sendable (_ channel: String, _ payload: String) -> Void = { _, _ in }
    ) {
        self.database = database
        self.mark = mark
        var all = bells
        for channel in further where all[channel] == nil { all[channel] = [] }
        self.bells = all
        self.logger = logger
        self.listening = listening
        self.heard = heard
    }

    /// Listens until the task is cancelled.
    package func run() async throws {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.listen() }
            tasks.addTask {
                while (try? await Task.sleep(for: Bells.interval)) != nil { self.ringAll() }
            }
            await tasks.waitForAll()
        }
    }

    private func ringAll() {
        for bell in bells.values.joined() { bell.ring() }
    }

    private func listen() async {
        while !Task.isCancelled {
            do {
                for try await event in database.listen(to: Array(bells.keys), holding: mark) { take(event) }
                return
            } catch is CancellationError {
                return
            } catch {
                logger.warning(
                    "Notifications are not heard; work is found by the clock.",
                    metadata: ["error": "\(error)"]
                )
                do { try await Task.sleep(for: Bells.interval) } catch { return }
            }
        }
    }

    private func take(_ event: Listener.Event) {
        switch event {
        case .listening:
            ringAll()
            listening()
        case .notification(let channel, let payload):
            for bell in bells[channel] ?? [] { bell.ring() }
            heard(channel, payload)
        }
    }
}
