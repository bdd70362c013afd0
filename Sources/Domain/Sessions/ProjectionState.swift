import OCPP
package import Values

/// What the projection remembers of a charge point beside its sessions; small, and stored with every batch.
package struct ProjectionState: Hashable, Sendable {
    /// A StartTransaction whose answer has not been seen yet.
    package struct PendingStart: Hashable, Sendable {
        /// The connection it came on.
        package let connectionID: Int64
        /// Its message id.
        package let messageID: String
        /// Its payload as received.
        package let payload: JSON
        /// Its frame.
        package let reference: FrameReference

        /// The session that an event of OCPP 2.0.1 belongs to.
        package var sessionKey: String? { payload["session"]?.stringValue }
    }

    /// What happened last on a connector.
    package struct Connector: Hashable, Sendable {
        /// The session that is open on it.
        package var openKey: String?
        /// The register at its last stop.
        package var lastRegister: Energy?
        /// When its last session stopped.
        package var lastStoppedAt: Timestamp?
    }

    /// Starts waiting for their answers, oldest first.
    package var pendingStarts: [PendingStart] = []
    /// By connector.
    package var connectors: [Int64: Connector] = [:]
    /// The events of OCPP 2.0.1 that were seen, by session.
    package var events: [String: Events] = [:]

    /// The most starts that wait; a charge point has one call outstanding, so more are forgotten ones.
    package static let maxPendingStarts = 16

    package init() {}

    /// The keys of open sessions.
    package var openKeys: [String] { connectors.values.compactMap(\.openKey) }

    /// The keys of sessions that frames to come may touch without naming them.
    package var wantedKeys: [String] { openKeys + pendingStarts.compactMap(\.sessionKey) }
}

extension ProjectionState {
    /// The state as stored.
    package var json: JSON {
        .dictionary([
            "pending": .array(pendingStarts.map(\.json)),
            "connectors": .object(
                connectors.sorted { $0.key < $1.key }.map { JSONMember(name: "\($0.key)", value: $0.value.json) }
            ),
            "events": .object(
                events.sorted { $0.key < $1.key }.map { JSONMember(name: $0.key, value: $0.value.json) }
            ),
        ])
    }

    /// Reads the state as stored; what is missing is empty.
    package init(json: JSON) {
        pendingStarts = (json["pending"]?.arrayValue ?? []).compactMap(PendingStart.init(json:))
        for member in json["connectors"]?.objectValue ?? [] {
            guard let id = Int64(member.name) else { continue }
            connectors[id] = Connector(json: member.value)
        }
        for member in json["events"]?.objectValue ?? [] { events[member.name] = Events(json: member.value) }
    }
}

extension ProjectionState.PendingStart {
    fileprivate var json: JSON {
        .dictionary([
            "connection": .integer(connectionID), "message": .string(messageID), "payload": payload,
            "node": .integer(reference.nodeID), "sequence": .integer(reference.sequence),
            "received_at": .integer(reference.receivedAt.microseconds),
        ])
    }

    fileprivate init?(json: JSON) {
        guard let connection = json["connection"]?.integerValue, let message = json["message"]?.stringValue,
            let payload = json["payload"], let node = json["node"]?.integerValue.flatMap({ Int32(exactly: $0) }),
            let sequence = json["sequence"]?.integerValue, let received = json["received_at"]?.integerValue
        else { return nil }
        let reference = FrameReference(
            nodeID: node,
            sequence: sequence,
            receivedAt: Timestamp(microseconds: received)
        )
        self.init(connectionID: connection, messageID: message, payload: payload, reference: reference)
    }
}

extension ProjectionState.Connector {
    fileprivate var json: JSON {
        .dictionary([
            "open": .text(openKey),
            "register": lastRegister.map { .integer($0.thousandthsWh) } ?? .null,
            "stopped_at": lastStoppedAt.map { .integer($0.microseconds) } ?? .null,
        ])
    }

    fileprivate init(json: JSON) {
        openKey = json["open"]?.stringValue
        lastRegister = json["register"]?.integerValue.map { Energy(thousandthsWh: $0) }
        lastStoppedAt = json["stopped_at"]?.integerValue.map { Timestamp(microseconds: $0) }
    }
}
