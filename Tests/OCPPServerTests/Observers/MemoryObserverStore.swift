import OCPP
import OCPPServer
import Synchronization
import Values

/// The surroundings of who tells an observer, in memory; it outlives who tells.
final class MemoryObserverStore: ObserverStore {
    struct Away: Error {}

    struct State {
        var assignment: ObserverAssignment
        var journal = WrittenJournal()
        var record = ObserverRecord(isIntroduced: true)
        var attempts = 0
        var stands: [ObserverStand] = []
        var told = 0
        var outdated = 0
        var commands = 0
        var wanted: [ObserverTransaction] = []
        var isAway = false
        /// Whether nothing is stored any more, as when the process dies.
        var isDead = false
        var released = 0
    }

    private let state: Mutex<State>

    init(_ assignment: ObserverAssignment) { state = Mutex(State(assignment: assignment)) }

    func change(_ body: (inout State) -> Void) { state.withLock { body(&$0) } }

    var now: State { state.withLock { $0 } }

    private func check(_ claim: ObserverClaim? = nil) throws {
        try state.withLock { state in
            if state.isAway || state.isDead { throw Away() }
            if let claim, claim != state.assignment.claim { throw ObserverClaimLost() }
        }
    }

    func assignments() async throws -> [ObserverAssignment] {
        try check()
        return [now.assignment]
    }

    func release(_ claim: ObserverClaim) async throws { change { $0.released += 1 } }
    func retire() async {}

    func load(_ assignment: ObserverAssignment) async throws -> ObserverRecord {
        try check()
        let state = now
        var record = state.record
        let places = Dictionary(record.places.map { ($0.key.nodeID, $0.key.sequence) }) { first, _ in first }
        record.heard = state.journal.frames.filter { $0.place.key.sequence <= places[$0.place.key.nodeID] ?? -1 }
        return record
    }

    func wantedAgain(_ claim: ObserverClaim) async throws -> [ObserverTransaction] {
        try check()
        return now.wanted
    }

    func frames(_ assignment: ObserverAssignment, after places: [JournalPlace]) async throws -> JournalBatch {
        try check()
        let known = Dictionary(places.map { ($0.key.nodeID, $0.key.sequence) }) { first, _ in first }
        let frames = now.journal.frames.filter { $0.place.key.sequence > known[$0.place.key.nodeID] ?? -1 }
        return JournalBatch(frames: Array(frames.prefix(3)), isAll: frames.count <= 3)
    }

    func calls(_ assignment: ObserverAssignment, after place: JournalPlace) async throws -> [JournalFrame] {
        try check()
        return now.journal.frames.filter { $0.place.key.sequence > place.key.sequence && !$0.isOutgoing }
    }

    func payload(_ assignment: ObserverAssignment, at place: JournalPlace) async throws -> [UInt8]? {
        try check()
        return now.journal.frames.first { $0.place == place }?.payload
    }

    func latest(_ assignment: ObserverAssignment, of action: String) async throws -> [JournalFrame] {
        try check()
        let since = assignment.since
        return now.journal.frames.filter {
            $0.place.receivedAt < since && String(decoding: $0.payload, as: UTF8.self).contains("\"\(action)\"")
        }
    }

    func lastBoot(_ assignment: ObserverAssignment) async throws -> JournalFrame? {
        try check()
        return now.journal.frames.last {
            !$0.isOutgoing && String(decoding: $0.payload, as: UTF8.self).contains("\"BootNotification\"")
        }
    }

    func sending(_ claim: ObserverClaim, _ message: ObserverSending) async throws -> Int {
        try check(claim)
        return state.withLock { state in
            state.attempts = state.record.sending == message ? state.attempts + 1 : 1
            state.record.sending = message
            return state.attempts
        }
    }

    func advance(_ claim: ObserverClaim, _ progress: ObserverProgress) async throws {
        try check(claim)
        state.withLock { state in
            state.record.places = progress.places
            state.record.owed = progress.owed
            state.record.sending = nil
            state.record.isIntroduced = true
            state.told += progress.told
            state.outdated += progress.outdated
            state.commands += progress.commands
            for transaction in progress.transactions {
                state.record.transactions.removeAll { $0.place == transaction.place }
                state.record.transactions.append(transaction)
            }
        }
    }

    func note(_ claim: ObserverClaim, _ stand: ObserverStand) async throws {
        try check(claim)
        change { $0.stands.append(stand) }
    }
}
