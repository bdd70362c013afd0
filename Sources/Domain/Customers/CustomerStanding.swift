import Postgres
package import Values

/// How far a customer has come, its enrolments for emission reduction units included.
package enum CustomerStanding: String, CaseIterable, Hashable, Sendable, PostgresValue {
    /// Known, and not written to yet.
    case added
    case invited
    /// Somebody of it has signed in.
    case joined
    /// On the way to a mandate.
    case inProgress = "in_progress"
    /// Signed; evidence is to be looked at, or not there yet.
    case waiting
    case refused
    /// Units are booked for it.
    case active
    /// It left, or all of its mandates are over.
    case ended

    /// What one customer is, from `c` and its enrolments; `$2` is the calendar year.
    ///
    /// What somebody has to do something about comes first.
    static let expression = """
        (SELECT CASE WHEN c.ended_at IS NOT NULL THEN 'ended'
            WHEN bool_or(e.state = 'waiting') THEN 'waiting'
            WHEN bool_or(e.state = 'refused') THEN 'refused'
            WHEN bool_or(e.state = 'active' AND $2::bigint <= least(coalesce(e.ends_after, m.last_year), m.last_year)) THEN 'active'
            WHEN bool_or(e.state = 'draft') THEN 'in_progress'
            WHEN count(*) > 0 THEN 'ended'
            WHEN c.joined_at IS NOT NULL THEN 'joined'
            WHEN c.invited_at IS NOT NULL THEN 'invited' ELSE 'added' END
        FROM ere_enrolments e LEFT JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
        WHERE e.operator_id = $1 AND e.customer_id = c.id AND e.state <> 'discarded')
        """
}

/// A customer as a list shows it.
package struct CustomerSummary: Hashable, Sendable {
    package let customer: Customer
    package let standing: CustomerStanding
}

/// Which customers a list shows; `nil` takes all.
package struct CustomerFilter: Hashable, Sendable {
    package var kind: CustomerKind?
    package var standing: CustomerStanding?

    package init(kind: CustomerKind? = nil, standing: CustomerStanding? = nil) {
        self.kind = kind
        self.standing = standing
    }
}

/// How many customers of an operator have come how far.
struct CountCustomers: Statement {
    struct Row: Sendable {
        let standing: CustomerStanding
        let count: Int
    }

    /// The same as ``CustomerStanding/expression``, but enrolments are read once for all customers.
    static let sql = """
        SELECT CASE WHEN c.ended_at IS NOT NULL THEN 'ended'
            WHEN e.most = 5 THEN 'waiting' WHEN e.most = 4 THEN 'refused' WHEN e.most = 3 THEN 'active'
            WHEN e.most = 2 THEN 'in_progress' WHEN e.most = 1 THEN 'ended'
            WHEN c.joined_at IS NOT NULL THEN 'joined'
            WHEN c.invited_at IS NOT NULL THEN 'invited' ELSE 'added' END AS standing, count(*)
        FROM customers c
        LEFT JOIN (
            SELECT e.customer_id, max(CASE WHEN e.state = 'waiting' THEN 5 WHEN e.state = 'refused' THEN 4
                WHEN e.state = 'active' AND $2::bigint <= least(coalesce(e.ends_after, m.last_year), m.last_year) THEN 3
                WHEN e.state = 'draft' THEN 2 ELSE 1 END) AS most
            FROM ere_enrolments e LEFT JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
            WHERE e.operator_id = $1 AND e.state <> 'discarded' GROUP BY e.customer_id
        ) e ON e.customer_id = c.id
        WHERE c.operator_id = $1 GROUP BY 1
        """
    static let isPlannedAnew = true
    static let sample = CountCustomers(operatorID: OperatorID(1), year: 2026)
    let operatorID: OperatorID
    let year: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(year)
    }
    static func decode(_ row: inout RowReader) throws -> Row { Row(standing: try row.next(), count: try row.next()) }
}
