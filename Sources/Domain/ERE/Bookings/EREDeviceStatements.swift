import Postgres
import Values

/// What else is known of devices with several names, for measuring a quarter.
extension ERETwins {
    /// Reads which chargers of a page are one device with others, and what was told of those.
    static func read(
        _ enrolments: [EREEnrolmentID],
        _ quarter: EREQuarter,
        _ operatorID: OperatorID,
        in tx: Transaction
    ) async throws -> ERETwins {
        let ties = try await tx.all(EREDeviceTies(operatorID: operatorID, enrolments: enrolments))
        let devices = EREDevices(ties)
        var twins = ERETwins(devices)
        if devices.isEmpty { return twins }
        // Nothing counts that ran over New Year; a session lasts a month at most.
        let year = LocalDate(year: quarter.year, month: 1, day: 1) ?? quarter.firstDay
        let since = EREQuarter.zone.start(of: year).adding(seconds: -PushedSession.mostDays * 86_400)
        let told = EREDeviceTimes(operatorID: operatorID, devices: devices, since: since, until: quarter.span.until)
        for time in try await tx.all(told) { twins.tell(time.device, isHeard: time.isHeard, time.from, time.until) }
        let counted = EREDeviceCounted(
            operatorID: operatorID,
            devices: devices,
            since: since,
            until: quarter.span.until.adding(seconds: PushedSession.mostDays * 86_400),
            page: enrolments,
            quarter: quarter
        )
        for row in try await tx.all(counted) { twins.note(row.told, of: row.device) }
        return twins
    }
}

/// When charge points were charging and when sessions were sent, of devices with several names; of those in enrolments.
struct EREDeviceTimes: Statement {
    static let sql = """
        SELECT w.device, true, s.started_at, CASE WHEN s.state = 'open' THEN NULL ELSE s.stopped_at END
        FROM unnest($2::bigint[], $3::bigint[]) AS w (device, charge_point_id)
        JOIN sessions s ON s.operator_id = $1 AND s.charge_point_id = w.charge_point_id
            AND s.started_at >= $6 AND s.started_at < $7 AND NOT s.flags @> ARRAY['no_longer_given']
        UNION ALL
        SELECT w.device, false, p.started_at, p.stopped_at
        FROM unnest($4::bigint[], $5::bigint[]) AS w (device, charger_id)
        JOIN pushed_sessions p ON p.operator_id = $1 AND p.charger_id = w.charger_id
            AND p.started_at >= $6 AND p.started_at < $7 AND NOT p.is_withdrawn
        WHERE NOT EXISTS (SELECT FROM pushed_sessions n
            WHERE n.operator_id = $1 AND n.external_id = p.external_id AND n.version = p.version + 1)
        """
    static let isPlannedAnew = true
    static let sample = EREDeviceTimes(
        operatorID: OperatorID(1),
        devices: EREDevices([]),
        since: Timestamp(seconds: 0),
        until: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let devices: EREDevices
    let since: Timestamp
    let until: Timestamp

    func bind(to values: inout Bindings) {
        let (points, chargers) = (
            devices.sharedPoints.filter(\.isEnrolled), devices.sharedChargers.filter(\.isEnrolled)
        )
        values.append(operatorID)
        values.append(points.map(\.device))
        values.append(points.map(\.id))
        values.append(chargers.map(\.device))
        values.append(chargers.map(\.id))
        values.append(since)
        values.append(until)
    }
    static func decode(
        _ row: inout RowReader
    ) throws -> (device: Int, isHeard: Bool, from: Timestamp, until: Timestamp?) {
        (try row.next(), try row.next(), try row.next(), try row.next())
    }
}

/// What of devices with several names counts by the last word, for connections that are not measured now or for another
/// quarter; also of chargers that were taken out.
struct EREDeviceCounted: Statement {
    static let sql = """
        SELECT a.device, a.session_id, a.external_id, a.reading_id, a.started_at, a.stopped_at, a.begin, a.energy FROM (
            SELECT w.device, k.session_id, NULL::text AS external_id, NULL::bigint AS reading_id,
                coalesce(r.started_at, k.started_at) AS started_at, coalesce(r.stopped_at, k.stopped_at) AS stopped_at,
                coalesce(r.begin_thousandths_wh, k.begin_thousandths_wh) AS begin,
                coalesce(r.energy_thousandths_wh, k.energy_thousandths_wh) AS energy
            FROM unnest($2::bigint[], $3::bigint[]) AS w (device, charge_point_id)
            JOIN sessions s ON s.operator_id = $1 AND s.charge_point_id = w.charge_point_id
                AND s.started_at >= $6 AND s.started_at < $7
            JOIN ere_counted_sessions k ON k.operator_id = $1 AND k.session_id = s.id
                AND NOT (k.quarter = $8 AND k.enrolment_id = ANY($9))
            LEFT JOIN LATERAL (SELECT n.started_at, n.stopped_at, n.begin_thousandths_wh, n.energy_thousandths_wh
                FROM ere_recounted_sessions n
                WHERE n.operator_id = $1 AND n.session_id = k.session_id ORDER BY n.measurement_id DESC LIMIT 1) r ON true
            UNION ALL
            SELECT t.device, NULL, k.external_id, k.reading_id,
                coalesce(r.started_at, k.started_at), coalesce(r.stopped_at, k.stopped_at),
                coalesce(r.begin_thousandths_wh, k.begin_thousandths_wh),
                coalesce(r.energy_thousandths_wh, k.energy_thousandths_wh)
            FROM (
                SELECT w.device, k.id FROM unnest($4::bigint[], $5::bigint[]) AS w (device, charger_id)
                JOIN pushed_sessions p ON p.operator_id = $1 AND p.charger_id = w.charger_id
                    AND p.started_at >= $6 AND p.started_at < $7
                JOIN ere_counted_pushes k ON k.operator_id = $1 AND k.external_id = p.external_id
                UNION
                SELECT w.device, k.id FROM unnest($4::bigint[], $5::bigint[]) AS w (device, charger_id)
                JOIN pushed_readings x ON x.operator_id = $1 AND x.charger_id = w.charger_id
                    AND x.read_at >= $6 AND x.read_at < $7 + interval '1 year'
                JOIN ere_counted_pushes k ON k.operator_id = $1 AND k.reading_id = x.id
            ) t
            JOIN ere_counted_pushes k ON k.operator_id = $1 AND k.id = t.id
                AND NOT (k.quarter = $8 AND k.enrolment_id = ANY($9))
            LEFT JOIN LATERAL (SELECT n.started_at, n.stopped_at, n.begin_thousandths_wh, n.energy_thousandths_wh
                FROM ere_recounted_pushes n
                WHERE n.operator_id = $1 AND n.push_id = k.id ORDER BY n.measurement_id DESC LIMIT 1) r ON true
        ) a WHERE a.energy > 0
        """
    static let isPlannedAnew = true
    static let sample = EREDeviceCounted(
        operatorID: OperatorID(1),
        devices: EREDevices([]),
        since: Timestamp(seconds: 0),
        until: Timestamp(seconds: 0),
        page: [],
        quarter: EREQuarter.sample
    )
    let operatorID: OperatorID
    let devices: EREDevices
    let since: Timestamp
    let until: Timestamp
    let page: [EREEnrolmentID]
    let quarter: EREQuarter

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(devices.sharedPoints.map(\.device))
        values.append(devices.sharedPoints.map(\.id))
        values.append(devices.sharedChargers.map(\.device))
        values.append(devices.sharedChargers.map(\.id))
        values.append(since)
        values.append(until)
        values.append(quarter.firstDay)
        values.append(page)
    }
    static func decode(_ row: inout RowReader) throws -> (device: Int, told: ERETwins.Told) {
        let (device, session): (Int, SessionID?) = (try row.next(), try row.next())
        let pushed = try EREMeteredID(told: &row)
        let told = ERETwins.Told(
            id: session.map { .session($0) } ?? pushed,
            startedAt: try row.next(),
            stoppedAt: try row.next(),
            begin: Energy(thousandthsWh: try row.next()),
            energy: Energy(thousandthsWh: try row.next())
        )
        return (device, told)
    }
}
