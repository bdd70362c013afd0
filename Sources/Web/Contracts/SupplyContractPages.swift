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
        var values = SupplyForms.values(choices.zones.first.map { .spot(zone: $0) })
        values["host"] = visit.request.query["host"]
        values["valid_from"] = visit.today.yearMonth.firstDay.description
        return try await form(visit, FormReader(values), choices, nil)
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        let choices = try await choices(visit)
        var form = try visit.form()
        if ContractPreviews.areAsked(by: form) { return try await self.form(visit, form, choices, nil) }
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
        return try await self.form(visit, form, choices, nil, .unprocessableContent)
    }

    private static func newVersion(_ visit: MemberVisit, _ id: SupplyContractID) async throws -> Response {
        let contract = try await visit.read { try await Contracts.find(visit.scope, id, in: $0) }
        var values = SupplyForms.values(contract.versions.last?.terms.pricing)
        values["valid_from"] = visit.today.yearMonth.next.firstDay.description
        return try await form(visit, FormReader(values), try await choices(visit), contract)
    }

    private static func addVersion(_ visit: MemberVisit, _ id: SupplyContractID) async throws -> Response {
        let contract = try await visit.read { try await Contracts.find(visit.scope, id, in: $0) }
        let choices = try await choices(visit)
        var form = try visit.form()
        if ContractPreviews.areAsked(by: form) { return try await self.form(visit, form, choices, contract) }
        var question: Int?
        if let version = SupplyForms.version(&form, zones: choices.zones), form.isValid {
            do {
                let confirmed = ContractPreviews.confirmed(by: form)
                let contracts = Contracts(database: visit.shell.database)
                try await contracts.add(version, to: id, confirmed: confirmed, scope: visit.scope)
                return visit.redirect(to: .supplyContract(id), .saved)
            } catch let rejection as ContractRejection {
                try ContractProblems.show(rejection, on: &form)
            } catch let unconfirmed as UnconfirmedCorrections {
                question = unconfirmed.count
            }
        }
        return try await self.form(visit, form, choices, contract, .unprocessableContent, question)
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

    /// The form with what stands in it, what is wrong with that, and what it gives.
    private static func form(
        _ visit: MemberVisit,
        _ form: FormReader,
        _ choices: SupplyForms.Choices,
        _ contract: SupplyContract?,
        _ status: Status = .ok,
        _ question: Int? = nil
    ) async throws -> Response {
        let preview = try await visit.read { tx in
            let previews = ContractPreviews(visit: visit, currency: choices.currency, tx: tx)
            return try await previews.supply(form, choices.zones, of: contract?.id)
        }
        let model = SupplyForms.model({ form[$0] }, choices, contract, preview, question)
        return try await visit.page(status: status) { SupplyForm.view(model, frame: $0) }
    }
}
