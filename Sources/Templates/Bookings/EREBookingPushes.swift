import Values

/// What others told of the chargers of a booking line, with the batches in which they did.
enum EREBookingPushes {
    static func table(_ pushes: [EREBookingShow.Push], _ say: Reader) -> HTML {
        guard !pushes.isEmpty else { return .empty }
        let columns: [Column<EREBookingShow.Push>] = [
            Column(say(en: "What", nl: "Wat")) { row in
                div {
                    if let session = row.session { session }
                    if let reading = row.reading {
                        a(.href(.pushedReading(reading))) { say(en: "Register reading", nl: "Meterstand") }
                    }
                    small { row.charger }
                }
            },
            Column(say(en: "From", nl: "Van")) { row in moment(row.startedAt, say) },
            Column(say(en: "Until", nl: "Tot")) { row in moment(row.stoppedAt, say) },
            .number("kWh") { row in say.energyNumber(row.energy) },
            Column(say(en: "Source", nl: "Bron")) { row in
                div {
                    say(en: "Batch \(row.batch)", nl: "Levering \(row.batch)")
                    small { code { String(row.sha256.prefix(12)) + "…" } }
                }
            },
        ]
        let title = say(en: "Sent to us, and counts", nl: "Aangeleverd, en telt mee")
        return tableCard(title) { plainTable(title, columns, pushes) }
    }
}
