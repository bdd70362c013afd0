package import Logging

/// Does one kind of work whenever its bell rings, and again later when it fails.
package struct Worker: Sendable {
    /// The pause after a failure; long enough not to flood the log while PostgreSQL restarts.
    package static let pauseAfterFailure = Duration.seconds(1)

    private let name: String
    private let bell: Bell
    private let logger: Logger
    private let work: @Sendable () async throws -> Void

    /// - Parameters:
    ///   - name: The work's name in the log.
    ///   - bell: Wakes it.
    ///   - logger: Where failures are told.
    ///   - work: Does everything that is due; safe to be done twice.
    package init(_ name: String, bell: Bell, logger: Logger, work: @escaping @Sendable () async throws -> Void) {
        self.name = name
        self.bell = bell
        self.logger = logger
        self.work = work
    }

    /// Works until the task is cancelled.
    package func run() async throws {
        bell.ring()
        for await _ in bell.rings {
            do {
                try await work()
            } catch is CancellationError {
                return
            } catch {
                logger.warning("Work failed and is tried again.", metadata: ["work": "\(name)", "error": "\(error)"])
                do { try await Task.sleep(for: Worker.pauseAfterFailure) } catch { return }
                bell.ring()
            }
        }
    }
}
