import Domain
import OCPPServer
import Postgres
import Synchronization
import Values

/// How the node that holds a charge point is asked to let go of it when it comes to this one.
final class NodeRooms: Sendable {
    /// How long an answer is waited for; who is asked is alive, and may be very busy.
    ///
    /// Seen twice, a charge point is refused by many a back-office; seen late, it only waits.
    private static let patience = Duration.seconds(15)
    /// How long the database is waited for that knows who holds it; one that is away keeps no charge point waiting.
    private static let readingPatience = Duration.seconds(2)
    /// How long it is believed that there are no other nodes: less than one needs to start and take a charge point.
    private static let solitude = Duration.milliseconds(500)

    private let database: Database
    private let nodeID: Int32
    /// When no other node was alive last.
    private let wasAlone = Mutex<ContinuousClock.Instant?>(nil)
    /// Those who wait for an answer, by its token, with the node that is asked.
    private let waiting = Mutex<[Int64: (node: Int32, continuation: AsyncStream<Bool>.Continuation)]>([:])

    init(database: Database, nodeID: Int32) {
        self.database = database
        self.nodeID = nodeID
    }

    /// Asks the node that holds a charge point to let go of it; returns when it has, or after a moment.
    func ask(for id: ChargePointID, of operatorID: OperatorID, showing credentials: [UInt8]) async {
        guard let node = await holder(of: id, operatorID) else { return }
        let token = Int64.random(in: 1...Int64.max)
        let (stream, continuation) = AsyncStream<Bool>.makeStream(bufferingPolicy: .bufferingNewest(1))
        waiting.withLock { $0[token] = (node, continuation) }
        tell(.ask(id, node: node, token: token, credentials: credentials))
        // Without an answer it goes on: the older connection is closed when its node hears of the newer one.
        _ = await NodeRooms.first(within: NodeRooms.patience) {
            for await _ in stream { return true }
            return false
        }
        waiting.withLock { $0[token] = nil }
    }

    /// The other node that holds a charge point, as the database knows; none when that does not say so in time.
    private func holder(of id: ChargePointID, _ operatorID: OperatorID) async -> Int32? {
        let now = ContinuousClock.now
        if let alone = wasAlone.withLock({ $0 }), now - alone < NodeRooms.solitude { return nil }
        let (database, nodeID) = (database, nodeID)
        let found = await NodeRooms.first(within: NodeRooms.readingPatience) {
            try? await database.read(.system) { tx -> Holding in
                guard try await NodeHolders.areOthers(.system, than: nodeID, in: tx) else { return .alone }
                return .by(try await NodeHolders.holder(.system, of: id, operatorID, besides: nodeID, in: tx))
            }
        }
        switch found {
        case .by(let node): return node
        case .alone:
            wasAlone.withLock { $0 = now }
            return nil
        case nil: return nil
        }
    }

    private enum Holding {
        case alone
        case by(Int32?)
    }

    /// What is found; `nil` when that takes too long.
    private static func first<Found: Sendable>(
        within patience: Duration,
        _ find: @escaping @Sendable () async -> Found?
    ) async -> Found? {
        await withTaskGroup(of: Found?.self) { group in
            group.addTask { await find() }
            group.addTask {
                do { try await Task.sleep(for: patience) } catch {}
                return nil
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }

    /// Takes what another node said.
    func heard(_ notice: RoomNotice, _ gateway: Gateway) {
        switch notice {
        case .ask(let id, let node, let token, let credentials):
            guard node == nodeID else { return }
            Task {
                let isGone = await gateway.makeRoom(for: id, showing: credentials)
                tell(isGone ? .left(token: token) : .kept(token: token))
            }
        case .left(let token), .kept(let token): waiting.withLock { $0[token] }?.continuation.yield(true)
        case .over(let node):
            let asked = waiting.withLock { all in all.values.filter { $0.node == node } }
            for one in asked { one.continuation.yield(true) }
        }
    }

    /// Says that this node has let go of all its charge points, so that nobody waits for its answer.
    func leave() async {
        let notice = RoomNotice.over(node: nodeID)
        do { try await database.write(.system) { try await notice.tell(.system, in: $0) } } catch {
            // Who asked goes on after a moment.
        }
    }

    /// A database that is away keeps nobody waiting: whoever asked goes on after a moment.
    private func tell(_ notice: RoomNotice) {
        let database = database
        Task { try await database.write(.system) { try await notice.tell(.system, in: $0) } }
    }
}
