import Postgres
import Values

/// What a charge point told of its meters, the newest first.
struct ListMeterFacts: Statement {
    static let sql = """
        SELECT kind, connector_id, name, value, received_at
        FROM charge_point_meter_facts WHERE operator_id = $1 AND charge_point_id = $2
        ORDER BY received_at DESC, node_id DESC, sequence DESC, name DESC LIMIT $3
        """
    static let sample = ListMeterFacts(operatorID: OperatorID(1), chargePoint: ChargePointID(1), limit: 1)
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(limit)
    }

    static func decode(_ row: inout RowReader) throws -> ToldMeterFact {
        let fact = MeterFact(
            try row.next(),
            connector: try row.next(),
            name: try row.next(),
            value: try row.next()
        )
        return ToldMeterFact(fact, at: try row.next())
    }
}

/// Keeps what charge points told of their meters, where it differs from what they said before.
struct InsertMeterFacts: Statement {
    struct Told: Sendable {
        let operatorID: OperatorID
        let chargePoint: ChargePointID
        let reference: FrameReference
        let fact: MeterFact
    }

    static let sql = """
        INSERT INTO charge_point_meter_facts (operator_id, charge_point_id, node_id, sequence, received_at, kind,
            connector_id, name, value)
        SELECT told.* FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::timestamptz[], $6::text[],
            $7::bigint[], $8::text[], $9::text[]) AS told (operator_id, charge_point_id, node_id, sequence, received_at,
            kind, connector_id, name, value)
        WHERE told.value IS DISTINCT FROM (
            SELECT known.value FROM charge_point_meter_facts known
            WHERE known.operator_id = told.operator_id AND known.charge_point_id = told.charge_point_id
                AND known.name = told.name AND known.received_at <= told.received_at
            ORDER BY known.received_at DESC, known.node_id DESC, known.sequence DESC LIMIT 1)
        ON CONFLICT DO NOTHING
        """
    static let sample = InsertMeterFacts(facts: [])
    let facts: [Told]

    func bind(to values: inout Bindings) {
        values.append(facts.map(\.operatorID.rawValue))
        values.append(facts.map(\.chargePoint.rawValue))
        values.append(facts.map { Int64($0.reference.nodeID) })
        values.append(facts.map(\.reference.sequence))
        values.append(facts.map(\.reference.receivedAt))
        values.append(facts.map(\.fact.kind.rawValue))
        values.append(facts.map { $0.fact.connector.map(Int64.init) })
        values.append(facts.map(\.fact.name))
        values.append(facts.map(\.fact.value))
    }
}
