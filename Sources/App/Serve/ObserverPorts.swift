import Domain
import OCPP
import OCPPServer
import Postgres
import Synchronization
import Values

/// Connects those who tell observers with the domain, over connections to the database of their own: however much there
/// is to tell, frames find their way into the database.
final class ObserverPorts: ObserverStore {
    /// Telling takes one at a time and observer; two serve some thousands of messages a second.
    private static let connections = 2

    private let database: Database
    private let node: Int32
    private let box: SecretBox
    /// The tasks behind the assignments.
    private let tasks = Mutex<[ObserverClaim: ObserverTask]>([:])

    init(_ configuration: DatabaseConfiguration, node: Int32, box: SecretBox) {
        var settings = configuration
        settings.maxConnections = ObserverPorts.connections
        database = Database(settings)
        self.node = node
        self.box = box
    }

    func close() async {
        await database.close()
    }

    // MARK: Who tells whom

    func assignments() async throws -> [ObserverAssignment] {
        let node = node
        try await database.write(.system) { try await ObserverFeeds.live(.system, node: node, in: $0) }
        let all = try await database.write(.system) { try await ObserverFeeds.assign(.system, node: node, in: $0) }
        let assigned = all.compactMap { task in assignment(task).map { ($0, task) } }
        tasks.withLock { known in
            for (assignment, task) in assigned { known[assignment.claim] = task }
            let current = Set(assigned.map(\.0.claim.observerID))
            known = known.filter { current.contains($0.key.observerID) }
        }
        return assigned.map(\.0)
    }

    private func assignment(_ task: ObserverTask) -> ObserverAssignment? {
        // A charge point that was never here says nothing, and nobody knows what it speaks.
        guard let address = UpstreamAddress(task.url), !task.spoken.isEmpty else { return nil }
        let identity = task.identity.isEmpty ? task.chargePointIdentity : task.identity
        let place = Observers.sealedPlace(task.chargePointID, task.upstreamID)
        // Sealed under another secret: the observer will say that it wants credentials.
        let key = task.sealedKey.flatMap { box.open($0, for: place) }
        return ObserverAssignment(
            claim: ObserverClaim(
                operatorID: task.claim.operatorID,
                observerID: task.claim.id,
                epoch: task.claim.epoch
            ),
            chargePointID: task.chargePointID,
            target: ObserverTarget(
                upstreamID: task.upstreamID,
                address: address,
                identity: identity,
                authorization: key.map { BasicCredentials.field(user: identity, password: $0) },
                trustedAuthorities: task.trustedAuthorities.isEmpty ? nil : task.trustedAuthorities,
                subprotocol: task.spoken,
                bootsAgain: task.bootsAgain
            ),
            since: task.since,
            isPresent: task.isPresent,
            isElsewhere: task.isElsewhere
        )
    }

    func release(_ claim: ObserverClaim) async throws {
        let own = stored(claim)
        try await database.write(.system) { try await ObserverFeeds.release(.system, own, in: $0) }
    }

    func retire() async {
        let (database, node) = (database, node)
        // The task that ends may be cancelled already.
        let work = Task {
            try await database.write(.system) { try await ObserverFeeds.retire(.system, node: node, in: $0) }
        }
        // Otherwise the others take over when this node was silent for long enough.
        try? await work.value
    }

    // MARK: What there is to tell

    func load(_ assignment: ObserverAssignment) async throws -> ObserverRecord {
        let task = try task(assignment)
        let feed = try await database.read(.system) {
            try await ObserverFeeds.load(.system, task, at: SystemClock.now(), in: $0)
        }
        return ObserverRecord(
            places: feed.places.map(JournalPlace.init),
            owed: feed.owed.mapValues(JournalPlace.init),
            isIntroduced: feed.isIntroduced,
            sending: feed.sending.map { sending in
                ObserverSending(
                    key: OutboxKey(nodeID: sending.node, sequence: sending.sequence),
                    round: Int(sending.round)
                )
            },
            transactions: feed.transactions.compactMap(ObserverTransaction.init),
            heard: feed.heard.map(JournalFrame.init)
        )
    }

    func wantedAgain(_ claim: ObserverClaim) async throws -> [ObserverTransaction] {
        let own = stored(claim)
        let wanted = try await database.read(.system) {
            try await ObserverFeeds.wantedAgain(.system, own, in: $0)
        }
        return wanted.compactMap(ObserverTransaction.init)
    }

    func frames(_ assignment: ObserverAssignment, after places: [JournalPlace]) async throws -> JournalBatch {
        let task = try task(assignment)
        let known = places.map(FrameReference.init)
        let next = try await database.read(.system) {
            try await ObserverFeeds.frames(.system, task, after: known, in: $0)
        }
        return JournalBatch(
            frames: next.frames.map(JournalFrame.init),
            isAll: next.isAll,
            lookback: next.lookback
        )
    }

    func calls(_ assignment: ObserverAssignment, after place: JournalPlace) async throws -> [JournalFrame] {
        let task = try task(assignment)
        let calls = try await database.read(.system) {
            try await ObserverFeeds.calls(.system, task, after: FrameReference(place), in: $0)
        }
        return calls.map(JournalFrame.init)
    }

    func payload(_ assignment: ObserverAssignment, at place: JournalPlace) async throws -> [UInt8]? {
        try await database.read(.system) { tx in
            try await RelayOutbox.payload(
                .system,
                of: assignment.chargePointID,
                operatorID: assignment.claim.operatorID,
                FrameReference(place),
                in: tx
            )
        }
    }

    func latest(_ assignment: ObserverAssignment, of action: String) async throws -> [JournalFrame] {
        let task = try task(assignment)
        let latest = try await database.read(.system) {
            try await ObserverFeeds.latest(.system, task, of: action, in: $0)
        }
        return latest.map(JournalFrame.init)
    }

    func lastBoot(_ assignment: ObserverAssignment) async throws -> JournalFrame? {
        let task = try task(assignment)
        let boot = try await database.read(.system) {
            try await ObserverFeeds.lastBoot(.system, task, at: SystemClock.now(), in: $0)
        }
        return boot.map(JournalFrame.init)
    }

    // MARK: What was told

    func sending(_ claim: ObserverClaim, _ message: ObserverSending) async throws -> Int {
        let own = stored(claim)
        let sending = FeedSending(
            node: message.key.nodeID,
            sequence: message.key.sequence,
            round: Int32(clamping: message.round)
        )
        let attempts = try await database.write(.system) {
            try await ObserverFeeds.sending(.system, own, sending, in: $0)
        }
        guard let attempts else { throw ObserverClaimLost() }
        return attempts
    }

    func advance(_ claim: ObserverClaim, _ progress: ObserverProgress) async throws {
        let (own, kept) = (stored(claim), FeedProgress(progress, at: SystemClock.now()))
        let isOurs = try await database.write(.system) {
            try await ObserverFeeds.advance(.system, own, kept, in: $0)
        }
        guard isOurs else { throw ObserverClaimLost() }
    }

    func note(_ claim: ObserverClaim, _ stand: ObserverStand) async throws {
        let own = stored(claim)
        try await database.write(.system) { tx in
            try await ObserverFeeds.note(
                .system,
                own,
                state: stand.state.rawValue,
                reason: stand.reason,
                nextTryAt: stand.nextTryAt,
                at: SystemClock.now(),
                in: tx
            )
        }
    }

    private func stored(_ claim: ObserverClaim) -> FeedClaim {
        FeedClaim(operatorID: claim.operatorID, id: claim.observerID, node: node, epoch: claim.epoch)
    }

    private func task(_ assignment: ObserverAssignment) throws -> ObserverTask {
        guard let task = tasks.withLock({ $0[assignment.claim] }) else { throw ObserverClaimLost() }
        return task
    }
}
