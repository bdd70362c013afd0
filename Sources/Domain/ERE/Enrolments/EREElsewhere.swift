import Postgres
package import Values

/// That a charger of an enrolment stands in another one for the same year, too: by its serial number and maker.
package struct EREElsewhere: Hashable, Sendable {
    package let charger: EREChargerID
    package let year: Int
    /// The other enrolment; `nil` where it is another operator's, of which nothing more is told.
    package let enrolment: EREEnrolmentID?

    package init(charger: EREChargerID, year: Int, enrolment: EREEnrolmentID?) {
        self.charger = charger
        self.year = year
        self.enrolment = enrolment
    }
}

/// Where chargers of an enrolment stand besides, by charger and year, over all operators.
struct EREEnrolledElsewhere: Statement {
    static let sql = """
        SELECT charger_id, delivery_year::bigint, enrolment_id FROM ere_enrolled_elsewhere($1, $2)
        """
    static let sample = EREEnrolledElsewhere(operatorID: OperatorID(1), enrolment: EREEnrolmentID(1))
    let operatorID: OperatorID
    let enrolment: EREEnrolmentID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(enrolment)
    }
    static func decode(_ row: inout RowReader) throws -> EREElsewhere {
        EREElsewhere(charger: try row.next(), year: try row.next(), enrolment: try row.next())
    }
}
