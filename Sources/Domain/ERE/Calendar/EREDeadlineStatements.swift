import Postgres
import Values

/// Lines by quarter of some years of delivery: what is not booked, and what is.
struct SumEREOpenLines: Statement {
    static let sql = """
        SELECT quarter, count(*) FILTER (WHERE state IN ('measured', 'accepted')),
            coalesce(sum(energy_thousandths_wh) FILTER (WHERE state IN ('measured', 'accepted')), 0)::bigint,
            count(*) FILTER (WHERE state NOT IN ('measured', 'accepted'))
        FROM ere_bookings
        WHERE operator_id = $1 AND ordinal > 0 AND extract(year FROM quarter)::bigint = ANY ($2)
        GROUP BY quarter
        """
    static let sample = SumEREOpenLines(operatorID: OperatorID(1), years: [])
    let operatorID: OperatorID
    let years: [Int]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(years.map(Int64.init))
    }
    static func decode(_ row: inout RowReader) throws -> (quarter: EREQuarter, open: EREOpenWork.Quarter) {
        let day: LocalDate = try row.next()
        let open = EREOpenWork.Quarter(
            unbooked: try row.next(),
            unbookedEnergy: Energy(thousandthsWh: try row.next()),
            booked: try row.next()
        )
        return (EREQuarter(of: day) ?? .sample, open)
    }
}

/// Connections whose mandate ends with one of some years, by year: those that go on under a later mandate are not among
/// them, nor those that were turned off.
struct CountEREEndingMandates: Statement {
    static let sql = """
        SELECT m.last_year::bigint, count(*) FROM ere_enrolments e
        JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
        WHERE e.operator_id = $1 AND e.state IN ('waiting', 'active') AND e.ends_after IS NULL
            AND m.last_year::bigint = ANY ($2)
            AND NOT EXISTS (SELECT FROM ere_enrolments n JOIN ere_mandates x ON x.operator_id = $1 AND x.enrolment_id = n.id
                WHERE n.operator_id = $1 AND n.ean = e.ean AND n.signed_at IS NOT NULL
                    AND n.state IN ('waiting', 'active') AND x.first_year > m.last_year)
        GROUP BY m.last_year
        """
    static let sample = CountEREEndingMandates(operatorID: OperatorID(1), years: [])
    let operatorID: OperatorID
    let years: [Int]

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(years.map(Int64.init))
    }
    static func decode(_ row: inout RowReader) throws -> (year: Int, count: Int) { (try row.next(), try row.next()) }
}
