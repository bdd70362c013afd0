import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// What a portfolio of chargers may earn in emission reduction units; open to anybody, by GET so that it can be linked.
package enum ERECalculatorPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.open(.get, .ereCalculator, show)
    }

    private static func show(_ visit: Visit) async throws -> Response {
        try visit.shell.estimates.count(visit.request.remoteAddress, at: visit.now)
        let table = try await factors(visit)
        let year = visit.say.zone.date(of: visit.now).yearMonth.year
        var form = asked(visit, ERETermForm.usual(table, year: year, visit.say))
        let figures = table.years.isEmpty ? nil : figures(&form, table)
        let model = ERECalculator.Model(
            form: fields(form, table),
            figures: figures,
            unknownYear: year > table.years.first ?? 0 ? year : nil
        )
        return try await visit.sharedPage(status: form.isValid ? .ok : .unprocessableContent) {
            ERECalculator.view(model, frame: $0)
        }
    }

    /// The factors, which are the same for everybody.
    static func factors(_ visit: Visit) async throws -> EREFactorTable {
        try await visit.shell.database.read(.system) { try await EREFactorBook.table(.netherlands, in: $0) }
    }

    /// What the address says, and what is usual where it says nothing.
    private static func asked(_ visit: Visit, _ usual: [String: String]) -> FormReader {
        FormReader(usual.merging(visit.request.query.all.map { ($0.name, $0.value) }) { $1 })
    }

    private static func figures(_ form: inout FormReader, _ table: EREFactorTable) -> EREFigures? {
        let chargers = form.integer("chargers", in: 1...ERETerms.mostChargers)
        guard let terms = ERETermForm.terms(&form, table), form.isValid else { return nil }
        do throws(ArithmeticOverflow) {
            return try EREFigures(try EREEstimate(chargers: chargers, terms), terms, .eur)
        } catch {
            form.reject("price", tooLarge)
            return nil
        }
    }

    private static let tooLarge = Text(
        en: "These numbers are too large or have too many decimals.",
        nl: "Deze getallen zijn te groot of hebben te veel decimalen."
    )

    private static func fields(_ form: FormReader, _ table: EREFactorTable) -> ERECalculator.Form {
        ERECalculator.Form(
            chargers: form["chargers"],
            kWh: form["kwh"],
            price: form["price"],
            priceUnit: form["per"],
            fee: form["fee"],
            basis: form["basis"],
            year: form["year"],
            years: table.years
        )
    }
}
