import HTTPServer

/// All endpoints for programs; the server and its description are both made from this table.
package enum APITable {
    /// What all paths begin with; the number changes when something breaks programs that are in use.
    package static let prefix = "/api/v1"

    static var all: [APIEndpoint] {
        APICustomers.endpoints + APICustomerChanges.endpoints + APIEnrolments.endpoints
            + APIEnrolmentChanges.endpoints + APIEvidence.endpoints + APIMandates.endpoints + APIConnections.endpoints
            + APIChargePoints.endpoints
            + APISessions.endpoints + APIPushedSessions.endpoints + APIReadings.endpoints + APIPushes.endpoints
            + APIEstimates.endpoints + APIPayouts.endpoints + APIDocuments.endpoints + APIEmbedTokens.endpoints
            + APIWebhooks.endpoints
    }

    /// Whether a path is for programs, and its errors too.
    static func isBelow(_ path: String) -> Bool { path.hasPrefix("/api/") }

    static func register(in endpoints: inout Endpoints) {
        for endpoint in all {
            let guarded = APIGuard(shell: endpoints.shell, endpoint: endpoint)
            let tag = APITag(permission: endpoint.permission)
            endpoints.program(endpoint.method, endpoint.path, tag: tag, bodyBytes: endpoint.bodyBytes, guarded.answer)
        }
    }
}
