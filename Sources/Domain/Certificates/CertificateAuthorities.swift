import Certificates
import Crypto
package import Postgres
package import Values

/// An authority that an operator trusts to name its charge points.
package struct TrustedAuthority: Hashable, Sendable {
    package let id: AuthorityID
    package let name: String
    /// PEM.
    package let certificate: String
    /// Whether its certificates let charge points in.
    package let isTrusted: Bool
    /// Whether we hold its key, so that requests can be signed.
    package let canSign: Bool
    package let createdAt: Timestamp
}

/// Seals private keys with the installation's secret, so that the database alone gives none away.
package struct KeySeal: Sendable {
    private let key: SymmetricKey

    /// - Parameter secret: The installation's secret.
    package init(secret: [UInt8]) {
        key = HKDF<SHA256>.deriveKey(
            inputKeyMaterial: SymmetricKey(data: secret),
            info: Array("laadboek certificate authorities".utf8),
            outputByteCount: 32
        )
    }

    func seal(_ text: String) throws(CertificateFault) -> [UInt8] {
        guard let box = try? AES.GCM.seal(Array(text.utf8), using: key), let bytes = box.combined else {
            throw CertificateFault.sealed
        }
        return Array(bytes)
    }

    func open(_ bytes: [UInt8]) throws(CertificateFault) -> String {
        guard let box = try? AES.GCM.SealedBox(combined: bytes), let text = try? AES.GCM.open(box, using: key) else {
            throw CertificateFault.sealed
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The authorities whose client certificates let an operator's charge points in.
///
/// Every change tells the channel `directory`, by a trigger in the database, so that gateways read them again.
package enum CertificateAuthorities {
    /// Authorities that a page lists: one of ours and those of a few makers.
    private static let kind = "authority"

    /// The operator's authorities, the newest first.
    package static func list(_ scope: Scope, in tx: Transaction) async throws -> [TrustedAuthority] {
        try scope.require(.operatorAdmin)
        return try await tx.all(ListAuthorities(operatorID: try scope.requireOperator()))
    }

    /// Makes an authority with a key of its own.
    ///
    /// - Throws: ``CertificateFault``, ``NotPermitted``, `PostgresFault`.
    package static func make(
        _ scope: Scope,
        named name: String,
        sealedBy seal: KeySeal,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> AuthorityID {
        let authority = try Authority.make(named: name, at: now)
        let key = try seal.seal(authority.privateKey)
        return try await insert(scope, name, authority.certificate, key, in: tx)
    }

    /// Takes over somebody else's authority; with its private key it can sign, without it only be trusted.
    ///
    /// - Throws: ``CertificateFault``, ``NotPermitted``, `PostgresFault`.
    package static func add(
        _ scope: Scope,
        named name: String,
        certificate: String,
        privateKey: String?,
        sealedBy seal: KeySeal,
        in tx: Transaction
    ) async throws -> AuthorityID {
        guard TrustedAuthorities(pem: [certificate]).count == 1 else { throw CertificateFault.noAuthority }
        let key = try privateKey.map { text in
            try seal.seal(try Authority(certificate: certificate, privateKey: text).privateKey)
        }
        return try await insert(scope, name, certificate, key, in: tx)
    }

    private static func insert(
        _ scope: Scope,
        _ name: String,
        _ certificate: String,
        _ key: [UInt8]?,
        in tx: Transaction
    ) async throws -> AuthorityID {
        try scope.require(.operatorAdmin)
        let operatorID = try scope.requireOperator()
        let insert = InsertAuthority(operatorID: operatorID, name: name, certificate: certificate, sealedKey: key)
        let id = try await tx.one(insert)
        try await AuditLog.record(scope, AuditRecord("authority.added", subject: "authority/\(id)"), in: tx)
        return id
    }

    /// Trusts an authority, or no longer.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func trust(_ scope: Scope, _ isTrusted: Bool, _ id: AuthorityID, in tx: Transaction) async throws {
        try scope.require(.operatorAdmin)
        let trust = TrustAuthority(operatorID: try scope.requireOperator(), id: id, isTrusted: isTrusted)
        guard try await tx.run(trust) > 0 else { throw NotFound(kind) }
        let detail = JSON.dictionary(["trusted": .bool(isTrusted)])
        let record = AuditRecord("authority.trusted", subject: "authority/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }

    /// The newest trusted authority that can sign; `nil` when there is none.
    static func signing(_ scope: Scope, sealedBy seal: KeySeal, in tx: Transaction) async throws -> Authority? {
        guard let row = try await tx.first(FindSigningAuthority(operatorID: try scope.requireOperator())) else {
            return nil
        }
        return try Authority(certificate: row.certificate, privateKey: try seal.open(row.sealedKey))
    }
}

/// The operator's authorities, the newest first.
struct ListAuthorities: Statement {
    static let sql = """
        SELECT id, name, certificate, is_trusted, sealed_key IS NOT NULL, created_at
        FROM certificate_authorities WHERE operator_id = $1 ORDER BY id DESC
        """
    static let sample = ListAuthorities(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> TrustedAuthority {
        TrustedAuthority(
            id: try row.next(),
            name: try row.next(),
            certificate: try row.next(),
            isTrusted: try row.next(),
            canSign: try row.next(),
            createdAt: try row.next()
        )
    }
}

/// Adds an authority.
struct InsertAuthority: Statement {
    static let sql = """
        INSERT INTO certificate_authorities (operator_id, name, certificate, sealed_key)
        VALUES ($1, $2, $3, $4) RETURNING id
        """
    static let sample = InsertAuthority(operatorID: OperatorID(1), name: "", certificate: "", sealedKey: nil)
    let operatorID: OperatorID
    let name: String
    let certificate: String
    let sealedKey: [UInt8]?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(name)
        values.append(certificate)
        values.append(sealedKey)
    }
    static func decode(_ row: inout RowReader) throws -> AuthorityID { try row.next() }
}

/// Trusts an authority, or no longer.
struct TrustAuthority: Statement {
    static let sql = "UPDATE certificate_authorities SET is_trusted = $3 WHERE operator_id = $1 AND id = $2"
    static let sample = TrustAuthority(operatorID: OperatorID(1), id: AuthorityID(1), isTrusted: true)
    let operatorID: OperatorID
    let id: AuthorityID
    let isTrusted: Bool

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(isTrusted)
    }
}

/// The newest trusted authority that can sign.
struct FindSigningAuthority: Statement {
    struct Row: Sendable {
        let certificate: String
        let sealedKey: [UInt8]
    }

    static let sql = """
        SELECT certificate, sealed_key FROM certificate_authorities
        WHERE operator_id = $1 AND is_trusted AND sealed_key IS NOT NULL ORDER BY id DESC LIMIT 1
        """
    static let sample = FindSigningAuthority(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(certificate: try row.next(), sealedKey: try row.next([UInt8]?.self) ?? [])
    }
}

/// The trusted authorities of all operators, for gateways.
struct ListDirectoryAuthorities: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let certificate: String
    }

    static let sql = """
        SELECT operator_id, certificate FROM certificate_authorities WHERE is_trusted ORDER BY operator_id, id
        """
    static let sample = ListDirectoryAuthorities()

    static func decode(_ row: inout RowReader) throws -> Row {
        Row(operatorID: try row.next(), certificate: try row.next())
    }
}
