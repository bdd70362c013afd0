import Domain
import HTTPServer
import Postgres
import Values

extension APIResource<KeptReading> {
    fileprivate static let reading = APIResource<KeptReading>(
        "Reading",
        "What a charger's meter showed at a moment.",
        [
            .id("id", "Its number here.") { $0.id },
            .id("charger_id", "The charger, as in its enrolment.") { $0.reading.charger },
            .id("customer_id", "Whose charger it is.") { $0.customer },
            .moment("at", "When the meter showed it.") { $0.reading.at },
            .maybeEnergy("register_wh", "The register, in watt-hours.") { $0.reading.register },
            .integer("version", "From 1; each that differed from the one before is one more.") { $0.version },
            .boolean("is_withdrawn", "Whether the meter never showed it.") { $0.reading.isWithdrawn },
            .id("batch_id", "With which batch it came.") { $0.batch },
        ]
    )
}

/// Meter readings that programs send.
enum APIReadings {
    private static let charger = APIQuery<EREChargerID>.id("charger", "Only those of this charger.")
    private static let members = ["charger_id", "at", "register_wh"]
    private static let optional = ["is_withdrawn"]
    /// Where in a reading something is wrong.
    private static let places = APIPushes.Places(time: "at", register: "register_wh")

    /// What a batch must look like; read by ``read(_:)``.
    private static let schema = APISchema.named(
        "NewReadings",
        .object([
            (
                "readings",
                .array(
                    of: .named(
                        "NewReading",
                        .object([
                            ("charger_id", APISchema.id.described("The charger, as in its enrolment."), true),
                            ("at", APISchema.moment.described("When the meter showed it."), true),
                            ("register_wh", APISchema.register.described("The register, in watt-hours."), true),
                            (
                                "is_withdrawn",
                                APISchema.boolean.described("Takes the reading back; false where it is missing."), false
                            ),
                        ])
                    ),
                    1...Pushes.mostPerBatch
                ),
                true
            )
        ])
    )

    static let endpoints: [APIEndpoint] = [
        send,
        .list(
            "/readings",
            "listReadings",
            in: "Readings",
            "Meter readings that were sent, by number.",
            needs: .readingsRead,
            .reading,
            by: .id("readings"),
            [charger.parameter]
        ) { call, after, limit in
            let wanted = try call.value(charger)
            return try await call.read {
                try await PushedReadings.list(call.scope, of: wanted, after: after, limit: limit, in: $0)
            }
        },
    ]

    private static let send = APIEndpoint(
        method: .post,
        pattern: "/readings",
        operation: "sendReadings",
        group: "Readings",
        summary: "Sends meter readings, all of a batch or none.",
        detail: """
            The same batch under the same Idempotency-Key has the same answer and writes nothing again; another batch \
            under it is refused. A register never falls: a charger with another meter is another charger. Readings are \
            kept beside what charge points say themselves: what went through a register between two readings counts where no \
            session of the same time is known. A reading that was wrong is sent again as it was, with `is_withdrawn`, and then told \
            anew in another batch.
            """,
        permission: .readingsWrite,
        parameters: [.idempotencyKey],
        body: schema,
        success: APIEndpoint.Success(
            status: .created,
            schema: APIResource.batch.schema,
            summary: "The batch is kept, now or since it came first."
        ),
        work: .once { call in
            let readings = try read(APIBody.read(call.request).cursor)
            let request = PushRequest(body: call.request.body, idempotencyKey: try call.idempotencyKey())
            return { tx in
                let outcome = try await PushedReadings.push(call.scope, readings, request, at: call.now, in: tx)
                return .json(APIResource.batch.json(try APIPushes.kept(outcome, in: "readings", places)))
            }
        }
    )

    private static func read(_ root: JSONCursor) throws -> [PushedReading] {
        var body = APIBody()
        let whole = body.members(root, ["readings"])
        let rows = body.elements(whole["readings"], 1...Pushes.mostPerBatch)
        let readings = rows.compactMap { row -> PushedReading? in
            let found = body.members(row, members, optional: optional)
            let charger: EREChargerID? = body.id(found["charger_id"])
            let at = body.moment(found["at"])
            let register = body.register(found["register_wh"])
            let isWithdrawn = found["is_withdrawn"].map { body.boolean($0) } ?? false
            guard let charger, let at, let register, let isWithdrawn else { return nil }
            return PushedReading(charger: charger, at: at, register: register, isWithdrawn: isWithdrawn)
        }
        guard body.faults.isEmpty else { throw APIRejection.invalid(body.faults) }
        return readings
    }
}
