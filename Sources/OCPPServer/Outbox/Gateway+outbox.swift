internal import OCPP
package import Values

extension Gateway {
    /// Says that a person decided something about a charge point's outbox.
    package func outboxChanged(_ id: ChargePointID) {
        // Who is not connected here asks when it is.
        guard registry.entry(of: id) != nil else { return }
        outbox.refresh(id)
    }

    /// Recalls what was promised in the place of back-offices: as stored, and what the spool says beyond.
    func recallOutboxes() async throws {
        outbox.memory.load(try await ports.outbox.loadUpstreamNews())
        outbox.merge(try await ports.outbox.loadOutbox(of: nil))
        let stored = try await ports.outbox.storedSequence()
        let table = table
        var recovery = OutboxRecovery(outbox, after: stored) {
            table.chargePoint($0.chargePointID)?.relay?.hasOutbox ?? false
        }
        var reader = spool.undrained()
        while true {
            let frames = try reader.next(maxFrames: 10_000)
            if frames.isEmpty { break }
            for frame in frames { recovery.take(frame) }
        }
        try await recovery.finish { promise, frame in
            let key = OutboxKey(nodeID: Int32(truncatingIfNeeded: frame.nodeID), sequence: promise.callSequence)
            return try await self.ports.outbox.payload(of: key, at: promise.callReceivedAt, from: frame.heading)
        }
        try await stockProvisionalNumbers()
    }

    /// Keeps numbers in stock where charge points may need them, half a block at least.
    private func stockProvisionalNumbers() async throws {
        guard table.hasOutboxes, outbox.remaining < limits.provisionalNumbers else { return }
        outbox.add(try await ports.outbox.reserveProvisionalNumbers())
    }

    /// Hands over what was learned of back-offices, and keeps numbers in stock.
    func keepOutboxes() async {
        await attempt("numbers for outboxes") { try await self.stockProvisionalNumbers() }
        await attempt("what back-offices said") { try await self.outbox.memory.handOver(to: self.ports.outbox) }
    }

    /// Reads outboxes again for who asks: after a connection, and after a decision of a person.
    func refreshOutboxes() async {
        for await _ in outbox.asked.signals {
            let wanted = outbox.takeWanted()
            guard !wanted.isEmpty else { continue }
            await attempt("outboxes") { self.outbox.merge(try await self.ports.outbox.loadOutbox(of: wanted)) }
            for id in wanted {
                registry.entry(of: id)?.onLoop { ($0 as? RelaySession)?.desk?.refreshed() }
            }
        }
    }
}
