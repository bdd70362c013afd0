internal import Crypto
package import OCPP
internal import Synchronization
package import Values

/// What makes two StartTransaction messages of a charge point the same one, sent again.
///
/// Source: OCPP 1.6 has no id of its own for this; the content is what a charge point repeats (§3.7.1).
package struct StartKey: Hashable, Sendable {
    package var connectorID: Int64
    package var idTag: String
    package var meterStart: Energy?
    package var timestamp: Timestamp?
    /// SHA-256 of the payload when its fields could not be read.
    package var digest: [UInt8]?

    package init(_ request: OCPP16.StartTransaction.Request) {
        connectorID = request.connectorId
        idTag = request.idTag
        meterStart = request.meterStart
        timestamp = request.timestamp
    }

    /// A key for a payload whose fields could not be read.
    package init(unreadable payload: JSON) {
        connectorID = 0
        idTag = ""
        digest = Array(SHA256.hash(data: payload.compactBytes))
    }
}

/// Gives transactions their numbers, the same one to a start that is sent again.
package final class TransactionBook: Sendable {
    /// What a StopTransaction means.
    package enum Stop: Hashable, Sendable {
        /// The end of a running transaction.
        case first
        /// The transaction ended before; this changes nothing.
        case again
        /// No such transaction is known here.
        case unknown
    }

    private struct Key: Hashable {
        let chargePointID: ChargePointID
        let request: StartKey
    }

    private struct Transaction {
        let key: Key
        var isStopped: Bool
    }

    private struct State {
        var numbers: [Key: Int32] = [:]
        var transactions: [Int32: Transaction] = [:]
        /// Numbers in the order in which they were given; those before `oldest` are forgotten.
        var order: [Int32] = []
        var oldest = 0
        var free: [ClosedRange<Int32>] = []
    }

    private let state = Mutex(State())
    private let limit: Int

    /// - Parameter limit: How many transactions are remembered.
    package init(limit: Int) {
        self.limit = limit
    }

    /// Adds reserved numbers; only positive ones are ever given out.
    package func add(_ numbers: ClosedRange<Int32>) {
        guard numbers.upperBound > 0 else { return }
        state.withLock { $0.free.append(max(1, numbers.lowerBound)...numbers.upperBound) }
    }

    /// How many reserved numbers are left.
    package var remaining: Int {
        state.withLock { $0.free.reduce(0) { $0 + Int($1.upperBound) - Int($1.lowerBound) + 1 } }
    }

    /// The number for a start: a new one, or the one that the same start got before.
    ///
    /// - Returns: `nil` when no number is left; nothing may be promised then.
    package func number(for request: StartKey, at chargePointID: ChargePointID) -> (number: Int32, isRetry: Bool)? {
        let key = Key(chargePointID: chargePointID, request: request)
        return state.withLock { state in
            if let known = state.numbers[key], isSame(request, state.transactions[known]) { return (known, true) }
            guard let number = TransactionBook.take(&state.free) else { return nil }
            remember(number, key, isStopped: false, in: &state)
            return (number, false)
        }
    }

    /// Without its time a start is taken for a repetition only while the transaction runs: two short transactions
    /// without energy in between look alike.
    private func isSame(_ request: StartKey, _ transaction: Transaction?) -> Bool {
        request.timestamp != nil || request.digest != nil || transaction?.isStopped == false
    }

    private static func take(_ free: inout [ClosedRange<Int32>]) -> Int32? {
        guard let first = free.first else { return nil }
        if first.lowerBound == first.upperBound {
            free.removeFirst()
        } else {
            free[0] = (first.lowerBound + 1)...first.upperBound
        }
        return first.lowerBound
    }

    /// Notes a transaction of the past; later notes win.
    package func recall(_ start: KnownStart) {
        let key = Key(chargePointID: start.chargePointID, request: start.request)
        state.withLock { state in
            if state.transactions[start.transactionID]?.key == key {
                if start.isStopped { state.transactions[start.transactionID]?.isStopped = true }
            } else {
                remember(start.transactionID, key, isStopped: start.isStopped, in: &state)
            }
        }
    }

    private func remember(_ number: Int32, _ key: Key, isStopped: Bool, in state: inout State) {
        state.numbers[key] = number
        state.transactions[number] = Transaction(key: key, isStopped: isStopped)
        state.order.append(number)
        if state.order.count - state.oldest > limit { forgetOldest(in: &state) }
    }

    private func forgetOldest(in state: inout State) {
        let number = state.order[state.oldest]
        state.oldest += 1
        if let gone = state.transactions.removeValue(forKey: number), state.numbers[gone.key] == number {
            state.numbers[gone.key] = nil
        }
        guard state.oldest > limit else { return }
        state.order.removeFirst(state.oldest)
        state.oldest = 0
    }

    /// Notes the end of a transaction.
    package func stop(_ number: Int64, at chargePointID: ChargePointID) -> Stop {
        guard let number = Int32(exactly: number) else { return .unknown }
        return state.withLock { state in
            guard let transaction = state.transactions[number], transaction.key.chargePointID == chargePointID else {
                return .unknown
            }
            state.transactions[number]?.isStopped = true
            return transaction.isStopped ? .again : .first
        }
    }
}
