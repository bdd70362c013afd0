package import Postgres
package import Values

/// What is known of the settings of charge points.
package enum ChargePointSettings {
    /// All known settings of a charge point, by name.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        of id: ChargePointID,
        in tx: Transaction
    ) async throws -> [ChargePointSetting] {
        guard scope.hostID == nil else { throw NotFound("charge point") }
        let operatorID = try scope.requireOperator()
        return try await tx.all(ListSettings(operatorID: operatorID, chargePointID: id))
    }
}

/// All known settings of a charge point.
struct ListSettings: Statement {
    static let sql = """
        SELECT name, value, is_readonly, needs_restart, known_at
        FROM charge_point_settings WHERE operator_id = $1 AND charge_point_id = $2
        ORDER BY lower(name), name
        """
    static let sample = ListSettings(operatorID: OperatorID(1), chargePointID: ChargePointID(1))
    let operatorID: OperatorID
    let chargePointID: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
    }
    static func decode(_ row: inout RowReader) throws -> ChargePointSetting {
        ChargePointSetting(
            name: try row.next(),
            value: try row.next(),
            isReadonly: try row.next(),
            needsRestart: try row.next(),
            at: try row.next()
        )
    }
}

/// Keeps what is known of a setting, unless something newer is.
struct UpsertSetting: Statement {
    static let sql = """
        INSERT INTO charge_point_settings AS known
            (operator_id, charge_point_id, name, value, is_readonly, needs_restart, known_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT ON CONSTRAINT charge_point_settings_key DO UPDATE SET
            value = excluded.value, is_readonly = excluded.is_readonly, needs_restart = excluded.needs_restart,
            known_at = excluded.known_at
        WHERE known.known_at <= excluded.known_at
        """
    static let sample = UpsertSetting(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        setting: ChargePointSetting(name: "", value: nil, at: Timestamp(seconds: 0))
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let setting: ChargePointSetting

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(setting.name)
        values.append(setting.value)
        values.append(setting.isReadonly)
        values.append(setting.needsRestart)
        values.append(setting.at)
    }
}
