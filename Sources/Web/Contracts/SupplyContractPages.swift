import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Supply contracts: detail, new ones, new versions.
enum SupplyContractPages {
    static func register(in endpoints: inout Endpoints) {
        endpoints.get(.newSupplyContract, for: .operators, new)
        endpoints.post(.newSupplyContract, for: .operators, create)
        endpoints.get(Route.supplyContract, for: .operators, show)
        endpoints.get(Route.newSupplyVersion, for: .operators, newVersion)
        endpoints.post(Route.supplyVersions, for: .operators, addVersion)
    }

    private static func show(_ visit: MemberVisit, _ id: SupplyContractID) async throws -> Response {
        let model = try await visit.read { tx in
            let contract = try await Contracts.find(visit.scope, id, in: tx)
            let all = try await Contracts.reimbursementContracts(visit.scope, in: tx)
            let users = all.filter { $0.versions.contains { $0.terms.supplyContractID == id } }
            let words = ContractWords(say: visit.say, today: visit.today, currency: try await visit.currency(in: tx))
            return words.show(contract, usedBy: users)
        }
        return try await visit.page { SupplyContractShow.view(model, frame: $0) }
    }

    private static func new(_ visit: MemberVisit) async throws -> Response {
        let choices = try await choices(visit)
        let pricing = choices.zones.first.map { SupplyPricing.spot(zone: $0) }
        var values = SupplyForms.values(pricing)
        values["host"] = visit.request.query["host"]
        values["valid_from"] = visit.today.yearMonth.firstDay.description
        let preview = ContractExample.model(pricing, choices.currency)
        let model = SupplyForms.model({ Field(values[$0] ?? "") }, choices, nil, preview)
        return try await visit.page { SupplyForm.view(model, frame: $0) }
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        let choices = try await choices(visit)
        var form = try visit.form()
        let draft = SupplyForms.draft(&form)
        let version = SupplyForms.version(&form, zones: choices.zones)
        if let draft, let version, form.isValid {
            do {
                let contracts = Contracts(database: visit.shell.database)
                let id = try await contracts.add(draft, version: version, scope: visit.scope)
                return visit.redirect(to: .supplyContract(id), .saved)
            } catch let rejection as ContractRejection {
                try ContractProblems.show(rejection, on: &form)
            }
        }
        return try await refused(visit, form, choices, nil)
    }

    private static func newVersion(_ visit: MemberVisit, _ id: SupplyContractID) async throws -> Response {
        let contract = try await visit.read { try await Contracts.find(visit.scope, id, in: $0) }
        let choices = try await choices(visit)
        let pricing = contract.versions.last?.terms.pricing
        var values = SupplyForms.values(pricing)
        values["valid_from"] = visit.today.yearMonth.next.firstDay.description
        let preview = ContractExample.model(pricing, choices.currency)
        let model = SupplyForms.model({ Field(values[$0] ?? "") }, choices, contract, preview)
        return try await visit.page { SupplyForm.view(model, frame: $0) }
    }

    private static func addVersion(_ visit: MemberVisit, _ id: SupplyContractID) async throws -> Response {
        let contract = try await visit.read { try await Contracts.find(visit.scope, id, in: $0) }
        let choices = try await choices(visit)
        var form = try visit.form()
        if let version = SupplyForms.version(&form, zones: choices.zones), form.isValid {
            do {
                try await Contracts(database: visit.shell.database).add(version, to: id, scope: visit.scope)
                return visit.redirect(to: .supplyContract(id), .saved)
            } catch let rejection as ContractRejection {
                try ContractProblems.show(rejection, on: &form)
            }
        }
        return try await refused(visit, form, choices, contract)
    }

    private static func choices(_ visit: MemberVisit) async throws -> SupplyForms.Choices {
        try await visit.read { tx in
            SupplyForms.Choices(
                hosts: try await Hosts.names(visit.scope, in: tx),
                zones: try await Contracts.biddingZones(visit.scope, in: tx),
                currency: try await visit.currency(in: tx)
            )
        }
    }

    /// The form again, with what was typed and what is wrong with it.
    private static func refused(
        _ visit: MemberVisit,
        _ form: FormReader,
        _ choices: SupplyForms.Choices,
        _ contract: SupplyContract?
    ) async throws -> Response {
        var copy = form
        let pricing = SupplyForms.pricing(&copy, zones: choices.zones)
        let preview = ContractExample.model(pricing, choices.currency)
        let model = SupplyForms.model({ form[$0] }, choices, contract, preview)
        return try await visit.page(status: .unprocessableContent) { SupplyForm.view(model, frame: $0) }
    }
}
