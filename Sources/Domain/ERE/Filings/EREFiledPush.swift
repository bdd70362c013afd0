package import Postgres
package import Values

/// A session or what went through a register until a reading, under a line of a filing, as others told of it.
package struct EREFiledPush: Sendable {
    package let booking: EREBookingID
    package let charger: EREChargerID
    /// 0 for readings.
    package let connector: Int
    /// With which batch it came, where it stands in it from 0, and the hash of the batch.
    package let batch: PushBatchID
    package let place: Int
    package let sha256: [UInt8]
    package let session: ERECountedSession
}

extension EREFilings {
    /// What others told under a filing's lines.
    ///
    /// - Throws: ``NotPermitted``.
    package static func pushes(
        _ scope: Scope,
        of id: EREFilingID,
        in tx: Transaction
    ) throws -> some AsyncSequence<EREFiledPush, any Error> {
        try scope.requireCustomerDesk()
        return tx.stream(EREFiledPushes<EREFilingSource>(operatorID: try scope.requireOperator(), id: id.rawValue))
    }
}

/// What others told under the lines of a filing as it was counted then, by line and name, with where it came from.
struct EREFiledPushes<Source: EREFiledSource>: Statement {
    static var sql: String {
        """
        SELECT l.booking_id, coalesce(p.charger_id, x.charger_id), coalesce(p.connector, 0)::bigint,
            coalesce(p.batch_id, x.batch_id), coalesce(p.place, x.place)::bigint, t.body_sha256,
            k.external_id, k.reading_id, coalesce(r.revision, k.revision)::bigint,
            coalesce(r.started_at, k.started_at), coalesce(r.stopped_at, k.stopped_at),
            coalesce(r.begin_thousandths_wh, k.begin_thousandths_wh),
            coalesce(r.energy_thousandths_wh, k.energy_thousandths_wh)

        """ + Source.from + """

            JOIN ere_bookings b ON b.operator_id = $1 AND b.id = l.booking_id
            JOIN ere_counted_pushes k ON k.operator_id = $1 AND k.enrolment_id = b.enrolment_id AND k.quarter = b.quarter
                AND k.measurement_id <= l.measurement_id
            LEFT JOIN LATERAL (SELECT n.revision, n.started_at, n.stopped_at, n.begin_thousandths_wh,
                    n.energy_thousandths_wh FROM ere_recounted_pushes n
                WHERE n.operator_id = $1 AND n.push_id = k.id AND n.measurement_id <= l.measurement_id
                ORDER BY n.measurement_id DESC LIMIT 1) r ON true
            LEFT JOIN pushed_sessions p ON p.operator_id = $1 AND p.external_id = k.external_id
                AND p.version = coalesce(r.revision, k.revision)
            LEFT JOIN pushed_readings x ON x.operator_id = $1 AND x.id = k.reading_id
            JOIN push_batches t ON t.operator_id = $1 AND t.id = coalesce(p.batch_id, x.batch_id)

            """ + Source.condition + " ORDER BY " + Source.place + ", k.external_id, k.reading_id"
    }
    static var isPlannedAnew: Bool { true }
    static var sample: EREFiledPushes {
        EREFiledPushes(operatorID: OperatorID(1), id: 1)
    }
    let operatorID: OperatorID
    let id: Int64

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
    }
    static func decode(_ row: inout RowReader) throws -> EREFiledPush {
        let booking: EREBookingID = try row.next()
        let (charger, connector): (EREChargerID, Int) = (try row.next(), try row.next())
        let (batch, place): (PushBatchID, Int) = (try row.next(), try row.next())
        let sha256: [UInt8] = try row.next()
        let id = try EREMeteredID(told: &row)
        return EREFiledPush(
            booking: booking,
            charger: charger,
            connector: connector,
            batch: batch,
            place: place,
            sha256: sha256,
            session: try ERECountedSession(id, reading: &row)
        )
    }
}
