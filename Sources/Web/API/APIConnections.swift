import Domain
import HTTPServer
import Values

extension APIResource<APIConnection> {
    fileprivate static let connection = APIResource<APIConnection>(
        "Connection",
        "A connection to the grid for which a mandate was signed, as its newest enrolment says.",
        [
            .text("ean", "Its number.", .ean) { $0.ean },
            .id("enrolment_id", "The newest enrolment.") { $0.enrolment },
            .id("customer_id", "Whose it is.") { $0.customer },
            .choice("state", "Where the enrolment stands.") { $0.state },
            .object("address", "Where it is.", .address) { $0.address },
            .choice("construct", "How energy for vehicles is told apart from other energy.") { $0.construct },
            .object("mandate", "Which years were signed for.", .years) { $0.years },
            .maybeInteger("ends_after", "The last calendar year that counts, where it was turned off.") {
                $0.endsAfter.map(Int64.init)
            },
        ]
    )
}

extension APIResource<APIDelivery> {
    fileprivate static let delivery = APIResource<APIDelivery>(
        "Delivery",
        "What a connection delivered in a quarter. A correction is a delivery of its own that takes another's place.",
        [
            .id("id", "Its number here.") { $0.id },
            .text("quarter", "Such as 2026-Q3.", .text(pattern: "^[0-9]{4}-Q[1-4]$")) { "\($0.quarter)" },
            .choice("state", "How far it is on the way from the meter to the payout.") { $0.state },
            .maybeID("corrects", "The earlier delivery whose place it takes.") { $0.corrects },
            .maybeEnergy("energy_wh", "What is claimed, in watt-hours.") { $0.energy },
            .integer("sessions", "Sessions that count in it.") { $0.sessions },
            .maybeInteger("expected_units", "Whole units expected; null while nobody knows the year's factors.") {
                $0.units
            },
            .choices("findings", "What was found while measuring.") { $0.findings },
            .maybeMoment("changed_at", "When it came where it stands.") { $0.changedAt },
        ]
    )
}

/// Connections and what they delivered.
enum APIConnections {
    private static let byEAN = APICursor<String>(list: "connections", form: "(3[0-9]){18}", write: { $0 }) { text in
        text.utf8.count == 18 && text.utf8.allSatisfy { (48...57).contains($0) } ? String(text) : nil
    }
    private static let number = APIParameter.path("ean", "The connection's number.", .ean)

    private static func ean(_ call: APICall) throws -> EAN18 {
        guard let ean = EAN18(call.request.parameter("ean")) else { throw NotFound("connection") }
        return ean
    }

    static let endpoints: [APIEndpoint] = [
        .list(
            "/connections",
            "listConnections",
            in: "Connections",
            "Connections for which a mandate was signed, by EAN.",
            needs: .connectionsRead,
            .connection,
            by: byEAN
        ) { call, after, limit in
            try await call.read { try await APIRecords.connections(call.scope, after: after, limit: limit, in: $0) }
        },
        .one(
            "/connections/{ean}",
            "getConnection",
            in: "Connections",
            "One connection.",
            needs: .connectionsRead,
            .connection,
            [number]
        ) { call in
            let ean = try ean(call)
            return try await call.read { try await APIRecords.connection(call.scope, ean, in: $0) }
        },
        .list(
            "/connections/{ean}/deliveries",
            "listDeliveries",
            in: "Connections",
            "What a connection delivered per quarter, in the order in which it was measured first.",
            needs: .connectionsRead,
            .delivery,
            by: .id("deliveries"),
            [number]
        ) { call, after, limit in
            let ean = try ean(call)
            return try await call.read {
                try await APIRecords.deliveries(call.scope, of: ean, after: after, limit: limit, in: $0)
            }
        },
    ]
}
