package import Values

/// What the key of a program permits; a key has some of them.
package enum APIPermission: String, CaseIterable, Hashable, Sendable {
    case customersRead = "customers:read"
    case enrolmentsRead = "enrolments:read"
    case connectionsRead = "connections:read"
    case chargePointsRead = "charge_points:read"
    case sessionsRead = "sessions:read"
    case sessionsWrite = "sessions:write"
    case readingsRead = "readings:read"
    case readingsWrite = "readings:write"

    /// Those of stored words that are known; a word that is not permits nothing.
    static func known(_ words: [String]) -> [APIPermission] { words.compactMap(APIPermission.init(rawValue:)) }

    /// What somebody of a role may put into a key: nothing that the role has not itself.
    package static func given(by role: Role?) -> [APIPermission] {
        switch role {
        case .operatorAdmin, nil: allCases
        case .partnerAdmin:
            [.customersRead, .enrolmentsRead, .connectionsRead, .sessionsWrite, .readingsRead, .readingsWrite]
        default: []
        }
    }
}
