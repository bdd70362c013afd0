import Domain
import Templates
import Values

/// What pages show of journal lines, made from what the contexts know.
enum LineModels {
    static func row(_ entry: JournalEntry, _ links: PageLinks = .operatorPages) -> JournalRow {
        JournalRow(
            line: Mention("\(entry.lineID)", links.line(entry.lineID, of: entry.sessionID)),
            session: Mention("\(entry.sessionID)", links.session(entry.sessionID)),
            host: Mention(entry.hostName, links.host(entry.hostID)),
            site: Mention(entry.siteName, links.site(entry.siteID)),
            chargePoint: entry.chargePointName.isEmpty ? entry.chargePointIdentity : entry.chargePointName,
            stoppedAt: entry.stoppedAt,
            durationSeconds: entry.stoppedAt.seconds(since: entry.startedAt),
            energy: entry.energy,
            price: entry.price,
            intervalCount: entry.partCount > 1 ? entry.partCount : 0,
            formula: entry.terms.map { formula($0, entry.currency) },
            amount: entry.amount,
            otherAmount: entry.otherAmount,
            currency: entry.currency,
            state: state(entry.standing)
        )
    }

    static func line(_ version: LineVersion, _ links: PageLinks = .operatorPages) -> Templates.LineDetail {
        var line = Templates.LineDetail(
            id: version.id,
            version: version.version,
            recordedAt: version.recordedAt,
            reason: reason(version.reason),
            state: version.credit == nil ? state(version.state) : .credited,
            contract: version.contract.map { Mention(name($0.name, $0.reference), links.contract($0.id)) },
            supplyContract: version.supplyContract.map { Mention(name($0.name, $0.reference), links.contract($0.id)) },
            mode: version.pricing.map(mode),
            formula: version.detail.terms.map { formula($0, version.currency) },
            currency: version.currency,
            energy: version.energy,
            parts: version.detail.parts.map(part),
            missing: version.detail.missing,
            otherCurrencies: version.detail.otherCurrencies,
            amount: version.amount,
            otherAmount: version.otherAmount,
            credit: version.credit.map { Mention($0.number, links.credit($0.id)) }
        )
        line.isRetired = version.detail.isRetired
        return line
    }

    private static func name(_ name: String, _ reference: String) -> String { name.isEmpty ? reference : name }

    static func formula(_ terms: Domain.LineDetail.Terms, _ currency: Currency) -> Formula {
        Formula(supply: supply(terms.supply), percent: terms.percent, fixed: terms.fixed, currency: currency)
    }

    static func supply(_ pricing: SupplyPricing) -> Formula.Supply {
        switch pricing {
        case .fixed(let price): .fixed(price)
        case .spot(let zone): .spot(zone: zone)
        case .formula(let zone, let factor, let addend): .formula(zone: zone, factor: factor, addend: addend)
        }
    }

    static func part(_ part: RatedPart) -> PricedPart {
        PricedPart(
            from: part.from,
            until: part.until,
            energy: part.energy,
            isInterpolated: part.isInterpolated,
            index: part.index.map(quote),
            supplyPrice: part.supplyPrice,
            price: part.price,
            amount: part.amount
        )
    }

    private static func quote(_ price: DatedPrice) -> IndexQuote {
        IndexQuote(
            price: price.price,
            start: price.start,
            minutes: price.minutes,
            version: price.version,
            recordedAt: price.recordedAt
        )
    }

    static func mode(_ pricing: PricingMoment) -> PricingMode {
        switch pricing {
        case .atStart: .atStart
        case .perInterval: .perInterval
        }
    }

    private static func state(_ state: Domain.LineState) -> Templates.LineState {
        switch state {
        case .priced: .priced
        case .waiting: .waiting
        case .held: .held
        case .noContract: .noContract
        case .excluded: .excluded
        }
    }

    private static func state(_ standing: JournalStanding) -> Templates.LineState {
        switch standing {
        case .priced: .priced
        case .waiting: .waiting
        case .held: .held
        case .noContract: .noContract
        case .excluded: .excluded
        case .credited: .credited
        case .correction: .correction
        }
    }

    private static func reason(_ reason: RatingReason) -> Text {
        switch reason {
        case .sessionCompleted: Text(en: "the session ended", nl: "de sessie eindigde")
        case .sessionChanged: Text(en: "the session's facts changed", nl: "de feiten van de sessie wijzigden")
        case .priceArrived: Text(en: "a missing price arrived", nl: "een ontbrekende prijs kwam binnen")
        case .priceCorrected: Text(en: "a price was corrected", nl: "een prijs werd gecorrigeerd")
        case .contractChanged: Text(en: "a contract was changed", nl: "een contract werd gewijzigd")
        case .siteChanged: Text(en: "the site's time zone changed", nl: "de tijdzone van de locatie wijzigde")
        case .decision: Text(en: "somebody decided", nl: "iemand besliste")
        }
    }
}
