import Domain
import Templates
import Values

/// Domain values of reconciliations as pages show them.
enum EREReconciliationModels {
    static func row(
        _ quarter: EREQuarter,
        _ work: EREOpenWork.Quarter?,
        _ today: LocalDate
    ) -> EREReconciliationIndex.Row {
        let deadline = EREDeadlines.all(of: quarter.year).first { $0.task == .reconciliation(quarter) }
        let due = deadline?.day ?? quarter.endDay
        return EREReconciliationIndex.Row(
            quarter: Mention("\(quarter)", .audit(.reconciliation("\(quarter)"))),
            due: due,
            daysLeft: Int(due.daysSinceEpoch - today.daysSinceEpoch),
            booked: work?.booked ?? 0,
            unbooked: work?.unbooked ?? 0,
            unbookedEnergy: work?.unbookedEnergy ?? .zero
        )
    }

    static func show(
        _ report: EREReconciliation,
        _ lines: Listing<EREReconciledLine>,
        _ corrections: [ERECorrection],
        _ query: ListQuery
    ) -> EREReconciliationShow.Model {
        EREReconciliationShow.Model(
            quarter: "\(report.quarter)",
            steps: report.figures.steps.map(step),
            open: EREOpenStep.allCases.compactMap { step in report.open[step].map { (step.rawValue, $0) } },
            overbooked: report.open[.overbooked] ?? 0,
            ties: report.ties.map { tie in
                EREReconciliationShow.Tie(
                    name: tie.kind.rawValue,
                    report: amount(tie.kind.amount(tie.report)),
                    other: amount(tie.kind.amount(tie.other))
                )
            },
            filings: report.filings.map(filing),
            corrections: corrections.map(correction),
            correctionCount: report.corrections,
            tolerance: report.tolerance,
            query: query,
            total: lines.total,
            rows: lines.rows.map(row)
        )
    }

    static func amount(_ one: EREReconciledAmount) -> EREReconciliationAmount {
        switch one {
        case .energy(let energy): .energy(energy)
        case .units(let units): .units(units)
        case .money(let minor): .money(Money(minor: minor, .eur))
        }
    }

    static func step(_ step: EREReconciledStep) -> EREReconciliationStep {
        EREReconciliationStep(
            name: EREReconciliationWords.step(step.kind.rawValue),
            amount: amount(step.amount),
            differences: step.differences.map {
                (EREReconciliationWords.difference($0.kind.rawValue), amount($0.amount))
            }
        )
    }

    private static func filing(_ filing: EREReconciledFiling) -> EREReconciliationShow.Filing {
        EREReconciliationShow.Filing(
            filing: Mention(filing.reference, .ereFiling(filing.id)),
            at: filing.filedAt,
            lines: filing.lines,
            corrections: filing.corrections,
            energy: filing.energy,
            units: filing.units
        )
    }

    private static func correction(_ one: ERECorrection) -> EREReconciliationShow.Correction {
        EREReconciliationShow.Correction(
            kind: one.kind.rawValue,
            at: one.at,
            line: Mention(one.ean, .ereBooking(one.booking)),
            reference: one.reference,
            before: one.energy.map { .energy($0.before) } ?? one.units.map { .units($0.before) },
            after: one.energy.map { .energy($0.after) } ?? one.units.map { .units($0.after) },
            reason: one.reason,
            by: one.by
        )
    }

    private static func row(_ line: EREReconciledLine) -> EREReconciliationShow.Row {
        let one = line.figures
        return EREReconciliationShow.Row(
            connection: Mention(line.ean, .ereBooking(line.booking)),
            customer: Mention(line.customerName, .customer(line.customer)),
            measured: one.measured,
            booked: one.booked,
            notBooked: one.notYetBooked,
            expected: one.filedUnits,
            credited: one.credited,
            verified: one.verified,
            sold: one.sold - one.lost,
            paid: Money(minor: one.paid, .eur),
            corrections: line.corrections,
            open: line.open.map(\.rawValue)
        )
    }

    // MARK: Over all partners

    /// Quarters that began, the newest first: those of two years, after which nothing of them moves but payouts.
    static func quarters(_ today: LocalDate) -> [EREQuarter] {
        var (all, next) = ([EREQuarter](), EREQuarter(of: today) ?? EREQuarter(year: EREYears.first, number: 1))
        while let quarter = next, all.count < 8 {
            all.append(quarter)
            next = quarter.previous
        }
        return all
    }

    static func partners(
        _ quarter: EREQuarter,
        _ quarters: [EREQuarter],
        _ partners: [EREReconciledPartner]
    ) -> PartnerReconciliation.Model {
        var sum = EREReconciledFigures()
        for one in partners { sum += one.figures }
        return PartnerReconciliation.Model(
            quarter: "\(quarter)",
            quarters: quarters.map { "\($0)" },
            steps: sum.steps.map(step),
            rows: partners.map(row)
        )
    }

    private static func row(_ partner: EREReconciledPartner) -> PartnerReconciliation.Row {
        let one = partner.figures
        return PartnerReconciliation.Row(
            partner: Mention(partner.name, .partner(partner.partner)),
            connections: one.connections,
            measured: one.measured,
            booked: one.booked,
            notBooked: one.notYetBooked,
            overbooked: partner.open[.overbooked] ?? 0,
            expected: one.filedUnits,
            credited: one.credited,
            verified: one.verified,
            sold: one.sold - one.lost,
            revenue: Money(minor: one.revenue, .eur),
            paid: Money(minor: one.paid, .eur),
            holds: partner.holds
        )
    }

    static let partnerColumns = ["partner", "connections"] + EREReconciledFigures.columns

    static func cells(_ partner: EREReconciledPartner) -> [String] {
        [partner.name, "\(partner.figures.connections)"] + partner.figures.cells
    }
}
