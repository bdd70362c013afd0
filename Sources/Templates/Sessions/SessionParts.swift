import Values

/// The number of a driver's card as a host may see it: its end, where there is more than the end.
package func maskedCard(_ idTag: String) -> String {
    idTag.count > 6 ? "••••" + idTag.suffix(4) : "••••"
}

/// What the operator's and the host's page of a session share.
enum SessionParts {
    static func flagNotes(_ flags: [SessionFlag], _ say: Reader) -> HTML {
        guard !flags.isEmpty else { return .empty }
        return div(.class("flashes")) {
            flags.map { flag in
                notice(flag.isHolding ? .bad : .caution, say(flag.title)) { p { say(flag.explanation) } }
            }
        }
    }

    /// The facts; a driver's card is nobody's business but the operator's, so a host sees its end only.
    static func facts(_ model: SessionShow.Model, _ say: Reader, masksCard: Bool = false) -> [Fact] {
        [
            Fact(say(.chargePoint), model.chargePoint.html),
            Fact(say(.connector), "\(model.connector)"),
            Fact(say(.started), exactMoment(model.startedAt, say)),
            Fact(say(.stopped), model.stoppedAt.map { exactMoment($0, say) } ?? HTML("–")),
            Fact(say(en: "Time zone", nl: "Tijdzone"), model.zone.name),
            Fact(say(en: "Register at start", nl: "Stand bij start"), register(model.meterStart, say)),
            Fact(say(en: "Register at stop", nl: "Stand bij stop"), register(model.meterStop, say)),
            Fact(say(.energy), model.energy.map { say.energy($0) } ?? "–"),
            Fact(say(en: "Readings in between", nl: "Tussenstanden"), say.count(model.readingCount)),
            Fact(
                say(en: "Charge card", nl: "Laadpas"),
                HTML { code { masksCard ? maskedCard(model.idTag) : model.idTag } }
            ),
            Fact(say(en: "OCPP transaction", nl: "OCPP-transactie"), HTML { code { "\(model.transactionID)" } }),
        ]
    }

    private static func register(_ energy: Energy?, _ say: Reader) -> String {
        energy.map { say.decimal($0.wh, minimumDecimals: 0) + "\u{00A0}Wh" } ?? "–"
    }

    static func curveCard(_ model: SessionShow.Model, _ say: Reader) -> HTML {
        card(say(en: "Meter over price", nl: "Meter en prijs")) { curve(model, say).view(say) }
    }

    private static func curve(_ model: SessionShow.Model, _ say: Reader) -> TimeChart {
        let end = model.stoppedAt ?? model.curve.last?.until ?? model.startedAt
        let words = ChartWords(
            id: "session-curve",
            title: say(en: "Meter curve and price", nl: "Metercurve en prijs"),
            description: say(
                en: "Energy since the start as an area, the day-ahead price per quarter hour as a line.",
                nl: "Energie sinds de start als vlak, de dag-vooruitprijs per kwartier als lijn."
            )
        )
        return TimeChart(
            words,
            from: model.startedAt,
            until: max(end, model.startedAt.adding(seconds: 60)),
            leftUnit: model.currency.code + "/MWh",
            rightUnit: "kWh",
            series: [energySeries(model, say), priceSeries(model, say)],
            gaps: gaps(model, say)
        )
    }

    private static func energySeries(_ model: SessionShow.Model, _ say: Reader) -> TimeChart.Series {
        let spans = model.curve.map { span in
            TimeChart.Span(
                from: span.from,
                until: span.until,
                value: span.energySoFar.kWh,
                text: say.energy(span.energySoFar)
            )
        }
        let name = say(en: "Energy since start", nl: "Energie sinds start")
        return TimeChart.Series(name, .energy, .area, side: .right, spans: spans)
    }

    private static func priceSeries(_ model: SessionShow.Model, _ say: Reader) -> TimeChart.Series {
        let spans = model.prices.map { span in
            TimeChart.Span(
                from: max(span.from, model.startedAt),
                until: min(span.until, model.stoppedAt ?? span.until),
                value: span.price.perMWh,
                text: say.indexPrice(span.price, model.currency)
            )
        }
        return TimeChart.Series(say(en: "Day-ahead price", nl: "Dag-vooruitprijs"), .price, .steps, spans: spans)
    }

    private static func gaps(_ model: SessionShow.Model, _ say: Reader) -> [TimeChart.Gap] {
        model.missingPrices.map { gap in
            TimeChart.Gap(from: gap.from, until: gap.until, name: say(.priceMissing))
        }
    }
}

extension Text {
    static let priceMissing = Text(en: "no price", nl: "geen prijs")
}
