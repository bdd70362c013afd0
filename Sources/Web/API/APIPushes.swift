import Domain
import HTTPServer
import Postgres
import Values

extension APIResource<PushBatch> {
    static let batch = APIResource<PushBatch>(
        "PushBatch",
        "What came together, kept as it came.",
        [
            .id("id", "Its number here.") { $0.id },
            .choice("kind", "What is in it.") { $0.kind },
            .text("sha256", "Of the body as it came.", .text(pattern: "^[0-9a-f]{64}$")) { Hex.text($0.sha256) },
            .integer("added", "What of it was new.") { $0.added },
            .integer("known", "What was there already, the same.") { $0.known },
            .moment("received_at", "When it came first.") { $0.receivedAt },
        ]
    )
}

/// Batches of readings and sessions that programs send.
enum APIPushes {
    /// Where in a row of a batch its time and its register stand.
    struct Places {
        let time: String
        let register: String
    }

    static let endpoints: [APIEndpoint] = [
        .one(
            "/batches/{batch}",
            "getBatch",
            in: "Readings",
            "One batch.",
            needs: .readingsRead,
            .batch,
            [.path("batch", "Its number.")]
        ) { call in
            let id: PushBatchID = try call.id("batch")
            return try await call.read { try await Pushes.batch(call.scope, id, in: $0) }
        }
    ]

    /// The batch that is kept, or why it is not.
    static func kept(_ outcome: PushOutcome, in list: String, _ places: Places) throws -> PushBatch {
        switch outcome {
        case .kept(let batch): return batch
        case .keyReused:
            let detail = "Another batch came under this key; name each batch anew."
            throw APIRejection.invalid([
                APIFault(place: .header("Idempotency-Key"), code: "idempotency.key_reused", detail: detail)
            ])
        case .refused(let faults):
            throw APIRejection.invalid(
                faults.map { fault in
                    let (member, detail) = words(fault.fault, places)
                    return APIFault(
                        place: .pointer("/\(list)/\(fault.place)/\(member)"),
                        code: fault.fault.rawValue,
                        detail: detail
                    )
                }
            )
        }
    }

    /// Where in a row a fault is, and what it means.
    private static func words(_ fault: PushFault, _ places: Places) -> (member: String, detail: String) {
        switch fault {
        case .unknownCharger: ("charger_id", "You have no such charger.")
        case .tooEarly: (places.time, "There were no units before \(EREYears.first).")
        case .inFuture: (places.time, "This moment has not come yet.")
        case .backwards: (places.time, "It ends before it begins.")
        case .tooLong: (places.time, "No session is longer than \(PushedSession.mostDays) days.")
        case .conflict: (places.register, "At that moment the register showed something else, as was said before.")
        case .fell: (places.register, "The register was higher before.")
        case .aboveLater: (places.register, "A later reading of this charger is lower.")
        case .twice where places.time == "at": (places.time, "The batch says something else of this moment, too.")
        case .twice: ("id", "The batch has this session already.")
        case .neverTold: (places.time, "Nothing was told of this moment that could be taken back.")
        case .moved: ("id", "This session was told of another charger or connector before.")
        }
    }
}
