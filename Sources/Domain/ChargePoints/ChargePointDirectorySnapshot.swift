package import Postgres
package import Values

/// Everything a gateway keeps in memory to answer charge points without the database.
package struct ChargePointDirectorySnapshot: Hashable, Sendable {
    /// The channel that speaks when anything of it changed.
    package static let channel = "directory"

    /// A charge point that may connect.
    package struct Entry: Hashable, Sendable {
        package let id: ChargePointID
        package let operatorID: OperatorID
        package let identity: String
        /// SHA-256 of the key's bytes; `nil` lets nobody in.
        package let keyHash: [UInt8]?
        package let toleratesNoSubprotocol: Bool
        package let heartbeatSeconds: Int32
        /// Whether it signs in by a client certificate only.
        package let needsCertificate: Bool
        /// SHA-256 of the key that it was told to take and has not come with yet.
        package let nextKeyHash: [UInt8]?
    }

    /// A token with what its operator says of it.
    package struct TokenEntry: Hashable, Sendable {
        package let operatorID: OperatorID
        package let uid: String
        package let parentUID: String?
        package let isBlocked: Bool
        package let expiresAt: Timestamp?
    }

    /// A charge point's way to its back-office.
    package struct RelayEntry: Hashable, Sendable {
        package let operatorID: OperatorID
        package let chargePointID: ChargePointID
        package let upstreamID: UpstreamID
        package let url: String
        package let forwardsQuery: Bool
        package let trustedAuthorities: String
        package let authorizationMode: RelayAuthorizationMode
        /// Sealed for ``Relays/sealedPlace(_:)``; there with `replace` only.
        package let sealedAuthorization: [UInt8]?
        /// What happens while the back-office is away.
        package let absence: RelayAbsence
    }

    /// A back-office as it is dialled.
    package struct UpstreamEntry: Hashable, Sendable {
        package let id: UpstreamID
        package let url: String
        package let forwardsQuery: Bool
        package let trustedAuthorities: String
    }

    /// The back-office of identities that nobody registered, by how they begin.
    package struct DefaultEntry: Hashable, Sendable {
        package let operatorID: OperatorID
        package let beginning: String
        package let upstream: UpstreamEntry
    }

    /// A charge point that nobody registered and that goes through until somebody decides.
    package struct UnknownEntry: Hashable, Sendable {
        package let operatorID: OperatorID
        package let id: ChargePointID
        package let identity: String
        package let upstream: UpstreamEntry
    }

    /// All charge points of all operators that are not retired.
    package let chargePoints: [Entry]
    /// All tokens of all operators.
    package let tokens: [TokenEntry]
    /// Whether an operator lets unknown tokens charge; every operator is in it.
    package let acceptsUnknownTokens: [OperatorID: Bool]
    /// The trusted authorities, PEM.
    package let authorities: [OperatorID: [String]]
    /// The charge points that go through to a back-office.
    package let relays: [RelayEntry]
    /// The default back-offices that are in force; no two beginnings overlap.
    package let defaults: [DefaultEntry]
    /// The unknown charge points that wait.
    package let unknown: [UnknownEntry]
    /// Identities that no default back-office is for: refused ones and those of retired charge points.
    package let closedIdentities: [String]

    /// Reads everything in one transaction; work of the installation only.
    package static func load(
        _ scope: Scope,
        in tx: Transaction
    ) async throws -> ChargePointDirectorySnapshot {
        try scope.require()
        let policies = try await tx.all(ListTokenPolicies())
        let authorities = try await tx.all(ListDirectoryAuthorities())
        return ChargePointDirectorySnapshot(
            chargePoints: try await tx.all(ListDirectoryEntries()),
            tokens: try await tx.all(ListDirectoryTokens()),
            acceptsUnknownTokens: Dictionary(uniqueKeysWithValues: policies.map { ($0.operatorID, $0.acceptsUnknown) }),
            authorities: Dictionary(grouping: authorities, by: \.operatorID).mapValues { $0.map(\.certificate) },
            relays: try await tx.all(ListOpenRelays()),
            defaults: try await tx.all(ListDirectoryDefaults()),
            unknown: try await tx.all(ListDirectoryUnknown()),
            closedIdentities: try await tx.all(ListClosedIdentities())
        )
    }
}

/// All charge points that may connect.
struct ListDirectoryEntries: Statement {
    static let sql = """
        SELECT p.id, p.operator_id, p.identity, p.key_sha256, p.tolerates_no_subprotocol, o.heartbeat_seconds,
            p.needs_certificate, CASE WHEN (\(KeyRenewal.column)) IS NOT NULL THEN p.next_key_sha256 END
        FROM charge_points p JOIN operators o ON o.id = p.operator_id
        LEFT JOIN commands k ON k.operator_id = p.operator_id AND k.id = p.next_key_command
        WHERE p.retired_at IS NULL
        ORDER BY p.identity
        """
    static let sample = ListDirectoryEntries()

    static func decode(_ row: inout RowReader) throws -> ChargePointDirectorySnapshot.Entry {
        ChargePointDirectorySnapshot.Entry(
            id: try row.next(),
            operatorID: try row.next(),
            identity: try row.next(),
            keyHash: try row.next(),
            toleratesNoSubprotocol: try row.next(),
            heartbeatSeconds: try row.next(),
            needsCertificate: try row.next(),
            nextKeyHash: try row.next()
        )
    }
}

/// All tokens.
struct ListDirectoryTokens: Statement {
    static let sql = "SELECT operator_id, uid, parent_uid, is_blocked, expires_at FROM tokens ORDER BY operator_id, id"
    static let sample = ListDirectoryTokens()

    static func decode(_ row: inout RowReader) throws -> ChargePointDirectorySnapshot.TokenEntry {
        ChargePointDirectorySnapshot.TokenEntry(
            operatorID: try row.next(),
            uid: try row.next(),
            parentUID: try row.next(),
            isBlocked: try row.next(),
            expiresAt: try row.next()
        )
    }
}

/// What each operator says of tokens nobody registered.
struct ListTokenPolicies: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let acceptsUnknown: Bool
    }

    static let sql = "SELECT id, accepts_unknown_tokens FROM operators ORDER BY id"
    static let sample = ListTokenPolicies()

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(operatorID: try row.next(), acceptsUnknown: try row.next())
    }
}
