import Domain
import Values

extension APIResource<APIChargePoint> {
    fileprivate static let chargePoint = APIResource<APIChargePoint>(
        "ChargePoint",
        "A charge point that talks to us, itself or through another back-office.",
        [
            .id("id", "Its number here.") { $0.id },
            .text("identity", "The last segment of its OCPP address.") { $0.identity },
            .maybeText("name", "For people.") { $0.name },
            .text("site", "The name of its site.") { $0.siteName },
            .text("time_zone", "IANA name of the site's zone.") { $0.timeZone },
            .maybeID("customer_id", "Whose charger it is, where it was said.") { $0.customer },
            .integer("connectors", "How many it has.") { $0.connectors },
            .integer("max_power_w", "The most it gives, in watts.") { $0.maxPowerW },
            .maybeText("vendor", "As it says itself.") { $0.vendor },
            .maybeText("model", "As it says itself.") { $0.model },
            .maybeText("serial_number", "As it says itself.") { $0.serialNumber },
            .maybeText("firmware", "As it says itself.") { $0.firmware },
            .boolean("is_online", "Whether it is connected now.") { $0.isOnline },
            .maybeMoment("last_message_at", "When it spoke last.") { $0.lastMessageAt },
            .moment("created_at", "When it was added.") { $0.createdAt },
            .maybeMoment("retired_at", "Since when it may no longer connect.") { $0.retiredAt },
        ]
    )
}

/// Charge points.
enum APIChargePoints {
    static let endpoints: [APIEndpoint] = [
        .list(
            "/charge-points",
            "listChargePoints",
            in: "Charge points",
            "Your charge points, by number.",
            needs: .chargePointsRead,
            .chargePoint,
            by: .id("charge-points")
        ) { call, after, limit in
            try await call.read { try await APIRecords.chargePoints(call.scope, after: after, limit: limit, in: $0) }
        },
        .one(
            "/charge-points/{chargePoint}",
            "getChargePoint",
            in: "Charge points",
            "One charge point.",
            needs: .chargePointsRead,
            .chargePoint,
            [.path("chargePoint", "Its number.")]
        ) { call in
            let id: ChargePointID = try call.id("chargePoint")
            return try await call.read { try await APIRecords.chargePoint(call.scope, id, in: $0) }
        },
    ]
}
