import Domain
import Postgres
import Values

/// A completed session as COPY writes it.
struct YearSession: CopyRow {
    static let target = CopyTarget(
        table: "sessions",
        columns: [
            "operator_id", "id", "charge_point_id", "site_id", "host_id", "connector_id", "natural_key",
            "transaction_id", "id_tag", "state", "started_at", "stopped_at", "meter_start_thousandths_wh",
            "meter_stop_thousandths_wh", "energy_thousandths_wh", "reading_count", "start_received_at",
            "stop_received_at",
        ]
    )
    static let sample = YearSession(.sample)
    let row: YearRow

    init(_ row: YearRow) {
        self.row = row
    }

    func bind(to values: inout Bindings) {
        let (place, session) = (row.place, row.session)
        values.append(place.operatorID)
        values.append(session.sessionID)
        values.append(place.chargePointID)
        values.append(place.siteID)
        values.append(place.hostID)
        values.append(Int32(1))
        values.append("T:\(session.sessionID)")
        values.append(session.sessionID.rawValue)
        values.append("04\(session.sessionID.rawValue % 2_000)")
        values.append("completed")
        values.append(session.startedAt)
        values.append(session.stoppedAt)
        values.append(session.meterStart?.thousandthsWh)
        values.append(session.meterStop?.thousandthsWh)
        values.append(row.line.energy.thousandthsWh)
        values.append(Int32(session.readings.count))
        values.append(session.startedAt)
        values.append(session.stoppedAt)
    }
}

/// A journal line as COPY writes it; it has the id of its session.
struct YearLine: CopyRow {
    static let target = CopyTarget(
        table: "priced_lines",
        columns: [
            "operator_id", "id", "session_id", "session_revision", "version", "host_id", "site_id", "state", "reason",
            "period", "reimbursement_contract_id", "reimbursement_version_id", "supply_version_id", "pricing",
            "currency", "energy_thousandths_wh", "amount", "other_amount", "tariff", "detail",
        ]
    )
    static let sample = YearLine(.sample)
    let row: YearRow

    init(_ row: YearRow) {
        self.row = row
    }

    func bind(to values: inout Bindings) {
        let (place, line) = (row.place, row.line)
        values.append(place.operatorID)
        values.append(row.session.sessionID)
        values.append(row.session.sessionID)
        values.append(Int32(1))
        values.append(Int32(1))
        values.append(place.hostID)
        values.append(place.siteID)
        values.append(line.state.rawValue)
        values.append(RatingReason.sessionCompleted.rawValue)
        values.append(line.period.firstDay)
        values.append(line.contractID)
        values.append(line.reimbursementVersionID)
        values.append(line.supplyVersionID)
        values.append(line.pricing?.rawValue)
        values.append(line.currency)
        values.append(line.energy.thousandthsWh)
        values.append(line.amount)
        values.append(line.otherAmount)
        values.append(line.tariff)
        values.append(line.detail.json)
    }
}

/// The head of a line as COPY writes it.
struct YearHead: CopyRow {
    static let target = CopyTarget(
        table: "journal_heads",
        columns: [
            "operator_id", "session_id", "line_id", "version", "state", "host_id", "site_id",
            "charge_point_id", "reimbursement_contract_id", "period", "stopped_at", "energy_thousandths_wh", "amount",
        ]
    )
    static let sample = YearHead(.sample)
    let row: YearRow

    init(_ row: YearRow) {
        self.row = row
    }

    func bind(to values: inout Bindings) {
        values.append(row.place.operatorID)
        values.append(row.session.sessionID)
        values.append(row.session.sessionID)
        values.append(Int32(1))
        values.append(row.line.state.rawValue)
        values.append(row.place.hostID)
        values.append(row.place.siteID)
        values.append(row.place.chargePointID)
        values.append(row.line.contractID)
        values.append(row.line.period.firstDay)
        values.append(row.session.stoppedAt)
        values.append(row.line.energy.thousandthsWh)
        values.append(row.line.amount)
    }
}

extension YearRow {
    /// A row that is only described.
    fileprivate static let sample: YearRow = {
        let session = BenchWorld.session(1, from: Timestamp(seconds: 0), seconds: 3_600, wh: 1_000)
        let line = LineDraft.computeOrHold(session, terms: nil, prices: PriceBook())
        return YearRow(place: .nowhere, session: session, line: line)
    }()
}
