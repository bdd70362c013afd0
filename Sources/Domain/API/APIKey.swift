import Crypto
package import Values

/// A key by which a program of an operator acts.
package struct APIKey: Hashable, Sendable {
    package let id: APIKeyID
    /// For people: what the program is.
    package let name: String
    package let permissions: [APIPermission]
    package let createdAt: Timestamp
    package let createdBy: String
    /// When it got the secret that it has now; `nil` when that is its first.
    package let rotatedAt: Timestamp?
    /// Until when the secret before that is taken; `nil` when there is none.
    package let earlierUntil: Timestamp?
    /// To the minute.
    package let lastUsedAt: Timestamp?
    package let lastUsedFrom: String
    package let revokedAt: Timestamp?

    /// The part of the secret by which people and logs tell keys apart.
    package var mark: String { APIKeySecret.prefix + "\(id)" }
}

/// A program that showed a key that holds.
package struct APIProgram: Hashable, Sendable {
    package let key: APIKeyID
    package let operatorID: OperatorID
    package let permissions: Set<APIPermission>

    /// On whose behalf its requests act.
    package var scope: Scope { .program(key, of: operatorID) }
}

/// The text that a program sends: which key it is, and 256 random bits.
package struct APIKeySecret: Hashable, Sendable, CustomStringConvertible {
    /// By this people and scanners of source code know what they have found.
    package static let prefix = "laadboek_"

    package let key: APIKeyID
    let token: SecretToken

    /// A new secret of a key.
    static func random(for key: APIKeyID) -> APIKeySecret { APIKeySecret(key: key, token: .random()) }

    private init(key: APIKeyID, token: SecretToken) {
        self.key = key
        self.token = token
    }

    /// Reads the text; `nil` for what no key of ours can be.
    package init?(text: String) {
        guard text.hasPrefix(APIKeySecret.prefix) else { return nil }
        let parts = text.dropFirst(APIKeySecret.prefix.count).split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 2, let key = APIKeyID(text: parts[0]), let token = SecretToken(text: String(parts[1]))
        else { return nil }
        self.init(key: key, token: token)
    }

    /// The form that programs send: `laadboek_12_` and 64 hexadecimal digits.
    package var text: String { "\(APIKeySecret.prefix)\(key)_\(token.text)" }
    var sha256: [UInt8] { token.hash }
    /// Says which key's, not which.
    package var description: String { "\(APIKeySecret.prefix)\(key)_•••" }
}

/// How long the secret before a rotation is taken beside the new one.
package enum APIKeyOverlap: String, CaseIterable, Hashable, Sendable {
    /// Not at all: somebody else may have it.
    case none = "0"
    case day = "1"
    case week = "7"

    var seconds: Int64 {
        switch self {
        case .none: 0
        case .day: 86_400
        case .week: 7 * 86_400
        }
    }
}

/// Why a key was not made or changed.
package enum APIKeyRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    case nameLength = "api_key.name_length"
    /// A key that permits nothing.
    case noPermission = "api_key.no_permission"
    /// Something that the person may not do either.
    case permissionNotGiven = "api_key.permission_not_given"
    /// More keys in use than an operator has programs.
    case tooMany = "api_key.too_many"
    case revoked = "api_key.revoked"

    package var code: String { rawValue }
    package var description: String { "\(code): the key was not stored" }
}
