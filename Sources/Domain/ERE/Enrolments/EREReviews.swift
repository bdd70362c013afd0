package import Postgres
package import Values

/// An enrolment as a list shows it.
package struct EREEnrolmentSummary: Hashable, Sendable {
    package let id: EREEnrolmentID
    package let customer: CustomerID
    package let customerName: String
    package let state: EREEnrolmentState
    package let ean: String
    package let town: String
    package let chargers: Int
    /// Files that nobody has looked at.
    package let unseen: Int
    package let years: ClosedRange<Int>?
    package let endsAfter: Int?
    package let changedAt: Timestamp
    package let signedAt: Timestamp?
}

/// The columns by which enrolments are ordered.
package enum EREEnrolmentSort: String, CaseIterable, Hashable, Sendable {
    case customer, changed, signed
}

/// Looking at enrolments and their evidence, for the operator's people.
package enum EREReviews {
    /// Enrolments whose customer, holder, town or connection contains the search text.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        _ request: ListRequest<EREEnrolmentSort>,
        state: EREEnrolmentState? = nil,
        in tx: Transaction
    ) async throws -> Listing<EREEnrolmentSummary> {
        try scope.requireCustomerDesk()
        let operatorID = try scope.requireOperator()
        let order = request.sort.order(isDescending: request.isDescending)
        return try await list(order, operatorID, request, state, in: tx)
    }

    private static func list<Order: SQLOrder>(
        _ order: Order.Type,
        _ operatorID: OperatorID,
        _ request: ListRequest<EREEnrolmentSort>,
        _ state: EREEnrolmentState?,
        in tx: Transaction
    ) async throws -> Listing<EREEnrolmentSummary> {
        try await tx.listing(request) { ListEREEnrolments<Order>(operatorID: operatorID, state: state, request: $0) }
    }

    /// Says of a file what somebody saw in it; a refusal has a reason.
    ///
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func judge(
        _ scope: Scope,
        _ evidence: EREEvidenceID,
        of id: EREEnrolmentID,
        _ verdict: EREEvidenceVerdict,
        reason: String,
        until: LocalDate? = nil,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireCustomerDesk()
        let enrolment = try await EREEnrolments.lock(scope, id, in: tx)
        try check(reason, isNeeded: verdict == .refused)
        let insert = InsertEREReview(
            operatorID: try scope.requireOperator(),
            customer: enrolment.customer,
            enrolment: id,
            evidence: evidence,
            verdict: verdict,
            reason: reason,
            until: verdict == .accepted ? until : nil,
            by: scope.userID,
            at: now
        )
        guard try await tx.run(insert) == 1 else { throw NotFound("evidence") }
        let detail = JSON.dictionary(["evidence": .string("\(evidence)"), "verdict": .string(verdict.rawValue)])
        try await EREEnrolments.note(scope, "ere.evidence_judged", id, detail, in: tx)
    }

    /// Where chargers of an enrolment stand besides in the years of its mandate; of other operators' nothing but the years.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func elsewhere(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        in tx: Transaction
    ) async throws -> [EREElsewhere] {
        try scope.requireCustomerDesk()
        return try await tx.all(EREEnrolledElsewhere(operatorID: try scope.requireOperator(), enrolment: id))
    }

    /// Makes an enrolment count: every charger has evidence that was accepted, unless nothing but charging is behind the
    /// connection, and whoever needs to may prove that he may sign.
    ///
    /// Where a charger also stands in another enrolment of the same year, somebody says why it counts here.
    ///
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func accept(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        reason: String = "",
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireCustomerDesk()
        let enrolment = try await EREEnrolments.lock(scope, id, in: tx)
        guard let state = enrolment.state.after(.accepted) else { throw EREEnrolmentRejection.notWaiting }
        let operatorID = try scope.requireOperator()
        let evidence = try await tx.all(EREEvidenceOf(operatorID: operatorID, enrolment: id))
        guard enrolment.isEntitled(by: evidence) else { throw EREEnrolmentRejection.authorityMissing }
        guard enrolment.isProven(by: evidence) else { throw EREEnrolmentRejection.evidenceMissing }
        try check(reason, isNeeded: false)
        let years = Set(try await elsewhere(scope, id, in: tx).map(\.year)).sorted()
        guard years.isEmpty || !reason.isEmpty else { throw EREEnrolmentRejection.chargerElsewhere }
        try await tx.run(UpdateEREState(operatorID: operatorID, id: id, state: state, at: now))
        guard !reason.isEmpty else { return try await EREEnrolments.note(scope, "ere.accepted", id, in: tx) }
        let detail = JSON.dictionary([
            "reason": .string(reason), "charger_elsewhere_in": .array(years.map { .integer($0) }),
        ])
        try await EREEnrolments.note(scope, "ere.accepted", id, detail, in: tx)
    }

    /// Says no, with a reason that the customer reads.
    ///
    /// - Throws: ``EREEnrolmentRejection``, ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func refuse(
        _ scope: Scope,
        _ id: EREEnrolmentID,
        reason: String,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireCustomerDesk()
        let enrolment = try await EREEnrolments.lock(scope, id, in: tx)
        guard let state = enrolment.state.after(.refused) else { throw EREEnrolmentRejection.notWaiting }
        try check(reason, isNeeded: true)
        var update = UpdateEREState(operatorID: try scope.requireOperator(), id: id, state: state, at: now)
        update.refusal = reason
        try await tx.run(update)
        try await EREEnrolments.note(scope, "ere.refused", id, in: tx)
    }

    private static func check(_ reason: String, isNeeded: Bool) throws(EREEnrolmentRejection) {
        guard reason.count <= EREEnrolmentRejection.reasonLimit, !isNeeded || !reason.isEmpty else {
            throw .reasonLength
        }
    }
}

extension EREEnrolment {
    /// Whether what was accepted proves everything that has to be proven.
    package func isProven(by evidence: [EREProof]) -> Bool {
        let accepted = evidence.filter { $0.verdict == .accepted }
        let meters = Set(accepted.filter { $0.kind == .meter || $0.kind == .certificate }.compactMap(\.charger))
        return isEntitled(by: evidence)
            && (draft.connection?.construct == .exclusive || chargers.allSatisfy { meters.contains($0.id) })
    }
}

extension EREEnrolment {
    /// Whether a paper that the signatory may sign has to be handed in; the trade register says so of the others.
    package var needsAuthority: Bool { draft.holder?.authority == .document && draft.holder?.kind != .person }

    /// Whether what was accepted proves that the signatory may sign, where that has to be proven.
    package func isEntitled(by evidence: [EREProof]) -> Bool {
        !needsAuthority || evidence.contains { $0.kind == .authority && $0.verdict == .accepted }
    }
}

enum EREEnrolmentCustomerKey: SQLSortKey {
    static let expression = "lower(u.name)"
    static let isOptional = false
}

enum EREEnrolmentChangedKey: SQLSortKey {
    static let expression = "e.changed_at"
    static let isOptional = false
}

enum EREEnrolmentSignedKey: SQLSortKey {
    static let expression = "e.signed_at"
    static let isOptional = true
}

extension EREEnrolmentSort {
    func order(isDescending: Bool) -> any SQLOrder.Type {
        switch self {
        case .customer:
            isDescending ? Descending<EREEnrolmentCustomerKey>.self : Ascending<EREEnrolmentCustomerKey>.self
        case .changed: isDescending ? Descending<EREEnrolmentChangedKey>.self : Ascending<EREEnrolmentChangedKey>.self
        case .signed: isDescending ? Descending<EREEnrolmentSignedKey>.self : Ascending<EREEnrolmentSignedKey>.self
        }
    }
}

/// Enrolments filtered, ordered and cut; what is counted is counted for the page only.
struct ListEREEnrolments<Order: SQLOrder>: Statement {
    static var sql: String {
        """
        SELECT e.id, e.customer_id, u.name, e.state, e.ean, e.town,
            (SELECT count(*) FROM ere_chargers c
                WHERE c.operator_id = $1 AND c.enrolment_id = e.id AND c.removed_at IS NULL),
            (SELECT count(*) FROM ere_evidence v WHERE v.operator_id = $1 AND v.enrolment_id = e.id
                AND NOT EXISTS (SELECT FROM ere_evidence_reviews r
                    WHERE r.operator_id = $1 AND r.evidence_id = v.id)),
            m.first_year::bigint, m.last_year::bigint, e.ends_after::bigint, e.changed_at, e.signed_at, page.total
        FROM (
            SELECT e.id, count(*) OVER () AS total,
        """ + " " + Order.expression + " AS sort_key" + """

                FROM ere_enrolments e JOIN customers u ON u.operator_id = $1 AND u.id = e.customer_id
                WHERE e.operator_id = $1 AND ($3 = '' OR e.state = $3) AND ($3 <> '' OR e.state <> 'discarded')
                    AND (u.name ILIKE $2 OR e.holder_name ILIKE $2 OR e.town ILIKE $2 OR e.ean LIKE $2)
            """ + Order.clause("e.id") + """
                     LIMIT $5 OFFSET $4
                ) page
                JOIN ere_enrolments e ON e.operator_id = $1 AND e.id = page.id
                JOIN customers u ON u.operator_id = $1 AND u.id = e.customer_id
                LEFT JOIN ere_mandates m ON m.operator_id = $1 AND m.enrolment_id = e.id
                """ + Order.clause("e.id")
    }
    static var isPlannedAnew: Bool { true }
    static var sample: ListEREEnrolments {
        ListEREEnrolments(operatorID: OperatorID(1), state: nil, request: ListRequest(sort: .changed))
    }
    let operatorID: OperatorID
    let state: EREEnrolmentState?
    let request: ListRequest<EREEnrolmentSort>

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(request.pattern)
        values.append(state?.rawValue ?? "")
        values.append(request.offset)
        values.append(request.boundedLimit)
    }
    static func decode(_ row: inout RowReader) throws -> CountedRow<EREEnrolmentSummary> {
        let summary = EREEnrolmentSummary(
            id: try row.next(),
            customer: try row.next(),
            customerName: try row.next(),
            state: try row.next(),
            ean: try row.next(),
            town: try row.next(),
            chargers: try row.next(),
            unseen: try row.next(),
            years: try years(&row),
            endsAfter: try row.next(),
            changedAt: try row.next(),
            signedAt: try row.next()
        )
        return CountedRow(row: summary, total: try row.next())
    }

    private static func years(_ row: inout RowReader) throws -> ClosedRange<Int>? {
        let (first, last): (Int?, Int?) = (try row.next(), try row.next())
        guard let first, let last, first <= last else { return nil }
        return first...last
    }
}

/// Says something of a file of an enrolment.
struct InsertEREReview: Statement {
    static let sql = """
        INSERT INTO ere_evidence_reviews (operator_id, customer_id, evidence_id, verdict, reason, reviewed_by, reviewed_at,
            valid_until)
        SELECT v.operator_id, v.customer_id, v.id, $5, $6, $7, $8,
            CASE WHEN v.kind IN ('meter', 'certificate') THEN $9::date END
        FROM ere_evidence v
        WHERE v.operator_id = $1 AND v.customer_id = $2 AND v.enrolment_id = $3 AND v.id = $4
        """
    static let sample = InsertEREReview(
        operatorID: OperatorID(1),
        customer: CustomerID(1),
        enrolment: EREEnrolmentID(1),
        evidence: EREEvidenceID(1),
        verdict: .accepted,
        reason: "",
        until: nil,
        by: nil,
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let customer: CustomerID
    let enrolment: EREEnrolmentID
    let evidence: EREEvidenceID
    let verdict: EREEvidenceVerdict
    let reason: String
    let until: LocalDate?
    let by: UserID?
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(enrolment)
        values.append(evidence)
        values.append(verdict)
        values.append(reason)
        values.append(by)
        values.append(at)
        values.append(until)
    }
}
