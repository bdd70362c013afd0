package import Postgres
package import Values

/// A charge point that was turned away at the door, as often as it came for the same reason.
package struct RefusedHandshake: Hashable, Sendable {
    package enum Reason: String, CaseIterable, Sendable {
        /// Nobody registered the identity.
        case unknownIdentity = "unknown_identity"
        /// No credentials came, or not the charge point's.
        case noCredentials = "no_credentials"
        case wrongKey = "wrong_key"
        /// It offered no subprotocol.
        case noSubprotocol = "no_subprotocol"
        /// It offered only subprotocols that are not spoken here.
        case otherSubprotocol = "other_subprotocol"
        /// It was refused so often that it has to wait.
        case tooMany = "too_many"
        /// Frames could not be kept at the moment.
        case notReady = "not_ready"
        /// It did not get through TLS, so it never said who it is; the detail names what went wrong.
        case tlsFailed = "tls_failed"
        /// The platform behind said no; the detail is its HTTP status.
        case upstreamRefused = "upstream_refused"
        /// The platform behind could not be reached; the detail names why: `tls`, `timed_out`, `malformed`,
        /// `unreachable`.
        case upstreamUnreachable = "upstream_unreachable"
        /// The platform behind speaks none of the subprotocols offered; the detail names these.
        case upstreamNoProtocol = "upstream_no_protocol"
    }

    package let identity: String
    package let remoteAddress: String
    package let reason: Reason
    /// The charge point of the identity and its operator; `nil` when nobody registered it.
    package let owner: Owner?
    /// What came instead, such as the subprotocols offered; never a secret.
    package let detail: String
    package let count: Int64
    package let firstAt: Timestamp
    package let lastAt: Timestamp

    package struct Owner: Hashable, Sendable {
        package let operatorID: OperatorID
        package let chargePointID: ChargePointID

        package init(operatorID: OperatorID, chargePointID: ChargePointID) {
            self.operatorID = operatorID
            self.chargePointID = chargePointID
        }
    }

    package init(
        identity: String,
        remoteAddress: String,
        reason: Reason,
        owner: Owner?,
        detail: String,
        count: Int64,
        firstAt: Timestamp,
        lastAt: Timestamp
    ) {
        self.identity = RefusedHandshake.storable(identity, atMost: 255)
        self.remoteAddress = remoteAddress
        self.reason = reason
        self.owner = owner
        self.detail = RefusedHandshake.storable(detail, atMost: 200)
        self.count = count
        self.firstAt = firstAt
        self.lastAt = lastAt
    }

    /// A stranger's text as a row can hold it: no control characters, and no more code points than so many.
    ///
    /// PostgreSQL refuses a zero byte, and one refused row would take its neighbours along.
    private static func storable(_ text: String, atMost limit: Int) -> String {
        let kept = text.unicodeScalars.filter { $0.properties.generalCategory != .control }.prefix(limit)
        return String(String.UnicodeScalarView(kept))
    }

    /// The identity as far as people confuse it: letters and digits only, `O` as `0`, `I` and `L` as `1`.
    package static func folded(_ identity: String) -> String {
        String(
            identity.lowercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.map { letter in
                switch letter {
                case "o": "0"
                case "i", "l": "1"
                default: letter
                }
            }
        )
    }
}

/// Why charge points were turned away, kept for the people who are connecting them.
package enum RefusedHandshakes {
    /// Refusals that a page shows.
    package static let listLimit = 20
    /// How long refusals are kept, in seconds: a week, since an installer comes back.
    package static let keptSeconds: Int64 = 7 * 86_400
    /// Rows that are kept in all; guessers that try many names push out the oldest.
    package static let rowLimit = 20_000

    /// Adds refusals and tells the pages that watch the charge points.
    package static func record(_ scope: Scope, _ refusals: [RefusedHandshake], in tx: Transaction) async throws {
        try scope.require()
        try await tx.runAll(refusals.map(UpsertRefusedHandshake.init))
        for owner in Set(refusals.compactMap(\.owner)) {
            try await tx.notify(ChargePointStates.channel, "\(owner.operatorID)/\(owner.chargePointID)")
        }
    }

    /// The latest refusals of a charge point, and of unknown identities that look like a slip of its own.
    package static func list(
        _ scope: Scope,
        of chargePoint: ChargePoint,
        since: Timestamp,
        in tx: Transaction
    ) async throws -> [RefusedHandshake] {
        guard scope.hostID == nil || scope.hostID == chargePoint.hostID else { throw NotFound("charge point") }
        let statement = ListRefusedHandshakes(
            operatorID: try scope.requireOperator(),
            chargePoint: chargePoint.id,
            folded: RefusedHandshake.folded(chargePoint.details.identity),
            since: since,
            limit: listLimit
        )
        return try await tx.all(statement)
    }

    /// Forgets what is old, and the oldest when there are too many.
    package static func forget(_ scope: Scope, at now: Timestamp, in tx: Transaction) async throws {
        try scope.require()
        let statement = ForgetRefusedHandshakes(before: now.adding(seconds: -keptSeconds), keeping: rowLimit)
        try await tx.run(statement)
    }
}

/// Counts a refusal.
struct UpsertRefusedHandshake: Statement {
    static let sql = """
        INSERT INTO refused_handshakes AS known (identity, remote_address, reason, folded_identity, operator_id,
            charge_point_id, detail, count, first_at, last_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT ON CONSTRAINT refused_handshakes_key DO UPDATE SET
            operator_id = excluded.operator_id, charge_point_id = excluded.charge_point_id, detail = excluded.detail,
            count = known.count + excluded.count, last_at = greatest(known.last_at, excluded.last_at)
        """
    static let sample = UpsertRefusedHandshake(
        refusal: RefusedHandshake(
            identity: "",
            remoteAddress: "",
            reason: .tooMany,
            owner: nil,
            detail: "",
            count: 1,
            firstAt: Timestamp(seconds: 0),
            lastAt: Timestamp(seconds: 0)
        )
    )
    let refusal: RefusedHandshake

    func bind(to values: inout Bindings) {
        values.append(refusal.identity)
        values.append(refusal.remoteAddress)
        values.append(refusal.reason.rawValue)
        values.append(RefusedHandshake.folded(refusal.identity))
        values.append(refusal.owner?.operatorID)
        values.append(refusal.owner?.chargePointID)
        values.append(refusal.detail)
        values.append(refusal.count)
        values.append(refusal.firstAt)
        values.append(refusal.lastAt)
    }
}

/// Refusals of a charge point, of identities that could be its own, and of whoever failed at TLS.
///
/// Six letters and more may be a part of each other.
struct ListRefusedHandshakes: Statement {
    static let sql = """
        SELECT identity, remote_address, reason, operator_id, charge_point_id, detail, count, first_at, last_at
        FROM refused_handshakes
        WHERE last_at >= $4 AND (
            (operator_id = $1 AND charge_point_id = $2)
            OR (operator_id IS NULL AND (
                folded_identity = $3 OR reason = 'tls_failed'
                OR (length($3) >= 6 AND position($3 IN folded_identity) > 0)
                OR (length(folded_identity) >= 6 AND position(folded_identity IN $3) > 0))))
        ORDER BY last_at DESC
        LIMIT $5
        """
    static let sample = ListRefusedHandshakes(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        folded: "",
        since: Timestamp(seconds: 0),
        limit: 1
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let folded: String
    let since: Timestamp
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(folded)
        values.append(since)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> RefusedHandshake {
        let identity: String = try row.next()
        let address: String = try row.next()
        let reason: String = try row.next()
        let operatorID: OperatorID? = try row.next()
        let chargePointID: ChargePointID? = try row.next()
        var owner: RefusedHandshake.Owner?
        if let operatorID, let chargePointID { owner = .init(operatorID: operatorID, chargePointID: chargePointID) }
        return RefusedHandshake(
            identity: identity,
            remoteAddress: address,
            reason: RefusedHandshake.Reason(rawValue: reason) ?? .notReady,
            owner: owner,
            detail: try row.next(),
            count: try row.next(),
            firstAt: try row.next(),
            lastAt: try row.next()
        )
    }
}

/// Deletes refusals that are old, or beyond the number kept.
struct ForgetRefusedHandshakes: Statement {
    static let spansTenants: String? = "who was refused at the door has no operator"
    static let sql = """
        DELETE FROM refused_handshakes WHERE last_at < $1
            OR last_at <= (SELECT last_at FROM refused_handshakes ORDER BY last_at DESC OFFSET $2 LIMIT 1)
        """
    static let sample = ForgetRefusedHandshakes(before: Timestamp(seconds: 0), keeping: 1)
    let before: Timestamp
    let keeping: Int

    func bind(to values: inout Bindings) {
        values.append(before)
        values.append(keeping)
    }
}
