import OCPP
import Postgres
import Values

/// One session with its place; a host's user gets its own host's only.
struct FindSession: Statement {
    static let sql =
        SessionListSQL.columns + """
            , p.time_zone, p.bidding_zone, s.id_tag, s.stop_id_tag, s.stop_reason, s.meter_start_thousandths_wh,
                s.meter_stop_thousandths_wh, s.reading_count::bigint, s.is_held, s.revision::bigint,
                s.start_received_at, s.stop_received_at, s.last_sampled_at, s.last_register_thousandths_wh
            FROM sessions s
            """ + SessionListSQL.joined + """
            WHERE s.operator_id = $1 AND s.id = $2 AND ($3::bigint IS NULL OR s.host_id = $3)
            """
    static let sample = FindSession(operatorID: OperatorID(1), id: SessionID(1), hostID: nil)
    let operatorID: OperatorID
    let id: SessionID
    let hostID: HostID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(hostID)
    }

    static func decode(_ row: inout RowReader) throws -> SessionDetail {
        SessionDetail(
            summary: try SessionSummary(reading: &row),
            zone: Zone.named(try row.next()) ?? .utc,
            biddingZone: try row.next(),
            idTag: try row.next(),
            stopIDTag: try row.next(),
            stopReason: try row.next(),
            meterStart: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            meterStop: try row.next(Int64?.self).map { Energy(thousandthsWh: $0) },
            readingCount: try row.next(),
            isHeld: try row.next(),
            revision: try row.next(),
            startReceivedAt: try row.next(),
            stopReceivedAt: try row.next(),
            lastReading: try lastReading(&row)
        )
    }

    private static func lastReading(_ row: inout RowReader) throws -> RegisterPoint? {
        let moment: Timestamp? = try row.next()
        let register: Int64? = try row.next()
        guard let moment, let register else { return nil }
        return RegisterPoint(at: moment, register: Energy(thousandthsWh: register))
    }
}

/// One session as frames and people tell it.
struct FindSessionRecord: Statement {
    static let sql = """
        SELECT \(SessionRecord.columns)
        FROM sessions WHERE operator_id = $1 AND id = $2
        """
    static let sample = FindSessionRecord(operatorID: OperatorID(1), id: SessionID(1))
    let operatorID: OperatorID
    let id: SessionID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }

    static func decode(_ row: inout RowReader) throws -> SessionRecord { try SessionRecord(reading: &row) }
}

/// Where and from when on the frames of a session are found.
struct FindSessionPlace: Statement {
    struct Place: Sendable {
        let chargePoint: ChargePointID
        let startReceivedAt: Timestamp
    }

    static let sql = """
        SELECT charge_point_id, start_received_at FROM sessions
        WHERE operator_id = $1 AND id = $2 AND ($3::bigint IS NULL OR host_id = $3)
        """
    static let sample = FindSessionPlace(operatorID: OperatorID(1), id: SessionID(1), hostID: nil)
    let operatorID: OperatorID
    let id: SessionID
    let hostID: HostID?

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(hostID)
    }

    static func decode(_ row: inout RowReader) throws -> Place {
        Place(chargePoint: try row.next(), startReceivedAt: try row.next())
    }
}

/// The readings of a session in order of time.
struct ReadingsOfSession: Statement {
    static let sql = """
        SELECT sampled_at, register_thousandths_wh FROM meter_readings
        WHERE operator_id = $1 AND session_id = $2 AND retired_by IS NULL
        ORDER BY sampled_at, register_thousandths_wh
        LIMIT $3
        """
    static let sample = ReadingsOfSession(operatorID: OperatorID(1), session: SessionID(1), limit: 1)
    let operatorID: OperatorID
    let session: SessionID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(session)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> RegisterPoint {
        RegisterPoint(at: try row.next(), register: Energy(thousandthsWh: try row.next()))
    }
}

/// What people decided about a session, the newest first; a host, who does not see the operator's people, gets the
/// operator's name.
struct DecisionsOfSession: Statement {
    static let sql = """
        SELECT d.decision, d.reason, CASE WHEN d.decided_by IS NULL THEN '' ELSE coalesce(u.name, o.name) END,
            d.decided_at
        FROM session_decisions d
        JOIN operators o ON o.id = d.operator_id
        LEFT JOIN users u ON u.id = d.decided_by AND u.operator_id = d.operator_id
        WHERE d.operator_id = $1 AND d.session_id = $2
        ORDER BY d.id DESC
        """
    static let sample = DecisionsOfSession(operatorID: OperatorID(1), session: SessionID(1))
    let operatorID: OperatorID
    let session: SessionID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(session)
    }

    static func decode(_ row: inout RowReader) throws -> DecisionRecord {
        DecisionRecord(
            decision: try row.next(),
            reason: try row.next(),
            by: try row.next(),
            at: try row.next()
        )
    }
}

/// The raw frames behind a session in order of their arrival.
struct FramesOfSession: Statement {
    static let sql = """
        SELECT f.node_id, f.sequence, f.received_at, f.is_outgoing, f.payload
        FROM (
            SELECT received_at, node_id, sequence FROM session_frames WHERE operator_id = $1 AND session_id = $2
            UNION
            SELECT received_at, node_id, sequence FROM meter_readings
            WHERE operator_id = $1 AND session_id = $2 AND received_at >= $4
        ) AS named
        JOIN ocpp_frames f ON f.operator_id = $1 AND f.charge_point_id = $3 AND f.received_at = named.received_at
            AND f.node_id = named.node_id AND f.sequence = named.sequence
        ORDER BY f.received_at, f.node_id, f.sequence
        LIMIT $5
        """
    static let sample = FramesOfSession(
        operatorID: OperatorID(1),
        session: SessionID(1),
        place: FindSessionPlace.Place(chargePoint: ChargePointID(1), startReceivedAt: Timestamp(seconds: 0)),
        limit: 1
    )
    let operatorID: OperatorID
    let session: SessionID
    let place: FindSessionPlace.Place
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(session)
        values.append(place.chargePoint)
        values.append(place.startReceivedAt)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> SessionFrame {
        let reference = FrameReference(
            nodeID: try row.next(),
            sequence: try row.next(),
            receivedAt: try row.next()
        )
        let isOutgoing: Bool = try row.next()
        let payload: [UInt8] = try row.next()
        return SessionFrame(
            reference: reference,
            isOutgoing: isOutgoing,
            action: SessionFrame.action(of: payload),
            payload: payload
        )
    }
}

extension SessionFrame {
    /// The action of a call, else the kind of message.
    fileprivate static func action(of payload: [UInt8]) -> String {
        switch Frame(reading: payload) {
        case .call(let call): call.action
        case .callResult: "CallResult"
        case .callError: "CallError"
        case .unreadable: ""
        }
    }
}
