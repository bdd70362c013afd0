import Domain
import OCPP
import OCPPServer
import Postgres
import Values

extension GatewayPorts: OutboxStore {
    func loadOutbox(of chargePoints: [ChargePointID]?) async throws -> [StoredOutboxItem] {
        let messages = try await database.read(.system) {
            try await RelayOutbox.load(.system, of: chargePoints, at: SystemClock.now(), in: $0)
        }
        return messages.compactMap { message in
            guard let state = OutboxItem.State(rawValue: message.state) else { return nil }
            return StoredOutboxItem(
                place: OutboxPlace(chargePointID: message.chargePointID, upstreamID: message.upstreamID),
                item: OutboxItem(message, state)
            )
        }
    }

    func storedSequence() async throws -> Int64 {
        try await database.read(.system) { try await RelayOutbox.storedSequence(.system, of: self.nodeID, in: $0) }
    }

    func payload(of call: OutboxKey, at receivedAt: Timestamp, from heading: FrameHeading) async throws -> [UInt8]? {
        let reference = FrameReference(nodeID: call.nodeID, sequence: call.sequence, receivedAt: receivedAt)
        return try await database.read(.system) { tx in
            try await RelayOutbox.payload(
                .system,
                of: heading.chargePointID,
                operatorID: heading.operatorID,
                reference,
                in: tx
            )
        }
    }

    func reserveProvisionalNumbers() async throws -> ClosedRange<Int64> {
        try await database.write(.system) { try await RelayOutbox.reserveNumbers(.system, in: $0) }
    }

    func loadUpstreamNews() async throws -> UpstreamNews {
        try await database.read(.system) { tx in
            let verdicts = try await UpstreamKnowledge.verdicts(.system, in: tx)
            let acceptances = try await UpstreamKnowledge.acceptances(.system, in: tx)
            return UpstreamNews(
                verdicts: verdicts.compactMap(UpstreamNews.Verdict.init),
                acceptances: acceptances.map(UpstreamNews.Acceptance.init)
            )
        }
    }

    func learn(_ news: UpstreamNews) async throws {
        let verdicts = news.verdicts.map(UpstreamKnowledge.Verdict.init)
        let acceptances = news.acceptances.map(UpstreamKnowledge.Acceptance.init)
        try await database.write(.system) {
            try await UpstreamKnowledge.learn(.system, verdicts, acceptances, in: $0)
        }
    }
}

extension FrameRoute {
    /// The same for the domain.
    var passage: StoredFrame.Passage {
        switch self {
        case .direct: .direct
        case .relayed: .relayed
        case .answeredHere: .answeredHere
        case .upstream: .upstream
        }
    }
}

extension StoredPromise {
    init(_ promise: OutboxPromise, onNode nodeID: Int32) {
        self.init(
            call: FrameReference(
                nodeID: nodeID,
                sequence: promise.callSequence,
                receivedAt: promise.callReceivedAt
            ),
            upstreamID: promise.upstreamID,
            action: promise.action,
            subject: promise.subject,
            transactionID: promise.transactionID,
            upstreamTransactionID: promise.upstreamTransactionID,
            wasSent: promise.wasSent
        )
    }
}

extension OutboxItem {
    fileprivate init(_ message: OutboxMessage, _ state: State) {
        self.init(
            key: OutboxKey(nodeID: message.name.nodeID, sequence: message.name.sequence),
            receivedAt: message.receivedAt,
            action: message.action,
            subject: message.subject,
            transactionID: message.transactionID,
            upstreamTransactionID: message.upstreamTransactionID,
            round: Int(message.round),
            attempts: Int(message.attempts),
            state: state,
            reason: message.reason,
            payload: message.payload
        )
    }
}

extension UpstreamNews.Verdict {
    fileprivate init?(_ stored: UpstreamKnowledge.Verdict) {
        guard let status = OCPP16.AuthorizationStatus(rawValue: stored.status) else { return nil }
        self.init(
            operatorID: stored.operatorID,
            upstreamID: stored.upstreamID,
            idTag: stored.idTag,
            status: status,
            expiryDate: stored.expiresAt,
            parentIdTag: stored.parentIDTag,
            learnedAt: stored.learnedAt
        )
    }
}

extension UpstreamKnowledge.Verdict {
    fileprivate init(_ learned: UpstreamNews.Verdict) {
        self.init(
            operatorID: learned.operatorID,
            upstreamID: learned.upstreamID,
            idTag: learned.idTag,
            status: learned.status.rawValue,
            expiresAt: learned.expiryDate,
            parentIDTag: learned.parentIdTag,
            learnedAt: learned.learnedAt
        )
    }
}

extension UpstreamNews.Acceptance {
    fileprivate init(_ stored: UpstreamKnowledge.Acceptance) {
        self.init(
            operatorID: stored.operatorID,
            place: OutboxPlace(chargePointID: stored.chargePointID, upstreamID: stored.upstreamID),
            acceptedAt: stored.acceptedAt,
            credentials: stored.credentials,
            bootInterval: stored.bootInterval,
            boot: stored.boot,
            subprotocol: stored.subprotocol
        )
    }
}

extension UpstreamKnowledge.Acceptance {
    fileprivate init(_ learned: UpstreamNews.Acceptance) {
        self.init(
            operatorID: learned.operatorID,
            upstreamID: learned.place.upstreamID,
            chargePointID: learned.place.chargePointID,
            acceptedAt: learned.acceptedAt,
            credentials: learned.credentials,
            bootInterval: learned.bootInterval,
            boot: learned.boot,
            subprotocol: learned.subprotocol
        )
    }
}
