package import OCPP
package import Values

// What the gateway needs from the rest of the program. None of it stands between a charge point and its answer:
// tables are loaded ahead and kept in memory, results are handed over behind.

/// A charge point as the gateway knows it.
package struct RegisteredChargePoint: Hashable, Sendable {
    /// The charge point.
    package var id: ChargePointID
    /// Its operator.
    package var operatorID: OperatorID
    /// Its OCPP identity: the last segment of its URL, decoded; upper and lower case differ.
    package var identity: String
    /// SHA-256 of the bytes of its key; `nil` refuses every key.
    package var keyHash: [UInt8]?
    /// SHA-256 of the key that it was told to take; opens beside the other until it has come with it.
    package var nextKeyHash: [UInt8]?
    /// Seconds between heartbeats, told at every BootNotification.
    package var heartbeatSeconds: Int64
    /// Whether it may connect without offering a subprotocol, as some firmware does.
    package var toleratesMissingSubprotocol: Bool
    /// Whether it signs in by a client certificate and by nothing else.
    package var needsCertificate: Bool
    /// Where its messages go on to; `nil` when it is ours.
    package var relay: RelayRoute?
    /// Whether nobody registered it: it goes through to a back-office, and is never answered here.
    package var isUnknown: Bool

    package init(
        id: ChargePointID,
        operatorID: OperatorID,
        identity: String,
        keyHash: [UInt8]?,
        heartbeatSeconds: Int64 = 300,
        toleratesMissingSubprotocol: Bool = false,
        needsCertificate: Bool = false,
        relay: RelayRoute? = nil,
        isUnknown: Bool = false,
        nextKeyHash: [UInt8]? = nil
    ) {
        self.id = id
        self.operatorID = operatorID
        self.identity = identity
        self.keyHash = keyHash
        self.heartbeatSeconds = heartbeatSeconds
        self.toleratesMissingSubprotocol = toleratesMissingSubprotocol
        self.needsCertificate = needsCertificate
        self.relay = relay
        self.isUnknown = isUnknown
        self.nextKeyHash = nextKeyHash
    }

    /// The key that it was told to take, when it was let in by it.
    var shownNextKey: [UInt8]? { keyHash == nextKeyHash ? nextKeyHash : nil }

    /// Whether who was let in as this charge point would be let in as the current one.
    package func isAdmitted(as current: RegisteredChargePoint) -> Bool {
        guard identity == current.identity, operatorID == current.operatorID,
            needsCertificate == current.needsCertificate
        else { return false }
        // Who shows a certificate shows no key, and a key that is passed on is the back-office's to judge.
        let showsNoKey = needsCertificate || (relay?.authorization == .pass && current.relay?.authorization == .pass)
        return showsNoKey || keyHash == current.keyHash || (keyHash != nil && keyHash == current.nextKeyHash)
    }
}

/// Where charge points go through to that nobody registered.
package struct DefaultUpstreams: Hashable, Sendable {
    /// The back-office of the identities that begin so.
    package struct Rule: Hashable, Sendable {
        package var operatorID: OperatorID
        package var beginning: String
        package var route: RelayRoute

        package init(operatorID: OperatorID, beginning: String, route: RelayRoute) {
            self.operatorID = operatorID
            self.beginning = beginning
            self.route = route
        }
    }

    /// No two beginnings overlap.
    package var rules: [Rule]
    /// Identities that are for none of them: refused ones and those of retired charge points.
    package var closed: Set<String>

    package init(rules: [Rule] = [], closed: Set<String> = []) {
        self.rules = rules
        self.closed = closed
    }

    /// The rule for an identity that nobody registered.
    func rule(for identity: String) -> Rule? {
        closed.contains(identity) ? nil : rules.first { identity.utf8.starts(with: $0.beginning.utf8) }
    }
}

/// Everything about charge points and tokens that a gateway keeps in memory, as it was in one moment.
package struct ChargePointListing: Sendable {
    /// All charge points of all operators.
    package var chargePoints: [RegisteredChargePoint]
    /// The trusted authorities of all operators, PEM; nobody is trusted unless somebody says so.
    package var authorities: [OperatorID: [String]]
    /// The default back-offices of all operators; no unknown charge point goes through unless somebody says so.
    package var defaults: DefaultUpstreams
    /// Who may charge.
    package var authorizations: AuthorizationTable

    package init(
        chargePoints: [RegisteredChargePoint],
        authorities: [OperatorID: [String]] = [:],
        defaults: DefaultUpstreams = DefaultUpstreams(),
        authorizations: AuthorizationTable
    ) {
        self.chargePoints = chargePoints
        self.authorizations = authorizations
        self.authorities = authorities
        self.defaults = defaults
    }
}

/// Where the registered charge points and tokens come from.
package protocol ChargePointDirectory: Sendable {
    /// All charge points and tokens with what goes with them; read once for every change.
    func loadListing() async throws -> ChargePointListing
    /// An element whenever something may have changed; ends when the source is gone.
    func listingChanges() async -> AsyncStream<Void>
    /// Has another node let go of a charge point that shows its back-office these credentials, by their SHA-256.
    ///
    /// Returns when its back-office does not see it any more, when no other node holds it, or after a moment.
    func makeRoomElsewhere(_ chargePoint: RegisteredChargePoint, showing credentials: [UInt8]) async
    /// An id that no other charge point will ever have.
    func reserveChargePoint() async throws -> ChargePointID
    /// Keeps an unknown charge point that its back-office took; durable when it returns `true`.
    ///
    /// `false` when it must not come in: known or refused by now, no rule any more, or too many wait.
    func keep(_ unknown: RegisteredChargePoint, from remoteAddress: String) async throws -> Bool
}

extension ChargePointDirectory {
    /// There is no other node unless somebody says so.
    package func makeRoomElsewhere(_ chargePoint: RegisteredChargePoint, showing credentials: [UInt8]) async {}
    package func reserveChargePoint() async throws -> ChargePointID { throw NobodyIsKept() }
    package func keep(_ unknown: RegisteredChargePoint, from remoteAddress: String) async throws -> Bool { false }
}

/// Unknown charge points are not kept here.
struct NobodyIsKept: Error {}

/// Who may charge.
package struct AuthorizationTable: Hashable, Sendable {
    /// What an operator says of a token it knows.
    package struct Entry: Hashable, Sendable {
        package var status: OCPP16.AuthorizationStatus
        /// From when on the token counts as expired.
        package var expiryDate: Timestamp?
        /// The group whose members may stop each other's transactions.
        package var parentIdTag: String?

        package init(
            status: OCPP16.AuthorizationStatus,
            expiryDate: Timestamp? = nil,
            parentIdTag: String? = nil
        ) {
            self.status = status
            self.expiryDate = expiryDate
            self.parentIdTag = parentIdTag
        }
    }

    /// One operator's tokens.
    package struct Operator: Hashable, Sendable {
        /// By id tag in lower case, since id tags do not tell the case of letters apart.
        package var entries: [String: Entry]
        /// The answer for every other token.
        package var unknownTokens: OCPP16.AuthorizationStatus

        package init(entries: [String: Entry], unknownTokens: OCPP16.AuthorizationStatus) {
            self.entries = entries
            self.unknownTokens = unknownTokens
        }
    }

    /// By operator; an operator that is missing accepts nobody.
    package var operators: [OperatorID: Operator]

    package init(operators: [OperatorID: Operator]) {
        self.operators = operators
    }
}

/// Where transaction numbers come from.
package protocol TransactionIDSource: Sendable {
    /// Reserves numbers that nobody else will ever get; durable when it returns.
    ///
    /// - Returns: Positive numbers, at least one.
    func reserveTransactionIDs(count: Int32) async throws -> ClosedRange<Int32>
}

/// A transaction that was begun and answered before.
package struct KnownStart: Hashable, Sendable {
    package var chargePointID: ChargePointID
    package var request: StartKey
    package var transactionID: Int32
    /// Whether its StopTransaction came.
    package var isStopped: Bool

    package init(chargePointID: ChargePointID, request: StartKey, transactionID: Int32, isStopped: Bool) {
        self.chargePointID = chargePointID
        self.request = request
        self.transactionID = transactionID
        self.isStopped = isStopped
    }
}

/// Where the transactions of the past come from.
package protocol StartHistory: Sendable {
    /// The latest starts that were answered, oldest first, from all frames that are stored, projected or not.
    ///
    /// - Parameter limit: How many are remembered; more would be forgotten again.
    /// - Returns: The starts with their numbers.
    /// - Throws: Whatever keeps them from being read; the gateway asks again.
    func recentStarts(limit: Int) async throws -> [KnownStart]
}

/// Where drained frames go.
package protocol FrameStore: Sendable {
    /// Stores frames durably, in order.
    ///
    /// Frames that are stored already, by node and sequence, change nothing: after a crash they come again.
    func store(_ frames: [SpooledFrame]) async throws
}

/// What became of a command.
package enum CommandOutcome: Hashable, Sendable {
    /// The charge point answered; the payload of its answer.
    case answered(JSON)
    /// The charge point answered with an error.
    case refused(CallErrorCode, String)
    /// No answer came in time.
    case timedOut
    /// The connection ended before the answer; whether the charge point did it is not known.
    case disconnected
    /// The command could not be recorded and was not sent.
    case notSent
}

/// A command with what became of it.
package struct CommandReport: Hashable, Sendable {
    package var commandID: CommandID
    package var operatorID: OperatorID
    package var chargePointID: ChargePointID
    package var outcome: CommandOutcome
    package var at: Timestamp

    package init(
        commandID: CommandID,
        operatorID: OperatorID,
        chargePointID: ChargePointID,
        outcome: CommandOutcome,
        at: Timestamp
    ) {
        self.commandID = commandID
        self.operatorID = operatorID
        self.chargePointID = chargePointID
        self.outcome = outcome
        self.at = at
    }
}

/// Where the outcomes of commands go.
package protocol CommandSink: Sendable {
    /// Takes outcomes; called again with the same ones when it throws.
    func report(_ reports: [CommandReport]) async throws
}

/// The state of a connector as last told.
package struct ConnectorState: Hashable, Sendable {
    package var status: Open<OCPP16.StatusNotification.ChargePointStatus>
    package var errorCode: Open<OCPP16.StatusNotification.ChargePointErrorCode>
    /// The charge point's own time, or when the message came.
    package var since: Timestamp
}

/// The protocol of a connection.
package enum SpokenProtocol: String, CaseIterable, Hashable, Sendable {
    case ocpp16 = "ocpp1.6"
    case ocpp201 = "ocpp2.0.1"

    /// What people call it.
    var title: String {
        switch self {
        case .ocpp16: "OCPP 1.6"
        case .ocpp201: "OCPP 2.0.1"
        }
    }
}

/// What is known of a charge point at this moment.
package struct LiveStatus: Hashable, Sendable {
    package var chargePointID: ChargePointID
    package var operatorID: OperatorID
    /// Since when it is connected; `nil` when it is not.
    package var connectedSince: Timestamp?
    /// When its last frame came.
    package var lastMessageAt: Timestamp?
    /// Its last BootNotification on this connection, if any.
    package var boot: OCPP16.BootNotification.Request?
    /// The connectors by number, as far as told on this connection; 0 is the charge point as a whole.
    package var connectors: [Int64: ConnectorState]
    /// The protocol of the connection, or of the last one.
    package var spoken = SpokenProtocol.ocpp16
    /// SHA-256 of the new key that it came with, when it is the one that it was told to take.
    package var shownNextKey: [UInt8]?
}

/// Where the live state goes.
package protocol LiveStatusSink: Sendable {
    /// Takes the charge points whose state changed since the last call, each as it is now.
    ///
    /// Nothing is repeated when it throws before something changes again, except at the next change.
    func update(_ statuses: [LiveStatus]) async throws
}
