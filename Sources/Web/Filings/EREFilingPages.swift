import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Quarterly filings, for the operator's people.
package enum EREFilingPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.ereFilings, for: .operators, list)
        endpoints.post(.ereFilings, for: .operators, make)
        endpoints.get(Route.ereFiling, for: .operators, show)
        endpoints.get(Route.ereFilingDocument, for: .operators, document)
        endpoints.get(Route.ereFilingPack, for: .operators, pack)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        try await list(visit, Field(), nil, [:])
    }

    private static func list(
        _ visit: MemberVisit,
        _ quarter: Field,
        _ problem: Text?,
        _ gates: [String: Int]
    ) async throws -> Response {
        let filings = try await visit.read { try await EREFilings.list(visit.scope, in: $0) }
        let model = EREFilingIndex.Model(
            rows: filings.map(row),
            quarters: quarters(EREQuarter.zone.date(of: visit.now)),
            quarter: quarter,
            problem: problem,
            gates: gates.sorted { $0.key < $1.key }.map { (gate($0.key), $0.value) }
        )
        return try await visit.page(status: problem == nil ? .ok : .unprocessableContent) {
            EREFilingIndex.view(model, frame: $0)
        }
    }

    /// Those that are over and may still be booked.
    private static func quarters(_ today: LocalDate) -> [String] {
        var (all, next) = ([String](), EREQuarter(of: today)?.previous)
        while let quarter = next, today <= EREYears.lastBooking(of: quarter.year) {
            all.append("\(quarter)")
            next = quarter.previous
        }
        return all
    }

    private static func row(_ summary: EREFilingSummary) -> EREFilingIndex.Row {
        EREFilingIndex.Row(
            filing: Mention(summary.filing.reference, .ereFiling(summary.filing.id)),
            quarter: "\(summary.filing.quarter)",
            lines: summary.lines,
            corrections: summary.corrections,
            energy: summary.energy,
            units: summary.units,
            refused: summary.refused,
            by: summary.filing.createdByName,
            at: summary.filing.createdAt
        )
    }

    private static func make(_ visit: MemberVisit) async throws -> Response {
        var form = try visit.form()
        guard let quarter = EREQuarter(form.typed("quarter")) else {
            form.reject("quarter", .notAChoice)
            return try await list(visit, form["quarter"], .notAChoice, [:])
        }
        do {
            let id = try await visit.shell.filings.make(visit.scope, quarter, visit.now)
            return visit.redirect(to: .ereFiling(id), .saved)
        } catch let rejection as EREFilingRejection {
            let gates = if case .nothing(let gates) = rejection { gates } else { [String: Int]() }
            return try await list(visit, Field("\(quarter)"), text(rejection), gates)
        } catch let rejection as EREBookingRejection {
            return try await list(visit, Field("\(quarter)"), EREBookingWords.text(rejection), [:])
        }
    }

    // MARK: One

    private static func show(_ visit: MemberVisit, _ id: EREFilingID) async throws -> Response {
        let summary = try await visit.read { try await EREFilings.find(visit.scope, id, in: $0) }
        let model = EREFilingShow.Model(
            id: id,
            row: row(summary),
            generator: summary.filing.generator,
            schemaVersion: summary.filing.schemaVersion,
            documents: summary.documents.map {
                EREFilingShow.Document(name: $0.name, size: $0.size, sha256: Hex.text($0.sha256))
            }
        )
        return try await visit.page { EREFilingShow.view(model, frame: $0) }
    }

    private static func document(_ visit: MemberVisit, _ id: EREFilingID, _ name: String) async throws -> Response {
        let summary = try await visit.read { try await EREFilings.find(visit.scope, id, in: $0) }
        guard let document = summary.documents.first(where: { $0.name == name }) else { throw NotFound("document") }
        let (filings, scope) = (visit.shell.filings, visit.scope)
        let response = Response.stream(type: "application/xml") { writer in
            try await filings.document(scope, id, document.name) { try await writer.write($0) }
        }
        return response.download(as: "\(summary.filing.reference)-\(document.name)")
    }

    private static func pack(_ visit: MemberVisit, _ id: EREFilingID) async throws -> Response {
        let summary = try await visit.read { try await EREFilings.find(visit.scope, id, in: $0) }
        let (filings, scope) = (visit.shell.filings, visit.scope)
        let response = Response.stream(type: "application/zip") { writer in
            try await filings.pack(scope, id) { try await writer.write($0) }
        }
        return response.download(as: "\(summary.filing.reference)-evidence.zip")
    }

    // MARK: Words

    private static func gate(_ name: String) -> Text {
        if let gate = EREGate(rawValue: name) { return EREBookingWords.text(gate) }
        return Text(en: "Accepted by you, so somebody else files it", nl: "Door u akkoord, dus een ander dient in")
    }

    private static func text(_ rejection: EREFilingRejection) -> Text {
        switch rejection {
        case .nobody, .quarterOpen:
            Text(
                en: "Only a quarter that is over can be filed.",
                nl: "Alleen een kwartaal dat voorbij is, kan worden ingediend."
            )
        case .nothing:
            Text(
                en: "Nothing was filed: no accepted line of this quarter may be booked by you.",
                nl: "Er is niets ingediend: geen akkoorde regel van dit kwartaal kan door u worden ingeboekt."
            )
        case .invalid(let document, let finding):
            Text(
                en: "Nothing was filed: \(document) is not valid: \(finding)",
                nl: "Er is niets ingediend: \(document) is niet geldig: \(finding)"
            )
        case .differs(let document):
            Text(
                en: "\(document) is not what was filed.",
                nl: "\(document) is niet wat is ingediend."
            )
        }
    }
}
