package import Values

/// What the key of a program permits; a key has some of them.
package enum APIPermission: String, CaseIterable, Hashable, Sendable {
    case customersRead = "customers:read"
    case customersWrite = "customers:write"
    case enrolmentsRead = "enrolments:read"
    case enrolmentsWrite = "enrolments:write"
    case connectionsRead = "connections:read"
    case chargePointsRead = "charge_points:read"
    case sessionsRead = "sessions:read"
    case sessionsWrite = "sessions:write"
    case readingsRead = "readings:read"
    case readingsWrite = "readings:write"
    case estimatesRead = "estimates:read"
    case payoutsRead = "payouts:read"
    case documentsRead = "documents:read"
    case embedTokensWrite = "embed_tokens:write"
    case webhooksRead = "webhooks:read"
    case webhooksWrite = "webhooks:write"

    /// Those of stored words that are known; a word that is not permits nothing.
    static func known(_ words: [String]) -> [APIPermission] { words.compactMap(APIPermission.init(rawValue:)) }

    /// What somebody of a role may put into a key: nothing that the role has not itself.
    package static func given(by role: Role?) -> [APIPermission] {
        switch role {
        case .operatorAdmin, nil: allCases
        case .partnerAdmin:
            [
                .customersRead, .customersWrite, .enrolmentsRead, .enrolmentsWrite, .connectionsRead, .sessionsWrite,
                .readingsRead, .readingsWrite, .estimatesRead, .documentsRead, .embedTokensWrite,
                .webhooksRead, .webhooksWrite,
            ]
        default: []
        }
    }
}
