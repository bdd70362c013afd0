package import Postgres
package import Values

/// What is known of back-offices, so that charge points can be answered in their place.
package enum UpstreamKnowledge {
    /// The last verdict of a back-office on a token.
    package struct Verdict: Hashable, Sendable {
        package let operatorID: OperatorID
        package let upstreamID: UpstreamID
        /// In lower case.
        package let idTag: String
        package let status: String
        package let expiresAt: Timestamp?
        package let parentIDTag: String?
        package let learnedAt: Timestamp

        package init(
            operatorID: OperatorID,
            upstreamID: UpstreamID,
            idTag: String,
            status: String,
            expiresAt: Timestamp?,
            parentIDTag: String?,
            learnedAt: Timestamp
        ) {
            self.operatorID = operatorID
            self.upstreamID = upstreamID
            self.idTag = idTag
            self.status = status
            self.expiresAt = expiresAt
            self.parentIDTag = parentIDTag
            self.learnedAt = learnedAt
        }
    }

    /// That a back-office let a charge point in.
    package struct Acceptance: Hashable, Sendable {
        package let operatorID: OperatorID
        package let upstreamID: UpstreamID
        package let chargePointID: ChargePointID
        package let acceptedAt: Timestamp
        /// SHA-256 of the Authorization field that the charge point showed.
        package let credentials: [UInt8]
        /// The heartbeat interval of the last accepted BootNotification, in seconds.
        package let bootInterval: Int64?
        /// What that BootNotification said.
        package let boot: JSON?
        /// The subprotocol that the back-office agreed to, in lower case.
        package let subprotocol: String

        package init(
            operatorID: OperatorID,
            upstreamID: UpstreamID,
            chargePointID: ChargePointID,
            acceptedAt: Timestamp,
            credentials: [UInt8],
            bootInterval: Int64?,
            boot: JSON?,
            subprotocol: String
        ) {
            self.boot = boot
            self.subprotocol = subprotocol
            self.operatorID = operatorID
            self.upstreamID = upstreamID
            self.chargePointID = chargePointID
            self.acceptedAt = acceptedAt
            self.credentials = credentials
            self.bootInterval = bootInterval
        }
    }

    /// All verdicts, over all operators.
    package static func verdicts(_ scope: Scope, in tx: Transaction) async throws -> [Verdict] {
        try scope.require()
        return try await tx.all(ListVerdicts())
    }

    /// All acceptances, over all operators.
    package static func acceptances(_ scope: Scope, in tx: Transaction) async throws -> [Acceptance] {
        try scope.require()
        return try await tx.all(ListAcceptances())
    }

    /// Keeps what was learned; what is newer counts.
    package static func learn(
        _ scope: Scope,
        _ verdicts: [Verdict],
        _ acceptances: [Acceptance],
        in tx: Transaction
    ) async throws {
        try scope.require()
        for verdict in verdicts { try await tx.run(StoreVerdict(verdict: verdict)) }
        for acceptance in acceptances { try await tx.run(StoreAcceptance(acceptance: acceptance)) }
    }
}

/// All verdicts of all back-offices.
struct ListVerdicts: Statement {
    static let sql = """
        SELECT operator_id, upstream_id, id_tag, status, expires_at, parent_id_tag, learned_at FROM upstream_verdicts
        """
    static let sample = ListVerdicts()

    static func decode(_ row: inout RowReader) throws -> UpstreamKnowledge.Verdict {
        UpstreamKnowledge.Verdict(
            operatorID: try row.next(),
            upstreamID: try row.next(),
            idTag: try row.next(),
            status: try row.next(),
            expiresAt: try row.next(),
            parentIDTag: try row.next(),
            learnedAt: try row.next()
        )
    }
}

/// All acceptances of all back-offices.
struct ListAcceptances: Statement {
    static let sql = """
        SELECT operator_id, upstream_id, charge_point_id, accepted_at, credentials_sha256, boot_interval, boot, subprotocol
        FROM upstream_acceptances
        """
    static let sample = ListAcceptances()

    static func decode(_ row: inout RowReader) throws -> UpstreamKnowledge.Acceptance {
        UpstreamKnowledge.Acceptance(
            operatorID: try row.next(),
            upstreamID: try row.next(),
            chargePointID: try row.next(),
            acceptedAt: try row.next(),
            credentials: try row.next(),
            bootInterval: try row.next(),
            boot: try row.next(),
            subprotocol: try row.next()
        )
    }
}

/// Keeps a verdict.
struct StoreVerdict: Statement {
    static let sql = """
        INSERT INTO upstream_verdicts (operator_id, upstream_id, id_tag, status, expires_at, parent_id_tag, learned_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT ON CONSTRAINT upstream_verdicts_key DO UPDATE SET status = excluded.status,
            expires_at = excluded.expires_at, parent_id_tag = excluded.parent_id_tag, learned_at = excluded.learned_at
        WHERE upstream_verdicts.learned_at <= excluded.learned_at
        """
    static let sample = StoreVerdict(
        verdict: UpstreamKnowledge.Verdict(
            operatorID: OperatorID(1),
            upstreamID: UpstreamID(1),
            idTag: "",
            status: "",
            expiresAt: nil,
            parentIDTag: nil,
            learnedAt: Timestamp(seconds: 0)
        )
    )
    let verdict: UpstreamKnowledge.Verdict

    func bind(to values: inout Bindings) {
        values.append(verdict.operatorID)
        values.append(verdict.upstreamID)
        values.append(verdict.idTag)
        values.append(verdict.status)
        values.append(verdict.expiresAt)
        values.append(verdict.parentIDTag)
        values.append(verdict.learnedAt)
    }
}

/// Keeps an acceptance; the answer to a boot stays until another comes.
struct StoreAcceptance: Statement {
    static let sql = """
        INSERT INTO upstream_acceptances
            (operator_id, upstream_id, charge_point_id, accepted_at, credentials_sha256, boot_interval, boot, subprotocol)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
        ON CONFLICT ON CONSTRAINT upstream_acceptances_key DO UPDATE SET accepted_at = excluded.accepted_at,
            credentials_sha256 = excluded.credentials_sha256, subprotocol = excluded.subprotocol,
            boot = coalesce(excluded.boot, upstream_acceptances.boot),
            boot_interval = coalesce(excluded.boot_interval, upstream_acceptances.boot_interval)
        WHERE upstream_acceptances.accepted_at <= excluded.accepted_at
        """
    static let sample = StoreAcceptance(
        acceptance: UpstreamKnowledge.Acceptance(
            operatorID: OperatorID(1),
            upstreamID: UpstreamID(1),
            chargePointID: ChargePointID(1),
            acceptedAt: Timestamp(seconds: 0),
            credentials: [],
            bootInterval: nil,
            boot: nil,
            subprotocol: "ocpp1.6"
        )
    )
    let acceptance: UpstreamKnowledge.Acceptance

    func bind(to values: inout Bindings) {
        values.append(acceptance.operatorID)
        values.append(acceptance.upstreamID)
        values.append(acceptance.chargePointID)
        values.append(acceptance.acceptedAt)
        values.append(acceptance.credentials)
        values.append(acceptance.bootInterval)
        values.append(acceptance.boot)
        values.append(acceptance.subprotocol)
    }
}
