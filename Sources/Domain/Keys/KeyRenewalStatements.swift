import Postgres
import Values

extension KeyRenewal {
    /// How far the renewal is, from the charge point `p` and the command `k` that told it the key; null where it cannot
    /// have it.
    ///
    /// A command that was sent and not answered may have been carried out. One of its back-office's, which is none of
    /// ours, was accepted.
    static let column = """
        CASE
            WHEN p.next_key_sha256 IS NOT NULL AND p.next_key_command IS NULL THEN 'taken'
            WHEN k.state IN ('queued', 'sent') THEN 'under_way'
            WHEN k.state = 'answered' AND k.answer ->> 'status' IN ('Accepted', 'RebootRequired') THEN 'taken'
            WHEN k.state IN ('failed', 'expired') AND k.sent_at IS NOT NULL
                AND coalesce(k.answer ->> 'error', 'timeout') IN ('disconnected', 'timeout') THEN 'uncertain'
        END
        """
}

/// How far the renewal of a charge point's key is.
struct FindKeyRenewal: Statement {
    static let sql = """
        SELECT renewal.step FROM (
            SELECT \(KeyRenewal.column) AS step
            FROM charge_points p LEFT JOIN commands k ON k.operator_id = p.operator_id AND k.id = p.next_key_command
            WHERE p.operator_id = $1 AND p.id = $2) AS renewal
        WHERE renewal.step IS NOT NULL
        """
    static let sample = FindKeyRenewal(operatorID: OperatorID(1), id: ChargePointID(1))
    let operatorID: OperatorID
    let id: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> KeyRenewal { try row.next() }
}

/// Keeps others from renewing the key meanwhile.
struct LockChargePoint: Statement {
    static let sql = "SELECT id FROM charge_points WHERE operator_id = $1 AND id = $2 FOR UPDATE"
    static let sample = LockChargePoint(operatorID: OperatorID(1), id: ChargePointID(1))
    let operatorID: OperatorID
    let id: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
}

/// Notes the key that a command tells a charge point.
struct SetNextKey: Statement {
    static let sql = """
        UPDATE charge_points SET next_key_sha256 = $3, next_key_command = $4 WHERE operator_id = $1 AND id = $2
        """
    static let sample = SetNextKey(
        operatorID: OperatorID(1),
        id: ChargePointID(1),
        keyHash: [],
        command: CommandID(1)
    )
    let operatorID: OperatorID
    let id: ChargePointID
    let keyHash: [UInt8]
    let command: CommandID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(keyHash)
        values.append(command)
    }
}

/// Notes the key that a charge point took from its back-office.
struct SetNextKeyOfBackOffice: Statement {
    static let sql = """
        UPDATE charge_points SET next_key_sha256 = $3, next_key_command = NULL
        WHERE operator_id = $1 AND id = $2 AND key_sha256 IS DISTINCT FROM $3 AND retired_at IS NULL
        """
    static let sample = SetNextKeyOfBackOffice(operatorID: OperatorID(1), id: ChargePointID(1), keyHash: [])
    let operatorID: OperatorID
    let id: ChargePointID
    let keyHash: [UInt8]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(keyHash)
    }
}

/// Makes the next key the only one, when it is the one that was shown.
struct AdoptNextKey: Statement {
    static let sql = """
        UPDATE charge_points SET key_sha256 = next_key_sha256, next_key_sha256 = NULL, next_key_command = NULL
        WHERE operator_id = $1 AND id = $2 AND next_key_sha256 = $3 AND retired_at IS NULL
        """
    static let sample = AdoptNextKey(operatorID: OperatorID(1), id: ChargePointID(1), keyHash: [])
    let operatorID: OperatorID
    let id: ChargePointID
    let keyHash: [UInt8]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(keyHash)
    }
}
