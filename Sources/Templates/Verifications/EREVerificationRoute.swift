package import Values

/// The addresses of verifiers' statements.
package enum EREVerificationRoute: Hashable, Sendable {
    /// All of them, and where one is written down (POST).
    case list
    case one(EREVerificationID)
    /// Confirms a statement, or throws it away (POST).
    case decision(EREVerificationID)
    case document(EREVerificationID)

    var pattern: String {
        switch self {
        case .list: "/ere-verifications"
        case .one: "/ere-verifications/{verification}"
        case .decision: "/ere-verifications/{verification}/decision"
        case .document: "/ere-verifications/{verification}/document"
        }
    }

    var arguments: [String] {
        switch self {
        case .list: []
        case .one(let id), .decision(let id), .document(let id): ["\(id)"]
        }
    }
}
