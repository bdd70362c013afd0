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
        /// When its last session stopped, by stamps that may be true and never after their receipt.
        package var lastStoppedAt: Timestamp?
    }

    /// A message about a session that was taken, so that it is known when it comes again.
    package struct Taken: Hashable, Sendable {
        /// What identifies its content.
        package let digest: String
        /// The session it went to; empty when it belonged to none.
        package let key: String
    }

    /// Starts waiting for their answers, oldest first.
    package var pendingStarts: [PendingStart] = []
    /// By connector.
    package var connectors: [Int64: Connector] = [:]
    /// The events of OCPP 2.0.1 that were seen, by session.
    package var events: [String: Events] = [:]

    /// The latest stops and readings, oldest first.
    package var taken: [Taken] = []
    /// Keys of sessions whose transaction id had been used before, oldest first.
    package var reusedKeys: [String] = []

    /// Whether the charge point was last told a time far from that of the answer.
    package var isClockAstray = false

    /// The most starts that wait; a charge point has one call outstanding, so more are forgotten ones.
    package static let maxPendingStarts = 16
    /// The most messages remembered: a charge point sends again what was not answered, one call at a time.
    package static let maxTaken = 32
    /// The most sessions remembered under ids used before; ids are ours, so there is hardly ever one.
    package static let maxReusedKeys = 32

    package init() {}

    /// The keys of open sessions, by connector.
    package var openKeys: [String] { connectors.sorted { $0.key < $1.key }.compactMap(\.value.openKey) }

    /// The keys of sessions that frames to come may touch without naming them; among them empty ones.
    package var wantedKeys: [String] { openKeys + pendingStarts.compactMap(\.sessionKey) + taken.map(\.key) }

    /// The keys of sessions that a message about a transaction may belong to, as far as the id tells; oldest first.
    package func keys(ofTransaction id: Int64) -> [String] {
        [SessionKey.transaction(id)] + reusedKeys.filter { SessionKey.isReuse($0, of: id) }
    }

    /// Remembers a message.
    package mutating func remember(_ message: Taken) {
        taken.append(message)
        if taken.count > ProjectionState.maxTaken { taken.removeFirst() }
    }

    /// Remembers a session under an id used before.
    package mutating func remember(reusedKey key: String) {
        reusedKeys.append(key)
        if reusedKeys.count > ProjectionState.maxReusedKeys { reusedKeys.removeFirst() }
    }
}

extension ProjectionState {
    /// The state as the database stores it: as a text, since message ids and payloads may hold what `jsonb` refuses,
    /// such as U+0000 or a number beyond all bounds.
    package var stored: JSON { .string(json.description) }

    /// Reads the state as the database stores it.
    package init(stored: JSON) {
        let parsed = stored.stringValue.flatMap { try? JSON(parsing: Array($0.utf8)) }
        self.init(json: parsed ?? stored)
    }

    private var json: JSON {
        .dictionary([
            "pending": .array(pendingStarts.map(\.json)),
            "connectors": .object(
                connectors.sorted { $0.key < $1.key }.map { JSONMember(name: "\($0.key)", value: $0.value.json) }
            ),
            "events": .object(
                events.sorted { $0.key < $1.key }.map { JSONMember(name: $0.key, value: $0.value.json) }
            ),
            "taken": .array(taken.map { .array([.string($0.digest), .string($0.key)]) }),
            "reused": .array(reusedKeys.map(JSON.string)),
            "astray": .bool(isClockAstray),
        ])
    }

    /// What is missing is empty.
    private init(json: JSON) {
        pendingStarts = (json["pending"]?.arrayValue ?? []).compactMap(PendingStart.init(json:))
        for member in json["connectors"]?.objectValue ?? [] {
            guard let id = Int64(member.name) else { continue }
            connectors[id] = Connector(json: member.value)
        }
        for member in json["events"]?.objectValue ?? [] { events[member.name] = Events(json: member.value) }
        taken = (json["taken"]?.arrayValue ?? []).compactMap { entry in
            guard let digest = entry[0]?.stringValue, let key = entry[1]?.stringValue else { return nil }
            return Taken(digest: digest, key: key)
        }
        reusedKeys = (json["reused"]?.arrayValue ?? []).compactMap(\.stringValue)
        isClockAstray = json["astray"]?.boolValue ?? false
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
