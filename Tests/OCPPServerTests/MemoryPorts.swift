import Crypto
import OCPP
import OCPPServer
import Synchronization
import Values

/// The gateway's surroundings in memory.
final class MemoryPorts: ChargePointDirectory, TransactionIDSource, StartHistory, FrameStore,
    CommandSink, LiveStatusSink, RefusalSink, RelayEventSink, OutboxStore
{
    struct Away: Error {}

    struct State {
        var chargePoints: [RegisteredChargePoint]
        var table: AuthorizationTable
        var starts: [KnownStart] = []
        var nextNumber: Int32 = 1
        /// The last transaction number that can be reserved.
        var lastNumber = Int32.max
        var frames: [Int64: SpooledFrame] = [:]
        var deliveries = 0
        var isAway = false
        /// The authorities that operator 1 trusts, PEM.
        var authorities: [String] = []
        var reports: [CommandReport] = []
        var statuses: [ChargePointID: LiveStatus] = [:]
        var refusals: [HandshakeRefusal] = []
        var events: [RelayEvent] = []
        var nextProvisionalNumber: Int64 = 1_900_000_000
        var news = UpstreamNews()
        var defaults = DefaultUpstreams()
        /// Unknown charge points that were kept, with where they came from.
        var kept: [(chargePoint: RegisteredChargePoint, address: String)] = []
        /// How many unknown charge points may be kept.
        var room = 10
        var lastID: Int64 = 1_000
        /// How often charge points and tokens were read.
        var listings = 0
    }

    private let state: Mutex<State>
    private let directoryChanges = AsyncStream.makeStream(of: Void.self)

    init(_ chargePoints: [RegisteredChargePoint], tokens: [String: AuthorizationTable.Entry] = [:]) {
        let table = AuthorizationTable(
            operators: [OperatorID(1): .init(entries: tokens, unknownTokens: .invalid)]
        )
        state = Mutex(State(chargePoints: chargePoints, table: table))
    }

    /// The frames that were stored, in order.
    var frames: [SpooledFrame] { state.withLock { $0.frames.values.sorted { $0.sequence < $1.sequence } } }

    /// The first outcome of each command that was reported.
    var outcomes: [Int64: CommandOutcome] {
        state.withLock { state in
            Dictionary(state.reports.map { ($0.commandID.rawValue, $0.outcome) }) { first, _ in first }
        }
    }

    /// The live state of a charge point as last handed over.
    func status(of id: Int64) -> LiveStatus? { state.withLock { $0.statuses[ChargePointID(id)] } }

    /// The refusals that were handed over.
    var refusals: [HandshakeRefusal] { state.withLock { $0.refusals } }

    func record(_ refusals: [HandshakeRefusal]) async throws {
        state.withLock { $0.refusals += refusals }
    }

    func change(_ body: (inout State) -> Void) {
        state.withLock { body(&$0) }
    }

    /// How often charge points and tokens were read.
    var listings: Int { state.withLock { $0.listings } }

    /// Tells that charge points or tokens changed.
    func notifyDirectory() {
        directoryChanges.continuation.yield()
    }

    func loadListing() async throws -> ChargePointListing {
        state.withLock { state in
            state.listings += 1
            return ChargePointListing(
                chargePoints: state.chargePoints,
                authorities: [OperatorID(1): state.authorities],
                defaults: state.defaults,
                authorizations: state.table
            )
        }
    }

    func listingChanges() async -> AsyncStream<Void> { directoryChanges.stream }

    func reserveChargePoint() async throws -> ChargePointID {
        try state.withLock { state in
            if state.isAway { throw Away() }
            state.lastID += 1
            return ChargePointID(state.lastID)
        }
    }

    func keep(_ unknown: RegisteredChargePoint, from remoteAddress: String) async throws -> Bool {
        try state.withLock { state in
            if state.isAway { throw Away() }
            guard state.kept.count < state.room else { return false }
            state.kept.append((unknown, remoteAddress))
            return true
        }
    }

    /// The unknown charge points that were kept.
    var kept: [(chargePoint: RegisteredChargePoint, address: String)] { state.withLock { $0.kept } }

    func reserveTransactionIDs(count: Int32) async throws -> ClosedRange<Int32> {
        try state.withLock { state in
            let first = state.nextNumber
            guard count <= state.lastNumber - first else { throw Away() }
            state.nextNumber += count
            return first...(first + count - 1)
        }
    }

    func recentStarts(limit: Int) async throws -> [KnownStart] { state.withLock { $0.starts } }

    func store(_ frames: [SpooledFrame]) async throws {
        try state.withLock { state in
            if state.isAway { throw Away() }
            state.deliveries += frames.count
            for frame in frames { state.frames[frame.sequence] = frame }
        }
    }

    func report(_ reports: [CommandReport]) async throws {
        state.withLock { $0.reports += reports }
    }

    /// What was noticed of back-offices.
    var events: [RelayEvent] { state.withLock { $0.events } }

    func record(_ events: [RelayEvent]) async throws {
        state.withLock { $0.events += events }
    }

    // The outbox is what the frames in the spool say: nothing of it is stored before they are.
    func loadOutbox(of chargePoints: [ChargePointID]?) async throws -> [StoredOutboxItem] { [] }
    func storedSequence() async throws -> Int64 { -1 }

    func payload(of call: OutboxKey, at: Timestamp, from: FrameHeading) async throws -> [UInt8]? {
        state.withLock { $0.frames[call.sequence]?.payload }
    }

    func reserveProvisionalNumbers() async throws -> ClosedRange<Int64> {
        state.withLock { state in
            state.nextProvisionalNumber += 100
            return (state.nextProvisionalNumber - 100)...(state.nextProvisionalNumber - 1)
        }
    }

    func loadUpstreamNews() async throws -> UpstreamNews { state.withLock { $0.news } }

    func learn(_ news: UpstreamNews) async throws {
        state.withLock { state in
            state.news.verdicts += news.verdicts
            state.news.acceptances += news.acceptances
        }
    }

    func update(_ statuses: [LiveStatus]) async throws {
        state.withLock { state in
            for status in statuses { state.statuses[status.chargePointID] = status }
        }
    }
}

extension RegisteredChargePoint {
    /// A charge point with the key `secret`.
    static func named(_ identity: String, id: Int64 = 1, lenient: Bool = false) -> RegisteredChargePoint {
        RegisteredChargePoint(
            id: ChargePointID(id),
            operatorID: OperatorID(1),
            identity: identity,
            keyHash: Array(SHA256.hash(data: Array("secret".utf8))),
            heartbeatSeconds: 120,
            toleratesMissingSubprotocol: lenient
        )
    }
}
