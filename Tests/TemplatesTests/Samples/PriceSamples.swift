import Templates
import Values

extension SamplePage {
    static let prices: [SamplePage] = [
        SamplePage("prices-day") { PriceDay.view(clockChange, frame: Sample.frame(.prices)) },
        SamplePage("prices-day-empty") {
            let model = PriceDay.Model(
                biddingZone: "NL",
                biddingZones: ["NL"],
                zone: Sample.amsterdam,
                currency: .eur,
                day: Sample.day,
                rows: [],
                gaps: []
            )
            return PriceDay.view(model, frame: Sample.frame(.prices))
        },
        SamplePage("prices-month") {
            let model = PriceMonth.Model(
                biddingZone: "NL",
                biddingZones: ["BE", "NL"],
                currency: .eur,
                month: Sample.june,
                days: monthDays
            )
            return PriceMonth.view(model, frame: Sample.frame(.pricesMonth(zone: "NL", month: Sample.june)))
        },
        SamplePage("price-versions") {
            let start = Sample.at("2025-10-26T02:00:00Z")
            let versions: [PriceVersions.Version] = [
                .init(
                    version: 2,
                    price: Sample.perMWh("84.21"),
                    currency: .eur,
                    minutes: 15,
                    recordedAt: Sample.at("2025-10-27T09:00:00Z"),
                    document: "a44-corrected.xml"
                ),
                .init(
                    version: 1,
                    price: Sample.perMWh("-12.00"),
                    currency: .eur,
                    minutes: 60,
                    recordedAt: Sample.at("2025-10-25T11:00:00Z"),
                    document: "a44.xml"
                ),
            ]
            let model = PriceVersions.Model(
                biddingZone: "NL",
                zone: Sample.amsterdam,
                start: start,
                versions: versions
            )
            return PriceVersions.view(model, frame: Sample.frame(.priceVersions(zone: "NL", start: start)))
        },
    ]

    /// The day of the clock change, whose repeated hour has no price in the published series.
    private static let clockChange: PriceDay.Model = {
        let day = LocalDate("2025-10-26") ?? Sample.day
        let first = Sample.amsterdam.start(of: day)
        let gap = PriceDay.Gap(from: Sample.at("2025-10-26T01:00:00Z"), until: Sample.at("2025-10-26T02:00:00Z"))
        let rows: [PriceDay.Row] = (0..<100).compactMap { index in
            let start = first.adding(seconds: Int64(index) * 900)
            guard start < gap.from || start >= gap.until else { return nil }
            let price = IndexPrice(microPerMWh: Int64(40 - abs((index * 7) % 120 - 50)) * 1_730_000)
            return PriceDay.Row(
                start: start,
                minutes: 15,
                price: price,
                version: index == 40 ? 2 : 1,
                recordedAt: Sample.at("2025-10-25T11:02:13Z")
            )
        }
        return PriceDay.Model(
            biddingZone: "NL",
            biddingZones: ["BE", "NL"],
            zone: Sample.amsterdam,
            currency: .eur,
            day: day,
            rows: rows,
            gaps: [gap]
        )
    }()

    private static let monthDays: [PriceMonth.Day] = (0..<30).map { index in
        let mean = Exact(mantissa: Int128(6_512 - (index * 613) % 7_300), scale: 2)
        return PriceMonth.Day(
            day: Sample.june.firstDay.adding(days: Int64(index)),
            lowest: Sample.perMWh("-21.5"),
            highest: Sample.perMWh("143.02"),
            mean: mean,
            quarterHours: index == 12 ? 92 : 96,
            quarterHoursExpected: 96
        )
    }
}
