import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Reimbursement contracts: detail, new ones, new versions.
enum ReimbursementContractPages {
    static func register(in endpoints: inout Endpoints) {
        endpoints.get(.newReimbursementContract, for: .operators, new)
        endpoints.post(.newReimbursementContract, for: .operators, create)
        endpoints.get(Route.reimbursementContract, for: .operators, show)
        endpoints.get(Route.newReimbursementVersion, for: .operators, newVersion)
        endpoints.post(Route.reimbursementVersions, for: .operators, addVersion)
    }

    private static func show(_ visit: MemberVisit, _ id: ReimbursementContractID) async throws -> Response {
        let model = try await visit.read { tx in
            let contract = try await Contracts.find(visit.scope, id, in: tx)
            let supply = try await Contracts.supplyContracts(visit.scope, in: tx)
            let words = ContractWords(say: visit.say, today: visit.today, currency: try await visit.currency(in: tx))
            return words.show(contract, supply: Dictionary(supply.map { ($0.id, $0) }) { first, _ in first })
        }
        return try await visit.page { ReimbursementContractShow.view(model, frame: $0) }
    }

    private static func new(_ visit: MemberVisit) async throws -> Response {
        let choices = try await choices(visit)
        var values = [
            "valid_from": visit.today.yearMonth.firstDay.description, "pricing": PricingMoment.atStart.rawValue,
            "payment_term_days": "30", "payment_term_kind": PaymentTerm.Kind.net.rawValue,
        ]
        values["host"] = visit.request.query["host"]
        values["site"] = visit.request.query["site"]
        let model = ReimbursementForms.model({ Field(values[$0] ?? "") }, choices, nil, nil)
        return try await visit.page { ReimbursementForm.view(model, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        let choices = try await choices(visit)
        var form = try visit.form()
        let draft = ReimbursementForms.draft(&form)
        let version = ReimbursementForms.version(&form)
        if let draft, let version, form.isValid {
            do {
                let contracts = Contracts(database: visit.shell.database)
                let id = try await contracts.add(draft, version: version, scope: visit.scope)
                return visit.redirect(to: .reimbursementContract(id), .saved)
            } catch let rejection as ContractRejection {
                try ContractProblems.show(rejection, on: &form)
            }
        }
        return try await refused(visit, form, choices, nil)
    }

    private static func newVersion(_ visit: MemberVisit, _ id: ReimbursementContractID) async throws -> Response {
        let contract = try await visit.read { try await Contracts.find(visit.scope, id, in: $0) }
        let choices = try await choices(visit)
        var values = ReimbursementForms.values(contract.versions.last?.terms)
        values["valid_from"] = visit.today.yearMonth.next.firstDay.description
        let preview = ReimbursementForms.preview(contract.versions.last?.terms, choices)
        let model = ReimbursementForms.model({ Field(values[$0] ?? "") }, choices, contract, preview)
        return try await visit.page { ReimbursementForm.view(model, frame: $0) }
    }

    private static func addVersion(_ visit: MemberVisit, _ id: ReimbursementContractID) async throws -> Response {
        let contract = try await visit.read { try await Contracts.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        if let version = ReimbursementForms.version(&form), form.isValid {
            do {
                try await Contracts(database: visit.shell.database).add(version, to: id, scope: visit.scope)
                return visit.redirect(to: .reimbursementContract(id), .saved)
            } catch let rejection as ContractRejection {
                try ContractProblems.show(rejection, on: &form)
            }
        }
        return try await refused(visit, form, try await choices(visit), contract)
    }

    private static func choices(_ visit: MemberVisit) async throws -> ReimbursementForms.Choices {
        try await visit.read { tx in
            ReimbursementForms.Choices(
                hosts: try await Hosts.names(visit.scope, in: tx),
                sites: try await Sites.names(visit.scope, in: tx),
                supply: try await Contracts.supplyContracts(visit.scope, in: tx),
                currency: try await visit.currency(in: tx),
                today: visit.today
            )
        }
    }

    /// The form again, with what was typed and what is wrong with it.
    private static func refused(
        _ visit: MemberVisit,
        _ form: FormReader,
        _ choices: ReimbursementForms.Choices,
        _ contract: ReimbursementContract?
    ) async throws -> Response {
        var copy = form
        let preview = ReimbursementForms.preview(&copy, choices.supply, visit.today, choices.currency)
        let model = ReimbursementForms.model({ form[$0] }, choices, contract, preview)
        return try await visit.page(status: .unprocessableContent) { ReimbursementForm.view(model, frame: $0) }
    }
}
