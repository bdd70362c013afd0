package import Values

/// Addresses of a customer's file, and of connections that come with a list.
package enum CustomerFileRoute: Hashable, Sendable {
    case timeline(CustomerID)
    case papers(CustomerID)
    case sessions(CustomerID)
    case payouts(CustomerID)
    /// Where a list of connections is handed in (POST: looked at).
    case enrolmentImport
    /// Adds what a list has (POST).
    case enrolmentImportConfirmation
    /// Hands in a mandate that was signed on paper (POST).
    case paperMandate(EREEnrolmentID)

    var pattern: String {
        switch self {
        case .timeline: "/customers/{customer}/timeline"
        case .papers: "/customers/{customer}/documents"
        case .sessions: "/customers/{customer}/sessions"
        case .payouts: "/customers/{customer}/payouts"
        case .enrolmentImport: "/enrolments/import"
        case .enrolmentImportConfirmation: "/enrolments/import/confirmation"
        case .paperMandate: "/enrolments/{enrolment}/paper-mandate"
        }
    }

    var arguments: [String] {
        switch self {
        case .timeline(let id), .papers(let id), .sessions(let id), .payouts(let id): ["\(id)"]
        case .enrolmentImport, .enrolmentImportConfirmation: []
        case .paperMandate(let id): ["\(id)"]
        }
    }
}
