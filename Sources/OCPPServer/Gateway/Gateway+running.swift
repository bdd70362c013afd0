internal import HTTPServer
internal import Logging
internal import NIOCore
internal import OCPP
internal import Values

extension Gateway {
    /// Loads the tables, reserves transaction numbers, and recalls the transactions of the past.
    ///
    /// Tries again until it succeeds: without its tables the gateway would turn every charge point away.
    ///
    /// - Throws: `CancellationError`, or ``SpoolFault`` when the spool cannot be read.
    package func prepare() async throws {
        try await retrying("charge points and tokens") { try await self.loadListing() }
        try await retrying("transaction numbers") { try await self.reserveNumbers() }
        try await retrying("past transactions") { try await self.recallHistory() }
        try recallSpool()
        try await retrying("outboxes") { try await self.recallOutboxes() }
    }

    /// Keeps the tables fresh, the numbers in stock, and hands over outcomes and the live state, until cancelled.
    package func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.watchListing() }
            group.addTask { await self.repeating(.seconds(1)) { await self.stockNumbers() } }
            group.addTask { await self.reportCommands() }
            group.addTask { await self.reportRelayEvents() }
            group.addTask { await self.refreshOutboxes() }
            group.addTask { await self.repeating(self.limits.liveInterval) { await self.keepOutboxes() } }
            group.addTask { await self.repeating(self.limits.liveInterval) { await self.reportLive() } }
            group.addTask { await self.repeating(self.limits.liveInterval) { await self.reportRefusals() } }
        }
    }

    // MARK: Tables

    private func loadListing() async throws {
        let listing = try await ports.directory.loadListing()
        table.replace(listing.chargePoints)
        table.replaceDefaults(listing.defaults)
        table.replaceAuthorities(listing.authorities)
        authorizations.replace(listing.authorizations)
        endRevoked()
    }

    /// Loads whenever a change is told, and from time to time in case a notification was lost.
    private func watchListing() async {
        let changes = await ports.directory.listingChanges()
        await withDiscardingTaskGroup { group in
            group.addTask {
                for await _ in changes { await self.refreshListing() }
            }
            group.addTask { await self.repeating(self.limits.tableRefresh) { await self.refreshListing() } }
        }
    }

    private func refreshListing() async {
        await attempt("charge points and tokens") { try await self.loadListing() }
    }

    // MARK: Transactions

    private func reserveNumbers() async throws {
        book.add(try await ports.transactionIDs.reserveTransactionIDs(count: limits.transactionIDBlock))
    }

    private func stockNumbers() async {
        guard book.remaining < Int(limits.transactionIDBlock) / 2 else { return }
        await attempt("transaction numbers") { try await self.reserveNumbers() }
    }

    private func recallHistory() async throws {
        for start in try await ports.history.recentStarts(limit: limits.rememberedStarts) { book.recall(start) }
    }

    private func recallSpool() throws(SpoolFault) {
        var reader = spool.undrained()
        var recovery = TransactionBook.Recovery(book, limits: limits)
        while true {
            let frames = try reader.next(maxFrames: 10_000)
            guard !frames.isEmpty else { return }
            for frame in frames { recovery.take(frame) }
        }
    }

    // MARK: Handing over

    private func reportCommands() async {
        for await _ in reports.added.signals {
            let all = reports.all
            guard !all.isEmpty else { continue }
            do {
                try await retrying("outcomes of commands") { try await self.ports.commands.report(all) }
                reports.drop(all)
            } catch { return }  // Only cancellation ends the attempts.
        }
    }

    private func reportRelayEvents() async {
        for await _ in relayEvents.added.signals {
            do {
                try await retrying("events of the relay") {
                    try await self.relayEvents.handOver(to: self.ports.relayEvents)
                }
            } catch { return }  // Only cancellation ends the attempts.
        }
    }

    private func reportLive() async {
        let changes = live.takeChanges()
        guard !changes.isEmpty else { return }
        do {
            try await ports.live.update(changes)
        } catch {
            metrics.loadFailures.increment()
            for change in changes { live.record(change.chargePointID)?.markChanged() }
        }
    }

    // MARK: Trying

    /// Does something at intervals until the task is cancelled.
    private func repeating(_ interval: Duration, _ body: @Sendable () async -> Void) async {
        while !Task.isCancelled {
            do { try await Task.sleep(for: interval) } catch { return }
            await body()
        }
    }

    /// Tries once; what is in memory stays when it fails.
    func attempt(_ what: String, _ body: @Sendable () async throws -> Void) async {
        do { try await body() } catch { noteFailure(what, error) }
    }

    /// Tries until it succeeds or the task is cancelled.
    func retrying(_ what: String, _ body: @Sendable () async throws -> Void) async throws {
        var pause = limits.firstRetry
        while true {
            do {
                return try await body()
            } catch {
                try Task.checkCancellation()
                noteFailure(what, error)
            }
            try await Task.sleep(for: pause)
            pause = min(pause * 2, limits.longestRetry)
        }
    }

    private func noteFailure(_ what: String, _ error: any Error) {
        metrics.loadFailures.increment()
        logger.warning("Could not load or hand over.", metadata: ["what": "\(what)", "error": "\(error)"])
    }
}
