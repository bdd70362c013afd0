package import Values

/// What of a booking line was told of twice, with what told of it before.
package enum EREBookingLeftOut {
    package enum Name: Sendable {
        case session(SessionID)
        /// By the sender's own name.
        case sent(String)
        case reading(String)
    }

    package struct Row: Sendable {
        package let what: Name
        package let twin: Name
        package let startedAt: Timestamp
        package let stoppedAt: Timestamp
        package let energy: Energy

        package init(
            what: Name,
            twin: Name,
            startedAt: Timestamp,
            stoppedAt: Timestamp,
            energy: Energy
        ) {
            self.what = what
            self.twin = twin
            self.startedAt = startedAt
            self.stoppedAt = stoppedAt
            self.energy = energy
        }
    }

    static func table(_ rows: [Row], _ say: Reader) -> HTML {
        guard !rows.isEmpty else { return .empty }
        let columns: [Column<Row>] = [
            Column(say(en: "Left out", nl: "Blijft weg")) { row in html(row.what, say) },
            Column(say(en: "Told before by", nl: "Eerder gemeld door")) { row in html(row.twin, say) },
            Column(say(en: "From", nl: "Van")) { row in moment(row.startedAt, say) },
            Column(say(en: "Until", nl: "Tot")) { row in moment(row.stoppedAt, say) },
            .number("kWh") { row in say.energyNumber(row.energy) },
        ]
        return tableCard(say(en: "Told twice", nl: "Dubbel gemeld")) {
            plainTable(say(en: "Told twice", nl: "Dubbel gemeld"), columns, rows)
        }
    }

    private static func html(_ name: Name, _ say: Reader) -> HTML {
        switch name {
        case .session(let id): Mention("\(id)", .session(id)).html
        case .sent(let name): HTML { code { name } }
        case .reading(let id): HTML(say(en: "Reading \(id)", nl: "Meterstand \(id)"))
        }
    }
}
