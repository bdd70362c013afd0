import Domain
import HTTPServer
import Postgres
import Values

/// An estimate with what it takes for granted.
struct APIEstimate: Sendable {
    let estimate: EREEstimate
    let terms: ERETerms
    let amounts: EREAmounts
    /// The year that was asked for.
    let year: Int

    /// What nobody can promise, in sentences.
    var assumptions: [String] {
        let factors = terms.factors
        let known = factors.year == year ? "" : " Those of \(year) are not known, so these are taken."
        return [
            "Each charger delivers \(terms.kWhPerCharger) kWh in a year, measured by a MID meter.",
            "Of each kilowatt-hour \(factors.share) counts as renewable (\(factors.year), \(factors.source)).\(known)",
            "The price is an assumption: it is made by the market when units are sold, and it may be lower.",
            "The service fee is \(terms.feePercent) percent of what the units bring, VAT included.",
            "Units are whole in the register; what is rounded away is not paid.",
        ]
    }
}

extension APIResource<EREFactors> {
    fileprivate static let factors = APIResource<EREFactors>(
        "Factors",
        "By what delivered energy becomes units: kWh × share × grams per MJ × MJ per kWh ÷ 1000.",
        [
            .integer("year", "The calendar year that they hold for.") { $0.year },
            .choice("basis", "From where the energy comes.") { $0.basis },
            .text("renewable_share", "The renewable part.", .decimal) { $0.share.description },
            .text("grams_per_mj", "Grams of CO2 equivalent per megajoule.", .decimal) { $0.comparator.description },
            .text("mj_per_kwh", "Megajoules per kilowatt-hour.", .decimal) { $0.mjPerKWh.description },
            .text("source", "Where they come from.") { $0.source },
            .choice("evidence", "How far the source is from the official text.") { $0.evidence },
        ]
    )
}

extension APIResource<APIEstimate> {
    fileprivate static let estimate = APIResource<APIEstimate>(
        "Estimate",
        "What chargers may bring in a year: an estimate, no offer and no promise.",
        [
            .text("label", "To be shown beside the figures.") { _ in "An estimate: not an offer and not a promise." },
            .text("currency", "ISO 4217.", .text(pattern: "^[A-Z]{3}$")) { _ in Currency.eur.code },
            .integer("chargers", "How many.") { Int($0.estimate.chargers) },
            .text("kwh_per_charger", "What each delivers in a year.", .decimal) { $0.terms.kWhPerCharger.description },
            .text("kwh", "What they deliver in a year.", .decimal) { $0.estimate.kWh.description },
            .text("units", "Emission reduction units (ERE), not rounded.", .decimal) { $0.estimate.units.description },
            .text("price_per_kwh", "As it is assumed.", .decimal) { perKWh($0.terms) },
            .text("price_per_unit", "The same per unit, to four decimals.", .decimal) { perUnit($0.terms) },
            .text("gross", "What the units bring.", .money) { $0.amounts.gross.decimalText },
            .text("service_fee_percent", "Of what the units bring, VAT included.", .decimal) {
                $0.terms.feePercent.description
            },
            .text("service_fee", "The fee.", .money) { $0.amounts.fee.decimalText },
            .text("net", "What is left.", .money) { $0.amounts.net.decimalText },
            .object("factors", "By what energy becomes units.", .factors) { $0.terms.factors },
            .texts("assumptions", "What is taken for granted, in sentences.") { $0.assumptions },
        ]
    )

    /// Within the bounds of the parameters neither is ever beyond 38 digits.
    private static func perKWh(_ terms: ERETerms) -> String { (try? terms.pricePerKWh())?.description ?? "0" }
    private static func perUnit(_ terms: ERETerms) -> String { (try? terms.pricePerUnit())?.description ?? "0" }
}

/// What chargers may bring.
enum APIEstimates {
    /// For what a price is.
    private enum Per: String, CaseIterable, Sendable {
        case kWh = "kwh"
        case unit
    }

    private static let chargers = APIQuery<Int>(
        "chargers",
        "How many; 1 unless said otherwise.",
        .integer(in: 1...ERETerms.mostChargers),
        expects: "a number from 1 to \(ERETerms.mostChargers)"
    ) { text in
        guard text.utf8.count <= 7, text.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(text) else {
            return nil
        }
        return (1...Int(ERETerms.mostChargers)).contains(number) ? number : nil
    }
    private static let kWh = decimal("kwh", "What each delivers in a year; 3000 unless said otherwise.", 6, 3)
    private static let price = decimal("price", "What one of `per` brings; 0.10 for a kWh unless said otherwise.", 1, 6)
    private static let per = APIQuery<Per>(
        "per",
        "For what the price is; kwh unless said otherwise.",
        .choice(Per.allCases.map(\.rawValue)),
        expects: "kwh or unit"
    ) { Per(rawValue: $0) }
    private static let fee = decimal(
        "fee_percent",
        "Of what the units bring, VAT included; what you agreed on unless said otherwise.",
        2,
        2
    )
    private static let basis = APIQuery<EREFactors.Basis>(
        "basis",
        "From where the energy comes; grid unless said otherwise.",
        .choice(EREFactors.Basis.allCases.map(\.rawValue)),
        expects: "grid or own_generation"
    ) { EREFactors.Basis(rawValue: $0) }
    private static let year = APIQuery<Int>(
        "year",
        "The calendar year of delivery; this one unless said otherwise. Where its factors are not known, others are named.",
        .integer(in: 2026...2100),
        expects: "a year from 2026 to 2100"
    ) { $0.utf8.count == 4 ? Int($0).flatMap { (2026...2100).contains($0) ? $0 : nil } : nil }

    /// A decimal number from zero on with a point, of some digits before it and after it.
    private static func decimal(_ name: String, _ summary: String, _ whole: Int, _ decimals: Int) -> APIQuery<Exact> {
        APIQuery<Exact>(
            name,
            summary,
            .text(pattern: "^[0-9]{1,\(whole)}(\\.[0-9]{1,\(decimals)})?$"),
            expects: "a number from 0 on with \(whole) digits at most, and \(decimals) behind a point"
        ) { text in
            let parts = text.split(separator: ".", omittingEmptySubsequences: false).map(\.utf8)
            let isRight =
                (1...2).contains(parts.count)
                && parts.allSatisfy { part in
                    !part.isEmpty && part.allSatisfy { (48...57).contains($0) }
                }
            guard isRight, parts[0].count <= whole, (parts.dropFirst().first?.count ?? 0) <= decimals else {
                return nil
            }
            return Exact(text)
        }
    }

    static let endpoints: [APIEndpoint] = [
        .one(
            "/estimate",
            "getEstimate",
            in: "Estimates",
            "What chargers may bring in a year under some assumptions; nothing of it is promised.",
            needs: .estimatesRead,
            .estimate,
            [
                chargers.parameter, kWh.parameter, price.parameter, per.parameter, fee.parameter, basis.parameter,
                year.parameter,
            ],
            estimate
        )
    ]

    @Sendable private static func estimate(_ call: APICall) async throws -> APIEstimate {
        let (asked, basis) = (try call.value(year) ?? call.today.yearMonth.year, try call.value(basis) ?? .grid)
        let agreed = try call.value(fee)
        let table = try await call.shell.database.read(.system) { try await EREFactorBook.table(.netherlands, in: $0) }
        guard let near = table.nearestYear(to: asked), let factors = table.factors(of: near, basis) else {
            let detail = "No factors are known for this basis."
            throw APIRejection.invalid([
                APIFault(place: .parameter("basis"), code: "estimate.no_factors", detail: detail)
            ])
        }
        let usual = ERETerms.usual(factors)
        let kept = try await call.programme().keptPercent()
        let terms = ERETerms(
            kWhPerCharger: try call.value(kWh) ?? usual.kWhPerCharger,
            price: try assumed(call) ?? usual.price,
            feePercent: agreed ?? kept,
            factors: factors
        )
        let estimate = try EREEstimate(chargers: Int64(try call.value(chargers) ?? 1), terms)
        return APIEstimate(estimate: estimate, terms: terms, amounts: try estimate.amounts(.eur), year: asked)
    }
    private static func assumed(_ call: APICall) throws -> EREPrice? {
        let isPerUnit = try call.value(per) == .unit
        return try call.value(price).map { isPerUnit ? .perUnit($0) : .perKWh($0) }
    }
}
