import Domain
import Postgres
import Simulator
import Values

/// The operator of the benchmark with its hosts; made by the same import that real portfolios take.
enum BenchWorld {
    /// The bidding zone of the hosts whose year is filled in; replayed sessions have another one.
    static let zone = "BE"
    static let operatorReference = "bench"
    static let email = "admin@bench.example"
    static let password = "measure what is measurable"
    /// The key of every charge point.
    static let key = "00112233445566778899aabbccddeeff00112233"
    static let timeZone = Zone.named("Europe/Amsterdam") ?? .utc

    /// What hosts pay their suppliers.
    enum Supply: String, CaseIterable {
        case fixed, spot, formula

        func pricing(zone: String) -> SupplyPricing {
            switch self {
            case .fixed: .fixed(UnitPrice(microPerKWh: 231_500))
            case .spot: .spot(zone: zone)
            case .formula:
                .formula(
                    zone: zone,
                    factor: Exact(mantissa: 105, scale: 2),
                    addend: UnitPrice(microPerKWh: 12_300)
                )
            }
        }
    }

    /// The terms of a supply and a way of pricing, with a margin of 5 % and 1.75 cents.
    static func terms(_ supply: Supply, pricing: PricingMoment) -> SessionTerms {
        let day = LocalDate(daysSinceEpoch: 0)
        return SessionTerms(
            reimbursement: ReimbursementTerms(
                versionID: ReimbursementVersionID(1),
                contractID: ReimbursementContractID(1),
                supplyContractID: SupplyContractID(1),
                validFrom: day,
                validUntil: nil,
                recordedAt: Timestamp(seconds: 0),
                fixed: UnitPrice(microPerKWh: 17_500),
                percent: Exact(5),
                pricing: pricing,
                paymentTerm: PaymentTerm(kind: .net, days: 30)
            ),
            supply: SupplyTerms(
                versionID: SupplyVersionID(1),
                contractID: SupplyContractID(1),
                validFrom: day,
                recordedAt: Timestamp(seconds: 0),
                pricing: supply.pricing(zone: zone)
            )
        )
    }

    /// A session that draws constant power, with a reading at every quarter hour of the clock.
    static func session(
        _ number: Int,
        of place: BenchPlace = .nowhere,
        from start: Timestamp,
        seconds: Int64,
        charging: Int64? = nil,
        wh: Int64
    ) -> SessionToRate {
        let stop = start.adding(seconds: seconds)
        let quarters = sequence(first: start.quarterHour.adding(seconds: 900)) { $0.adding(seconds: 900) }
        let readings = quarters.prefix { $0 < stop }.map { at in
            let drawn = min(charging ?? seconds, at.seconds(since: start))
            return RegisterPoint(at: at, register: Energy(wh: wh * drawn / (charging ?? seconds)))
        }
        return SessionToRate(
            operatorID: place.operatorID,
            sessionID: SessionID(Int64(number)),
            hostID: place.hostID,
            siteID: place.siteID,
            zone: timeZone,
            currency: .eur,
            revision: 1,
            startedAt: start,
            stoppedAt: stop,
            meterStart: .zero,
            meterStop: Energy(wh: wh),
            readings: readings,
            holdingFlags: [],
            decision: nil
        )
    }
}

/// A charge point with the site and the host it belongs to.
struct BenchPlace: Sendable {
    let operatorID: OperatorID
    let hostID: HostID
    let siteID: SiteID
    let chargePointID: ChargePointID

    /// For sessions that are rated and not stored.
    static let nowhere = BenchPlace(
        operatorID: OperatorID(1),
        hostID: HostID(1),
        siteID: SiteID(1),
        chargePointID: ChargePointID(1)
    )
}
