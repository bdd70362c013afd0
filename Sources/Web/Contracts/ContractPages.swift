import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// All contracts, and what a form's terms give on an example session.
package enum ContractPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.contracts, for: .operators, list)
        endpoints.post(.contractPreview, for: .operators, preview)
        SupplyContractPages.register(in: &endpoints)
        ReimbursementContractPages.register(in: &endpoints)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let model = try await visit.read { tx in
            let supply = try await Contracts.supplyContracts(visit.scope, in: tx)
            let reimbursement = try await Contracts.reimbursementContracts(visit.scope, in: tx)
            let words = ContractWords(say: visit.say, today: visit.today, currency: try await visit.currency(in: tx))
            let byID = Dictionary(supply.map { ($0.id, $0) }) { first, _ in first }
            return ContractIndex.Model(
                supply: supply.map(words.row),
                reimbursement: reimbursement.map { words.row($0, supply: byID) }
            )
        }
        return try await visit.page { ContractIndex.view(model, frame: $0) }
    }

    private static func preview(_ visit: MemberVisit) async throws -> Response {
        let form = try visit.form()
        let model = try await visit.read { tx in
            let previews = ContractPreviews(visit: visit, currency: try await visit.currency(in: tx), tx: tx)
            guard form.typed("kind") == "reimbursement" else {
                let zones = try await Contracts.biddingZones(visit.scope, in: tx)
                return try await previews.supply(form, zones, of: SupplyContractID(text: form.typed("contract")))
            }
            let supply = try await Contracts.supplyContracts(visit.scope, in: tx)
            let host = HostID(text: form.typed("host"))
            return try await previews.reimbursement(
                form,
                supply.filter { host == nil || $0.hostID == host },
                of: ReimbursementContractID(text: form.typed("contract"))
            )
        }
        return visit.fragment { ContractPreview.fragment(model, $0.say) }
    }
}
