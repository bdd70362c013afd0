package import Values

/// An invented world to look at: operators, hosts, charge points, months of sessions, and the market's prices.
///
/// A pure function of the seed and the day: the same two give the same world, byte for byte. Nobody in it exists, and
/// its bank accounts are at a bank that does not.
package struct DemoWorld: Sendable {
    /// The zone in which everything of the world lies.
    package static let zoneName = "Europe/Amsterdam"
    /// The bidding zone of all its sites.
    package static let biddingZone = "NL"
    /// The first number of a transaction.
    ///
    /// Gateways are given numbers up to 2,100,050,000; those above are nobody else's, and need not be reserved first,
    /// so that a fill that was interrupted continues with the same numbers.
    package static let firstTransactionID: Int64 = 2_110_000_001

    /// The seed.
    package let seed: UInt64
    /// The day on which the world is looked at; its last sessions end the day before.
    package let today: LocalDate
    /// The first day with sessions: the first of a month.
    package let firstDay: LocalDate
    let zone: Zone

    /// - Parameters:
    ///   - seed: The seed.
    ///   - today: The day on which the world is looked at.
    ///   - fullMonths: Months with sessions before the current one.
    package init(seed: UInt64, today: LocalDate, fullMonths: Int = 3) {
        self.seed = seed
        self.today = today
        firstDay = today.yearMonth.adding(months: -fullMonths).firstDay
        zone = Zone.named(DemoWorld.zoneName) ?? .utc
    }

    /// The months that are over, oldest first.
    package var finishedMonths: [YearMonth] {
        Array(sequence(first: firstDay.yearMonth, next: \.next).prefix { $0 < today.yearMonth })
    }

    /// The day on which some contracts change: the first of the month in the middle.
    var changeDay: LocalDate {
        let months = finishedMonths
        return months.isEmpty ? firstDay : months[months.count / 2].firstDay
    }

    /// The days with sessions.
    var days: [LocalDate] {
        (0..<max(0, today.daysSinceEpoch - firstDay.daysSinceEpoch)).map { firstDay.adding(days: $0) }
    }

    /// All charge points of the world in the order of the cast.
    var stations: [WorldStation] { WorldCast.operators.flatMap { $0.stations(seed: seed) } }

    /// People who sign in, with their passwords.
    package static var logins: [DemoLogin] { WorldCast.operators.flatMap(\.logins) }

    /// The password of all its people.
    package static var password: String { WorldCast.password }

    /// The references of its operators.
    package static var operatorReferences: [String] { WorldCast.operators.map(\.reference) }
}

/// Somebody who signs in to the demo.
package struct DemoLogin: Hashable, Sendable {
    /// The operator's name.
    package let operatorName: String
    /// The role.
    package let role: Role
    /// The e-mail address.
    package let email: String
    /// The password: simple, the same for all, and told to everybody who starts the demo.
    package let password: String
}

/// Prices of one publication.
package struct DemoPriceDocument: Hashable, Sendable {
    /// One price.
    package struct Interval: Hashable, Sendable {
        /// The start of the quarter hour, UTC.
        package let start: Timestamp
        /// The price per MWh in euros.
        package let price: IndexPrice
    }

    /// The name of the file.
    package let fileName: String
    /// When it was published.
    package let publishedAt: Timestamp
    /// Its quarter hours, ascending.
    package let intervals: [Interval]

    /// The document as CSV, in the form of docs/reference/prices.md.
    package var csv: [UInt8] {
        let rows = intervals.map { "\($0.start.compactText),15,\($0.price.perMWh.text(minimumDecimals: 2))\n" }
        return Array(("start_utc,minutes,eur_per_mwh\n" + rows.joined()).utf8)
    }
}

/// A raw OCPP frame as a gateway would have recorded it.
package struct DemoFrame: Hashable, Sendable {
    /// The identity of the charge point.
    package let identity: String
    /// When it was received or sent.
    package let at: Timestamp
    /// The connection.
    package let connectionID: Int64
    /// Whether it went to the charge point.
    package let isOutgoing: Bool
    /// The bytes.
    package let payload: [UInt8]
}

/// What a charge point last told of itself.
package struct DemoStation: Hashable, Sendable {
    /// The identity of the charge point.
    package let identity: String
    package let vendor: String
    package let model: String
    package let serialNumber: String
    package let firmware: String
    package let connectors: Int32
    /// When it last started.
    package let bootedAt: Timestamp
    /// When it was last heard of.
    package let lastMessageAt: Timestamp
}
