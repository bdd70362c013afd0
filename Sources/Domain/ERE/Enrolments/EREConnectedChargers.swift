package import Postgres
package import Values

/// A charge point of ours that is a customer's charger, with what it said of itself.
package struct EREConnectedCharger: Hashable, Sendable {
    package let chargePoint: ChargePointID
    package let name: String
    package let brand: String
    package let model: String
    package let serial: String
    package let verdict: EREMeterVerdict
}

/// Which connected charge points are whose charger.
package enum EREConnectedChargers {
    /// Charge points of one customer that a page offers.
    package static let listLimit = 100

    /// The charge points of the customer who acts.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func own(_ scope: Scope, in tx: Transaction) async throws -> [ChargePointID] {
        guard let customer = scope.customerID else { throw NotPermitted() }
        return try await list(scope, of: customer, in: tx)
    }

    /// The charge points of a customer.
    ///
    /// - Throws: ``NotPermitted``, `PostgresFault`.
    package static func list(
        _ scope: Scope,
        of customer: CustomerID,
        in tx: Transaction
    ) async throws -> [ChargePointID] {
        try scope.requireCustomerOrDesk()
        let operatorID = try scope.requireOperator()
        return try await tx.all(ChargePointsOfCustomer(operatorID: operatorID, customer: customer, limit: listLimit))
    }

    /// What charge points said of themselves; asked by the installation for a customer, who sees no charge points.
    ///
    /// - Throws: ``NotFound``, `PostgresFault`.
    package static func describe(
        _ scope: Scope,
        _ ids: [ChargePointID],
        by catalogue: MeterCatalogue,
        in tx: Transaction
    ) async throws -> [EREConnectedCharger] {
        var found: [EREConnectedCharger] = []
        for id in ids { found.append(try await describe(scope, id, by: catalogue, in: tx)) }
        return found
    }

    private static func describe(
        _ scope: Scope,
        _ id: ChargePointID,
        by catalogue: MeterCatalogue,
        in tx: Transaction
    ) async throws -> EREConnectedCharger {
        let chargePoint = try await ChargePoints.find(scope, id, in: tx)
        let boot = try await ChargePointStates.find(scope, id, in: tx).boot
        let told = try await MeterFacts.list(scope, of: id, in: tx).current.map(\.fact)
        let known = catalogue.model(of: boot)
        let status = MeteringStatus(boot, signed: nil, configured: told, catalogue: catalogue)
        return EREConnectedCharger(
            chargePoint: id,
            name: chargePoint.details.displayName,
            brand: known?.brand ?? boot.vendor,
            model: known?.model ?? boot.model,
            serial: boot.serialNumber,
            verdict: EREMeterVerdict(status)
        )
    }

    /// Says that a charge point is a customer's charger; one that was another's becomes this one's.
    ///
    /// - Throws: ``NotFound``, ``NotPermitted``, `PostgresFault`.
    package static func assign(
        _ scope: Scope,
        _ chargePoint: ChargePointID,
        to customer: CustomerID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        try scope.requireCustomerDesk()
        _ = try await Customers.find(scope, customer, in: tx)
        _ = try await ChargePoints.find(scope, chargePoint, in: tx)
        let assign = AssignChargePoint(
            operatorID: try scope.requireOperator(),
            chargePoint: chargePoint,
            customer: customer,
            at: now
        )
        try await tx.run(assign)
        let detail = JSON.dictionary(["charge_point": .string("\(chargePoint)")])
        let record = AuditRecord("customer.charge_point_assigned", subject: "customer/\(customer)", detail: detail)
        try await AuditLog.record(scope, record, in: tx)
    }

    /// Makes sure that a charge point is a customer's charger; one that is nobody's yet becomes it when a program says so.
    ///
    /// - Throws: ``NotFound`` when it is not the acting customer's, or not the operator's; ``EREEnrolmentRejection``.
    static func require(
        _ scope: Scope,
        _ chargePoint: ChargePointID,
        of customer: CustomerID,
        at now: Timestamp,
        in tx: Transaction
    ) async throws {
        if scope.customerID != nil {
            guard try await list(scope, of: customer, in: tx).contains(chargePoint) else {
                throw NotFound("charge point")
            }
            return
        }
        let find = CustomerOfChargePoint(operatorID: try scope.requireOperator(), chargePoint: chargePoint)
        switch try await tx.first(find) {
        case customer?: return
        case nil: try await assign(scope, chargePoint, to: customer, at: now, in: tx)
        default: throw EREEnrolmentRejection.othersCharger
        }
    }
}

/// Whose charger a charge point is.
struct CustomerOfChargePoint: Statement {
    static let sql = "SELECT customer_id FROM customer_charge_points WHERE operator_id = $1 AND charge_point_id = $2"
    static let sample = CustomerOfChargePoint(operatorID: OperatorID(1), chargePoint: ChargePointID(1))
    let operatorID: OperatorID
    let chargePoint: ChargePointID

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
    }
    static func decode(_ row: inout RowReader) throws -> CustomerID { try row.next() }
}

/// The charge points of a customer.
struct ChargePointsOfCustomer: Statement {
    static let sql = """
        SELECT charge_point_id FROM customer_charge_points WHERE operator_id = $1 AND customer_id = $2
        ORDER BY charge_point_id LIMIT $3
        """
    static let sample = ChargePointsOfCustomer(operatorID: OperatorID(1), customer: CustomerID(1), limit: 1)
    let operatorID: OperatorID
    let customer: CustomerID
    let limit: Int

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(customer)
        values.append(limit)
    }
    static func decode(_ row: inout RowReader) throws -> ChargePointID { try row.next() }
}

/// Says whose charger a charge point is.
struct AssignChargePoint: Statement {
    static let sql = """
        INSERT INTO customer_charge_points (operator_id, charge_point_id, customer_id, created_at)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT ON CONSTRAINT customer_charge_points_key
        DO UPDATE SET customer_id = excluded.customer_id, created_at = excluded.created_at
        """
    static let sample = AssignChargePoint(
        operatorID: OperatorID(1),
        chargePoint: ChargePointID(1),
        customer: CustomerID(1),
        at: Timestamp(seconds: 0)
    )
    let operatorID: OperatorID
    let chargePoint: ChargePointID
    let customer: CustomerID
    let at: Timestamp

    func bind(to values: inout Bindings) {
        values.append(operatorID)
        values.append(chargePoint)
        values.append(customer)
        values.append(at)
    }
}
