package import Postgres
package import Values

/// Commands to charge points: queued by people, sent by the gateway that holds the connection.
package enum Commands {
    /// The channel that speaks when a command was queued; the payload is the charge point's id.
    package static let channel = "commands"
    /// Commands that may wait for one charge point: more are impatience, and all would be carried out at once later.
    package static let waitingLimit = 10
    /// Commands that a page lists.
    package static let listLimit = 10
    /// Commands that a gateway takes at a time.
    package static let claimLimit = 100
    /// Seconds after which a command is given up: a remote start an hour later would charge somebody else's car.
    package static let lifetimeSeconds: Int64 = 120

    /// Queues a command and tells the gateways when the transaction commits.
    ///
    /// - Throws: ``CommandRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func request(
        _ scope: Scope,
        _ request: CommandRequest,
        to id: ChargePointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> CommandID {
        try scope.require(.operatorAdmin)
        let chargePoint = try await ChargePoints.find(scope, id, in: tx)
        guard chargePoint.retiredAt == nil else { throw CommandRejection.chargePointRetired }
        let operatorID = try scope.requireOperator()
        let waiting = try await tx.one(CountWaitingCommands(operatorID: operatorID, chargePointID: id))
        guard waiting < waitingLimit else { throw CommandRejection.tooManyWaiting }
        let insert = InsertCommand(
            operatorID: operatorID,
            chargePointID: id,
            request: request,
            userID: scope.userID,
            at: now
        )
        let command = try await tx.one(insert)
        let detail = JSON.dictionary(["command": .integer(command.rawValue), "action": .string(request.action)])
        let record = AuditRecord("charge_point.commanded", subject: "charge-point/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
        try await tx.notify(channel, "\(id)")
        try await tx.notify(ChargePointStates.channel, "\(operatorID)/\(id)")
        return command
    }

    /// The latest commands of a charge point, newest first.
    package static func list(_ scope: Scope, of id: ChargePointID, in tx: Transaction) async throws -> [Command] {
        guard scope.hostID == nil else { throw NotFound("charge point") }
        let operatorID = try scope.requireOperator()
        return try await tx.all(ListCommands(operatorID: operatorID, chargePointID: id, limit: listLimit))
    }

    /// Takes the queued commands of charge points that a gateway holds; they count as sent from here on.
    package static func claim(
        _ scope: Scope,
        of chargePoints: [ChargePointID],
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> [Command] {
        try scope.require()
        return try await tx.all(ClaimCommands(chargePoints: chargePoints, at: now, limit: claimLimit))
    }

    /// Notes what became of commands; the same report twice changes nothing.
    package static func record(_ scope: Scope, _ answers: [CommandAnswer], in tx: Transaction) async throws {
        try scope.require()
        for answer in answers {
            guard let chargePoint = try await tx.first(AnswerCommand(answer: answer)) else { continue }
            try await tx.notify(ChargePointStates.channel, "\(answer.operatorID)/\(chargePoint)")
        }
    }

    /// Gives up commands older than their lifetime; the number given up.
    package static func expire(_ scope: Scope, at now: Timestamp, in tx: Transaction) async throws -> Int {
        try scope.require()
        let before = now.adding(seconds: -lifetimeSeconds)
        let expired = try await tx.all(ExpireCommands(now: now, requestedBefore: before))
        for row in expired {
            try await tx.notify(ChargePointStates.channel, "\(row.operatorID)/\(row.chargePointID)")
        }
        return expired.count
    }
}
