import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Units that are sold, for the operator's people.
package enum ERETradePages: PageFeature {
    /// A paper and the form around it.
    private static let bodyBytes = ERETrades.documentBytes + (1 << 16)

    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.ereTrades, for: .operators, export: export) { try await index($0, nil, FormReader([:]), nil) }
        endpoints.post(.ereTrades, for: .operators, record)
        endpoints.post(.ereBrokers, for: .operators, addBroker)
        endpoints.get(Route.ereTrade, for: .operators) { try await show($0, $1, FormReader([:]), nil) }
        endpoints.get(Route.ereTradeShares, for: .operators, shares)
        endpoints.post(Route.ereTradeCancellation, for: .operators, cancel)
        endpoints.post(Route.ereTradeDocuments, for: .operators, bodyBytes: bodyBytes, keep)
        endpoints.get(Route.ereTradeDocument, for: .operators, document)
    }

    private static func index(
        _ visit: MemberVisit,
        _ sale: FormReader?,
        _ broker: FormReader,
        _ problem: Text?
    ) async throws -> Response {
        let query = visit.listQuery(ERETradeIndex.rules)
        let model = try await visit.read { tx in
            ERETradeModels.index(
                visit,
                lots: try await ERETrades.lots(visit.scope, in: tx),
                stock: try await ERETrades.stock(visit.scope, in: tx),
                query,
                trades: try await ERETrades.list(visit.scope, query.request(by: .number), in: tx),
                brokers: try await ERETrades.brokers(visit.scope, in: tx),
                sale ?? ERETradeModels.blank(visit),
                broker,
                problem
            )
        }
        let isFine = problem == nil && sale?.isValid != false && broker.isValid
        return try await visit.page(status: isFine ? .ok : .unprocessableContent) {
            ERETradeIndex.view(model, frame: $0)
        }
    }

    private static let export = Export<ERETrade>("ere-sales", columns: ERETradeModels.columns) { visit, tx, emit in
        let request: ListRequest<ERETradeSort> = visit.listQuery(ERETradeIndex.rules).request(by: .number)
        try await Export.pages(visit, request, { try await ERETrades.list(visit.scope, $0, in: tx) }, emit)
    }

    private static func record(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        guard let draft = ERETradeModels.draft(&form) else {
            return try await index(visit, form, FormReader([:]), nil)
        }
        do {
            let id = try await visit.write {
                try await ERETrades.record(visit.scope, draft, today: visit.today, at: visit.now, in: $0)
            }
            return visit.redirect(to: .ereTrade(id), .saved)
        } catch let rejection as ERETradeRejection {
            guard let field = ERETradeModels.field(of: rejection) else {
                return try await index(
                    visit,
                    form,
                    FormReader([:]),
                    ERETradeModels.text(rejection, visit.say)
                )
            }
            form.reject(field, ERETradeModels.text(rejection, visit.say))
            return try await index(visit, form, FormReader([:]), nil)
        }
    }

    private static func addBroker(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        let name = form.text("name", atMost: 140)
        let number = form.text("company_number", isRequired: false, atMost: 32)
        guard form.isValid else { return try await index(visit, nil, form, nil) }
        do {
            _ = try await visit.write {
                try await ERETrades.addBroker(
                    visit.scope,
                    name: name,
                    companyNumber: number,
                    at: visit.now,
                    in: $0
                )
            }
            return visit.redirect(to: .ereTrades, .saved)
        } catch let rejection as ERETradeRejection {
            form.reject("name", ERETradeModels.text(rejection, visit.say))
            return try await index(visit, nil, form, nil)
        }
    }

    // MARK: One

    private static func show(
        _ visit: MemberVisit,
        _ id: ERETradeID,
        _ form: FormReader,
        _ problem: Text?
    ) async throws -> Response {
        let query = visit.listQuery(ERETradeShow.rules)
        let model = try await visit.read { tx in
            ERETradeModels.show(
                try await ERETrades.find(visit.scope, id, in: tx),
                query,
                lines: try await ERETrades.lines(visit.scope, of: id, query.request(by: .position), in: tx),
                documents: try await ERETrades.documents(visit.scope, of: id, in: tx),
                form,
                problem
            )
        }
        return try await visit.page(
            status: form.isValid && problem == nil ? .ok : .unprocessableContent
        ) {
            ERETradeShow.view(model, frame: $0)
        }
    }

    private static func shares(_ visit: MemberVisit, _ id: ERETradeID) async throws -> Response {
        let (trade, lines) = try await visit.read { tx in
            (
                try await ERETrades.find(visit.scope, id, in: tx),
                try await ERETrades.lines(visit.scope, of: id, in: tx)
            )
        }
        return Response.of(type: "text/csv; charset=utf-8", bytes: ERETradeModels.csv(lines))
            .download(as: "\(trade.number).csv")
    }

    private static func cancel(_ visit: MemberVisit, _ id: ERETradeID) async throws -> Response {
        _ = try await visit.read { try await ERETrades.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let reason = form.text("reason", atMost: 400)
        guard form.isValid else { return try await show(visit, id, form, nil) }
        do {
            try await visit.write {
                try await ERETrades.cancel(
                    visit.scope,
                    id,
                    reason: reason,
                    today: visit.today,
                    at: visit.now,
                    in: $0
                )
            }
            return visit.redirect(to: .ereTrade(id), .saved)
        } catch let rejection as ERETradeRejection {
            return try await show(visit, id, form, ERETradeModels.text(rejection, visit.say))
        }
    }

    private static func keep(_ visit: MemberVisit, _ id: ERETradeID) async throws -> Response {
        _ = try await visit.read { try await ERETrades.find(visit.scope, id, in: $0) }
        guard let file = try visit.request.form().file("file"), !file.bytes.isEmpty,
            !file.fileName.isEmpty
        else {
            var form = FormReader([:])
            form.reject("file", .required)
            return try await show(visit, id, form, nil)
        }
        try await visit.write {
            try await ERETrades.addDocument(
                visit.scope,
                to: id,
                name: file.fileName,
                file.bytes,
                at: visit.now,
                in: $0
            )
        }
        return visit.redirect(to: .ereTrade(id), .saved)
    }

    private static func document(
        _ visit: MemberVisit,
        _ id: ERETradeID,
        _ document: ERETradeDocumentID
    ) async throws -> Response {
        let paper = try await visit.read {
            try await ERETrades.document(visit.scope, of: id, document, in: $0)
        }
        return Response.of(type: "application/octet-stream", bytes: paper.content).download(
            as: paper.name
        )
    }
}
