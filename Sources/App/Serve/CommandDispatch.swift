import Domain
import OCPPServer
import Postgres
import Values

/// Takes queued commands for the charge points this node holds and hands them to the gateway.
struct CommandDispatch: Sendable {
    let database: Database
    let gateway: Gateway
    let box: SecretBox

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
        guard let request = KeyRenewals.opened(command, by: box) else {
            return try await fail(command, "sealed", isUnsent: false)
        }
        let call = OCPPServer.Command(
            command.id,
            to: command.chargePointID,
            action: request.action,
            payload: request.payload
        )
        let admission = await gateway.send(call)
        guard admission != .queued else { return }
        // Who goes through to another back-office will not take it later either.
        try await fail(command, admission.rawValue, isUnsent: admission != .relayed)
    }

    private func fail(_ command: Domain.Command, _ error: String, isUnsent: Bool) async throws {
        let answer = CommandAnswer(
            operatorID: command.operatorID,
            id: command.id,
            state: .failed,
            answer: .dictionary(["error": .string(error)]),
            at: SystemClock.now(),
            isUnsent: isUnsent
        )
        try await database.write(.system) { tx in try await Commands.record(.system, [answer], in: tx) }
    }
}
