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
            let host = try await Hosts.find(visit.scope, contract.hostID, in: tx).details
            let supply = try await Contracts.supplyContracts(visit.scope, in: tx)
            let words = ContractWords(say: visit.say, today: visit.today, currency: try await visit.currency(in: tx))
            return words.show(
                contract,
                host.vatStatus,
                supply: Dictionary(supply.map { ($0.id, $0) }) { first, _ in first }
            )
        }
        return try await visit.page { ReimbursementContractShow.view(model, frame: $0) }
    }

    private static func new(_ visit: MemberVisit) async throws -> Response {
        let hosts = try await visit.read { try await Hosts.names(visit.scope, in: $0) }
        let wanted = visit.request.query["host"].flatMap { HostID(text: $0) }
        let host = wanted ?? (hosts.count == 1 ? hosts.first?.id : nil)
        guard let choices = try await choices(visit, host) else { return try await chooser(visit, Field()) }
        let values = [
            "host": "\(choices.host.id)", "site": visit.request.query["site"] ?? "",
            "supply_contract": choices.supply.first.map { "\($0.id)" } ?? "",
            "valid_from": visit.today.yearMonth.firstDay.description, "pricing": PricingMoment.atStart.rawValue,
            "payment_term_days": "30", "payment_term_kind": PaymentTerm.Kind.net.rawValue,
        ]
        return try await form(visit, FormReader(values), choices, nil)
    }

    private static func create(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        guard let choices = try await choices(visit, form.id("host", of: HostID.self)) else {
            form.reject("host", .notAChoice)
            return try await chooser(visit, form["host"], .unprocessableContent)
        }
        if ContractPreviews.areAsked(by: form) { return try await self.form(visit, form, choices, nil) }
        let draft = ReimbursementForms.draft(&form)
        let version = ReimbursementForms.version(&form)
        ReimbursementForms.check(&form, choices, isNew: true)
        var question: Int?
        if let draft, let version, form.isValid {
            do {
                let confirmed = ContractPreviews.confirmed(by: form)
                let contracts = Contracts(database: visit.shell.database)
                let id = try await contracts.add(draft, version: version, confirmed: confirmed, scope: visit.scope)
                return visit.redirect(to: .reimbursementContract(id), .saved)
            } catch let rejection as ContractRejection {
                try ContractProblems.show(rejection, on: &form)
            } catch let unconfirmed as UnconfirmedCorrections {
                question = unconfirmed.count
            }
        }
        return try await self.form(visit, form, choices, nil, .unprocessableContent, question)
    }

    private static func newVersion(_ visit: MemberVisit, _ id: ReimbursementContractID) async throws -> Response {
        let contract = try await visit.read { try await Contracts.find(visit.scope, id, in: $0) }
        guard let choices = try await choices(visit, contract.hostID) else { throw NotFound("host") }
        var values = ReimbursementForms.values(contract.versions.last?.terms)
        values["valid_from"] = visit.today.yearMonth.next.firstDay.description
        return try await form(visit, FormReader(values), choices, contract)
    }

    private static func addVersion(_ visit: MemberVisit, _ id: ReimbursementContractID) async throws -> Response {
        let contract = try await visit.read { try await Contracts.find(visit.scope, id, in: $0) }
        guard let choices = try await choices(visit, contract.hostID) else { throw NotFound("host") }
        var form = try visit.form()
        if ContractPreviews.areAsked(by: form) { return try await self.form(visit, form, choices, contract) }
        let version = ReimbursementForms.version(&form)
        ReimbursementForms.check(&form, choices, isNew: false)
        var question: Int?
        if let version, form.isValid {
            do {
                let confirmed = ContractPreviews.confirmed(by: form)
                let contracts = Contracts(database: visit.shell.database)
                try await contracts.add(version, to: id, confirmed: confirmed, scope: visit.scope)
                return visit.redirect(to: .reimbursementContract(id), .saved)
            } catch let rejection as ContractRejection {
                try ContractProblems.show(rejection, on: &form)
            } catch let unconfirmed as UnconfirmedCorrections {
                question = unconfirmed.count
            }
        }
        return try await self.form(visit, form, choices, contract, .unprocessableContent, question)
    }

    /// What is a host's own; `nil` where there is no such host.
    private static func choices(_ visit: MemberVisit, _ host: HostID?) async throws -> ReimbursementForms.Choices? {
        guard let host else { return nil }
        do {
            return try await visit.read { tx in
                ReimbursementForms.Choices(
                    host: try await Hosts.find(visit.scope, host, in: tx),
                    sites: try await Sites.names(visit.scope, in: tx).filter { $0.hostID == host },
                    supply: try await Contracts.supplyContracts(visit.scope, in: tx).filter { $0.hostID == host },
                    contracts: try await Contracts.reimbursementContracts(visit.scope, in: tx),
                    currency: try await visit.currency(in: tx)
                )
            }
        } catch is NotFound {
            return nil
        }
    }

    /// The step before the form.
    private static func chooser(_ visit: MemberVisit, _ host: Field, _ status: Status = .ok) async throws -> Response {
        let hosts = try await visit.read { try await Hosts.names(visit.scope, in: $0) }
        let model = ReimbursementHostForm.Model(host: host, hosts: PlaceChoices.hosts(hosts))
        return try await visit.page(status: status) { ReimbursementHostForm.view(model, frame: $0) }
    }

    /// The form with what stands in it, what is wrong with that, and what it gives.
    private static func form(
        _ visit: MemberVisit,
        _ form: FormReader,
        _ choices: ReimbursementForms.Choices,
        _ contract: ReimbursementContract?,
        _ status: Status = .ok,
        _ question: Int? = nil
    ) async throws -> Response {
        let preview = try await visit.read { tx in
            let previews = ContractPreviews(visit: visit, currency: choices.currency, tx: tx)
            return try await previews.reimbursement(form, choices.supply, of: contract?.id)
        }
        let model = ReimbursementForms.model({ form[$0] }, choices, contract, preview, question)
        return try await visit.page(status: status) { ReimbursementForm.view(model, frame: $0) }
    }
}
