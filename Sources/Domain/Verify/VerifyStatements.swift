import Postgres
import Values

/// Charge points of an operator that have sent frames or have sessions.
struct ChargePointsWithFrames: Statement {
    static let sql = """
        SELECT id FROM charge_points
        WHERE operator_id = $1 AND (
            EXISTS (SELECT FROM ocpp_frames
                WHERE ocpp_frames.operator_id = $1 AND ocpp_frames.charge_point_id = charge_points.id)
            OR EXISTS (SELECT FROM sessions
                WHERE sessions.operator_id = $1 AND sessions.charge_point_id = charge_points.id))
        ORDER BY id
        """
    static let sample = ChargePointsWithFrames(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> ChargePointID { try row.next() }
}

/// The sessions of a charge point as stored.
struct SessionsOfChargePoint: Statement {
    static let sql = """
        SELECT \(SessionRecord.columns)
        FROM sessions WHERE operator_id = $1 AND charge_point_id = $2
        """
    static let sample = SessionsOfChargePoint(operatorID: OperatorID(1), chargePoint: ChargePointID(1))
    let operatorID: OperatorID
    let chargePoint: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
    }

    static func decode(_ row: inout RowReader) throws -> SessionRecord { try SessionRecord(reading: &row) }
}

/// The readings of a charge point's sessions as stored, but for those that newer rules left out.
struct ReadingsOfChargePoint: Statement {
    struct Row: Hashable, Sendable {
        let naturalKey: String
        let receivedAt: Timestamp
        let nodeID: Int32
        let sequence: Int64
        let ordinal: Int64
        let sampledAt: Timestamp
        let register: Int64

        init(_ reading: ProjectedReading) {
            naturalKey = reading.naturalKey
            receivedAt = reading.reference.receivedAt
            nodeID = reading.reference.nodeID
            sequence = reading.reference.sequence
            ordinal = Int64(reading.ordinal)
            sampledAt = reading.sampledAt
            register = reading.register.thousandthsWh
        }

        init(reading row: inout RowReader) throws {
            naturalKey = try row.next()
            receivedAt = try row.next()
            nodeID = try row.next()
            sequence = try row.next()
            ordinal = try row.next()
            sampledAt = try row.next()
            register = try row.next()
        }
    }

    static let sql = """
        SELECT sessions.natural_key, meter_readings.received_at, meter_readings.node_id, meter_readings.sequence,
            meter_readings.ordinal::bigint, meter_readings.sampled_at, meter_readings.register_thousandths_wh
        FROM sessions JOIN meter_readings ON meter_readings.operator_id = sessions.operator_id
            AND meter_readings.session_id = sessions.id
        WHERE sessions.operator_id = $1 AND sessions.charge_point_id = $2 AND meter_readings.retired_by IS NULL
        """
    static let sample = ReadingsOfChargePoint(operatorID: OperatorID(1), chargePoint: ChargePointID(1))
    let operatorID: OperatorID
    let chargePoint: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
    }

    static func decode(_ row: inout RowReader) throws -> Row { try Row(reading: &row) }
}

/// How many sessions of an operator wait for their lines.
struct RatingWorkCount: Statement {
    static let sql = "SELECT count(*) FROM rating_work WHERE operator_id = $1"
    static let sample = RatingWorkCount(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> Int64 { try row.next() }
}

/// The next completed sessions of an operator by id.
struct NextSessionIDs: Statement {
    static let sql = """
        SELECT id FROM sessions
        WHERE operator_id = $1 AND id > $2 AND state = 'completed'
        ORDER BY id LIMIT $3
        """
    static let sample = NextSessionIDs(operatorID: OperatorID(1), after: SessionID(0), limit: 1)
    let operatorID: OperatorID
    let after: SessionID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(after)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> SessionID { try row.next() }
}

/// Every priced version of every line of an operator.
struct PricedVersions: Statement {
    struct Row: Sendable {
        let id: LineID
        let sessionID: SessionID
        let version: Int64
        let energy: Energy
        let amount: Exact?
        let detail: LineDetail
    }

    static let sql = """
        SELECT currency, id, session_id, version::bigint, energy_thousandths_wh, amount, detail
        FROM priced_lines WHERE operator_id = $1 AND state = 'priced'
        """
    static let sample = PricedVersions(operatorID: OperatorID(1))
    let operatorID: OperatorID

    func bind(to values: inout Bindings) { values.append(operatorID) }

    static func decode(_ row: inout RowReader) throws -> Row {
        let currency: Currency = try row.next()
        return Row(
            id: try row.next(),
            sessionID: try row.next(),
            version: try row.next(),
            energy: Energy(thousandthsWh: try row.next()),
            amount: try row.next(),
            detail: LineDetail(json: try row.next(), currency: currency)
        )
    }
}
