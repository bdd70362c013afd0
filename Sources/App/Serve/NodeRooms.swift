import Domain
import OCPPServer
import Postgres
import Synchronization
import Values

/// Which charge points the other nodes hold, as these told, and how one of them is asked to let go of one.
final class NodeRooms: Sendable {
    /// How long an answer is waited for; a node that died gives none, and the charge point waits meanwhile.
    private static let patience = Duration.seconds(2)

    private let database: Database
    private let nodeID: Int32
    private let holders = Mutex<[ChargePointID: Int32]>([:])
    /// Those who wait for an answer, by its token.
    private let waiting = Mutex<[Int64: AsyncStream<Bool>.Continuation]>([:])

    init(database: Database, nodeID: Int32) {
        self.database = database
        self.nodeID = nodeID
    }

    /// Learns at its start which nodes hold which charge points; what these told since counts.
    func learn(_ stored: [ChargePointID: Int32]) {
        holders.withLock { $0.merge(stored) { told, _ in told } }
    }

    /// The other node that holds a charge point, as far as is known.
    func holder(of id: ChargePointID) -> Int32? { holders.withLock { $0[id] } }

    /// Notes that a charge point connected to a node, this one or another.
    func heard(_ notice: ConnectionNotice) {
        holders.withLock { $0[notice.chargePointID] = notice.nodeID == nodeID ? nil : notice.nodeID }
    }

    /// Asks the node that holds a charge point to let go of it; returns when it has, or after a moment.
    func ask(for id: ChargePointID, showing credentials: [UInt8]) async {
        guard let node = holders.withLock({ $0[id] }) else { return }
        let token = Int64.random(in: 1...Int64.max)
        let (stream, continuation) = AsyncStream<Bool>.makeStream(bufferingPolicy: .bufferingNewest(1))
        waiting.withLock { $0[token] = continuation }
        tell(.ask(id, node: node, token: token, credentials: credentials))
        let isGone = await NodeRooms.first(of: stream)
        waiting.withLock { $0[token] = nil }
        // A node that says nothing is dead, and not asked again.
        if isGone ?? true { holders.withLock { if $0[id] == node { $0[id] = nil } } }
    }

    /// What is said first; `nil` when nothing is said for too long.
    private static func first(of stream: AsyncStream<Bool>) async -> Bool? {
        await withTaskGroup(of: Bool?.self) { group in
            group.addTask {
                for await word in stream { return word }
                return nil
            }
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
        case .left(let token): waiting.withLock { $0[token] }?.yield(true)
        case .kept(let token): waiting.withLock { $0[token] }?.yield(false)
        case .over(let node): holders.withLock { all in all = all.filter { $0.value != node } }
        }
    }

    /// Says that this node has let go of all its charge points, so that nobody asks it for them.
    func leave() async {
        let notice = RoomNotice.over(node: nodeID)
        do { try await database.write(.system) { try await notice.tell(.system, in: $0) } } catch {
            // The others find out by asking in vain.
        }
    }

    /// A database that is away keeps nobody waiting: whoever asked goes on after a moment.
    private func tell(_ notice: RoomNotice) {
        let database = database
        Task { try await database.write(.system) { try await notice.tell(.system, in: $0) } }
    }
}
