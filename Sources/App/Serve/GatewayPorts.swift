import Domain
import OCPP
import OCPPServer
import Postgres
import Synchronization
import Values

/// Connects the gateway with the domain: tables in, frames, outcomes and states out.
final class GatewayPorts: ChargePointDirectory, TransactionIDSource, StartHistory, FrameStore,
    CommandSink, LiveStatusSink, RelayEventSink
{
    let database: Database
    let nodeID: Int32
    private let box: SecretBox
    private let frames: Frames
    /// The connections that the other nodes were told of, by when they began.
    private let announced = Mutex<[ChargePointID: Timestamp]>([:])
    private let rooms: NodeRooms
    private let watchers = Mutex<[AsyncStream<Void>.Continuation]>([])

    init(database: Database, frames: Frames, nodeID: Int32, box: SecretBox) {
        self.database = database
        self.frames = frames
        self.nodeID = nodeID
        self.box = box
        rooms = NodeRooms(database: database, nodeID: nodeID)
    }

    // MARK: Tables

    /// Says that charge points or tokens may have changed.
    func directoryChanged() {
        watchers.withLock { for watcher in $0 { watcher.yield() } }
    }

    func listingChanges() async -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        watchers.withLock { $0.append(continuation) }
        return stream
    }

    func loadListing() async throws -> ChargePointListing {
        let snapshot = try await database.read(.system) { tx in
            try await ChargePointDirectorySnapshot.load(.system, in: tx)
        }
        return ChargePointListing(
            chargePoints: registered(snapshot) + unknown(snapshot),
            authorities: snapshot.authorities,
            defaults: defaults(snapshot),
            authorizations: authorizations(snapshot)
        )
    }

    private func registered(_ snapshot: ChargePointDirectorySnapshot) -> [RegisteredChargePoint] {
        let relays = Dictionary(
            snapshot.relays.map { ($0.chargePointID, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        return snapshot.chargePoints.map { entry in
            RegisteredChargePoint(
                id: entry.id,
                operatorID: entry.operatorID,
                identity: entry.identity,
                keyHash: entry.keyHash,
                heartbeatSeconds: Int64(entry.heartbeatSeconds),
                toleratesMissingSubprotocol: entry.toleratesNoSubprotocol,
                needsCertificate: entry.needsCertificate,
                relay: relays[entry.id].flatMap(route),
                nextKeyHash: entry.nextKeyHash
            )
        }
    }

    private func route(_ entry: ChargePointDirectorySnapshot.RelayEntry) -> RelayRoute? {
        guard let address = UpstreamAddress(entry.url) else { return nil }
        return RelayRoute(
            upstreamID: entry.upstreamID,
            address: address,
            authorization: authorization(entry),
            forwardsQuery: entry.forwardsQuery,
            trustedAuthorities: entry.trustedAuthorities.isEmpty ? nil : entry.trustedAuthorities,
            absence: entry.absence.mode == .pass
                ? .pass
                : .outbox(
                    acceptsUnknownTokens: entry.absence.acceptsUnknownTokens,
                    bootsAgain: entry.absence.bootsAgain
                )
        )
    }

    private func authorization(_ entry: ChargePointDirectorySnapshot.RelayEntry) -> RelayRoute.Authorization {
        switch entry.authorizationMode {
        case .pass: return .pass
        case .none: return .none
        case .replace:
            let field = entry.sealedAuthorization.flatMap {
                box.open($0, for: Relays.sealedPlace(entry.chargePointID))
            }
            // Sealed under another secret: the back-office will say that it wants credentials.
            return field.map { .replace($0) } ?? .none
        }
    }

    private func authorizations(_ snapshot: ChargePointDirectorySnapshot) -> AuthorizationTable {
        var operators = snapshot.acceptsUnknownTokens.mapValues { accepts in
            AuthorizationTable.Operator(entries: [:], unknownTokens: accepts ? .accepted : .invalid)
        }
        for token in snapshot.tokens {
            operators[token.operatorID]?.entries[token.uid.lowercased()] = AuthorizationTable.Entry(
                status: token.isBlocked ? .blocked : .accepted,
                expiryDate: token.expiresAt,
                parentIdTag: token.parentUID
            )
        }
        return AuthorizationTable(operators: operators)
    }

    // MARK: Transactions and frames

    func reserveTransactionIDs(count: Int32) async throws -> ClosedRange<Int32> {
        try await frames.reserveTransactionIDs(count: count)
    }

    func recentStarts(limit: Int) async throws -> [KnownStart] {
        try await frames.recentStarts(limit: limit).compactMap { start in
            guard let id = Int32(exactly: start.transactionID) else { return nil }
            var request = OCPP16.StartTransaction.Request(
                connectorId: start.connectorID,
                idTag: start.idTag,
                meterStart: start.meterStart ?? .zero,
                timestamp: start.startedAt
            )
            request.meterStart = start.meterStart
            return KnownStart(
                chargePointID: start.chargePointID,
                request: StartKey(request),
                transactionID: id,
                isStopped: start.isStopped
            )
        }
    }

    func store(_ spooled: [SpooledFrame]) async throws {
        try await frames.store(
            spooled.map { frame in
                StoredFrame(
                    operatorID: frame.heading.operatorID,
                    chargePointID: frame.heading.chargePointID,
                    reference: FrameReference(
                        nodeID: nodeID,
                        sequence: frame.sequence,
                        receivedAt: frame.heading.receivedAt
                    ),
                    connectionID: frame.heading.connectionID,
                    isOutgoing: frame.heading.sender == .centralSystem,
                    passage: frame.heading.route.passage,
                    payload: frame.payload,
                    promise: frame.heading.promise.map { StoredPromise($0, onNode: nodeID) }
                )
            }
        )
    }

    // MARK: Relay

    func record(_ events: [RelayEvent]) async throws {
        try await database.write(.system) { tx in
            for event in events {
                let notice = RelayNotice(
                    chargePointID: event.chargePointID,
                    upstreamID: event.upstreamID,
                    code: event.code,
                    detail: event.detail,
                    at: event.at
                )
                try await Relays.record(
                    .system,
                    notice,
                    of: event.operatorID,
                    newKey: event.newKey.flatMap { try? ChargePointKey(given: $0) },
                    box: self.box,
                    in: tx
                )
            }
        }
    }

    // MARK: Commands and states

    func report(_ reports: [CommandReport]) async throws {
        let answers = reports.map { report in
            CommandAnswer(
                operatorID: report.operatorID,
                id: report.commandID,
                state: report.outcome.state,
                answer: report.outcome.json,
                at: report.at,
                isUnsent: report.outcome == .notSent
            )
        }
        try await database.write(.system) { tx in try await Commands.record(.system, answers, in: tx) }
    }

    func update(_ statuses: [LiveStatus]) async throws {
        let now = SystemClock.now()
        let updates = statuses.map { status in
            ChargePointStateUpdate(
                operatorID: status.operatorID,
                chargePointID: status.chargePointID,
                state: ChargePointState(status, now: now)
            )
        }
        let notices = news(of: statuses)
        try await database.write(.system) { tx in
            try await ChargePointStates.store(.system, updates, node: self.nodeID, in: tx)
            try await ChargePointStates.announce(.system, notices, in: tx)
            for status in statuses {
                guard let key = status.shownNextKey, status.connectedSince != nil else { continue }
                let (id, operatorID) = (status.chargePointID, status.operatorID)
                try await KeyRenewals.came(.system, id, of: operatorID, with: key, in: tx)
            }
        }
        announced.withLock { known in
            for notice in notices { known[notice.chargePointID] = notice.connectedAt }
        }
    }

    /// Connections that the other nodes have not been told of.
    private func news(of statuses: [LiveStatus]) -> [ConnectionNotice] {
        let known = announced.withLock { $0 }
        return statuses.compactMap { status in
            guard let since = status.connectedSince, known[status.chargePointID] != since else { return nil }
            return ConnectionNotice(chargePointID: status.chargePointID, nodeID: nodeID, connectedAt: since)
        }
    }

    /// Closes a connection whose charge point has connected to another node since.
    ///
    /// One that the others were told of before is the older one, whatever the clocks of the nodes say.
    func heard(_ notice: ConnectionNotice, _ gateway: Gateway) {
        guard notice.nodeID != nodeID, let own = gateway.liveStatus(of: notice.chargePointID)?.connectedSince else {
            return
        }
        let wasTold = announced.withLock { $0[notice.chargePointID] } == own
        if wasTold || own < notice.connectedAt { gateway.evict(notice.chargePointID) }
    }
}

// MARK: Other nodes

extension GatewayPorts {
    func makeRoomElsewhere(_ chargePoint: RegisteredChargePoint, showing credentials: [UInt8]) async {
        await rooms.ask(for: chargePoint.id, of: chargePoint.operatorID, showing: credentials)
    }

    /// Says to the other nodes that this one has let go of all its charge points.
    func leaveRooms() async { await rooms.leave() }

    /// Takes what another node said of room for a charge point.
    func heard(_ notice: RoomNotice, _ gateway: Gateway) {
        rooms.heard(notice, gateway)
    }
}

extension CommandOutcome {
    fileprivate var state: CommandState {
        switch self {
        case .answered: .answered
        case .timedOut: .expired
        case .refused, .disconnected, .notSent: .failed
        }
    }

    /// What the page shows as the answer.
    fileprivate var json: JSON {
        switch self {
        case .answered(let payload): payload
        case .refused(let code, let reason):
            .dictionary(["error": .string(code.rawValue), "reason": .string(reason)])
        case .timedOut: .dictionary(["error": .string("timeout")])
        case .disconnected: .dictionary(["error": .string("disconnected")])
        case .notSent: .dictionary(["error": .string("not_sent")])
        }
    }
}

extension ChargePointState {
    fileprivate init(_ status: LiveStatus, now: Timestamp) {
        var boot = BootReport()
        if let said = status.boot {
            boot.vendor = said.chargePointVendor
            boot.model = said.chargePointModel
            boot.serialNumber = said.chargePointSerialNumber ?? said.chargeBoxSerialNumber ?? ""
            boot.boxSerialNumber = said.chargeBoxSerialNumber ?? ""
            boot.firmware = said.firmwareVersion ?? ""
            boot.meterType = said.meterType ?? ""
            boot.meterSerial = said.meterSerialNumber ?? ""
            boot.bootedAt = status.connectedSince
        }
        self.init(
            connectedAt: status.connectedSince,
            disconnectedAt: status.connectedSince == nil ? now : nil,
            lastMessageAt: status.lastMessageAt,
            boot: boot,
            connectors: status.connectors.map { number, state in
                ConnectorReport(
                    number: Int32(clamping: number),
                    status: state.status.rawValue,
                    errorCode: state.errorCode.rawValue,
                    at: state.since
                )
            },
            spoken: status.spoken.rawValue
        )
    }
}
