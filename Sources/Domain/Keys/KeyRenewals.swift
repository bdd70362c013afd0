import OCPP
package import Postgres
package import Values

/// How far the renewal of a key over the air is.
package enum KeyRenewal: String, CaseIterable, Hashable, Sendable, PostgresValue {
    /// The charge point was not asked yet, or has not answered.
    case underWay = "under_way"
    /// It took the new key and has not come with it yet; the old one opens until it does.
    case taken
    /// Whether it took the new key is not known; both open until it comes with one.
    case uncertain
}

/// Renews the keys of our own charge points over the air: the charge point is told a new key, and the old one opens
/// until it has come with the new one.
///
/// In commands the new key is sealed, and in what is kept of the messages it is left out.
///
/// Source: OCPP 1.6 security whitepaper edition 3, A01.
package enum KeyRenewals {
    /// The setting that holds the key.
    private static let setting = "AuthorizationKey"
    /// What stands before a sealed key in a command.
    private static let mark = "sealed:"

    /// How far the renewal of a charge point's key is; `nil` when none is under way.
    package static func find(_ scope: Scope, _ id: ChargePointID, in tx: Transaction) async throws -> KeyRenewal? {
        _ = try await ChargePoints.find(scope, id, in: tx)
        return try await tx.first(FindKeyRenewal(operatorID: try scope.requireOperator(), id: id))
    }

    /// Tells a charge point a new key, when it is back if need be.
    ///
    /// - Throws: ``CommandRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func request(
        _ scope: Scope,
        of id: ChargePointID,
        box: SecretBox,
        at now: Timestamp,
        waitingUntil expiry: Timestamp? = nil,
        in tx: Transaction
    ) async throws -> CommandID {
        try scope.require(.operatorAdmin)
        let operatorID = try scope.requireOperator()
        try await tx.run(LockChargePoint(operatorID: operatorID, id: id))
        guard try await find(scope, id, in: tx) == nil else { throw CommandRejection.keyUnderWay }
        let spoken = try await tx.first(FindProtocol(operatorID: operatorID, chargePointID: id))
        guard spoken.flatMap(ChargePointProtocol.init(rawValue:)) ?? .ocpp16 == .ocpp16 else {
            throw CommandRejection.notInProtocol
        }
        let key = ChargePointKey.random()
        let sealed = mark + Hex.text(try box.seal(key.text, for: place(id)))
        let request = CommandRequest.changeSetting(setting, to: sealed)
        let command = try await Commands.request(scope, request, to: id, at: now, waitingUntil: expiry, in: tx)
        try await tx.run(SetNextKey(operatorID: operatorID, id: id, keyHash: key.hash, command: command))
        return command
    }

    /// The command as it goes to the charge point: with the key in the clear.
    ///
    /// `nil` when the key was sealed under another secret.
    package static func opened(_ command: Command, by box: SecretBox) -> CommandRequest? {
        let payload = command.request.payload
        guard command.request.action == OCPP16.ChangeConfiguration.name, payload["key"]?.stringValue == setting,
            let value = payload["value"]?.stringValue, value.hasPrefix(mark)
        else { return command.request }
        let key = Hex.bytes(String(value.dropFirst(mark.count))).flatMap {
            box.open($0, for: place(command.chargePointID))
        }
        return key.map { .changeSetting(setting, to: $0) }
    }

    /// The charge point came with the new key, which is the only one from now on; work of the installation only.
    ///
    /// Told twice, or late, nothing changes.
    package static func came(
        _ scope: Scope,
        _ id: ChargePointID,
        of operatorID: OperatorID,
        with keyHash: [UInt8],
        in tx: Transaction
    ) async throws {
        try scope.require()
        let adopt = AdoptNextKey(operatorID: operatorID, id: id, keyHash: keyHash)
        guard try await tx.run(adopt) > 0 else { return }
        let record = AuditRecord("charge_point.key_renewed", subject: "charge-point/\(id)")
        try await AuditLog.record(.system(for: operatorID), record, in: tx)
    }

    private static func place(_ id: ChargePointID) -> String { "charge_point/\(id)/next_key" }
}
