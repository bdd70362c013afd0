import Postgres
import Values

/// The connectors of some charge points.
struct ListConnectorReports: Statement {
    struct Row: Sendable {
        let chargePointID: ChargePointID
        let report: ConnectorReport
    }

    static let sql = """
        SELECT charge_point_id, connector_id, status, error_code, info, at
        FROM connector_status WHERE operator_id = $1 AND charge_point_id = ANY ($2)
        ORDER BY charge_point_id, connector_id
        """
    static let sample = ListConnectorReports(operatorID: OperatorID(1), chargePoints: [])
    let operatorID: OperatorID
    let chargePoints: [ChargePointID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoints)
    }
    static func decode(_ row: inout RowReader) throws -> Row {
        let id: ChargePointID = try row.next()
        let report = ConnectorReport(
            number: try row.next(),
            status: try row.next(),
            errorCode: try row.next(),
            info: try row.next(),
            at: try row.next()
        )
        return Row(chargePointID: id, report: report)
    }
}

/// The connection and boot of a charge point.
struct FindChargePointState: Statement {
    static let sql = """
        SELECT connected_at, disconnected_at, last_message_at, vendor, model, serial_number, firmware, meter_type,
            meter_serial, booted_at, protocol
        FROM charge_point_status WHERE operator_id = $1 AND charge_point_id = $2
        """
    static let sample = FindChargePointState(operatorID: OperatorID(1), id: ChargePointID(1))
    let operatorID: OperatorID
    let id: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> ChargePointState {
        var state = ChargePointState(
            connectedAt: try row.next(),
            disconnectedAt: try row.next(),
            lastMessageAt: try row.next()
        )
        state.boot.vendor = try row.next()
        state.boot.model = try row.next()
        state.boot.serialNumber = try row.next()
        state.boot.firmware = try row.next()
        state.boot.meterType = try row.next()
        state.boot.meterSerial = try row.next()
        state.boot.bootedAt = try row.next()
        state.spoken = try row.next()
        return state
    }
}

/// Sessions of a charge point that are under way.
struct ListOpenSessionReports: Statement {
    static let sql = """
        SELECT id, connector_id, started_at,
            coalesce(last_register_thousandths_wh, meter_start_thousandths_wh) - meter_start_thousandths_wh,
            transaction_id, CASE WHEN natural_key LIKE 'X:%' THEN substr(natural_key, 3) END, id_tag
        FROM sessions WHERE operator_id = $1 AND charge_point_id = $2 AND state = 'open'
        ORDER BY started_at DESC LIMIT $3
        """
    static let sample = ListOpenSessionReports(operatorID: OperatorID(1), chargePoint: ChargePointID(1), limit: 1)
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> OpenSessionReport {
        OpenSessionReport(
            id: try row.next(),
            connector: try row.next(),
            startedAt: try row.next(),
            energy: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            transactionID: try row.next(),
            stationTransaction: try row.next(),
            idTag: try row.next()
        )
    }
}

/// The latest frames of a charge point, newest first; without what only we and its back-office said to each other.
struct ListLatestFrames: Statement {
    static let sql = """
        SELECT received_at, is_outgoing, payload
        FROM ocpp_frames WHERE operator_id = $1 AND charge_point_id = $2 AND route <> 3
        ORDER BY received_at DESC, node_id DESC, sequence DESC LIMIT $3
        """
    static let sample = ListLatestFrames(operatorID: OperatorID(1), chargePoint: ChargePointID(1), limit: 1)
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> FrameReport {
        FrameReport(at: try row.next(), isOutgoing: try row.next(), payload: try row.next())
    }
}

/// Stores the connection and boot of a charge point; what a new connection did not tell yet stays.
///
/// What a node says of an older connection says nothing when the charge point is connected to another node by now.
struct UpsertChargePointState: Statement {
    static let sql = """
        INSERT INTO charge_point_status AS known (operator_id, charge_point_id, node_id, connected_at,
            disconnected_at, last_message_at, vendor, model, serial_number, box_serial_number, firmware, meter_type,
            meter_serial, booted_at, protocol)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        ON CONFLICT ON CONSTRAINT charge_point_status_key DO UPDATE SET
            node_id = excluded.node_id,
            connected_at = coalesce(excluded.connected_at, known.connected_at),
            disconnected_at = excluded.disconnected_at,
            last_message_at = greatest(excluded.last_message_at, known.last_message_at),
            vendor = coalesce(nullif(excluded.vendor, ''), known.vendor),
            model = coalesce(nullif(excluded.model, ''), known.model),
            serial_number = coalesce(nullif(excluded.serial_number, ''), known.serial_number),
            box_serial_number = coalesce(nullif(excluded.box_serial_number, ''), known.box_serial_number),
            firmware = coalesce(nullif(excluded.firmware, ''), known.firmware),
            meter_type = coalesce(nullif(excluded.meter_type, ''), known.meter_type),
            meter_serial = coalesce(nullif(excluded.meter_serial, ''), known.meter_serial),
            booted_at = coalesce(excluded.booted_at, known.booted_at),
            protocol = excluded.protocol
        WHERE known.node_id IS NULL OR known.node_id = excluded.node_id OR known.disconnected_at IS NOT NULL
            OR excluded.disconnected_at IS NULL
                AND coalesce(excluded.connected_at >= known.connected_at, true)
        """
    static let sample = UpsertChargePointState(
        nodeID: 1,
        update: ChargePointStateUpdate(
            operatorID: OperatorID(1),
            chargePointID: ChargePointID(1),
            state: ChargePointState()
        )
    )
    let nodeID: Int32
    let update: ChargePointStateUpdate

    func bind(to values: inout Bindings) {
        values.append(update.operatorID)
        values.append(update.chargePointID)
        values.append(nodeID)
        values.append(update.state.connectedAt)
        values.append(update.state.disconnectedAt)
        values.append(update.state.lastMessageAt)
        let boot = update.state.boot
        for text in [boot.vendor, boot.model, boot.serialNumber, boot.boxSerialNumber] { values.append(text) }
        for text in [boot.firmware, boot.meterType, boot.meterSerial] { values.append(text) }
        values.append(boot.bootedAt)
        values.append(update.state.spoken)
    }
}

/// Stores what a connector said, unless something newer is known.
struct UpsertConnectorReport: Statement {
    static let sql = """
        INSERT INTO connector_status AS known (operator_id, charge_point_id, connector_id, status, error_code, info, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT ON CONSTRAINT connector_status_key DO UPDATE SET
            status = excluded.status, error_code = excluded.error_code, info = excluded.info, at = excluded.at
        WHERE known.at <= excluded.at
        """
    static let sample = UpsertConnectorReport(
        operatorID: OperatorID(1),
        chargePointID: ChargePointID(1),
        report: ConnectorReport(number: 1, status: "", errorCode: "", at: Timestamp(seconds: 0))
    )
    let operatorID: OperatorID
    let chargePointID: ChargePointID
    let report: ConnectorReport

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePointID)
        values.append(report.number)
        values.append(report.status)
        values.append(report.errorCode)
        values.append(report.info)
        values.append(report.at)
    }
}

/// After a crash nobody is connected to a node any more.
struct DisconnectNode: Statement {
    static let spansTenants: String? = "a node serves charge points of all operators"
    static let sql = """
        UPDATE charge_point_status SET disconnected_at = $2
        WHERE node_id = $1 AND connected_at IS NOT NULL AND disconnected_at IS NULL
        """
    static let sample = DisconnectNode(nodeID: 1, at: Timestamp(seconds: 0))
    let nodeID: Int32
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(nodeID)
        values.append(at)
    }
}
