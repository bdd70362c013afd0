import Postgres
import Values

/// Begins a run; nothing while another one is not at its end.
struct InsertEREPayoutRun: Statement {
    static let sql = """
        WITH run AS (
            INSERT INTO ere_payout_runs (operator_id, quarter, payout_model, made_on, minimum_minor, reserve_percent,
                referral_step_percent, referral_floor_percent, is_partner, trades_through, fees_through,
                agreements_through, fee_vat_rate, created_by, created_at, verifications_through)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::bigint, $14, $15, $17 RETURNING operator_id, id
        )
        INSERT INTO ere_payout_progress (operator_id, run_id, total) SELECT operator_id, id, $16::bigint FROM run
        RETURNING run_id
        """
    static let sample = InsertEREPayoutRun(
        maker: .sample,
        isPartner: false,
        total: 0,
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let maker: EREPayoutMaker
    let isPartner: Bool
    let total: Int
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(maker.operatorID)
        values.append(maker.quarter.firstDay)
        values.append(maker.model)
        values.append(maker.madeOn)
        values.append(maker.rules.minimum.minor)
        values.append(maker.rules.reservePercent)
        values.append(maker.rules.referralStep)
        values.append(maker.rules.referralFloor)
        values.append(isPartner)
        values.append(maker.marks.trades)
        values.append(maker.marks.fees)
        values.append(maker.marks.agreements)
        values.append(maker.feeVATRate)
        values.append(by)
        values.append(at)
        values.append(total)
        values.append(maker.marks.verifications)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayoutRunID { try row.next() }
}

extension EREPayoutMaker {
    /// For statements that are only described.
    static let sample = EREPayoutMaker(
        operatorID: OperatorID(1),
        tenant: .sample,
        quarter: .sample,
        model: .customers,
        rules: .usual,
        marks: EREPayoutMarks(trades: 0, fees: 0, agreements: 0, verifications: 0),
        madeOn: LocalDate(daysSinceEpoch: 0),
        feeVATRate: 0,
        terms: [],
        rates: VATRates([]),
        verified: [:],
        run: nil
    )
}

/// Runs, the newest first: one, those of a quarter, or those that are not at their end.
struct ListEREPayoutRuns: Statement {
    static let sql = """
        SELECT r.id, r.quarter, r.payout_model, r.made_on, r.minimum_minor, r.reserve_percent, r.referral_step_percent,
            r.referral_floor_percent, r.is_partner, r.trades_through, r.fees_through, r.agreements_through,
            r.verifications_through, r.fee_vat_rate::bigint, r.created_by, r.created_at, g.done::bigint, g.total::bigint, g.finished_at,
            g.message, g.bank_file_asked_at, g.bank_file_message
        FROM ere_payout_runs r JOIN ere_payout_progress g ON g.operator_id = $1 AND g.run_id = r.id
        WHERE r.operator_id = $1 AND ($2::bigint IS NULL OR r.id = $2) AND ($3::date IS NULL OR r.quarter = $3)
            AND (NOT $4::boolean OR g.finished_at IS NULL)
        ORDER BY r.id DESC LIMIT $5
        """
    static let sample = ListEREPayoutRuns(operatorID: OperatorID(1))
    let operatorID: OperatorID
    var id: EREPayoutRunID?
    var quarter: EREQuarter?
    var isUnfinished = false
    var limit = 1

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(id)
        values.append(quarter?.firstDay)
        values.append(isUnfinished)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayoutRunRecord {
        let (id, day, model): (EREPayoutRunID, LocalDate, EREPayoutModel) = (
            try row.next(), try row.next(), try row.next()
        )
        return EREPayoutRunRecord(
            id: id,
            quarter: EREQuarter(of: day) ?? .sample,
            model: model,
            madeOn: try row.next(),
            rules: try EREPayoutRules(&row),
            isPartner: try row.next(),
            marks: EREPayoutMarks(
                trades: try row.next(),
                fees: try row.next(),
                agreements: try row.next(),
                verifications: try row.next()
            ),
            feeVATRate: try row.next(),
            createdBy: try row.next(),
            createdAt: try row.next(),
            done: try row.next(),
            total: try row.next(),
            finishedAt: try row.next(),
            message: try row.next(),
            bankFileAskedAt: try row.next(),
            bankFileMessage: try row.next()
        )
    }
}

/// What a run comes to.
struct SumEREPayouts: Statement {
    static let sql = """
        SELECT count(*), coalesce(sum(units), 0)::bigint, coalesce(sum(gross_minor), 0)::bigint,
            coalesce(sum(fee_minor), 0)::bigint, coalesce(sum(margin_minor), 0)::bigint,
            coalesce(sum(net_minor), 0)::bigint, coalesce(sum(vat_minor), 0)::bigint,
            coalesce(sum(adjustment_minor), 0)::bigint, coalesce(sum(payable_minor), 0)::bigint,
            coalesce(sum(energy_thousandths_wh), 0)::bigint
        FROM ere_payouts WHERE operator_id = $1 AND run_id = $2
        """
    static let sample = SumEREPayouts(operatorID: OperatorID(1), run: EREPayoutRunID(1))
    let operatorID: OperatorID
    let run: EREPayoutRunID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
    }
    static func decode(_ row: inout RowReader) throws -> (sums: EREPayoutSums, energy: Energy) {
        var sums = EREPayoutSums()
        sums.payouts = try row.next()
        sums.units = try row.next()
        sums.gross = try row.next()
        sums.fee = try row.next()
        sums.margin = try row.next()
        sums.net = try row.next()
        sums.vat = try row.next()
        sums.adjustment = try row.next()
        sums.payable = try row.next()
        return (sums, Energy(thousandthsWh: try row.next()))
    }
}

/// Whom a run leaves out, by name.
struct ListEREPayoutLeftOut: Statement {
    static let sql = """
        SELECT l.customer_id, c.name, l.reason, l.net_minor
        FROM ere_payout_left_out l JOIN customers c ON c.operator_id = $1 AND c.id = l.customer_id
        WHERE l.operator_id = $1 AND l.run_id = $2 AND NOT EXISTS (SELECT FROM ere_payouts p
            WHERE p.operator_id = $1 AND p.run_id = $2 AND p.customer_id = l.customer_id)
        ORDER BY lower(c.name), c.id
        """
    static let sample = ListEREPayoutLeftOut(operatorID: OperatorID(1), run: EREPayoutRunID(1))
    let operatorID: OperatorID
    let run: EREPayoutRunID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
    }
    static func decode(_ row: inout RowReader) throws -> EREPayoutLeftOut {
        EREPayoutLeftOut(
            customer: try row.next(),
            name: try row.next(),
            reason: try row.next(),
            net: try row.next()
        )
    }
}

extension EREPayoutOmission: PostgresValue {}

/// Keeps a run's row until the transaction ends; whether it is at its end.
struct LockEREPayoutRun: Statement {
    static let sql = """
        SELECT finished_at IS NOT NULL FROM ere_payout_progress WHERE operator_id = $1 AND run_id = $2 FOR UPDATE
        """
    static let sample = LockEREPayoutRun(operatorID: OperatorID(1), run: EREPayoutRunID(1))
    let operatorID: OperatorID
    let run: EREPayoutRunID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
    }
    static func decode(_ row: inout RowReader) throws -> Bool { try row.next() }
}

/// Notes that customers are dealt with; those up to the last one that was counted are counted already.
struct NoteEREPayoutProgress: Statement {
    static let sql = """
        UPDATE ere_payout_progress SET done = done + (SELECT count(*) FROM unnest($3::bigint[]) AS c WHERE c > counted_through),
            counted_through = greatest(counted_through, (SELECT max(c) FROM unnest($3::bigint[]) AS c))
        WHERE operator_id = $1 AND run_id = $2
        """
    static let sample = NoteEREPayoutProgress(operatorID: OperatorID(1), run: EREPayoutRunID(1), customers: [])
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let customers: [CustomerID]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(customers)
    }
}

/// Ends a run.
struct FinishEREPayoutRun: Statement {
    static let sql = """
        UPDATE ere_payout_progress SET finished_at = $3
        WHERE operator_id = $1 AND run_id = $2 AND finished_at IS NULL
        """
    static let sample = FinishEREPayoutRun(
        operatorID: OperatorID(1),
        run: EREPayoutRunID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let run: EREPayoutRunID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(run)
        values.append(at)
    }
}
