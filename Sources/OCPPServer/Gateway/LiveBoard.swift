internal import OCPP
internal import Synchronization
internal import Values

/// What is known of every charge point at this moment, over its connections.
final class LiveBoard: Sendable {
    /// The state of one charge point.
    final class Record: Sendable {
        private struct State {
            var status: LiveStatus
            var connectionID: Int64?
            var isChanged = false
        }

        private let state: Mutex<State>
        /// When the last frame came, in microseconds; apart, since every frame writes it.
        private let lastMessage = Atomic<Int64>(0)

        init(_ chargePoint: RegisteredChargePoint) {
            let status = LiveStatus(
                chargePointID: chargePoint.id,
                operatorID: chargePoint.operatorID,
                connectors: [:]
            )
            state = Mutex(State(status: status))
        }

        func connected(
            _ connectionID: Int64,
            speaking spoken: SpokenProtocol,
            withNextKey key: [UInt8]? = nil,
            at now: Timestamp
        ) {
            state.withLock { state in
                state.status.shownNextKey = key
                state.status.connectedSince = now
                state.status.spoken = spoken
                state.connectionID = connectionID
                state.isChanged = true
            }
        }

        /// Notes the end of a connection, unless a newer one took its place.
        func disconnected(_ connectionID: Int64) {
            state.withLock { state in
                guard state.connectionID == connectionID else { return }
                state.status.connectedSince = nil
                state.connectionID = nil
                state.isChanged = true
            }
        }

        func received(at now: Timestamp) {
            lastMessage.store(now.microseconds, ordering: .relaxed)
        }

        func note(_ observation: AnswerDesk.Observation) {
            state.withLock { state in
                switch observation {
                case .boot(let request): state.status.boot = request
                case .connector(let number, let connector):
                    // A charge point that invents numbers must not fill the memory.
                    guard state.status.connectors.count < Record.maxConnectors || state.status.connectors[number] != nil
                    else { return }
                    state.status.connectors[number] = connector
                }
                state.isChanged = true
            }
        }

        /// Connectors kept per charge point; the largest have some dozens.
        private static let maxConnectors = 128

        /// The state as it is now.
        var status: LiveStatus { state.withLock { complete($0.status) } }

        /// The state when it changed since the last call; a new last message counts as a change.
        func takeChange() -> LiveStatus? {
            state.withLock { state in
                let status = complete(state.status)
                guard state.isChanged || status.lastMessageAt != state.status.lastMessageAt else { return nil }
                state.status = status
                state.isChanged = false
                return status
            }
        }

        /// Marks the state as changed, so that it is handed over again.
        func markChanged() {
            state.withLock { $0.isChanged = true }
        }

        private func complete(_ status: LiveStatus) -> LiveStatus {
            let last = lastMessage.load(ordering: .relaxed)
            guard last > 0 else { return status }
            var status = status
            status.lastMessageAt = Timestamp(microseconds: last)
            return status
        }
    }

    private let records = Mutex<[ChargePointID: Record]>([:])

    /// The record of a charge point, made at first use.
    func record(of chargePoint: RegisteredChargePoint) -> Record {
        records.withLock { records in
            if let record = records[chargePoint.id] { return record }
            let record = Record(chargePoint)
            records[chargePoint.id] = record
            return record
        }
    }

    /// The record of a charge point that was connected at least once.
    func record(_ id: ChargePointID) -> Record? {
        records.withLock { $0[id] }
    }

    /// Forgets a charge point that never came in.
    func forget(_ id: ChargePointID) {
        records.withLock { $0[id] = nil }
    }

    var all: [Record] { records.withLock { Array($0.values) } }

    /// The states that changed since the last call.
    func takeChanges() -> [LiveStatus] { all.compactMap { $0.takeChange() } }
}
