import Postgres
package import Values

/// A charge card or other means of identification.
package struct Token: Hashable, Sendable {
    package let id: TokenID
    package let details: TokenDetails
    package let createdAt: Timestamp
}

/// What may be set about a token.
package struct TokenDetails: Hashable, Sendable {
    /// The id tag; unique within the operator whatever the case of its letters, one to 64 characters.
    package var uid: String
    /// Who or what it belongs to, for people.
    package var label: String
    /// The group whose members may stop each other's transactions.
    package var parentUID: String?
    package var isBlocked: Bool
    package var expiresAt: Timestamp?
    package var origin: TokenOrigin

    package init(
        uid: String,
        label: String = "",
        parentUID: String? = nil,
        isBlocked: Bool = false,
        expiresAt: Timestamp? = nil,
        origin: TokenOrigin = .local
    ) {
        self.uid = uid
        self.label = label
        self.parentUID = parentUID
        self.isBlocked = isBlocked
        self.expiresAt = expiresAt
        self.origin = origin
    }
}

/// Whether a token may charge.
package enum TokenStanding: String, CaseIterable, Hashable, Sendable {
    case active
    /// Blocked by a person, whatever its expiry says.
    case blocked
    case expired
}

extension TokenDetails {
    /// Whether the token may charge at a moment.
    package func standing(at now: Timestamp) -> TokenStanding {
        if isBlocked { return .blocked }
        return expiresAt.map { $0 <= now } ?? false ? .expired : .active
    }
}

/// Which tokens a list takes.
package struct TokenFilter: Hashable, Sendable {
    /// `nil` for all.
    package var standing: TokenStanding?
    /// The moment that decides whether a token has expired.
    package var now: Timestamp

    package init(standing: TokenStanding? = nil, at now: Timestamp) {
        self.standing = standing
        self.now = now
    }
}

/// Where a token comes from.
package enum TokenOrigin: String, CaseIterable, Hashable, Sendable, PostgresValue {
    /// Of the operator itself.
    case local
    /// Of a partner, by roaming.
    case roaming
}

/// The columns by which tokens are ordered.
package enum TokenSort: String, CaseIterable, Hashable, Sendable {
    case uid, label
    case expires
}

/// Why a token cannot be stored as asked.
package enum TokenRejection: String, ConstraintRejection, CaseIterable {
    case uidTaken = "token.uid_taken"
    case uidLength = "token.uid_length"

    package static let constraints: [String: TokenRejection] = [
        "tokens_uid_unique": .uidTaken,
        "tokens_uid_form": .uidLength,
    ]

    package var code: String { rawValue }
    package var description: String { "\(code): the token was not stored" }
}
