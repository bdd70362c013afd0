import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// Sessions: list, detail down to the raw frames, decisions about held ones.
package enum SessionPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.list(.sessions, for: .operators, export: export, list)
        endpoints.get(Route.session, for: .operators) { try await show($0, $1, reason: Field()) }
        endpoints.get(Route.sessionFrames, for: .operators, frames)
        endpoints.post(Route.sessionDecisions, for: .operators, decide)
        endpoints.post(Route.sessionEnding, for: .operators, end)
    }

    private static func list(_ visit: MemberVisit) async throws -> Response {
        let query = visit.listQuery(SessionIndex.rules)
        let model = try await visit.read { tx in
            let found = try await Sessions.list(visit.scope, query.request(by: .started), filter(visit, query), in: tx)
            return SessionIndex.Model(
                query: query,
                total: found.total,
                rows: found.rows.map { SessionModels.row($0) },
                hosts: PlaceChoices.hosts(try await Hosts.names(visit.scope, in: tx)),
                sites: PlaceChoices.sites(try await Sites.names(visit.scope, in: tx))
            )
        }
        return try await visit.page { SessionIndex.view(model, frame: $0) }
    }

    /// Days are cut in the reader's zone; the last day counts whole.
    static func filter(_ visit: MemberVisit, _ query: ListQuery) -> SessionFilter {
        let zone = visit.say.zone
        var filter = SessionFilter()
        filter.from = LocalDate(query.filter("from")).map { zone.start(of: $0) }
        filter.until = LocalDate(query.filter("until")).map { zone.span(of: $0).until }
        filter.host = HostID(text: query.filter("host"))
        filter.site = SiteID(text: query.filter("site"))
        filter.chargePoint = query.filter("charge_point")
        filter.standing = SessionStanding(rawValue: query.filter("state"))
        filter.flag = Domain.SessionFlag(rawValue: query.filter("flag"))
        return filter
    }

    private static let export = Export<SessionSummary>(
        "sessions",
        columns: [
            ("session", { .integer($0.id.rawValue) }), ("transaction_id", { .integer($0.transactionID) }),
            ("host", { .string($0.hostName) }), ("site", { .string($0.siteName) }),
            ("charge_point", { .string($0.chargePointIdentity) }), ("connector", { .integer($0.connector) }),
            ("start_utc", { .string($0.startedAt.rfc3339) }), ("stop_utc", { .text($0.stoppedAt?.rfc3339) }),
            ("energy_wh", { $0.energy.map { .exact($0.wh) } ?? .null }),
            ("amount", { .text($0.amount?.description) }), ("currency", { .string($0.currency.code) }),
            ("state", { .string($0.standing.rawValue) }),
            ("flags", { .string($0.flags.map(\.rawValue).joined(separator: " ")) }),
        ]
    ) { visit, tx, emit in
        let query = visit.listQuery(SessionIndex.rules)
        let sort = SessionSort(rawValue: query.sort) ?? .started
        let (filter, isDescending) = (filter(visit, query), query.isDescending)
        try await Sessions.forEach(visit.scope, filter, by: sort, isDescending: isDescending, in: tx, emit)
    }

    private static func show(
        _ visit: MemberVisit,
        _ id: SessionID,
        reason: Field,
        ending: FormReader? = nil,
        status: Status = .ok
    ) async throws -> Response {
        let model = try await visit.read { tx in
            let detail = try await Sessions.find(visit.scope, id, in: tx)
            let frames = try await Sessions.frames(visit.scope, id, in: tx)
            var model = SessionModels.show(detail, frames, reason: reason)
            model.signed = try await SignedValueModels.card(visit, detail.summary, tx)
            let proposed = try await Sessions.proposedEnding(visit.scope, id, at: visit.now, in: tx)
            model.endForm = proposed.map { SessionEndForms.model(detail, $0, ending) }
            return model
        }
        return try await visit.page(status: status) { SessionShow.view(model, frame: $0) }
    }

    /// All raw frames of a session as a file; a frame that is no JSON stands in it as text.
    static func frames(_ visit: MemberVisit, _ id: SessionID) async throws -> Response {
        _ = try await visit.read { try await Sessions.frames(visit.scope, id, in: $0) }
        let response = Response.stream(type: "application/json") { writer in
            var text = FrameText()
            try await visit.shell.database.read(visit.scope, isolation: .repeatableRead) { tx in
                try await Sessions.forEachFrame(visit.scope, id, in: tx) { frame in
                    text.append(frame)
                    if text.bytes.count >= visit.shell.configuration.limits.exportChunkBytes {
                        try await writer.write(text.take())
                    }
                }
            }
            text.finish()
            try await writer.write(text.take())
        }
        return response.download(as: "session-\(id)-frames.json")
    }

    private static func decide(_ visit: MemberVisit, _ id: SessionID) async throws -> Response {
        _ = try await visit.read { try await Sessions.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let decision = form.choice("decision", as: SessionDecision.self)
        guard let decision else { throw HTTPError(.badRequest, "The decision cannot be understood.") }
        do {
            let reason = form.typed("reason")
            try await visit.write { try await Sessions.decide(visit.scope, id, decision, reason: reason, in: $0) }
            return visit.redirect(to: .session(id), .saved)
        } catch let rejection as SessionDecisionRejection {
            form.reject("reason", SessionModels.problem(rejection))
            return try await show(visit, id, reason: form["reason"], status: .unprocessableContent)
        }
    }
}

extension SessionPages {
    private static func end(_ visit: MemberVisit, _ id: SessionID) async throws -> Response {
        let detail = try await visit.read { try await Sessions.find(visit.scope, id, in: $0) }
        var form = try visit.form()
        let reason = form.typed("reason")
        if let ending = SessionEndForms.read(&form, detail) {
            do {
                try await visit.write {
                    try await Sessions.end(visit.scope, id, ending, reason: reason, at: visit.now, in: $0)
                }
                return visit.redirect(to: .session(id), .saved)
            } catch let rejection as SessionDecisionRejection {
                form.reject("reason", SessionModels.problem(rejection))
            } catch let rejection as SessionEndingRejection {
                SessionEndForms.show(rejection, on: &form, visit.say.at(detail.zone))
            }
        }
        return try await show(visit, id, reason: Field(), ending: form, status: .unprocessableContent)
    }
}

/// The bytes of a file of frames that have not been sent yet.
private struct FrameText {
    private(set) var bytes = Array("[".utf8)
    private var isFirst = true

    mutating func append(_ frame: SessionFrame) {
        let direction = frame.isOutgoing ? "to_charge_point" : "from_charge_point"
        let entry = JSON.dictionary([
            "received_at_utc": .string(frame.reference.receivedAt.rfc3339), "node": .integer(frame.reference.nodeID),
            "sequence": .integer(frame.reference.sequence), "direction": .string(direction),
            "frame": FrameText.content(frame.payload),
        ])
        bytes += Array(((isFirst ? "\n" : ",\n") + entry.prettyText).utf8)
        isFirst = false
    }

    mutating func finish() { bytes += Array("\n]\n".utf8) }

    mutating func take() -> [UInt8] {
        defer { bytes = [] }
        return bytes
    }

    private static func content(_ payload: [UInt8]) -> JSON {
        // What is no JSON is told as the text it was.
        (try? JSON(parsing: payload)) ?? .string(String(decoding: payload, as: UTF8.self))
    }
}
