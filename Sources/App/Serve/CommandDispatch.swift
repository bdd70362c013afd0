import Domain
import OCPPServer
import Postgres
import Values

/// Takes queued commands for the charge points this node holds and hands them to the gateway.
struct CommandDispatch: Sendable {
    let database: Database
    let gateway: Gateway

    /// Takes whatever is queued and gives up what is too old.
    func run() async throws {
        let held = gateway.connectedChargePoints
        let now = SystemClock.now()
        let commands = try await database.write(.system) { tx in
            _ = try await Commands.expire(.system, at: now, in: tx)
            return held.isEmpty ? [] : try await Commands.claim(.system, of: held, at: now, in: tx)
        }
        for command in commands { try await send(command) }
    }

    private func send(_ command: Domain.Command) async throws {
        let call = OCPPServer.Command(
            command.id,
            to: command.chargePointID,
            action: command.request.action,
            payload: command.request.payload
        )
        let admission = await gateway.send(call)
        guard admission != .queued else { return }
        let answer = CommandAnswer(
            operatorID: command.operatorID,
            id: command.id,
            state: .failed,
            answer: .dictionary(["error": .string(admission.rawValue)]),
            at: SystemClock.now(),
            // Who goes through to another back-office will not take it later either.
            isUnsent: admission != .relayed
        )
        try await database.write(.system) { tx in try await Commands.record(.system, [answer], in: tx) }
    }
}
