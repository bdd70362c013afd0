import Domain
import Ledger
import Postgres
import Synchronization
import Templates
import Values

/// What the last checks of the operators' chains found, so that not every look at the ledger reads the whole of it.
final class ChainChecks: Sendable {
    /// What is known of one operator's chain.
    private struct Known {
        var chain = LedgerIndex.Chain.unchecked
        var checkedAt: Timestamp?
        var isChecking = false
    }

    /// Seconds for which a check counts; a chain grows by months, and the page says when it was checked.
    static let lifetimeSeconds: Int64 = 60
    /// Operators remembered; beyond it all are forgotten, which costs each one check.
    static let operators = 1_000

    private let known = Mutex<[OperatorID: Known]>([:])

    /// The state of the chain, checked anew when the last check is old; while somebody checks, what was known before.
    func state(_ visit: MemberVisit) async throws -> LedgerIndex.Chain {
        let id = visit.session.user.operatorID
        if let chain = start(id, at: visit.now) { return chain }
        do {
            let chain = try await visit.read { try await check(visit, $0) }
            known.withLock { $0[id] = Known(chain: chain, checkedAt: visit.now) }
            return chain
        } catch {
            known.withLock { $0[id]?.isChecking = false }
            throw error
        }
    }

    /// What may be shown without a check; `nil` asks the caller to check.
    private func start(_ id: OperatorID, at now: Timestamp) -> LedgerIndex.Chain? {
        known.withLock { known in
            if known.count >= ChainChecks.operators, known[id] == nil { known = [:] }
            let entry = known[id, default: Known()]
            let isFresh = entry.checkedAt.map { now.seconds(since: $0) < ChainChecks.lifetimeSeconds } ?? false
            if isFresh || entry.isChecking { return entry.chain }
            known[id, default: Known()].isChecking = true
            return nil
        }
    }

    private func check(_ visit: MemberVisit, _ tx: Transaction) async throws -> LedgerIndex.Chain {
        let report = try await Ledger.checkChain(visit.scope, in: tx)
        if let fault = report.fault { return .broken(at: fault.sequence, checkedAt: visit.now) }
        let last = try await Ledger.transactions(visit.scope, after: report.checked - 1, limit: 1, in: tx).first
        let head = report.checked == 0 ? LedgerHash.zero : last?.hash ?? LedgerHash.zero
        return .intact(transactions: report.checked, head: head.description, checkedAt: visit.now)
    }
}
