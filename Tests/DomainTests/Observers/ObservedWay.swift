import OCPP
import Postgres
import TestSupport
import Testing
import Values

@testable import Domain

/// A charge point with an observer, two nodes, and frames of it that are stored.
struct ObservedWay {
    static let box = SecretBox(secret: Array(repeating: 7, count: 32))
    let world: PartiesWorld
    let test: TestDatabase
    let point: ChargePointID
    let id: ObserverID
    let since: Timestamp
    let frames: Frames
    var scope: Scope { world.voltaria.scope }
    var database: Database { world.database }

    static func lend(_ body: (ObservedWay) async throws -> Void) async throws {
        try await PartiesWorld.lendAll { world, test in
            let scope = world.voltaria.scope
            let frames = Frames(database: world.database)
            for name in ["one", "two"] { _ = try await frames.node(named: name) }
            let since = SystemClock.now().adding(seconds: -60)
            let (point, id) = try await world.write(scope) { tx in
                let point = try await ChargePoints.create(
                    scope,
                    ChargePointDetails(identity: "VOL"),
                    at: world.voltaria.site,
                    key: .random(),
                    in: tx
                )
                let details = UpstreamDetails(name: "Office", url: "wss://ocpp.example/ocpp/")
                let id = try await Observers.begin(
                    scope,
                    point,
                    at: try await Upstreams.create(scope, details, in: tx),
                    ObserverDetails(),
                    key: nil,
                    box: ObservedWay.box,
                    from: since,
                    in: tx
                )
                return (point, id)
            }
            try await body(
                ObservedWay(world: world, test: test, point: point, id: id, since: since, frames: frames)
            )
        }
    }

    func assign(_ node: Int32) async throws -> [ObserverTask] {
        try await database.write(.system) { try await ObserverFeeds.live(.system, node: node, in: $0) }
        return try await database.write(.system) { try await ObserverFeeds.assign(.system, node: node, in: $0) }
    }

    /// Stores a frame so many seconds after the observer was added.
    func store(
        _ sequence: Int64,
        at seconds: Int64,
        node: Int32 = 1,
        isOutgoing: Bool = false,
        _ passage: StoredFrame.Passage = .relayed,
        _ text: String? = nil
    ) async throws {
        let frame = StoredFrame(
            operatorID: world.voltaria.id,
            chargePointID: point,
            reference: FrameReference(
                nodeID: node,
                sequence: sequence,
                receivedAt: since.adding(seconds: seconds)
            ),
            connectionID: 1,
            isOutgoing: isOutgoing,
            passage: passage,
            payload: Array((text ?? #"[2,"\#(sequence)","Heartbeat",{}]"#).utf8)
        )
        try await frames.store([frame])
    }

    func next(_ task: ObserverTask, after places: [FrameReference] = []) async throws -> [Int64] {
        try await database.read(.system) {
            try await ObserverFeeds.frames(.system, task, after: places, in: $0).frames.map(\.reference.sequence)
        }
    }

    func place(_ sequence: Int64, at seconds: Int64, node: Int32 = 1) -> FrameReference {
        FrameReference(nodeID: node, sequence: sequence, receivedAt: since.adding(seconds: seconds))
    }

    func advance(_ task: ObserverTask, _ progress: FeedProgress) async throws -> Bool {
        try await database.write(.system) {
            try await ObserverFeeds.advance(.system, task.claim, progress, in: $0)
        }
    }

    func enable(_ isEnabled: Bool) async throws {
        try await world.write(scope) {
            let details = ObserverDetails(isEnabled: isEnabled)
            try await Observers.change(scope, id, to: details, key: nil, box: ObservedWay.box, in: $0)
        }
    }

    func send(_ task: ObserverTask, _ sequence: Int64) async throws -> Int? {
        let message = FeedSending(node: 1, sequence: sequence, round: 0)
        return try await database.write(.system) {
            try await ObserverFeeds.sending(.system, task.claim, message, in: $0)
        }
    }
}

extension ObservedWay {
    func load(_ task: ObserverTask) async throws -> LoadedFeed {
        try await database.read(.system) { try await ObserverFeeds.load(.system, task, at: since, in: $0) }
    }

    func keep(_ task: ObserverTask, _ transactions: [FeedTransaction]) async throws {
        let kept = try await advance(
            task,
            FeedProgress(places: [], owed: [:], transactions: transactions, at: since)
        )
        #expect(kept)
    }

    func lines() async throws -> [ObserverTransactionLine] {
        try await database.read(scope) {
            try await Observers.transactions(scope, id, limit: 10, in: $0)
        }
    }

    func retry(_ sequence: Int64) async throws {
        try await world.write(scope) { tx in
            let name = OutboxName(nodeID: 1, sequence: sequence)
            try await Observers.retry(scope, id, transaction: name, in: tx)
        }
    }

    /// Lets a node be silent for longer than it may.
    func silence(_ node: Int32) async throws {
        _ = try await test.owner.run(.system, SilenceNode(node: node))
    }

    /// Has the charge point connected to a node.
    func connect(to node: Int32) async throws {
        var state = ChargePointState(connectedAt: since, disconnectedAt: nil, lastMessageAt: nil)
        state.spoken = "ocpp2.0.1"
        let update = ChargePointStateUpdate(operatorID: world.voltaria.id, chargePointID: point, state: state)
        try await database.write(.system) {
            try await ChargePointStates.store(.system, [update], node: node, in: $0)
        }
    }

    func marks() async throws -> Int {
        try await test.owner.first(.system, CountLookbacks()) ?? -1
    }
}

extension FeedTransaction {
    static func refused(
        _ frame: FrameReference,
        number: Int64,
        digest: [UInt8] = [1, 2],
        state: String? = nil,
        round: Int32 = 0,
        stop: FrameReference? = nil
    ) -> FeedTransaction {
        FeedTransaction(
            frame: frame,
            transactionID: number,
            observerTransactionID: stop.map { _ in 7 },
            startDigest: digest,
            state: state ?? (stop == nil ? "untold" : "stop_untold"),
            reason: "refused: InternalError",
            told: 0,
            skipped: 1,
            refused: 1,
            stop: stop,
            round: round,
            again: nil
        )
    }
}

private struct SilenceNode: Statement {
    static let sql = """
        UPDATE observer_nodes SET alive_until = clock_timestamp() - interval '1 second' WHERE node_id = $1
        """
    static let sample = SilenceNode(node: 1)
    let node: Int32

    func bind(to values: inout Bindings) { values.append(node) }
}

struct AgeObserver: Statement {
    static let sql = "UPDATE charge_point_observers SET since_at = $2 WHERE id = $1"
    static let sample = AgeObserver(id: ObserverID(1), since: Timestamp(seconds: 0))
    let id: ObserverID
    let since: Timestamp

    func bind(to values: inout Bindings) {
        values.append(id)
        values.append(since)
    }
}

private struct CountLookbacks: Statement {
    static let sql = "SELECT count(*) FROM observer_lookbacks"
    static let sample = CountLookbacks()

    static func decode(_ row: inout RowReader) throws -> Int { try row.next() }
}

struct DropLookbacks: Statement {
    static let sql = "DELETE FROM observer_lookbacks"
    static let sample = DropLookbacks()
}
