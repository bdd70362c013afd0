import Postgres
package import Values

/// One way from the toggle to a mandate, as it is stored.
package struct EREEnrolment: Hashable, Sendable {
    package let id: EREEnrolmentID
    package let customer: CustomerID
    package var state: EREEnrolmentState
    package var draft: EREDraft
    /// Beside the chargers of the draft, in the same order.
    package var chargers: [EREChargerRecord]
    package let history: EREEnrolmentHistory

    /// Where it stands on a day: what holds until the end of a year is over when the year is.
    package func state(on today: LocalDate, years: ClosedRange<Int>?) -> EREEnrolmentState {
        guard state == .active, let years else { return state }
        let last = min(history.endsAfter ?? years.upperBound, years.upperBound)
        return today.yearMonth.year > last ? .ended : .active
    }
}

/// When what happened to an enrolment.
package struct EREEnrolmentHistory: Hashable, Sendable {
    package let createdAt: Timestamp
    package let changedAt: Timestamp
    package let signedAt: Timestamp?
    /// Why it was refused; empty otherwise.
    package let refusal: String
    package let turnedOffAt: Timestamp?
    /// The last calendar year that counts, where it was turned off meanwhile.
    package let endsAfter: Int?
}

/// A charger of an enrolment, as it is stored.
package struct EREChargerRecord: Hashable, Sendable {
    package let id: EREChargerID
    /// The connected charge point that it is, where it is one.
    package let chargePoint: ChargePointID?
    package let charger: ERECharger
}

/// Why nothing was changed about an enrolment; where several reasons apply, the first listed is given.
package enum EREEnrolmentRejection: String, Error, CaseIterable, Hashable, Sendable, CustomStringConvertible {
    /// It is signed or given up, so its steps are over.
    case notDraft = "ere_enrolment.not_draft"
    /// The connection has a provider in this year and the next.
    case connectionTaken = "ere_enrolment.connection_taken"
    /// One of the same enrolment has that serial number.
    case serialTaken = "ere_enrolment.serial_taken"
    /// The operator is no partner of the provider any more, so nothing is begun or signed.
    case programmeEnded = "ere_enrolment.programme_ended"
    /// The customer has left.
    case customerEnded = "ere_enrolment.customer_ended"
    /// More unfinished enrolments than one customer has connections for.
    case tooManyDrafts = "ere_enrolment.too_many_drafts"
    case tooManyChargers = "ere_enrolment.too_many_chargers_stored"
    /// The charge point is another customer's charger.
    case othersCharger = "ere_enrolment.others_charger"
    case tooMuchEvidence = "ere_enrolment.too_much_evidence"
    /// There is nothing to turn off.
    case notOn = "ere_enrolment.not_on"
    /// Evidence that decides is missing, or not accepted yet.
    case evidenceMissing = "ere_enrolment.evidence_missing"
    /// Nothing proves yet that the signatory may sign for the company or association.
    case authorityMissing = "ere_enrolment.authority_missing"
    /// A charger also stands in another enrolment of the same year, and nobody said why it counts here.
    case chargerElsewhere = "ere_enrolment.charger_elsewhere"
    /// It is not waiting for anybody's word.
    case notWaiting = "ere_enrolment.not_waiting"
    /// A refusal without a reason, or with too long a one.
    case reasonLength = "ere_enrolment.reason_length"
    /// Its mandate does not end soon, or the connection has a provider for what comes.
    case notRenewable = "ere_enrolment.not_renewable"

    /// The longest reason.
    package static let reasonLimit = 400

    package var code: String { rawValue }
    package var description: String { "\(code): the enrolment was not changed" }
}

extension EREHolderKind: PostgresValue {}
extension EREAuthority: PostgresValue {}
extension EREConstruct: PostgresValue {}
extension EREMeterPlace: PostgresValue {}
extension EREMeterVerdict: PostgresValue {}
extension EREEnrolmentState: PostgresValue {}
extension EREPayoutModel: PostgresValue {}

extension EREEnrolment {
    /// Reads the columns of ``FindEREEnrolment``; chargers follow apart.
    init(_ row: inout RowReader) throws {
        let (id, customer): (EREEnrolmentID, CustomerID) = (try row.next(), try row.next())
        let state: EREEnrolmentState = try row.next()
        let model: EREPayoutModel = try row.next()
        let holder = try EREHolder(columns: &row)
        let connection = try EREConnection(columns: &row)
        let account = try EREAccount(columns: &row)
        let draft = EREDraft(holder: holder, connection: connection, account: account, payoutModel: model)
        let history = EREEnrolmentHistory(
            createdAt: try row.next(),
            changedAt: try row.next(),
            signedAt: try row.next(),
            refusal: try row.next(),
            turnedOffAt: try row.next(),
            endsAfter: try row.next()
        )
        self.init(id: id, customer: customer, state: state, draft: draft, chargers: [], history: history)
    }
}

extension EREHolder {
    /// `nil` where nobody said who.
    fileprivate init?(columns row: inout RowReader) throws {
        let kind = EREHolderKind(rawValue: try row.next(String.self))
        self.init(
            kind: kind ?? .person,
            name: try row.next(),
            address: try Address(&row),
            companyNumber: try row.next(),
            vatID: try row.next(),
            isSoleTrader: try row.next(),
            representative: try row.next(),
            authority: try row.next()
        )
        if kind == nil { return nil }
    }
}

extension EREConnection {
    /// `nil` where nobody said which.
    fileprivate init?(columns row: inout RowReader) throws {
        let ean = EAN18(try row.next(String.self))
        let address = try Address(&row)
        let construct: EREConstruct = try row.next()
        let isHeld: Bool = try row.next()
        guard let ean else { return nil }
        self.init(ean: ean, address: address, construct: construct, isHeld: isHeld)
    }
}

extension EREAccount {
    /// `nil` where nobody said where to.
    fileprivate init?(columns row: inout RowReader) throws {
        let iban = IBAN(try row.next(String.self))
        let holder: String = try row.next()
        guard let iban else { return nil }
        self.init(iban: iban, accountHolder: holder)
    }
}
