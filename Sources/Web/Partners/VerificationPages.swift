import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// What is there to be verified, over all partners.
package enum VerificationPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.verification, for: .platform, home)
    }

    private static func home(_ visit: MemberVisit) async throws -> Response {
        let scope = try visit.acrossPartners()
        let years = EREYears.first...max(visit.today.yearMonth.year, EREYears.first)
        let asked = visit.request.query["year"].flatMap { Int($0) }
        let year = asked.flatMap { years.contains($0) ? $0 : nil } ?? years.upperBound
        let rows = try await visit.shell.database.read(scope) { try await EREPopulation.ofYear(scope, year, in: $0) }
        let model = VerificationHome.Model(year: year, years: years, rows: rows.map { row($0, year) })
        return try await visit.page { VerificationHome.view(model, frame: $0) }
    }

    private static func row(_ row: EREPopulationRow, _ year: Int) -> VerificationHome.Row {
        VerificationHome.Row(
            partner: Mention(row.name, .partner(row.partner)),
            population: Mention(String(year), EREVerifierDesk.partner(row.partner).population(year)),
            mandates: row.mandates,
            active: row.active,
            chargers: row.chargers,
            accepted: row.accepted,
            refused: row.refused,
            unseen: row.unseen
        )
    }
}
