import Domain
import HTTPServer
import Postgres
import Values

extension APIResource<KeptSession> {
    fileprivate static let pushedSession = APIResource<KeptSession>(
        "PushedSession",
        "A session at a charger as it was sent, by its newest version.",
        [
            .id("number", "The number of the version here.") { $0.id },
            .text("id", "Your own name for the session.", APIPushedSessions.name) { $0.session.name },
            .integer("version", "From 1; each that differed from the one before is one more.") { $0.version },
            .id("charger_id", "The charger, as in its enrolment.") { $0.session.charger },
            .id("customer_id", "Whose charger it is.") { $0.customer },
            .integer("connector", "From 1.") { $0.session.connector },
            .moment("started_at", "When it began.") { $0.session.startedAt },
            .moment("stopped_at", "When it ended.") { $0.session.stoppedAt },
            .maybeEnergy("register_begin_wh", "The register when it began, in watt-hours.") { $0.session.begin },
            .maybeEnergy("register_end_wh", "The register when it ended, in watt-hours.") { $0.session.end },
            .boolean("is_withdrawn", "Whether it never was.") { $0.session.isWithdrawn },
            .id("batch_id", "With which batch this version came.") { $0.batch },
        ]
    )
}

/// Sessions of chargers that programs send.
enum APIPushedSessions {
    private static let charger = APIQuery<EREChargerID>.id("charger", "Only those of this charger.")
    static let name = APISchema.text(pattern: "^[!-~]{1,100}$")
    private static let members = [
        "id", "charger_id", "started_at", "stopped_at", "register_begin_wh", "register_end_wh",
    ]
    private static let optional = ["connector", "is_withdrawn"]
    private static let places = APIPushes.Places(time: "stopped_at", register: "register_end_wh")
    private static let connectors: ClosedRange<Int64> = 1...100

    /// What a batch must look like; read by ``read(_:)``.
    private static let schema = APISchema.named(
        "NewSessions",
        .object([("sessions", .array(of: session, 1...Pushes.mostPerBatch), true)])
    )

    private static let session = APISchema.named(
        "NewSession",
        .object([
            ("id", name.described("Your own name for the session, by which it is known ever after."), true),
            ("charger_id", APISchema.id.described("The charger, as in its enrolment."), true),
            ("connector", APISchema.integer(in: connectors).described("From 1; 1 where it is missing."), false),
            ("started_at", APISchema.moment.described("When it began."), true),
            ("stopped_at", APISchema.moment.described("When it ended."), true),
            ("register_begin_wh", APISchema.register.described("The register when it began, in watt-hours."), true),
            ("register_end_wh", APISchema.register.described("The register when it ended, in watt-hours."), true),
            ("is_withdrawn", APISchema.boolean.described("Whether it never was; false where it is missing."), false),
        ])
    )

    static let endpoints: [APIEndpoint] = [
        send,
        .list(
            "/pushed-sessions",
            "listPushedSessions",
            in: "Sessions",
            "Sessions that were sent, by the number of their newest version.",
            needs: .readingsRead,
            .pushedSession,
            by: .id("pushed-sessions"),
            [charger.parameter]
        ) { call, after, limit in
            let wanted = try call.value(charger)
            return try await call.read {
                try await PushedSessions.list(call.scope, of: wanted, after: after, limit: limit, in: $0)
            }
        },
    ]

    private static let send = APIEndpoint(
        method: .post,
        pattern: "/sessions",
        operation: "sendSessions",
        group: "Sessions",
        summary: "Sends sessions of chargers, all of a batch or none.",
        detail: """
            The same batch under the same Idempotency-Key has the same answer and writes nothing again. A session is known by \
            your own name for it: sent again it changes nothing, sent with something else it becomes another version, and \
            the newest one holds. Sessions count for units where we heard none of the same time at the same charger \
            ourselves; they are not settled with hosts.
            """,
        permission: .sessionsWrite,
        parameters: [.idempotencyKey],
        body: schema,
        success: APIEndpoint.Success(
            status: .created,
            schema: APIResource.batch.schema,
            summary: "The batch is kept, now or since it came first."
        ),
        work: .once { call in
            let sessions = try read(APIBody.read(call.request).cursor)
            let request = PushRequest(body: call.request.body, idempotencyKey: try call.idempotencyKey())
            return { tx in
                let outcome = try await PushedSessions.push(call.scope, sessions, request, at: call.now, in: tx)
                return .json(APIResource.batch.json(try APIPushes.kept(outcome, in: "sessions", places)))
            }
        }
    )

    private static func read(_ root: JSONCursor) throws -> [PushedSession] {
        var body = APIBody()
        let whole = body.members(root, ["sessions"])
        let rows = body.elements(whole["sessions"], 1...Pushes.mostPerBatch)
        let sessions = rows.compactMap { read($0, &body) }
        guard body.faults.isEmpty else { throw APIRejection.invalid(body.faults) }
        return sessions
    }

    private static func read(_ row: JSONCursor, _ body: inout APIBody) -> PushedSession? {
        let found = body.members(row, members, optional: optional)
        let name = body.text(found["id"], "A name of 1 to 100 visible characters of ASCII", PushedSession.isName)
        let charger: EREChargerID? = body.id(found["charger_id"])
        let connector = found["connector"].map { body.integer($0, connectors) } ?? 1
        let (start, stop) = (body.moment(found["started_at"]), body.moment(found["stopped_at"]))
        let begin = body.register(found["register_begin_wh"])
        let end = body.register(found["register_end_wh"])
        let isWithdrawn = found["is_withdrawn"].map { body.boolean($0) } ?? false
        guard let name, let charger, let connector, let start, let stop, let begin, let end, let isWithdrawn else {
            return nil
        }
        return PushedSession(
            name: name,
            charger: charger,
            connector: connector,
            startedAt: start,
            stoppedAt: stop,
            begin: begin,
            end: end,
            isWithdrawn: isWithdrawn
        )
    }
}
