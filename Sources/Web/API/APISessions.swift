import Domain
import Values

extension APIResource<APISession> {
    fileprivate static let session = APIResource<APISession>(
        "Session",
        "A charging session; whose card it was is not told.",
        [
            .id("id", "Its number here.") { $0.id },
            .id("charge_point_id", "Where it was.") { $0.chargePoint },
            .text("charge_point_identity", "The same, by its OCPP identity.") { $0.identity },
            .integer("connector", "From 1; 0 where unknown.") { $0.connector },
            .maybeID("customer_id", "Whose charger it is, where it was said.") { $0.customer },
            .choice("state", "How far it is; held means that a person must look at it.") { $0.standing },
            .moment("started_at", "When it began.") { $0.startedAt },
            .maybeMoment("stopped_at", "When it ended; null while it is open.") { $0.stoppedAt },
            .maybeEnergy("register_begin_wh", "The register when it began, in watt-hours.") { $0.meterStart },
            .maybeEnergy("register_end_wh", "The register when it ended, in watt-hours.") { $0.meterStop },
            .maybeEnergy("energy_wh", "What was delivered, in watt-hours.") { $0.energy },
            .choices("flags", "What is odd about it.") { $0.flags },
            .integer("revision", "Rises when something that comes later changes the session.") { $0.revision },
        ]
    )
}

/// Charging sessions.
enum APISessions {
    private static let chargePoint = APIQuery<ChargePointID>.id("charge_point", "Only those of this charge point.")
    private static let from = APIQuery<Timestamp>.moment("from", "Only those that started then or later.")
    private static let until = APIQuery<Timestamp>.moment("until", "Only those that started before.")

    /// The years 1970 to 9999, in microseconds: what PostgreSQL knows, and more than sessions have.
    private static let moments: Range<Int64> = 0..<253_402_300_800_000_000

    private static let byStart = APICursor<APISession.Key>(
        list: "sessions",
        form: "(3[0-9]){1,17}20(3[0-9]){1,18}",
        write: { "\($0.startedAt.microseconds) \($0.id)" },
        read: { text in
            let parts = text.split(separator: " ")
            guard parts.count == 2, let start = Int64(parts[0]), moments.contains(start),
                let id = SessionID(text: parts[1])
            else { return nil }
            return APISession.Key(startedAt: Timestamp(microseconds: start), id: id)
        }
    )

    static let endpoints: [APIEndpoint] = [
        .list(
            "/sessions",
            "listSessions",
            in: "Sessions",
            "Charging sessions, the one that started last first.",
            needs: .sessionsRead,
            .session,
            by: byStart,
            [chargePoint.parameter, from.parameter, until.parameter]
        ) { call, after, limit in
            let filter = APISessionFilter(
                chargePoint: try call.value(chargePoint),
                from: try call.value(from),
                until: try call.value(until)
            )
            return try await call.read {
                try await APIRecords.sessions(call.scope, filter, after: after, limit: limit, in: $0)
            }
        },
        .one(
            "/sessions/{session}",
            "getSession",
            in: "Sessions",
            "One session.",
            needs: .sessionsRead,
            .session,
            [.path("session", "Its number.")]
        ) { call in
            let id: SessionID = try call.id("session")
            return try await call.read { try await APIRecords.session(call.scope, id, in: $0) }
        },
    ]
}
