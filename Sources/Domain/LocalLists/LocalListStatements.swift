import Postgres
import Values

/// How the local list of a charge point stands.
struct FindLocalList: Statement {
    static let sql = """
        SELECT version, entries, is_kept, needs_full, confirmed_at, last_failure
        FROM local_lists WHERE operator_id = $1 AND charge_point_id = $2
        """
    static let sample = FindLocalList(operatorID: OperatorID(1), chargePointID: ChargePointID(1))
    let operatorID: OperatorID
    let chargePointID: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
    }
    static func decode(_ row: inout RowReader) throws -> LocalListState {
        var list = LocalList()
        list.version = try row.next()
        let entries: JSON = try row.next()
        list.entries = (entries.arrayValue ?? []).compactMap(LocalListEntry.init(json:))
        return LocalListState(
            list: list,
            isKept: try row.next(),
            needsFull: try row.next(),
            confirmedAt: try row.next(),
            lastFailure: try row.next()
        )
    }
}

/// Lets the list follow the tokens, or no longer.
struct KeepLocalList: Statement {
    static let sql = """
        INSERT INTO local_lists (operator_id, charge_point_id, is_kept) VALUES ($1, $2, $3)
        ON CONFLICT ON CONSTRAINT local_lists_key DO UPDATE SET is_kept = excluded.is_kept
        """
    static let sample = KeepLocalList(operatorID: OperatorID(1), chargePointID: ChargePointID(1), isKept: true)
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let isKept: Bool

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(isKept)
    }
}

/// Stores a list that the charge point took.
struct StoreLocalList: Statement {
    static let sql = """
        INSERT INTO local_lists (operator_id, charge_point_id, version, entries, needs_full, confirmed_at)
        VALUES ($1, $2, $3, $4, false, $5)
        ON CONFLICT ON CONSTRAINT local_lists_key DO UPDATE SET
            version = excluded.version, entries = excluded.entries, needs_full = false,
            confirmed_at = excluded.confirmed_at, last_failure = ''
        """
    static let sample = StoreLocalList(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        list: LocalList(),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let list: LocalList
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(list.version)
        values.append(JSON.array(list.entries.map(\.json)))
        values.append(at)
    }
}

/// Notes that the charge point did not take an update; one that does not do lists at all is left alone.
struct FailLocalList: Statement {
    static let sql = """
        INSERT INTO local_lists (operator_id, charge_point_id, last_failure) VALUES ($1, $2, $3)
        ON CONFLICT ON CONSTRAINT local_lists_key DO UPDATE SET
            last_failure = excluded.last_failure, needs_full = true,
            is_kept = local_lists.is_kept AND excluded.last_failure = 'VersionMismatch'
                AND local_lists.last_failure = ''
        """
    static let sample = FailLocalList(operatorID: OperatorID(1), chargePointID: ChargePointID(1), failure: "")
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let failure: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(failure)
    }
}

/// Compares the version that a charge point told with ours.
struct CheckLocalListVersion: Statement {
    static let sql = """
        INSERT INTO local_lists (operator_id, charge_point_id, version, confirmed_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT ON CONSTRAINT local_lists_key DO UPDATE SET
            needs_full = local_lists.needs_full OR local_lists.version <> excluded.version,
            version = excluded.version, confirmed_at = excluded.confirmed_at
        """
    static let sample = CheckLocalListVersion(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        version: 0,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let version: Int64
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(version)
        values.append(at)
    }
}

/// The operator's tokens that a local list has room for; expired ones need not be told.
struct ListLocalListTokens: Statement {
    static let sql = """
        SELECT uid, label, parent_uid, is_blocked, expires_at, origin
        FROM tokens WHERE operator_id = $1 AND (expires_at IS NULL OR expires_at > $2)
        ORDER BY id LIMIT $3
        """
    static let sample = ListLocalListTokens(operatorID: OperatorID(1), now: Timestamp(seconds: 0), limit: 1)
    let operatorID: OperatorID
    let now: Timestamp
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(now)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> TokenDetails {
        try TokenDetails(&row)
    }
}

/// Kept lists of charge points in use and ours that may differ from the tokens and have no update under way.
struct ListKeptLists: Statement {
    struct Row: Sendable {
        let operatorID: OperatorID
        let chargePointID: ChargePointID
        /// Of the operator's tokens as they are now.
        let digest: String
    }

    static let sql = """
        WITH digests AS (
            SELECT operator_id, md5(string_agg(concat_ws('|', uid, parent_uid, is_blocked, expires_at), ','
                ORDER BY id)) AS digest
            FROM tokens WHERE expires_at IS NULL OR expires_at > $1
            GROUP BY operator_id)
        SELECT l.operator_id, l.charge_point_id, coalesce(d.digest, '')
        FROM local_lists l JOIN charge_points p ON p.operator_id = l.operator_id AND p.id = l.charge_point_id
            LEFT JOIN digests d ON d.operator_id = l.operator_id
        WHERE l.is_kept AND p.retired_at IS NULL AND (l.needs_full OR l.token_digest IS NULL
                OR l.token_digest <> coalesce(d.digest, ''))
            AND NOT EXISTS (
                SELECT 1 FROM charge_point_relays r
                WHERE r.operator_id = l.operator_id AND r.charge_point_id = l.charge_point_id
                    AND r.until_at IS NULL)
            AND NOT EXISTS (
                SELECT 1 FROM commands c
                WHERE c.operator_id = l.operator_id AND c.charge_point_id = l.charge_point_id
                    AND c.action = 'SendLocalList'
                    AND c.state IN ('queued', 'sent'))
        ORDER BY l.operator_id, l.charge_point_id LIMIT $2
        """
    static let sample = ListKeptLists(now: Timestamp(seconds: 0), limit: 1)
    let now: Timestamp
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(now)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        Row(operatorID: try row.next(), chargePointID: try row.next(), digest: try row.next())
    }
}

/// Notes that a list equals the tokens.
struct NoteLocalListDigest: Statement {
    static let sql = """
        UPDATE local_lists SET token_digest = $3 WHERE operator_id = $1 AND charge_point_id = $2
        """
    static let sample = NoteLocalListDigest(operatorID: OperatorID(1), chargePointID: ChargePointID(1), digest: "")
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let digest: String

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(digest)
    }
}
