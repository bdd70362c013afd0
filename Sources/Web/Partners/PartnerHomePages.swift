import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The first page of whoever looks after customers.
package enum PartnerHomePages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(.partnerHome, for: .partners, home)
    }

    private static func home(_ visit: MemberVisit) async throws -> Response {
        let model = try await visit.read { try await homeModel(visit, $0) }
        return try await visit.page { PartnerHome.view(model, frame: $0) }
    }

    private static func homeModel(_ visit: MemberVisit, _ tx: Transaction) async throws -> PartnerHome.Model {
        let scope = visit.scope
        let own = try await Operators.own(scope, in: tx)
        let terms = try await Partners.terms(scope, on: visit.today, in: tx)
        let recorded = try await Partners.allTerms(scope, in: tx)
        let holding = recorded.first { $0.terms == terms && !$0.isReplaced }
        let documents = try await Agreements.documents(scope, in: tx)
        let today = EREQuarter.zone.date(of: visit.now)
        let years = EREYears.first...max(today.yearMonth.year, EREYears.first)
        let asked = visit.request.query["year"].flatMap { Int($0) }
        let year = asked.flatMap { years.contains($0) ? $0 : nil } ?? years.upperBound
        let overview = try await EREOverview.find(scope, year: year, on: today, in: tx)
        return PartnerHome.Model(
            name: own.details.name,
            terms: holding.map(PartnerModels.row),
            customers: CustomerModels.counts(try await Customers.counts(scope, on: visit.today, in: tx)),
            figures: EREYearModels.figures(overview, years, on: today),
            documents: PartnerModels.rows(documents) { .ownDocument($0) }
        )
    }
}

/// A year's overview as pages show it.
enum EREYearModels {
    static func figures(
        _ overview: EREOverview,
        _ years: ClosedRange<Int>,
        on today: LocalDate
    ) -> EREYearFigures {
        let quarters = (1...4).compactMap { EREQuarter(year: overview.year, number: $0) }
        return EREYearFigures(
            year: overview.year,
            years: years,
            quarters: quarters.filter { $0.firstDay <= today }.map { quarter($0, overview, on: today) },
            payouts: overview.payouts.map(payout),
            total: sum(overview.payouts.map(\.total)),
            paid: sum(overview.payouts.map(\.paid)),
            mandates: overview.watch.mandates,
            firstMandateEnd: overview.watch.firstMandateEnd,
            evidence: overview.watch.evidence,
            firstEvidenceEnd: overview.watch.firstEvidenceEnd,
            silent: overview.watch.silent
        )
    }

    private static func quarter(
        _ quarter: EREQuarter,
        _ overview: EREOverview,
        on today: LocalDate
    ) -> EREYearFigures.Quarter {
        let parts = overview.parts.filter { $0.quarter == quarter }
        return EREYearFigures.Quarter(
            name: "\(quarter)",
            isOpen: today < quarter.endDay,
            connections: parts.reduce(0) { $0 + $1.lines },
            energy: parts.reduce(.zero) { $0 + $1.energy },
            expected: parts.reduce(0) { $0 + Int($1.expected) },
            withoutUnits: parts.reduce(0) { $0 + $1.withoutUnits },
            credited: parts.reduce(0) { $0 + Int($1.credited) },
            stages: EREBookingState.allCases.compactMap { state in
                let lines = parts.filter { $0.state == state }.reduce(0) { $0 + $1.lines }
                return lines == 0 ? nil : (EREBookingWords.stage(state), lines)
            }
        )
    }

    private static func payout(_ payout: EREOverviewPayout) -> EREYearFigures.Payout {
        EREYearFigures.Payout(
            quarter: Mention("\(payout.quarter)", .erePayout(payout.run)),
            model: PartnerModels.model(payout.model),
            madeOn: payout.madeOn,
            payments: payout.payments,
            total: payout.total,
            paid: payout.paid
        )
    }

    private static func sum(_ amounts: [Money]) -> Money {
        Money(minor: amounts.reduce(0) { $0 + $1.minor }, .eur)
    }
}
