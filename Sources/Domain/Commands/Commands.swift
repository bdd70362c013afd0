package import Postgres
package import Values

/// Commands to charge points: queued by people, sent by the gateway that holds the connection.
package enum Commands {
    /// The channel that speaks when a command was queued; the payload is the charge point's id.
    package static let channel = "commands"
    /// Commands that may wait for one charge point: more are impatience, and all would be carried out at once later.
    package static let waitingLimit = 10
    /// Commands that a page lists beside other things.
    package static let listLimit = 10
    /// Commands that the page of commands lists.
    package static let historyLimit = 100
    /// Commands that a gateway takes at a time.
    package static let claimLimit = 100
    /// Seconds after which a command is given up: a remote start an hour later would charge somebody else's car.
    package static let lifetimeSeconds: Int64 = 120
    /// The longest that a command may wait for a reconnect: thirty days, a charge point's longest stay in the workshop.
    package static let longestWaitSeconds: Int64 = 30 * 86_400

    /// Queues a command and tells the gateways when the transaction commits.
    ///
    /// It may wait for a reconnect until `expiry`; two minutes when `nil`.
    ///
    /// - Throws: ``CommandRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func request(
        _ scope: Scope,
        _ request: CommandRequest,
        to id: ChargePointID,
        at now: Timestamp,
        waitingUntil expiry: Timestamp? = nil,
        in tx: Transaction
    ) async throws -> CommandID {
        try scope.require(.operatorAdmin)
        let operatorID = try scope.requireOperator()
        try await checkIsOurs(scope, id, in: tx)
        let waiting = try await tx.one(CountWaitingCommands(operatorID: operatorID, chargePointID: id))
        guard waiting < waitingLimit else { throw CommandRejection.tooManyWaiting }
        let insert = InsertCommand(
            operatorID: operatorID,
            chargePointID: id,
            request: try await worded(request, for: id, of: operatorID, in: tx),
            userID: scope.userID,
            at: now,
            expiresAt: lifetime(until: expiry, at: now)
        )
        let command = try await tx.one(insert)
        let detail = JSON.dictionary(["command": .integer(command.rawValue), "action": .string(request.action)])
        let record = AuditRecord("charge_point.commanded", subject: "charge-point/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
        try await tx.notify(channel, "\(id)")
        try await tx.notify(ChargePointStates.channel, "\(operatorID)/\(id)")
        return command
    }

    /// Whether commands for a charge point can be queued at all: it is in use, and no other back-office's.
    ///
    /// - Throws: ``CommandRejection``, ``NotFound``, `PostgresFault`.
    static func checkIsOurs(_ scope: Scope, _ id: ChargePointID, in tx: Transaction) async throws {
        let chargePoint = try await ChargePoints.find(scope, id, in: tx)
        guard chargePoint.retiredAt == nil else { throw CommandRejection.chargePointRetired }
        let relay = try await tx.first(FindRelay(operatorID: try scope.requireOperator(), chargePointID: id))
        guard relay == nil else { throw CommandRejection.chargePointRelayed }
    }

    /// Gives up what waits for a charge point that goes through to another back-office from now on.
    static func giveUpForRelay(
        _ operatorID: OperatorID,
        _ id: ChargePointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        let relayed = GiveUpRelayedCommands(operatorID: operatorID, chargePointID: id, at: now)
        guard try await tx.run(relayed) > 0 else { return }
        try await tx.notify(ChargePointStates.channel, "\(operatorID)/\(id)")
    }

    private static func worded(
        _ request: CommandRequest,
        for id: ChargePointID,
        of operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> CommandRequest {
        let stored = try await tx.first(FindProtocol(operatorID: operatorID, chargePointID: id))
        guard let spoken = stored.flatMap(ChargePointProtocol.init(rawValue:)), spoken != .ocpp16 else {
            return request
        }
        let number = try await tx.one(NextCommandNumber())
        guard let worded = request.worded(for: spoken, number: number) else { throw CommandRejection.notInProtocol }
        return worded
    }

    private static func lifetime(until expiry: Timestamp?, at now: Timestamp) -> Timestamp {
        let usual = now.adding(seconds: lifetimeSeconds)
        guard let expiry else { return usual }
        return min(max(expiry, usual), now.adding(seconds: longestWaitSeconds))
    }

    /// A number for a request whose reports carry it, never given twice.
    package static func nextNumber(_ scope: Scope, in tx: Transaction) async throws -> Int64 {
        try scope.require(.operatorAdmin)
        return try await tx.one(NextCommandNumber())
    }

    /// The latest commands of a charge point, newest first.
    package static func list(
        _ scope: Scope,
        of id: ChargePointID,
        limit: Int = listLimit,
        in tx: Transaction
    ) async throws -> [Command] {
        guard scope.hostID == nil else { throw NotFound("charge point") }
        let operatorID = try scope.requireOperator()
        return try await tx.all(ListCommands(operatorID: operatorID, chargePointID: id, limit: limit))
    }

    /// The latest answered commands of some actions, newest first; for pages that show what came back.
    package static func answered(
        _ scope: Scope,
        of id: ChargePointID,
        actions: [String],
        limit: Int = listLimit,
        in tx: Transaction
    ) async throws -> [Command] {
        guard scope.hostID == nil else { throw NotFound("charge point") }
        let operatorID = try scope.requireOperator()
        return try await tx.all(
            ListAnsweredCommands(operatorID: operatorID, chargePointID: id, actions: actions, limit: limit)
        )
    }

    /// Takes back a command that was not sent yet.
    ///
    /// - Throws: ``NotFound`` when it was sent or is over, ``NotPermitted``, `PostgresFault`.
    package static func withdraw(
        _ scope: Scope,
        _ command: CommandID,
        of id: ChargePointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.require(.operatorAdmin)
        let operatorID = try scope.requireOperator()
        let withdrawal = WithdrawCommand(operatorID: operatorID, chargePointID: id, command: command, at: now)
        guard try await tx.run(withdrawal) > 0 else { throw NotFound("command") }
        let detail = JSON.dictionary(["command": .integer(command.rawValue)])
        let record = AuditRecord("charge_point.command_withdrawn", subject: "charge-point/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
        try await tx.notify(ChargePointStates.channel, "\(operatorID)/\(id)")
    }

    // MARK: The gateway's side

    /// Takes the next command of each charge point that a gateway holds; it counts as sent from here on.
    package static func claim(
        _ scope: Scope,
        of chargePoints: [ChargePointID],
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [Command] {
        try scope.require()
        return try await tx.all(ClaimCommands(chargePoints: chargePoints, at: now, limit: claimLimit))
    }

    /// Notes what became of commands and what follows from it; the same report twice changes nothing.
    ///
    /// One that never left waits again, as long as it may.
    package static func record(_ scope: Scope, _ answers: [CommandAnswer], in tx: Transaction) async throws {
        try scope.require()
        for answer in answers {
            if answer.isUnsent, try await tx.run(RequeueCommand(answer: answer)) > 0 { continue }
            guard let command = try await tx.first(AnswerCommand(answer: answer)) else { continue }
            if answer.state == .answered {
                try await CommandEffects(command: command, answer: answer).apply(in: tx)
            }
            // The next one waited for this answer.
            try await tx.notify(channel, "\(command.chargePointID)")
            try await tx.notify(ChargePointStates.channel, "\(answer.operatorID)/\(command.chargePointID)")
        }
    }

    /// Gives up commands whose time is over; the number given up.
    package static func expire(_ scope: Scope, at now: Timestamp, in tx: Transaction) async throws -> Int {
        try scope.require()
        let unanswered = now.adding(seconds: -lifetimeSeconds)
        let expired = try await tx.all(ExpireCommands(now: now, sentBefore: unanswered))
        for row in expired {
            try await tx.notify(ChargePointStates.channel, "\(row.operatorID)/\(row.chargePointID)")
        }
        return expired.count
    }
}
