package import Values

/// Everything ever learned about the price of one quarter hour.
package enum PriceVersions {
    package struct Version: Sendable {
        package let version: Int
        package let price: IndexPrice
        package let currency: Currency
        package let minutes: Int
        package let recordedAt: Timestamp
        package let document: String

        package init(
            version: Int,
            price: IndexPrice,
            currency: Currency,
            minutes: Int,
            recordedAt: Timestamp,
            document: String
        ) {
            self.version = version
            self.price = price
            self.currency = currency
            self.minutes = minutes
            self.recordedAt = recordedAt
            self.document = document
        }
    }

    package struct Model: Sendable {
        package let biddingZone: String
        package let zone: Zone
        package let start: Timestamp
        /// The newest first.
        package let versions: [Version]

        package init(biddingZone: String, zone: Zone, start: Timestamp, versions: [Version]) {
            self.biddingZone = biddingZone
            self.zone = zone
            self.start = start
            self.versions = versions
        }
    }

    package static func view(_ model: Model, frame: PageFrame) -> HTML {
        let say = frame.say.at(model.zone)
        let day = Route.pricesDay(zone: model.biddingZone, day: model.zone.date(of: model.start))
        let heading = say(en: "Price of ", nl: "Prijs van ") + say.dateTime(model.start)
        return Page.app(heading, frame: frame, crumbs: [Crumb(say(.prices), day)], lead: HTML(say(lead))) {
            tableCard(say(en: "Versions", nl: "Versies")) { versionTable(model, say) }
        }
    }

    private static let lead = Text(
        en: "A corrected price is a new version; the old one stays, with the time we learned each.",
        nl: "Een gecorrigeerde prijs is een nieuwe versie; de oude blijft, met het moment waarop wij elk leerden."
    )

    private static func versionTable(_ model: Model, _ say: Reader) -> HTML {
        let columns: [Column<Version>] = [
            Column(say(.version)) { row in "\(row.version)" },
            .number(say(.price)) { row in say.indexPrice(row.price, row.currency) },
            .number(say(en: "Minutes", nl: "Minuten")) { row in "\(row.minutes)" },
            Column(say(.recorded)) { row in exactMoment(row.recordedAt, say) },
            Column(say(en: "Document", nl: "Document")) { row in row.document },
        ]
        if model.versions.isEmpty { return PriceParts.empty(say) }
        return plainTable(say(en: "Versions", nl: "Versies"), columns, model.versions)
    }
}
