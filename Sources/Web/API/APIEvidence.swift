import Domain
import HTTPServer
import Postgres
import Values

extension APIResource<EREProof> {
    fileprivate static let evidence = APIResource<EREProof>(
        "Evidence",
        "A photo or paper that was handed in, and what was said of it.",
        [
            .id("id", "Its number here.") { $0.id },
            .choice("kind", "What it shows.") { $0.kind },
            .maybeID("charger_id", "The charger that it shows.") { $0.charger },
            .choice("media_type", "What it is, by its bytes.") { $0.type },
            .integer("bytes", "How large it is.") { $0.byteCount },
            .text("sha256", "Of its bytes.", .text(pattern: "^[0-9a-f]{64}$")) { Hex.text($0.sha256) },
            .moment("handed_in_at", "When it was handed in.") { $0.createdAt },
            .maybeChoice("verdict", "What was decided; null while nobody looked.") { $0.verdict },
            .maybeText("reason", "Why it was refused.") { $0.reason },
            .maybeText("valid_until", "Until when it holds, where the paper says so: a day.", .day) {
                $0.validUntil.map { "\($0)" } ?? ""
            },
        ]
    )
}

/// Photos and papers that prove what an enrolment says.
enum APIEvidence {
    static let endpoints: [APIEndpoint] = [
        .list(
            "/enrolments/{enrolment}/evidence",
            "listEvidence",
            in: "Enrolments",
            "What was handed in for an enrolment, the oldest first.",
            needs: .enrolmentsRead,
            .evidence,
            by: .id("evidence"),
            [APIEnrolmentChanges.number]
        ) { call, after, limit in
            let id: EREEnrolmentID = try call.id("enrolment")
            let all = try await call.read { try await EREEvidenceBook.list(call.scope, of: id, in: $0) }
            // An enrolment has two hundred at most.
            let rest = all.filter { proof in after.map { $0 < proof.id } ?? true }
            return KeysetPage(
                rows: Array(rest.prefix(limit)),
                next: rest.count > limit ? rest[limit - 1].id : nil
            )
        },
        .post(
            "/enrolments/{enrolment}/evidence",
            "handInEvidence",
            in: "Enrolments",
            "Hands in a photo or paper; it is looked at by people.",
            detail: """
                Before the mandate is signed and after it. A refused enrolment waits again. What the file is is told by its \
                bytes; a larger one is refused with 413. Where the paper says until when it holds, send that as valid_until; \
                whoever accepts it may read another day.
                """,
            needs: .enrolmentsWrite,
            [APIEnrolmentChanges.number],
            sending: APIEnrolmentBody.evidence,
            atMost: APIEnrolmentBody.mostBytes,
            .evidence,
            handIn
        ),
    ]

    @Sendable private static func handIn(_ call: APICall) async throws -> APIWork.Act {
        let id = try await call.enrolment()
        let sent = try APIEnrolmentBody.evidence(try APIBody.read(call.request).cursor)
        return { tx in
            do {
                try await EREEvidenceBook.add(
                    call.scope,
                    sent.file,
                    sent.kind,
                    of: sent.charger,
                    until: sent.until,
                    to: id,
                    at: call.now,
                    in: tx
                )
            } catch is NotFound {
                let detail = "The enrolment has no such charger."
                throw APIRejection.invalid([
                    APIFault(place: .pointer("/charger_id"), code: "charger.unknown", detail: detail)
                ])
            }
            // Nobody else adds to it before this transaction ends.
            guard let added = try await EREEvidenceBook.list(call.scope, of: id, in: tx).last else {
                throw NotFound("evidence")
            }
            return .json(APIResource.evidence.json(added))
        }
    }
}
