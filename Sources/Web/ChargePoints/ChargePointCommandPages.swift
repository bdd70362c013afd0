import Domain
import HTTPServer
import Postgres
import Templates
import Values

/// The pages from which a charge point is commanded: forms, what was sent, what came of it.
package enum ChargePointCommandPages: PageFeature {
    package static func register(in endpoints: inout Endpoints) {
        endpoints.get(Route.chargePointCommands, for: .operators) { try await show($0, $1, .commands) }
        endpoints.get(Route.chargePointSettings, for: .operators) { try await show($0, $1, .settings) }
        endpoints.get(Route.chargePointPower, for: .operators) { try await show($0, $1, .power) }
        endpoints.get(Route.chargePointLocalList, for: .operators) { try await show($0, $1, .localList) }
        endpoints.get(Route.chargePointUpkeep, for: .operators) { try await show($0, $1, .upkeep) }
        endpoints.get(Route.chargePointCertificates, for: .operators) { try await show($0, $1, .certificates) }
        endpoints.post(Route.chargePointCommands, for: .administrators, command)
    }

    private static func show(
        _ visit: MemberVisit,
        _ id: ChargePointID,
        _ tab: ChargePointTab,
        typed: TypedCommand? = nil
    ) async throws -> Response {
        let view = try await visit.read { tx in
            let heading = try await ChargePointControlModels.heading(visit, id, typed: typed ?? TypedCommand(), tx)
            return try await ChargePointControlModels.view(visit, heading, tab, tx)
        }
        return try await visit.page(status: typed == nil ? .ok : .unprocessableContent) { view($0) }
    }

    private static func command(_ visit: MemberVisit, _ id: ChargePointID) async throws -> Response {
        let (chargePoint, sessions) = try await visit.read { tx in
            (
                try await ChargePoints.find(visit.scope, id, in: tx),
                try await ChargePointStates.openSessions(visit.scope, id, in: tx)
            )
        }
        let zone = Zone.named(chargePoint.timeZone) ?? .utc
        let typed = try visit.form()
        guard var form = ChargePointCommandForms(typed, zone: zone, sessions: sessions, now: visit.now) else {
            throw HTTPError(.badRequest, "The command cannot be understood.")
        }
        guard let wish = form.read() else {
            // The overview has no place for errors; its forms stand on the page of commands, too.
            return try await show(visit, id, form.command.tab, typed: form.typed)
        }
        let (expiry, route) = (form.expiry, form.tab.route(id))
        do {
            let notice = try await visit.write { try await carryOut(wish, visit, id, expiry, $0) }
            return visit.redirect(to: route, notice)
        } catch let rejection as CommandRejection {
            return visit.redirect(to: route, notice(rejection))
        }
    }

    private static func carryOut(
        _ wish: CommandWish,
        _ visit: MemberVisit,
        _ id: ChargePointID,
        _ expiry: Timestamp?,
        _ tx: Transaction
    ) async throws -> Notice {
        func send(_ request: CommandRequest) async throws -> Notice {
            _ = try await Commands.request(
                visit.scope,
                request,
                to: id,
                at: visit.now,
                waitingUntil: expiry,
                in: tx
            )
            return .commandQueued
        }
        switch wish {
        case .send(let request): return try await send(request)
        case .sendNumbered(let make):
            return try await send(make(try await Commands.nextNumber(visit.scope, in: tx)))
        case .sendLocalList(let whole):
            let sent = try await LocalLists.send(visit.scope, whole: whole, to: id, at: visit.now, in: tx)
            return sent == nil ? .localListCurrent : .commandQueued
        case .keepLocalList(let isKept):
            try await LocalLists.keep(visit.scope, isKept, of: id, in: tx)
            return .saved
        case .requireCertificate(let isRequired):
            try await CertificateRequests.require(visit.scope, isRequired, of: id, in: tx)
            return .saved
        case .renewKey:
            _ = try await KeyRenewals.request(
                visit.scope,
                of: id,
                box: visit.shell.secretBox,
                at: visit.now,
                waitingUntil: expiry,
                in: tx
            )
            return .commandQueued
        case .withdraw(let command):
            return try await withdraw(command, of: id, visit, tx)
        }
    }

    /// A command that was sent meanwhile, or given up, is none that cannot be found.
    private static func withdraw(
        _ command: CommandID,
        of id: ChargePointID,
        _ visit: MemberVisit,
        _ tx: Transaction
    ) async throws -> Notice {
        do {
            try await Commands.withdraw(visit.scope, command, of: id, at: visit.now, in: tx)
            return .commandWithdrawn
        } catch let missing as NotFound {
            let known = try await Commands.list(visit.scope, of: id, limit: Commands.historyLimit, in: tx)
            guard known.contains(where: { $0.id == command }) else { throw missing }
            return .commandOver
        }
    }

    static func notice(_ rejection: CommandRejection) -> Notice {
        switch rejection {
        case .tooManyWaiting: .commandsWaiting
        case .chargePointRetired: .chargePointRetired
        case .notInProtocol: .commandNotInProtocol
        case .chargePointRelayed: .chargePointRelayed
        case .keyUnderWay: .keyUnderWay
        }
    }
}
