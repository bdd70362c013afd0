package import Postgres
package import Values

/// Keeps the local lists of charge points as the operator's tokens are.
package enum LocalLists {
    /// The channel that speaks when a list was confirmed or asked for; changes of tokens speak on `directory`.
    package static let channel = "local_lists"
    /// How long an update waits for a charge point that is away; the next change renews it.
    package static let waitSeconds: Int64 = 7 * 86_400
    /// Charge points looked at in one go.
    package static let batch = 200
    /// Tokens that a list holds at most; larger ones are beyond charge points, which hold some hundreds.
    package static let entryLimit = 2_000

    /// How the list of a charge point stands; empty when none was ever sent.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func find(_ scope: Scope, of id: ChargePointID, in tx: Transaction) async throws -> LocalListState {
        guard scope.hostID == nil else { throw NotFound("charge point") }
        let find = FindLocalList(operatorID: try scope.requireOperator(), chargePointID: id)
        return try await tx.first(find)
            ?? LocalListState(list: LocalList(), isKept: false, needsFull: true, confirmedAt: nil, lastFailure: "")
    }

    /// Lets the list of a charge point follow the operator's tokens from now on, or no longer.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func keep(_ scope: Scope, _ isKept: Bool, of id: ChargePointID, in tx: Transaction) async throws {
        try scope.require(.operatorAdmin)
        _ = try await ChargePoints.find(scope, id, in: tx)
        let keep = KeepLocalList(operatorID: try scope.requireOperator(), chargePointID: id, isKept: isKept)
        try await tx.run(keep)
        let detail = JSON.dictionary(["kept": .bool(isKept)])
        let record = AuditRecord("charge_point.local_list", subject: "charge-point/\(id)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
        try await tx.notify(channel)
    }

    /// Sends the list as the tokens are now.
    ///
    /// With `whole` everything goes out rather than what changed. Gives the command; `nil` when nothing changed.
    /// Throws ``CommandRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func send(
        _ scope: Scope,
        whole: Bool,
        to id: ChargePointID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws -> CommandID? {
        try await Commands.checkIsOurs(scope, id, in: tx)
        let state = try await find(scope, of: id, in: tx)
        let tokens = try await tx.all(
            ListLocalListTokens(operatorID: try scope.requireOperator(), now: now, limit: entryLimit)
        )
        let wanted = tokens.compactMap { LocalListEntry($0) }.sorted { $0.idTag < $1.idTag }
        guard let update = state.list.update(to: wanted, whole: whole || state.needsFull) else { return nil }
        let expiry = now.adding(seconds: waitSeconds)
        return try await Commands.request(scope, update, to: id, at: now, waitingUntil: expiry, in: tx)
    }

    /// Sends every kept list that differs from the tokens and has no update under way; how many went out.
    ///
    /// A charge point that takes no command now, since too many wait, is looked at again by the clock; one that goes
    /// through to another back-office when it is ours again.
    package static func synchronise(_ scope: Scope, at now: Timestamp, in tx: Transaction) async throws -> Int {
        try scope.require()
        var sent = 0
        for due in try await tx.all(ListKeptLists(now: now, limit: batch)) {
            let system = Scope.system(for: due.operatorID)
            do {
                if try await send(system, whole: false, to: due.chargePointID, at: now, in: tx) != nil {
                    sent += 1
                    continue
                }
            } catch is CommandRejection { continue }
            let note = NoteLocalListDigest(
                operatorID: due.operatorID,
                chargePointID: due.chargePointID,
                digest: due.digest
            )
            try await tx.run(note)
        }
        return sent
    }
}
