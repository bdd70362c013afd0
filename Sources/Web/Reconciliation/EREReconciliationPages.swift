import Domain
import Formats
import HTTPServer
import Postgres
import Templates
import Values

/// The quarterly reconciliation, for the operator's people and, over all partners, for the platform's.
package enum EREReconciliationPages: PageFeature {
    /// Corrections that the page shows; the file has all.
    private static let correctionsShown = 100

    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.audit(.reconciliations), for: .operators, index)
        endpoints.get({ .audit(.reconciliation($0)) }, for: .operators, show)
        endpoints.get({ .audit(.reconciliationPDF($0)) }, for: .operators) { try file($0, $1, .report) }
        endpoints.get({ .audit(.reconciliationLines($0)) }, for: .operators) { try file($0, $1, .connections) }
        endpoints.get({ .audit(.reconciliationCorrections($0)) }, for: .operators) { try file($0, $1, .corrections) }
        endpoints.get(.audit(.partnerReconciliation), for: .platformMoney, partners)
        endpoints.get(.audit(.partnerReconciliationTable), for: .platformMoney, partnerTable)
    }

    private static func index(_ visit: MemberVisit) async throws -> Response {
        let today = EREQuarter.zone.date(of: visit.now)
        let (quarters, work) = try await visit.read { tx in
            let quarters = try await EREReconciliations.quarters(visit.scope, in: tx)
            let years = Array(Set(quarters.map(\.year)))
            return (quarters, try await EREDeadlines.work(visit.scope, of: years, in: tx))
        }
        let rows = quarters.map { EREReconciliationModels.row($0, work.quarters[$0], today) }
        return try await visit.page { EREReconciliationIndex.view(rows, frame: $0) }
    }

    private static func quarter(_ text: String) throws -> EREQuarter {
        guard let quarter = EREQuarter(text), "\(quarter)" == text else { throw NotFound("quarter") }
        return quarter
    }

    private static func show(_ visit: MemberVisit, _ text: String) async throws -> Response {
        let quarter = try quarter(text)
        let query = visit.listQuery(EREReconciliationShow.rules)
        let open = EREOpenStep(rawValue: query.filter("open"))
        let model = try await visit.shell.database.read(visit.scope, isolation: .repeatableRead) { tx in
            EREReconciliationModels.show(
                try await EREReconciliations.report(visit.scope, quarter, in: tx),
                try await EREReconciliations.lines(visit.scope, quarter, query.request(by: .ean), open: open, in: tx),
                try await EREReconciliations.corrections(visit.scope, quarter, limit: correctionsShown, in: tx),
                query
            )
        }
        return try await visit.page { EREReconciliationShow.view(model, frame: $0) }
    }

    private static func file(_ visit: MemberVisit, _ text: String, _ file: EREReconciliationFile) throws -> Response {
        let quarter = try quarter(text)
        let (services, scope, language, now) = (visit.shell.filings, visit.scope, visit.say.language, visit.now)
        let response = Response.stream(type: file.mediaType) { writer in
            try await services.report(scope, quarter, file, language, now) { try await writer.write($0) }
        }
        return response.download(as: file.name(quarter))
    }

    // MARK: Over all partners

    private static func found(
        _ visit: MemberVisit
    ) async throws -> (quarter: EREQuarter, quarters: [EREQuarter], partners: [EREReconciledPartner]) {
        let scope = try visit.acrossPartners()
        let quarters = EREReconciliationModels.quarters(EREQuarter.zone.date(of: visit.now))
        let asked = visit.request.query["quarter"].flatMap { EREQuarter($0) }
        guard let quarter = asked.flatMap({ quarters.contains($0) ? $0 : nil }) ?? quarters.first else {
            throw NotFound("quarter")
        }
        return (quarter, quarters, try await EREReconciliations.partners(scope, quarter, on: visit.shell.database))
    }

    private static func partners(_ visit: MemberVisit) async throws -> Response {
        let found = try await found(visit)
        let model = EREReconciliationModels.partners(found.quarter, found.quarters, found.partners)
        return try await visit.page { PartnerReconciliation.view(model, frame: $0) }
    }

    private static func partnerTable(_ visit: MemberVisit) async throws -> Response {
        let found = try await found(visit)
        var bytes = CSVWriter(columns: EREReconciliationModels.partnerColumns, guardsFormulas: true).bytes
        for one in found.partners {
            bytes += CSVWriter(columns: EREReconciliationModels.cells(one), guardsFormulas: true).bytes
        }
        let response = Response.of(type: "text/csv; charset=utf-8", bytes: bytes)
        return response.download(as: "reconciliation-\(found.quarter)-partners.csv")
    }
}
