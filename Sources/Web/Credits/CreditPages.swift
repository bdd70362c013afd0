import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Credits of the operator: list, document with its sessions and postings, files.
package enum CreditPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.credits, for: .operators, export: export, list)
        endpoints.get(Route.credit, for: .operators, show)
        endpoints.get(Route.creditDocument, for: .operators) { try await CreditFileAnswers.file($0, $1, .pdf) }
        endpoints.get(Route.creditSessions, for: .operators) { try await CreditFileAnswers.file($0, $1, .xlsx) }
    }

    private static let rules = CreditIndex.rules
    private static let export = CreditLists.export("credits", rules: rules, withHost: true)

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(rules)
        let (credits, hosts, own) = try await visit.read { tx in
            (
                try await CreditLists.page(visit.scope, query, query.request(by: .number), tx),
                try await Hosts.names(visit.scope, in: tx),
                try await Operators.own(visit.scope, in: tx).details
            )
        }
        let model = CreditIndex.Model(
            query: query,
            total: credits.total,
            rows: credits.rows.map { CreditModels.row($0, .operatorPages) },
            hosts: PlaceChoices.hosts(hosts),
            takesBankFile: own.currency == PaymentRun.currency.code
        )
        return try await visit.page { CreditIndex.view(model, frame: $0) }
    }

    private static func show(_ visit: MemberVisit, _ id: CreditID) async throws -> Response {
        let model = try await visit.read { try await CreditModels.show(visit, id, .operatorPages, $0) }
        return try await visit.page { CreditShow.view(model, frame: $0) }
    }
}
