import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// What is verified: the population of a year and the samples of it, for the operator's people at their own and for the
/// platform's, verifiers among them, at a partner's.
package enum EREVerifierPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get({ .audit(.population(.own, $0)) }, for: .operators) { try await show($0, .own, $1, nil) }
        endpoints.get({ .audit(.populationTable(.own, $0)) }, for: .operators) { try await table($0, .own, $1) }
        endpoints.get({ .audit(.populationPack(.own, $0)) }, for: .operators) { try await pack($0, .own, $1) }
        endpoints.post({ .audit(.sampleRequest(.own, $0)) }, for: .operators) { try await ask($0, .own, $1) }
        endpoints.get({ .audit(.sample(.own, $0)) }, for: .operators) { try await sample($0, .own, $1) }
        endpoints.get({ .audit(.sampleAnswer(.own, $0)) }, for: .operators) { try await answer($0, .own, $1) }
        endpoints.get({ .audit(.population(.partner($0), $1)) }, for: .platform) {
            try await show($0, .partner($1), $2, nil)
        }
        endpoints.get({ .audit(.populationTable(.partner($0), $1)) }, for: .platform) {
            try await table($0, .partner($1), $2)
        }
        endpoints.get({ .audit(.populationPack(.partner($0), $1)) }, for: .platform) {
            try await pack($0, .partner($1), $2)
        }
        endpoints.post({ .audit(.sampleRequest(.partner($0), $1)) }, for: .platform) {
            try await ask($0, .partner($1), $2)
        }
        endpoints.get({ .audit(.sample(.partner($0), $1)) }, for: .platform) { try await sample($0, .partner($1), $2) }
        endpoints.get({ .audit(.sampleAnswer(.partner($0), $1)) }, for: .platform) {
            try await answer($0, .partner($1), $2)
        }
    }

    private static func year(_ text: String) throws -> Int {
        guard let year = Int(text), "\(year)" == text, (EREYears.first...2100).contains(year) else {
            throw NotFound("year")
        }
        return year
    }

    // MARK: Population

    private static func show(
        _ visit: MemberVisit,
        _ desk: EREVerifierDesk,
        _ text: String,
        _ form: FormReader?
    ) async throws -> Response {
        let year = try year(text)
        let model = try await visit.read(at: desk) { scope, tx in
            EREVerifierModels.population(
                desk,
                name: desk == .own ? "" : try await Operators.own(scope, in: tx).details.name,
                try await ERESamples.population(scope, year, until: visit.now, in: tx),
                try await ERESamples.list(scope, year, in: tx),
                try await EREVerifications.list(scope, in: tx).filter { $0.year == year },
                form ?? FormReader(["rule": "random", "size": "25"])
            )
        }
        return try await visit.page(status: form == nil ? .ok : .unprocessableContent) {
            EREPopulationPage.view(model, frame: $0)
        }
    }

    private static func table(_ visit: MemberVisit, _ desk: EREVerifierDesk, _ text: String) async throws -> Response {
        let year = try year(text)
        let scope = try await visit.scope(at: desk, ofFiled: year)
        let (verifier, now) = (visit.shell.filings.verifier, visit.now)
        let response = Response.stream(type: "text/csv; charset=utf-8") { writer in
            try await verifier.population(scope, year, now) { try await writer.write($0) }
        }
        return response.download(as: "population-\(year).csv")
    }

    private static func pack(_ visit: MemberVisit, _ desk: EREVerifierDesk, _ text: String) async throws -> Response {
        let year = try year(text)
        let scope = try await visit.scope(at: desk, ofFiled: year)
        let (verifier, now) = (visit.shell.filings.verifier, visit.now)
        let response = Response.stream(type: "application/zip") { writer in
            try await verifier.pack(scope, year, now) { try await writer.write($0) }
        }
        return response.download(as: "verifier-\(year).zip")
    }

    // MARK: Samples

    private static func ask(_ visit: MemberVisit, _ desk: EREVerifierDesk, _ text: String) async throws -> Response {
        let year = try year(text)
        var form = try visit.form()
        guard let order = EREVerifierModels.order(&form, year, visit) else {
            return try await show(visit, desk, text, form)
        }
        do {
            let id = try await visit.write(at: desk) { scope, tx in
                try await ERESamples.request(scope, order, at: visit.now, in: tx)
            }
            return visit.redirect(to: desk.sample(id), .saved)
        } catch let rejection as ERESampleRejection {
            form.reject(EREVerifierModels.field(of: rejection), EREVerifierModels.text(rejection))
            return try await show(visit, desk, text, form)
        }
    }

    private static func sample(
        _ visit: MemberVisit,
        _ desk: EREVerifierDesk,
        _ id: ERESampleID
    ) async throws -> Response {
        let found = try await visit.read(at: desk) { scope, tx in try await ERESamples.find(scope, id, in: tx) }
        let model = EREVerifierModels.sample(desk, found.sample, found.lines)
        return try await visit.page { ERESamplePage.view(model, frame: $0) }
    }

    private static func answer(
        _ visit: MemberVisit,
        _ desk: EREVerifierDesk,
        _ id: ERESampleID
    ) async throws -> Response {
        let found = try await visit.read(at: desk) { scope, tx in
            (scope, try await ERESamples.find(scope, id, in: tx).sample)
        }
        let (verifier, scope, now) = (visit.shell.filings.verifier, found.0, visit.now)
        let response = Response.stream(type: "application/zip") { writer in
            try await verifier.answer(scope, id, now) { try await writer.write($0) }
        }
        return response.download(as: "sample-\(found.1.year)-\(id).zip")
    }
}

extension MemberVisit {
    /// Reads at the own operator, or at a partner on behalf of somebody of the platform.
    fileprivate func read<Result: Sendable>(
        at desk: EREVerifierDesk,
        _ body: nonisolated(nonsending) (Scope, Transaction) async throws -> Result
    ) async throws -> Result {
        switch desk {
        case .own: try await read { try await body(scope, $0) }
        case .partner(let partner): try await read(of: partner, body)
        }
    }

    fileprivate func write<Result: Sendable>(
        at desk: EREVerifierDesk,
        _ body: nonisolated(nonsending) (Scope, Transaction) async throws -> Result
    ) async throws -> Result {
        switch desk {
        case .own: try await write { try await body(scope, $0) }
        case .partner(let partner): try await write(of: partner, body)
        }
    }

    /// The scope for files of a year, of which something has to be filed.
    ///
    /// - Throws: ``NotFound`` while nothing is.
    fileprivate func scope(at desk: EREVerifierDesk, ofFiled year: Int) async throws -> Scope {
        try await read(at: desk) { scope, tx in
            let population = try await ERESamples.population(scope, year, until: now, in: tx)
            guard !population.filings.isEmpty else { throw NotFound("population") }
            return scope
        }
    }
}
